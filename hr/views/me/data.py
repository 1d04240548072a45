"""My data: what is held of me, and what I keep up to date myself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotFound
from backoffice.core.fresh import fresh_sign_in
from backoffice.core.views import StaffRequest
from backoffice.intranet import kinds, people
from backoffice.intranet.services import NoticeDraft, notify
from hr import queries, services
from hr.errors import PersonInvalid
from hr.models import Employee
from hr.queries.photos import photo_ids, photo_url
from hr.views.me.forms import AddressForm, BankForm, ContactForm, EmergencyForm, OwnForm
from hr.views.me.own import own_file


@own_file()
def my_data(request: StaffRequest, employee: Employee) -> HttpResponse:
    """One page, everything; nothing of it is noted as a look, because it is the person's own."""
    mine = queries.get_own_file(employee=employee, today=clock.company_date(clock.now()))
    url = photo_url(employee.number, photo_ids([employee.person_id]).get(employee.person_id))
    return render(request, "hr/me/data.html", {"employee": employee, "mine": mine, "photo_url": url})


@dataclass(frozen=True, slots=True)
class _Part:
    """A form of the own file."""

    form: type[OwnForm]
    title: str | Promise
    fields: tuple[str, ...]


_PARTS = {
    "contato": _Part(ContactForm, gettext_lazy("My contact"), ("email", "phone", "social_name")),
    "endereco": _Part(
        AddressForm, gettext_lazy("My address"), ("postal_code", "street", "number", "complement", "district", "city", "state")
    ),
    "emergencia": _Part(EmergencyForm, gettext_lazy("Whom to call"), ("name", "relationship", "phone")),
}


@own_file(methods=("GET", "POST"))
def my_change(request: StaffRequest, employee: Employee, part: str) -> HttpResponse:
    """Change one part; what is wrong stands beside its field and nothing typed is lost."""
    told = _PARTS.get(part)
    if told is None:
        raise NotFound(kind="part", key=part)
    return _change(request, employee, part, told)


@own_file(methods=("GET", "POST"))
def my_emergency(request: StaffRequest, employee: Employee, contact_id: int) -> HttpResponse:
    """Correct one of the people to call."""
    return _change(request, employee, "emergencia", _PARTS["emergencia"], contact_id=contact_id)


@own_file(methods=("POST",))
def my_emergency_remove(request: StaffRequest, employee: Employee, contact_id: int) -> HttpResponse:
    services.remove_emergency_contact(person_key=employee.person.key, contact_id=contact_id, by=request.actor, at=clock.now())
    messages.success(request, _("The contact was taken out."))
    return HttpResponseRedirect(reverse("my_data"))


def _change(request: StaffRequest, employee: Employee, part: str, told: _Part, *, contact_id: int | None = None) -> HttpResponse:
    if request.method != "POST":
        return _show(request, told, told.form(initial=_present(employee, part, contact_id)))
    form = told.form(request.POST)
    if not form.is_valid():
        return _show(request, told, form, status=422)
    values = {name: form.cleaned_data[name] for name in told.fields}
    try:
        _write(request, employee, part, values, form.cleaned_data, contact_id)
    except PersonInvalid as wrong:
        form.take_problems(wrong)
        return _show(request, told, form, status=422)
    except NotFound:
        raise
    except BusinessError as refusal:
        form.add_error(None, text_of(refusal))
        return _show(request, told, form, status=refusal.status)
    messages.success(request, _("Saved. The people department sees it at once."))
    return HttpResponseRedirect(reverse("my_data"))


def _write(
    request: StaffRequest, employee: Employee, part: str, values: Mapping[str, Any], given: Mapping[str, Any], contact_id: int | None
) -> None:
    key, by, at = employee.person.key, request.actor, clock.now()
    if part == "contato":
        services.change_person(person_key=key, values=values, by=by, at=at)
    elif part == "endereco":
        services.change_address(person_key=key, address=values, from_day=given["from_day"], by=by, at=at)
    else:
        services.save_emergency_contact(person_key=key, values=values, contact_id=contact_id, by=by, at=at)


def _present(employee: Employee, part: str, contact_id: int | None) -> dict[str, Any]:
    today = clock.company_date(clock.now())
    mine = queries.get_own_file(employee=employee, today=today)
    if part == "contato":
        return {name: getattr(employee.person, name) for name in _PARTS[part].fields}
    if part == "endereco":
        shown = {name: getattr(mine.address, name) for name in _PARTS[part].fields} if mine.address else {}
        return shown | {"from_day": today}
    found = [contact for contact in mine.contacts if contact.pk == contact_id]
    if contact_id is not None and not found:
        raise NotFound(kind="contact", key=str(contact_id))
    return {name: getattr(found[0], name) for name in _PARTS[part].fields} if found else {}


def _show(request: StaffRequest, told: _Part, form: OwnForm, status: int = 200) -> HttpResponse:
    return render(request, "hr/me/form.html", {"form": form, "part_title": told.title}, status=status)


@own_file(methods=("GET", "POST"))
@fresh_sign_in
def my_bank(request: StaffRequest, employee: Employee) -> HttpResponse:
    """Where my pay goes: asks again who is there, and the people department hears of every change."""
    title = gettext_lazy("Where my pay goes")
    told = _Part(BankForm, title, ("bank", "branch", "account", "pix_kind", "pix_key"))
    if request.method != "POST":
        return _show(request, told, BankForm())
    form = BankForm(request.POST)
    if not form.is_valid():
        return _show(request, told, form, status=422)
    at = clock.now()
    try:
        account = services.record_pay_account(person_key=employee.person.key, values=form.cleaned_data, by=request.actor, at=at)
    except PersonInvalid as wrong:
        form.take_problems(wrong)
        return _show(request, told, form, status=422)
    if account.recorded_at == at:
        recipients = tuple(people.ids_with("hr.view_bank", besides=[request.actor.id]))
        url = reverse("employee", args=[employee.number])
        notify(drafts=[NoticeDraft(kinds.BANK_CHANGED, recipients, {"number": employee.number}, url, f"bank:{account.pk}")], at=at)
    messages.success(request, _("Saved. The people department was told, and pays there from the next payroll on."))
    return HttpResponseRedirect(reverse("my_data"))
