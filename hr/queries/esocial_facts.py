"""
The facts of which eSocial has no receipt yet, whatever table they stand in, as rows of one shape.

``EsocialEmployer.since`` is compared in SQL: while nobody has set it every comparison is unknown, and only admissions that
were begun here remain.  What has its receipt stays in the database: the cost follows what is open, not the years.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.fields.ranges import RangeEndsWith, RangeStartsWith
from django.db.models import CharField, DateField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat, TruncDate

from backoffice.core.models import AuditEntry
from hr.esocial.due import Fact
from hr.models import AddressTerm, Employee, EsocialEmployer, EsocialEvent, JobTerm, LeaveEntry, PayTerm, ScheduleTerm

Kind, State = EsocialEvent.Kind, EsocialEvent.State
ADMISSION, END = "admission", "end"
# Fields of a person that S-2205 tells, as the trail names them; a dependent's are told whatever changed.
PERSONAL_FIELDS = frozenset(
    {"name", "social_name", "sex", "race_colour", "marital_status", "education", "nationality", "disabilities", "phone", "email"}
)
_DEPENDENT_ACTIONS = ("person.dependent_added", "person.dependent_changed", "person.dependent_ended")
Rows = QuerySet[Any]


def open_facts(employees: Rows, *, today: date) -> Iterator[Fact]:
    """All but what only the trail knows; one statement.  Changes that lie ahead are told on their day."""
    active = employees.filter(state=Employee.State.ACTIVE)
    first, *others = (
        _admissions(employees),
        *_contract_changes(employees, today),
        *_probation_days(employees, today),
        _leaves(employees, today),
        _terminations(employees, today),
        _moves(active, today),
        _waiting(active),
    )
    # Without ALL: what changed twice on one day is one fact.
    return (Fact(*row) for row in first.union(*others))


def changes_in_trail(people: Collection[str] | None = None) -> list[tuple[str, date]]:
    """Keys of people (of all, or of these) with the days on which something changed that S-2205 tells; one statement."""
    is_told = Q(action__in=_DEPENDENT_ACTIONS) | Q(action="person.changed", after__fields__has_any_keys=sorted(PERSONAL_FIELDS))
    traces = AuditEntry.objects.filter(is_told, subject_kind="person")
    if people is not None:
        traces = traces.filter(subject_key__in=people)
    return list(traces.annotate(day=TruncDate("at")).filter(day__gte=_since()).order_by().values_list("subject_key", "day"))


def _since() -> Subquery:
    return Subquery(EsocialEmployer.objects.filter(pk=1).values("since"))


def _begun(rows: Rows, today: date) -> Rows:
    begun: Rows = rows.filter(day__gte=_since(), day__lte=today)
    return begun


def _untold(rows: Rows, kind: str, reference: Any, *, employee: str = "employee_id", until: str = "day", motive: Any = "") -> Rows:
    """Those without a receipt, in the common shape; ``rows`` have a ``day``."""
    receipts = EsocialEvent.objects.filter(kind=kind, state=State.RECEIPTED, employee=OuterRef(employee), reference=OuterRef("told_as"))
    found = rows.annotate(told_as=reference).filter(~Exists(receipts)).order_by()
    told: Rows = found.values_list(Value(str(kind)), employee, "told_as", "day", until, motive or Value(""))
    return told


def _by_day() -> Func:
    return Func(F("day"), Value("YYYY-MM-DD"), function="to_char", output_field=CharField())


def _admissions(employees: Rows) -> Rows:
    """Who was invited here, or begins after the day from which we tell; until S-2200 has its receipt."""
    ours = Q(admission__isnull=False, admission__cancelled_at=None) | Q(admission=None, admitted_on__gte=_since())
    return _untold(employees.filter(ours).annotate(day=F("admitted_on")), Kind.S2200, Value(ADMISSION), employee="pk")


def _contract_changes(employees: Rows, today: date) -> Iterator[Rows]:
    """Position or establishment, pay, hours; all of one day are one event."""
    terms: tuple[Rows, ...] = (JobTerm.objects.all(), PayTerm.objects.all(), ScheduleTerm.objects.all())
    for rows in terms:
        dated = rows.filter(employee__in=employees).annotate(day=RangeStartsWith("valid"))
        begun = _begun(dated, today).filter(day__gt=F("employee__admitted_on"))
        if rows.model is JobTerm:
            # Another department or cost centre is no change to eSocial.
            places = {name: OuterRef(name) for name in ("employee", "position", "establishment")}
            begun = begun.filter(~Exists(JobTerm.objects.filter(valid__endswith=OuterRef("day"), **places)))
        yield _untold(begun, Kind.S2206, _by_day())


def _probation_days(employees: Rows, today: date) -> Iterator[Rows]:
    """A probation is told as a fixed term: the day after a part, the term is another one, or none any more."""
    rows = employees.filter(probation_first_until__isnull=False)
    for part in ("probation_first_until", "probation_until"):
        days = rows.annotate(day=Cast(F(part) + timedelta(days=1), DateField()))
        still_here = Q(ended_on=None) | Q(ended_on__gte=F("day"))
        yield _untold(_begun(days, today).filter(still_here), Kind.S2206, _by_day(), employee="pk")


def _leaves(employees: Rows, today: date) -> Rows:
    entries = LeaveEntry.objects.filter(employee__in=employees, is_live=True).exclude(kind__motive="")
    dated = entries.annotate(day=RangeStartsWith("away"), until=RangeEndsWith("away"))
    reference = Concat(Value("leave:"), Cast("pk", CharField()))
    return _untold(_begun(dated, today), Kind.S2230, reference, until="until", motive="kind__motive")


def _terminations(employees: Rows, today: date) -> Rows:
    return _untold(_begun(employees.annotate(day=F("ended_on")), today), Kind.S2299, Value(END), employee="pk")


def _moves(active: Rows, today: date) -> Rows:
    """They have no reference yet: which file tells them depends on what else changed."""
    dated = AddressTerm.objects.annotate(employee=F("person__employments"), day=RangeStartsWith("valid")).filter(employee__in=active)
    return _untold(_begun(dated, today), Kind.S2205, Value(""), employee="employee")


def _waiting(active: Rows) -> Rows:
    """A file that was made and has no receipt is what the list shows, also when nothing else is left to tell."""
    rows = EsocialEvent.objects.filter(kind=Kind.S2205, employee__in=active).exclude(state__in=[State.SUPERSEDED, State.RECEIPTED])
    is_watched = Exists(EsocialEmployer.objects.filter(pk=1))
    return rows.filter(is_watched).order_by().values_list("kind", "employee_id", "reference", "occurred_on", "due_on", Value(""))
