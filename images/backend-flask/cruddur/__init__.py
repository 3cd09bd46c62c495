"""Cruddur's backend: a Flask application that PostgreSQL stands behind."""

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from cruddur import activities, cors
from cruddur.settings import Settings


def create_app(settings: Settings) -> Flask:
    """The WSGI application for these settings; it opens no connection until a request needs one."""
    app = Flask(__name__, static_folder=None)
    cors.admit(app, settings.allowed_origins)
    app.register_blueprint(activities.blueprint(settings.connection_url))
    app.register_error_handler(HTTPException, as_json)

    @app.get("/api/health-check")
    def health_check() -> ResponseReturnValue:
        # Says that this process serves requests. It asks no database: when that is down, starting every task anew
        # does not help.
        return jsonify(success=True)

    return app


def as_json(error: HTTPException) -> ResponseReturnValue:
    """Errors as JSON, like everything else of the API."""
    return jsonify(success=False, error=error.name), error.code or 500
