"""
The moving average, exactly: pure arithmetic, no database.

Value is kept to the cent, per variant over the whole company.  An issue takes its share rounded half up and never more
than there is; the last piece takes all that is left.  So nothing is lost or invented by rounding: what went in equals
what went out plus what remains.
"""

from dataclasses import dataclass
from decimal import Decimal

from backoffice.core.money import ZERO, quantize_half_up

# Stock is valued in the company's currency.
STOCK_CURRENCY = "BRL"
COST_PLACES = 6


@dataclass(slots=True)
class Worth:
    """What ``quantity`` pieces are worth together; ``last_unit_cost`` survives an empty stock."""

    quantity: int
    value: Decimal
    last_unit_cost: Decimal

    def put_in(self, quantity: int, value: Decimal) -> None:
        """Add pieces worth ``value`` together."""
        self.quantity += quantity
        self.value += value
        self._remember()

    def take_out(self, quantity: int) -> Decimal:
        """
        Remove pieces and return their cost.

        :raises ValueError: more pieces than there are
        """
        if not 0 < quantity <= self.quantity:
            raise ValueError(f"{quantity} of {self.quantity}")
        self._remember()
        cost = self.value if quantity == self.quantity else quantize_half_up(self.value * quantity / self.quantity)
        self.quantity -= quantity
        self.value -= cost
        return cost

    def take_back(self, quantity: int, value: Decimal) -> None:
        """
        Undo a ``put_in`` of these very pieces: they go with the value they came with, not with the average.

        :raises ValueError: so much is not there, or a value would be left without a piece
        """
        if not 0 < quantity <= self.quantity or value > self.value or (quantity == self.quantity and value != self.value):
            raise ValueError(f"{quantity} worth {value} of {self.quantity} worth {self.value}")
        self.quantity -= quantity
        self.value -= value
        self._remember()

    def cost_of_found(self, quantity: int) -> Decimal:
        """What pieces found in a count are worth: the present average, or the last one if the books say none is there."""
        if self.quantity:
            return quantize_half_up(self.value * quantity / self.quantity)
        return quantize_half_up(self.last_unit_cost * quantity) if self.last_unit_cost else ZERO

    def _remember(self) -> None:
        if self.quantity:
            self.last_unit_cost = quantize_half_up(self.value / self.quantity, COST_PLACES)
