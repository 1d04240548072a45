"""Forms of the first run."""

import re
from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.company import CompanyInfo
from backoffice.core.forms import PlainTextField
from backoffice.core.models import Company, User
from backoffice.core.municipalities import STATES

_CODE = RegexValidator(r"^[A-Za-z0-9_-]+$", gettext_lazy("Only letters, digits, - and _."))


class CompanyForm(forms.Form):
    """The company as its papers name it.  Whether the CNPJ exists is judged by ``save_company``."""

    legal_name = PlainTextField(
        label=gettext_lazy("Legal name"), max_length=150, help_text=gettext_lazy("As on the CNPJ card: Jatobá Comércio Ltda."),
        error_messages={"required": gettext_lazy("The legal name is missing. Copy it from the CNPJ card.")},
    )  # fmt: skip
    name = PlainTextField(
        label=gettext_lazy("Trade name"), max_length=80, help_text=gettext_lazy("The name your customers know."),
        error_messages={"required": gettext_lazy("The trade name is missing. Write the name your customers know.")},
    )  # fmt: skip
    cnpj = PlainTextField(
        label="CNPJ", max_length=24, help_text=gettext_lazy("Letters are allowed, as in the numbers given since July 2026."),
        error_messages={"required": gettext_lazy("The CNPJ is missing. Copy it from the CNPJ card.")},
    )  # fmt: skip
    state_registration = PlainTextField(
        label=gettext_lazy("State registration"), max_length=20, required=False, help_text=gettext_lazy("ISENTO where there is none.")
    )
    tax_regime = forms.ChoiceField(
        label=gettext_lazy("Tax regime"), choices=Company.TaxRegime.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("The tax regime is missing. Ask your accountant if in doubt.")},
    )  # fmt: skip
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False, max_length=254)
    phone = PlainTextField(label=gettext_lazy("Phone"), max_length=20, required=False)
    postal_code = PlainTextField(label=gettext_lazy("CEP"), max_length=12, required=False)
    line1 = PlainTextField(label=gettext_lazy("Street and number"), max_length=120, required=False)
    line2 = PlainTextField(label=gettext_lazy("Complement"), max_length=80, required=False)
    district = PlainTextField(label=gettext_lazy("District"), max_length=80, required=False)
    city = PlainTextField(
        label=gettext_lazy("City"),
        max_length=80,
        error_messages={"required": gettext_lazy("The city is missing. It stands on every paper.")},
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[("", "---"), *((each, each) for each in STATES)],
        error_messages={"required": gettext_lazy("The state is missing. Choose it from the list.")},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_postal_code(self) -> str:
        digits = re.sub(r"\D", "", self.cleaned_data["postal_code"])
        if digits and len(digits) != 8:
            raise ValidationError(_("A CEP has 8 digits: 80730-000."))
        return digits

    def info(self) -> CompanyInfo:
        """What was typed; only of a valid form."""
        return CompanyInfo(**self.cleaned_data)


class ShopForm(forms.Form):
    """The first channel and warehouse; codes follow from the names where they are left empty."""

    name = PlainTextField(
        label=gettext_lazy("Name of the shop"), max_length=80, help_text=gettext_lazy("As it stands beside its orders: Loja virtual."),
        error_messages={"required": gettext_lazy("Give the shop a name.")},
    )  # fmt: skip
    code = forms.CharField(
        label=gettext_lazy("Code of the channel"), max_length=20, required=False, validators=[_CODE],
        help_text=gettext_lazy("Short, for reports and filters; empty: made from the name."),
    )  # fmt: skip
    warehouse_name = PlainTextField(
        label=gettext_lazy("Name of the warehouse"), max_length=80, initial="Depósito",
        help_text=gettext_lazy("Where the goods of this shop lie."),
        error_messages={"required": gettext_lazy("Name the place where the goods lie.")},
    )  # fmt: skip
    warehouse_code = forms.CharField(
        label=gettext_lazy("Code of the warehouse"), max_length=20, initial="DEP", validators=[_CODE],
        help_text=gettext_lazy("It stands on picking lists and in the file of the opening stock."),
        error_messages={"required": gettext_lazy("Give the warehouse a short code, such as DEP.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("name") and not data.get("code") and "code" not in self.errors:
            data["code"] = slugify(data["name"])[:20].strip("-") or "loja"
        if data.get("warehouse_code"):
            data["warehouse_code"] = data["warehouse_code"].upper()
        return data


class FirstUserForm(SetPasswordForm):
    """The first account: who, and a password by the same rules as everybody's."""

    name = PlainTextField(label=gettext_lazy("Your name"), max_length=150, error_messages={"required": gettext_lazy("Write your name.")})
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Write your e-mail address: a forgotten password is reset through it.")},
    )  # fmt: skip
    username = forms.CharField(
        label=gettext_lazy("User name"), max_length=150, validators=[User.username_validator],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Choose a user name, such as your first name.")},
    )  # fmt: skip
    alone = forms.BooleanField(
        label=gettext_lazy("I begin alone: I also sell, pick, and keep the books"), required=False, initial=True,
        help_text=gettext_lazy("Otherwise you get people, keys and settings only, and invite the others. Roles can be changed later."),
    )  # fmt: skip
    field_order = ("name", "username", "email", "new_password1", "new_password2", "alone")
