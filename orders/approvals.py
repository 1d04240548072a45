"""
Which orders wait for a person's approval, and who may give it.  Pure functions, no ORM.

The rules are the channel's own (register "Channels").  A reason is a word of ``error_texts.APPROVAL_TEXTS``.
"""

from dataclasses import dataclass
from decimal import Decimal

AMOUNT = "amount"
DISCOUNT = "discount"
TERMS = "terms"
# Decided by the statement that places the order: only it knows the customer (migrations/sql/place_orders.sql).
FIRST_ORDER = "first_order"


@dataclass(frozen=True, slots=True)
class ApprovalRules:
    """A channel's limits, in its currency and in percent of the items; None switches a rule off."""

    above: Decimal | None = None
    discount_percent: Decimal | None = None
    first_above: Decimal | None = None
    ships_unpaid: bool = False


def reason_for(rules: ApprovalRules, *, items_total: Decimal, discount_total: Decimal, total: Decimal, on_terms: bool) -> str:
    """Why the order waits for approval, empty if it does not.  Goods on credit always do, unless the channel sells so."""
    if rules.above is not None and total > rules.above:
        return AMOUNT
    if rules.discount_percent is not None and discount_total * 100 > rules.discount_percent * items_total:
        return DISCOUNT
    return TERMS if on_terms and not rules.ships_unpaid else ""


def asks_if_first(rules: ApprovalRules, *, total: Decimal) -> bool:
    """Whether the order waits if its customer never bought before."""
    return rules.first_above is not None and total > rules.first_above
