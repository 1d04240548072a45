"""Everything on the order form but its lines."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core.forms import LocalizedDateField, LocalizedMoneyField, PlainTextField
from backoffice.core.money import ZERO
from backoffice.core.templatetags import formats
from orders.queries import FoundCustomer
from orders.queries.channels import SellingChannel
from orders.services import CustomerDraft, LineDraft, OrderDraft
from orders.views import parts
from orders.views.inline_forms import read_cep, read_document, read_phone, read_state

NOW, TERMS = "now", "terms"
ADDRESS = ("postal_code", "line1", "line2", "district", "city", "state")


class NewOrderForm(forms.Form):
    """``token`` makes the form one order however often it is sent; ``customer`` is the record that was chosen, if any."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    customer = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"))
    name = PlainTextField(label=gettext_lazy("Name"), max_length=120)
    document = PlainTextField(label=gettext_lazy("CPF or CNPJ"), required=False, max_length=20)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False, max_length=254)
    phone = PlainTextField(label=gettext_lazy("Phone"), required=False, max_length=32)
    postal_code = PlainTextField(label=pgettext_lazy("address", "CEP"), required=False, max_length=20)
    line1 = PlainTextField(label=pgettext_lazy("address", "Street and number"), required=False, max_length=120)
    line2 = PlainTextField(label=pgettext_lazy("address", "Complement"), required=False, max_length=120)
    district = PlainTextField(label=pgettext_lazy("address", "District"), required=False, max_length=80)
    city = PlainTextField(label=pgettext_lazy("address", "City"), required=False, max_length=80)
    state = PlainTextField(label=pgettext_lazy("address", "State"), required=False, max_length=40)
    discount_total = LocalizedMoneyField(label=gettext_lazy("Discount (R$)"), minimum=ZERO, required=False)
    shipping_total = LocalizedMoneyField(label=gettext_lazy("Freight (R$)"), minimum=ZERO, required=False)
    promised_ship_date = LocalizedDateField(label=gettext_lazy("Ships until"), required=False)
    terms = forms.ChoiceField(
        label=gettext_lazy("Payment"),
        choices=[(NOW, gettext_lazy("Pix, card or boleto, before shipping")), (TERMS, gettext_lazy("On terms, after shipping"))],
        widget=forms.RadioSelect,
    )
    payment_due_on = LocalizedDateField(label=gettext_lazy("Payment due on"), required=False)
    internal_note = PlainTextField(label=gettext_lazy("Internal note"), required=False, max_length=500)

    def __init__(self, *args: Any, channels: Sequence[SellingChannel], **kwargs: Any) -> None:
        start = {"token": uuid4(), "channel": channels[0].code if channels else "", "terms": NOW}
        kwargs["initial"] = start | kwargs.get("initial", {})
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["channel"].choices = [(channel.code, channel.name) for channel in channels]  # type: ignore[attr-defined]

    def clean_document(self) -> str:
        return read_document(self.cleaned_data["document"])

    def clean_phone(self) -> str:
        return read_phone(self.cleaned_data["phone"])

    def clean_postal_code(self) -> str:
        return read_cep(self.cleaned_data["postal_code"]) if self.cleaned_data["postal_code"] else ""

    def clean_state(self) -> str:
        return read_state(self.cleaned_data["state"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if any(cleaned.get(name) for name in ADDRESS):
            for name in ("line1", "city", "state"):
                if name in cleaned and not cleaned[name]:
                    self.add_error(name, _("An address needs street, city and state. Complete it, or leave all of it empty."))
        today = timezone.localdate()
        for name in ("promised_ship_date", "payment_due_on"):
            if cleaned.get(name) and cleaned[name] < today:
                told = {"day": formats.day_month_year(cleaned[name])}
                self.add_error(name, _("%(day)s is in the past. Type today's date or a later one.") % told)
        if cleaned.get("terms") == TERMS and "payment_due_on" in cleaned and not cleaned["payment_due_on"]:
            self.add_error("payment_due_on", _("Say until when the customer pays."))
        return cleaned

    def draft(self, lines: tuple[LineDraft, ...]) -> OrderDraft:
        data = self.cleaned_data
        address = {name: data[name] for name in ADDRESS if data[name]}
        return OrderDraft(
            channel_code=data["channel"],
            customer=CustomerDraft(
                name=data["name"],
                email=data["email"],
                phone=data["phone"],
                document=data["document"],
                address=address | {"country": "BR"} if address else {},
            ),
            lines=lines,
            discount_total=data["discount_total"] or ZERO,
            shipping_total=data["shipping_total"] or ZERO,
            promised_ship_date=data["promised_ship_date"],
            payment_due_on=data["payment_due_on"] if data["terms"] == TERMS else None,
            internal_note=data["internal_note"],
        )

    def trial_draft(self, channel: str, lines: tuple[LineDraft, ...]) -> OrderDraft:
        """For the running totals: what can be read so far, the rest as if it were empty."""
        data = self.cleaned_data
        return OrderDraft(
            channel_code=channel,
            customer=CustomerDraft(name=data.get("name") or ""),
            lines=lines,
            discount_total=data.get("discount_total") or ZERO,
            shipping_total=data.get("shipping_total") or ZERO,
            promised_ship_date=data.get("promised_ship_date"),
            payment_due_on=(data.get("payment_due_on") or timezone.localdate()) if data.get("terms") == TERMS else None,
        )


def values_of(customer: FoundCustomer) -> dict[str, str]:
    """A chosen customer as the form shows it.  A document that may not be seen stays out: the customer is known by its key."""
    address = parts.written_address(customer.address)
    return {
        "customer": str(customer.id),
        "name": customer.name,
        "document": "" if formats.BULLET in customer.document else formats.cpf_cnpj(customer.document),
        "email": customer.email,
        "phone": parts.phone(customer.phone),
        **{name: address.get(name) or "" for name in ADDRESS},
    }
