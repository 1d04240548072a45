"""What must hold after every fault (I1 to I10 of the design): each statement returns the rows that break its rule."""

from __future__ import annotations

import hashlib

from tests.faults.installation import Installation
from tests.faults.processes import wait_until

RULES = {
    "one order per key of the storefront": "SELECT external_id FROM orders_order GROUP BY channel_id, external_id HAVING count(*) > 1",
    "every order has its stored answer, every stored answer its order": """
        SELECT o.external_id, k.key FROM orders_order o FULL JOIN
            (SELECT * FROM core_idempotencykey WHERE operation = 'POST /api/v1/orders/') k ON k.key = o.external_id
        WHERE o.id IS NULL OR k.id IS NULL OR k.response ->> 'number' <> o.number""",
    "promised is what pending reservations say, and no more than there is": """
        SELECT level.variant_id, level.on_hand, level.reserved, coalesce(sum(r.quantity), 0)
        FROM inventory_stocklevel level LEFT JOIN inventory_reservation r
            ON r.variant_id = level.variant_id AND r.location_id = level.location_id AND r.status = 'pending'
        GROUP BY level.id
        HAVING level.reserved <> coalesce(sum(r.quantity), 0) OR level.reserved NOT BETWEEN 0 AND level.on_hand""",
    "every open piece of an order is reserved for it, and nothing else is": """
        WITH wanted AS (
            SELECT o.number, sum(line.quantity - line.shipped_quantity - line.cancelled_quantity) AS pieces
            FROM orders_order o JOIN orders_orderline line ON line.order_id = o.id WHERE o.status = 'open' GROUP BY o.number
        ), held AS (SELECT reference AS number, sum(quantity) AS pieces FROM inventory_reservation WHERE status = 'pending' GROUP BY 1)
        SELECT number, wanted.pieces, held.pieces FROM wanted FULL JOIN held USING (number)
        WHERE coalesce(wanted.pieces, 0) <> coalesce(held.pieces, 0)""",
    "what lies there is the sum of the moves": """
        WITH moved AS (
            SELECT variant_id, location_id, sum(quantity) AS pieces FROM (
                SELECT variant_id, destination_id AS location_id, quantity FROM inventory_stockmove
                UNION ALL SELECT variant_id, source_id, -quantity FROM inventory_stockmove
            ) AS ends GROUP BY 1, 2
        )
        SELECT level.variant_id, level.on_hand, moved.pieces FROM inventory_stocklevel level
        LEFT JOIN moved USING (variant_id, location_id) WHERE level.on_hand <> coalesce(moved.pieces, 0)""",
    "debits equal credits": """
        SELECT entry_id, currency, sum(amount) FROM finance_journalline
        GROUP BY 1, 2 HAVING sum(amount) <> 0 OR sum(amount) = 'NaN'""",
    "every placed order was announced once": """
        SELECT o.number, count(m.id) FROM orders_order o
        LEFT JOIN core_outboxmessage m ON m.event_type = 'OrderPlaced' AND m.payload ->> 'order_number' = o.number
        GROUP BY 1 HAVING count(m.id) <> 1""",
    "no payment event is booked twice": "SELECT provider, event_id FROM orders_paymentevent GROUP BY 1, 2 HAVING count(*) > 1",
    "no job runs without a lease": "SELECT id FROM core_job WHERE status = 'running' AND (lease_until IS NULL OR lease_token IS NULL)",
}


def assert_nothing_is_broken(installation: Installation) -> None:
    """Every rule that must hold at any moment between two transactions."""
    broken = {rule: rows[:5] for rule, statement in RULES.items() if (rows := installation.sql(statement))}
    assert not broken, broken
    assert_files_are_whole(installation)


def assert_outbox_is_delivered(installation: Installation, *, seconds: float = 120.0) -> float:
    """Nothing pending within the time, nothing parked, and every placed order handled exactly once."""
    pending = "SELECT count(*) FROM core_outboxmessage WHERE status <> 'done'"
    waited = wait_until(lambda: installation.value(pending) == 0, seconds=seconds, what="the outbox being empty", every=0.25)
    twice_or_never = installation.sql("""
        SELECT o.number, count(e.id) FROM orders_order o LEFT JOIN fault_effect e ON e.name = 'placed ' || o.number
        GROUP BY 1 HAVING count(e.id) <> 1""")
    assert not twice_or_never, twice_or_never[:5]
    return waited


def assert_files_are_whole(installation: Installation) -> None:
    """A file that a row names is there, whole."""
    for path, digest, size in installation.sql("SELECT path, sha256, size_bytes FROM core_jobfile"):
        content = (installation.state.media / path).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (digest, size), path
