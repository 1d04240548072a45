"""The forms of "Seus dados": what is asked and how it stands on a phone."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backoffice.core.municipalities import STATES
from hr.models import Dependent, PayAccount, Person
from hr.portal import steps
from hr.portal.countries import COUNTRIES
from hr.portal.fields import BankField, Choice, Day, Line

# eSocial S-1.3, field racaCor; 6 is "not informed".
RACE_COLOURS = [
    ("1", _("White")),
    ("2", _("Black")),
    ("3", _("Brown (parda)")),
    ("4", _("Yellow (Asian descent)")),
    ("5", _("Indigenous")),
    ("6", _("I prefer not to say")),
]
DISABILITIES = [
    ("fisica", _("physical")),
    ("visual", _("visual")),
    ("auditiva", _("hearing")),
    ("mental", _("mental")),
    ("intelectual", _("intellectual")),
    ("reabilitado", _("rehabilitated by INSS")),
]


# Not a value of PixKind: pay goes to a bank account.
NO_PIX = "bank"
# Fields that belong to an answer of another one: {field: (the other one, its answers)}; portal.js shows only those that fit.
WHEN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "pix_key": ("pix_kind", tuple(PayAccount.PixKind.values)),
    "bank": ("pix_kind", (NO_PIX,)),
    "branch": ("pix_kind", (NO_PIX,)),
    "account": ("pix_kind", (NO_PIX,)),
    "trips_a_day": ("wants_voucher", ("yes",)),
    "lines": ("wants_voucher", ("yes",)),
}


class PortalForm(forms.Form):
    """``seen`` is the digest of what the page showed; ``today`` the company's day, for dates with a short year."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: Callable[[], date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for each in self.fields.values():
            if isinstance(each, Day):
                each.today = today

    def values(self) -> dict[str, Any]:
        """What was typed, without the digest."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def require_chosen(form: PortalForm) -> None:
    """Of what was sent, only fields that belong to the given answer have to be filled in."""
    for name, (other, answers) in WHEN.items():
        if form.is_bound and name in form.fields and form.data.get(other) not in answers:
            form.fields[name].required = False


class IdentityForm(PortalForm):
    name = Line(label=_("Full name"), help_text=_("as in your document"), autocomplete="name")
    social_name = Line(label=_("Name you go by"), help_text=_("if it is another one: colleagues see this one"), required=False)
    cpf = Line(label="CPF", inputmode="numeric")
    mother_name = Line(label=_("Mother's full name"), help_text=_("as in your document; leave empty if there is none"), required=False)
    identity_number = Line(label=_("RG or CIN number"))
    identity_issuer = Line(label=_("Issued by"), help_text=_("as in SSP/PR"))
    identity_issued_on = Day(label=_("Issued on"), required=False)
    pis = Line(
        label="PIS/NIS", help_text=_("on the work card or in the Caixa application, if you have one"), inputmode="numeric", required=False
    )


class BirthForm(PortalForm):
    birth_date = Day(label=_("Date of birth"), autocomplete="bday")
    sex = Choice(label=_("Sex in your document"), choices=Person.Sex.choices)
    marital_status = Choice(label=_("Marital status"), choices=Person.MaritalStatus.choices, is_list=True)
    education = Choice(label=_("Schooling"), choices=Person.Education.choices, is_list=True)
    birth_country = Choice(label=_("Country of birth"), choices=COUNTRIES, is_list=True)
    nationality = Choice(label=_("Nationality"), choices=COUNTRIES, is_list=True)


class AboutForm(PortalForm):
    race_colour = Choice(label=_("Your race or colour, as you see it"), choices=RACE_COLOURS)
    disabilities = forms.MultipleChoiceField(
        label=_("Disability, if you have one"), choices=DISABILITIES, required=False, widget=forms.CheckboxSelectMultiple
    )


class AddressForm(PortalForm):
    postal_code = Line(label="CEP", autocomplete="postal-code", inputmode="numeric")
    street = Line(label=_("Street or avenue"), help_text=_("as in Rua das Palmeiras"), autocomplete="address-line1")
    number = Line(label=_("Number"), help_text=_("s/n if there is none"))
    complement = Line(label=_("Complement"), help_text=_("flat, house, block"), autocomplete="address-line2", required=False)
    district = Line(label=_("District"), autocomplete="address-level3", required=False)
    city = Line(label=_("City"), autocomplete="address-level2")
    state = Choice(label=_("State"), choices=[(code, code) for code in STATES], is_list=True)


class ContactForm(PortalForm):
    email = Line(label=_("E-mail"), help_text=_("a new link is sent here"), autocomplete="email", inputmode="email")
    phone = Line(label=_("Mobile phone"), autocomplete="tel-national")


class DependentsForm(PortalForm):
    """Only the word that these are all."""


class DependentForm(PortalForm):
    kind = Choice(label=_("Relationship"), choices=Dependent.Kind.choices, is_list=True)
    name = Line(label=_("Full name"))
    birth_date = Day(label=_("Date of birth"))
    cpf = Line(label="CPF", help_text=_("children have one too: it is on the birth certificate"), inputmode="numeric")
    sex = Choice(label=_("Sex in the document"), choices=Person.Sex.choices)
    for_income_tax = forms.BooleanField(label=_("Counts for my income tax"), required=False)
    for_family_allowance = forms.BooleanField(label=_("Counts for the family allowance (salário-família)"), required=False)
    is_incapable = forms.BooleanField(label=_("Cannot work because of a disability"), required=False)


class PayForm(PortalForm):
    pix_kind = Choice(label=_("Your Pix key"), choices=[*PayAccount.PixKind.choices, (NO_PIX, _("no Pix, a bank account"))])
    pix_key = Line(label=_("The key"), help_text=_("only with Pix"))
    bank = BankField(label=_("Bank"))
    branch = Line(label=_("Branch"), inputmode="numeric")
    account = Line(label=_("Account with its digit"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = dict(kwargs.get("initial") or {})
        if initial.get("bank") and not initial.get("pix_kind"):
            initial["pix_kind"] = NO_PIX
        super().__init__(*args, **(kwargs | {"initial": initial}))
        require_chosen(self)

    def values(self) -> dict[str, Any]:
        """Either the key or the account, never what was typed for the other."""
        given = super().values()
        if given["pix_kind"] == NO_PIX:
            return given | {"pix_kind": "", "pix_key": ""}
        return given | {"bank": "", "branch": "", "account": ""}


class EmergencyForm(PortalForm):
    name = Line(label=_("Name"))
    relationship = Line(label=_("Who it is"), help_text=_("as in mother, husband, neighbour"), required=False)
    phone = Line(label=_("Phone"))


class TransportForm(PortalForm):
    wants_voucher = Choice(
        label=_("Do you want the transport voucher?"),
        choices=[("yes", _("Yes: up to 6% of my pay is deducted for it")), ("no", _("No, I do not need it"))],
    )
    trips_a_day = forms.TypedChoiceField(
        label=_("Trips a day, there and back"),
        choices=[("", _("Choose")), *((str(count), str(count)) for count in range(1, 13))],
        coerce=int,
        empty_value=None,
        error_messages={"required": _("Say how many trips a day.")},
    )
    lines = Line(label=_("Lines and card"), help_text=_("as in line 502 and Ligeirinho, card URBS"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = dict(kwargs.get("initial") or {})
        if isinstance(initial.get("wants_voucher"), bool):
            initial["wants_voucher"] = "yes" if initial["wants_voucher"] else "no"
        super().__init__(*args, **(kwargs | {"initial": initial}))
        require_chosen(self)

    def values(self) -> dict[str, Any]:
        """The answer as a truth value."""
        return super().values() | {"wants_voucher": self.cleaned_data["wants_voucher"] == "yes"}


FORMS: Mapping[str, type[PortalForm]] = {
    steps.IDENTITY: IdentityForm,
    steps.BIRTH: BirthForm,
    steps.ABOUT: AboutForm,
    steps.ADDRESS: AddressForm,
    steps.CONTACT: ContactForm,
    steps.DEPENDENTS: DependentsForm,
    steps.PAY: PayForm,
    steps.EMERGENCY: EmergencyForm,
    steps.TRANSPORT: TransportForm,
}
# Masks of static/backoffice/js/masks.js.
MASKS: Mapping[str, str] = {
    "cpf": "cpf",
    "postal_code": "cep",
    "phone": "phone",
    "birth_date": "date",
    "identity_issued_on": "date",
}
