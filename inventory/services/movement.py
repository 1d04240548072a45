"""Goods come in and change places."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from backoffice.core import audit, bus
from backoffice.core.actors import Actor
from backoffice.core.money import ZERO, quantize_half_up
from backoffice.events.inventory import StockReceived
from inventory import locks
from inventory.errors import BadLine, StockPromised
from inventory.locks import Place
from inventory.models import Location, StockMove
from inventory.services.checks import require_quantity, require_unit_cost
from inventory.services.drafts import MovedItem, ReceiptLine, TransferLine
from inventory.services.ledger import Ledger
from inventory.services.names import codes_of, skus_of
from inventory.services.places import require_lines, require_places, require_variants, resolve_variants
from inventory.valuation import STOCK_CURRENCY

# Where goods of each origin come from, and under which kind of document they are kept.
_ORIGINS = {
    "purchase": (Location.Kind.SUPPLIER, StockMove.ReferenceKind.PURCHASE),
    "opening": (Location.Kind.OPENING, StockMove.ReferenceKind.OPENING),
    "customer_return": (Location.Kind.CUSTOMER, StockMove.ReferenceKind.CUSTOMER_RETURN),
}


@transaction.atomic
def receive(
    *, lines: Sequence[ReceiptLine], reference: str, origin: str, by: Actor, at: datetime, moved_at: datetime | None = None,
    document: str = "", reason: str = "",
) -> list[MovedItem]:  # fmt: skip
    """
    Take goods in; ``origin`` is purchase, opening or customer_return.  Publishes StockReceived.

    ``moved_at`` is when the goods came if that was before ``at``; ``document`` and ``reason`` are kept with each move.

    A line is worth quantity times unit cost, rounded to the cent; a customer's return brings its original cost.

    :raises UnknownVariant: a SKU or id that is no simple variant
    :raises UnknownLocation: not a place of the company in use
    :raises BadQuantity: below 1 or above 999,999
    :raises BadCost: negative, not finite, more than six places
    :raises BadLine: no lines at all
    :raises KeyError: another origin
    """
    outside, kind = _ORIGINS[origin]
    require_lines(lines)
    for number, line in enumerate(lines):
        require_quantity(line.quantity, line=number)
        require_unit_cost(line.unit_cost, line=number)
    variants = resolve_variants(lines)
    require_places({line.location_id for line in lines})
    places = [(variant_id, line.location_id) for variant_id, line in zip(variants, lines, strict=True)]
    locks.open_rows(places)
    ledger = Ledger.lock(places, outside=outside)

    total, moved_at = ZERO, moved_at or at
    for variant_id, line in zip(variants, lines, strict=True):
        value = value_of(line)
        ledger.worths[variant_id].put_in(line.quantity, value)
        ledger.record(
            variant_id=variant_id,
            source_id=None,
            destination_id=line.location_id,
            quantity=line.quantity,
            value=value,
            moved_at=moved_at,
            reference=reference,
            document=document,
        )
        total += value
    moved = ledger.write(kind=kind, reason=reason, by=by, at=at)

    facts = {"origin": origin, "lines": len(lines), "pieces": sum(line.quantity for line in lines), "value": str(total)}
    audit.record([audit.Trace(action="stock.received", subject=("stock", reference), at=at, after=facts)], by=by)
    bus.publish([StockReceived(occurred_at=moved_at, reference=reference, origin=origin, currency=STOCK_CURRENCY, value=total)])
    return moved


def value_of(line: ReceiptLine) -> Decimal:
    """What the pieces of a receipt line are worth together, to the cent."""
    return quantize_half_up(line.unit_cost * line.quantity)


@transaction.atomic
def transfer(*, lines: Sequence[TransferLine], reference: str, by: Actor, at: datetime, reason: str = "") -> list[MovedItem]:
    """
    Move unreserved goods between places of the company; no value crosses its border, so nothing is announced.

    :raises StockPromised: more than lies unreserved at a source; nothing is written
    :raises UnknownVariant: an id that is no simple variant
    :raises UnknownLocation: not a place of the company in use
    :raises BadQuantity: below 1 or above 999,999
    :raises BadLine: no lines, or a line that ends where it begins
    """
    require_lines(lines)
    for number, line in enumerate(lines):
        require_quantity(line.quantity, line=number)
        if line.source_id == line.destination_id:
            raise BadLine(line=number, reason="same_place")
    require_variants({line.variant_id for line in lines})
    require_places({line.source_id for line in lines} | {line.destination_id for line in lines})
    locks.open_rows([(line.variant_id, line.destination_id) for line in lines])
    sources = {(line.variant_id, line.source_id) for line in lines}
    ledger = Ledger.lock(sources | {(line.variant_id, line.destination_id) for line in lines}, outside=None)
    _require_unreserved(lines, ledger)

    for line in lines:
        ledger.record(
            variant_id=line.variant_id,
            source_id=line.source_id,
            destination_id=line.destination_id,
            quantity=line.quantity,
            value=ZERO,
            moved_at=at,
            reference=reference,
        )
    moved = ledger.write(kind=StockMove.ReferenceKind.TRANSFER, reason=reason, by=by, at=at)
    facts = {"lines": len(lines), "pieces": sum(line.quantity for line in lines)}
    audit.record([audit.Trace(action="stock.transferred", subject=("stock", reference), at=at, after=facts)], by=by)
    return moved


def _require_unreserved(lines: Sequence[TransferLine], ledger: Ledger) -> None:
    """Lines that leave the same place count together; what arrives in this very transfer does not count."""
    wanted: dict[Place, int] = {}
    for line in lines:
        place = (line.variant_id, line.source_id)
        wanted[place] = wanted.get(place, 0) + line.quantity
    short = [(place, ledger.levels.get(place), pieces) for place, pieces in wanted.items()]
    refused = [(place, level, pieces) for place, level, pieces in short if level is None or level.unreserved < pieces]
    if refused:
        skus, codes = skus_of(place[0] for place, _, _ in refused), codes_of(place[1] for place, _, _ in refused)
        raise StockPromised(
            levels=[
                {
                    "sku": skus.get(variant_id, ""),
                    "location": codes.get(location_id, ""),
                    "on_hand": level.on_hand if level else 0,
                    "reserved": level.reserved if level else 0,
                    "wanted": pieces,
                }
                for (variant_id, location_id), level, pieces in refused
            ]
        )
