"""
Acts inside the application of the installation under fault: one JSON command a line in, one JSON answer a line out.

A process of its own, because the test's own Django belongs to the test database.
"""

import json
import sys
from decimal import Decimal
from typing import Any

import django

django.setup()

from django.db import close_old_connections  # noqa: E402

from backoffice.core import clock, jobs  # noqa: E402
from backoffice.core.actors import SYSTEM  # noqa: E402
from backoffice.core.api import keys  # noqa: E402
from backoffice.core.models import ApiClient  # noqa: E402
from inventory import services as inventory  # noqa: E402
from orders import services as orders  # noqa: E402
from tests.faults.goods import PIECES_OF_EACH, SHELF_WARMERS, SKUS  # noqa: E402


def seed() -> dict[str, Any]:
    """A shop with twelve goods, plenty of each, and many that nobody buys."""
    at = clock.now()
    inventory.ensure_standard_locations()
    warehouse = inventory.ensure_warehouse(code="CWB", name="Depósito")
    price_list = inventory.ensure_price_list(code="varejo", name="Varejo")
    goods = [inventory.ProductDraft(sku=sku, name=f"Copo {sku}", price=Decimal("19.90")) for sku in SKUS]
    inventory.register_products(drafts=goods, price_list_id=price_list, by=SYSTEM, at=at)
    lines = [inventory.ReceiptLine(sku=sku, location_id=warehouse, quantity=PIECES_OF_EACH, unit_cost=Decimal("7.35")) for sku in SKUS]
    inventory.receive(lines=lines, reference="ABERTURA", origin="opening", by=SYSTEM, at=at)
    warmers = [inventory.ProductDraft(sku=sku, name=sku) for sku in SHELF_WARMERS]
    inventory.register_products(drafts=warmers, price_list_id=None, by=SYSTEM, at=at)
    lines = [inventory.ReceiptLine(sku=sku, location_id=warehouse, quantity=5, unit_cost=Decimal("3.10")) for sku in SHELF_WARMERS]
    inventory.receive(lines=lines, reference="PARADOS", origin="opening", by=SYSTEM, at=at)
    orders.ensure_channel(draft=orders.ChannelDraft("loja", "Loja", "own_store", warehouse, price_list_id=price_list))
    scopes = ["catalog", "orders", "payments", "fulfilment"]
    client = ApiClient(name="faults", channel_code="loja", scopes=scopes, requests_per_minute=600_000)
    key = keys.prepare_key(client)
    client.save()
    return {"api_key": key}


def enqueue(*, kind: str, count: int, params: dict[str, Any]) -> list[str]:
    """Ask for jobs, as a click of the manager does."""
    return [str(jobs.enqueue(kind=kind, title=kind, params=params, by=SYSTEM, at=clock.now()).pk) for _ in range(count)]


COMMANDS = {"seed": seed, "enqueue": enqueue}


def main() -> None:
    for line in sys.stdin:
        words = json.loads(line)
        close_old_connections()
        answer = COMMANDS[words.pop("command")](**words)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
