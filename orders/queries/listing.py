"""Orders as the API answers them: two statements for any number of orders."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from backoffice.core import policy
from backoffice.core.actors import Actor
from orders.errors import UnknownOrder
from orders.models import Order, OrderLine
from orders.queries.rows import LineDetail, OrderList, OrderSummary

MAX_PAGE = 200


def get_order_summary(*, number: str, actor: Actor) -> OrderSummary:
    """
    One order with its lines.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    """
    order = find_order(number, actor)
    return summarise(order, lines_of([order.pk])[order.pk])


def list_orders(
    *,
    actor: Actor,
    external_id: str = "",
    status: str = "",
    updated_since: datetime | None = None,
    after: tuple[datetime, int] | None = None,
    limit: int = 50,
) -> OrderList:
    """Orders by last change, oldest first, so that a client that asks again misses nothing; ``after`` is the keyset."""
    rows = policy.visible(actor, Order.objects.select_related("channel"))
    if external_id:
        rows = rows.filter(external_id=external_id)
    if status:
        rows = rows.filter(status=status)
    if updated_since:
        rows = rows.filter(updated_at__gte=updated_since)
    if after:
        at, order_id = after
        rows = rows.filter(Q(updated_at__gt=at) | Q(updated_at=at, pk__gt=order_id), updated_at__gte=at)
    limit = max(1, min(limit, MAX_PAGE))
    found = list(rows.order_by("updated_at", "pk")[: limit + 1])
    page = found[:limit]
    lines = lines_of(order.pk for order in page)
    next_after = (page[-1].updated_at, page[-1].pk) if len(found) > limit else None
    return OrderList(rows=[summarise(order, lines[order.pk]) for order in page], next_after=next_after)


def find_numbers(*, actor: Actor, channel_code: str, external_ids: Sequence[str]) -> dict[str, str]:
    """Order numbers by the channel's own id, for those that exist."""
    rows = policy.visible(actor, Order.objects.filter(channel__code=channel_code, external_id__in=external_ids).exclude(external_id=""))
    return dict(rows.values_list("external_id", "number"))


def find_order(number: str, actor: Actor, *related: str) -> Order:
    """
    The row, with its channel and what else is named.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    """
    order: Order | None = policy.visible(actor, Order.objects.filter(number=number)).select_related("channel", *related).first()
    if order is None:
        raise UnknownOrder(orders=[number[:20]])
    return order


def lines_of(order_ids: Iterable[int]) -> dict[int, tuple[LineDetail, ...]]:
    """The lines by order id, in their order."""
    lines: dict[int, list[LineDetail]] = {order_id: [] for order_id in order_ids}
    for line in OrderLine.objects.filter(order_id__in=list(lines)).order_by("order_id", "position"):
        lines[line.order_id].append(
            LineDetail(
                position=line.position,
                variant_id=line.variant_id,
                sku=line.sku,
                name=line.name,
                is_kit=bool(line.parts),
                quantity=line.quantity,
                unit_price=line.unit_price,
                discount=line.discount,
                total=line.total,
                shipped_quantity=line.shipped_quantity,
                cancelled_quantity=line.cancelled_quantity,
            )
        )
    return {order_id: tuple(found) for order_id, found in lines.items()}


def summarise(order: Order, lines: tuple[LineDetail, ...]) -> OrderSummary:
    """The order as it is answered; ``order.channel`` must be loaded."""
    return OrderSummary(
        id=order.pk,
        number=order.number,
        external_id=order.external_id,
        channel=order.channel.code,
        status=order.status,
        payment_status=order.payment_status,
        fulfilment_status=order.fulfilment_status,
        currency=order.currency,
        items_total=order.items_total,
        discount_total=order.discount_total,
        shipping_total=order.shipping_total,
        total=order.total,
        authorized_total=order.authorized_total,
        captured_total=order.captured_total,
        refunded_total=order.refunded_total,
        charged_back_total=order.charged_back_total,
        customer_name=order.customer_name,
        placed_at=order.placed_at,
        reserved_until=order.reserved_until,
        promised_ship_date=order.promised_ship_date,
        shipped_at=order.shipped_at,
        delivered_at=order.delivered_at,
        cancelled_at=order.cancelled_at,
        cancel_reason=order.cancel_reason,
        updated_at=order.updated_at,
        version=order.version,
        approval=order.approval,
        cancelled_total=order.cancelled_total,
        payment_due_on=order.payment_due_on,
        lines=lines,
    )
