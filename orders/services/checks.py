"""What a draft must satisfy before anything is read or locked."""

from decimal import Decimal

from backoffice.core.money import MINOR_UNITS
from orders.errors import WrongAmount, WrongQuantity

MAX_QUANTITY = 999_999
# What a numeric(14, 2) column holds.
MAX_AMOUNT = Decimal("999999999999.99")
_ZERO = Decimal(0)


def require_amount(amount: Decimal, *, field: str, currency: str = "BRL") -> None:
    """
    :raises WrongAmount: negative, not a number, above what a column holds, or finer than the currency's minor unit
    """
    if not isinstance(amount, Decimal) or not amount.is_finite() or not _ZERO <= amount <= MAX_AMOUNT:
        raise WrongAmount(field=field, amount=str(amount)[:40])
    exponent = amount.as_tuple().exponent
    places = MINOR_UNITS.get(currency, 2)
    if isinstance(exponent, int) and -exponent > places and amount != round(amount, places):
        raise WrongAmount(field=field, amount=str(amount)[:40])


def require_quantity(quantity: int, *, line: int, sku: str) -> None:
    """
    :raises WrongQuantity: not a whole number between 1 and 999,999
    """
    # A bool is an int in Python: True would pass for one unit.
    if type(quantity) is not int or not 1 <= quantity <= MAX_QUANTITY:
        raise WrongQuantity(line=line, sku=sku, quantity=str(quantity)[:40])
