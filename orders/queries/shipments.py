"""One parcel, complete."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from backoffice.core import policy
from backoffice.core.actors import Actor
from orders.errors import UnknownShipment
from orders.models import Order, Shipment, ShipmentLine


@dataclass(frozen=True, slots=True)
class ShipmentPage:
    """
    ``lines`` are (sku, name, quantity); ``items_total + freight_total - discount_total = from_advance + to_receivable``.

    ``cost_total`` is None where the actor may not see costs.
    """

    number: str
    order_number: str
    customer_name: str
    channel_name: str
    status: str
    carrier: str
    tracking_code: str
    shipped_at: datetime
    delivered_at: datetime | None
    address: dict[str, str]
    items_total: Decimal
    freight_total: Decimal
    discount_total: Decimal
    from_advance: Decimal
    to_receivable: Decimal
    cost_total: Decimal | None
    lines: tuple[tuple[str, str, int], ...]

    @property
    def revenue(self) -> Decimal:
        return self.items_total + self.freight_total - self.discount_total


def get_shipment(*, number: str, actor: Actor) -> ShipmentPage:
    """
    The parcel with what is in it, in two statements.

    :raises UnknownShipment: it does not exist, or the actor may not know of its order
    """
    known = policy.visible(actor, Order.objects.all())
    parcel = Shipment.objects.filter(number=number, order__in=known).select_related("order__channel").first()
    if parcel is None:
        raise UnknownShipment(order="", shipment=number[:24])
    lines = ShipmentLine.objects.filter(shipment=parcel).order_by("order_line__position")
    return ShipmentPage(
        number=parcel.number,
        order_number=parcel.order.number,
        customer_name=parcel.order.customer_name,
        channel_name=parcel.order.channel.name,
        status=parcel.status,
        carrier=parcel.carrier,
        tracking_code=parcel.tracking_code,
        shipped_at=parcel.shipped_at,
        delivered_at=parcel.delivered_at,
        address=parcel.order.shipping_address,
        items_total=parcel.items_total,
        freight_total=parcel.freight_total,
        discount_total=parcel.discount_total,
        from_advance=parcel.from_advance,
        to_receivable=parcel.to_receivable,
        cost_total=parcel.cost_total if policy.may_see(actor, "order.margin") else None,
        lines=tuple(lines.values_list("order_line__sku", "order_line__name", "quantity")),
    )
