"""What a receipt or a transfer would do, by the arithmetic of the act itself; nothing is locked or written."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from backoffice.core.money import ZERO, quantize_half_up
from inventory.models import StockLevel, StockValue
from inventory.services.drafts import ReceiptLine
from inventory.services.movement import value_of
from inventory.services.places import require_lines, resolve_variants
from inventory.valuation import COST_PLACES, Worth


@dataclass(frozen=True, slots=True)
class ReceiptPreview:
    """
    One line.  ``before`` and ``after`` are pieces in the place; the averages are the company's, ``average_before`` None without stock.
    """

    variant_id: int
    quantity: int
    value: Decimal
    before: int
    after: int
    average_before: Decimal | None
    average_after: Decimal


@dataclass(frozen=True, slots=True)
class PlacePreview:
    """Pieces of one variant at both ends; ``free`` is what is not promised at the source, before."""

    variant_id: int
    quantity: int
    free: int
    source_before: int
    source_after: int
    destination_before: int
    destination_after: int


def preview_receipt(*, lines: Sequence[ReceiptLine]) -> list[ReceiptPreview]:
    """
    What ``receive`` would do with these lines, in their order.  Three statements.

    :raises UnknownVariant: a SKU that is no simple variant
    :raises BadLine: no lines
    """
    require_lines(lines)
    variants = resolve_variants(lines)
    worths = {row.pk: Worth(row.quantity, row.value, row.last_unit_cost) for row in StockValue.objects.filter(pk__in=set(variants))}
    pieces = _on_hand(set(variants), {line.location_id for line in lines})
    found = []
    for variant_id, line in zip(variants, lines, strict=True):
        worth = worths.setdefault(variant_id, Worth(0, ZERO, ZERO))
        average = _average(worth) if worth.quantity else None
        value, place = value_of(line), (variant_id, line.location_id)
        worth.put_in(line.quantity, value)
        before = pieces.get(place, (0, 0))[0]
        pieces[place] = (before + line.quantity, pieces.get(place, (0, 0))[1])
        found.append(ReceiptPreview(variant_id, line.quantity, value, before, before + line.quantity, average, _average(worth)))
    return found


def preview_transfer(*, source_id: int, destination_id: int, items: Sequence[tuple[int, int]]) -> list[PlacePreview]:
    """What ``transfer`` would do with these (variant id, quantity) pairs, each variant once.  One statement."""
    pieces = _on_hand({variant_id for variant_id, _ in items}, {source_id, destination_id})
    found = []
    for variant_id, quantity in items:
        on_hand, reserved = pieces.get((variant_id, source_id), (0, 0))
        there = pieces.get((variant_id, destination_id), (0, 0))[0]
        found.append(PlacePreview(variant_id, quantity, on_hand - reserved, on_hand, on_hand - quantity, there, there + quantity))
    return found


def _on_hand(variants: set[int], places: set[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """(on hand, reserved) by variant and place."""
    rows = StockLevel.objects.filter(variant_id__in=variants, location_id__in=places)
    return {row[:2]: row[2:] for row in rows.values_list("variant_id", "location_id", "on_hand", "reserved")}


def _average(worth: Worth) -> Decimal:
    return quantize_half_up(worth.value / worth.quantity, COST_PLACES)
