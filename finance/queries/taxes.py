"""Tax rates as the posting rules need them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from finance.models import SalesTaxRate
from finance.posting.orders import TaxRate


def list_tax_rates(*, first_day: date, last_day: date) -> Sequence[TaxRate]:
    """Every tax on sales that is valid on some day between the two, by name."""
    rows = SalesTaxRate.objects.filter(Q(valid_to=None) | Q(valid_to__gte=first_day), valid_from__lte=last_day).order_by(
        "name", "valid_from"
    )
    return [TaxRate(*row) for row in rows.values_list("name", "rate", "valid_from", "valid_to")]
