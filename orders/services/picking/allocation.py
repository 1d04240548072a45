"""What can leave of an order with the pieces that were picked.  Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orders.models import OrderLine


@dataclass(frozen=True, slots=True)
class Whole:
    """``items`` are (SKU, quantity) pairs that can leave, ``pieces`` what they use up by variant."""

    items: tuple[tuple[str, int], ...]
    pieces: dict[int, int]


def shippable(lines: Sequence[OrderLine], picked: Mapping[int, int]) -> Whole:
    """
    What the picked pieces by variant make whole, first lines first.

    A kit leaves only with all of its parts; a part of a kit that is not whole stays in the house.
    """
    left = dict(picked)
    items: list[tuple[str, int]] = []
    pieces: dict[int, int] = {}
    for line in lines:
        parts = line.parts or [(line.variant_id, 1)]
        open_units = line.quantity - line.shipped_quantity - line.cancelled_quantity
        units = min([open_units, *(left.get(variant_id, 0) // each for variant_id, each in parts)])
        if units:
            items.append((line.sku, units))
            for variant_id, each in parts:
                left[variant_id] -= units * each
                pieces[variant_id] = pieces.get(variant_id, 0) + units * each
    return Whole(tuple(items), pieces)


def places_of(picked: Sequence[tuple[int, int, int]], wanted: Mapping[int, int]) -> tuple[tuple[int, int, int], ...]:
    """The (variant, location, quantity) picks that the ``wanted`` pieces by variant use up, in picking order."""
    left = dict(wanted)
    used = []
    for variant_id, location_id, quantity in picked:
        taken = min(quantity, left.get(variant_id, 0))
        if taken:
            used.append((variant_id, location_id, taken))
            left[variant_id] -= taken
    return tuple(used)
