"""The work queues of the sales area: how many orders wait, and the one fact that decides which comes first."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, Q, Sum

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.money import ZERO
from orders.models import Order
from orders.queries.board import TABS
from orders.queries.filters import tab_condition

_RETURNED = F("refunded_total") + F("charged_back_total")
_OFF = Q(status__in=["cancelled", "expired"])


@dataclass(frozen=True, slots=True)
class QueueFigure:
    """
    How many orders a tab of the board holds.  Beside the count only what the queue needs is filled.

    ``amount`` in the company's currency; ``first_promise`` the earliest promised ship date, ``first_placed`` the oldest
    order, ``first_expiry`` the next moment at which one loses its stock, ``due`` how many are promised until today.
    """

    count: int
    amount: Decimal = ZERO
    first_promise: date | None = None
    first_placed: datetime | None = None
    first_expiry: datetime | None = None
    due: int = 0


def get_queue_figures(*, actor: Actor, today: date) -> dict[str, QueueFigure]:
    """Every counted tab in one query over the open orders and those with a payment problem; the count is the list's."""
    at_work = policy.visible(actor, Order.objects.filter(Q(status="open") | Q(has_payment_problem=True)))
    wanted: dict[str, Any] = {}
    for code in (tab.code for tab in TABS if tab.is_counted):
        inside = tab_condition(code, today=today)
        wanted |= {f"{code}__{name}": expression for name, expression in _facts(code, inside, today).items()}
    found = at_work.aggregate(**wanted)
    figures: dict[str, dict[str, Any]] = {}
    for name, value in found.items():
        code, _, fact = name.rpartition("__")
        if value is not None:
            figures.setdefault(code, {})[fact] = value
    for facts in figures.values():
        if owed := facts.pop("off", ZERO) + facts.pop("over", ZERO):
            facts["amount"] = owed
    return {code: QueueFigure(**facts) for code, facts in figures.items()}


def _facts(code: str, inside: Q, today: date) -> dict[str, Any]:
    facts: dict[str, Any] = {"count": Count("pk", filter=inside)}
    if code == "late":
        facts["first_promise"] = Min("promised_ship_date", filter=inside)
    elif code == "to_ship":
        facts["due"] = Count("pk", filter=inside & Q(promised_ship_date__lte=today))
        facts["first_promise"] = Min("promised_ship_date", filter=inside)
    elif code == "to_pay":
        facts["first_expiry"] = Min("reserved_until", filter=inside)
        facts["amount"] = Sum("total", filter=inside)
    elif code == "payment_problem":
        facts["amount"] = Sum("total", filter=inside)
    elif code == "to_refund":
        # Of an order that is off all that was kept is the customer's, of another what goes beyond its total.
        facts["off"] = Sum(F("captured_total") - _RETURNED, filter=inside & _OFF)
        facts["over"] = Sum(F("captured_total") - _RETURNED - F("total"), filter=inside & ~_OFF)
    elif code in ("partially_shipped", "to_approve"):
        facts["first_placed"] = Min("placed_at", filter=inside)
    return facts
