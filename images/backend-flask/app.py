"""Cruddur's backend, so far its skeleton: health and CORS."""

import os

from flask import Flask, Response, request

# Settings that hold one origin each, from which browsers may call the API.
ORIGIN_SETTINGS = ("FRONTEND_URL", "BACKEND_URL")


def allowed_origins(settings: dict[str, str]) -> frozenset[str]:
    """The origins that may call the API.

    Raises ValueError for `*`: every site could then act in the name of a signed-in user.
    """
    origins = frozenset(settings[name] for name in ORIGIN_SETTINGS if settings.get(name))
    if "*" in origins:
        raise ValueError(f"{' and '.join(ORIGIN_SETTINGS)} must each be one origin, not *")
    return origins


def create_app(settings: dict[str, str] | None = None) -> Flask:
    """The application; settings default to the process's environment."""
    app = Flask(__name__)
    origins = allowed_origins(dict(os.environ) if settings is None else settings)

    @app.get("/api/health-check")
    def health_check() -> dict[str, bool]:
        return {"success": True}

    @app.after_request
    def admit_known_origins(response: Response) -> Response:
        response.vary.add("Origin")
        origin = request.headers.get("Origin")
        if origin in origins:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Headers"] = "Content-Type, Authorization"
            response.headers["Access-Control-Allow-Methods"] = "OPTIONS, GET, HEAD, POST, PUT, DELETE"
        return response

    return app
