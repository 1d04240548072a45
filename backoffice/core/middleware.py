"""Request id for every answer and log line, calm answers to what the database cannot take and while it is away."""

import re
import secrets
import sys
from collections.abc import Callable

import structlog
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from backoffice.core.addresses import UNKNOWN, client_address
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
        address = client_address(request)
        token = current.set(RequestContext(request_id=request_id, ip=None if address == UNKNOWN else address))
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
            current.reset(token)
        response["X-Request-ID"] = request_id
        return response


class UnwritableTextMiddleware:
    """
    PostgreSQL takes a NUL in no text, and psycopg2 refuses to send one.  Forms and the API name the field; what is left are
    addresses that nobody types: they name nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        """
        :raises Http404: the view asked the database for such a text; a form that sent one is a BadRequest
        """
        if isinstance(error, ValueError) and "NUL (0x00)" in str(error):
            raise (Http404 if request.method in ("GET", "HEAD") else BadRequest) from error


class DatabaseAwayMiddleware:
    """Turns a lost database connection into 503 with Retry-After: nothing was committed, trying again is safe."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return database_away(request, exception) if isinstance(exception, OperationalError | InterfaceError) else None


def database_away(request: HttpRequest, error: BaseException) -> HttpResponse:
    """The 503 page.  The API has its own answer (core.api.lane)."""
    log.warning("database_away", error=str(error).split("\n")[0])
    page = render_to_string("503.html", {"request_id": getattr(request, "request_id", "")})
    return HttpResponse(page, status=503, headers={"Retry-After": "5"})


def server_error(request: HttpRequest) -> HttpResponse:
    """
    Django's handler500, called while the error is handled: a database lost inside a middleware is a 503 as well.

    Drawn without a request context: no session, no user, no query.
    """
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        return database_away(request, error)
    return _plain_page(request, "500.html", 500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: a wrong host, a tampered form, too many fields; such a request is not trusted with a session."""
    return _plain_page(request, "400.html", 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's secret is missing or old: mostly a page that stayed open while somebody signed in anew."""
    log.info("form_secret_refused", path=request.path, reason=reason)
    return _plain_page(request, "403_csrf.html", 403)


def _plain_page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(template, {"request_id": getattr(request, "request_id", "")}), status=status)
