"""Cross-origin requests: exact origins only, compared as whole strings, no patterns."""

from flask import Flask, Response, request

METHODS = "GET, HEAD, OPTIONS"
HEADERS = "Authorization, Content-Type, If-Modified-Since, Traceparent"
#: How long a browser may keep the answer to a preflight request, in seconds.
MAX_AGE = "600"


def admit(app: Flask, origins: frozenset[str]) -> None:
    """Lets pages of these origins, and no others, read the application's answers."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        # The answer depends on the origin, also where it is not admitted: a shared cache must know.
        response.vary.add("Origin")
        origin = request.headers.get("Origin")
        if origin in origins:
            response.headers["Access-Control-Allow-Origin"] = origin
            if request.method == "OPTIONS":
                response.headers["Access-Control-Allow-Methods"] = METHODS
                response.headers["Access-Control-Allow-Headers"] = HEADERS
                response.headers["Access-Control-Max-Age"] = MAX_AGE
        return response
