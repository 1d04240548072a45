"""Where an order stands in a list of the board, and which orders come before and after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from backoffice.core import policy
from backoffice.core.actors import Actor
from orders.models import Order
from orders.queries.filters import BoardFilter, board_orders

# A list that is longer has no position: "18,204 of 22,870" helps nobody, and counting it costs.
MAX_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Neighbours:
    """``position`` and ``total`` are 0 where the order is not (or no longer) in the list, or it is too long; numbers or empty."""

    position: int = 0
    total: int = 0
    previous: str = ""
    next: str = ""


def find_neighbours(*, number: str, actor: Actor, today: date, filters: Mapping[str, Any]) -> Neighbours:
    """
    The order's place among the rows that ``list_board`` would show for these filters, in six statements.

    An order that has left the list (just shipped from its queue) still has neighbours: the work goes on with the next.
    """
    orders = board_orders(BoardFilter(**filters), actor=actor, today=today)
    here = policy.visible(actor, Order.objects.filter(number=number)).values_list("placed_at", "pk").first()
    if here is None:
        return Neighbours()
    at, order_id = here
    newer = orders.filter(Q(placed_at__gt=at) | Q(placed_at=at, pk__gt=order_id), placed_at__gte=at)
    older = orders.filter(Q(placed_at__lt=at) | Q(placed_at=at, pk__lt=order_id), placed_at__lte=at)
    before = newer.order_by()[:MAX_COUNTED].count()
    total = orders.order_by()[: MAX_COUNTED + 1].count()
    is_countable = total <= MAX_COUNTED and orders.filter(pk=order_id).exists()
    return Neighbours(
        position=before + 1 if is_countable else 0,
        total=total if is_countable else 0,
        previous=newer.order_by("placed_at", "pk").values_list("number", flat=True).first() or "",
        next=older.order_by("-placed_at", "-pk").values_list("number", flat=True).first() or "",
    )
