"""One log line a request, with an id that is in the answer's header and in every line written on the way."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .logs import request_id

log = logging.getLogger("studyapp.request")
_QUIET = ("/healthz", "/readyz", "/static/")


class RequestLog:
    """Outermost middleware: takes over a sane X-Request-ID or makes one, and times the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        token = request_id.set(given if re.fullmatch(r"[\w-]{8,64}", given) else secrets.token_hex(8))
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            took = (time.perf_counter() - started) * 1000
            response["X-Request-ID"] = request_id.get()
            response["Server-Timing"] = f"app;dur={took:.1f}"
            level = logging.DEBUG if request.path.startswith(_QUIET) else logging.INFO
            fields = {"status": response.status_code, "ms": round(took, 1)}
            log.log(level, "%s %s", request.method, _printable(request.path), extra={"fields": fields})
            return response
        finally:
            request_id.reset(token)


def _printable(path: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in path[:200])
