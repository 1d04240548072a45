"""Signs of life: the process, its surroundings, its figures."""

from datetime import timedelta

import orjson
import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from backoffice.core import clock, health
from backoffice.core.models import Heartbeat

pytestmark = pytest.mark.django_db


def _ready(query: str = "") -> tuple[int, dict[str, str]]:
    response = Client().get(f"/readyz{query}")
    return response.status_code, orjson.loads(response.content).get("checks", {})


def test_healthz_asks_nobody(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        response = Client().get("/healthz")

    assert (response.status_code, response.content) == (200, b'{"status": "ok"}')


def test_all_well_is_200() -> None:
    Heartbeat.objects.create(name="worker", at=clock.now())

    assert _ready() == (200, {"database": "ok", "migrations": "ok", "broker": "ok", "worker": "ok"})


def test_a_silent_worker_is_503_and_named() -> None:
    assert _ready() == (503, {"database": "ok", "migrations": "ok", "broker": "ok", "worker": "never seen"})

    Heartbeat.objects.create(name="worker", at=clock.now() - timedelta(seconds=61))

    assert _ready()[1]["worker"].startswith("last seen 6")


def test_only_some_checks_can_be_asked_for() -> None:
    assert _ready("?only=database,migrations") == (200, {"database": "ok", "migrations": "ok"})


def test_an_unknown_check_is_refused() -> None:
    assert Client().get("/readyz?only=coffee").status_code == 400


def test_a_database_that_is_away_is_503_not_500() -> None:
    def away(*args: object) -> None:
        raise OperationalError("gone")

    with connection.execute_wrapper(away):
        status, checks = _ready("?only=database,worker")

    assert (status, checks) == (503, {"database": "away", "worker": "unknown"})


def test_a_broker_that_is_away_is_503(settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}

    assert _ready("?only=broker") == (503, {"broker": "away"})


def test_a_waiting_migration_is_503_and_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health._known, "migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations WHERE app = 'core')")

    assert _ready("?only=migrations") == (503, {"migrations": "1 waiting"})


def test_metrics_are_for_this_machine_only(settings: Settings) -> None:
    assert Client(REMOTE_ADDR="127.0.0.1").get("/metrics").status_code == 200
    assert Client(REMOTE_ADDR="203.0.113.5").get("/metrics").status_code == 403
    assert Client(REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "203.0.113.5"}).get("/metrics").status_code == 403


def test_metrics_are_never_without_a_token_in_production(settings: Settings) -> None:
    settings.IS_PRODUCTION = True

    assert Client(REMOTE_ADDR="127.0.0.1").get("/metrics").status_code == 403


def test_metrics_want_the_token_where_one_is_set(settings: Settings) -> None:
    settings.METRICS_TOKEN = "s3cret"

    assert Client(REMOTE_ADDR="127.0.0.1").get("/metrics").status_code == 403
    assert Client(headers={"Authorization": "Bearer s3cret"}, REMOTE_ADDR="203.0.113.5").get("/metrics").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_signs_of_life_are_only_read(path: str) -> None:
    assert Client().post(path).status_code == 405
