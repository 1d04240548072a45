"""How far the goods of an installation are set up."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, F, Q, Sum, When

from backoffice.core.money import ZERO
from inventory.models import Location, StockMove, Variant


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Counts of what is there; ``opening_value`` is what opening stock was worth when it came in, less what was taken back."""

    warehouses: int
    products: int
    opening_units: int
    opening_value: Decimal


def get_beginnings() -> Beginnings:
    """What an installation has of goods and of opening stock."""
    opening = Location.Kind.OPENING
    moves = StockMove.objects.filter(Q(source__kind=opening) | Q(destination__kind=opening))
    signed = {name: Case(When(source__kind=opening, then=F(name)), default=-F(name)) for name in ("quantity", "value")}
    sums = moves.aggregate(units=Sum(signed["quantity"]), worth=Sum(signed["value"]))
    return Beginnings(
        warehouses=Location.objects.filter(kind=Location.Kind.WAREHOUSE).count(),
        products=Variant.objects.count(),
        opening_units=sums["units"] or 0,
        opening_value=sums["worth"] or ZERO,
    )
