"""Cancel orders that have not shipped."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from backoffice.core import audit, bus, policy
from backoffice.core.actors import Actor
from inventory import services as inventory_services
from inventory.queries import get_pending_items
from orders import facts, locks, states
from orders.error_texts import EFFECT_TEXTS
from orders.errors import UnknownOrder
from orders.models import Order, OrderLine
from orders.services.drafts import CancellationDraft
from orders.services.order_facts import Units, facts_of, get_units, settle_statuses, write_orders
from orders.services.results import CancelledOrder, Effect

MAX_REASON = 200


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
    if not drafts:
        return []
    orders = locks.lock_orders((draft.order_number for draft in drafts), by=by)
    units = get_units(order.pk for order in orders.values())
    for draft in drafts:
        order = orders[draft.order_number]
        states.require("cancel", facts_of(order, units[order.pk]))
        order.cancelled_at = draft.cancelled_at or at
        order.cancel_reason = draft.reason[:MAX_REASON]
    released = call_off(list(orders.values()), units, by=by, at=at, expired=False)
    results = [_result(orders[draft.order_number], units[orders[draft.order_number].pk], released, at) for draft in drafts]
    audit.record([_trace(result, orders[result.order_number], at) for result in results], by=by)
    bus.publish([facts.order_cancelled(order, cancelled_at=order.cancelled_at or at) for order in orders.values()])
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


def preview_cancellation(*, order_number: str, actor: Actor) -> list[Effect]:
    """
    What cancelling would do now, in this order: the consequence dialog's list.  Changes nothing.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    :raises TransitionRefused: it cannot be cancelled, and why
    """
    order = policy.visible(actor, Order.objects.filter(number=order_number)).select_related("channel").first()
    if order is None:
        raise UnknownOrder(orders=[order_number[:20]])
    present = facts_of(order, get_units([order.pk])[order.pk])
    states.require("cancel", present)
    pending = get_pending_items(references=[order.number]).get(order.number, ())
    pieces = sum(quantity for _, quantity in pending)
    effects: list[tuple[str, dict[str, object]]] = []
    if pieces:
        effects.append(("release_units", {"units": pieces, "warehouse": order.channel.warehouse.name}))
    to_return = present.captured_total - present.refunded_total - present.charged_back_total
    if to_return > 0:
        effects.append(("refund_due", {"amount": to_return, "currency": order.currency}))
    held = present.authorized_total - present.voided_total - present.captured_total
    if held > 0:
        effects.append(("void_authorization", {"amount": held, "currency": order.currency}))
    effects.append(("cannot_be_undone", {}))
    return [Effect(code, data, EFFECT_TEXTS[code](data)) for code, data in effects]


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
    return audit.Trace(action="order.cancelled", subject=("order", order.number), at=at, before={"status": "open"}, after=after)
