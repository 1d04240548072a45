"""What has a clock: promises of the next days, stock held for unpaid orders that is about to be given back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q

from backoffice.core import policy
from backoffice.core.actors import Actor
from orders.models import Order
from orders.queries.filters import ready_to_ship

EXPIRING_WITHIN = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class DueFigures:
    """
    Orders ready to ship whose promise is for ``today`` and ``tomorrow``; unpaid orders that lose their stock soon.

    ``first_expiry`` is the next moment at which one of them does, None if no order is waiting.
    """

    ship_today: int
    ship_tomorrow: int
    expiring: int
    first_expiry: datetime | None


def get_due(*, actor: Actor, at: datetime, today: date) -> DueFigures:
    """One query over the open orders.  ``today`` is the company's date at the moment ``at``."""
    is_held = Q(reserved_until__gt=at)
    figures = policy.visible(actor, Order.objects.filter(status="open")).aggregate(
        ship_today=Count("pk", filter=ready_to_ship() & Q(promised_ship_date=today)),
        ship_tomorrow=Count("pk", filter=ready_to_ship() & Q(promised_ship_date=today + timedelta(days=1))),
        expiring=Count("pk", filter=is_held & Q(reserved_until__lte=at + EXPIRING_WITHIN)),
        first_expiry=Min("reserved_until", filter=is_held),
    )
    return DueFigures(**figures)
