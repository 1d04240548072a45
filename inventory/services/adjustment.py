"""The stock is corrected after a count, a loss, a find."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from backoffice.core import audit, bus, numbering
from backoffice.core.actors import Actor
from backoffice.core.money import ZERO
from backoffice.events.inventory import StockAdjusted
from inventory import locks
from inventory.errors import BadLine, BadQuantity, StockChanged, StockPromised
from inventory.locks import Place
from inventory.models import Location, StockMove
from inventory.services.checks import MAX_QUANTITY
from inventory.services.drafts import AdjustmentLine, MovedItem
from inventory.services.ledger import Ledger
from inventory.services.names import codes_of, skus_of
from inventory.services.places import require_lines, require_places, require_variants
from inventory.valuation import STOCK_CURRENCY


@transaction.atomic
def adjust(*, lines: Sequence[AdjustmentLine], reason: str, by: Actor, at: datetime, reference: str = "") -> list[MovedItem]:
    """
    Correct the stock after a count or a loss; the difference goes to or comes from the loss location.

    Found pieces are worth the present average (the last known one if the stock was empty).  A count without variance
    writes no move, but stays in the trail.  Publishes StockAdjusted with the signed value if anything moved.  Without a
    ``reference`` the document gets the next number of its series (AC-000001).

    :raises StockChanged: a figure is not the one the person saw; nothing is written
    :raises StockPromised: a place would fall below what is reserved, or below zero; nothing is written
    :raises UnknownVariant: an id that is no simple variant
    :raises UnknownLocation: not a place of the company
    :raises BadQuantity: a count below 0, a delta of 0, or beyond 999,999
    :raises BadLine: no lines, both or none of counted and delta, or one place twice
    """
    require_lines(lines)
    _require_sane(lines)
    require_variants({line.variant_id for line in lines})
    require_places({line.location_id for line in lines}, active=False)
    places = [(line.variant_id, line.location_id) for line in lines]
    locks.open_rows(places)
    ledger = Ledger.lock(places, outside=Location.Kind.LOSS)
    _require_unchanged(lines, ledger)
    changes = {place: _delta(line, ledger.levels[place].on_hand) for place, line in zip(places, lines, strict=True)}
    _require_promises_kept(changes, ledger)
    reference = reference or f"AC-{numbering.take_gapless('stock_adjustment'):06d}"

    total = ZERO
    for (variant_id, location_id), delta in changes.items():
        total += _change(variant_id, location_id, delta, reference=reference, at=at, ledger=ledger)
    moved = ledger.write(kind=StockMove.ReferenceKind.ADJUSTMENT, reason=reason, by=by, at=at)

    facts = {"reason": reason, "lines": len(lines), "pieces": sum(changes.values()), "value": str(total), "moves": len(moved)}
    audit.record([audit.Trace(action="stock.adjusted", subject=("stock", reference), at=at, after=facts)], by=by)
    if moved:
        bus.publish([StockAdjusted(occurred_at=at, reference=reference, reason=reason, currency=STOCK_CURRENCY, value=total)])
    return moved


def _require_sane(lines: Sequence[AdjustmentLine]) -> None:
    seen: set[Place] = set()
    for number, line in enumerate(lines):
        if (line.counted is None) == (line.delta is None):
            raise BadLine(line=number, reason="one_of_two")
        if (line.variant_id, line.location_id) in seen:
            raise BadLine(line=number, reason="repeated")
        seen.add((line.variant_id, line.location_id))
        quantity = line.counted if line.counted is not None else line.delta
        lowest = 0 if line.counted is not None else -MAX_QUANTITY
        if type(quantity) is not int or not lowest <= quantity <= MAX_QUANTITY or line.delta == 0:
            raise BadQuantity(line=number, quantity=str(quantity)[:100])


def _delta(line: AdjustmentLine, on_hand: int) -> int:
    return line.counted - on_hand if line.counted is not None else (line.delta or 0)


def _require_unchanged(lines: Sequence[AdjustmentLine], ledger: Ledger) -> None:
    stale = [
        (line, level.on_hand)
        for line in lines
        if (level := ledger.levels[line.variant_id, line.location_id]) and line.seen is not None and line.seen != level.on_hand
    ]
    if stale:
        skus, codes = skus_of(line.variant_id for line, _ in stale), codes_of(line.location_id for line, _ in stale)
        raise StockChanged(
            levels=[
                {
                    "sku": skus.get(line.variant_id, ""),
                    "location": codes.get(line.location_id, ""),
                    "seen": line.seen,
                    "on_hand": on_hand,
                }
                for line, on_hand in stale
            ]
        )


def _require_promises_kept(changes: dict[Place, int], ledger: Ledger) -> None:
    refused = [
        place for place, delta in changes.items() if delta < 0 and not ledger.levels[place].can_hold(ledger.levels[place].on_hand + delta)
    ]
    if refused:
        skus, codes = skus_of(variant_id for variant_id, _ in refused), codes_of(location_id for _, location_id in refused)
        raise StockPromised(
            levels=[
                {
                    "sku": skus.get(place[0], ""),
                    "location": codes.get(place[1], ""),
                    "on_hand": ledger.levels[place].on_hand,
                    "reserved": ledger.levels[place].reserved,
                    "wanted": ledger.levels[place].on_hand + changes[place],
                }
                for place in refused
            ]
        )


def _change(variant_id: int, location_id: int, delta: int, *, reference: str, at: datetime, ledger: Ledger) -> Decimal:
    """Record the move of one line and return its signed value."""
    if delta == 0:
        return ZERO
    if delta < 0:
        value = ledger.take_value(variant_id, -delta)
        ends: tuple[int | None, int | None] = (location_id, None)
    else:
        worth = ledger.worths[variant_id]
        value = worth.cost_of_found(delta)
        worth.put_in(delta, value)
        ends = (None, location_id)
    ledger.record(
        variant_id=variant_id,
        source_id=ends[0],
        destination_id=ends[1],
        quantity=abs(delta),
        value=value,
        moved_at=at,
        reference=reference,
    )
    return value if delta > 0 else -value
