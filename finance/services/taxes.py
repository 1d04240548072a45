"""Say which tax on sales is paid, from when."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from finance.models import SalesTaxRate


@transaction.atomic
def ensure_tax_rate(*, name: str, rate: Decimal, valid_from: date, source: str, by: Actor, at: datetime) -> None:
    """
    Record the rate (percent of what is sold) unless one of this name is valid on that day already.

    :raises django.db.IntegrityError: a later rate of this name would overlap
    """
    covering = SalesTaxRate.objects.filter(name=name, valid_from__lte=valid_from)
    if covering.filter(valid_to=None).exists() or covering.filter(valid_to__gte=valid_from).exists():
        return
    created = SalesTaxRate.objects.create(name=name, rate=rate, valid_from=valid_from, source=source)
    after = {"name": name, "rate": rate, "valid_from": valid_from, "source": source}
    audit.record([audit.Trace(action="salestaxrate.added", subject=("salestaxrate", str(created.pk)), at=at, after=after)], by=by)
