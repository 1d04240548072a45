"""Place orders: the hot path."""

from collections.abc import Sequence
from datetime import datetime

from backoffice.core.actors import Actor
from orders.services.drafts import OrderDraft
from orders.services.results import PlacedOrder


def place_order(*, draft: OrderDraft, by: Actor, at: datetime) -> PlacedOrder:
    """Place one order; see ``place_orders``."""
    return place_orders(drafts=[draft], by=by, at=at)[0]


def place_orders(*, drafts: Sequence[OrderDraft], by: Actor, at: datetime) -> list[PlacedOrder]:
    raise NotImplementedError
