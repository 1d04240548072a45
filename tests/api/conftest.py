"""Keys, clients, and a small view of our own, so that the ground rules are tested apart from orders."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from backoffice.core.actors import Actor
from backoffice.core.api import authentication, keys
from backoffice.core.api.throttling import permits
from backoffice.core.models import ApiClient
from tests.orders.builders import Shop, build_shop

ORDERS = "/api/v1/orders/"
ALL_SCOPES = ["catalog", "orders", "payments", "fulfilment"]


@pytest.fixture(autouse=True)
def fresh_process() -> None:
    """What a web process remembers between requests must not leak from one test to the next."""
    permits.forget()
    authentication.forget_uses()


@pytest.fixture
def echo(settings: Settings) -> None:
    """The API has one more operation, /api/v1/echo/ (tests.api.urls)."""
    settings.API_URLCONF = "tests.api.urls"


@pytest.fixture
def make_key(db: None) -> Callable[..., str]:
    """Make a client and return its key."""

    def make(name: str = "Loja", *, channel: str = "loja", scopes: list[str] | None = None, **fields: Any) -> str:
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
        return self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

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


@pytest.fixture
def shop(db: None, by: Actor, at: datetime) -> Shop:
    return build_shop(by=by, at=at)


def order_body(*lines: tuple[str, int], **changes: Any) -> dict[str, Any]:
    """What the storefront sends for one cart: order_body(("PAN-FE-24", 2))."""
    return {
        "external_id": "WEB-1001",
        "customer": {
            "name": "Ana Beatriz Nogueira",
            "email": "ana@example.com",
            "phone": "+55 41 99999-0000",
            "document": "529.982.247-25",
            "address": {
                "line1": "Rua Padre Anchieta, 1846",
                "line2": "ap. 32",
                "district": "Bigorrilho",
                "city": "Curitiba",
                "state": "PR",
                "postal_code": "80730-000",
                "country": "BR",
            },
        },
        "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in lines],
        "shipping_total": "19.90",
        "discount_total": "0.00",
        "currency": "BRL",
        **changes,
    }


def payment_body(**changes: Any) -> dict[str, Any]:
    """What the payment provider's adapter sends."""
    return {
        "event_id": "evt_1",
        "type": "captured",
        "amount": "239.80",
        "method": "pix",
        "occurred_at": "2026-11-20T10:50:00-03:00",
        "provider": "mercadopago",
        **changes,
    }


def written() -> dict[str, int]:
    """How many rows of everything that a request could leave behind: equal before and after a refusal."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model._meta.label not in _NOT_COUNTED}


# "Last used" is kept on purpose also for a refused request, but adds no row; sessions and the like are not the API's.
_NOT_COUNTED = frozenset({"contenttypes.ContentType", "auth.Permission"})
