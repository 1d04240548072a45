"""Gather the facts that statuses follow from, and keep the statuses equal to them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from backoffice.core.codec import to_json
from orders import states
from orders.models import Order, OrderLine
from orders.states import OrderFacts

# Units and parcels of many orders in one statement; an order without lines or parcels has zeros.
_UNITS = """
SELECT asked.id, coalesce(line.ordered, 0), coalesce(line.shipped, 0), coalesce(line.cancelled, 0),
    coalesce(parcel.total, 0), coalesce(parcel.undelivered, 0)
FROM unnest(%s::bigint[]) AS asked(id)
LEFT JOIN LATERAL (
    SELECT sum(quantity)::int AS ordered, sum(shipped_quantity)::int AS shipped, sum(cancelled_quantity)::int AS cancelled
    FROM orders_orderline WHERE order_id = asked.id
) AS line ON true
LEFT JOIN LATERAL (
    SELECT count(*)::int AS total, (count(*) FILTER (WHERE delivered_at IS NULL))::int AS undelivered
    FROM orders_shipment WHERE order_id = asked.id
) AS parcel ON true
"""


@dataclass(slots=True)
class Units:
    """How far the goods of one order are; changed while a batch goes on."""

    ordered: int = 0
    shipped: int = 0
    cancelled: int = 0
    parcels: int = 0
    undelivered: int = 0


def get_units(order_ids: Iterable[int]) -> dict[int, Units]:
    """Units and parcels by order id, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_UNITS, [list(order_ids)])
        return {row[0]: Units(*row[1:]) for row in cursor.fetchall()}


def lines_of(order_ids: Collection[int]) -> dict[int, list[OrderLine]]:
    """The lines by order id, in their order, in one statement."""
    lines: dict[int, list[OrderLine]] = {order_id: [] for order_id in order_ids}
    for line in OrderLine.objects.filter(order_id__in=order_ids).order_by("order_id", "position"):
        lines[line.order_id].append(line)
    return lines


def facts_of(order: Order, units: Units) -> OrderFacts:
    """The order's facts; ``order.channel`` must be loaded."""
    return OrderFacts(
        number=order.number,
        total=order.total,
        authorized_total=order.authorized_total,
        voided_total=order.voided_total,
        captured_total=order.captured_total,
        refunded_total=order.refunded_total,
        charged_back_total=order.charged_back_total,
        ordered_units=units.ordered,
        shipped_units=units.shipped,
        cancelled_units=units.cancelled,
        undelivered_shipments=units.undelivered,
        channel_code=order.channel.code,
        channel_name=order.channel.name,
        ships_unpaid=order.channel.ships_unpaid or order.payment_due_on is not None,
        cancelled_at=order.cancelled_at,
        expired_at=order.expired_at,
        delivered_at=order.delivered_at,
        approval=order.approval,
        approval_reason=order.approval_reason,
        approval_limit=order.channel.approval_limit,
        placed_by_id=order.placed_by_id,
    )


def settle_statuses(order: Order, units: Units) -> None:
    """Recompute the three statuses from the facts; stop the program if an axis would move against its table."""
    facts = facts_of(order, units)
    after = (states.order_status(facts), states.payment_status(facts), states.fulfilment_status(facts))
    states.assert_moves((order.status, order.payment_status, order.fulfilment_status), after)
    order.status, order.payment_status, order.fulfilment_status = after


_WRITE = """
UPDATE orders_order AS o SET
    status = n.status, payment_status = n.payment_status, fulfilment_status = n.fulfilment_status,
    authorized_total = n.authorized_total, voided_total = n.voided_total, captured_total = n.captured_total,
    refunded_total = n.refunded_total, charged_back_total = n.charged_back_total, parked_count = n.parked_count,
    recognised_total = n.recognised_total, advance_total = n.advance_total, receivable_total = n.receivable_total,
    returned_revenue_total = n.returned_revenue_total, lost_total = n.lost_total, reserved_until = n.reserved_until,
    shipped_at = n.shipped_at, delivered_at = n.delivered_at, cancelled_at = n.cancelled_at, cancel_reason = n.cancel_reason,
    expired_at = n.expired_at, items_total = n.items_total, discount_total = n.discount_total, total = n.total,
    cancelled_total = n.cancelled_total, unit_count = n.unit_count, approval = n.approval,
    approval_decided_at = n.approval_decided_at, approval_decided_by = n.approval_decided_by, updated_at = %s, version = o.version + 1
FROM jsonb_to_recordset(%s) AS n(
    id bigint, status text, payment_status text, fulfilment_status text, authorized_total numeric, voided_total numeric,
    captured_total numeric, refunded_total numeric, charged_back_total numeric, parked_count int, recognised_total numeric,
    advance_total numeric, receivable_total numeric, returned_revenue_total numeric, lost_total numeric, reserved_until timestamptz,
    shipped_at timestamptz, delivered_at timestamptz, cancelled_at timestamptz, cancel_reason text, expired_at timestamptz,
    items_total numeric, discount_total numeric, total numeric, cancelled_total numeric, unit_count int, approval text,
    approval_decided_at timestamptz, approval_decided_by text
)
WHERE o.id = n.id
"""
_WRITTEN_FIELDS = (
    "id", "status", "payment_status", "fulfilment_status", "authorized_total", "voided_total", "captured_total", "refunded_total",
    "charged_back_total", "parked_count", "recognised_total", "advance_total", "receivable_total", "returned_revenue_total", "lost_total",
    "reserved_until", "shipped_at", "delivered_at", "cancelled_at", "cancel_reason", "expired_at",
    "items_total", "discount_total", "total", "cancelled_total", "unit_count", "approval", "approval_decided_at", "approval_decided_by",
)  # fmt: skip


def write_orders(orders: Sequence[Order], *, at: datetime) -> None:
    """Write what services change, of all these locked orders, in one statement; each gets a new version."""
    if not orders:
        return
    rows = [{name: getattr(order, name) for name in _WRITTEN_FIELDS} for order in orders]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [at, to_json(rows).decode()])
    for order in orders:
        order.version += 1
        order.updated_at = at
