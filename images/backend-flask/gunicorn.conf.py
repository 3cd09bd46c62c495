"""Settings of the production server."""

bind = "0.0.0.0:4567"
workers = 2
threads = 4
# The root file system is read-only; /tmp is in memory.
worker_tmp_dir = "/tmp"
# Log lines go to the container's streams.
accesslog = "-"
errorlog = "-"
# Shorter than the 30 s that ECS waits between SIGTERM and SIGKILL.
graceful_timeout = 25
# Nobody manages the server from inside the container; its socket would want a writable home.
control_socket_disable = True
