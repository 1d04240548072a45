"""Ship and deliver."""

from collections.abc import Sequence
from datetime import datetime

from backoffice.core.actors import Actor
from orders.services.drafts import DeliveryDraft, ShipmentDraft
from orders.services.results import DeliveredOrder, ShippedShipment


def ship_order(*, draft: ShipmentDraft, by: Actor, at: datetime) -> ShippedShipment:
    """Ship one parcel; see ``ship_orders``."""
    return ship_orders(drafts=[draft], by=by, at=at)[0]


def ship_orders(*, drafts: Sequence[ShipmentDraft], by: Actor, at: datetime) -> list[ShippedShipment]:
    raise NotImplementedError


def deliver_order(*, draft: DeliveryDraft, by: Actor, at: datetime) -> DeliveredOrder:
    """Confirm the delivery of one order or parcel; see ``deliver_orders``."""
    return deliver_orders(drafts=[draft], by=by, at=at)[0]


def deliver_orders(*, drafts: Sequence[DeliveryDraft], by: Actor, at: datetime) -> list[DeliveredOrder]:
    raise NotImplementedError
