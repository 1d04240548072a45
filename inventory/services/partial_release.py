"""Give back a part of what is promised to a document."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from inventory.errors import ReservationMissing
from inventory.services.checks import require_quantity
from inventory.services.drafts import ReleasedItem, ReleaseRequest
from inventory.services.names import skus_of
from inventory.services.reservation_sql import GIVE_BACK

# Locks as RELEASE does (reservation_sql.py): reservations, then their levels, both by key.  The latest promises go
# first: they lie in the places that a picker visits last.  A row given back in part stays pending with what is left,
# and a new row tells of the rest.
_RELEASE_ITEMS = f"""
WITH asked AS MATERIALIZED (
    SELECT reference, variant_id, sum(quantity) AS quantity
    FROM unnest(%s::text[], %s::bigint[], %s::int[]) AS item(reference, variant_id, quantity) GROUP BY reference, variant_id
), pending AS MATERIALIZED (
    SELECT row.id, row.reference, row.variant_id, row.location_id, row.quantity, row.expires_at, row.created_at
    FROM inventory_reservation AS row
    WHERE (row.reference, row.variant_id) IN (SELECT reference, variant_id FROM asked) AND row.status = 'pending'
    ORDER BY row.id FOR UPDATE
), laid_out AS (
    SELECT pending.*, asked.quantity AS wanted, sum(pending.quantity) OVER newest - pending.quantity AS starts
    FROM pending JOIN asked USING (reference, variant_id)
    WINDOW newest AS (PARTITION BY pending.reference, pending.variant_id ORDER BY pending.id DESC)
), closing AS MATERIALIZED (
    SELECT id, reference, variant_id, location_id, expires_at, created_at, quantity AS held,
        least(quantity, wanted - starts)::int AS quantity
    FROM laid_out WHERE starts < wanted
), {GIVE_BACK}, closed AS (
    UPDATE inventory_reservation AS row SET status = 'released', closed_at = %s
    FROM closing WHERE row.id = closing.id AND closing.held = closing.quantity
), kept AS (
    UPDATE inventory_reservation AS row SET quantity = closing.held - closing.quantity
    FROM closing WHERE row.id = closing.id AND closing.held > closing.quantity
), told AS (
    INSERT INTO inventory_reservation (reference, variant_id, location_id, quantity, status, expires_at, created_at, closed_at)
    SELECT reference, variant_id, location_id, quantity, 'released', expires_at, created_at, %s
    FROM closing WHERE held > quantity ORDER BY id
)
SELECT reference, variant_id, location_id, quantity FROM closing ORDER BY id
"""  # noqa: S608 - made of constants only


@transaction.atomic
def release_items(*, requests: Sequence[ReleaseRequest], by: Actor, at: datetime) -> list[ReleasedItem]:
    """
    Give back exactly these pieces of each document's promises; two statements and the names of a refusal.

    :raises ReservationMissing: less is promised than is to be given back; nothing is written
    :raises BadQuantity: a quantity below 1
    """
    asked: dict[tuple[str, int], int] = {}
    for number, request in enumerate(requests):
        for variant_id, quantity in request.items:
            require_quantity(quantity, line=number)
            asked[request.reference, variant_id] = asked.get((request.reference, variant_id), 0) + quantity
    if not asked:
        return []
    columns: list[list[Any]] = [[reference for reference, _ in asked], [variant_id for _, variant_id in asked], list(asked.values())]
    with connection.cursor() as cursor:
        cursor.execute(_RELEASE_ITEMS, [*columns, at, at])
        released = [ReleasedItem(*row) for row in cursor.fetchall()]
    _require_all(asked, released)
    pieces: dict[str, int] = {}
    for item in released:
        pieces[item.reference] = pieces.get(item.reference, 0) + item.quantity
    traces = [
        audit.Trace(action="stock.released", subject=("stock", reference), at=at, after={"pieces": count})
        for reference, count in pieces.items()
    ]
    audit.record(traces, by=by)
    return released


def _require_all(asked: dict[tuple[str, int], int], released: Sequence[ReleasedItem]) -> None:
    given: dict[tuple[str, int], int] = {}
    for item in released:
        given[item.reference, item.variant_id] = given.get((item.reference, item.variant_id), 0) + item.quantity
    missing = [
        {"reference": key[0], "variant_id": key[1], "requested": quantity, "reserved": given.get(key, 0)}
        for key, quantity in asked.items()
        if given.get(key, 0) < quantity
    ]
    if missing:
        skus = skus_of(row["variant_id"] for row in missing if isinstance(row["variant_id"], int))
        raise ReservationMissing(missing=[row | {"sku": skus.get(row["variant_id"], "")} for row in missing])  # type: ignore[call-overload]
