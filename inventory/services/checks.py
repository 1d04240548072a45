"""Checks that several stock services share."""

from decimal import Decimal

from inventory.errors import BadCost, BadQuantity

MAX_QUANTITY = 999_999
COST_PLACES = 6
MAX_UNIT_COST = Decimal("9999999999.999999")


def require_quantity(quantity: int, *, line: int) -> None:
    """
    A whole number of pieces from 1 to 999,999.

    :raises BadQuantity: it is not
    """
    if type(quantity) is not int or not 1 <= quantity <= MAX_QUANTITY:
        raise BadQuantity(line=line, quantity=str(quantity)[:100])


def require_unit_cost(unit_cost: Decimal, *, line: int) -> None:
    """
    A finite, non-negative cost with at most six decimals.

    :raises BadCost: it is not
    """
    if not isinstance(unit_cost, Decimal) or not unit_cost.is_finite() or not 0 <= unit_cost <= MAX_UNIT_COST:
        raise BadCost(line=line, unit_cost=str(unit_cost)[:100])
    if unit_cost != round(unit_cost, COST_PLACES):
        raise BadCost(line=line, unit_cost=str(unit_cost)[:100])
