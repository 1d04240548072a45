"""Request id for every answer and log line, and a calm answer while the database is away."""

import re
import secrets
from collections.abc import Callable

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from backoffice.core.context import RequestContext, current

_ACCEPTED_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

log = structlog.get_logger(__name__)


def new_request_id() -> str:
    """Eight easily spoken characters, as in 7F3K-92QD."""
    # 32 letters: each takes five bits of a random byte, without bias.
    letters = "".join(_ALPHABET[byte & 31] for byte in secrets.token_bytes(8))
    return f"{letters[:4]}-{letters[4:]}"


class RequestContextMiddleware:
    """Gives the request an id (the caller's own X-Request-ID if well formed) and binds it to logs and audit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        offered = request.META.get("HTTP_X_REQUEST_ID", "")
        request_id = offered if _ACCEPTED_ID.fullmatch(offered) else new_request_id()
        request.request_id = request_id  # type: ignore[attr-defined]
        token = current.set(RequestContext(request_id=request_id, ip=request.META.get("REMOTE_ADDR")))
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
            current.reset(token)
        response["X-Request-ID"] = request_id
        return response


class DatabaseAwayMiddleware:
    """Turns a lost database connection into 503 with Retry-After: nothing was committed, trying again is safe."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        log.warning("database_away", error=str(exception).split("\n")[0])
        request_id = getattr(request, "request_id", "")
        if request.path.startswith("/api/"):
            body = {"type": "about:blank", "title": "Service unavailable", "status": 503, "code": "database_away", "request_id": request_id}
            response: HttpResponse = JsonResponse(body, status=503, content_type="application/problem+json")
        else:
            response = HttpResponse(render_to_string("503.html", {"request_id": request_id}), status=503)
        response["Retry-After"] = "5"
        return response
