"""
The raw limit for POST orders/: a bare DRF endpoint that sends the same work as nine SQL statements by cursor.

It checks nothing of what it is sent, knows no idempotency, no permissions and no kits.  Its
tables have the shape of ours: the same keys, unique indexes and checks.  Run by gunicorn as
``tests.benchmarks.bare_api:make_application()``.
"""

import hashlib
import json
import uuid
from decimal import Decimal
from typing import Any

import django
from django.conf import settings

TABLES = """
CREATE TABLE bare_client (id bigserial PRIMARY KEY, key_hash text UNIQUE NOT NULL, channel text NOT NULL, is_active boolean NOT NULL);
CREATE TABLE bare_item (id bigserial PRIMARY KEY, sku text UNIQUE NOT NULL, name text NOT NULL, price numeric(14, 2) NOT NULL);
CREATE TABLE bare_customer (
    id bigserial PRIMARY KEY, name text NOT NULL, email text UNIQUE NOT NULL, phone text NOT NULL, document text NOT NULL,
    address jsonb NOT NULL
);
CREATE TABLE bare_order (
    id bigserial PRIMARY KEY, number bigserial UNIQUE, channel text NOT NULL, external_id text NOT NULL,
    customer_id bigint NOT NULL REFERENCES bare_customer,
    status text NOT NULL CHECK (status IN ('open', 'completed', 'cancelled', 'expired')),
    payment_status text NOT NULL, fulfilment_status text NOT NULL, currency text NOT NULL,
    items_total numeric(14, 2) NOT NULL CHECK (items_total >= 0), discount_total numeric(14, 2) NOT NULL,
    shipping_total numeric(14, 2) NOT NULL, total numeric(14, 2) NOT NULL CHECK (total >= 0),
    placed_at timestamptz NOT NULL, reserved_until timestamptz, shipping_address jsonb NOT NULL, UNIQUE (channel, external_id)
);
CREATE INDEX ON bare_order (placed_at);
CREATE TABLE bare_line (
    id bigserial PRIMARY KEY, order_id bigint NOT NULL REFERENCES bare_order, item_id bigint NOT NULL REFERENCES bare_item,
    sku text NOT NULL, name text NOT NULL, quantity int NOT NULL CHECK (quantity > 0), unit_price numeric(14, 2) NOT NULL,
    total numeric(14, 2) NOT NULL
);
CREATE INDEX ON bare_line (order_id);
CREATE TABLE bare_stock (
    item_id bigint PRIMARY KEY REFERENCES bare_item, on_hand int NOT NULL, reserved int NOT NULL,
    CHECK (reserved >= 0 AND reserved <= on_hand)
);
CREATE TABLE bare_reservation (
    id bigserial PRIMARY KEY, order_id bigint NOT NULL, item_id bigint NOT NULL REFERENCES bare_item, quantity int NOT NULL,
    status text NOT NULL, expires_at timestamptz
);
CREATE INDEX ON bare_reservation (order_id);
CREATE TABLE bare_audit (
    id bigserial PRIMARY KEY, at timestamptz NOT NULL, actor text NOT NULL, action text NOT NULL, subject text NOT NULL,
    after jsonb NOT NULL
);
CREATE INDEX ON bare_audit (subject);
CREATE TABLE bare_outbox (
    id bigserial PRIMARY KEY, event_id uuid UNIQUE NOT NULL, event_type text NOT NULL, payload jsonb NOT NULL, status text NOT NULL
);
"""

CLIENT = "SELECT id, channel, is_active FROM bare_client WHERE key_hash = %s"
ITEMS = "SELECT id, sku, name, price FROM bare_item WHERE sku = ANY(%s)"
CUSTOMER = """
INSERT INTO bare_customer (name, email, phone, document, address) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (email) DO UPDATE SET name = excluded.name, phone = excluded.phone, address = excluded.address RETURNING id
"""
ORDER = """
INSERT INTO bare_order (channel, external_id, customer_id, status, payment_status, fulfilment_status, currency, items_total, discount_total,
    shipping_total, total, placed_at, reserved_until, shipping_address)
VALUES (%s, %s, %s, 'open', 'pending', 'unfulfilled', %s, %s, %s, %s, %s, now(), now() + interval '1 hour', %s)
RETURNING id, number, reserved_until
"""
LINES = "INSERT INTO bare_line (order_id, item_id, sku, name, quantity, unit_price, total) VALUES "
STOCK = """
UPDATE bare_stock AS stock SET reserved = reserved + wanted.quantity
FROM unnest(%s::bigint[], %s::int[]) AS wanted(item_id, quantity)
WHERE stock.item_id = wanted.item_id AND stock.on_hand - stock.reserved >= wanted.quantity
"""
RESERVATIONS = """
INSERT INTO bare_reservation (order_id, item_id, quantity, status, expires_at)
SELECT %s, item_id, quantity, 'pending', now() + interval '1 hour' FROM unnest(%s::bigint[], %s::int[]) AS wanted(item_id, quantity)
"""
AUDIT = "INSERT INTO bare_audit (at, actor, action, subject, after) VALUES (now(), %s, 'order.placed', %s, %s)"
OUTBOX = "INSERT INTO bare_outbox (event_id, event_type, payload, status) VALUES (%s, 'OrderPlaced', %s, 'done')"


class Short(Exception):
    """Not enough stock."""


def place(cursor: Any, channel: str, body: dict[str, Any]) -> dict[str, Any]:
    """Eight statements; the caller holds the transaction."""
    lines = body["lines"]
    cursor.execute(ITEMS, [[line["sku"] for line in lines]])
    items = {row[1]: row for row in cursor.fetchall()}
    items_total = sum((items[line["sku"]][3] * line["quantity"] for line in lines), Decimal(0))
    shipping, discount = Decimal(body["shipping_total"]), Decimal(body["discount_total"])
    total = items_total + shipping - discount
    customer, address = body["customer"], json.dumps(body["customer"]["address"])
    cursor.execute(CUSTOMER, [customer["name"], customer["email"], customer["phone"], customer["document"], address])
    customer_id = cursor.fetchone()[0]
    cursor.execute(ORDER, [channel, body["external_id"], customer_id, body["currency"], items_total, discount, shipping, total, address])
    order_id, number, reserved_until = cursor.fetchone()
    values: list[Any] = []
    for line in lines:
        item = items[line["sku"]]
        values += [order_id, item[0], item[1], item[2], line["quantity"], item[3], item[3] * line["quantity"]]
    cursor.execute(LINES + ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(lines)), values)
    ids, quantities = [items[line["sku"]][0] for line in lines], [line["quantity"] for line in lines]
    cursor.execute(STOCK, [ids, quantities])
    if cursor.rowcount != len(lines):
        raise Short
    cursor.execute(RESERVATIONS, [order_id, ids, quantities])
    facts = json.dumps({"number": number, "total": str(total), "channel": channel})
    cursor.execute(AUDIT, [channel, f"order {number}", facts])
    cursor.execute(OUTBOX, [str(uuid.uuid4()), facts])
    return {
        "number": number,
        "external_id": body["external_id"],
        "status": "open",
        "items_total": items_total,
        "total": total,
        "reserved_until": reserved_until,
        "lines": [
            {
                "sku": line["sku"],
                "quantity": line["quantity"],
                "unit_price": items[line["sku"]][3],
                "total": items[line["sku"]][3] * line["quantity"],
            }
            for line in lines
        ],
    }


urlpatterns: list[Any] = []


def make_application() -> Any:
    """The WSGI application; a function, so that this module can be imported for its statements alone."""
    import environ  # noqa: PLC0415  the names below exist only in the process that serves the bare endpoint

    databases = {"default": {**environ.Env().db_url("DATABASE_URL"), "CONN_MAX_AGE": 60}}
    settings.configure(
        DEBUG=False,
        SECRET_KEY="benchmark",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tests.benchmarks.bare_api",
        DATABASES=databases,
        INSTALLED_APPS=["rest_framework"],
        # Only what sets Content-Length, without which the answers would go out in chunks.
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
        USE_TZ=True,
        REST_FRAMEWORK={
            "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
            "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
            "DEFAULT_AUTHENTICATION_CLASSES": [],
            "DEFAULT_PERMISSION_CLASSES": [],
            "UNAUTHENTICATED_USER": None,
        },
    )
    django.setup()
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415
    from django.urls import path  # noqa: PLC0415
    from rest_framework.response import Response  # noqa: PLC0415
    from rest_framework.views import APIView  # noqa: PLC0415

    class Orders(APIView):
        def post(self, request: Any) -> Response:
            body = request.data
            key_hash = hashlib.sha256(request.META["HTTP_AUTHORIZATION"][7:].encode()).hexdigest()
            try:
                with connection.cursor() as cursor:
                    cursor.execute(CLIENT, [key_hash])
                    client = cursor.fetchone()
                    if client is None or not client[2]:
                        return Response({"detail": "no"}, status=401)
                    with transaction.atomic():
                        return Response(place(cursor, client[1], body), status=201)
            except Short:
                return Response({"detail": "short"}, status=409)

    global urlpatterns
    urlpatterns = [path("api/v1/orders/", Orders.as_view())]
    return WSGIHandler()
