"""
Money: a Decimal amount with its currency, never a float, never a tolerance.

One currency's amounts are kept to its minor unit (BRL: 2 places).  The one rounding rule is "half up, away
from zero", named at every division, and the one rounding place is the document line (docs/mechanisms/money.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

# ISO 4217 minor units of the currencies in use; any other currency is refused by name.
MINOR_UNITS = {"BRL": 2, "USD": 2, "EUR": 2, "JPY": 0}
ZERO = Decimal("0.00")
MAX_AMOUNT = Decimal("9999999999999.99")


def quantize_half_up(amount: Decimal, places: int = 2) -> Decimal:
    """Round to ``places`` decimals, halves away from zero: 1.005 -> 1.01, -1.005 -> -1.01."""
    return amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def allocate(amount: Decimal, weights: Sequence[Decimal | int], places: int = 2) -> list[Decimal]:
    """
    Split ``amount`` in proportion to ``weights`` so that the parts sum exactly to it (largest remainder).

    Ties give the extra unit to the earlier part: allocate(Decimal("100.00"), [1, 1, 1]) is
    [33.34, 33.33, 33.33].  All weights zero means equal parts.

    :raises ValueError: no weights, a negative weight, or an amount finer than ``places``
    """
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("weights must be non-negative and not empty")
    unit = Decimal(1).scaleb(-places)
    if amount != amount.quantize(unit):
        raise ValueError(f"{amount} has more than {places} decimals")
    total = sum(weights, Decimal(0)) or None
    shares = [Decimal(weight) / total if total else Decimal(1) / len(weights) for weight in weights]
    units = int(abs(amount) / unit)
    floors = [int(units * share) for share in shares]
    remainders = [units * share - floor for share, floor in zip(shares, floors, strict=True)]
    order = sorted(range(len(weights)), key=lambda index: (-remainders[index], index))
    for index in order[: units - sum(floors)]:
        floors[index] += 1
    sign = -1 if amount < 0 else 1
    parts = [sign * floor * unit for floor in floors]
    assert sum(parts, Decimal(0)) == amount, "the parts must equal the whole"
    return parts


@dataclass(frozen=True, order=False)
class Money:
    """
    An amount of one currency.  Adding two currencies raises; amounts finer than the minor unit are refused.

    :raises ValueError: unknown currency, NaN or infinite amount, more decimals than the currency has
    """

    amount: Decimal
    currency: str = "BRL"

    def __post_init__(self) -> None:
        if self.currency not in MINOR_UNITS:
            raise ValueError(f"unknown currency {self.currency!r}")
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise ValueError(f"not an amount of money: {self.amount!r}")
        if self.amount != quantize_half_up(self.amount, self.places):
            raise ValueError(f"{self.amount} has more decimals than {self.currency}")

    @property
    def places(self) -> int:
        return MINOR_UNITS[self.currency]

    def _require_same_currency(self, other: Self) -> None:
        if other.currency != self.currency:
            raise ValueError(f"cannot combine {self.currency} with {other.currency}")

    def __add__(self, other: Self) -> Self:
        self._require_same_currency(other)
        return type(self)(self.amount + other.amount, self.currency)

    def __sub__(self, other: Self) -> Self:
        self._require_same_currency(other)
        return type(self)(self.amount - other.amount, self.currency)

    def __neg__(self) -> Self:
        return type(self)(-self.amount, self.currency)

    def allocate(self, weights: Sequence[Decimal | int]) -> list[Self]:
        """Split in proportion to ``weights``; the parts sum exactly to the whole."""
        return [type(self)(part, self.currency) for part in allocate(self.amount, weights, self.places)]
