"""Admissions as people see them: the board, the list, one of them with everything around it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, DateField, ExpressionWrapper, F, Func, Min, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists import Key, Reader, Sort, keyset
from backoffice.core.people import unaccented
from hr.admission import stages
from hr.admission.stages import Facts, Step
from hr.errors import UnknownAdmission
from hr.models import Admission, Department, Employee, JobTerm
from hr.queries.admission_facts import gather_facts

# More than this at once is a list's matter, not a board's.
BOARD_LIMIT = 150
_BY_START = (Key("starts", keyset.day, ExpressionWrapper(F("employee__admitted_on"), output_field=DateField())), Key("id"))
SORTS: tuple[Sort, ...] = (
    Sort(name="start", label=_("First day, nearest first"), keys=_BY_START),
    Sort(name="-start", label=_("First day, latest first"), keys=_BY_START),
    Sort(name="-new", label=_("Newest first"), keys=(Key("id"),)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionRow:
    """
    One admission on the board or in the list.  ``late`` is "", papers or start; ``turn`` and ``step`` say what is next
    and with whom (None when only the first day is waited for, or it is over).
    """

    id: int
    number: str
    name: str
    employee_number: str
    position: str
    department: str
    start_on: date
    days_left: int
    papers_due_on: date
    stage: str
    step: Step | None
    turn: str
    done: int
    total: int
    late: str


@dataclass(frozen=True, slots=True)
class AdmissionFigures:
    """For the home page: how many wait for HR, how many begin within a week with something open, the nearest of those days."""

    with_hr: int
    at_risk: int
    nearest: date | None


def open_admissions(actor: Actor) -> QuerySet[Admission]:
    """Those under way that the actor may know of."""
    return admissions_of(actor).filter(done_at=None, cancelled_at=None)


def admissions_of(actor: Actor) -> QuerySet[Admission]:
    return Admission.objects.filter(employee__in=policy.visible(actor, Employee.objects.all()))


def list_board(*, actor: Actor, today: date) -> dict[str, list[AdmissionRow]]:
    """The admissions under way by stage, nearest first day first; a fixed number of statements."""
    rows = open_admissions(actor).order_by("employee__admitted_on", "pk").values_list("pk", flat=True)[:BOARD_LIMIT]
    board: dict[str, list[AdmissionRow]] = {stage: [] for stage in stages.STAGES}
    for row in rows_of(list(rows), today=today):
        board[row.stage].append(row)
    return board


def read_admissions(
    *,
    actor: Actor,
    today: date,
    search: str = "",
    view: str = "",
    stage: Sequence[str] = (),
    department: Sequence[str] = (),
    start_from: date | None = None,
    start_to: date | None = None,
) -> Reader[AdmissionRow]:
    """The admissions of a filter; ``view`` is a tab: open, hr, week, done or cancelled."""
    rows = admissions_of(actor)
    if view in _VIEWS:
        rows = rows.filter(_view(view, today))
    if search.strip():
        rows = _named(rows, search)
    if stage:
        rows = rows.filter(stage__in=stage)
    if department:
        ids = JobTerm.objects.filter(department_id__in=[int(key) for key in department if key.isdigit()]).values("employee_id")
        rows = rows.filter(employee_id__in=ids)
    if start_from:
        rows = rows.filter(employee__admitted_on__gte=start_from)
    if start_to:
        rows = rows.filter(employee__admitted_on__lte=start_to)
    return Reader(rows=rows, fields=("id",), make=lambda found: _made(found, today))


def count_tabs(*, actor: Actor, today: date) -> dict[str, int]:
    """How many admissions each tab has; one statement."""
    return dict(admissions_of(actor).aggregate(**_tab_counts(today)))


def _tab_counts(today: date) -> dict[str, Count]:
    return {name: Count("pk", filter=_view(name, today)) for name in _VIEWS}


def get_queue_figures(*, actor: Actor, today: date) -> AdmissionFigures:
    """What the home page says about admissions; one statement."""
    nearest = Min("employee__admitted_on", filter=_view("week", today))
    counts = admissions_of(actor).aggregate(**_tab_counts(today), nearest=nearest)
    return AdmissionFigures(counts[WITH_HR], counts["week"], counts["nearest"])


def rows_of(ids: Iterable[int], *, today: date) -> list[AdmissionRow]:
    """The rows of these admissions, in the same order; a fixed number of statements."""
    wanted = list(ids)
    found = {row.pk: row for row in Admission.objects.filter(pk__in=wanted).select_related("employee__person")}
    admissions = [found[key] for key in wanted if key in found]
    facts = gather_facts(admissions, today=today)
    jobs = JobTerm.objects.filter(employee_id__in=[row.employee_id for row in admissions]).select_related("position", "department")
    agreed = {job.employee_id: job for job in jobs.order_by("-valid")}
    return [_row(row, facts[row.pk], agreed.get(row.employee_id), today) for row in admissions]


def get_admission(*, number: str, actor: Actor) -> Admission:
    """
    The admission with its employee, person and contact.

    :raises UnknownAdmission: there is none, or the actor may not know of it
    """
    rows = admissions_of(actor).select_related("employee__person", "contact")
    found: Admission | None = rows.filter(number=number[:20]).first()
    if found is None:
        raise UnknownAdmission(number=number[:20])
    return found


def get_facts(admission: Admission, *, today: date) -> Facts:
    """What is known of one admission."""
    return gather_facts([admission], today=today)[admission.pk]


def departments_offered() -> list[tuple[str, str]]:
    return [(str(key), name) for key, name in Department.objects.order_by("name").values_list("pk", "name")]


_NAMES = ("number", "person__name", "person__social_name")
# The tab of those that wait for HR.
WITH_HR = "hr"
_VIEWS = ("open", WITH_HR, "week", "done", "cancelled")


def _named(rows: QuerySet[Admission], search: str) -> QuerySet[Admission]:
    """By number, matrícula or any of the person's names; accents and capitals do not matter."""
    plain = Concat("number", Value(" "), *(part for name in _NAMES for part in (f"employee__{name}", Value(" "))), output_field=TextField())
    rows = rows.annotate(plain=Func(Lower(plain), function="bo_unaccent", output_field=TextField()))
    for word in search.split()[:6]:
        rows = rows.filter(plain__contains=unaccented(word))
    return rows


def _view(name: str, today: date) -> Q:
    is_open = Q(done_at=None, cancelled_at=None)
    if name == "week":
        return is_open & Q(employee__admitted_on__lte=date.fromordinal(today.toordinal() + 7)) & ~Q(stage=Admission.Stage.FIRST_DAY)
    if name == WITH_HR:
        return is_open & Q(turn=stages.HR)
    return {"open": is_open, "done": Q(done_at__isnull=False), "cancelled": Q(cancelled_at__isnull=False)}[name]


def _row(admission: Admission, facts: Facts, job: JobTerm | None, today: date) -> AdmissionRow:
    step = stages.next_step(facts)
    done, total = stages.progress(facts)
    return AdmissionRow(
        id=admission.pk,
        number=admission.number,
        name=admission.employee.person.called,
        employee_number=admission.employee.number,
        position=job.position.name if job else "",
        department=job.department.name if job else "",
        start_on=admission.employee.admitted_on,
        days_left=(admission.employee.admitted_on - today).days,
        papers_due_on=admission.papers_due_on,
        # Of an open one what the facts say today: an expired paper or an exam that is over changes it without a write.
        stage=stages.stage_of(facts),
        step=step,
        turn=step.turn if step else "",
        done=done,
        total=total,
        late=stages.lateness(facts),
    )


def _made(found: Sequence[Mapping[str, Any]], today: date) -> list[AdmissionRow]:
    return rows_of([row["id"] for row in found], today=today)
