"""Cancel orders that have not shipped."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from backoffice.core import audit, bus
from backoffice.core.actors import Actor
from inventory import services as inventory_services
from orders import locks, states
from orders.models import Approval, Order, OrderLine
from orders.services import facts
from orders.services.drafts import CancellationDraft
from orders.services.order_facts import Units, facts_of, get_units, settle_statuses, write_orders
from orders.services.results import CancelledOrder

MAX_REASON = 200
MAX_NAME = 150


def cancel_order(*, draft: CancellationDraft, by: Actor, at: datetime) -> CancelledOrder:
    """Cancel one order; see ``cancel_orders``."""
    return cancel_orders(drafts=[draft], by=by, at=at)[0]


@transaction.atomic
def cancel_orders(*, drafts: Sequence[CancellationDraft], by: Actor, at: datetime) -> list[CancelledOrder]:
    """
    Call the orders off and give back all of their stock.

    Money that was captured stays visible as to be refunded: only the provider's own refund event makes it go.

    :raises UnknownOrder: naming the numbers
    :raises TransitionRefused: goods have left, or the order is off already
    """
    return _cancel(drafts, "cancel", by=by, at=at)


@transaction.atomic
def refuse_orders(*, drafts: Sequence[CancellationDraft], by: Actor, at: datetime) -> list[CancelledOrder]:
    """
    Refuse to approve the orders: they are cancelled, with the reason.

    :raises UnknownOrder: naming the numbers
    :raises TransitionRefused: it waits for no approval, or the total is above what this person may decide
    """
    return _cancel(drafts, "refuse", by=by, at=at)


def _cancel(drafts: Sequence[CancellationDraft], act: str, *, by: Actor, at: datetime) -> list[CancelledOrder]:
    """Both ways of calling orders off: the act names the guards, and a refusal is remembered as one."""
    if not drafts:
        return []
    orders = locks.lock_orders((draft.order_number for draft in drafts), by=by)
    units = get_units(order.pk for order in orders.values())
    for draft in drafts:
        order = orders[draft.order_number]
        states.require(act, facts_of(order, units[order.pk]), by)
        order.cancelled_at = draft.cancelled_at or at
        order.cancel_reason = draft.reason[:MAX_REASON]
        if act == "refuse":
            order.approval, order.approval_decided_at, order.approval_decided_by = Approval.REFUSED, at, by.name[:MAX_NAME]
    released = call_off(list(orders.values()), units, by=by, at=at, expired=False)
    results = [_result(orders[draft.order_number], units[orders[draft.order_number].pk], released, at) for draft in drafts]
    audit.record([_trace(result, orders[result.order_number], at) for result in results], by=by)
    bus.publish([facts.order_cancelled(order, cancelled_at=order.cancelled_at or at) for order in orders.values()])
    left = [facts.money_to_refund(order, occurred_at=order.cancelled_at or at) for order in orders.values()]
    bus.publish([fact for fact in left if fact.amount])
    return results


def call_off(orders: Sequence[Order], units: dict[int, Units], *, by: Actor, at: datetime, expired: bool) -> dict[str, int]:
    """Give back the stock of orders that were just marked as off and write them; pieces released by order number."""
    pieces: dict[str, int] = {}
    for item in inventory_services.release(references=[order.number for order in orders], by=by, at=at, expired=expired):
        pieces[item.reference] = pieces.get(item.reference, 0) + item.quantity
    OrderLine.objects.filter(order_id__in=[order.pk for order in orders]).update(cancelled_quantity=F("quantity") - F("shipped_quantity"))
    for order in orders:
        units[order.pk].cancelled = units[order.pk].ordered - units[order.pk].shipped
        settle_statuses(order, units[order.pk])
    write_orders(orders, at=at)
    return pieces


def _result(order: Order, units: Units, released: dict[str, int], at: datetime) -> CancelledOrder:
    return CancelledOrder(
        order_number=order.number,
        status=order.status,
        payment_status=order.payment_status,
        fulfilment_status=order.fulfilment_status,
        cancelled_at=order.cancelled_at or at,
        released_units=released.get(order.number, 0),
        to_refund=facts_of(order, units).to_refund,
        currency=order.currency,
    )


def _trace(result: CancelledOrder, order: Order, at: datetime) -> audit.Trace:
    after = {
        "reason": order.cancel_reason,
        "released_units": result.released_units,
        "to_refund": result.to_refund,
        "cancelled_at": result.cancelled_at,
    }
    action = "order.approval_refused" if order.approval == Approval.REFUSED else "order.cancelled"
    return audit.Trace(action=action, subject=("order", order.number), at=at, before={"status": "open"}, after=after)
