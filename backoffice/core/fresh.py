"""
Ask again who is there before something weighty: roles, keys, second factors, bank data, payouts (docs/mechanisms/sign-in.md).

A person is fresh for five minutes after a sign-in or a confirmation.  Later a page asks for the password or the second
factor; it carries along what was typed, so that nothing is lost.  The page itself is installed by ``backoffice.accounts``.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

# The asking page: None once the person has proved who he is.
Ask = Callable[[HttpRequest], HttpResponse | None]

_CONFIRMED_AT = "confirmed_at"
_asks: list[Ask] = []


def install(ask: Ask) -> None:
    """Take over the page that asks; called once at start."""
    _asks[:] = [ask]


def remember(request: HttpRequest) -> None:
    """The person has just proved who he is."""
    request.session[_CONFIRMED_AT] = time.time()


def is_fresh(request: HttpRequest) -> bool:
    """Whether the last proof is recent enough (``FRESH_SIGN_IN_SECONDS``)."""
    age = time.time() - request.session.get(_CONFIRMED_AT, 0)
    return bool(0 <= age < settings.FRESH_SIGN_IN_SECONDS)


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """The page that asks who is there, or None: the person is fresh, or has answered rightly just now."""
    return None if is_fresh(request) else _asks[0](request)


def fresh_sign_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """
    Guard a view: below ``@staff_view``, so that the permission is asked first.

    A form that was sent is kept by the asking page and goes on to the view with the answer; files are not, the person
    chooses them again.
    """

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = ask_again(request)
        return view(request, *args, **kwargs) if asked is None else asked

    return guarded


class FreshAdmin:
    """For a register (before PolicyModelAdmin): every change asks again who is there, reading does not."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        asked = ask_again(request) if request.method == "POST" else None
        return super().changeform_view(request, *args, **kwargs) if asked is None else asked  # type: ignore[misc]

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        asked = ask_again(request) if request.method == "POST" else None
        return super().delete_view(request, *args, **kwargs) if asked is None else asked  # type: ignore[misc]
