"""The forms of inline edits.  Beside each field stands, hidden, what the person saw before: the base of the merge."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core.error_texts import text_of
from backoffice.core.forms import LocalizedDateField, PlainTextField
from backoffice.core.municipalities import STATES
from orders.documents import normalise_document
from orders.errors import DocumentInvalid


class InlineForm(forms.Form):
    """``was-<name>`` carries what the field showed when the form was drawn; ``masks`` says how each one is typed."""

    masks: Mapping[str, str] = {}

    def __init__(self, *args: Any, present: Mapping[str, Any], **kwargs: Any) -> None:
        self.names = [name for name in self.base_fields if name in present]
        super().__init__(*args, initial=dict(present), label_suffix="", **kwargs)
        for name in set(self.fields) - set(self.names):
            del self.fields[name]

    def rows(self) -> list[dict[str, Any]]:
        """The fields with their mask, for the template."""
        return [{"field": self[name], "mask": self.masks.get(name, "")} for name in self.names]

    def base_inputs(self) -> list[dict[str, Any]]:
        """The hidden bases: as they came with the form, or as the values are now."""
        return [{"name": f"was-{name}", "value": self._base_text(name)} for name in self.names]

    def _base_text(self, name: str) -> str:
        if self.is_bound:
            return str(self.data.get(f"was-{name}", ""))
        value = self.fields[name].prepare_value(self.initial.get(name))
        return "" if value is None else str(value)

    def typed(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.names}

    def base(self) -> dict[str, Any]:
        """What the person saw, read as the fields read; a base that cannot be read agrees with nothing."""
        seen: dict[str, Any] = {}
        for name in self.names:
            text = self._base_text(name)
            try:
                seen[name] = self.fields[name].to_python(text)
            except ValidationError:
                seen[name] = object()
        return seen


class PromiseForm(InlineForm):
    masks = {"promised_ship_date": "date"}
    promised_ship_date = LocalizedDateField(label=gettext_lazy("Ships until"))


class NoteForm(InlineForm):
    internal_note = PlainTextField(
        label=gettext_lazy("Internal note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class AddressForm(InlineForm):
    masks = {"postal_code": "cep"}
    postal_code = PlainTextField(label=pgettext_lazy("address", "CEP"), max_length=20)
    line1 = PlainTextField(label=pgettext_lazy("address", "Street and number"), max_length=120)
    line2 = PlainTextField(label=pgettext_lazy("address", "Complement"), required=False, max_length=120)
    district = PlainTextField(label=pgettext_lazy("address", "District"), required=False, max_length=80)
    city = PlainTextField(label=pgettext_lazy("address", "City"), max_length=80)
    state = PlainTextField(label=pgettext_lazy("address", "State"), max_length=40)

    def clean_postal_code(self) -> str:
        return read_cep(self.cleaned_data["postal_code"])

    def clean_state(self) -> str:
        return read_state(self.cleaned_data["state"])

    def base(self) -> dict[str, Any]:
        seen = super().base()
        if isinstance(code := seen.get("postal_code"), str):
            seen["postal_code"] = "".join(char for char in code if char.isdigit()) or code
        return seen


class ContactForm(InlineForm):
    masks = {"phone": "phone", "document": "document"}
    name = PlainTextField(label=gettext_lazy("Name"), max_length=120)
    document = PlainTextField(label=gettext_lazy("CPF or CNPJ"), required=False, max_length=20)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False, max_length=254)
    phone = PlainTextField(label=gettext_lazy("Phone"), required=False, max_length=32)

    def clean_document(self) -> str:
        return read_document(self.cleaned_data["document"])

    def clean_phone(self) -> str:
        return read_phone(self.cleaned_data["phone"])

    def base(self) -> dict[str, Any]:
        seen = super().base()
        if isinstance(seen.get("document"), str):
            seen["document"] = "".join(char for char in seen["document"] if char.isalnum()).upper()
        if isinstance(seen.get("phone"), str):
            seen["phone"] = read_phone(seen["phone"])
        return seen


def read_cep(text: str) -> str:
    """80.730-000 -> 80730000; a code from abroad has letters and stays."""
    digits = "".join(char for char in text if char.isdigit())
    if any(char.isalpha() for char in text):
        return text
    if len(digits) != 8:
        raise ValidationError(_("A CEP has 8 digits, and this one has %(n)s.") % {"n": len(digits)})
    return digits


def read_state(text: str) -> str:
    """pr -> PR; a place abroad stays as it is typed."""
    if len(text) == 2 and text.upper() not in STATES:
        raise ValidationError(_("There is no state %(state)s in Brazil.") % {"state": text.upper()})
    return text.upper() if len(text) == 2 else text


def read_document(text: str) -> str:
    """:raises ValidationError: neither a CPF nor a CNPJ"""
    try:
        return normalise_document(text)
    except DocumentInvalid as refusal:
        raise ValidationError(text_of(refusal)) from refusal


def read_phone(text: str) -> str:
    """(41) 98888-7766 -> +5541988887766; a number from abroad begins with + and stays."""
    digits = "".join(char for char in text if char.isdigit())
    if text.strip().startswith("+") or len(digits) not in (10, 11):
        return "+" + digits if text.strip().startswith("+") else text.strip()
    return f"+55{digits}"
