"""A database that is away for a moment: 503 and try again, wherever in the request it was missed."""

from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def _gone(*_: Any, **__: Any) -> None:
    raise OperationalError("server closed the connection unexpectedly")


def test_a_session_that_cannot_be_read_is_a_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.cookies["sessionid"] = "0" * 32
    monkeypatch.setattr(SessionStore, "_get_session_from_db", _gone)

    response = client.get(reverse("today"))

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "Nada foi alterado" in response.content.decode()


def test_a_middleware_that_loses_the_database_is_a_503_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_request", _gone)

    assert client.get(reverse("login")).status_code == 503


def test_another_failure_stays_a_500_that_says_nothing_was_changed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: Any) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_request", break_down)

    assert client.get(reverse("login")).status_code == 500
