"""
What the database holds of the import, in the same shape as ``control.Control``.

Plain SQL over the tables, not the areas' own queries: a proof should not lean on the code it proves.  Revenue, cost,
advances and receivables are read from the journal, not from the orders.
"""

from decimal import Decimal
from typing import Any

from django.db import connection

from backoffice.olist.control import ODD_KINDS, ZERO, Control

# Opens every statement about orders: those of the channel, with what the file said about each, which is kept in the
# audit trail (batches.import_batch).
_SALES = """
WITH sale AS MATERIALIZED (
    SELECT placed.*, trace.after ->> 'status' AS source_status,
        (trace.after ->> 'approved_at')::timestamptz AS approved_at,
        (trace.after ->> 'carrier_at')::timestamptz AS carrier_at
    FROM orders_order AS placed
    JOIN orders_channel AS channel ON channel.id = placed.channel_id AND channel.code = 'olist'
    LEFT JOIN core_auditentry AS trace
        ON trace.subject_kind = 'order' AND trace.subject_key = placed.number AND trace.action = 'order.imported'
)
"""
_ORDERS = """
SELECT count(*), count(DISTINCT customer_id), coalesce(sum(unit_count), 0), coalesce(sum(items_total), 0),
    coalesce(sum(shipping_total), 0), count(*) FILTER (WHERE fulfilment_status = 'delivered')
FROM sale
"""
_STATUSES = "SELECT coalesce(source_status, '(none)'), count(*) FROM sale GROUP BY 1"
_NUMBERS = "SELECT external_id, number FROM sale WHERE external_id = ANY(%s)"
_LINES = """
SELECT coalesce(sum(line.quantity), 0), coalesce(sum(line.quantity * line.unit_price), 0)
FROM sale JOIN orders_orderline AS line ON line.order_id = sale.id
"""
_PAYMENTS = """
SELECT event.method, count(*), sum(event.amount)
FROM sale JOIN orders_paymentevent AS event ON event.order_id = sale.id
WHERE event.kind = 'captured' AND event.applied_at IS NOT NULL GROUP BY event.method
"""
_REVENUE = """
SELECT to_char(line.posted_on, 'YYYY-MM'),
    coalesce(-sum(line.amount) FILTER (WHERE account.statement_line = 'product_sales'), 0),
    coalesce(-sum(line.amount) FILTER (WHERE account.statement_line = 'freight_charged'), 0)
FROM finance_journalline AS line JOIN finance_account AS account ON account.id = line.account_id
WHERE line.channel = 'olist' AND account.statement_line IN ('product_sales', 'freight_charged') GROUP BY 1
"""
_BALANCES = """
SELECT account.code, sum(line.amount)
FROM finance_journalline AS line JOIN finance_account AS account ON account.id = line.account_id
WHERE line.channel = 'olist' AND account.code = ANY(%s) GROUP BY account.code
"""
_STOCK = """
SELECT coalesce(sum(level.on_hand), 0), coalesce(sum(level.reserved), 0)
FROM inventory_stocklevel AS level
JOIN inventory_location AS place ON place.id = level.location_id
JOIN inventory_location AS warehouse ON warehouse.id = place.warehouse_id
WHERE warehouse.code = 'OLIST'
"""
_OPENING = """
SELECT coalesce(sum(quantity), 0), coalesce(sum(value), 0) FROM inventory_stockmove
WHERE reference = 'OLIST-ABERTURA' AND reference_kind = 'opening'
"""
_ODD = """
, facts AS (
    SELECT sale.*, abs(total - captured_total) AS gap, source_status IN ('canceled', 'unavailable') AS is_off,
        EXISTS (SELECT FROM orders_orderline AS line WHERE line.order_id = sale.id) AS has_items,
        EXISTS (SELECT FROM orders_paymentevent AS event WHERE event.order_id = sale.id) AS has_payment,
        EXISTS (SELECT FROM orders_paymentevent AS event WHERE event.order_id = sale.id AND event.amount = 0) AS has_zero
    FROM sale
)
SELECT kind, external_id FROM facts, LATERAL (VALUES
    ('no_items', NOT has_items),
    ('no_payment', NOT has_payment),
    ('payment_differs', has_items AND has_payment AND gap > 0.01),
    ('payment_differs_by_a_cent', has_items AND has_payment AND gap = 0.01),
    ('payment_of_zero', has_zero),
    ('not_approved', approved_at IS NULL),
    ('delivered_without_date', source_status = 'delivered' AND delivered_at IS NULL),
    ('carrier_before_purchase', coalesce(shipped_at, carrier_at) < placed_at),
    ('carrier_before_approval', coalesce(shipped_at, carrier_at) < approved_at),
    ('delivered_before_carrier', delivered_at < shipped_at),
    ('cancelled_after_carrier', status = 'cancelled' AND carrier_at IS NOT NULL),
    ('paid_but_off', status = 'cancelled' AND captured_total > 0)
) AS finding(kind, is_odd)
WHERE is_odd
"""
# Each level against the moves in and out of it, each promise against the pending reservations, each value against the
# moves across the company's border: how many rows disagree, in all warehouses.
_STOCK_DIFFERENCES = """
WITH moved AS (
    SELECT variant_id, location_id, sum(quantity) AS quantity FROM (
        SELECT variant_id, destination_id AS location_id, quantity FROM inventory_stockmove
        UNION ALL SELECT variant_id, source_id, -quantity FROM inventory_stockmove
    ) AS half JOIN inventory_location AS place ON place.id = half.location_id
    WHERE place.kind IN ('warehouse', 'bin', 'transit') GROUP BY variant_id, location_id
), promised AS (
    SELECT variant_id, location_id, sum(quantity) AS quantity FROM inventory_reservation
    WHERE status = 'pending' GROUP BY variant_id, location_id
), worth AS (
    SELECT move.variant_id, sum(CASE WHEN source.kind IN ('warehouse', 'bin', 'transit') THEN -move.value ELSE move.value END) AS value
    FROM inventory_stockmove AS move JOIN inventory_location AS source ON source.id = move.source_id GROUP BY move.variant_id
)
SELECT
    (SELECT count(*) FROM inventory_stocklevel AS level FULL JOIN moved USING (variant_id, location_id)
        WHERE coalesce(level.on_hand, 0) <> coalesce(moved.quantity, 0))
  + (SELECT count(*) FROM inventory_stocklevel AS level FULL JOIN promised USING (variant_id, location_id)
        WHERE coalesce(level.reserved, 0) <> coalesce(promised.quantity, 0))
  + (SELECT count(*) FROM inventory_stockvalue AS kept FULL JOIN worth USING (variant_id)
        WHERE coalesce(kept.value, 0) <> coalesce(worth.value, 0))
"""
# Accounts of the chart (finance.posting.roles names them): what customers paid ahead, what they owe, cost of goods.
ADVANCES, RECEIVABLES, COST_OF_GOODS = "2.1.02.001", "1.1.02.001", "4.1.01.001"


def tally() -> Control:
    """Read everything; about ten statements."""
    count, persons, units, items, freight, delivered = _row(_SALES + _ORDERS)
    found = Control(orders=count, persons=persons, items_total=items, freight_total=freight, delivered=delivered)
    found.by_status.update(dict(_rows(_SALES + _STATUSES)))
    line_units, line_items = _row(_SALES + _LINES)
    # The order keeps sums of its lines; if the two disagree, neither is shown as right.
    found.units = line_units if line_units == units and line_items == items else -1
    found.payments = {method: (rows, value) for method, rows, value in _rows(_SALES + _PAYMENTS)}
    found.revenue = {month: (products, shipping) for month, products, shipping in _rows(_REVENUE)}
    balances = dict(_rows(_BALANCES, [ADVANCES, RECEIVABLES, COST_OF_GOODS]))
    found.advances = -balances.get(ADVANCES, ZERO)
    found.receivables = balances.get(RECEIVABLES, ZERO)
    found.cost_of_goods = balances.get(COST_OF_GOODS, ZERO)
    found.opening_units, found.opening_value = _row(_OPENING)
    found.units_on_hand, found.units_reserved = _row(_STOCK)
    found.odd = {kind: set() for kind in ODD_KINDS}
    for kind, order_id in _rows(_SALES + _ODD):
        found.odd[kind].add(order_id)
    return found


def count_imported() -> int:
    """How many orders of the channel are here."""
    return int(_row(_SALES + _ORDERS)[0])


def count_stock_differences() -> int:
    """How many levels, promises and stock values are not what their moves and reservations add up to."""
    return int(_row(_STOCK_DIFFERENCES)[0])


def ledger_imbalance() -> Decimal:
    """Debits minus credits over every line of the journal, of every channel: zero, or the books are wrong."""
    return Decimal(_row("SELECT coalesce(sum(amount), 0.00) FROM finance_journalline")[0])


def order_numbers(order_ids: list[str]) -> dict[str, str]:
    """Our number of each of these orders."""
    return dict(_rows(_SALES + _NUMBERS, order_ids))


def _rows(statement: str, values: list[str] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [values] if values is not None else None)
        return list(cursor.fetchall())


def _row(statement: str) -> tuple[Any, ...]:
    return _rows(statement)[0]
