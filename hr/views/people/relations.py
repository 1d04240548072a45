"""Who hangs on a person: dependents, whom to call, where pay goes, the account to sign in with."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.forms import PlainTextField
from backoffice.core.fresh import fresh_sign_in
from backoffice.core.models import User
from backoffice.core.views import StaffRequest, staff_view
from hr import services
from hr.models import Dependent, EmergencyContact, Employee, PayAccount, Person
from hr.portal.fields import BankField
from hr.queries.file import EmployeeFile
from hr.views.people import page
from hr.views.people.acting import Act, Effects, answer
from hr.views.people.dates import PastDayField
from hr.views.people.forms import FileForm

_CHOOSE = [("", gettext_lazy("Choose"))]


class DependentForm(FileForm):
    """``ended_on`` closes it: the row stays for the papers of its time."""

    name = PlainTextField(label=gettext_lazy("Full name"))
    kind = forms.ChoiceField(label=gettext_lazy("Relationship"), choices=[*_CHOOSE, *Dependent.Kind.choices])
    birth_date = PastDayField(label=gettext_lazy("Date of birth"))
    cpf = PlainTextField(label="CPF", required=False, help_text=gettext_lazy("eSocial checks it from 23/11/2026 on."))
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), choices=[*_CHOOSE, *Person.Sex.choices], required=False)
    for_income_tax = forms.BooleanField(label=gettext_lazy("Counts for income tax"), required=False)
    for_family_allowance = forms.BooleanField(label=gettext_lazy("Counts for the family allowance"), required=False)
    is_incapable = forms.BooleanField(label=gettext_lazy("Unable to work"), required=False)
    ended_on = PastDayField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Only when it does not count any more: the last day.")
    )

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "ended_on")}


class ContactForm(FileForm):
    name = PlainTextField(label=gettext_lazy("Name"))
    relationship = PlainTextField(
        label=gettext_lazy("Who it is"), required=False, help_text=gettext_lazy("As in mother, husband, neighbour.")
    )
    phone = PlainTextField(label=gettext_lazy("Phone"))
    remove = forms.BooleanField(label=gettext_lazy("Take this contact out of the file"), required=False)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "relationship", "phone")}


class AccountForm(FileForm):
    pix_kind = forms.ChoiceField(
        label=pgettext_lazy("field", "Pix key"),
        choices=[("", gettext_lazy("no Pix, a bank account")), *PayAccount.PixKind.choices],
        required=False,
    )
    pix_key = PlainTextField(label=gettext_lazy("The key"), required=False, help_text=gettext_lazy("Only with Pix."))
    bank = BankField(label=gettext_lazy("Bank"), required=False)
    branch = PlainTextField(label=gettext_lazy("Branch"), required=False)
    account = PlainTextField(label=gettext_lazy("Account with its digit"), required=False)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("pix_kind", "pix_key", "bank", "branch", "account")}


class AccessForm(FileForm):
    user = forms.ChoiceField(label=gettext_lazy("Account"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        linked = Employee.objects.exclude(user=None).values("user")
        free = User.objects.filter(is_active=True).exclude(pk__in=linked).order_by("first_name", "username")
        named = [(str(user.pk), f"{user.get_full_name() or user.username} ({user.username})") for user in free]
        self.fields["user"].choices = [("", _("a new one, by invitation")), *named]  # type: ignore[attr-defined]


def _row(file: EmployeeFile, model: Any, request: StaffRequest) -> Any:
    """The row that the address means (?id=7), None for a new one.  :raises Http404: it is not this person's"""
    pk = request.GET.get("id", "")
    if not pk:
        return None
    found = (
        model.objects.filter(person=file.employee.person, pk=int(pk)).first() if pk.isascii() and pk.isdigit() and len(pk) < 18 else None
    )
    if found is None:
        raise Http404(pk)
    return found


def _form(form_class: type[FileForm], row: Any, data: Any, file: EmployeeFile) -> FileForm:
    names = form_class.base_fields
    start = {name: getattr(row, name) for name in names if hasattr(row, name)} if row is not None else {}
    form = form_class(data, file=file, version=file.employee.person.version, initial=start)
    if row is None:
        for name in ("remove", "ended_on"):
            form.fields.pop(name, None)
    return form


@staff_view(permission="hr.change_people", methods=("GET", "POST"), resumes=True)
def dependent(request: StaffRequest, number: str) -> HttpResponse:
    row = _row(page.load(request, number), Dependent, request)

    def run(form: DependentForm, file: EmployeeFile, by: Actor, at: datetime) -> str:
        shared: dict[str, Any] = {"person_key": file.employee.person.key, "by": by, "at": at}
        saved = services.save_dependent(
            values=form.values(), dependent_id=row.pk if row else None, version=form.cleaned_data["version"], **shared
        )
        if form.cleaned_data.get("ended_on"):
            services.end_dependent(dependent_id=saved.pk, ended_on=form.cleaned_data["ended_on"], **shared)
        return _("Dependent saved.")

    act = Act(
        name="employee_dependent",
        title=lambda file: _("Dependent of %(name)s") % {"name": file.employee.person.called},
        act_label=_("Save dependent"),
        tab="personal",
        make=lambda data, file: _form(DependentForm, row, data, file),
        run=run,
        masks={"cpf": "cpf", "birth_date": "date", "ended_on": "date"},
    )
    return answer(request, number, act)


@staff_view(permission="hr.change_people", methods=("GET", "POST"), resumes=True)
def contact(request: StaffRequest, number: str) -> HttpResponse:
    row = _row(page.load(request, number), EmergencyContact, request)

    def run(form: ContactForm, file: EmployeeFile, by: Actor, at: datetime) -> str:
        shared: dict[str, Any] = {"person_key": file.employee.person.key, "by": by, "at": at}
        if row is not None and form.cleaned_data.get("remove"):
            services.remove_emergency_contact(contact_id=row.pk, **shared)
            return _("Contact taken out.")
        services.save_emergency_contact(
            values=form.values(), contact_id=row.pk if row else None, version=form.cleaned_data["version"], **shared
        )
        return _("Contact saved.")

    act = Act(
        name="employee_contact",
        title=lambda file: _("Whom to call for %(name)s") % {"name": file.employee.person.called},
        act_label=_("Save contact"),
        tab="personal",
        make=lambda data, file: _form(ContactForm, row, data, file),
        run=run,
        masks={"phone": "phone"},
    )
    return answer(request, number, act)


def _account_effects(form: AccountForm, file: EmployeeFile) -> Effects:
    return [
        {"icon": "account_balance", "text": _("Pay goes there from now on; the former account stays in the file.")},
        {"icon": "visibility", "text": _("That you changed it stands in the story of the file.")},
    ]


def _save_account(form: AccountForm, file: EmployeeFile, by: Actor, at: datetime) -> str:
    services.record_pay_account(person_key=file.employee.person.key, values=form.values(), by=by, at=at)
    return _("Bank data saved.")


ACCOUNT = Act(
    name="employee_account",
    title=lambda file: _("Change the bank data of %(name)s?") % {"name": file.employee.person.called},
    act_label=gettext_lazy("Change bank data"),
    tab="personal",
    make=lambda data, file: _form(AccountForm, None, data, file),
    run=_save_account,
    effects=_account_effects,
)


@staff_view(permission="hr.view_bank", methods=("GET", "POST"), resumes=True)
@fresh_sign_in
def pay_account(request: StaffRequest, number: str) -> HttpResponse:
    return answer(request, number, ACCOUNT)


def _access_effects(form: AccessForm, file: EmployeeFile) -> Effects:
    chosen = str(form["user"].value() or "")
    if chosen:
        name = next((label for key, label in form.fields["user"].choices if key == chosen), "")  # type: ignore[attr-defined]
        return [{"icon": "badge", "text": _("%(name)s opens this file as the own one from now on.") % {"name": name}}]
    email = file.employee.person.email
    if not email:
        return []
    return [
        {
            "icon": "person_add",
            "text": _("A new account gets the role %(role)s: own file, own papers, own leave.") % {"role": _("Employee")},
        },
        {"icon": "outgoing_mail", "text": _("%(email)s gets a link to choose a password.") % {"email": email}},
    ]


def _give_access(form: AccessForm, file: EmployeeFile, by: Actor, at: datetime) -> str:
    shared: dict[str, Any] = {"number": file.employee.number, "version": form.cleaned_data["version"], "by": by, "at": at}
    if form.cleaned_data["user"]:
        services.link_user(user_id=int(form.cleaned_data["user"]), **shared)
        return _("Account linked.")
    user = services.invite_user(**shared)
    return _("Invitation sent to %(email)s.") % {"email": user.email} if not user.has_usable_password() else _("Account linked.")


ACCESS = Act(
    name="employee_access",
    title=lambda file: _("Let %(name)s sign in?") % {"name": file.employee.person.called},
    act_label=gettext_lazy("Give access"),
    tab="employment",
    make=lambda data, file: AccessForm(data, file=file, version=file.employee.version),
    run=_give_access,
    effects=_access_effects,
)


@staff_view(permission="hr.change_people", methods=("GET", "POST"), resumes=True)
def account_access(request: StaffRequest, number: str) -> HttpResponse:
    return answer(request, number, ACCESS)
