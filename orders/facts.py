"""Build the area's events: every amount and split already decided, so that nobody has to look back."""

from collections.abc import Iterable

from backoffice.events.orders import OrderPlaced
from orders.services.results import PlacedOrder


def orders_placed(placed: Iterable[PlacedOrder], emails: Iterable[str], names: Iterable[str]) -> list[OrderPlaced]:
    return [
        OrderPlaced(
            occurred_at=order.placed_at,
            order_number=order.number,
            channel=order.channel,
            currency=order.currency,
            total=order.total,
            customer_name=name,
            customer_email=email,
        )
        for order, email, name in zip(placed, emails, names, strict=True)
    ]
