"""The dialogs of the acts: a question with the number, what will happen, the form, buttons named by the act."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.errors import BusinessError
from backoffice.core.templatetags import formats
from orders import services
from orders.queries import OrderDetail
from orders.services import Effect, ItemsCancellationDraft, ShipmentDraft
from orders.views.forms import ApproveForm, CancelForm, DeliverForm, OrderForm, PaymentForm, RefuseForm
from orders.views.goods_forms import CancelItemsForm, GoodsForm, ShipForm

_ICONS = {
    "release_units": "shelves",
    "issue_units": "shelves",
    "rest_stays": "shelves",
    "frees_for_shipping": "shelves",
    "void_authorization": "block",
    "parcels_arrive": "package_2",
    "nothing_left_to_ship": "package_2",
    "order_completes": "task_alt",
    "lower_total": "receipt_long",
    "recognise_revenue": "account_balance",
    "advance_stays": "account_balance",
    "use_advance": "account_balance",
    "become_receivable": "account_balance",
    "settle_receivable": "account_balance",
    "become_advance": "account_balance",
    "take_advance": "account_balance",
    "take_back_revenue": "account_balance",
    "become_loss": "account_balance",
    "fee_charged": "account_balance",
}
# Told below the form, where it belongs.
_NOTES = ("cannot_be_undone",)


def of(name: str, detail: OrderDetail, form: OrderForm, actor: Actor) -> dict[str, Any]:
    """The dialog of this act for its template."""
    url = reverse(f"order_{name}", args=[detail.summary.number])
    shared = {"form": form, "action": url, "id": f"rg-{name}", "effects": effects(name, detail, form, actor)}
    return shared | _MAKERS[name](detail, form)


def effects(name: str, detail: OrderDetail, form: Any, actor: Actor) -> list[dict[str, str]]:
    """What the act would do with what the form says now; empty where that makes no sense yet."""
    try:
        found = _PREVIEWS[name](detail, form, actor)
    except BusinessError:
        # The form says what is wrong, when it is sent; the dialog only stops promising.
        found = []
    return [{"icon": _ICONS.get(effect.code, "payments"), "text": effect.text} for effect in found if effect.code not in _NOTES]


def _preview_cancel(detail: OrderDetail, form: CancelForm, actor: Actor) -> list[Effect]:
    return services.preview_cancellation(order_number=detail.summary.number, actor=actor)


def _preview_refuse(detail: OrderDetail, form: RefuseForm, actor: Actor) -> list[Effect]:
    return services.preview_cancellation(order_number=detail.summary.number, actor=actor, act="refuse")


def _preview_approve(detail: OrderDetail, form: ApproveForm, actor: Actor) -> list[Effect]:
    return services.preview_approval(order_number=detail.summary.number, actor=actor)


def _preview_cancel_items(detail: OrderDetail, form: CancelItemsForm, actor: Actor) -> list[Effect]:
    picked = form.picked_so_far()
    draft = ItemsCancellationDraft(order_number=detail.summary.number, reason="", lines=picked)
    return services.preview_items_cancellation(draft=draft, actor=actor) if picked else []


def _preview_ship(detail: OrderDetail, form: GoodsForm, actor: Actor) -> list[Effect]:
    picked = form.picked_so_far()
    draft = ShipmentDraft(order_number=detail.summary.number, lines=picked)
    return services.preview_shipment(draft=draft, actor=actor, at=clock.now()) if picked else []


def _preview_deliver(detail: OrderDetail, form: DeliverForm, actor: Actor) -> list[Effect]:
    return services.preview_delivery(order_number=detail.summary.number, shipment=form.chosen_parcel(), actor=actor)


def _preview_payment(detail: OrderDetail, form: PaymentForm, actor: Actor) -> list[Effect]:
    event = form.preview_draft()
    return services.preview_payment(event=event, actor=actor, at=clock.now()) if event else []


_PREVIEWS: dict[str, Callable[[OrderDetail, Any, Actor], list[Effect]]] = {
    "approve": _preview_approve,
    "refuse": _preview_refuse,
    "cancel": _preview_cancel,
    "cancel_items": _preview_cancel_items,
    "ship": _preview_ship,
    "deliver": _preview_deliver,
    "record_payment": _preview_payment,
}


def _approve(detail: OrderDetail, form: ApproveForm) -> dict[str, Any]:
    told = {"number": detail.summary.number, "total": formats.brl(detail.summary.total)}
    return {
        "template": "orders/dialogs/consequences.html",
        "title": _("Approve order %(number)s, %(total)s?") % told,
        "safe_label": _("Decide later"),
        "act_label": _("Approve order"),
        "kind": "main",
    }


def _refuse(detail: OrderDetail, form: RefuseForm) -> dict[str, Any]:
    return {
        "template": "orders/dialogs/consequences.html",
        "title": _("Refuse and cancel order %(number)s?") % {"number": detail.summary.number},
        "note": _("This cannot be undone. To sell again, a new order is needed."),
        "safe_label": _("Decide later"),
        "act_label": _("Refuse and cancel"),
        "kind": "bad",
    }


def _cancel(detail: OrderDetail, form: CancelForm) -> dict[str, Any]:
    owed = detail.summary.captured_total - detail.summary.refunded_total - detail.summary.charged_back_total
    return {
        "template": "orders/dialogs/consequences.html",
        "title": _("Cancel order %(number)s?") % {"number": detail.summary.number},
        "note": _("This cannot be undone. To sell again, a new order is needed."),
        "safe_label": _("Keep order"),
        "act_label": _("Cancel and leave %(amount)s to refund") % {"amount": formats.brl(owed)} if owed > 0 else _("Cancel order"),
        "kind": "bad",
    }


def _cancel_items(detail: OrderDetail, form: CancelItemsForm) -> dict[str, Any]:
    return {
        "template": "orders/dialogs/goods.html",
        "title": _("Cancel items of order %(number)s?") % {"number": detail.summary.number},
        "intro": _("Type how many units of each item the customer no longer gets."),
        "columns": {"open": _("Not shipped"), "typed": _("To cancel")},
        "note": _("This cannot be undone. The freight stays as agreed."),
        "safe_label": _("Keep items"),
        "act_label": _("Cancel items"),
        "kind": "bad",
    }


def _ship(detail: OrderDetail, form: ShipForm) -> dict[str, Any]:
    return {
        "template": "orders/dialogs/ship.html",
        "title": _("Ship order %(number)s?") % {"number": detail.summary.number},
        "intro": _("What leaves in this parcel. Type less to ship the rest later."),
        "columns": {"open": _("To ship"), "typed": _("In this parcel")},
        "note": _("Once shipped, these items can no longer be cancelled: they would have to come back."),
        "safe_label": _("Do not ship yet"),
        "act_label": _("Ship"),
        "kind": "main",
    }


def _deliver(detail: OrderDetail, form: DeliverForm) -> dict[str, Any]:
    return {
        "template": "orders/dialogs/consequences.html",
        "title": _("Confirm the delivery of order %(number)s?") % {"number": detail.summary.number},
        "safe_label": _("Not delivered yet"),
        "act_label": _("Confirm delivery"),
        "kind": "main",
    }


def _record_payment(detail: OrderDetail, form: PaymentForm) -> dict[str, Any]:
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


_MAKERS: dict[str, Callable[[OrderDetail, Any], dict[str, Any]]] = {
    "approve": _approve,
    "refuse": _refuse,
    "cancel": _cancel,
    "cancel_items": _cancel_items,
    "ship": _ship,
    "deliver": _deliver,
    "record_payment": _record_payment,
}
