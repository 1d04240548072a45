"""Customers as a list shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists import Key, Reader, Sort, keyset
from backoffice.core.money import ZERO
from backoffice.core.templatetags import formats
from orders.models import Customer, Order
from orders.models.customer import Unaccent
from orders.queries.filters import VALID, customers_matching

_FIELDS = ("id", "kind", "name", "email", "phone", "document", "city", "state", "created_at")
_NAME = (Key("plain_name", keyset.word, Lower(Unaccent(F("name")))), Key("id"))
SORTS: tuple[Sort, ...] = (
    Sort(name="-since", label=_("Newest first"), keys=(Key("id"),)),
    Sort(name="since", label=_("Oldest first"), keys=(Key("id"),)),
    Sort(name="name", label=pgettext_lazy("customers", "By name"), keys=_NAME),
    Sort(name="-name", label=pgettext_lazy("customers", "By name, last first"), keys=_NAME),
)


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """``document`` is complete or masked, as the actor may see it; the sums count orders that are not off."""

    id: int
    kind: str
    name: str
    email: str
    phone: str
    document: str
    city: str
    state: str
    created_at: datetime
    order_count: int
    bought_total: Decimal
    last_order_at: datetime | None


def read_customers(
    *,
    actor: Actor,
    search: str = "",
    kind: str = "",
    states: Sequence[str] = (),
    since_from: date | None = None,
    since_to: date | None = None,
) -> Reader[CustomerRow]:
    """The customers of a filter; ``search`` matches name, CPF or CNPJ, e-mail.  A page is two statements."""
    customers = policy.visible(actor, customers_matching(search) if search.strip() else Customer.objects.all())
    if kind:
        customers = customers.filter(kind=kind)
    if states:
        customers = customers.filter(address__state__in=list(states))
    if since_from:
        customers = customers.filter(created_at__gte=_midnight(since_from))
    if since_to:
        customers = customers.filter(created_at__lt=_midnight(since_to + timedelta(days=1)))
    customers = customers.annotate(city=KT("address__city"), state=KT("address__state"))
    return Reader(rows=customers, fields=_FIELDS, make=lambda found: _rows(found, actor))


def _rows(found: Sequence[Mapping[str, Any]], actor: Actor) -> list[CustomerRow]:
    orders = policy.visible(actor, Order.objects.filter(customer_id__in=[row["id"] for row in found], status__in=VALID))
    sums = {
        row["customer_id"]: row
        for row in orders.order_by().values("customer_id").annotate(count=Count("pk"), bought=Sum("total"), last=Max("placed_at"))
    }
    write = formats.cpf_cnpj if policy.may_see(actor, "customer.document") else formats.masked_document
    return [_row(row, sums.get(row["id"], {}), write(row["document"])) for row in found]


def _row(row: Mapping[str, Any], sums: Mapping[str, Any], document: str) -> CustomerRow:
    return CustomerRow(
        id=row["id"],
        kind=row["kind"],
        name=row["name"],
        email=row["email"],
        phone=row["phone"],
        document=document,
        city=row["city"] or "",
        state=row["state"] or "",
        created_at=row["created_at"],
        order_count=sums.get("count", 0),
        bought_total=sums.get("bought", ZERO),
        last_order_at=sums.get("last"),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
