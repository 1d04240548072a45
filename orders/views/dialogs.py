"""The dialogs of the acts: a question with the number, what will happen, the form, buttons named by the act."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.actors import Actor
from backoffice.core.money import ZERO
from backoffice.core.templatetags import formats
from orders import services
from orders.queries import OrderDetail
from orders.views.forms import CancelForm, DeliverForm, OrderForm, PaymentForm, ShipForm

_EFFECT_ICONS = {"release_units": "shelves", "refund_due": "payments", "void_authorization": "block", "notify_customer": "mail"}


def of(name: str, detail: OrderDetail, form: OrderForm, actor: Actor) -> dict[str, Any]:
    """The dialog of this act for its template."""
    makers = {"cancel": _cancel, "ship": _ship, "deliver": _deliver, "record_payment": _record_payment}
    return {"form": form, "action": reverse(f"order_{name}", args=[detail.summary.number]), "id": f"rg-{name}"} | makers[name](
        detail, form, actor
    )


def _cancel(detail: OrderDetail, form: CancelForm, actor: Actor) -> dict[str, Any]:
    number = detail.summary.number
    effects = services.preview_cancellation(order_number=number, actor=actor)
    return {
        "template": "orders/dialogs/consequences.html",
        "title": _("Cancel order %(number)s?") % {"number": number},
        "effects": [
            {"icon": _EFFECT_ICONS.get(effect.code, "chevron_right"), "text": effect.text}
            for effect in effects
            if effect.code != "cannot_be_undone"
        ],
        "note": _("This cannot be undone. To sell again, a new order is needed."),
        "safe_label": _("Keep order"),
        "act_label": _("Cancel order"),
        "kind": "bad",
    }


def _ship(detail: OrderDetail, form: ShipForm, actor: Actor) -> dict[str, Any]:
    number = detail.summary.number
    return {
        "template": "orders/dialogs/ship.html",
        "title": _("Ship order %(number)s?") % {"number": number},
        "note": _("Stock goes down, the sale is booked as revenue. Once shipped, the order can no longer be cancelled."),
        "safe_label": _("Do not ship yet"),
        "act_label": _("Ship"),
        "kind": "main",
    }


def _deliver(detail: OrderDetail, form: DeliverForm, actor: Actor) -> dict[str, Any]:
    waiting = [each for each in detail.shipments if each.delivered_at is None]
    parcels = ngettext("%(n)s parcel is on the way", "%(n)s parcels are on the way", len(waiting)) % {"n": formats.qty(len(waiting))}
    effects = [{"icon": "package_2", "text": f"{parcels}: {', '.join(each.number for each in waiting)}"}]
    if detail.to_pay == ZERO and not any(line.open_quantity for line in detail.summary.lines):
        effects.append({"icon": "task_alt", "text": _("The order is paid and complete: it leaves the open ones")})
    return {
        "template": "orders/dialogs/consequences.html",
        "title": _("Confirm the delivery of order %(number)s?") % {"number": detail.summary.number},
        "intro": _("Say when it arrived:"),
        "effects": effects,
        "safe_label": _("Not delivered yet"),
        "act_label": _("Confirm delivery"),
        "kind": "main",
    }


def _record_payment(detail: OrderDetail, form: PaymentForm, actor: Actor) -> dict[str, Any]:
    if detail.to_refund:
        intro = _("%(amount)s are to be given back to the customer.") % {"amount": formats.brl(detail.to_refund)}
    elif detail.to_pay:
        intro = _("%(amount)s are still to be paid.") % {"amount": formats.brl(detail.to_pay)}
    else:
        intro = _("The order is fully paid.")
    return {
        "template": "orders/dialogs/payment.html",
        "title": _("Record a payment of order %(number)s") % {"number": detail.summary.number},
        "intro": intro,
        "note": _("The entry goes to the journal at once. A mistake is corrected by another record, never deleted."),
        "safe_label": _("Record nothing"),
        "act_label": _("Record payment"),
        "kind": "main",
    }
