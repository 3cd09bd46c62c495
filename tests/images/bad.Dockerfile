# What hadolint must not like: proof that it looks.
FROM debian:13
USER root
CMD run --as root
