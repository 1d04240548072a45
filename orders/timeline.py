"""
Words for the story of an order: action code and facts in, a phrase out that continues the actor's name
("Renata Moura" + "cancelled the order").
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from backoffice.core.templatetags import formats
from orders import states
from orders.picking_timeline import PICKING_TELLINGS
from orders.words import APPROVALS, FIELD_NAMES

Data = dict[str, Any]
Words = Callable[[Data], str]


def _joined(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part)


def _units(data: Data, key: str = "units") -> str:
    count = int(data.get(key) or 0)
    return ngettext("%(count)d unit", "%(count)d units", count) % {"count": count} if count else ""


def _amount(data: Data, key: str) -> str:
    """Amounts lie in the trail as text: JSON knows no Decimal."""
    value = Decimal(str(data.get(key) or "0"))
    return formats.brl(value) if value else ""


def _moment(data: Data, key: str) -> str:
    value = data.get(key)
    return formats.short_datetime(datetime.fromisoformat(value)) if value else ""


def _placed(data: Data) -> str:
    reserved = _("reserved until %(when)s") % {"when": _moment(data, "reserved_until")} if data.get("reserved_until") else ""
    approval = str(APPROVALS.get(str(data.get("approval_reason", "")), ""))
    waits = _("waits for approval: %(why)s") % {"why": approval} if approval else ""
    return _joined(data.get("external_id"), _amount(data, "total"), _units(data), reserved, waits)


def _payment(data: Data) -> str:
    count = int(data.get("installments") or 1)
    parts = ngettext("%(count)d instalment", "%(count)d instalments", count) % {"count": count} if count > 1 else ""
    notes = [_("waits for the event it belongs to")] if data.get("is_parked") else []
    if data.get("order_is_off"):
        notes.append(_("the order is not valid any more: refund it"))
    return _joined(data.get("event_id"), _amount(data, "amount"), parts, *notes)


def _cancelled(data: Data) -> str:
    released = _("%(units)s released") % {"units": _units(data, "released_units")} if data.get("released_units") else ""
    refund = _("%(amount)s to refund") % {"amount": _amount(data, "to_refund")} if _amount(data, "to_refund") else ""
    return _joined(data.get("reason"), released, refund)


def _items_cancelled(data: Data) -> str:
    lines = _joined(*(f"{quantity} × {sku}" for sku, quantity in data.get("lines", [])))
    return _joined(data.get("reason"), lines, _("%(amount)s less") % {"amount": _amount(data, "amount")} if _amount(data, "amount") else "")


def _why(data: Data) -> str:
    return str(APPROVALS.get(str(data.get("why", "")), ""))


def _edited(data: Data) -> str:
    """The names of what was changed; the values stand in the audit trail."""
    return _joined(*(FIELD_NAMES.get(name, name) for name in data.get("fields", [])))


def _act(data: Data) -> str:
    act = states.ACTS.get(str(data.get("act")))
    return str(act.label).lower() if act else str(data.get("act", ""))


# action: icon, phrase, detail
TELLINGS: dict[str, tuple[str, Words, Words]] = {
    "order.placed": ("storefront", lambda d: _("placed the order"), _placed),
    "order.shipped": (
        "package_2",
        lambda d: _("shipped the parcel %(number)s") % {"number": d.get("shipment", "")},
        lambda d: _joined(_units(d), d.get("carrier"), d.get("tracking_code")),
    ),
    **PICKING_TELLINGS,
    "order.delivered": (
        "task_alt",
        lambda d: _("confirmed the delivery"),
        lambda d: _joined(*d.get("shipments", [])),
    ),
    "order.cancelled": ("do_not_disturb_on", lambda d: _("cancelled the order"), _cancelled),
    "order.items_cancelled": ("playlist_remove", lambda d: pgettext("timeline", "cancelled items"), _items_cancelled),
    "order.approved": ("verified_user", lambda d: _("approved the order"), lambda d: _joined(d.get("note"), _why(d))),
    "order.approval_refused": ("block", lambda d: _("refused to approve the order"), _cancelled),
    "customer.added": ("person_add", lambda d: _("added the customer"), lambda d: ""),
    "customer.changed": ("edit", lambda d: _("changed the customer's data"), lambda d: ""),
    "customer.deleted": ("person_remove", lambda d: _("removed the customer"), lambda d: ""),
    "customer.edited": ("edit", lambda d: _("changed the customer's data"), _edited),
    "person.forgotten": ("person_off", lambda d: _("anonymised the person"), lambda d: ""),
    "order.edited": ("edit", lambda d: _("changed the order"), _edited),
    "order.expired": (
        "timer_off",
        lambda d: _("let the unpaid order expire"),
        lambda d: _("%(units)s released") % {"units": _units(d, "released_units")} if d.get("released_units") else "",
    ),
    "order.confirmation_sent": ("mail", lambda d: _("sent the confirmation by e-mail"), lambda d: ""),
    "order.imported": ("history", lambda d: _("brought the order's history"), lambda d: _joined(d.get("source"), d.get("status"))),
    "order.act_refused": (
        "error",
        lambda d: _("tried and was refused: %(act)s") % {"act": _act(d)},
        lambda d: str(d.get("text", "")),
    ),
    "payment.authorized": ("credit_card", lambda d: _("reported an authorized payment"), _payment),
    "payment.captured": ("payments", lambda d: _("reported a captured payment"), _payment),
    "payment.refunded": ("currency_exchange", lambda d: _("reported a refund"), _payment),
    "payment.voided": ("credit_card_off", lambda d: _("reported a voided authorization"), _payment),
    "payment.chargeback": ("gavel", lambda d: _("reported a chargeback"), _payment),
}


# Which of the facts says when the thing itself happened: the trail's own moment is when we were told.
MOMENTS = {
    "order.placed": "placed_at",
    "order.shipped": "shipped_at",
    "order.delivered": "delivered_at",
    "order.cancelled": "cancelled_at",
    "order.approval_refused": "cancelled_at",
    "payment.authorized": "occurred_at",
    "payment.captured": "occurred_at",
    "payment.refunded": "occurred_at",
    "payment.voided": "occurred_at",
    "payment.chargeback": "occurred_at",
}
# Told within this time is told at once: nothing to explain.
AT_ONCE = timedelta(minutes=15)


def lateness_of(action: str, data: Data, told_at: datetime) -> str:
    """When it had happened, if we were told later: history that is imported, a provider that was slow."""
    value = data.get(MOMENTS.get(action, ""))
    if not value or told_at - datetime.fromisoformat(value) <= AT_ONCE:
        return ""
    return _("on %(when)s") % {"when": _moment(data, MOMENTS[action])}


def icon_of(action: str) -> str:
    """A Material Symbol."""
    return TELLINGS[action][0] if action in TELLINGS else "settings"


def text_of(action: str, data: Data) -> str:
    """What was done; an action without words of its own stays as it is written."""
    return TELLINGS[action][1](data) if action in TELLINGS else action


def detail_of(action: str, data: Data) -> str:
    """With which numbers."""
    return TELLINGS[action][2](data) if action in TELLINGS else ""
