"""Find orders, customers and parcels by what people have at hand: a number, a code, a name.  One query each."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Lower, Upper

from backoffice.core import policy
from backoffice.core.actors import Actor
from orders.models import Customer, Order, Shipment
from orders.models.customer import Unaccent
from orders.queries.filters import plain

# Of a name that thousands share, these many customers are looked at.
MAX_NAMESAKES = 50
# A shorter part of a name is looked for at its beginning only: an index of trigrams has nothing to go by.
MIN_PART = 3


@dataclass(frozen=True, slots=True)
class OrderHit:
    """``is_exact``: the text is this order's own number, or the channel's."""

    number: str
    external_id: str
    customer_name: str
    status: str
    placed_at: datetime
    total: Decimal
    is_exact: bool


@dataclass(frozen=True, slots=True)
class CustomerHit:
    """``document`` is empty where the actor may not read it; ``is_exact``: the text is its document or e-mail address."""

    id: int
    name: str
    email: str
    document: str
    is_exact: bool


@dataclass(frozen=True, slots=True)
class ShipmentHit:
    """One parcel by its number or its tracking code."""

    number: str
    carrier: str
    tracking_code: str
    shipped_at: datetime
    is_exact: bool


def search_order_hits(*, actor: Actor, text: str, limit: int) -> list[OrderHit]:
    """Orders by number, channel's number, or customer (name, e-mail, CPF or CNPJ), exact ones first, then the newest."""
    orders = Order.objects.order_by()
    by_number = orders.filter(number=text).values("pk")
    begins = Q(external_id__startswith=text) | Q(external_id__startswith=text.upper())
    by_external_id = orders.filter(begins).exclude(external_id="").values("pk")[:MAX_NAMESAKES]
    by_customer = orders.filter(customer__in=_customers(actor, text).values("pk")[:MAX_NAMESAKES]).values("pk")
    # A union instead of one OR: each part goes through its own index.
    found = policy.visible(actor, Order.objects.filter(pk__in=by_number.union(by_external_id, by_customer, all=True)))
    exact = Case(When(Q(number=text) | Q(external_id__in={text, text.upper()}), then=Value(0)), default=Value(1))
    rows = found.order_by(exact, "-placed_at", "-pk").values_list("number", "external_id", "customer_name", "status", "placed_at", "total")[
        :limit
    ]
    return [OrderHit(*row, is_exact=row[0] == text or (row[1] != "" and row[1] in (text, text.upper()))) for row in rows]


def search_customers(*, actor: Actor, text: str, limit: int) -> list[CustomerHit]:
    """Customers by name, e-mail, CPF or CNPJ; only who reads documents finds by them."""
    sees_document = policy.may_see(actor, "customer.document")
    is_exact = "@" in text or bool(_document(text))
    rows = policy.visible(actor, _customers(actor, text)).values_list("pk", "name", "email", "document")[:limit]
    return [CustomerHit(key, name, email, document if sees_document else "", is_exact) for key, name, email, document in rows]


def search_shipments(*, actor: Actor, text: str, limit: int) -> list[ShipmentHit]:
    """Parcels by number (10482-1) or tracking code, the newest first."""
    wanted = text.upper().replace(" ", "")
    shipments = Shipment.objects.order_by().annotate(code=Upper("tracking_code"))
    by_code = shipments.filter(code__startswith=wanted).exclude(tracking_code="").values("pk")
    by_number = Shipment.objects.order_by().filter(number=wanted).values("pk")
    visible = policy.visible(actor, Order.objects.order_by())
    found = Shipment.objects.filter(pk__in=by_code.union(by_number, all=True), order__in=visible).order_by("-shipped_at", "-pk")
    rows = found.values_list("number", "carrier", "tracking_code", "shipped_at")[:limit]
    return [ShipmentHit(*row, is_exact=wanted in (row[0].upper(), row[2].upper())) for row in rows]


def _customers(actor: Actor, text: str) -> "QuerySet[Customer]":
    customers = Customer.objects.order_by()
    if "@" in text:
        return customers.annotate(plain_email=Lower("email")).filter(plain_email=text.lower())
    if document := _document(text):
        # Finding by a document tells that it exists: only for those who read it.
        return customers.filter(document=document) if policy.may_see(actor, "customer.document") else customers.none()
    customers = customers.annotate(plain_name=Lower(Unaccent("name")))
    for part in plain(text).split()[:6]:
        customers = customers.filter(plain_name__contains=part) if len(part) >= MIN_PART else customers.filter(_begins(part))
    return customers


def _begins(part: str) -> Q:
    return Q(plain_name__startswith=part) | Q(plain_name__contains=f" {part}")


def _document(text: str) -> str:
    """The CPF or CNPJ that the text is, without punctuation; "" if it is none."""
    clean = "".join(char for char in text if char.isalnum()).upper()
    return clean if (len(clean) == 11 and clean.isdigit()) or (len(clean) == 14 and clean[12:].isdigit()) else ""
