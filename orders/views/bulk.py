"""What can be done to many orders of the board at once; each act goes through the same services as on the order's page."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.bulk import REFUSED, SKIPPED, BulkAction, Preview, Verdict, counted, each
from backoffice.core.bulk.actions import Params
from backoffice.core.error_texts import text_of
from backoffice.core.forms import PlainTextField
from backoffice.core.templatetags import formats
from orders import services
from orders.errors import UnknownOrder
from orders.queries.outlook import Outlook, get_outlook
from orders.services import ApprovalDraft, CancellationDraft, DeliveryDraft
from orders.states import Reason
from orders.views.warehouse.bulk import WAREHOUSE_ACTIONS

# The order is as the act would leave it: no refusal, but nothing to do either.
ALREADY = {"cancel": ("is_cancelled",), "deliver": ("all_delivered",), "approve": ("needs_no_approval", "approval_decided")}


class BulkCancelForm(forms.Form):
    """One reason for all of them; it stands in each order's story."""

    reason = PlainTextField(
        label=gettext_lazy("Reason"), max_length=200, error_messages={"required": gettext_lazy("Say why the orders are cancelled.")}
    )


def _run(act: str, batch: Callable[[Sequence[str]], Any], numbers: Sequence[str], by: Actor) -> list[Verdict]:
    """Rows that the state already refuses get their reason without a try; the others go in one batch."""
    outlook = get_outlook(act=act, numbers=numbers, actor=by)
    told = [_verdict(act, number, reason) for number, reason in outlook.stays]
    return told + each([facts.number for facts in outlook.goes], batch)


def _verdict(act: str, number: str, reason: Reason | None) -> Verdict:
    if reason is None:
        return Verdict.refusal(number, UnknownOrder(orders=[number]))
    return Verdict(number, SKIPPED if reason.code in ALREADY.get(act, ()) else REFUSED, reason.code, reason.text)


def _cancel(numbers: Sequence[str], params: Params, by: Actor, at: datetime) -> list[Verdict]:
    def batch(chosen: Sequence[str]) -> None:
        services.cancel_orders(drafts=[CancellationDraft(number, params["reason"]) for number in chosen], by=by, at=at)

    return _run("cancel", batch, numbers, by)


def _deliver(numbers: Sequence[str], params: Params, by: Actor, at: datetime) -> list[Verdict]:
    def batch(chosen: Sequence[str]) -> None:
        services.deliver_orders(drafts=[DeliveryDraft(number) for number in chosen], by=by, at=at)

    return _run("deliver", batch, numbers, by)


def _approve(numbers: Sequence[str], params: Params, by: Actor, at: datetime) -> list[Verdict]:
    def batch(chosen: Sequence[str]) -> None:
        services.approve_orders(drafts=[ApprovalDraft(number) for number in chosen], by=by, at=at)

    return _run("approve", batch, numbers, by)


def _preview(act: str, effects: Callable[[Outlook], list[dict[str, str]]]) -> Callable[[Sequence[str], Actor], Preview]:
    def look(numbers: Sequence[str], actor: Actor) -> Preview:
        outlook = get_outlook(act=act, numbers=numbers, actor=actor)
        reasons = Counter(_short(reason, number) for number, reason in outlook.stays)
        return Preview(len(outlook.goes), effects(outlook), reasons.most_common())

    return look


def _short(reason: Reason | None, number: str) -> str:
    """The reason without what differs from order to order, so that equal ones can be counted."""
    if reason is None:
        return text_of(UnknownOrder(orders=[number]))
    return str(SHORT_REASONS.get(reason.code) or reason.text)


SHORT_REASONS = {
    "is_cancelled": gettext_lazy("cancelled already"),
    "is_expired": gettext_lazy("expired"),
    "already_shipped": gettext_lazy("goods have left"),
    "nothing_shipped": gettext_lazy("nothing was shipped"),
    "all_delivered": gettext_lazy("all delivered already"),
    "needs_no_approval": gettext_lazy("no approval needed"),
    "approval_decided": gettext_lazy("approval decided already"),
    "own_order": gettext_lazy("typed in by yourself, somebody else has to approve"),
}


def _cancel_effects(outlook: Outlook) -> list[dict[str, str]]:
    effects = []
    if outlook.held_units:
        words = ngettext("Frees %(n)s reserved unit", "Frees %(n)s reserved units", outlook.held_units)
        effects.append({"icon": "lock_open", "text": words % {"n": formats.qty(outlook.held_units)}})
    if outlook.to_return > 0:
        words = ngettext("Leaves %(amount)s to refund, of %(n)s order", "Leaves %(amount)s to refund, of %(n)s orders", outlook.paid_count)
        effects.append({"icon": "undo", "text": words % {"amount": formats.brl(outlook.to_return), "n": formats.qty(outlook.paid_count)}})
    count = len(outlook.goes)
    words = ngettext("Cancels %(n)s order of %(amount)s", "Cancels %(n)s orders of %(amount)s together", count)
    return [
        *effects,
        {"icon": "do_not_disturb_on", "text": words % {"n": formats.qty(count), "amount": formats.brl(outlook.total)}},
        {"icon": "warning", "text": _("Cannot be undone: the goods may be sold to others at once")},
    ]


def _deliver_effects(outlook: Outlook) -> list[dict[str, str]]:
    words = ngettext("Marks %(n)s parcel as delivered", "Marks %(n)s parcels as delivered", outlook.parcels)
    return [
        {"icon": "task_alt", "text": words % {"n": formats.qty(outlook.parcels)}},
        {"icon": "check_circle", "text": _("Completes the orders that are wholly paid and delivered")},
    ]


def _approve_effects(outlook: Outlook) -> list[dict[str, str]]:
    count = len(outlook.goes)
    words = ngettext("Lets %(n)s order of %(amount)s ship", "Lets %(n)s orders of %(amount)s together ship", count)
    return [{"icon": "verified", "text": words % {"n": formats.qty(count), "amount": formats.brl(outlook.total)}}]


ACTIONS: list[BulkAction] = [
    *WAREHOUSE_ACTIONS,
    BulkAction(
        name="aprovar",
        label=gettext_lazy("Approve"),
        permission="orders.approve",
        icon="verified",
        title=counted(ngettext_lazy("Approve %(n)s order?", "Approve %(n)s orders?", "count")),
        act_label=counted(ngettext_lazy("Approve %(n)s order", "Approve %(n)s orders", "count")),
        run=_approve,
        preview=_preview("approve", _approve_effects),
    ),
    BulkAction(
        name="entregar",
        label=gettext_lazy("Confirm delivery"),
        permission="orders.deliver",
        icon="task_alt",
        title=counted(ngettext_lazy("Confirm the delivery of %(n)s order?", "Confirm the delivery of %(n)s orders?", "count")),
        act_label=counted(ngettext_lazy("Confirm %(n)s delivery", "Confirm %(n)s deliveries", "count")),
        run=_deliver,
        preview=_preview("deliver", _deliver_effects),
    ),
    BulkAction(
        name="cancelar",
        label=gettext_lazy("Cancel orders"),
        permission="orders.cancel",
        icon="do_not_disturb_on",
        title=counted(ngettext_lazy("Cancel %(n)s order?", "Cancel %(n)s orders?", "count")),
        act_label=counted(ngettext_lazy("Cancel %(n)s order", "Cancel %(n)s orders", "count")),
        run=_cancel,
        preview=_preview("cancel", _cancel_effects),
        form=BulkCancelForm,
        kind="bad",
    ),
]
