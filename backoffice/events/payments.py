"""Facts about money that needs a person."""

from dataclasses import dataclass
from decimal import Decimal

from backoffice.events.base import Event


@dataclass(frozen=True, kw_only=True)
class MoneyToRefund(Event):
    """The company holds ``amount`` of a customer's that the order does not ask for: somebody has to give it back."""

    order_number: str
    channel: str
    currency: str
    amount: Decimal
