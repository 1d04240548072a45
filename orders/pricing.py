"""How an order's amounts come about.  Pure functions: no ORM, no clock.  Amounts are Decimal, two places."""

from collections.abc import Sequence
from decimal import Decimal

from backoffice.core.money import allocate, quantize_half_up

ZERO = Decimal("0.00")


def share_discount(discount: Decimal, line_totals: Sequence[Decimal]) -> list[Decimal]:
    """
    Each line's share of the order's discount, in proportion to its total; the shares sum exactly to the discount.

    No share is above its line: the discount is at most the sum of the lines, and a share exceeds its exact value by
    less than a cent only where the exact value is below the line's total, which has whole cents.
    """
    if not discount:
        return [ZERO] * len(line_totals)
    return allocate(discount, line_totals)


def shipped_discount(discount: Decimal, *, quantity: int, shipped_before: int, shipped_now: int) -> Decimal:
    """
    The part of a line's discount that leaves with ``shipped_now`` of its ``quantity`` units.

    Rounded on the running sum, so that the last unit takes exactly what is left.
    """
    return kept_discount(discount, quantity, shipped_before + shipped_now) - kept_discount(discount, quantity, shipped_before)


def kept_discount(discount: Decimal, quantity: int, kept: int) -> Decimal:
    """A line's discount on the first ``kept`` of its ``quantity`` units, rounded half up."""
    return quantize_half_up(discount * kept / quantity)
