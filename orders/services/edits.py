"""
Change the small fields of an order or a customer that nothing was booked from.

The trail tells who changed which fields, but holds no address, note or name: it is kept for ever, a person's data are not.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry
from orders import locks, states
from orders.documents import kind_of, normalise_document
from orders.errors import CustomerTaken, EditConflict
from orders.merging import merge
from orders.models import Customer, Order
from orders.services.drafts import CustomerEdit, OrderEdit
from orders.services.order_facts import facts_of, get_units
from orders.services.results import Edited

ADDRESS = ("line1", "line2", "district", "city", "state", "postal_code")
# field -> the rule of orders.states that guards it
GUARDS = {"promised_ship_date": "promise", "internal_note": "note"} | dict.fromkeys(ADDRESS, "address")
EDITED = {"order": "order.edited", "customer": "customer.edited"}


@transaction.atomic
def edit_order(*, edit: OrderEdit, by: Actor, at: datetime) -> Edited:
    """
    Write what the person changed and nobody else did meanwhile.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    :raises TransitionRefused: the field may not change any more: the goods have left, the order is off
    :raises EditConflict: somebody changed the same field in the meantime; nothing is written
    """
    order = locks.lock_orders([edit.order_number], by=by)[edit.order_number]
    present = present_values(order)
    found = merge(base=edit.base, typed=edit.values, present=present)
    if found.changes or found.conflicts:
        facts = facts_of(order, get_units([order.pk])[order.pk])
        for name in [*found.changes, *found.conflicts]:
            states.require_edit(GUARDS[name], facts)
    _require_no_conflict(("order", order.number), found.conflicts, typed=edit.values, present=present)
    if not found.changes:
        return Edited((), order.version)
    columns: dict[str, Any] = {name: value for name, value in found.changes.items() if name not in ADDRESS}
    if parts := {name: value for name, value in found.changes.items() if name in ADDRESS}:
        address = {**order.shipping_address, **parts}
        columns |= {"shipping_address": address, "ship_city": address.get("city", ""), "ship_state": address.get("state", "")}
    Order.objects.filter(pk=order.pk).update(**columns, version=F("version") + 1, updated_at=at)
    _record("order", order.number, list(found.changes), by=by, at=at)
    return Edited(tuple(found.changes), order.version + 1)


@transaction.atomic
def edit_customer(*, edit: CustomerEdit, by: Actor, at: datetime) -> Edited:
    """
    Write what the person changed about a customer; orders keep their own snapshot.

    :raises UnknownCustomer: it does not exist, or the actor may not know of it
    :raises DocumentInvalid: neither a CPF nor a CNPJ
    :raises CustomerTaken: another customer has this document, or this e-mail address
    :raises EditConflict: somebody changed the same field in the meantime; nothing is written
    """
    customer = locks.lock_customer(edit.customer_id, by=by)
    typed = dict(edit.values)
    if "document" in typed:
        typed["document"] = normalise_document(typed["document"])
    present = {name: getattr(customer, name) for name in typed}
    found = merge(base=edit.base, typed=typed, present=present)
    _require_no_conflict(("customer", str(customer.pk)), found.conflicts, typed=typed, present=present)
    if not found.changes:
        return Edited((), 0)
    document = found.changes.get("document", customer.document)
    try:
        with transaction.atomic():
            Customer.objects.filter(pk=customer.pk).update(**found.changes, kind=kind_of(document))
    except IntegrityError as error:
        raise CustomerTaken(field="document" if "orders_customer_document" in str(error) else "email") from error
    _record("customer", str(customer.pk), list(found.changes), by=by, at=at)
    return Edited(tuple(found.changes), 0)


def present_values(order: Order) -> dict[str, str | date | None]:
    """Every field that may be edited, as it is now; what an address lacks is empty."""
    values: dict[str, str | date | None] = {name: order.shipping_address.get(name) or "" for name in ADDRESS}
    return values | {"promised_ship_date": order.promised_ship_date, "internal_note": order.internal_note}


def _require_no_conflict(
    subject: tuple[str, str], conflicts: Sequence[str], *, typed: Mapping[str, Any], present: Mapping[str, Any]
) -> None:
    if not conflicts:
        return
    told = []
    for name in conflicts:
        entry = _last_edit(subject, name)
        who, when = (entry.actor_name, entry.at) if entry else ("", None)
        told.append({"field": name, "yours": typed[name], "theirs": present[name], "who": who, "at": when})
    raise EditConflict(subject=subject[1], fields=told)


def _last_edit(subject: tuple[str, str], name: str) -> AuditEntry | None:
    entries = AuditEntry.objects.filter(subject_kind=subject[0], subject_key=subject[1], action=EDITED[subject[0]])
    return entries.filter(after__fields__contains=[name]).order_by("-id").first()


def _record(kind: str, key: str, names: list[str], *, by: Actor, at: datetime) -> None:
    audit.record([audit.Trace(action=EDITED[kind], subject=(kind, key), at=at, after={"fields": names})], by=by)
