"""The CHECK constraints that money columns and statuses share: the database is the last judge."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.validators import MinValueValidator
from django.db.models import CheckConstraint, DecimalField, Q

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Postgres holds NaN above every number, so an upper bound also refuses it.
MAX_AMOUNT = Decimal("999999999999.99")


def not_negative(*fields: str, name: str) -> CheckConstraint:
    """Amounts that are numbers, and not below zero."""
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__gte": 0, f"{field}__lte": MAX_AMOUNT})
    return CheckConstraint(condition=condition, name=name)


def one_of(field: str, values: list[str], *, name: str) -> CheckConstraint:
    """Only the words of this status."""
    return CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


def limit_amount(verbose_name: "str | _StrPromise", *, help_text: "str | _StrPromise") -> "DecimalField[Decimal | None, Decimal | None]":
    """An amount above which something needs a person; empty switches the rule off."""
    return DecimalField(
        verbose_name, max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)], help_text=help_text
    )
