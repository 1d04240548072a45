"""
The API's own lane past the staff pages' middleware.

A storefront has no session, no messages, no form token and no login page, and its answers are no pages: of fourteen
middlewares it needs the first two (request id, transport security) and this one.  That saves a quarter of the web
server's CPU time for an order.
"""

from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver
from django.utils import translation
from django.utils.translation import gettext as _

from backoffice.core.api.problems import Problem, database_away, server_error

PREFIX = "/api/"
# Pages for people: they go the staff pages' way, with its Content-Security-Policy.
PAGES = ("/api/v1/docs/", "/api/v1/schema/")

log = structlog.get_logger(__name__)


class ApiLaneMiddleware:
    """Serves what lies below /api/ itself; everything else goes on.  Stands right behind SecurityMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if not path.startswith(PREFIX) or path.startswith(PAGES):
            return self.get_response(request)
        language = translation.get_language_from_request(request) if "HTTP_ACCEPT_LANGUAGE" in request.META else settings.LANGUAGE_CODE
        translation.activate(language)
        response = self._serve(request, path)
        headers = response.headers
        headers["Content-Length"] = str(len(response.content))
        headers["Content-Language"] = language
        headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        headers["X-Frame-Options"] = "DENY"
        return response

    def _serve(self, request: HttpRequest, path: str) -> HttpResponse:
        try:
            # The host is part of addresses that answers contain, so a wrong one is refused first.
            request.get_host()
            request.resolver_match = match = get_resolver(settings.API_URLCONF).resolve(path[len(PREFIX) - 1 :])
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        except SuspiciousOperation:
            return Problem(
                status=400, code="bad_request", detail=_("The request was not accepted: its host or a header is not acceptable.")
            )
        except (OperationalError, InterfaceError) as error:
            log.warning("database_away", error=str(error).split("\n")[0])
            return database_away()
        except Exception:
            # This lane stands in for Django's handler: the last that can still answer as the API promises.
            log.exception("internal_error", path=path)
            got_request_exception.send(sender=type(self), request=request)
            return server_error(request)
        return response
