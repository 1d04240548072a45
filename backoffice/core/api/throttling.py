"""
Requests per minute and client, counted for all web processes in Redis.

A process takes permits from Redis in blocks of one percent of the limit and spends them without asking again: one
round trip in sixty requests at 6,000 a minute, and never more than the limit.  Permits that a process did not spend
are lost when the minute ends, so the limit may bite up to one block and process early.
"""

import threading
import time
from typing import Any

import structlog
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from backoffice.core.models import ApiClient

WINDOW_SECONDS = 60
# After a failure Redis is left alone for this long, and each process counts for itself.
PAUSE_AFTER_FAILURE_SECONDS = 5.0

log = structlog.get_logger(__name__)


class _Permits:
    """What this process may still let through, by client, in the present minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: dict[int, int] = {}
        # Clients that already got this process' own allowance for the minute, because Redis was away.
        self._granted_alone: set[int] = set()
        self._window = 0
        self._redis_paused_until = 0.0

    def take(self, client_id: int, limit: int, now: float) -> bool:
        window = int(now // WINDOW_SECONDS)
        with self._lock:
            if window != self._window:
                self._window = window
                self._left.clear()
                self._granted_alone.clear()
            left = self._left.get(client_id, 0)
            if left > 0:
                self._left[client_id] = left - 1
                return True
            if left < 0:
                # Redis had nothing left for this minute, and will not have more.
                return False
        granted = self._ask(client_id, limit, window)
        with self._lock:
            if window == self._window:
                self._left[client_id] = self._left.get(client_id, 0) + granted - 1 if granted else -1
        return granted > 0

    def _ask(self, client_id: int, limit: int, window: int) -> int:
        """A block of permits from the common count; from this process' own whole limit while Redis is away."""
        if time.monotonic() < self._redis_paused_until:
            return self._allowance(client_id, limit)
        block = max(1, limit // 100)
        try:
            used = _count(f"api-throttle:{client_id}:{window}", block)
        except Exception as error:  # redis, the network, a pool that is used up: all mean the same here
            self._redis_paused_until = time.monotonic() + PAUSE_AFTER_FAILURE_SECONDS
            log.warning("throttle_without_redis", error=f"{type(error).__name__}: {error}"[:200])
            return self._allowance(client_id, limit)
        return max(0, min(block, limit - (used - block)))

    def _allowance(self, client_id: int, limit: int) -> int:
        with self._lock:
            if client_id in self._granted_alone:
                return 0
            self._granted_alone.add(client_id)
            return limit

    def forget(self) -> None:
        """Begin anew, as at the start of a minute (for tests)."""
        with self._lock:
            self._left.clear()
            self._granted_alone.clear()
            self._redis_paused_until = 0.0


permits = _Permits()


def _count(key: str, amount: int) -> int:
    """Add to a counter that ends with its window, in one round trip; return the new count."""
    full_key = cache.make_key(key)
    client: Any = cache._cache.get_client(full_key, write=True)  # type: ignore[attr-defined]  # the cache's own incr needs two trips
    pipe = client.pipeline(transaction=False)
    pipe.incrby(full_key, amount)
    pipe.expire(full_key, 2 * WINDOW_SECONDS)
    return int(pipe.execute()[0])


class PerClientThrottle(BaseThrottle):
    """Refuses what exceeds ``ApiClient.requests_per_minute`` until the next minute begins."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """:raises Throttled: 429 with the seconds to wait"""
        client: ApiClient = request.auth  # type: ignore[assignment]  # always set: permissions come first
        now = time.time()
        if permits.take(client.pk, client.requests_per_minute, now):
            return True
        wait = WINDOW_SECONDS - int(now % WINDOW_SECONDS)
        raise Throttled(wait=wait, detail=_("This key may send %(limit)d requests a minute.") % {"limit": client.requests_per_minute})
