"""One customer, complete: who it is, what was bought, what is open.  Finding customers to sell to."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, Sum, When
from django.db.models.functions import Greatest, Lower

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.money import ZERO
from backoffice.core.templatetags import formats
from orders.errors import UnknownCustomer
from orders.models import Customer, Order
from orders.models.customer import PhoneTail, Unaccent
from orders.queries import headlines
from orders.queries.filters import plain

SHOWN_ORDERS = 50
MIN_TEXT = 3
_DOCUMENT_LENGTHS = (11, 14)
# The digits of a telephone that are compared (models.customer.PhoneTail).
_TAIL = 8


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """
    ``document`` is complete or masked, as the actor may see it.  The sums count orders that are not off; ``to_pay`` and
    ``to_refund`` are what the customer and the company still owe, over all orders.
    """

    id: int
    kind: str
    name: str
    email: str
    phone: str
    document: str
    document_is_masked: bool
    address: dict[str, str]
    created_at: datetime
    order_count: int
    open_count: int
    off_count: int
    bought_total: Decimal
    to_pay: Decimal
    to_refund: Decimal
    returned_total: Decimal
    first_order_at: datetime | None
    last_order_at: datetime | None


@dataclass(frozen=True, slots=True)
class CustomerOrder:
    number: str
    placed_at: datetime
    channel_name: str
    headline: str
    fulfilment_status: str
    payment_status: str
    unit_count: int
    total: Decimal


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    id: int
    name: str
    document: str
    email: str
    phone: str
    address: dict[str, str]
    order_count: int


def get_customer(*, customer_id: int, actor: Actor) -> CustomerPage:
    """
    The customer with the sums of the orders that the actor may know of, in two statements.

    :raises UnknownCustomer: it does not exist, or the actor may not know of it
    """
    customer: Customer | None = policy.visible(actor, Customer.objects.filter(pk=customer_id)).first()
    if customer is None:
        raise UnknownCustomer(customer=customer_id)
    valid = Q(status__in=["open", "completed"])
    kept = F("captured_total") - F("refunded_total") - F("charged_back_total")
    owed = Case(When(valid, then=kept - F("total")), default=kept)
    sums = policy.visible(actor, Order.objects.filter(customer=customer)).aggregate(
        count=Count("pk"),
        open=Count("pk", filter=Q(status="open")),
        off=Count("pk", filter=~valid),
        bought=Sum("total", filter=valid),
        to_pay=Sum(Greatest(F("total") - F("captured_total"), ZERO), filter=valid),
        to_refund=Sum(Greatest(owed, ZERO)),
        returned=Sum("refunded_total"),
        first=Min("placed_at"),
        last=Max("placed_at"),
    )
    is_open = policy.may_see(actor, "customer.document")
    return CustomerPage(
        id=customer.pk,
        kind=customer.kind,
        name=customer.name,
        email=customer.email,
        phone=customer.phone,
        document=customer.document if is_open else formats.masked_document(customer.document),
        document_is_masked=not is_open,
        address=customer.address,
        created_at=customer.created_at,
        order_count=sums["count"],
        open_count=sums["open"],
        off_count=sums["off"],
        bought_total=sums["bought"] or ZERO,
        to_pay=sums["to_pay"] or ZERO,
        to_refund=sums["to_refund"] or ZERO,
        returned_total=sums["returned"] or ZERO,
        first_order_at=sums["first"],
        last_order_at=sums["last"],
    )


def list_customer_orders(*, customer_id: int, actor: Actor, today: date, limit: int = SHOWN_ORDERS) -> list[CustomerOrder]:
    """The customer's orders, newest first, in one statement."""
    orders = policy.visible(actor, Order.objects.filter(customer_id=customer_id)).select_related("channel")
    return [_row(order, today) for order in orders.order_by("-placed_at", "-pk")[:limit]]


def _row(order: Order, today: date) -> CustomerOrder:
    ready = headlines.is_ready(
        total=order.total,
        captured=order.captured_total,
        returned=order.refunded_total + order.charged_back_total,
        ships_unpaid=order.channel.ships_unpaid or order.payment_due_on is not None,
        units=order.unit_count,
        approval=order.approval,
    )
    late = headlines.is_late(
        status=order.status,
        fulfilment_status=order.fulfilment_status,
        is_ready=ready,
        promised_ship_date=order.promised_ship_date,
        today=today,
    )
    headline = headlines.headline(
        status=order.status,
        fulfilment_status=order.fulfilment_status,
        has_problem=order.has_payment_problem,
        late=late,
        ready=ready,
        approval=order.approval,
    )
    return CustomerOrder(
        number=order.number,
        placed_at=order.placed_at,
        channel_name=order.channel.name,
        headline=headline,
        fulfilment_status=order.fulfilment_status,
        payment_status=order.payment_status,
        unit_count=order.unit_count,
        total=order.total,
    )


def find_customers(*, text: str, actor: Actor, limit: int = 8) -> list[FoundCustomer]:
    """
    Customers by name, CPF or CNPJ, e-mail or telephone, the latest first; nothing for fewer than three characters.

    Documents are complete only for those who may see them.
    """
    text = text.strip()[:80]
    if len(text) < MIN_TEXT:
        return []
    keys = _matching(text).order_by("-pk").values_list("pk", flat=True)[:limit]
    rows = policy.visible(actor, Customer.objects.filter(pk__in=list(keys))).annotate(order_count=Count("orders")).order_by("-pk")
    is_open = policy.may_see(actor, "customer.document")
    return [
        FoundCustomer(
            id=row.pk,
            name=row.name,
            document=row.document if is_open else formats.masked_document(row.document),
            email=row.email,
            phone=row.phone,
            address=row.address,
            order_count=row.order_count,
        )
        for row in rows
    ]


def find_customer(*, customer_id: int, actor: Actor) -> FoundCustomer:
    """
    One customer as ``find_customers`` gives it.

    :raises UnknownCustomer: it does not exist, or the actor may not know of it
    """
    found = get_customer(customer_id=customer_id, actor=actor)
    return FoundCustomer(found.id, found.name, found.document, found.email, found.phone, found.address, found.order_count)


def _matching(text: str) -> "QuerySet[Customer]":
    """By what the text looks like: an e-mail address, a document, a telephone, else a name."""
    customers = Customer.objects.order_by()
    if "@" in text:
        return customers.annotate(plain_email=Lower("email")).filter(plain_email=text.lower())
    code = "".join(char for char in text if char.isalnum()).upper()
    digits = "".join(char for char in text if char.isdigit())
    if not any(char.isalpha() for char in text) or (len(code) == max(_DOCUMENT_LENGTHS) and digits):
        found = customers.filter(document=code) if len(code) in _DOCUMENT_LENGTHS else customers.none()
        by_phone = customers.annotate(tail=PhoneTail(F("phone"))).filter(tail=digits[-_TAIL:]) if len(digits) >= _TAIL else customers.none()
        return customers.filter(Q(pk__in=found.values("pk")) | Q(pk__in=by_phone.values("pk")))
    return customers.annotate(plain_name=Lower(Unaccent(F("name")))).filter(plain_name__contains=plain(text))
