"""
Failed sign-ins: what django-axes counts, and when it refuses.

Failures are counted by name and address together.  A stranger elsewhere cannot lock a colleague out, and a browser in
which the person has signed in before is counted apart, so that a neighbour behind the same address cannot either
("device cookies": owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies).  One address that
tries many names is slowed as a whole.
"""

import math
from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.core import signing
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from backoffice.accounts.backends import find_user
from backoffice.core import clock
from backoffice.core.addresses import counted_address
from backoffice.core.models import User

# Wrong passwords for one name from one address, and for all names from one address, within AXES_COOLOFF_TIME.
NAME_LIMIT = 8
ADDRESS_LIMIT = 40
KNOWN_BROWSER = "rg_browser"
KNOWN_BROWSER_DAYS = 180
_SALT = "accounts.known_browser"


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """
    The name under which a failure is counted: name and e-mail address of one person are one, in capitals or not.

    A name that nobody has is counted as a digest: people type passwords into the wrong field, and the register is read.
    """
    typed = str((credentials or {}).get("username") or "")
    seen: dict[str, str] = request.__dict__.setdefault("_counted_names", {})
    if typed not in seen:
        user = find_user(typed)
        if user is None:
            seen[typed] = "?" + salted_hmac("accounts.unknown_name", typed.strip().lower(), algorithm="sha256").hexdigest()[:12]
        else:
            seen[typed] = f"{user.username}{'+known' if is_known_browser(request, user) else ''}"
    return seen[typed]


def failure_limit(request: HttpRequest, credentials: dict[str, Any] | None) -> int:
    """How many failures this name may have from this address: none at all once the address as a whole has too many."""
    if counted_name(request, credentials).endswith("+known"):
        return NAME_LIMIT
    failures = _recent(request).aggregate(total=Sum("failures_since_start"))["total"] or 0
    return 0 if failures >= ADDRESS_LIMIT else NAME_LIMIT


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """The 429 page: when to try again."""
    last = _recent(request).aggregate(last=Max("attempt_time"))["last"] or clock.now()
    return too_many(request, retry_at=last + settings.AXES_COOLOFF_TIME)


def too_many(request: HttpRequest, *, retry_at: datetime) -> HttpResponse:
    """The answer to whoever tried too often."""
    page = render(request, "429.html", {"retry_at": retry_at}, status=429)
    page["Retry-After"] = str(max(1, math.ceil((retry_at - clock.now()).total_seconds())))
    return page


def know_browser(response: HttpResponse, user: User) -> None:
    """Remember that this person has signed in with this browser.  The cookie opens nothing; it only counts failures apart."""
    response.set_cookie(
        KNOWN_BROWSER,
        signing.dumps({"user": user.pk}, salt=_SALT),
        max_age=timedelta(days=KNOWN_BROWSER_DAYS),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def is_known_browser(request: HttpRequest, user: User) -> bool:
    """Whether the person has signed in with this browser before."""
    try:
        kept = signing.loads(request.COOKIES.get(KNOWN_BROWSER, ""), salt=_SALT, max_age=timedelta(days=KNOWN_BROWSER_DAYS))
    except signing.BadSignature:
        return False
    return bool(kept["user"] == user.pk)


def _recent(request: HttpRequest) -> Any:
    since = clock.now() - settings.AXES_COOLOFF_TIME
    return AccessAttempt.objects.filter(ip_address=counted_address(request), attempt_time__gte=since)
