"""What can leave of an order with the pieces that were picked.  Pure functions."""

from collections.abc import Mapping, Sequence

from orders.models import OrderLine


def shippable(lines: Sequence[OrderLine], picked: Mapping[int, int]) -> list[tuple[str, int]]:
    """
    (SKU, quantity) pairs that the picked pieces by variant make whole, first lines first.

    A kit leaves only with all of its parts; a part of a kit that is not whole stays in the house.
    """
    left = dict(picked)
    whole: list[tuple[str, int]] = []
    for line in lines:
        parts = line.parts or [(line.variant_id, 1)]
        open_units = line.quantity - line.shipped_quantity - line.cancelled_quantity
        units = min([open_units, *(left.get(variant_id, 0) // each for variant_id, each in parts)])
        if units:
            whole.append((line.sku, units))
            for variant_id, each in parts:
                left[variant_id] -= units * each
    return whole


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
