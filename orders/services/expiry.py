"""Let unpaid orders expire, together with the stock they hold."""

from datetime import datetime

from django.db import transaction

from backoffice.core import audit, bus
from backoffice.core.actors import Actor
from orders import locks
from orders.services import facts
from orders.services.cancellation import call_off
from orders.services.order_facts import get_units
from orders.services.results import ExpiredOrder


@transaction.atomic
def expire_unpaid(*, at: datetime, by: Actor, limit: int = 500) -> list[ExpiredOrder]:
    """
    Expire up to ``limit`` open orders whose time ran out before money was captured or authorized; return them.

    Who locks the order first wins: an order that a capture holds is left alone, and a capture that comes later finds
    an expired order, keeps the money and shows it as to be refunded.
    """
    orders = locks.lock_expired(at=at, limit=limit)
    if not orders:
        return []
    units = get_units(order.pk for order in orders)
    for order in orders:
        order.expired_at = at
    released = call_off(orders, units, by=by, at=at, expired=True)
    results = [ExpiredOrder(order.number, released.get(order.number, 0)) for order in orders]
    traces = [
        audit.Trace(action="order.expired", subject=("order", result.order_number), at=at, after={"released_units": result.released_units})
        for result in results
    ]
    audit.record(traces, by=by)
    bus.publish([facts.order_expired(order, at=at) for order in orders])
    return results
