"""What an entry of the trail says was there before and after, told in words: labels of fields, values as people write them."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DecimalField, Field
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from backoffice.core.audit_words import Word
from backoffice.core.models import AuditEntry
from backoffice.core.templatetags import formats

# Facts of the services that are no field of the record; what is one goes by its own label.
FACTS: dict[str, Word] = {
    "added": pgettext_lazy("fact", "Registered"),
    "amount": pgettext_lazy("fact", "Amount"),
    "applied": pgettext_lazy("fact", "Rows brought in"),
    "asked_by": pgettext_lazy("fact", "Asked by"),
    "approval": pgettext_lazy("fact", "Approval"),
    "approval_reason": pgettext_lazy("fact", "Why approval was needed"),
    "box": pgettext_lazy("fact", "Box"),
    "bytes": pgettext_lazy("fact", "Size in bytes"),
    "cancelled_at": pgettext_lazy("fact", "Cancelled at"),
    "carrier": pgettext_lazy("fact", "Carrier"),
    "channel": pgettext_lazy("fact", "Channel"),
    "choices": pgettext_lazy("fact", "Choices"),
    "columns": pgettext_lazy("fact", "Columns"),
    "cost": pgettext_lazy("fact", "Cost"),
    "count": pgettext_lazy("fact", "Count"),
    "currency": pgettext_lazy("fact", "Currency"),
    "day": pgettext_lazy("fact", "Day"),
    "delivered_at": pgettext_lazy("fact", "Delivered at"),
    "description": pgettext_lazy("fact", "Description"),
    "differences": pgettext_lazy("fact", "Differences"),
    "event_id": pgettext_lazy("fact", "Code of the payment"),
    "external_id": pgettext_lazy("fact", "Number at the channel"),
    "factors": pgettext_lazy("fact", "Second factors"),
    "fields": pgettext_lazy("fact", "Fields"),
    "figure": pgettext_lazy("fact", "Figure"),
    "file": pgettext_lazy("fact", "File"),
    "first": pgettext_lazy("fact", "First account"),
    "format": pgettext_lazy("fact", "Format"),
    "found": pgettext_lazy("fact", "Found at"),
    "from": pgettext_lazy("fact", "From"),
    "importer": pgettext_lazy("fact", "What was imported"),
    "installments": pgettext_lazy("fact", "Installments"),
    "ip": pgettext_lazy("fact", "Network address"),
    "is_parked": pgettext_lazy("fact", "Waits for its payment"),
    "is_shared": pgettext_lazy("fact", "Shared"),
    "kind": pgettext_lazy("fact", "Kind"),
    "lines": pgettext_lazy("fact", "Lines"),
    "list": pgettext_lazy("fact", "List"),
    "location": pgettext_lazy("fact", "Place"),
    "method": pgettext_lazy("fact", "Method"),
    "moves": pgettext_lazy("fact", "Moves"),
    "name": pgettext_lazy("fact", "Name"),
    "note": pgettext_lazy("fact", "Note"),
    "number": pgettext_lazy("fact", "Number"),
    "occurred_at": pgettext_lazy("fact", "Happened at"),
    "option": pgettext_lazy("fact", "Option"),
    "order": pgettext_lazy("fact", "Order"),
    "order_is_off": pgettext_lazy("fact", "Order was over already"),
    "orders": pgettext_lazy("fact", "Orders"),
    "origin": pgettext_lazy("fact", "Origin"),
    "owner": pgettext_lazy("fact", "Owner"),
    "parcels": pgettext_lazy("fact", "Parcels"),
    "pieces": pgettext_lazy("fact", "Pieces"),
    "place": pgettext_lazy("fact", "Place"),
    "placed_at": pgettext_lazy("fact", "Placed at"),
    "position": pgettext_lazy("fact", "Position of the ledger"),
    "price": pgettext_lazy("fact", "Price"),
    "price_list": pgettext_lazy("fact", "Price list"),
    "provider": pgettext_lazy("fact", "Provider"),
    "purpose": pgettext_lazy("fact", "Purpose"),
    "query": pgettext_lazy("fact", "Filter"),
    "reason": pgettext_lazy("fact", "Reason"),
    "reconciliation": pgettext_lazy("fact", "Reconciliation"),
    "refused": pgettext_lazy("fact", "Rows refused"),
    "released_units": pgettext_lazy("fact", "Units freed"),
    "reserved_until": pgettext_lazy("fact", "Reserved until"),
    "reopening": pgettext_lazy("fact", "Request"),
    "reversal": pgettext_lazy("fact", "Reversal"),
    "reverses": pgettext_lazy("fact", "Reverses"),
    "roles": pgettext_lazy("fact", "Roles"),
    "same": pgettext_lazy("fact", "Rows without change"),
    "sha256": pgettext_lazy("fact", "Hash of the content"),
    "shipment": pgettext_lazy("fact", "Parcel"),
    "shipments": pgettext_lazy("fact", "Parcels"),
    "shipped_at": pgettext_lazy("fact", "Shipped at"),
    "sku": pgettext_lazy("fact", "SKU"),
    "status": pgettext_lazy("fact", "Status"),
    "text": pgettext_lazy("fact", "Record"),
    "time": pgettext_lazy("fact", "Time"),
    "title": pgettext_lazy("fact", "Title"),
    "to": pgettext_lazy("fact", "To"),
    "to_refund": pgettext_lazy("fact", "To refund"),
    "total": pgettext_lazy("fact", "Total"),
    "tracking_code": pgettext_lazy("fact", "Tracking"),
    "units": pgettext_lazy("fact", "Units"),
    "value": pgettext_lazy("fact", "Value"),
    "variant_id": pgettext_lazy("fact", "Product variant"),
    "variants": pgettext_lazy("fact", "Product variants"),
    "version": pgettext_lazy("fact", "Version"),
    "wave": pgettext_lazy("fact", "Wave"),
    "weekdays": pgettext_lazy("fact", "Days of the week"),
    "weight_grams": pgettext_lazy("fact", "Weight in grams"),
    "why": pgettext_lazy("fact", "Why approval was needed"),
}
# Codes that services write where no field of the record knows their words.
CODES: dict[tuple[str, str], Word] = {
    ("why", "amount"): pgettext_lazy("fact", "amount above the limit"),
    ("why", "discount"): pgettext_lazy("fact", "discount above the limit"),
    ("why", "terms"): pgettext_lazy("fact", "sale on terms"),
    ("approval_reason", "amount"): pgettext_lazy("fact", "amount above the limit"),
    ("approval_reason", "discount"): pgettext_lazy("fact", "discount above the limit"),
    ("approval_reason", "terms"): pgettext_lazy("fact", "sale on terms"),
    ("reason", "missing"): pgettext_lazy("fact", "not at its place"),
    ("reason", "damaged"): pgettext_lazy("fact", "damaged"),
    ("origin", "opening"): pgettext_lazy("fact", "opening stock"),
    ("origin", "purchase"): pgettext_lazy("fact", "purchase"),
}
_MONEY = frozenset({"amount", "cost", "price", "to_refund", "total", "value"})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of an entry; ``before`` is "" where the entry tells of no earlier value."""

    label: str
    before: str
    after: str


def list_changes(entry: AuditEntry) -> list[Change]:
    """Every fact of the entry in its order; what nobody named keeps its code, because the trail hides nothing."""
    before, after = entry.before or {}, entry.after or {}
    return [_change(entry.subject_kind, name, before, after) for name in dict.fromkeys([*before, *after])]


def _change(kind: str, name: str, before: dict[str, Any], after: dict[str, Any]) -> Change:
    field = _field_of(kind, name)
    own = str(getattr(field, "verbose_name", ""))
    label = own[:1].upper() + own[1:] if own else str(FACTS.get(name, name))
    return Change(label, *(_words(name, source[name], field) if name in source else "" for source in (before, after)))


def _field_of(kind: str, name: str) -> Field | None:
    """The field of the record that a fact is, if it is one."""
    for model in apps.get_models():
        if model._meta.model_name == kind.replace("_", ""):
            try:
                found = model._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            return found if isinstance(found, Field) else None
    return None


def _words(name: str, value: Any, field: Field | None = None) -> str:
    if value is None or value == "":
        return pgettext("fact", "empty")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "; ".join(f"{FACTS.get(key, key)}: {_words(key, each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(_pair(each) if isinstance(each, list) else _words(name, each) for each in value) or pgettext("fact", "empty")
    labels = dict(field.flatchoices) if field is not None and field.choices else {}
    if value in labels:
        return str(labels[value])
    if (name, value) in CODES:
        return str(CODES[name, value])
    if isinstance(value, int):
        return formats.qty(value)
    try:
        return _text(str(value), is_money=name in _MONEY, is_decimal=isinstance(field, DecimalField))
    except (InvalidOperation, ValueError):
        # Not what its name promises: shown as it was kept.
        return str(value)


def _pair(parts: list[Any]) -> str:
    """["VEL-CE-01", 2]: two of that."""
    if len(parts) == 2 and isinstance(parts[1], int):
        return f"{formats.qty(parts[1])} × {parts[0]}"
    return " ".join(str(part) for part in parts)


def _text(text: str, *, is_money: bool, is_decimal: bool) -> str:
    if is_money:
        return formats.brl(Decimal(text))
    if is_decimal:
        return formats.qty(Decimal(text))
    if _MOMENT.match(text):
        return formats.long_when(datetime.fromisoformat(text))
    return formats.day_month_year(date.fromisoformat(text)) if _DAY.fullmatch(text) else text
