"""What one may change in the own file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core.forms import LocalizedDateField, PlainTextField
from backoffice.core.municipalities import STATES
from hr.error_texts.people import problem_text
from hr.errors import PersonInvalid
from hr.models import PayAccount
from hr.portal.fields import BankField


class OwnForm(forms.Form):
    """Labels without a colon, problems of the service beside their fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False

    def take_problems(self, wrong: PersonInvalid) -> None:
        for problem in wrong.data["problems"]:
            name = problem["field"]
            self.add_error(name if name in self.fields else None, problem_text(problem))


class ContactForm(OwnForm):
    email = PlainTextField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    phone = PlainTextField(label=_("Phone"), widget=forms.TextInput(attrs={"autocomplete": "tel"}))
    social_name = PlainTextField(
        label=_("Social name"), required=False, help_text=_("The name by which everybody here calls you, if it is not the civil one.")
    )


class AddressForm(OwnForm):
    from_day = LocalizedDateField(label=_("I live here since"))
    postal_code = PlainTextField(label=_("CEP"), widget=forms.TextInput(attrs={"autocomplete": "postal-code"}))
    street = PlainTextField(label=pgettext_lazy("address", "Street"), help_text=_("As in Rua das Palmeiras."))
    number = PlainTextField(label=_("Number"))
    complement = PlainTextField(label=_("Complement"), required=False)
    district = PlainTextField(label=_("District"), required=False)
    city = PlainTextField(label=_("City"))
    state = forms.ChoiceField(label=_("State"), choices=[("", _("Choose")), *((code, code) for code in STATES)])


class EmergencyForm(OwnForm):
    name = PlainTextField(label=_("Name"))
    relationship = PlainTextField(label=_("Relationship"), required=False, help_text=_("Mother, husband, neighbour."))
    phone = PlainTextField(label=_("Phone"))


class BankForm(OwnForm):
    bank = BankField(label=_("Bank"), required=False)
    branch = PlainTextField(label=_("Branch"), required=False)
    account = PlainTextField(label=_("Account with digit"), required=False)
    pix_kind = forms.ChoiceField(label=_("Kind of Pix key"), required=False, choices=[("", _("no Pix key")), *PayAccount.PixKind.choices])
    pix_key = PlainTextField(label=pgettext_lazy("field", "Pix key"), required=False)
