"""Facts of the stock area.  Values are Decimal in the company's currency, two places."""

from dataclasses import dataclass
from decimal import Decimal

from backoffice.events.base import Event


@dataclass(frozen=True, kw_only=True)
class StockReceived(Event):
    """Goods came in.  ``origin`` is purchase, opening or customer_return; ``value`` is what stock gained."""

    reference: str
    origin: str
    currency: str
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class StockDifferencesFound(Event):
    """A reconciliation ended with figures that disagree with their rows: corrections wait for another person's approval."""

    job_id: str
    requested_by_kind: str
    requested_by_id: int
    differences: int


@dataclass(frozen=True, kw_only=True)
class StockAdjusted(Event):
    """A count or a loss changed the stock's value by ``value`` (negative: less stock)."""

    reference: str
    reason: str
    currency: str
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class OpeningStockReversed(Event):
    """Opening stock that should not have come was taken back; ``value`` is what stock lost (positive)."""

    reference: str
    reason: str
    currency: str
    value: Decimal
