"""Ship: a fixed number of statements for any number of parcels."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from backoffice.core import audit, bus
from backoffice.core.actors import Actor
from backoffice.core.codec import to_json
from backoffice.events.orders import OrderShipped
from inventory import services as inventory_services
from inventory.services import IssueRequest
from orders import locks
from orders.services import facts
from orders.services.drafts import ShipmentDraft
from orders.services.order_facts import get_units, lines_of, settle_statuses, write_orders
from orders.services.parcels import Parcel, pack
from orders.services.results import ShippedShipment

_INSERT = """
WITH parcel AS MATERIALIZED (
    SELECT nextval('orders_shipment_id_seq') AS id, p.*
    FROM jsonb_to_recordset(%s) AS p(
        order_id bigint, position int, number text, carrier text, tracking_code text, shipped_at timestamptz, items_total numeric,
        freight_total numeric, discount_total numeric, from_advance numeric, to_receivable numeric, cost_total numeric, lines jsonb
    )
), written AS (
    INSERT INTO orders_shipment (
        id, order_id, position, number, status, carrier, tracking_code, shipped_at, items_total, freight_total, discount_total,
        from_advance, to_receivable, cost_total
    )
    SELECT id, order_id, position, number, 'shipped', carrier, tracking_code, shipped_at, items_total, freight_total, discount_total,
        from_advance, to_receivable, cost_total
    FROM parcel
), lines AS (
    INSERT INTO orders_shipmentline (shipment_id, order_line_id, quantity)
    SELECT parcel.id, line.order_line_id, line.quantity
    FROM parcel, jsonb_to_recordset(parcel.lines) AS line(order_line_id bigint, quantity int)
    RETURNING order_line_id, quantity
)
UPDATE orders_orderline AS line SET shipped_quantity = line.shipped_quantity + shipped.quantity
FROM (SELECT order_line_id, sum(quantity)::int AS quantity FROM lines GROUP BY order_line_id) AS shipped
WHERE line.id = shipped.order_line_id
"""


def ship_order(*, draft: ShipmentDraft, by: Actor, at: datetime) -> ShippedShipment:
    """Ship one parcel; see ``ship_orders``."""
    return ship_orders(drafts=[draft], by=by, at=at)[0]


@transaction.atomic
def ship_orders(*, drafts: Sequence[ShipmentDraft], by: Actor, at: datetime) -> list[ShippedShipment]:
    """
    Let goods leave: stock is issued, revenue recognised, the customer's advance used up.  All parcels or none.

    :raises UnknownOrder: naming the numbers
    :raises TransitionRefused: the order is unpaid, off, or wholly shipped; says which
    :raises OverShipment: more than is open, naming SKU and open quantity
    :raises EmptyOrder: a parcel of nothing
    :raises WrongQuantity: a quantity outside 1 to 999,999
    :raises inventory.errors.ReservationMissing: stock and order disagree
    :raises inventory.errors.InsufficientStock: reserved on backorder, not there yet
    """
    if not drafts:
        return []
    orders = locks.lock_orders((draft.order_number for draft in drafts), by=by)
    ids = [order.pk for order in orders.values()]
    lines, units = lines_of(ids), get_units(ids)
    parcels = []
    for draft in drafts:
        order = orders[draft.order_number]
        parcels.append(pack(order, lines[order.pk], units[order.pk], draft, at=at))
    _issue(parcels, by=by, at=at)
    _write(parcels)
    for order in orders.values():
        settle_statuses(order, units[order.pk])
    write_orders(list(orders.values()), at=at)
    audit.record([_shipped_trace(parcel, at) for parcel in parcels], by=by)
    bus.publish([_fact(parcel) for parcel in parcels])
    return [_shipped(parcel) for parcel in parcels]


def _issue(parcels: Sequence[Parcel], *, by: Actor, at: datetime) -> None:
    """Take the goods from stock, all parcels in one call, and learn what they cost."""
    issues = [
        IssueRequest(
            reference=parcel.order.number,
            shipment=parcel.number,
            moved_at=parcel.shipped_at,
            items=parcel.stock_items(),
            places=parcel.places,
        )
        for parcel in parcels
    ]
    by_number = {parcel.number: parcel for parcel in parcels}
    for item in inventory_services.issue_reserved(issues=issues, by=by, at=at):
        by_number[item.shipment].cost_total += item.cost


def _write(parcels: Sequence[Parcel]) -> None:
    rows = [
        {
            "order_id": parcel.order.pk,
            "position": parcel.position,
            "number": parcel.number,
            "carrier": parcel.carrier,
            "tracking_code": parcel.tracking_code,
            "shipped_at": parcel.shipped_at,
            "items_total": parcel.items_total,
            "freight_total": parcel.freight_total,
            "discount_total": parcel.discount_total,
            "from_advance": parcel.split.settled,
            "to_receivable": parcel.split.beyond,
            "cost_total": parcel.cost_total,
            "lines": [{"order_line_id": line.pk, "quantity": quantity} for line, quantity in parcel.picked],
        }
        for parcel in parcels
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [to_json(rows).decode()])


def _shipped_trace(parcel: Parcel, at: datetime) -> audit.Trace:
    after = {
        "shipment": parcel.number,
        "carrier": parcel.carrier,
        "tracking_code": parcel.tracking_code,
        "shipped_at": parcel.shipped_at,
        "units": sum(quantity for _, quantity in parcel.picked),
        "lines": parcel.skus(),
    }
    return audit.Trace(action="order.shipped", subject=("order", parcel.order.number), at=at, after=after)


def _fact(parcel: Parcel) -> OrderShipped:
    return facts.order_shipped(
        parcel.order,
        shipment=parcel.number,
        shipped_at=parcel.shipped_at,
        items_total=parcel.items_total,
        freight_total=parcel.freight_total,
        discount_total=parcel.discount_total,
        cost_total=parcel.cost_total,
        split=parcel.split,
    )


def _shipped(parcel: Parcel) -> ShippedShipment:
    return ShippedShipment(
        order_number=parcel.order.number,
        number=parcel.number,
        carrier=parcel.carrier,
        tracking_code=parcel.tracking_code,
        shipped_at=parcel.shipped_at,
        lines=parcel.skus(),
        items_total=parcel.items_total,
        freight_total=parcel.freight_total,
        discount_total=parcel.discount_total,
        cost_total=parcel.cost_total,
        status=parcel.order.status,
        fulfilment_status=parcel.order.fulfilment_status,
    )
