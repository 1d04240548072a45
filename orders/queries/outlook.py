"""What an act would do to many orders at once: a fixed number of statements, nothing locked, nothing written."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.money import ZERO
from inventory.queries import get_pending_items
from orders import states
from orders.models import Order
from orders.services.order_facts import facts_of, get_units
from orders.states import OrderFacts, Reason


@dataclass(frozen=True, slots=True)
class Outlook:
    """
    ``goes`` are the facts of the orders that may take the act, ``stays`` the numbers of the others with the reason, None
    where there is no such order (that the actor may know of).  ``held_units`` are the pieces reserved for those that go.
    """

    goes: list[OrderFacts]
    stays: list[tuple[str, Reason | None]]
    held_units: int

    @property
    def total(self) -> Decimal:
        return sum((facts.total for facts in self.goes), ZERO)

    @property
    def to_return(self) -> Decimal:
        """Money taken for the orders that go, and not given back yet."""
        return sum((facts.captured_total - facts.refunded_total - facts.charged_back_total for facts in self.goes), ZERO)

    @property
    def paid_count(self) -> int:
        return sum(1 for facts in self.goes if facts.captured_total > facts.refunded_total + facts.charged_back_total)

    @property
    def parcels(self) -> int:
        return sum(facts.undelivered_shipments for facts in self.goes)


def get_outlook(*, act: str, numbers: Sequence[str], actor: Actor) -> Outlook:
    """What ``act`` (a key of ``states.ACTS``) would meet now at these orders."""
    orders = {order.number: order for order in policy.visible(actor, Order.objects.filter(number__in=numbers)).select_related("channel")}
    units = get_units(order.pk for order in orders.values())
    goes: list[OrderFacts] = []
    stays: list[tuple[str, Reason | None]] = []
    for number in numbers:
        order = orders.get(number)
        if order is None:
            stays.append((number, None))
            continue
        facts = facts_of(order, units[order.pk])
        reason = states.objection(act, facts, actor)
        if reason is None:
            goes.append(facts)
        else:
            stays.append((number, reason))
    pending = get_pending_items(references=[facts.number for facts in goes]) if goes else {}
    held = sum(quantity for items in pending.values() for _variant, quantity in items)
    return Outlook(goes, stays, held)
