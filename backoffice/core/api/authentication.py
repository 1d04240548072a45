"""Who calls: ``Authorization: Bearer rtg_...`` of an ApiClient, found in one statement."""

import re
import time
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.api.keys import hash_key
from backoffice.core.models import ApiClient
from backoffice.core.prepared import Statement

# Strings of another form are no key of ours: refused without asking the database.
_BEARER = re.compile(r"[Bb]earer (rtg_[0-9a-f]{8}_[A-Za-z0-9_-]{43})")
# The columns that _FIND reads, in its order.
_FIELDS = ("id", "name", "channel_code", "scopes", "requests_per_minute", "is_active", "last_used_at")
_FIND = Statement(
    "core_apiclient_find",
    """
SELECT id, name, channel_code, scopes, requests_per_minute, is_active, last_used_at FROM core_apiclient
WHERE key_hash = %s OR (previous_key_hash = %s AND previous_key_until > %s)
""",
)
_NOTE_USE = "UPDATE core_apiclient SET last_used_at = %s WHERE id = %s AND (last_used_at IS NULL OR last_used_at < %s)"
NOTE_USE_EVERY = timedelta(minutes=1)

_noted: dict[int, float] = {}


class ApiRequest(Request):
    """A request that came through ApiKeyAuthentication (for type checkers; DRF makes plain Requests)."""

    auth: ApiClient
    actor: Actor


class ApiKeyAuthentication(BaseAuthentication):
    """
    Sets ``request.auth`` to the ApiClient and ``request.actor`` to who acts for it; ``request.user`` stays None.

    During a rotation the old key works beside the new one.
    """

    def authenticate(self, request: Request) -> tuple[None, ApiClient] | None:
        """:raises AuthenticationFailed: there is a key, but it is unknown, replaced, or its client is inactive"""
        header = request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        match = _BEARER.fullmatch(header)
        client = _find(hash_key(match[1])) if match else None
        if client is None or not client.is_active:
            # One sentence for all cases: a guesser learns nothing.
            raise AuthenticationFailed(_("This key is not known, was replaced, or its client is not active."), code="invalid_key")
        _note_use(client)
        request.actor = Actor.of_client(client)  # type: ignore[attr-defined]
        return None, client

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


def _find(key_hash: str) -> ApiClient | None:
    """
    The client of this key.

    This first statement of a request is also the test whether the kept connection still lives, so the API needs no
    separate ``SELECT 1`` (CONN_HEALTH_CHECKS) on its hot path.  A read that failed is safe to repeat.
    """
    parameters: list[Any] = [key_hash, key_hash, clock.now()]
    reused = connection.connection is not None and not connection.in_atomic_block
    if reused:
        connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        found = _FIND.rows(parameters)
    except (OperationalError, InterfaceError):
        if not reused:
            raise
        connection.close()
        found = _FIND.rows(parameters)
    return ApiClient.from_db("default", _FIELDS, found[0]) if found else None


def _note_use(client: ApiClient) -> None:
    """Keep "last used" to the minute: at most one statement a minute and process, outside the order's transaction."""
    now = time.monotonic()
    if now - _noted.get(client.pk, -1e9) < NOTE_USE_EVERY.total_seconds():
        return
    _noted[client.pk] = now
    at = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_USE, [at, client.pk, at - NOTE_USE_EVERY])


def forget_uses() -> None:
    """Begin anew (for tests)."""
    _noted.clear()
