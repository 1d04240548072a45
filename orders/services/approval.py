"""Let goods go that had to wait for a person's approval.  Refusing is a cancellation (services.cancellation)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from backoffice.core import audit, bus
from backoffice.core.actors import Actor
from orders import locks, states
from orders.models import Approval, Order
from orders.services import facts
from orders.services.cancellation import MAX_NAME
from orders.services.drafts import ApprovalDraft
from orders.services.order_facts import facts_of, get_units, write_orders
from orders.services.results import ApprovedOrder

MAX_NOTE = 200


@transaction.atomic
def approve_orders(*, drafts: Sequence[ApprovalDraft], by: Actor, at: datetime) -> list[ApprovedOrder]:
    """
    Agree to ship these orders; whether they are paid is another question.

    :raises UnknownOrder: naming the numbers
    :raises TransitionRefused: it waits for no approval, this person typed it in, or the total is above the channel's
        approval limit and this person may not approve any amount
    """
    if not drafts:
        return []
    orders = locks.lock_orders((draft.order_number for draft in drafts), by=by)
    units = get_units(order.pk for order in orders.values())
    for draft in drafts:
        order = orders[draft.order_number]
        states.require("approve", facts_of(order, units[order.pk]), by)
        order.approval, order.approval_decided_at, order.approval_decided_by = Approval.APPROVED, at, by.name[:MAX_NAME]
    write_orders(list(orders.values()), at=at)
    audit.record([_trace(orders[draft.order_number], draft, at) for draft in drafts], by=by)
    bus.publish([facts.order_approved(order, at=at) for order in orders.values()])
    return [ApprovedOrder(order.number, order.approval_decided_by, at, order.total) for order in orders.values()]


def _trace(order: Order, draft: ApprovalDraft, at: datetime) -> audit.Trace:
    after = {"total": order.total, "why": order.approval_reason, "note": draft.note[:MAX_NOTE]}
    return audit.Trace(action="order.approved", subject=("order", order.number), at=at, before={"approval": "waiting"}, after=after)
