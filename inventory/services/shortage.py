"""A shelf does not hold what it promised: promise the pieces from another shelf, if there is one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from inventory.services.checks import require_quantity

# Locks as everywhere: reservations, then levels, by key.  Figures are written from the locked rows (reservation_sql.py says
# why).  The old promise shrinks by what was found elsewhere; what was not found stays promised where it was, so that nobody
# else is sold the same missing piece.
_MOVE = """
WITH promised AS MATERIALIZED (
    SELECT id, quantity, expires_at, created_at FROM inventory_reservation
    WHERE reference = %(reference)s AND variant_id = %(variant)s AND location_id = %(place)s AND status = 'pending'
    ORDER BY id FOR UPDATE
), locked AS MATERIALIZED (
    SELECT level.id, level.location_id, place.code, place.priority, level.on_hand, level.reserved, level.backorder_limit,
        CASE WHEN level.location_id = %(place)s THEN 0 ELSE greatest(level.on_hand - level.reserved, 0) END AS free
    FROM inventory_stocklevel AS level JOIN inventory_location AS place ON place.id = level.location_id
    WHERE level.variant_id = %(variant)s AND place.is_active AND place.is_pickable
        AND place.warehouse_id = (SELECT warehouse_id FROM inventory_location WHERE id = %(place)s)
    ORDER BY level.id FOR UPDATE OF level
), supply AS (
    SELECT *, sum(free) OVER line - free AS starts FROM locked WINDOW line AS (ORDER BY priority, code)
), wanted AS (
    SELECT least(%(quantity)s, coalesce((SELECT sum(quantity) FROM promised), 0)) AS quantity
), taken AS MATERIALIZED (
    SELECT supply.*, least(supply.free, wanted.quantity - supply.starts)::int AS quantity
    FROM supply, wanted WHERE supply.free > 0 AND supply.starts < wanted.quantity
), total AS (
    SELECT coalesce(sum(quantity), 0)::int AS quantity FROM taken
), giving AS (
    SELECT promised.id, promised.quantity AS had,
        least(promised.quantity, greatest(total.quantity - (sum(promised.quantity) OVER line - promised.quantity), 0))::int AS gives
    FROM promised, total WINDOW line AS (ORDER BY promised.id DESC)
), shrunk AS (
    UPDATE inventory_reservation AS reservation
    SET quantity = CASE WHEN giving.gives = giving.had THEN giving.had ELSE giving.had - giving.gives END,
        status = CASE WHEN giving.gives = giving.had THEN 'released' ELSE 'pending' END,
        closed_at = CASE WHEN giving.gives = giving.had THEN %(at)s::timestamptz END
    FROM giving WHERE reservation.id = giving.id AND giving.gives > 0
), written AS (
    INSERT INTO inventory_reservation (reference, variant_id, location_id, quantity, status, expires_at, created_at)
    SELECT %(reference)s, %(variant)s, taken.location_id, taken.quantity, 'pending', (SELECT min(expires_at) FROM promised), %(at)s
    FROM taken ORDER BY taken.id
), moved AS (
    UPDATE inventory_stocklevel AS level
    SET on_hand = locked.on_hand, backorder_limit = locked.backorder_limit,
        reserved = locked.reserved + coalesce((SELECT quantity FROM taken WHERE taken.id = locked.id), 0)
            - CASE WHEN locked.location_id = %(place)s THEN (SELECT quantity FROM total) ELSE 0 END
    FROM locked
    WHERE level.id = locked.id AND (locked.location_id = %(place)s OR locked.id IN (SELECT id FROM taken))
)
SELECT location_id, code, quantity FROM taken ORDER BY priority, code
"""


@dataclass(frozen=True, slots=True)
class NewPlace:
    """Where pieces were found instead."""

    location_id: int
    code: str
    quantity: int


@transaction.atomic
def reserve_elsewhere(*, reference: str, variant_id: int, location_id: int, quantity: int, by: Actor, at: datetime) -> tuple[NewPlace, ...]:
    """
    Promise up to ``quantity`` pieces of ``reference`` from other places of the same warehouse instead of ``location_id``.

    Only pieces that lie there unreserved are taken, so nothing is sold twice; what is not found stays promised where it
    was.  Nothing found is no error: the answer is empty.

    :raises BadQuantity: a quantity below 1
    """
    require_quantity(quantity, line=0)
    facts: dict[str, Any] = {"reference": reference, "variant": variant_id, "place": location_id, "quantity": quantity, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, facts)
        found = tuple(NewPlace(*row) for row in cursor.fetchall())
    if found:
        after = {"variant_id": variant_id, "from": location_id, "to": [[place.code, place.quantity] for place in found]}
        audit.record([audit.Trace(action="stock.promised_elsewhere", subject=("stock", reference), at=at, after=after)], by=by)
    return found
