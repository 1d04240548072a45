"""Which orders a tab, a search or a filter means: one place for the board, its counts and its neighbours."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from backoffice.core import policy
from backoffice.core.actors import Actor
from orders.models import Customer, Order, OrderLine
from orders.models.customer import Unaccent

# Shorter texts would match half of all customers.
MIN_NAME_LENGTH = 3
_DOCUMENT_LENGTHS = (11, 14)
# A name that more customers have than this is common.
MANY_CUSTOMERS = 1_000


# What counts as sold.
VALID = ("open", "completed")


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """
    What the board is narrowed to; ``tab`` is one of orders.queries.TABS, dates are the company's, amounts in its currency.

    Channel, payment and state take one value or several.  ``valid`` leaves out what was cancelled or expired: the rows
    behind a figure of what was sold.
    """

    tab: str = "all"
    search: str = ""
    channel: str | Sequence[str] = ""
    payment_status: str | Sequence[str] = ""
    ship_state: str | Sequence[str] = ""
    placed_from: date | None = None
    placed_to: date | None = None
    promised_from: date | None = None
    promised_to: date | None = None
    valid: str = ""
    total_min: Decimal | None = None
    total_max: Decimal | None = None

    def conditions(self) -> Q:
        """All but tab and search."""
        wanted: dict[str, object] = {
            **_one_or_several("channel__code", self.channel),
            **_one_or_several("payment_status", self.payment_status),
            **_one_or_several("ship_state", self.ship_state),
            "placed_at__gte": _midnight(self.placed_from) if self.placed_from else None,
            "placed_at__lt": _midnight(self.placed_to + timedelta(days=1)) if self.placed_to else None,
            "promised_ship_date__gte": self.promised_from,
            "promised_ship_date__lte": self.promised_to,
            "total__gte": self.total_min,
            "total__lte": self.total_max,
        }
        valid = Q(status__in=VALID) if self.valid else Q()
        return Q(**{lookup: value for lookup, value in wanted.items() if value is not None}) & valid


def _one_or_several(field: str, wanted: str | Sequence[str]) -> dict[str, object]:
    """One value is an equality, which an index answers in order; several are a choice."""
    values = [wanted] if isinstance(wanted, str) else list(wanted)
    if not any(values):
        return {}
    return {field: values[0]} if len(values) == 1 else {f"{field}__in": values}


def ready_to_ship() -> Q:
    """Goods are open, and paid for or sold on account."""
    kept = F("captured_total") - F("refunded_total") - F("charged_back_total")
    is_paid = Q(total__lte=kept) | Q(channel__ships_unpaid=True) | Q(payment_due_on__isnull=False)
    return Q(status="open", fulfilment_status__in=["unfulfilled", "partially_shipped"], unit_count__gt=0) & ~Q(approval="waiting") & is_paid


def to_refund() -> Q:
    """We hold money that is not ours: of an order that is off, or more than was asked for (a part of payment_problem)."""
    kept = F("captured_total") - F("refunded_total") - F("charged_back_total")
    is_off = Q(status__in=["cancelled", "expired"], captured_total__gt=F("refunded_total") + F("charged_back_total"))
    return Q(has_payment_problem=True) & (is_off | Q(status__in=["open", "completed"], total__lt=kept))


def tab_condition(tab: str, *, today: date) -> Q:
    """What the tab holds.  ``today`` is the company's date."""
    return {
        "open": Q(status="open"),
        "to_approve": Q(status="open", approval="waiting"),
        "to_pay": Q(
            status="open", fulfilment_status="unfulfilled", total__gt=F("captured_total"), channel__ships_unpaid=False, payment_due_on=None
        ),
        "to_ship": ready_to_ship(),
        "late": ready_to_ship() & Q(promised_ship_date__lt=today),
        "payment_problem": Q(has_payment_problem=True),
        "to_refund": to_refund(),
        "partially_shipped": Q(status="open", fulfilment_status="partially_shipped"),
        "shipped": Q(status="open", fulfilment_status="shipped"),
        "completed": Q(status="completed"),
        "cancelled": Q(status__in=["cancelled", "expired"]),
    }.get(tab, Q())


def board_orders(filters: BoardFilter, *, actor: Actor, today: date) -> "QuerySet[Order]":
    """The orders of a filter that the actor may know of, not yet sorted."""
    orders = policy.visible(actor, Order.objects.all()).filter(tab_condition(filters.tab, today=today), filters.conditions())
    text = filters.search.strip()[:80]
    return _found(orders, text) if text else orders


def _found(orders: "QuerySet[Order]", text: str) -> "QuerySet[Order]":
    """
    Orders by number, channel's number, SKU, document, e-mail or name.

    A name that few have is looked up first, each way through its own index, as a union: Postgres answers an OR over three
    tables by reading all of them.  For a name that very many have it is the other way round: the first rows of the list
    soon hold enough of them, and collecting all of them would take longest.
    """
    customers = customers_matching(text)
    everywhere = Order.objects.order_by()
    lines = OrderLine.objects.order_by().filter(sku__startswith=text.upper())
    # Says what the partial index says, so that Postgres may use it.
    by_external_id = Q(external_id__startswith=text) & ~Q(external_id="")
    if customers[: MANY_CUSTOMERS + 1].count() > MANY_CUSTOMERS:
        of_customer = Exists(customers.filter(pk=OuterRef("customer_id")))
        return orders.filter(Q(number=text) | by_external_id | Q(of_customer) | Q(pk__in=lines.values("order_id")))
    ways = [everywhere.filter(by_external_id), everywhere.filter(customer__in=customers)]
    union = (
        everywhere.filter(number=text)
        .values_list("pk", flat=True)
        .union(*(way.values_list("pk", flat=True) for way in ways), lines.values_list("order_id", flat=True))
    )
    return orders.filter(pk__in=union)


def customers_matching(text: str) -> "QuerySet[Customer]":
    """The customers with this document, e-mail address or part of a name; none for a text too short to mean one."""
    customers = Customer.objects.order_by().annotate(plain_name=Lower(Unaccent(F("name"))), plain_email=Lower("email"))
    if "@" in text:
        return customers.filter(plain_email=text.lower())
    document = "".join(char for char in text if char.isalnum()).upper()
    conditions = [Q(document=document)] if len(document) in _DOCUMENT_LENGTHS else []
    if len(text) >= MIN_NAME_LENGTH:
        conditions.append(Q(plain_name__contains=plain(text)))
    return customers.filter(reduce(or_, conditions)) if conditions else customers.none()


def plain(text: str) -> str:
    """Lower case without accents, as the customer index holds names."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).lower()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
