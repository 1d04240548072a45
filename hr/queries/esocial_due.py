"""
What eSocial has to hear of, derived from the facts: nobody keeps a list by hand.

A fixed number of statements whatever the number of people.  Changes that lie ahead become due on their day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.fields.ranges import RangeStartsWith
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from backoffice.core import clock
from backoffice.core.models import AuditEntry
from hr.esocial import deadlines
from hr.models import AddressTerm, Employee, EsocialEmployer, EsocialEvent, JobTerm, LeaveEntry, PayTerm, Person, ScheduleTerm

Kind, State = EsocialEvent.Kind, EsocialEvent.State
ADMISSION, END = "admission", "end"
# Fields of a person that S-2205 tells, as the trail names them; a dependent's are told whatever changed.
PERSONAL_FIELDS = frozenset(
    {"name", "social_name", "sex", "race_colour", "marital_status", "education", "nationality", "disabilities", "phone", "email"}
)
_DEPENDENT_ACTIONS = ("person.dependent_added", "person.dependent_changed", "person.dependent_ended")
Fact = tuple[int, str, str, date, date]


@dataclass(frozen=True, slots=True)
class DueEvent:
    """
    One event that waits for its receipt.  ``state`` is that of the file, "" while none was made; ``event_id`` its Id.

    ``called`` is the name that people use.
    """

    kind: str
    number: str
    called: str
    reference: str
    occurred_on: date
    due_on: date
    state: str = ""
    event_id: str = ""

    def days_left(self, today: date) -> int:
        """Negative when the day has passed."""
        return (self.due_on - today).days


def esocial_due(*, today: date, employee_ids: Sequence[int] | None = None) -> list[DueEvent]:
    """Everything that eSocial has to hear of and has no receipt yet, what presses most first."""
    employees = Employee.objects.exclude(category=Employee.Category.INTERN)
    if employee_ids is not None:
        employees = employees.filter(pk__in=list(employee_ids))
    since = EsocialEmployer.objects.filter(pk=1).values_list("since", flat=True).first()
    found = list(_admissions(employees, since))
    if since is not None:
        found += _contract_changes(employees, since, today)
        found += _personal_changes(employees, since, today)
        found += _leaves(employees, since, today)
        found += _terminations(employees, since, today)
    return _open(found)


@dataclass(frozen=True, slots=True)
class EsocialFigures:
    """How many events are late, how many fall due within the days in which notices go out, and the first day of those."""

    late: int
    soon: int
    first_soon: date | None


def get_esocial_figures(*, today: date) -> EsocialFigures:
    """The numbers of the home page."""
    due = esocial_due(today=today)
    soon = [each.due_on for each in due if is_soon(each, today)]
    return EsocialFigures(sum(each.days_left(today) < 0 for each in due), len(soon), min(soon, default=None))


def is_soon(each: DueEvent, today: date) -> bool:
    """Whether it falls due within the days in which notices go out; what is late already is not."""
    return 0 <= each.days_left(today) <= max(deadlines.WARNING_DAYS)


def _admissions(employees: "QuerySet[Employee]", since: date | None) -> Iterable[Fact]:
    """Who was invited here, or begins after the day from which we tell; until S-2200 has its receipt."""
    ours = Q(admission__isnull=False, admission__cancelled_at=None)
    if since is not None:
        ours |= Q(admission=None, admitted_on__gte=since)
    receipted = EsocialEvent.objects.filter(employee=OuterRef("pk"), state=State.RECEIPTED)
    rows = (
        employees.filter(ours)
        .filter(~Exists(receipted.filter(kind=Kind.S2200)))
        .annotate(is_announced=Exists(receipted.filter(kind=Kind.S2190)))
    )
    for key, starts_on, is_announced in rows.values_list("pk", "admitted_on", "is_announced"):
        due = deadlines.completion_due(starts_on) if is_announced else deadlines.admission_due(starts_on)
        yield key, Kind.S2200, ADMISSION, starts_on, due


def _contract_changes(employees: "QuerySet[Employee]", since: date, today: date) -> Iterable[Fact]:
    """Position or establishment, pay, hours, and the parts of a probation; all of one day are one event."""
    days: set[tuple[int, date]] = set()
    # Another department or cost centre is no change to eSocial.
    same = JobTerm.objects.annotate(first_day=RangeStartsWith("valid")).filter(
        employee=OuterRef("employee"),
        position=OuterRef("position"),
        establishment=OuterRef("establishment"),
        valid__endswith=OuterRef("first_day"),
    )
    terms: tuple[QuerySet[Any], ...] = (JobTerm.objects.all(), PayTerm.objects.all(), ScheduleTerm.objects.all())
    for rows in terms:
        begun = _begun(rows.filter(employee__in=employees), since, today).filter(first_day__gt=F("employee__admitted_on"))
        if rows.model is JobTerm:
            begun = begun.filter(~Exists(same))
        days.update(begun.values_list("employee_id", "first_day"))
    days.update(_probation_days(employees, since, today))
    for key, day in days:
        yield key, Kind.S2206, day.isoformat(), day, deadlines.change_due(day)


def _begun(rows: "QuerySet[Any]", since: date, today: date) -> "QuerySet[Any]":
    begun: QuerySet[Any] = rows.annotate(first_day=RangeStartsWith("valid")).filter(first_day__gte=since, first_day__lte=today)
    return begun


def _probation_days(employees: "QuerySet[Employee]", since: date, today: date) -> Iterable[tuple[int, date]]:
    """A probation is told as a fixed term: the day after a part, the term is another one, or none any more."""
    rows = employees.filter(probation_first_until__isnull=False).values_list("pk", "probation_first_until", "probation_until", "ended_on")
    for key, first, last, ended_on in rows:
        for end in dict.fromkeys(filter(None, (first, last))):
            day = end + timedelta(days=1)
            if since <= day <= today and (ended_on is None or ended_on >= day):
                yield key, day


def _personal_changes(employees: "QuerySet[Employee]", since: date, today: date) -> Iterable[Fact]:
    """
    S-2205 tells everything as it is: one event covers all changes until its day.  The first change that none covers sets
    the deadline, the last one is the day that the event names.
    """
    active = employees.filter(state=Employee.State.ACTIVE)
    owners = {person: (key, starts) for person, key, starts in active.values_list("person_id", "pk", "admitted_on")}
    covered: dict[int, date] = {}
    told = EsocialEvent.objects.filter(kind=Kind.S2205, employee__in=active).exclude(state=State.SUPERSEDED)
    for key, day in told.order_by("occurred_on").values_list("employee_id", "occurred_on"):
        covered[key] = day
    # A file that was made and has no receipt is what the list shows, also when it covers all.
    waiting = told.exclude(state=State.RECEIPTED).values_list("employee_id", "reference", "occurred_on", "due_on")
    for key, reference, day, due in waiting:
        yield key, Kind.S2205, reference, day, due
    changed: dict[int, list[date]] = {}
    for person_id, day in _personal_days(active, since, today):
        key, starts_on = owners[person_id]
        if day > max(starts_on, covered.get(key, starts_on)):
            changed.setdefault(key, []).append(day)
    for key, days in changed.items():
        yield key, Kind.S2205, max(days).isoformat(), min(days), deadlines.change_due(min(days))


def _personal_days(active: "QuerySet[Employee]", since: date, today: date) -> Iterable[tuple[int, date]]:
    moves = _begun(AddressTerm.objects.filter(person__employments__in=active), since, today)
    yield from moves.values_list("person_id", "first_day")
    people = {str(key): pk for key, pk in Person.objects.filter(employments__in=active).values_list("key", "pk")}
    trail = AuditEntry.objects.filter(subject_kind="person", action__in=("person.changed", *_DEPENDENT_ACTIONS), at__date__gte=since)
    for subject, action, at, after in trail.values_list("subject_key", "action", "at", "after"):
        is_told = action != "person.changed" or bool(PERSONAL_FIELDS & set((after or {}).get("fields", ())))
        if subject in people and is_told:
            yield people[subject], clock.company_date(at)


def _leaves(employees: "QuerySet[Employee]", since: date, today: date) -> Iterable[Fact]:
    rows = LeaveEntry.objects.filter(employee__in=employees, is_live=True, away__isnull=False).exclude(kind__motive="")
    begun = rows.filter(away__startswith__gte=since, away__startswith__lte=today)
    found: Iterable[tuple[int, int, str, Any]] = begun.values_list("pk", "employee_id", "kind__motive", "away")
    for pk, key, motive, away in found:
        last = away.upper - timedelta(days=1) if away.upper else away.lower + timedelta(days=deadlines.OPEN_LEAVE_DAYS)
        due = deadlines.leave_due(motive=motive, first_day=away.lower, last_day=last)
        if due is not None:
            yield key, Kind.S2230, f"leave:{pk}", away.lower, due


def _terminations(employees: "QuerySet[Employee]", since: date, today: date) -> Iterable[Fact]:
    ended: Iterable[tuple[int, Any]] = employees.filter(ended_on__gte=since, ended_on__lte=today).values_list("pk", "ended_on")
    for key, day in ended:
        yield key, Kind.S2299, END, day, deadlines.termination_due(day)


def _open(found: list[Fact]) -> list[DueEvent]:
    """Facts with their files; those with a receipt are done."""
    keys = {fact[0] for fact in found}
    names = ("pk", "number", "person__name", "person__social_name")
    people = {pk: (number, social or name) for pk, number, name, social in Employee.objects.filter(pk__in=keys).values_list(*names)}
    rows = EsocialEvent.objects.filter(employee_id__in=keys).exclude(state=State.SUPERSEDED)
    files = {
        (key, kind, reference): (state, event_id)
        for key, kind, reference, state, event_id in rows.values_list("employee_id", "kind", "reference", "state", "event_id")
    }
    due = []
    for key, kind, reference, occurred_on, due_on in found:
        state, event_id = files.get((key, kind, reference), ("", ""))
        if state != State.RECEIPTED:
            due.append(DueEvent(kind, *people[key], reference, occurred_on, due_on, state, event_id))
    return sorted(due, key=lambda each: (each.due_on, each.number, each.kind, each.reference))
