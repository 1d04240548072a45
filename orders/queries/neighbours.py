"""Where an order stands in a list of the board, and which orders come before and after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists.keyset import beyond, order
from orders.models import Order
from orders.queries.board import sort_of
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


def find_neighbours(*, number: str, actor: Actor, today: date, filters: Mapping[str, Any], sort: str = "") -> Neighbours:
    """
    The order's place among the rows that ``list_board`` would show for these filters and this sort, in six statements.

    An order that has left the list (just shipped from its queue) still has neighbours: the work goes on with the next.
    """
    by = sort_of(sort)
    orders = by.annotate(board_orders(BoardFilter(**filters), actor=actor, today=today))
    here = by.annotate(policy.visible(actor, Order.objects.filter(number=number))).values("pk", *(key.field for key in by.keys)).first()
    if here is None:
        return Neighbours()
    keys = by.values_of(here)
    earlier = orders.filter(beyond(by, keys, forward=False)).order_by(*order(by, forward=False))
    later = orders.filter(beyond(by, keys, forward=True)).order_by(*order(by, forward=True))
    before = earlier.order_by()[:MAX_COUNTED].count()
    total = orders.order_by()[: MAX_COUNTED + 1].count()
    is_countable = total <= MAX_COUNTED and orders.filter(pk=here["pk"]).exists()
    return Neighbours(
        position=before + 1 if is_countable else 0,
        total=total if is_countable else 0,
        previous=earlier.values_list("number", flat=True).first() or "",
        next=later.values_list("number", flat=True).first() or "",
    )
