"""What is odd in the data set, in words, and where each odd order can be found afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from backoffice.olist.control import Control

TEXTS = {
    "no_items": _("No items: placed without lines, nothing to ship"),
    "no_payment": _("No payment on file: shipped on credit, the customer owes it"),
    "payment_differs": _("Paid more or less than the total: shown as overpaid or partially paid"),
    "payment_differs_by_a_cent": _("The same, by one cent"),
    "payment_of_zero": _("A payment of zero: kept as an event without an entry"),
    "not_approved": _("Never approved: the payment counts from the purchase"),
    "delivered_without_date": _("Delivered on an unknown day: stays shipped"),
    "carrier_before_purchase": _("Handed over before the purchase: dates kept as they are"),
    "carrier_before_approval": _("Handed over before the approval: shipped on credit, paid later"),
    "delivered_before_carrier": _("Delivered before it was handed over: dates kept as they are"),
    "cancelled_after_carrier": _("Cancelled after it was handed over: counts as never shipped"),
    "paid_but_off": _("Paid, then cancelled or unavailable: the money waits as an advance to give back"),
}


@dataclass(frozen=True, slots=True)
class OddOrder:
    """One odd order; ``number`` is empty if it is missing here."""

    kind: str
    order_id: str
    number: str


def list_odd_orders(expected: Control, numbers: Mapping[str, str]) -> list[OddOrder]:
    """Every odd order of the file, by kind, with our number for it, in the order of the numbers."""
    return [
        OddOrder(kind=kind, order_id=order_id, number=numbers.get(order_id, ""))
        for kind, order_ids in expected.odd.items()
        for order_id in sorted(order_ids, key=lambda order_id: (len(numbers.get(order_id, "")), numbers.get(order_id, ""), order_id))
    ]
