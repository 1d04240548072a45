"""
A shop to measure orders in: ``python -m tests.benchmarks.shop seed`` fills the scratch database and prints what the
clients need; ``... in-process SECONDS`` measures the placement alone, without HTTP.  Both print one JSON object.
"""

import hashlib
import json
import sys
import time
from decimal import Decimal
from typing import Any

SKUS = 1_000
BUYERS = 500
STOCK = 900_000
SCARCE = "SCARCE"
ROUNDS = 4


def main() -> None:
    import django  # noqa: PLC0415

    django.setup()
    print(json.dumps(_seed() if sys.argv[1] == "seed" else _in_process(float(sys.argv[2]))))


def _seed() -> dict[str, Any]:
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from backoffice.core import clock, policy  # noqa: PLC0415
    from backoffice.core.actors import Actor  # noqa: PLC0415
    from backoffice.core.api import keys  # noqa: PLC0415
    from backoffice.core.models import ApiClient  # noqa: PLC0415
    from inventory import services as inventory  # noqa: PLC0415
    from inventory.models import Location, PriceList  # noqa: PLC0415
    from orders.models import Channel  # noqa: PLC0415
    from tests.benchmarks import bare_api  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    by = Actor(kind="system", id=0, name="Benchmark", grants=policy.known_permissions())
    inventory.ensure_standard_locations()
    warehouse = Location.objects.create(code="BENCH", name="Bench", kind=Location.Kind.WAREHOUSE)
    price_list = PriceList.objects.create(code="bench", name="Bench", currency="BRL")
    skus = [f"B-{number}" for number in range(SKUS)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO inventory_product (name, brand, category, ncm) SELECT sku, '', '', '' FROM unnest(%s) AS sku", [[*skus, SCARCE]]
        )
        cursor.execute("INSERT INTO inventory_variant (product_id, sku, ean, name) SELECT id, name, '', '' FROM inventory_product")
        cursor.execute(
            "INSERT INTO inventory_price (price_list_id, variant_id, amount) SELECT %s, id, 19.90 FROM inventory_variant", [price_list.pk]
        )
    lines = [inventory.ReceiptLine(location_id=warehouse.pk, quantity=STOCK, unit_cost=Decimal(5), sku=sku) for sku in skus]
    lines.append(inventory.ReceiptLine(location_id=warehouse.pk, quantity=100, unit_cost=Decimal(5), sku=SCARCE))
    inventory.receive(lines=lines, reference="bench", origin="opening", by=by, at=clock.now())
    Channel.objects.create(code="bench", name="Bench", kind="own_store", price_list=price_list, warehouse=warehouse)
    client = ApiClient(name="Bench", channel_code="bench", scopes=["orders"], requests_per_minute=2_000_000_000)
    key = keys.prepare_key(client)
    client.save()
    with connection.cursor() as cursor:
        cursor.execute(bare_api.TABLES)
        cursor.execute(
            "INSERT INTO bare_client (key_hash, channel, is_active) VALUES (%s, 'bench', true)", [hashlib.sha256(key.encode()).hexdigest()]
        )
        cursor.execute("INSERT INTO bare_item (id, sku, name, price) SELECT id, sku, sku, 19.90 FROM inventory_variant")
        cursor.execute("INSERT INTO bare_stock (item_id, on_hand, reserved) SELECT id, %s, 0 FROM bare_item", [STOCK])
        cursor.execute("VACUUM ANALYZE")
    return {"key": key, "skus": skus, "documents": [_cpf(number) for number in range(1, BUYERS + 1)]}


def _cpf(number: int) -> str:
    """A valid CPF made of a running number."""
    digits = [int(digit) for digit in f"{number * 7919:09d}"]
    for length in (9, 10):
        total = sum(digit * weight for digit, weight in zip(digits, range(length + 1, 1, -1), strict=True))
        digits.append((total * 10 % 11) % 10)
    return "".join(map(str, digits))


def _in_process(seconds: float) -> dict[str, Any]:
    """Orders a second: our service, and the bare statements on a psycopg2 connection, in alternating rounds."""
    import psycopg2  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415

    from backoffice.core import clock, policy  # noqa: PLC0415
    from backoffice.core.actors import Actor  # noqa: PLC0415
    from orders import services  # noqa: PLC0415
    from orders.services import CustomerDraft, LineDraft, OrderDraft  # noqa: PLC0415
    from tests.benchmarks import bare_api  # noqa: PLC0415

    database = settings.DATABASES["default"]
    bare = psycopg2.connect(
        dbname=database["NAME"], user=database["USER"], password=database["PASSWORD"], host=database["HOST"], port=database["PORT"]
    )
    by = Actor(kind="system", id=0, name="Benchmark", grants=policy.known_permissions())
    address = {
        "line1": "Rua A, 1",
        "line2": "",
        "district": "Centro",
        "city": "Curitiba",
        "state": "PR",
        "postal_code": "80730000",
        "country": "BR",
    }

    def ours(number: int) -> None:
        buyer = number % BUYERS
        customer = CustomerDraft("Ana Nogueira", f"ana{buyer}@example.com", "+5541999990000", _cpf(buyer + 1), address)
        lines = tuple(LineDraft(f"B-{(number * 3 + offset) % SKUS}", 1) for offset in range(3))
        draft = OrderDraft(
            channel_code="bench", customer=customer, lines=lines, external_id=f"in-{number}", shipping_total=Decimal("19.90")
        )
        services.place_order(draft=draft, by=by, at=clock.now())

    def raw(number: int) -> None:
        buyer = number % BUYERS
        customer = {"name": "Ana", "email": f"a{buyer}@example.com", "phone": "1", "document": _cpf(buyer + 1), "address": address}
        lines = [{"sku": f"B-{(number * 3 + offset) % SKUS}", "quantity": 1} for offset in range(3)]
        body = {
            "external_id": f"in-{number}",
            "customer": customer,
            "lines": lines,
            "currency": "BRL",
            "shipping_total": "19.90",
            "discount_total": "0",
        }
        with bare, bare.cursor() as cursor:
            bare_api.place(cursor, "bench", body)

    rates: dict[str, list[float]] = {"ours": [], "raw": []}
    number = 0
    for _ in range(ROUNDS):
        for name, place in (("ours", ours), ("raw", raw)):
            start, first = time.perf_counter(), number
            while time.perf_counter() - start < seconds / ROUNDS:
                place(number)
                number += 1
            rates[name].append((number - first) / (time.perf_counter() - start))
    return rates


if __name__ == "__main__":
    main()
