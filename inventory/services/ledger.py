"""Locked levels and values, changed in memory, written with their moves in one statement."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from backoffice.core.actors import Actor
from inventory import locks
from inventory.errors import StockOutOfBalance
from inventory.locks import Level, Place
from inventory.models import Location, StockMove
from inventory.services.drafts import MovedItem
from inventory.services.names import skus_of
from inventory.valuation import Worth

# Reservations that are only partly consumed leave a new pending row with the rest.  A NULL end of a move is the one
# virtual location of the given kind.
_WRITE = """
WITH level AS (
    UPDATE inventory_stocklevel AS level SET on_hand = new.on_hand, reserved = new.reserved
    FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS new(id, on_hand, reserved) WHERE level.id = new.id
), worth AS (
    UPDATE inventory_stockvalue AS worth SET quantity = new.quantity, value = new.value, last_unit_cost = new.last_unit_cost
    FROM unnest(%s::bigint[], %s::int[], %s::numeric[], %s::numeric[]) AS new(variant_id, quantity, value, last_unit_cost)
    WHERE worth.variant_id = new.variant_id
), consumed AS (
    SELECT id, quantity FROM unnest(%s::bigint[], %s::int[]) AS part(id, quantity)
), rest AS (
    INSERT INTO inventory_reservation (reference, variant_id, location_id, quantity, status, expires_at, created_at)
    SELECT old.reference, old.variant_id, old.location_id, old.quantity - consumed.quantity, 'pending', old.expires_at, old.created_at
    FROM inventory_reservation AS old JOIN consumed USING (id) WHERE old.quantity > consumed.quantity ORDER BY old.id
), closed AS (
    UPDATE inventory_reservation AS reservation SET status = 'issued', closed_at = %s, quantity = consumed.quantity
    FROM consumed WHERE reservation.id = consumed.id
), outside AS (
    SELECT id FROM inventory_location WHERE kind = %s
), written AS (
    INSERT INTO inventory_stockmove
        (variant_id, source_id, destination_id, quantity, value, moved_at, reference_kind, reference, document, reason, actor_name,
        reverses_id)
    SELECT move.variant_id, coalesce(move.source_id, (SELECT id FROM outside)), coalesce(move.destination_id, (SELECT id FROM outside)),
        move.quantity, move.value, move.moved_at, %s, move.reference, move.document, %s, %s, move.reverses_id
    FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::int[], %s::numeric[], %s::timestamptz[], %s::text[], %s::text[], %s::bigint[])
        WITH ORDINALITY AS move(variant_id, source_id, destination_id, quantity, value, moved_at, reference, document, reverses_id, ordinal)
    ORDER BY move.ordinal
    RETURNING id, variant_id, source_id, destination_id, quantity, value
)
SELECT id, variant_id, source_id, destination_id, quantity, value FROM written ORDER BY id
"""


@dataclass(slots=True)
class Ledger:
    """
    One batch of stock changes.  The rows are locked when it is made; nothing is written before ``write``.

    ``outside`` is the virtual end where value crosses the company's border; None for moves inside.
    """

    levels: dict[Place, Level]
    worths: dict[int, Worth]
    outside: Location.Kind | None
    consumed: dict[int, int] = field(default_factory=dict)
    _moves: list[tuple[int, int | None, int | None, int, Decimal, datetime, str, str, int | None]] = field(default_factory=list)

    @classmethod
    def lock(cls, places: Collection[Place], *, outside: Location.Kind | None) -> "Ledger":
        """Lock levels, then values (not needed for moves inside, which change no value)."""
        locked = locks.levels(places)
        worths = locks.stock_values({variant_id for variant_id, _ in places}) if outside else {}
        return cls(locked, worths, outside)

    def take_value(self, variant_id: int, quantity: int) -> Decimal:
        """
        The cost of pieces that leave the company.

        :raises StockOutOfBalance: levels and value disagree: the figures must be reconciled first
        """
        worth = self.worths.get(variant_id)
        if worth is None or worth.quantity < quantity:
            sku = skus_of([variant_id]).get(variant_id, "")
            raise StockOutOfBalance(sku=sku, wanted=quantity, valued=worth.quantity if worth else 0)
        return worth.take_out(quantity)

    def record(self, *, variant_id: int, source_id: int | None, destination_id: int | None, quantity: int, value: Decimal,
               moved_at: datetime, reference: str, document: str = "", reverses_id: int | None = None) -> None:  # fmt: skip
        """Change the levels of the ends that are inside the company and keep the move for writing."""
        if source_id is not None:
            self.levels[variant_id, source_id].on_hand -= quantity
        if destination_id is not None:
            self.levels[variant_id, destination_id].on_hand += quantity
        self._moves.append((variant_id, source_id, destination_id, quantity, value, moved_at, reference, document, reverses_id))

    def write(self, *, kind: StockMove.ReferenceKind, reason: str, by: Actor, at: datetime) -> list[MovedItem]:
        """Write levels, values, reservations and moves in one statement; return the moves in the order they were recorded."""
        levels, worths = list(self.levels.values()), list(self.worths.items())
        moves = list(zip(*self._moves, strict=True)) if self._moves else [()] * 9
        parameters: list[Any] = [
            [level.id for level in levels], [level.on_hand for level in levels], [level.reserved for level in levels],
            [variant_id for variant_id, _ in worths], [worth.quantity for _, worth in worths],
            [worth.value for _, worth in worths], [worth.last_unit_cost for _, worth in worths],
            list(self.consumed), list(self.consumed.values()), at,
            self.outside.value if self.outside else "", kind.value, reason, by.name, *map(list, moves),
        ]  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, parameters)
            return [MovedItem(*row) for row in cursor.fetchall()]
