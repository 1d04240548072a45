"""Deliver: parcels have arrived.  A fixed number of statements for any number of them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from backoffice.core import audit, bus
from backoffice.core.actors import Actor
from orders import locks, states
from orders.errors import UnknownShipment
from orders.models import Order, Shipment
from orders.services import facts
from orders.services.drafts import DeliveryDraft
from orders.services.order_facts import Units, facts_of, get_units, settle_statuses, write_orders
from orders.services.results import DeliveredOrder

_ARRIVE = """
UPDATE orders_shipment AS parcel SET status = 'delivered', delivered_at = arrived.at
FROM unnest(%s::bigint[], %s::timestamptz[]) AS arrived(id, at) WHERE parcel.id = arrived.id
"""


def deliver_order(*, draft: DeliveryDraft, by: Actor, at: datetime) -> DeliveredOrder:
    """Confirm the delivery of one order or parcel; see ``deliver_orders``."""
    return deliver_orders(drafts=[draft], by=by, at=at)[0]


@transaction.atomic
def deliver_orders(*, drafts: Sequence[DeliveryDraft], by: Actor, at: datetime) -> list[DeliveredOrder]:
    """
    Note that parcels have arrived: the named one, or all of the order that are on the way.

    :raises UnknownOrder: naming the numbers
    :raises UnknownShipment: the order has no such parcel on the way
    :raises TransitionRefused: nothing was shipped, or all of it has arrived already
    """
    if not drafts:
        return []
    orders = locks.lock_orders((draft.order_number for draft in drafts), by=by)
    ids = [order.pk for order in orders.values()]
    on_the_way: dict[int, list[Shipment]] = {order_id: [] for order_id in ids}
    for parcel in Shipment.objects.filter(order_id__in=ids, delivered_at=None).order_by("order_id", "position"):
        on_the_way[parcel.order_id].append(parcel)
    units = get_units(ids)
    arrivals: list[tuple[Order, list[Shipment]]] = []
    for draft in drafts:
        order = orders[draft.order_number]
        arrivals.append((order, _arrive(order, on_the_way[order.pk], units[order.pk], draft, at=at)))
    _write([parcel for _, parcels in arrivals for parcel in parcels])
    for order in orders.values():
        settle_statuses(order, units[order.pk])
    write_orders(list(orders.values()), at=at)
    audit.record([_trace(order, parcels, at) for order, parcels in arrivals], by=by)
    whole = [order for order in orders.values() if order.delivered_at is not None]
    bus.publish([facts.order_delivered(order, delivered_at=order.delivered_at or at) for order in whole])
    return [_result(order, parcels, at) for order, parcels in arrivals]


def _arrive(order: Order, on_the_way: list[Shipment], units: Units, draft: DeliveryDraft, *, at: datetime) -> list[Shipment]:
    """Mark the parcels of one draft; they are on the way no more for the drafts that follow."""
    states.require("deliver", facts_of(order, units))
    arrived = [parcel for parcel in on_the_way if draft.shipment in ("", parcel.number)]
    if not arrived:
        raise UnknownShipment(order=order.number, shipment=draft.shipment[:24])
    for parcel in arrived:
        on_the_way.remove(parcel)
        parcel.status = Shipment.Status.DELIVERED
        parcel.delivered_at = draft.delivered_at or at
    units.undelivered -= len(arrived)
    if not units.undelivered and units.shipped + units.cancelled == units.ordered:
        order.delivered_at = draft.delivered_at or at
    return arrived


def _write(parcels: Sequence[Shipment]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVE, [[parcel.pk for parcel in parcels], [parcel.delivered_at for parcel in parcels]])


def _trace(order: Order, parcels: Sequence[Shipment], at: datetime) -> audit.Trace:
    after = {"shipments": [parcel.number for parcel in parcels], "delivered_at": parcels[0].delivered_at}
    return audit.Trace(action="order.delivered", subject=("order", order.number), at=at, after=after)


def _result(order: Order, parcels: Sequence[Shipment], at: datetime) -> DeliveredOrder:
    return DeliveredOrder(
        order_number=order.number,
        shipments=tuple(parcel.number for parcel in parcels),
        delivered_at=parcels[0].delivered_at or at,
        status=order.status,
        fulfilment_status=order.fulfilment_status,
    )
