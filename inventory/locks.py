"""
The only locks of the area (reserve and release lock inside their one statement, services/reservation_sql.py).

One order everywhere: reservations, levels, stock values, each by primary key.  A lock taken in this order can wait, but
never in a circle.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection

from backoffice.core.locks import require_transaction
from inventory.models import Variant
from inventory.valuation import Worth

_PENDING = """
SELECT id, reference, variant_id, location_id, quantity FROM inventory_reservation
WHERE reference = ANY(%s) AND status = 'pending' ORDER BY id FOR UPDATE
"""
_LEVELS = """
SELECT level.id, level.variant_id, level.location_id, level.on_hand, level.reserved, level.backorder_limit
FROM inventory_stocklevel AS level
JOIN unnest(%s::bigint[], %s::bigint[]) AS wanted(variant_id, location_id) USING (variant_id, location_id)
ORDER BY level.id FOR UPDATE OF level
"""
_VALUES = """
SELECT variant_id, quantity, value, last_unit_cost FROM inventory_stockvalue
WHERE variant_id = ANY(%s) ORDER BY variant_id FOR UPDATE
"""
# Sorted, so that two receipts that open the same new rows wait for each other in one direction.
_OPEN_ROWS = """
WITH place AS (
    INSERT INTO inventory_stocklevel (variant_id, location_id)
    SELECT variant_id, location_id FROM unnest(%s::bigint[], %s::bigint[]) AS wanted(variant_id, location_id) ORDER BY 1, 2
    ON CONFLICT DO NOTHING
)
INSERT INTO inventory_stockvalue (variant_id) SELECT DISTINCT variant_id FROM unnest(%s::bigint[]) AS wanted(variant_id) ORDER BY 1
ON CONFLICT DO NOTHING
"""

Place = tuple[int, int]


@dataclass(slots=True)
class PendingReservation:
    """A locked promise; ``left`` shrinks as it is consumed."""

    id: int
    reference: str
    variant_id: int
    location_id: int
    left: int


@dataclass(slots=True)
class Level:
    """A locked level, changed in memory and written back by services/ledger.py."""

    id: int
    on_hand: int
    reserved: int
    backorder_limit: int

    @property
    def unreserved(self) -> int:
        return self.on_hand - self.reserved

    def can_hold(self, on_hand: int) -> bool:
        """Whether the promises would still be covered with that many pieces."""
        return on_hand >= 0 and self.reserved <= on_hand + self.backorder_limit


def pending_reservations(references: Collection[str]) -> list[PendingReservation]:
    """The open promises of these documents, oldest first, locked."""
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(_PENDING, [list(references)])
        return [PendingReservation(*row) for row in cursor.fetchall()]


def variants(variant_ids: Collection[int]) -> dict[int, Variant]:
    """The register rows of these variants with their products, locked; what does not exist is missing."""
    require_transaction()
    rows = Variant.objects.select_related("product").filter(pk__in=variant_ids).order_by("pk").select_for_update(of=("self", "product"))
    return {variant.pk: variant for variant in rows}


def levels(places: Collection[Place]) -> dict[Place, Level]:
    """The levels of these (variant, location) pairs, locked; what does not exist is missing."""
    require_transaction()
    pairs = sorted(set(places))
    with connection.cursor() as cursor:
        cursor.execute(_LEVELS, [[variant for variant, _ in pairs], [location for _, location in pairs]])
        return {(variant_id, location_id): Level(pk, *figures) for pk, variant_id, location_id, *figures in cursor.fetchall()}


def stock_values(variant_ids: Collection[int]) -> dict[int, Worth]:
    """What the stock of these variants is worth, locked."""
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(_VALUES, [sorted(set(variant_ids))])
        return {variant_id: Worth(*figures) for variant_id, *figures in cursor.fetchall()}


def open_rows(places: Sequence[Place], *, also_valued: Collection[int] = ()) -> None:
    """Create the levels of these places and the values of their variants (and of others) that do not exist yet, empty."""
    variants = [variant for variant, _ in places]
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_ROWS, [variants, [location for _, location in places], [*variants, *also_valued]])
