"""Sessions end in time, and roles that need a second factor get one before anything else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from backoffice.accounts import sessions
from backoffice.accounts.adapters import needs_second_factor
from backoffice.core import clock
from backoffice.core.models import User
from backoffice.core.views import PUBLIC

# How often the list of sessions learns of a use: a write per click would cost more than it tells.
TOUCH_SECONDS = 60
# What somebody needs who has to set a factor up.
OPEN_WITHOUT_FACTOR = {"second_factor_setup", "mfa_activate_totp", "mfa_add_webauthn", "recovery_codes", "recovery_codes_file", "logout"}
OPEN_WITHOUT_FACTOR |= {"account_confirm", "set_language"}
_HAS_FACTOR = "has_second_factor"


class SessionAgeMiddleware:
    """Idle for too long, or signed in for too long: the session is over, whatever the browser's cookie says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> None:
        # Public addresses ask nobody: signs of life have to work while the database is away.
        if getattr(view, "required_permission", None) == PUBLIC or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        if SESSION_KEY in request.session:
            self._age(request)

    def _age(self, request: HttpRequest) -> None:
        at = clock.now()
        now = at.timestamp()
        began = request.session.setdefault(sessions.SIGNED_IN_AT, now)
        seen = request.session.setdefault(sessions.SEEN_AT, now)
        if now - began > settings.SESSION_ABSOLUTE_AGE or now - seen > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif now - seen > TOUCH_SECONDS:
            sessions.touch(request, at=at)


class SecondFactorMiddleware:
    """Sends who must have a second factor and has none to set one up (SECOND_FACTOR_REQUIRED); API keys never come here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or getattr(view, "required_permission", None) == PUBLIC:
            return None
        match = request.resolver_match
        if not request.user.is_authenticated or (match is not None and match.url_name in OPEN_WITHOUT_FACTOR):
            return None
        user = request.user
        assert isinstance(user, User)
        if request.session.get(_HAS_FACTOR) or not needs_second_factor(user) or _in_grace(user):
            return None
        if Authenticator.objects.filter(user_id=user.pk).exists():
            # Taking the factor away ends the sessions, so this stays true as long as the session lives.
            request.session[_HAS_FACTOR] = True
            return None
        target = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(f"{reverse('second_factor_setup')}?{target}")


def _in_grace(user: User) -> bool:
    return clock.now() < user.date_joined + timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS)
