"""
Every refusal of the API as RFC 9457 ``application/problem+json``.

``code`` is stable and for programs, ``detail`` is for people and translated, ``errors`` says which field.  What the
caller sent is never repeated beyond a hundred characters.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.utils.translation import gettext as _
from rest_framework import exceptions

from backoffice.core.api.parsers import BodyTooLarge, LengthRequired
from backoffice.core.api.permissions import ScopeMissing
from backoffice.core.api.renderers import write_other
from backoffice.core.api.serializers import InputRefused
from backoffice.core.context import current
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, Invalid

MAX_ECHO_CHARACTERS = 100
MAX_LISTED = 200
_OWN_MEMBERS = frozenset({"type", "title", "status", "detail", "code", "errors", "request_id"})

# code of a business error -> the places in the body that it is about, each with more members for its entry; a place that is
# only a part of the refusal brings its own "message".
Locator = Callable[[Mapping[str, Any]], list[tuple[str, dict[str, Any]]]]


class Problem(HttpResponse):
    """A refusal, rendered."""

    def __init__(
        self, *, status: int, code: str, detail: str, errors: list[dict[str, Any]] | None = None, more: Mapping[str, Any] | None = None
    ) -> None:
        body = {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "code": code,
            "detail": detail,
            "errors": errors or [],
            "request_id": current.get().request_id,
        }
        # An order's own "status", for example, becomes "current_status": the name is taken.
        body.update({f"current_{name}" if name in _OWN_MEMBERS else name: _clipped(value) for name, value in (more or {}).items()})
        super().__init__(orjson.dumps(body, default=write_other), status=status, content_type="application/problem+json")
        self.headers["Cache-Control"] = "no-store"
        # A refusal is an answer, not an incident: Django need not log each one.
        self._has_been_logged = status < 500


def exception_handler(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """DRF's door for exceptions; None for what is a bug, which is left to crash."""
    if isinstance(error, InputRefused):
        return of_input(error)
    if isinstance(error, BusinessError):
        return of_business_error(error, getattr(context.get("view"), "locators", {}))
    if isinstance(error, exceptions.APIException):
        return _of_framework_error(error)
    if isinstance(error, Http404):
        return not_found()
    if isinstance(error, PermissionDenied):
        return Problem(status=403, code="not_allowed", detail=_("You may not do this."))
    if isinstance(error, RequestDataTooBig):
        return _of_framework_error(BodyTooLarge())
    if isinstance(error, UnreadablePostError | RawPostDataException):
        return Problem(status=400, code="parse_error", detail=_("The body ended before its announced length."))
    return None


def of_input(refused: InputRefused) -> Problem:
    """400 with every finding."""
    findings = refused.findings
    errors = [{"field": finding.field, "code": finding.code, "message": finding.message} for finding in findings]
    # One finding that is about the request as a whole speaks for itself.
    code = findings[0].code if len(findings) == 1 and findings[0].code in _CODES_OF_THE_REQUEST else "invalid_input"
    return Problem(status=400, code=code, detail=_("The request was not accepted: see errors."), errors=errors)


_CODES_OF_THE_REQUEST = frozenset(
    {"idempotency_key_required", "unknown_field", "unknown_parameter", "duplicate_parameter", "invalid_cursor"}
)


def of_business_error(error: BusinessError, locators: Mapping[str, Locator] | None = None) -> Problem:
    """
    The error's own status, code and data.

    A contradiction that lies in the body, and that the view can point at, is 400 like every other fault of the body.
    """
    text = _text_of(error)
    locate = (locators or {}).get(error.code)
    places = locate(error.data)[:MAX_LISTED] if locate else []
    errors = [
        {"field": field, "code": error.code, "message": text} | {k: v if k == "message" else _clipped(v) for k, v in more.items()}
        for field, more in places
    ]
    status = 400 if places and isinstance(error, Invalid) else error.status
    return Problem(status=status, code=error.code, detail=text, errors=errors, more=error.data)


def not_found() -> Problem:
    return Problem(status=404, code="not_found", detail=_("It does not exist, or you may not see it."))


def _text_of(error: BusinessError) -> str:
    if isinstance(error, ScopeMissing):
        return _("This key lacks the scope %(scopes)s.") % {"scopes": " / ".join(error.data["scopes"]) or "?"}
    return text_of(error)


_FRAMEWORK_CODES: dict[type[exceptions.APIException], str] = {
    exceptions.ParseError: "parse_error",
    exceptions.NotAuthenticated: "authentication_required",
    exceptions.AuthenticationFailed: "invalid_key",
    exceptions.NotFound: "not_found",
    exceptions.MethodNotAllowed: "method_not_allowed",
    exceptions.NotAcceptable: "not_acceptable",
    exceptions.UnsupportedMediaType: "unsupported_media_type",
    exceptions.Throttled: "throttled",
    BodyTooLarge: "body_too_large",
    LengthRequired: "length_required",
}


def _of_framework_error(error: exceptions.APIException) -> Problem:
    code = _FRAMEWORK_CODES.get(type(error), "refused")
    problem = Problem(status=error.status_code, code=code, detail=str(error.detail)[:300])
    header = getattr(error, "auth_header", None)
    if header:
        problem.headers["WWW-Authenticate"] = header
    wait = getattr(error, "wait", None)
    if wait is not None:
        problem.headers["Retry-After"] = str(int(wait))
    return problem


def _clipped(value: Any) -> Any:
    if isinstance(value, str):
        return value[:MAX_ECHO_CHARACTERS]
    if isinstance(value, Mapping):
        return {str(key): _clipped(inner) for key, inner in list(value.items())[:MAX_LISTED]}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clipped(inner) for inner in list(value)[:MAX_LISTED]]
    return value


def unknown_path(request: HttpRequest, rest: str = "") -> Problem:
    """The answer to every address below /api/ that is none."""
    if "\x00" in request.path:
        return Problem(status=400, code="invalid_character", detail=_("The address contains a NUL character."))
    if not request.path.endswith("/"):
        return Problem(status=404, code="not_found", detail=_("There is no such address. Addresses of this API end with a slash."))
    return Problem(status=404, code="not_found", detail=_("There is no such address in this API."))


def database_away() -> Problem:
    """The database is lost or refused the transaction: nothing was committed, so trying again is safe."""
    problem = Problem(status=503, code="database_away", detail=_("The database is away for a moment. Nothing was kept; try again."))
    problem.headers["Retry-After"] = "5"
    return problem


def server_error(request: HttpRequest) -> Problem:
    """A bug: nothing about it goes out but the number under which the log has it."""
    return Problem(
        status=500, code="internal_error", detail=_("Something went wrong on our side. Nothing was kept. Name the request_id when you ask.")
    )
