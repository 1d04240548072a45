"""People as a list shows them: what holds on the day that matters (today, the last day, the first day)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Greatest, Least, Lower, NullIf
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy, sensitive
from backoffice.core.actors import Actor
from backoffice.core.lists import Key, Reader, Sort, keyset
from backoffice.core.people import unaccented
from backoffice.core.templatetags import formats
from hr.models import Employee, JobTerm, ManagerTerm, PayTerm, ScheduleTerm

VIEWS = ("active", "preparing", "ended")
_FIELDS = (
    "id",
    "number",
    "state",
    "contract_kind",
    "admitted_on",
    "ended_on",
    "user_id",
    "day",
    "called",
    "person__key",
    "person__cpf",
    "person__email",
    "person__phone",
    "person__birth_date",
)
_CALLED = Coalesce(NullIf("person__social_name", Value("")), "person__name")


def _plain(expression: Any) -> Func:
    return Func(Lower(expression), function="bo_unaccent", output_field=TextField())


_BY_NAME = (Key("plain_name", keyset.word, _plain(_CALLED)), Key("id"))
SORTS: tuple[Sort, ...] = (
    Sort(name="name", label=_("By name"), keys=_BY_NAME),
    Sort(name="-name", label=_("By name, last first"), keys=_BY_NAME),
    Sort(name="-admitted", label=_("Newest first"), keys=(Key("admitted_on", keyset.day), Key("id"))),
    Sort(name="admitted", label=_("Longest here first"), keys=(Key("admitted_on", keyset.day), Key("id"))),
    Sort(name="number", label=_("By registration number"), keys=(Key("number", keyset.word), Key("id"))),
    Sort(name="-number", label=_("By registration number, highest first"), keys=(Key("number", keyset.word), Key("id"))),
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """``cpf``, ``email``, ``phone``, ``birth_date``, ``pay`` as the actor may see them: masked or empty."""

    number: str
    name: str
    state: str
    contract_kind: str
    admitted_on: date
    ended_on: date | None
    position: str
    department: str
    establishment: str
    manager: str
    schedule: str
    cpf: str
    email: str
    phone: str
    birth_date: date | None
    pay: Decimal | None


@dataclass(frozen=True, kw_only=True)
class PeopleFilter:
    """Ids as text; ``manager`` is a matrícula."""

    view: str = ""
    search: str = ""
    departments: Sequence[str] = ()
    positions: Sequence[str] = ()
    establishments: Sequence[str] = ()
    manager: str = ""
    contract_kinds: Sequence[str] = ()
    since: date | None = None
    until: date | None = None


def read_people(*, filters: PeopleFilter, actor: Actor, today: date, pay_at: datetime | None = None) -> Reader[PersonRow]:
    """
    The people of a filter.  A page is six statements; with ``pay_at`` the rows carry pay for who may see it, and each look is
    noted at that moment, a seventh.
    """
    rows = _in_sight(actor, today)
    if filters.view:
        rows = rows.filter(state=filters.view)
    if filters.contract_kinds:
        rows = rows.filter(contract_kind__in=filters.contract_kinds)
    if filters.since:
        rows = rows.filter(admitted_on__gte=filters.since)
    if filters.until:
        rows = rows.filter(admitted_on__lte=filters.until)
    job = {"department__in": filters.departments, "position__in": filters.positions, "establishment__in": filters.establishments}
    asked = {name: [int(each) for each in values] for name, values in job.items() if values}
    if asked:
        rows = rows.filter(Exists(JobTerm.objects.filter(employee=OuterRef("pk"), valid__contains=OuterRef("day"), **asked)))
    if filters.manager:
        led = ManagerTerm.objects.filter(employee=OuterRef("pk"), valid__contains=OuterRef("day"), manager__number=filters.manager)
        rows = rows.filter(Exists(led))
    rows = _searched(rows, filters.search, actor)
    return Reader(rows=rows, fields=_FIELDS, make=lambda found: _rows(found, actor, pay_at), key="number")


def count_views(*, actor: Actor) -> dict[str, int]:
    """How many people each tab has, one statement."""
    rows = policy.visible(actor, Employee.objects.all()).order_by().values("state").annotate(count=Count("pk", distinct=True))
    found = {row["state"]: row["count"] for row in rows}
    return {view: found.get(view, 0) for view in VIEWS}


def _in_sight(actor: Actor, today: date) -> QuerySet[Any]:
    """``day`` is when a row's terms are read: today, the last day of who left, the first of who is still to come."""
    day = Greatest(Least(Value(today, DateField()), F("ended_on")), F("admitted_on"), output_field=DateField())
    return policy.visible(actor, Employee.objects.annotate(day=day, called=_CALLED))


def _searched(rows: QuerySet[Any], search: str, actor: Actor) -> QuerySet[Any]:
    """Name, social name or matrícula; a CPF only for those who may read one, or the search would tell it digit by digit."""
    words = search.split()[:6]
    if not words:
        return rows
    digits = "".join(filter(str.isdigit, search))
    named = Q()
    names = _plain(F("person__name")), _plain(F("person__social_name"))
    rows = rows.annotate(plain_civil=names[0], plain_social=names[1])
    for word in words:
        text = unaccented(word)
        named &= Q(plain_civil__contains=text) | Q(plain_social__contains=text)
    found = named | Q(number__iexact=search.strip())
    if len(digits) == 11 and policy.may_see(actor, "person.document"):
        found |= Q(person__cpf=digits)
    return rows.filter(found)


def _rows(found: Sequence[Mapping[str, Any]], actor: Actor, pay_at: datetime | None) -> list[PersonRow]:
    days = {row["id"]: row["day"] for row in found}
    jobs = terms_on(JobTerm, days, "position__name", "department__name", "establishment__name")
    hours = terms_on(ScheduleTerm, days, "schedule__name")
    managers = terms_on(ManagerTerm, days, "manager__person__name", "manager__person__social_name")
    sees_pay = pay_at is not None and policy.may_see(actor, "employee.pay")
    pay = terms_on(PayTerm, days, "amount") if sees_pay else {}
    if sees_pay and pay_at is not None:
        others = [str(row["person__key"]) for row in found if row["id"] in pay and row["user_id"] != actor.id]
        sensitive.note_reads(
            subject_kind="person", subject_keys=others, group=sensitive.PAY, by=actor, at=pay_at, item=str(_("List of people"))
        )
    is_open = policy.may_see(actor, "person.document"), policy.may_see(actor, "person.contact")
    return [
        _row(
            row, jobs.get(row["id"], ("", "", "")), hours.get(row["id"], ("",)), managers.get(row["id"]), pay.get(row["id"]), actor, is_open
        )
        for row in found
    ]


def _row(
    row: Mapping[str, Any],
    job: Sequence[str],
    hours: Sequence[str],
    manager: Sequence[str] | None,
    pay: Sequence[Any] | None,
    actor: Actor,
    is_open: tuple[bool, bool],
) -> PersonRow:
    own = row["user_id"] is not None and actor.kind == "user" and row["user_id"] == actor.id
    document, contact = is_open[0] or own, is_open[1] or own
    return PersonRow(
        number=row["number"],
        name=row["called"],
        state=row["state"],
        contract_kind=row["contract_kind"],
        admitted_on=row["admitted_on"],
        ended_on=row["ended_on"],
        position=job[0],
        department=job[1],
        establishment=job[2],
        manager=(manager[1] or manager[0]) if manager else "",
        schedule=hours[0],
        cpf=formats.cpf_cnpj(row["person__cpf"]) if document else formats.masked_document(row["person__cpf"]),
        email=row["person__email"] if contact else "",
        phone=row["person__phone"] if contact else "",
        birth_date=row["person__birth_date"] if document else None,
        pay=pay[0] if pay else None,
    )


def terms_on(model: type[Any], days: Mapping[int, date], *fields: str) -> dict[int, tuple[Any, ...]]:
    """The asked fields of the term that holds on each employee's day, by employee; one statement."""
    rows = model.objects.filter(employee__in=days).values_list("employee_id", "valid", *fields)
    return {
        employee: tuple(values)
        for employee, valid, *values in rows
        if valid.lower <= days[employee] and (valid.upper is None or days[employee] < valid.upper)
    }
