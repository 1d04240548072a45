"""What the ledger says about facts of other areas: the figures that their reports are held against."""

from datetime import date
from decimal import Decimal

from django.db.models import Max, Sum

from backoffice.core.money import ZERO
from finance.models import JournalEntry, JournalLine
from finance.posting import roles
from finance.posting.orders import SHIPMENT

# Which account holds which part of a shipment, and the sign that makes its usual side positive.
_SHIPMENT_PARTS = {
    "items": (roles.PRODUCT_SALES, -1),
    "freight": (roles.FREIGHT_CHARGED, -1),
    "discount": (roles.DISCOUNTS, 1),
    "cost": (roles.COST_OF_GOODS, 1),
}


def get_last_position() -> int:
    """The posting sequence of the last entry that this transaction sees; 0 for an empty ledger."""
    return JournalEntry.objects.aggregate(last=Max("pk"))["last"] or 0


def sum_shipments(*, date_from: date, date_to: date, channel: str = "") -> dict[str, Decimal]:
    """
    What the shipments of these days were booked at: items, freight, discount, cost (all positive, two places).

    By the day of the fact: a shipment whose month was closed already is booked later and still belongs to its day.
    """
    lines = JournalLine.objects.filter(entry__rule=SHIPMENT, account__code__in=[code for code, _sign in _SHIPMENT_PARTS.values()])
    by_day = lines.filter(entry__competence_date=None, posted_on__range=(date_from, date_to)) | lines.filter(
        entry__competence_date__range=(date_from, date_to)
    )
    found = by_day.filter(channel=channel) if channel else by_day
    sums = dict(found.values_list("account__code").annotate(amount=Sum("amount")).order_by())
    return {name: ZERO + sign * sums.get(code, ZERO) for name, (code, sign) in _SHIPMENT_PARTS.items()}


def get_stock_balance(*, until: date) -> Decimal:
    """What the stock account stood at at the end of a day, facts of closed months counted on their own day."""
    lines = JournalLine.objects.filter(account__code=roles.INVENTORY)
    known = lines.filter(entry__competence_date=None, posted_on__lte=until) | lines.filter(entry__competence_date__lte=until)
    return ZERO + (known.aggregate(total=Sum("amount"))["total"] or ZERO)
