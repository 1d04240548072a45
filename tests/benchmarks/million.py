"""
A shop of three years with a million orders, made in a schema of its own by a few statements.

Nearly all of it is history, as in a real shop: half a percent of the orders is open, a few have a payment problem.
Everything that lists show is there (orders, customers, products, stock, journal); what they do not show is left empty.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from django.db.models import NOT_PROVIDED, Model

from finance.models import Account, JournalEntry, JournalLine, Period
from inventory.models import Location, Price, PriceList, Product, StockLevel, StockMove, Variant
from orders.models import Channel, Customer, Order, OrderLine

SCHEMA = "bench_lists"
ORDERS = 1_000_000
CUSTOMERS_EACH = 3  # orders per customer
PRODUCTS = 5_000
TABLES: tuple[type[Model], ...] = (
    Account, Channel, Customer, JournalEntry, JournalLine, Location, Order, OrderLine, Period, Price, PriceList, Product, StockLevel,
    StockMove, Variant,
)  # fmt: skip
_NAMES = "ARRAY['Ana', 'Bruno', 'Camila', 'Débora', 'Érico', 'Fernanda', 'Gonçalo', 'Helena', 'Igor', 'Joaquim', 'Luíza', 'Mário']"
_FAMILIES = (
    "ARRAY['Araújo', 'Barros', 'Conceição', 'Duarte', 'Esteves', 'Ferreira', 'Gonçalves', 'Hoffmann', 'Lima', 'Nogueira', 'Okamoto']"
)
_GOODS = "ARRAY['Panela de ferro', 'Tábua de corte', 'Faqueiro inox', 'Jogo de pratos', 'Garrafa térmica', 'Forma de pão', 'Açucareiro']"
_STATES = "ARRAY['SP', 'SP', 'SP', 'RJ', 'MG', 'PR', 'SC', 'RS', 'BA', 'PE', 'CE', 'AM']"
# Everybody's newest order is of today.
_AGE = "make_interval(secs => ({orders} - n) * (3 * 365.0 * 86400 / {orders}))"


@contextmanager
def a_million_orders(scale: float = 1.0) -> Iterator[int]:
    """Within it, this connection sees the big shop instead of its own; yields the number of orders.  Dropped at the end."""
    orders = max(int(ORDERS * scale), 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
        for model in TABLES:
            table = model._meta.db_table
            cursor.execute(f"CREATE TABLE {SCHEMA}.{table} (LIKE public.{table} INCLUDING ALL)")
        cursor.execute(f"SET search_path = {SCHEMA}, public")
        try:
            for statement in _statements(orders):
                cursor.execute(statement)
            for model in TABLES:
                cursor.execute(f"VACUUM ANALYZE {SCHEMA}.{model._meta.db_table}")
            yield orders
        finally:
            cursor.execute(f"SET search_path = public; DROP SCHEMA {SCHEMA} CASCADE")


def _statements(orders: int) -> Iterator[str]:
    customers = orders // CUSTOMERS_EACH + 1
    yield from _goods()
    yield _insert(
        Customer,
        f"generate_series(1, {customers}) AS n",
        id="n",
        kind="CASE WHEN n % 20 = 0 THEN 'company' ELSE 'person' END",
        name=f"({_NAMES})[n % 12 + 1] || ' ' || ({_FAMILIES})[n % 11 + 1] || ' ' || upper(substr(md5(n::text), 1, 6))",
        email="'c' || n || '@exemplo.com.br'",
        phone="'119' || lpad(n::text, 8, '0')",
        document="CASE WHEN n % 20 = 0 THEN lpad(n::text, 14, '0') ELSE lpad(n::text, 11, '0') END",
        address="'{}'",
        created_at="now() - make_interval(days => n % 1000)",
    )
    yield _orders(orders, customers)
    yield _insert(
        OrderLine,
        f"generate_series(1, {orders}) AS n, generate_series(1, 1 + (n % 2)::int) AS place",
        order="n",
        position="place",
        variant=f"(n::bigint * 7919 + place) % {PRODUCTS} + 1",
        sku=f"'SKU-' || lpad(((n::bigint * 7919 + place) % {PRODUCTS} + 1)::text, 5, '0')",
        name=f"({_GOODS})[n % 7 + 1]",
        parts="'[]'",
        quantity="1",
        unit_price="(n % 500 + 20)",
        total="(n % 500 + 20)",
    )
    yield from _journal(orders)


def _goods() -> Iterator[str]:
    yield _insert(
        Location, "generate_series(1, 1) AS n", id="1", code="'CWB'", name="'Depósito Curitiba'", kind="'warehouse'", warehouse="1"
    )
    yield _insert(PriceList, "generate_series(1, 1) AS n", id="1", code="'varejo'", name="'Varejo'", currency="'BRL'")
    yield _insert(
        Channel,
        "(VALUES (1, 'loja', 'Loja virtual', 'own_store'), (2, 'mercado', 'Mercado Livre', 'marketplace'),"
        " (3, 'telefone', 'Telefone', 'phone')) AS row (n, code, name, kind)",
        id="n",
        code="code",
        name="name",
        kind="kind",
        warehouse="1",
        price_list="1",
        ships_unpaid="kind = 'marketplace'",
    )
    products = f"generate_series(1, {PRODUCTS}) AS n"
    title = f"({_GOODS})[n % 7 + 1] || ' ' || upper(substr(md5(n::text), 1, 4))"
    yield _insert(Product, products, id="n", name=title)
    yield _insert(
        Variant,
        products,
        id="n",
        product="n",
        sku="'SKU-' || lpad(n::text, 5, '0')",
        search_text=f"lower('sku-' || lpad(n::text, 5, '0') || ' ' || bo_unaccent({title}))",
    )
    yield _insert(Price, products, price_list="1", variant="n", amount="n % 500 + 20")
    yield _insert(StockLevel, products, variant="n", location="1", on_hand="n % 300 + 20", reserved="n % 20")


def _orders(orders: int, customers: int) -> str:
    age = _AGE.format(orders=orders)
    # One in two hundred is open; of the rest most have arrived.
    is_open, is_off = f"n > {orders} * 0.995", "n % 25 = 0"
    customer = f"(n::bigint * 104729 % {customers})::int + 1"
    total = "(n % 500 + 20) * (1 + n % 2)"
    return _insert(
        Order,
        f"generate_series(1, {orders}) AS n",
        id="n",
        number="(10000 + n)::text",
        channel="CASE WHEN n % 20 = 0 THEN 3 WHEN n % 3 = 0 THEN 2 ELSE 1 END",
        external_id="'BR-' || lpad(n::text, 9, '0')",
        customer=customer,
        customer_name=f"({_NAMES})[({customer}) % 12 + 1] || ' ' || ({_FAMILIES})[({customer}) % 11 + 1]",
        status=f"CASE WHEN {is_open} THEN 'open' WHEN {is_off} THEN 'cancelled' ELSE 'completed' END",
        payment_status=f"CASE WHEN {is_open} AND n % 4 = 0 THEN 'pending' WHEN {is_off} THEN 'voided' ELSE 'paid' END",
        fulfilment_status=f"CASE WHEN {is_open} THEN 'unfulfilled' WHEN {is_off} THEN 'cancelled' ELSE 'delivered' END",
        currency="'BRL'",
        items_total=total,
        total=total,
        # A few customers paid twice.
        captured_total=f"CASE WHEN {is_open} AND n % 4 = 0 OR {is_off} THEN 0 WHEN n % 999 = 0 THEN 2 * {total} ELSE {total} END",
        placed_at=f"now() - {age}",
        promised_ship_date=f"(now() - {age})::date + 3",
        updated_at=f"now() - {age}",
        shipping_address="'{}'",
        ship_city="'Curitiba'",
        ship_state=f"({_STATES})[n % 12 + 1]",
        unit_count="1 + n % 2",
    )


def _journal(orders: int) -> Iterator[str]:
    """An entry of two lines per order, so that the journal is as long as the board."""
    yield "INSERT INTO finance_account SELECT * FROM public.finance_account"
    yield _insert(
        Period,
        "generate_series(2023, 2027) AS y, generate_series(1, 12) AS m",
        id="y * 100 + m",
        year="y",
        month="m",
        status="'open'",
    )
    age = _AGE.format(orders=orders)
    yield _insert(
        JournalEntry,
        f"generate_series(1, {orders}) AS n, LATERAL (SELECT (now() - {age})::date AS day) AS at",
        posted_on="day",
        period="EXTRACT(YEAR FROM day) * 100 + EXTRACT(MONTH FROM day)",
        description="'Expedição do pedido ' || (10000 + n)",
        source_kind="'order'",
        source_number="(10000 + n)::text",
        event_id="gen_random_uuid()",
        rule="'order_shipped'",
        total="n % 500 + 20",
        line_count="2",
        posted_by_kind="'system'",
        posted_by_id="0",
        posted_by_name="'Retaguarda'",
        posted_at=f"now() - {age}",
    )
    yield _insert(
        JournalLine,
        "finance_journalentry AS entry CROSS JOIN generate_series(1, 2) AS side"
        " JOIN (SELECT id AS account, row_number() OVER (ORDER BY code) AS place FROM finance_account WHERE is_postable) AS leaf"
        " ON leaf.place = (entry.id + side) % 40 + 1",
        entry="entry.id",
        position="side",
        account="leaf.account",
        posted_on="entry.posted_on",
        amount="CASE side WHEN 1 THEN entry.total ELSE -entry.total END",
        currency="'BRL'",
        channel="(ARRAY['loja', 'mercado', 'telefone'])[entry.id % 3 + 1]",
    )


def _insert(model: type[Model], source: str, **given: str) -> str:
    """INSERT of expressions over ``source``; a column that is not named gets its model's default, else the empty value."""
    columns = {}
    for field in model._meta.local_concrete_fields:
        if field.generated or (field.name not in given and (field.primary_key or field.has_db_default() or _default(field) is None)):
            continue
        columns[field.column] = given.get(field.name) or _default(field)
    return f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(map(str, columns.values()))} FROM {source}"


def _default(field: "models.Field[Any, Any]") -> str | None:
    """What the model writes where nothing is said, as SQL; None stands for NULL."""
    value = field.get_default() if field.default is not NOT_PROVIDED else "" if not field.null and field.empty_strings_allowed else None
    if value is None or isinstance(value, int):
        return None if value is None else str(value)
    return f"'{json.dumps(value)}'" if isinstance(value, dict | list) else f"'{value}'"
