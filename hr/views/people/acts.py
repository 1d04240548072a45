"""Changes of what is dated: position, salary, hours, manager, address."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from backoffice.core import clock, sensitive
from backoffice.core.actors import Actor
from backoffice.core.forms import parse_date
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from hr import services
from hr.esocial.deadlines import change_due
from hr.queries.file import EmployeeFile
from hr.views.people import page, parts
from hr.views.people.acting import Act, Effects, answer
from hr.views.people.forms import AddressForm, JobForm, ManagerForm, PayForm, ScheduleForm
from hr.views.people.looking import note_look

_JOB = ("position", "department", "establishment", "cost_center")


def _today() -> date:
    return clock.company_date(clock.now())


def _day(form: Any) -> date | None:
    """The day in the form as it stands, None while it says none."""
    try:
        return parse_date(str(form["from_day"].value() or ""), today=_today()) if form.is_bound else form.initial["from_day"]
    except (ValueError, OverflowError):
        return None


def _chosen(form: Any, name: str) -> str:
    """The words of what is chosen in a list."""
    value = str(form[name].value() or "")
    return next((str(label) for key, label in form.fields[name].choices if str(key) == value and key), "")


def _told(what: str, before: str, after: str, day: date | None, event: str, icon: str, *, held: Any = None) -> Effects:
    """ "From 01/12/2026: salary R$ 2.350,00 -> R$ 2.500,00", what closes or is put right, what eSocial has to hear."""
    if day is None or not after:
        return []
    shown = formats.day_month_year(day)
    change = _("From %(day)s: %(what)s %(before)s → %(after)s") if before else _("From %(day)s: %(what)s %(after)s")
    effects = [{"icon": icon, "text": change % {"day": shown, "what": what, "before": before, "after": after}}]
    if held is not None and held.valid.lower == day:
        effects.append(
            {"icon": "history", "text": _("What was written down from %(day)s on is put right; it stays visible.") % {"day": shown}}
        )
    elif held is not None:
        last = formats.day_month_year(day - timedelta(days=1))
        effects.append({"icon": "history", "text": _("What holds before ends on %(day)s and stays in the history.") % {"day": last}})
    if event:
        due = formats.day_month_year(change_due(day))
        effects.append({"icon": "outgoing_mail", "text": _("An %(event)s is due by %(day)s.") % {"event": event, "day": due}})
    return effects


def _held(rows: Any, day: date | None) -> Any:
    """The term that holds on the day of the form."""
    return rows.filter(valid__contains=day).first() if day else None


def _done(what: str, form: Any) -> str:
    return _("%(what)s changed from %(day)s on.") % {"what": what, "day": formats.day_month_year(form.cleaned_data["from_day"])}


def _job_effects(form: JobForm, file: EmployeeFile) -> Effects:
    """Position and department always; the place of work and the cost centre where they change."""
    day = _day(form)
    held = _held(file.employee.job_terms.select_related(*_JOB), day)
    chosen = {name: str(form[name].value() or "") for name in _JOB}
    changed = [name for name in _JOB if chosen[name] and (held is None or chosen[name] != str(getattr(held, f"{name}_id")))]
    shown = [name for name in _JOB if name in ("position", "department") or name in changed]
    before = ", ".join(str(getattr(held, name).name) for name in shown if held is not None and getattr(held, name))
    after = ", ".join(filter(None, (_chosen(form, name) for name in shown))) if changed else ""
    # Another department or cost centre is no change to eSocial.
    event = "S-2206" if {"position", "establishment"} & set(changed) else ""
    return _told(_("position"), before, after, day, event, "work", held=held)


def _pay_effects(form: PayForm, file: EmployeeFile) -> Effects:
    day = _day(form)
    try:
        amount = form.fields["amount"].clean(form["amount"].value())
    except ValidationError:
        return []
    held = _held(file.employee.pay_terms, day)
    effects = _told(_("salary"), formats.brl(held.amount) if held else "", formats.brl(amount), day, "S-2206", "payments", held=held)
    if effects and held is not None and held.unit == form["unit"].value() and amount < held.amount:
        # CF art. 7 VI.  HR may have the agreement in hand, so it is said and not refused.
        effects.append({"icon": "warning", "text": _("The salary goes down: only a collective agreement allows it (CF art. 7, VI).")})
    return effects


def _schedule_effects(form: ScheduleForm, file: EmployeeFile) -> Effects:
    day = _day(form)
    held = _held(file.employee.schedule_terms.select_related("schedule"), day)
    before, after = held.schedule.name if held else "", _chosen(form, "schedule")
    return _told(_("work schedule"), before, after if after != before else "", day, "S-2206", "schedule", held=held)


def _manager_effects(form: ManagerForm, file: EmployeeFile) -> Effects:
    day = _day(form)
    held = _held(file.employee.manager_terms.select_related("manager__person"), day)
    before = held.manager.person.called if held else ""
    after = _chosen(form, "manager").rpartition(" (")[0] or (pgettext("manager", "nobody") if form.is_bound else "")
    effects = _told(_("manager"), before, after if after != before else "", day, "", "account_tree", held=held)
    if effects:
        told = _("From then on the new manager decides about absences and sees the file without pay.")
        effects.append({"icon": "event_available", "text": told})
    return effects


def _address_effects(form: AddressForm, file: EmployeeFile) -> Effects:
    names = ("street", "number", "complement", "district", "city", "state", "postal_code")
    values = {name: str(form[name].value() or "") for name in names}
    whole = parts.value_words("address", values) if values["street"] and values["city"] else ""
    day = _day(form)
    return _told(_("address"), "", whole, day, "S-2205", "home", held=_held(file.employee.person.addresses, day))


def _term(form_class: type[Any], initial: Callable[[EmployeeFile], dict[str, Any]]) -> Callable[[Any, EmployeeFile], Any]:
    """The form for a file: what holds now stands in it already."""

    def make(data: Any, file: EmployeeFile) -> Any:
        start = initial(file) | {"from_day": max(_today(), file.employee.admitted_on)}
        version = file.employee.person.version if form_class is AddressForm else file.employee.version
        return form_class(data, file=file, version=version, today=_today(), initial=start)

    return make


def _job_start(file: EmployeeFile) -> dict[str, Any]:
    job = file.job
    return {name: str(getattr(job, f"{name}_id") or "") for name in _JOB} if job else {}


def _change(name: str, service: Callable[..., Any], what: Callable[[], str]) -> Callable[[Any, EmployeeFile, Actor, datetime], str]:
    def run(form: Any, file: EmployeeFile, by: Actor, at: datetime) -> str:
        if name == "address":
            service(person_key=file.employee.person.key, address=form.values(), **form.dated(), by=by, at=at)
        else:
            service(number=file.employee.number, **form.values(), **form.dated(), by=by, at=at)
        return _done(what(), form)

    return run


def _question(words: Any) -> Callable[[EmployeeFile], str]:
    return lambda file: str(words) % {"name": file.employee.person.called}


JOB = Act(
    name="employee_job",
    title=_question(gettext_lazy("Change the position of %(name)s?")),
    act_label=gettext_lazy("Change position"),
    tab="employment",
    make=_term(JobForm, _job_start),
    run=_change("job", services.change_job, lambda: pgettext("employment", "Position")),
    effects=_job_effects,
    masks={"from_day": "date"},
)
PAY = Act(
    name="employee_pay",
    title=_question(gettext_lazy("Change the salary of %(name)s?")),
    act_label=gettext_lazy("Change salary"),
    tab="employment",
    make=_term(PayForm, lambda file: {}),
    run=_change("pay", services.change_pay, lambda: _("Salary")),
    effects=_pay_effects,
    masks={"from_day": "date", "amount": "money"},
)
SCHEDULE = Act(
    name="employee_schedule",
    title=_question(gettext_lazy("Change the work schedule of %(name)s?")),
    act_label=gettext_lazy("Change work schedule"),
    tab="employment",
    make=_term(ScheduleForm, lambda file: {"schedule": str(file.schedule.schedule_id)} if file.schedule else {}),
    run=_change("schedule", services.change_schedule, lambda: _("Work schedule")),
    effects=_schedule_effects,
    masks={"from_day": "date"},
)
MANAGER = Act(
    name="employee_manager",
    title=_question(gettext_lazy("Change the manager of %(name)s?")),
    act_label=gettext_lazy("Change manager"),
    tab="employment",
    make=_term(ManagerForm, lambda file: {"manager": file.manager.number} if file.manager else {}),
    run=_change("manager", services.change_manager, lambda: _("Manager")),
    effects=_manager_effects,
    masks={"from_day": "date"},
)
ADDRESS = Act(
    name="employee_address",
    title=_question(gettext_lazy("Change the address of %(name)s?")),
    act_label=gettext_lazy("Change address"),
    tab="personal",
    make=_term(AddressForm, lambda file: {}),
    run=_change("address", services.change_address, lambda: _("Address")),
    effects=_address_effects,
    masks={"from_day": "date", "postal_code": "cep"},
)


@staff_view(permission="hr.change_people", methods=("GET", "POST"), resumes=True)
def change_job(request: StaffRequest, number: str) -> HttpResponse:
    return answer(request, number, JOB)


@staff_view(permission="hr.view_pay", methods=("GET", "POST"), resumes=True)
def change_pay(request: StaffRequest, number: str) -> HttpResponse:
    if request.method == "GET" and "effects" not in request.GET:
        file = page.load(request, number)
        # The dialog names the present salary.
        note_look(file, sensitive.PAY, request.actor)
    return answer(request, number, PAY)


@staff_view(permission="hr.change_people", methods=("GET", "POST"), resumes=True)
def change_schedule(request: StaffRequest, number: str) -> HttpResponse:
    return answer(request, number, SCHEDULE)


@staff_view(permission="hr.change_people", methods=("GET", "POST"), resumes=True)
def change_manager(request: StaffRequest, number: str) -> HttpResponse:
    return answer(request, number, MANAGER)


@staff_view(permission="hr.change_people", methods=("GET", "POST"), resumes=True)
def change_address(request: StaffRequest, number: str) -> HttpResponse:
    return answer(request, number, ADDRESS)
