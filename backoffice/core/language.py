"""Which language a page speaks: the person's own choice, else this browser's, else Portuguese."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from backoffice.core import preferences
from backoffice.core.views import PUBLIC


class LanguageMiddleware:
    """
    In place of Django's LocaleMiddleware, which lets the browser's settings decide.

    A Brazilian company's back office speaks Portuguese on every computer until somebody chooses otherwise.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _speak(request, request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        # Public addresses ask nobody: signs of life have to work while the database is away.
        asks = getattr(view, "required_permission", None) != PUBLIC and settings.SESSION_COOKIE_NAME in request.COOKIES
        if asks and (chosen := preferences.of(request.user).language):
            _speak(request, chosen)


def _speak(request: HttpRequest, language: str) -> None:
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    translation.activate(language)
    request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
