"""Take an opening receipt back as if it had not come: moves that reverse it, insert-only like all others."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from backoffice.core import audit, bus
from backoffice.core.actors import Actor
from backoffice.core.money import ZERO
from backoffice.events.inventory import OpeningStockReversed
from inventory.locks import Place
from inventory.models import Location, StockMove
from inventory.services.drafts import MovedItem
from inventory.services.ledger import Ledger
from inventory.valuation import STOCK_CURRENCY

ALREADY_REVERSED, LEFT_SINCE, NOT_THERE = "opening_already_reversed", "opening_left_since", "opening_not_there"

# Goods that left the company later took their share of the average cost with them: what remains is no longer what came.
_STANDING = """
SELECT move.id,
    EXISTS (SELECT FROM inventory_stockmove AS back WHERE back.reverses_id = move.id),
    EXISTS (
        SELECT FROM inventory_stockmove AS later
        JOIN inventory_location AS source ON source.id = later.source_id
        JOIN inventory_location AS destination ON destination.id = later.destination_id
        WHERE later.variant_id = move.variant_id AND later.id > move.id AND later.reverses_id IS NULL
            AND source.kind IN ('warehouse', 'bin', 'transit') AND destination.kind NOT IN ('warehouse', 'bin', 'transit')
    ),
    coalesce(level.on_hand - move.quantity >= greatest(0, level.reserved - level.backorder_limit), false)
FROM inventory_stockmove AS move
LEFT JOIN inventory_stocklevel AS level ON level.variant_id = move.variant_id AND level.location_id = move.destination_id
WHERE move.id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Reversal:
    """``moved`` are the reversing moves; ``kept`` is move id -> why it stays (one of the codes above)."""

    moved: list[MovedItem]
    kept: dict[int, str]


def find_irreversible(*, move_ids: Collection[int]) -> dict[int, str]:
    """Move id -> why this opening receipt cannot be taken back now; one that can is missing."""
    kept: dict[int, str] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [list(move_ids)])
        for pk, is_reversed, has_left, is_there in cursor.fetchall():
            if is_reversed:
                kept[pk] = ALREADY_REVERSED
            elif has_left:
                kept[pk] = LEFT_SINCE
            elif not is_there:
                kept[pk] = NOT_THERE
    return kept


@transaction.atomic
def reverse_opening(*, move_ids: Collection[int], reason: str, reference: str, by: Actor, at: datetime) -> Reversal:
    """
    Take opening receipts back with their own value, where nothing has left or been promised since; the others stay.

    Publishes OpeningStockReversed with the value that the stock loses.
    """
    moves = list(
        StockMove.objects.filter(pk__in=move_ids, reference_kind=StockMove.ReferenceKind.OPENING, reverses__isnull=True).order_by("pk")
    )
    places: list[Place] = [(move.variant_id, move.destination_id) for move in moves]
    # Locked first, looked at afterwards: an order that reserves meanwhile waits, or is seen.
    ledger = Ledger.lock(places, outside=Location.Kind.OPENING)
    kept = find_irreversible(move_ids=[move.pk for move in moves])
    total = ZERO
    for move in moves:
        if move.pk in kept:
            continue
        ledger.worths[move.variant_id].take_back(move.quantity, move.value)
        ledger.record(
            variant_id=move.variant_id,
            source_id=move.destination_id,
            destination_id=None,
            quantity=move.quantity,
            value=move.value,
            moved_at=at,
            reference=reference,
            reverses_id=move.pk,
        )
        total += move.value
    if len(kept) == len(moves):
        return Reversal([], kept)
    moved = ledger.write(kind=StockMove.ReferenceKind.OPENING, reason=reason, by=by, at=at)
    facts = {"lines": len(moved), "pieces": sum(item.quantity for item in moved), "value": str(total)}
    audit.record([audit.Trace(action="stock.opening_reversed", subject=("stock", reference), at=at, after=facts)], by=by)
    bus.publish([OpeningStockReversed(occurred_at=at, reference=reference, reason=reason, currency=STOCK_CURRENCY, value=total)])
    return Reversal(moved, kept)
