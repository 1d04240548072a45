"""Requests per minute: exact over all processes, cheap, and harmless while Redis is away."""

import time
from collections.abc import Callable

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from backoffice.core.api import throttling
from backoffice.core.api.throttling import _Permits
from tests.api.conftest import Caller, problem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("echo")]

ECHO = "/api/v1/echo/"


@pytest.fixture(autouse=True)
def one_minute(monkeypatch: pytest.MonkeyPatch) -> float:
    """A minute of its own for each test, in which the clock stands still."""
    cache.clear()
    now = time.time() // 60 * 60 + 15
    monkeypatch.setattr(throttling.time, "time", lambda: now)
    return now


def test_more_than_the_limit_is_429_until_the_next_minute(make_key: Callable[..., str]) -> None:
    caller = Caller(make_key(requests_per_minute=3))

    statuses = [caller.get(ECHO).status_code for _ in range(3)]
    refused = caller.get(ECHO)

    assert statuses == [200, 200, 200]
    problem(refused, 429, "throttled")
    assert refused.headers["Retry-After"] == "45"


def test_one_client_at_its_limit_does_not_slow_another(make_key: Callable[..., str]) -> None:
    busy, calm = Caller(make_key("A", requests_per_minute=1)), Caller(make_key("B", requests_per_minute=1))
    busy.get(ECHO)

    assert busy.get(ECHO).status_code == 429
    assert calm.get(ECHO).status_code == 200


def test_two_processes_together_grant_exactly_the_limit(one_minute: float) -> None:
    processes = [_Permits(), _Permits()]

    granted = sum(processes[turn % 2].take(7, 1000, one_minute) for turn in range(3000))

    assert granted == 1000


def test_a_block_of_permits_costs_one_round_trip(one_minute: float, monkeypatch: pytest.MonkeyPatch) -> None:
    trips = []
    counted = throttling._count
    monkeypatch.setattr(throttling, "_count", lambda key, amount: trips.append(amount) or counted(key, amount))
    process = _Permits()

    assert all(process.take(8, 6000, one_minute) for _ in range(120))
    assert trips == [60, 60]


def test_a_new_minute_begins_with_a_new_limit(one_minute: float) -> None:
    process = _Permits()

    assert [process.take(9, 1, one_minute), process.take(9, 1, one_minute), process.take(9, 1, one_minute + 60)] == [True, False, True]


def test_without_redis_each_process_counts_for_itself_and_nothing_fails(make_key: Callable[..., str], settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}
    caller = Caller(make_key(requests_per_minute=2))

    assert [caller.get(ECHO).status_code for _ in range(3)] == [200, 200, 429]
