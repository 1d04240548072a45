"""The list of people."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core import clock, policy
from backoffice.core.actors import Actor
from backoffice.core.lists import Column, DateFilter, DateRange, ListSpec, ListState, MultiChoiceFilter, Reader, View, WorkList
from backoffice.core.lists.filters import ChoiceFilter
from backoffice.core.lists.views import show_list
from backoffice.core.templatetags import formats
from backoffice.core.templatetags.retaguarda import status
from backoffice.core.views import StaffRequest, staff_view
from hr.models import Employee
from hr.queries import choices, people_list
from hr.queries.people_list import PeopleFilter, PersonRow

PAY = "pay"


def _name(row: PersonRow) -> SafeString:
    return format_html('{} <span class="rg-mute rg-code">{}</span>', row.name, row.number)


def _state(row: PersonRow) -> SafeString | str:
    return status("employee", row.state, plain=True)


def _state_word(row: PersonRow) -> str:
    return str(Employee.State(row.state).label)


def _contract(row: PersonRow) -> str:
    return str(Employee.ContractKind(row.contract_kind).label)


_NUMBER = Column(name="number", label=_("Registration number"), css="rg-code rg-num", sort="number", optional=True)
_COLUMNS = [
    Column(
        name="name",
        label=_("Name"),
        cell=_name,
        value="name",
        css="rg-cut rg-w38",
        phone="lead",
        sort="name",
        link=True,
        beside=(_NUMBER,),
    ),
    Column(name="position", label=pgettext_lazy("employment", "Position"), css="rg-cut", phone="bare"),
    Column(name="department", label=_("Department"), css="rg-soft rg-nowrap"),
    Column(name="manager", label=_("Manager"), css="rg-soft rg-nowrap"),
    Column(
        name="admitted",
        label=_("Admitted on"),
        cell=lambda row: formats.day_month_year(row.admitted_on),
        value="admitted_on",
        css="rg-num rg-nowrap",
        sort="admitted",
    ),
    Column(name="state", label=pgettext_lazy("employee", "State"), cell=_state, value=_state_word, phone="end"),
    _NUMBER,
    Column(name="establishment", label=_("Establishment"), css="rg-soft", optional=True),
    Column(name="contract_kind", label=_("Kind of contract"), cell=_contract, value=_contract, optional=True),
    Column(name="schedule", label=_("Work schedule"), optional=True),
    Column(name="ended", label=_("Left on"), cell=lambda row: formats.day_month_year(row.ended_on), value="ended_on", optional=True),
    Column(name="cpf", label="CPF", css="rg-num rg-nowrap", optional=True),
]
_PERSONAL = [
    Column(
        name="birth_date", label=_("Date of birth"), cell=lambda row: formats.day_month_year(row.birth_date), css="rg-num", optional=True
    ),
    Column(name="email", label=_("E-mail"), css="rg-soft rg-cut", optional=True),
    Column(name="phone", label=_("Phone"), css="rg-num rg-nowrap", optional=True),
]
_PAY = Column(
    name=PAY,
    label=_("Salary (R$)"),
    cell=lambda row: formats.money(row.pay) if row.pay is not None else "",
    value="pay",
    css="rg-r rg-num rg-p-brl",
    optional=True,
)


def spec(actor: Actor) -> ListSpec:
    """Columns that the policy masks altogether are not offered."""
    columns = [*_COLUMNS]
    if policy.may_see(actor, "person.contact"):
        columns += _PERSONAL
    if policy.may_see(actor, "employee.pay"):
        columns.append(_PAY)
    return ListSpec(
        title=pgettext_lazy("people", "People"),
        views=[
            View(name="active", label=pgettext_lazy("employees", "Active")),
            View(name="preparing", label=_("In admission")),
            View(name="ended", label=pgettext_lazy("employees", "Left")),
        ],
        filters=[
            MultiChoiceFilter(name="department", label=_("Department"), choices=choices.departments),
            MultiChoiceFilter(name="position", label=pgettext_lazy("employment", "Position"), choices=choices.positions),
            MultiChoiceFilter(name="establishment", label=_("Establishment"), choices=choices.establishments),
            ChoiceFilter(name="manager", label=_("Manager"), choices=choices.managers),
            MultiChoiceFilter(name="contract", label=_("Kind of contract"), choices=Employee.ContractKind.choices),
            DateFilter(name="since", label=_("Admitted on")),
        ],
        columns=columns,
        search_label=_("Name, registration number or CPF")
        if policy.may_see(actor, "person.document")
        else _("Name or registration number"),
        sorts=people_list.SORTS,
    )


@staff_view(permission="hr.open_files")
def people(request: StaffRequest) -> HttpResponse:
    return show_list(
        request,
        PEOPLE.code,
        "hr/people/list.html",
        extra={"may_add": request.actor.may("hr.change_people")},
    )


def _read(state: ListState, actor: Actor) -> Reader[PersonRow]:
    now = clock.now()
    since: DateRange = state.values.get("since", DateRange())
    filters = PeopleFilter(
        view=state.view,
        search=state.search,
        departments=state.values.get("department", ()),
        positions=state.values.get("position", ()),
        establishments=state.values.get("establishment", ()),
        manager=state.values.get("manager", ""),
        contract_kinds=state.values.get("contract", ()),
        since=since.start,
        until=since.end,
    )
    # Pay is read, and its reading noted, only where its column is on the screen or in the file.
    shows_pay = any(column.name == PAY for column in state.columns)
    return people_list.read_people(filters=filters, actor=actor, today=clock.company_date(now), pay_at=now if shows_pay else None)


PEOPLE = WorkList(
    code="pessoas",
    permission="hr.open_files",
    export_permission="hr.export_people",
    url_name="people",
    spec=spec,
    reader=_read,
    counts=lambda state, actor: people_list.count_views(actor=actor),
    row_url=lambda row, state: reverse("employee", args=[row.number]),
    key_of=lambda row: row.number,
    key_url=lambda key: reverse("employee", args=[key]),
    file_name="pessoas",
)
