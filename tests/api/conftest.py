"""Keys, clients, and a small view of our own, so that the ground rules are tested apart from orders."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from django.http import HttpResponse
from django.test import Client

from backoffice.core.api import authentication, keys
from backoffice.core.api.throttling import permits
from backoffice.core.models import ApiClient

ALL_SCOPES = ["catalog", "orders", "payments", "fulfilment"]


@pytest.fixture(autouse=True)
def fresh_process() -> None:
    """What a web process remembers between requests must not leak from one test to the next."""
    permits.forget()
    authentication.forget_uses()


@pytest.fixture
def make_key(db: None) -> Callable[..., str]:
    """Make a client and return its key."""

    def make(name: str = "Loja", *, channel: str = "site", scopes: list[str] | None = None, **fields: Any) -> str:
        client = ApiClient(name=name, channel_code=channel, scopes=ALL_SCOPES if scopes is None else scopes, **fields)
        key = keys.prepare_key(client)
        client.save()
        return key

    return make


class Caller:
    """A storefront: sends JSON with its key, reads JSON back."""

    def __init__(self, key: str, *, raises: bool = True) -> None:
        self.client = Client(raise_request_exception=raises, headers={"Authorization": f"Bearer {key}"} if key else None)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.client.get(path, headers=headers)

    def post(self, path: str, body: Any = None, *, content_type: str = "application/json", **headers: str) -> HttpResponse:
        raw = body if isinstance(body, bytes) else orjson.dumps({} if body is None else body)
        return self.client.post(
            path, raw, content_type=content_type, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )


@pytest.fixture
def caller(make_key: Callable[..., str]) -> Caller:
    return Caller(make_key())


def problem(response: HttpResponse, status: int, code: str) -> dict[str, Any]:
    """The body of a refusal, after checking what every refusal has."""
    assert response.headers["Content-Type"] == "application/problem+json", (response.status_code, response.content[:500])
    body: dict[str, Any] = orjson.loads(response.content)
    assert (response.status_code, body["code"]) == (status, code), body
    assert body["status"] == status
    assert body["request_id"] == response.headers["X-Request-ID"]
    assert body["detail"]
    return body
