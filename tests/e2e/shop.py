"""The storefront of the stories: it sends orders and payments through the API, as a shop does, so that a story has a record of its own."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from backoffice.pictures.demo import Demo

PLENTY = "VEL-CE-01"  # a scented candle, of which the demo has a hundred
ALSO_PLENTY = "TAL-IN-24"


class Shop:
    """One storefront with its key; the demo's own key unless another is named."""

    def __init__(self, demo: Demo, key: str = "") -> None:
        self.url = f"{demo.url}/api/v1/"
        self.key = key or json.loads(demo.state.credentials.read_text())["api_key"]

    def ask(self, path: str, body: dict[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
        """Status and answer; a body makes it a POST with an idempotency key of its own."""
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
        request = Request(self.url + path, data=None if body is None else json.dumps(body).encode(), headers=headers)
        try:
            with urlopen(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read())
        except HTTPError as error:
            return error.code, json.loads(error.read())

    def send_order(self, customer: str, lines: dict[str, int], *, paid: bool = True) -> str:
        """Place an order of SKU -> units and, unless told otherwise, its payment; the order's number."""
        name = uuid.uuid4().hex[:12]
        address = {"line1": "Rua das Palmeiras, 88", "city": "Curitiba", "state": "PR", "postal_code": "80410-000", "country": "BR"}
        status, order = self.ask(
            "orders/",
            {
                "external_id": f"STORY-{name}",
                "customer": {"name": customer, "email": f"{name}@exemplo.com.br", "address": address},
                "lines": [{"sku": sku, "quantity": units} for sku, units in lines.items()],
                "shipping_total": "19.90",
                "discount_total": "0.00",
                "currency": "BRL",
            },
        )
        assert status == 201, order
        if paid:
            event = {"event_id": f"evt_{name}", "type": "captured", "amount": order["total"], "method": "pix", "provider": "story"}
            status, answer = self.ask(f"orders/{order['number']}/payments/", event | {"occurred_at": datetime.now(UTC).isoformat()})
            assert status == 201, answer
        return str(order["number"])

    def order(self, number: str) -> dict[str, Any]:
        status, answer = self.ask(f"orders/{number}/")
        assert status == 200, answer
        return answer
