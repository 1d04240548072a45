"""Write the register of customers: any number of rows in a fixed number of statements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.codec import to_json
from orders import locks
from orders.documents import kind_of
from orders.models import Customer, Order

FIELDS = ("name", "email", "phone", "document")


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """``document`` normalised or empty; ``address`` with the keys of an order's address."""

    name: str
    document: str = ""
    email: str = ""
    phone: str = ""
    address: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CustomerChange:
    """New values by field name (FIELDS); ``address`` parts replace those of the same key."""

    customer_id: int
    values: Mapping[str, str] = field(default_factory=dict)
    address: Mapping[str, str] = field(default_factory=dict)


_INSERT = """
INSERT INTO orders_customer (kind, name, email, phone, document, address, created_at)
SELECT kind, name, email, phone, document, address, %s FROM jsonb_to_recordset(%s::jsonb)
    AS row(ordinal int, kind text, name text, email text, phone text, document text, address jsonb)
ORDER BY ordinal
RETURNING id
"""
_UPDATE = """
UPDATE orders_customer AS customer SET name = coalesce(row.name, customer.name), email = coalesce(row.email, customer.email),
    phone = coalesce(row.phone, customer.phone), address = customer.address || row.address
FROM jsonb_to_recordset(%s::jsonb) AS row(id bigint, name text, email text, phone text, address jsonb)
WHERE customer.id = row.id
"""


@transaction.atomic
def add_customers(*, customers: Sequence[NewCustomer], by: Actor, at: datetime) -> list[int]:
    """
    Register customers; return their ids in the same order.

    :raises django.db.IntegrityError: a document or e-mail address exists (somebody registered it in this very moment)
    """
    if not customers:
        return []
    rows = [
        {"ordinal": ordinal, "kind": kind_of(new.document), "name": new.name, "email": new.email, "phone": new.phone,
         "document": new.document, "address": dict(new.address)}
        for ordinal, new in enumerate(customers)
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [at, to_json(rows).decode()])
        ids = [row[0] for row in cursor.fetchall()]
    audit.record([audit.Trace(action="customer.added", subject=("customer", str(pk)), at=at) for pk in ids], by=by)
    return ids


@transaction.atomic
def change_customers(*, changes: Sequence[CustomerChange], by: Actor, at: datetime) -> None:
    """Write new values into customers; orders keep the snapshot they were placed with."""
    if not changes:
        return
    locks.lock_customers([change.customer_id for change in changes])
    rows = [{"id": change.customer_id, "address": dict(change.address)} | dict(change.values) for change in changes]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [to_json(rows).decode()])
    # The trail names the fields, not the personal data in them: it is never deleted.
    traces = [
        audit.Trace(
            action="customer.changed",
            subject=("customer", str(change.customer_id)),
            at=at,
            after={"fields": sorted([*change.values, *change.address])},
        )
        for change in changes
    ]
    audit.record(traces, by=by)


def find_customers_with_orders(*, customer_ids: Collection[int]) -> set[int]:
    """Those who have bought: they stay in the register."""
    bought = Exists(Order.objects.filter(customer_id=OuterRef("pk")))
    return set(Customer.objects.filter(bought, pk__in=customer_ids).values_list("pk", flat=True))


@transaction.atomic
def remove_customers(*, customer_ids: Collection[int], by: Actor, at: datetime) -> set[int]:
    """Delete the customers without orders; return the ids that went."""
    known = locks.lock_customers(customer_ids)
    gone = set(known) - find_customers_with_orders(customer_ids=known)
    Customer.objects.filter(pk__in=gone).delete()
    audit.record([audit.Trace(action="customer.deleted", subject=("customer", str(pk)), at=at) for pk in sorted(gone)], by=by)
    return gone
