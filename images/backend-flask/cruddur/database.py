"""Connections to PostgreSQL, and failures in words that hold nothing of the connection URL.

libpq puts pieces of the URL into its messages: of `postgresql://user:pass/word@host/db`, whose slash should be %2F, it
says that the port "pass" is no number. So no message of a failed connection is shown or logged, here or anywhere.
"""

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

#: What holds where the URL says nothing else. libpq itself would fall back to plain text, and wait for ever.
DEFAULTS: dict[str, str | int | None] = {"sslmode": "require", "connect_timeout": 5}

#: What libpq or PostgreSQL say → what we say.
REASONS = (
    ("password authentication failed", "it refuses the user or the password"),
    ("no password supplied", "it asks for a password and the URL has none"),
    ("server does not support SSL", "it offers no TLS, and sslmode asks for it"),
    ("root certificate file", "the file that sslrootcert names cannot be read"),
    ("certificate verify failed", "its certificate is not trusted"),
    ("SSL", "TLS could not be agreed on"),
    ("no pg_hba.conf entry", "it admits no such user, database or address, or none without TLS"),
    ("does not exist", "it has no such database or user"),
    ("Connection refused", "nothing listens there"),
    ("timeout expired", "no answer in time"),
    ("resolve host", "the host name is not known"),
    ("translate host name", "the host name is not known"),
    ("too many clients", "it has no connection left"),
    ("remaining connection slots", "it has no connection left"),
    ("starting up", "it is still starting"),
)


class DatabaseUnavailable(Exception):
    """The database cannot be reached or used; the message is fit for a log."""


def connect(url: str | None, *, statement_timeout_ms: int = 0) -> psycopg.Connection:
    """A connection in autocommit mode; use it as a context manager.

    url: CONNECTION_URL. statement_timeout_ms: 0 is no limit. Raises DatabaseUnavailable.
    """
    if not url:
        raise DatabaseUnavailable("CONNECTION_URL is not set")
    try:
        conninfo = make_conninfo("", **{**DEFAULTS, **conninfo_to_dict(url)})
    except Exception:  # its text holds parts of the URL
        raise DatabaseUnavailable("CONNECTION_URL is not a valid connection URL") from None
    try:
        connection = psycopg.connect(conninfo, autocommit=True)
    except Exception as error:
        raise DatabaseUnavailable(reason(error)) from None
    if statement_timeout_ms:
        connection.execute(f"SET statement_timeout = {int(statement_timeout_ms)}".encode())
    return connection


def reason(error: Exception) -> str:
    """Why the database did not do what was asked, without the error's own text."""
    name = type(error).__name__
    if sqlstate := getattr(error, "sqlstate", None):
        return f"{name}, SQLSTATE {sqlstate}"
    text = str(error)
    return next((ours for theirs, ours in REASONS if theirs in text), name)
