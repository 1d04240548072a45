"""Call off some of an order's goods: those that have not left, or a part of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Max

from backoffice.core import audit, bus
from backoffice.core.actors import Actor
from inventory import services as inventory_services
from inventory.services import ReleaseRequest
from orders import locks, states
from orders.errors import CancelsEverything, OverCancellation
from orders.models import Order, OrderLine, Shipment
from orders.pricing import kept_discount
from orders.services import facts
from orders.services.drafts import ItemsCancellationDraft
from orders.services.order_facts import Units, facts_of, get_units, lines_of, settle_statuses, write_orders
from orders.services.parcels import Picked, pick, stock_items
from orders.services.results import CancelledItems

ZERO = Decimal("0.00")
MAX_REASON = 200

_WRITE = """
UPDATE orders_orderline AS line SET cancelled_quantity = line.cancelled_quantity + gone.quantity
FROM unnest(%s::bigint[], %s::int[]) AS gone(id, quantity) WHERE line.id = gone.id
"""


@dataclass(slots=True)
class Reduction:
    """What one order loses, decided, not yet written.  ``amount`` is by how much its total goes down."""

    order: Order
    reason: str
    picked: list[Picked]
    amount: Decimal

    def skus(self) -> tuple[tuple[str, int], ...]:
        return tuple((line.sku, quantity) for line, quantity in self.picked)


def cancel_order_items(*, draft: ItemsCancellationDraft, by: Actor, at: datetime) -> CancelledItems:
    """Call off items of one order; see ``cancel_items``."""
    return cancel_items(drafts=[draft], by=by, at=at)[0]


@transaction.atomic
def cancel_items(*, drafts: Sequence[ItemsCancellationDraft], by: Actor, at: datetime) -> list[CancelledItems]:
    """
    Call off goods that have not left: their stock is free again, the order's total goes down.

    Freight stays as agreed.  Money that is now too much is shown as to refund; nothing is posted, because goods that
    never left were never revenue, and the refund comes out of the customer's advance.

    :raises UnknownOrder: naming the numbers
    :raises TransitionRefused: the order is off, or nothing is left to call off
    :raises OverCancellation: more than is open, naming SKU and open quantity
    :raises CancelsEverything: nothing would be left of the order
    :raises EmptyOrder: no items
    :raises WrongQuantity: a quantity outside 1 to 999,999
    :raises inventory.errors.ReservationMissing: stock and order disagree
    """
    if not drafts:
        return []
    orders = locks.lock_orders((draft.order_number for draft in drafts), by=by)
    ids = [order.pk for order in orders.values()]
    lines, units = lines_of(ids), get_units(ids)
    reductions = []
    for draft in drafts:
        order = orders[draft.order_number]
        reductions.append(reduce(order, lines[order.pk], units[order.pk], draft))
    released = _release(reductions, by=by, at=at)
    _write(reductions)
    arrived = _note_arrival(list(orders.values()), units, at=at)
    for order in orders.values():
        settle_statuses(order, units[order.pk])
    write_orders(list(orders.values()), at=at)
    audit.record([_trace(each, at) for each in reductions], by=by)
    bus.publish(
        [facts.items_cancelled(each.order, at=at, reason=each.reason, amount=each.amount, lines=each.skus()) for each in reductions]
    )
    bus.publish([facts.order_delivered(order, delivered_at=order.delivered_at or at) for order in arrived])
    # Paid for and called off: somebody has to give it back.
    left = [facts.money_to_refund(order, occurred_at=at) for order in orders.values()]
    bus.publish([fact for fact in left if fact.amount])
    return [_result(each, units[each.order.pk], released) for each in reductions]


def reduce(order: Order, lines: Sequence[OrderLine], units: Units, draft: ItemsCancellationDraft) -> Reduction:
    """
    Take the draft's units off the order and settle what it is worth now; changes the passed rows, runs no statement.

    A line's discount goes with its units, on the running sum, so that what ships later adds up to the cent.

    :raises TransitionRefused: the order is off, or nothing is left to call off
    :raises OverCancellation: more than is open, naming SKU and open quantity
    :raises CancelsEverything: nothing would be left of the order
    """
    states.require("cancel_items", facts_of(order, units))
    picked = pick(order, lines, draft.lines, over=OverCancellation)
    gone = sum(quantity for _, quantity in picked)
    if gone == units.ordered - units.cancelled:
        raise CancelsEverything(order=order.number)
    for line, quantity in picked:
        line.cancelled_quantity += quantity
    units.cancelled += gone
    before = order.total
    order.items_total = sum((line.unit_price * _kept(line) for line in lines), ZERO)
    order.discount_total = sum((kept_discount(line.discount, line.quantity, _kept(line)) for line in lines), ZERO)
    order.total = order.items_total - order.discount_total + order.shipping_total
    order.cancelled_total += before - order.total
    order.unit_count -= gone
    return Reduction(order, draft.reason[:MAX_REASON], picked, before - order.total)


def _kept(line: OrderLine) -> int:
    return line.quantity - line.cancelled_quantity


def _release(reductions: Sequence[Reduction], *, by: Actor, at: datetime) -> dict[str, int]:
    """Pieces given back by order number."""
    requests = [ReleaseRequest(reference=each.order.number, items=stock_items(each.picked)) for each in reductions]
    pieces: dict[str, int] = {}
    for item in inventory_services.release_items(requests=requests, by=by, at=at):
        pieces[item.reference] = pieces.get(item.reference, 0) + item.quantity
    return pieces


def _write(reductions: Sequence[Reduction]) -> None:
    gone: dict[int, int] = {}
    for each in reductions:
        for line, quantity in each.picked:
            gone[line.pk] = gone.get(line.pk, 0) + quantity
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [list(gone), list(gone.values())])


def _note_arrival(orders: Sequence[Order], units: dict[int, Units], *, at: datetime) -> list[Order]:
    """Orders whose last parcel had arrived before the rest was called off are delivered: since that parcel."""
    arrived = [order for order in orders if _is_complete(units[order.pk]) and order.delivered_at is None]
    last = dict(
        Shipment.objects.filter(order_id__in=[order.pk for order in arrived])
        .order_by()
        .values_list("order_id")
        .annotate(last=Max("delivered_at"))
    )
    for order in arrived:
        order.delivered_at = last.get(order.pk) or at
    return arrived


def _is_complete(units: Units) -> bool:
    return units.shipped > 0 and not units.undelivered and units.shipped + units.cancelled == units.ordered


def _trace(reduction: Reduction, at: datetime) -> audit.Trace:
    order = reduction.order
    after = {
        "reason": reduction.reason,
        "lines": reduction.skus(),
        "units": sum(quantity for _, quantity in reduction.picked),
        "amount": reduction.amount,
        "total": order.total,
    }
    before = {"total": order.total + reduction.amount}
    return audit.Trace(action="order.items_cancelled", subject=("order", order.number), at=at, before=before, after=after)


def _result(reduction: Reduction, units: Units, released: dict[str, int]) -> CancelledItems:
    order = reduction.order
    return CancelledItems(
        order_number=order.number,
        status=order.status,
        payment_status=order.payment_status,
        fulfilment_status=order.fulfilment_status,
        lines=reduction.skus(),
        released_units=released.get(order.number, 0),
        amount=reduction.amount,
        total=order.total,
        to_refund=facts_of(order, units).to_refund,
        currency=order.currency,
        version=order.version,
    )
