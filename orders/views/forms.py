"""The forms of the acts on an order.  Each carries the version of the order that the person was looking at."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core import clock
from backoffice.core.forms import LocalizedDateField, LocalizedMoneyField, PlainTextField
from backoffice.core.templatetags import formats
from orders.queries import OrderDetail
from orders.services import ApprovalDraft, CancellationDraft, DeliveryDraft, PaymentEventDraft
from orders.words import METHODS

CENT = Decimal("0.01")

REASONS: Mapping[str, str | Promise] = {
    "customer_gave_up": gettext_lazy("Customer gave up before shipping"),
    "wrong_data": gettext_lazy("Wrong product, address or price"),
    "not_paid": gettext_lazy("Payment did not come"),
    "out_of_stock": gettext_lazy("No stock to serve it"),
    "fraud": gettext_lazy("Suspected fraud"),
    "duplicate": gettext_lazy("Duplicate order"),
    "other": gettext_lazy("Other reason"),
}
KINDS: Mapping[str, str | Promise] = {
    "captured": gettext_lazy("Received from the customer"),
    "refunded": gettext_lazy("Refunded to the customer"),
    "chargeback": gettext_lazy("Taken back by chargeback"),
}


class OrderForm(forms.Form):
    """``version`` notices that somebody changed the order in between."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31)

    def __init__(self, *args: Any, detail: OrderDetail, **kwargs: Any) -> None:
        self.detail = detail
        kwargs["initial"] = {"version": detail.summary.version} | kwargs.get("initial", {})
        super().__init__(*args, label_suffix="", **kwargs)

    def visible(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not self[name].is_hidden]


class CancelForm(OrderForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[("", gettext_lazy("Choose")), *REASONS.items()],
        error_messages={"required": gettext_lazy("Choose why the order is cancelled.")},
    )
    note = PlainTextField(label=pgettext_lazy("order", "Note"), required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reason") == "other" and not cleaned.get("note"):
            self.add_error("note", _("Say the reason in a few words."))
        return cleaned

    def draft(self) -> CancellationDraft:
        words = str(REASONS[self.cleaned_data["reason"]])
        note = self.cleaned_data["note"]
        reason = note if self.cleaned_data["reason"] == "other" else f"{words}: {note}" if note else words
        return CancellationDraft(order_number=self.detail.summary.number, reason=reason[:200])


class ApproveForm(OrderForm):
    note = PlainTextField(label=pgettext_lazy("order", "Note"), required=False, max_length=120)

    def draft(self) -> ApprovalDraft:
        return ApprovalDraft(order_number=self.detail.summary.number, note=self.cleaned_data["note"])


class RefuseForm(OrderForm):
    """Why not: the words go to whoever sold it, and into the cancelled order."""

    reason = PlainTextField(label=gettext_lazy("Reason"), max_length=160)

    def draft(self) -> CancellationDraft:
        return CancellationDraft(order_number=self.detail.summary.number, reason=self.cleaned_data["reason"])


class DeliverForm(OrderForm):
    shipment = forms.ChoiceField(label=gettext_lazy("Parcel"), required=False)
    delivered_on = LocalizedDateField(label=gettext_lazy("Delivered on"), latest_today=True)

    def __init__(self, *args: Any, detail: OrderDetail, **kwargs: Any) -> None:
        kwargs["initial"] = {"delivered_on": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, detail=detail, **kwargs)
        waiting = [each for each in detail.shipments if each.delivered_at is None]
        if len(waiting) < 2:
            del self.fields["shipment"]
        else:
            self.fields["shipment"].choices = [("", _("All parcels on the way")), *((each.number, each.number) for each in waiting)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        refuse_before_placing(self, "delivered_on", cleaned)
        return cleaned

    def chosen_parcel(self) -> str:
        """For the preview: the parcel marked so far, empty for all of them."""
        return str(self["shipment"].value() or "") if "shipment" in self.fields else ""

    def draft(self) -> DeliveryDraft:
        return DeliveryDraft(
            order_number=self.detail.summary.number,
            shipment=self.cleaned_data.get("shipment", ""),
            delivered_at=moment_of(self.cleaned_data["delivered_on"], not_before=max(each.shipped_at for each in self.detail.shipments)),
        )


class PaymentForm(OrderForm):
    """A payment that no provider reported by itself: a transfer, cash, a refund made by hand."""

    kind = forms.ChoiceField(label=gettext_lazy("What happened"), choices=list(KINDS.items()))
    amount = LocalizedMoneyField(label=gettext_lazy("Amount (R$)"), minimum=CENT)
    fee = LocalizedMoneyField(label=gettext_lazy("Fee charged (R$)"), minimum=Decimal("0.00"), required=False)
    method = forms.ChoiceField(label=gettext_lazy("Method"), choices=list(METHODS.items()))
    occurred_on = LocalizedDateField(label=gettext_lazy("Date"), latest_today=True)
    reference = PlainTextField(label=gettext_lazy("Receipt or transaction number"), required=False, max_length=60)

    def __init__(self, *args: Any, detail: OrderDetail, **kwargs: Any) -> None:
        owed = detail.to_pay or detail.to_refund
        start = {
            "kind": "refunded" if detail.to_refund and not detail.to_pay else "captured",
            "amount": owed or None,
            "occurred_on": timezone.localdate(),
        }
        kwargs["initial"] = start | kwargs.get("initial", {})
        super().__init__(*args, detail=detail, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        amount, fee = cleaned.get("amount"), cleaned.get("fee")
        if amount is not None and fee is not None and cleaned.get("kind") == "captured" and fee > amount:
            self.add_error("fee", _("The fee is more than the amount. Check both."))
        return cleaned

    def preview_draft(self) -> PaymentEventDraft | None:
        """What would be recorded as it stands in the form, None while the amount says nothing."""
        if self.is_bound:
            return self.draft() if self.is_valid() else None
        start = self.initial
        if not start.get("amount"):
            return None
        return PaymentEventDraft(
            order_number=self.detail.summary.number,
            provider="manual",
            event_id="",
            kind=start["kind"],
            amount=start["amount"],
            occurred_at=clock.now(),
        )

    def draft(self) -> PaymentEventDraft:
        data, order = self.cleaned_data, self.detail.summary
        return PaymentEventDraft(
            order_number=order.number,
            provider="manual",
            event_id=self._event_id(),
            kind=data["kind"],
            amount=data["amount"],
            occurred_at=moment_of(data["occurred_on"], not_before=order.placed_at) or clock.now(),
            method=data["method"],
            fee=data["fee"] or Decimal("0.00"),
        )

    def _event_id(self) -> str:
        """The typed number, else one that the same form sent twice repeats: a double click is one payment."""
        data, order = self.cleaned_data, self.detail.summary
        if data["reference"]:
            return f"{order.number}:{data['reference']}"
        parts = (order.number, data["version"], data["kind"], data["amount"], data["method"], data["occurred_on"])
        return f"{order.number}:{hashlib.sha256(repr(parts).encode()).hexdigest()[:16]}"


def moment_of(day: date, *, not_before: datetime) -> datetime | None:
    """Noon of a past day, or later if the step before it came later that day; None (the present moment) for today."""
    return None if day == timezone.localdate() else max(timezone.make_aware(datetime.combine(day, time(12))), not_before)


def refuse_before_placing(form: OrderForm, name: str, cleaned: Mapping[str, Any]) -> None:
    placed = timezone.localtime(form.detail.summary.placed_at).date()
    day = cleaned.get(name)
    if day and day < placed:
        form.add_error(
            name,
            _("%(day)s is before the order was placed (%(placed)s). Correct the date.")
            % {"day": formats.day_month_year(day), "placed": formats.day_month_year(placed)},
        )
