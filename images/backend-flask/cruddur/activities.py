"""What people say: the home feed."""

import logging

import psycopg
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from psycopg.rows import dict_row
from werkzeug.exceptions import ServiceUnavailable

from cruddur.database import DatabaseUnavailable, connect, reason

STATEMENT_TIMEOUT_MS = 5000

HOME = """
    SELECT activities.uuid, users.handle, users.display_name, activities.message, activities.replies_count,
           activities.reposts_count, activities.likes_count, activities.reply_to_activity_uuid,
           activities.created_at, activities.expires_at
      FROM activities JOIN users ON users.uuid = activities.user_uuid
     WHERE activities.expires_at IS NULL OR activities.expires_at > now()
     ORDER BY activities.created_at DESC, activities.uuid
     LIMIT 100
"""

log = logging.getLogger(__name__)


def blueprint(connection_url: str | None) -> Blueprint:
    """Routes below /api/activities; without a connection URL, or a database behind it, they answer 503."""
    routes = Blueprint("activities", __name__, url_prefix="/api/activities")

    @routes.get("/home")
    def home() -> ResponseReturnValue:
        try:
            return jsonify(newest(connection_url))
        except DatabaseUnavailable as error:
            log.error("The database is not available: %s", error)
            raise ServiceUnavailable from None

    return routes


def newest(connection_url: str | None) -> list[dict[str, object]]:
    """The 100 newest activities that have not expired.

    One connection per call: there are never more of them than threads.
    """
    try:
        with connect(connection_url, statement_timeout_ms=STATEMENT_TIMEOUT_MS) as connection:
            return connection.cursor(row_factory=dict_row).execute(HOME).fetchall()
    except psycopg.Error as error:
        raise DatabaseUnavailable(reason(error)) from None
