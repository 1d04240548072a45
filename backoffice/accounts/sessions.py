"""Sessions of people: where they are signed in, since when; ended here, they are over at once."""

import re
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from backoffice.accounts.errors import SessionGone
from backoffice.core import audit, fresh
from backoffice.core.actors import Actor
from backoffice.core.addresses import client_address

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"

# First match wins: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
_BROWSERS = [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox|FxiOS", "Firefox")]
_BROWSERS += [("Chrome|CriOS", "Chrome"), ("Safari", "Safari")]
_SYSTEMS = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS")]
_SYSTEMS += [("CrOS", "ChromeOS"), ("Linux", "Linux")]


@dataclass(frozen=True)
class SessionRow:
    """One line of the list.  ``browser`` and ``system`` are empty when the device does not say."""

    id: int
    browser: str
    system: str
    ip: str
    since: datetime
    seen_at: datetime
    is_current: bool


def begin(sender: object, request: HttpRequest | None = None, **_: Any) -> None:
    """Receiver of Django's ``user_logged_in``: when the session began; who signs in is fresh."""
    if request is not None and hasattr(request, "session"):
        request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = time.time()
        fresh.remember(request)


def list_sessions(*, user_id: int, current_key: str | None, at: datetime) -> list[SessionRow]:
    """The person's sessions that are still open, the present one first, then the latest; one query."""
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    rows = UserSession.objects.filter(user_id=user_id, session_key__in=alive).order_by("-last_seen_at")
    found = [
        SessionRow(
            id=row.pk,
            browser=_first(_BROWSERS, row.user_agent),
            system=_first(_SYSTEMS, row.user_agent),
            ip=row.ip,
            since=row.created_at,
            seen_at=row.last_seen_at,
            is_current=row.session_key == current_key,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: not row.is_current)


def touch(request: HttpRequest, *, at: datetime) -> None:
    """Write down that the session was used, and from where."""
    request.session[SEEN_AT] = at.timestamp()
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=at, ip=client_address(request))


def follow_key(*, old_key: str | None, new_key: str | None) -> None:
    """Django gives the session another key (after a password change); the list follows."""
    UserSession.objects.filter(session_key=old_key or "").update(session_key=new_key)


def end_one(*, session_id: int, user_id: int, by: Actor, at: datetime) -> None:
    """
    End one session of the person.

    :raises SessionGone: it has ended already, or is somebody else's
    """
    row = UserSession.objects.filter(pk=session_id, user_id=user_id).first()
    if row is None:
        raise SessionGone
    _delete(UserSession.objects.filter(pk=row.pk))
    audit.record([audit.Trace(action="user.session_ended", subject=("user", str(user_id)), at=at, after={"ip": row.ip})], by=by)


def end_others(*, user_id: int, except_key: str | None, by: Actor, at: datetime) -> int:
    """End all sessions of the person but this one; returns how many."""
    ended = end_all(user_id=user_id, except_key=except_key)
    audit.record([audit.Trace(action="user.sessions_ended", subject=("user", str(user_id)), at=at, after={"count": ended})], by=by)
    return ended


def end_all(*, user_id: int, except_key: str | None = None) -> int:
    """End the person's sessions, as part of an act that leaves its own trace."""
    return _delete(UserSession.objects.filter(user_id=user_id).exclude(session_key=except_key or ""))


def _delete(rows: Any) -> int:
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


def _first(table: list[tuple[str, str]], agent: str) -> str:
    return next((name for pattern, name in table if re.search(pattern, agent)), "")
