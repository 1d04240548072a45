"""
How long the law orders to keep what is held of somebody, and what is due for disposal.

Labour rights expire two years after the contract ends and reach back five (CF art. 7 XXIX): never under five years after
the end; a kind of paper may ask for more (DocumentKind.retention_years; NR-7 asks for twenty years of medical files).
Candidates who were not hired: as long as the rules of the privacy desk say (LGPD art. 15 I: the purpose has ended).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from backoffice.core import clock
from backoffice.core.templatetags import formats
from backoffice.privacy.queries import get_rules
from hr.models import Admission, Document, Employee, Person

LEAST_YEARS = 5

CANDIDATE, PERSON, PAPER = "candidate", "person", "paper"


@dataclass(frozen=True, slots=True)
class Kept:
    """Whether the law orders keeping today, until which day (None: as long as the contract runs), and the sentence."""

    is_kept: bool
    until: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class DueRow:
    """
    Something whose time of keeping is over.  ``code`` is candidate (not hired), person (all of a former employee) or paper
    (of one kind); ``key`` names it to the service.
    """

    code: str
    key: str
    person_key: str
    name: str
    detail: str
    due_since: date
    law: str
    files: int


def kept_until(*, person_id: int, today: date) -> Kept:
    """Until when everything of this person has to be kept; three statements."""
    employments = list(Employee.objects.filter(person_id=person_id).select_related("admission").order_by("pk"))
    hired = [employee for employee in employments if not _not_hired(employee)]
    if any(employee.state == Employee.State.ACTIVE for employee in hired):
        return Kept(True, None, _("The person works here: the law orders keeping the file (CLT art. 41, CF art. 7 XXIX)."))
    if any(employee.state == Employee.State.PREPARING for employee in hired):
        return Kept(True, None, _("The admission is under way. Finish or cancel it first."))
    ends = [employee.ended_on for employee in hired if employee.ended_on]
    if not ends:
        return Kept(False)
    kinds = Document.objects.filter(person_id=person_id).aggregate(years=Max("kind__retention_years"))
    until = after_years(max(ends), max(kinds["years"] or 0, LEAST_YEARS))
    if until < today:
        return Kept(False, until)
    text = _("The contract ended on %(end)s: the law orders keeping the file until %(until)s (CF art. 7 XXIX and rules by kind of paper).")
    return Kept(True, until, text % {"end": formats.day_month_year(max(ends)), "until": formats.day_month_year(until)})


def list_due(*, today: date) -> list[DueRow]:
    """Everything whose time is over, the oldest first; a fixed number of statements."""
    rows = [*_candidates(today), *_former(today)]
    return sorted(rows, key=lambda row: (row.due_since, row.key))


def after_years(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def after_months(day: date, months: int) -> date:
    """The same day so many months later, or the first of the next month where there is no such day."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    try:
        return day.replace(year=year, month=month)
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1)


def _not_hired(employee: Employee) -> bool:
    admission: Admission | None = getattr(employee, "admission", None)
    return admission is not None and admission.stage == Admission.Stage.CANCELLED


def _people() -> Iterable[tuple[Person, list[Employee], list[Document]]]:
    """Everybody who is still known and has no contract that runs or is prepared."""
    people = (
        Person.objects.filter(anonymised_at=None, employments__isnull=False)
        .exclude(employments__state=Employee.State.ACTIVE)
        .prefetch_related("employments__admission", "documents__kind", "documents__pages__file")
        .distinct()
        .order_by("pk")
    )
    for person in people:
        yield person, list(person.employments.all()), list(person.documents.all())


def _alive(documents: Iterable[Document]) -> int:
    return sum(1 for document in documents for page in document.pages.all() if page.file.disposed_at is None)


def _candidates(today: date) -> Iterable[DueRow]:
    months = get_rules().candidate_months
    for person, employments, documents in _people():
        if not all(_not_hired(employee) for employee in employments):
            continue
        last = max(employee.admission.cancelled_at for employee in employments if employee.admission.cancelled_at)
        due = after_months(clock.company_date(last), months)
        if due <= today:
            yield DueRow(
                code=CANDIDATE,
                key=f"{CANDIDATE}:{person.key}",
                person_key=str(person.key),
                name=person.called,
                detail=_("not hired on %(day)s") % {"day": formats.day_month_year(clock.company_date(last))},
                due_since=due,
                law=_("LGPD art. 15 I: the purpose has ended"),
                files=_alive(documents),
            )


def _former(today: date) -> Iterable[DueRow]:
    for person, employments, documents in _people():
        hired = [employee for employee in employments if not _not_hired(employee)]
        ends = [employee.ended_on for employee in hired if employee.ended_on]
        if not hired or len(ends) < len(hired):
            continue
        last = max(ends)
        years = max([document.kind.retention_years for document in documents] + [LEAST_YEARS])
        if (due := after_years(last, years)) < today:
            yield DueRow(
                code=PERSON,
                key=f"{PERSON}:{person.key}",
                person_key=str(person.key),
                name=person.called,
                detail=_("left on %(day)s") % {"day": formats.day_month_year(last)},
                due_since=due,
                law=_("CF art. 7 XXIX: %(years)s years after the end") % {"years": years},
                files=_alive(documents),
            )
            continue
        yield from _papers(person, documents, last, today)


def _papers(person: Person, documents: list[Document], last: date, today: date) -> Iterable[DueRow]:
    """Kinds of papers that may go before the rest."""
    by_kind: dict[str, list[Document]] = {}
    for document in documents:
        by_kind.setdefault(document.kind.code, []).append(document)
    for code, of_kind in sorted(by_kind.items()):
        kind = of_kind[0].kind
        due = after_years(last, max(kind.retention_years, LEAST_YEARS))
        if due < today and (files := _alive(of_kind)):
            yield DueRow(
                code=PAPER,
                key=f"{PAPER}:{person.key}:{code}",
                person_key=str(person.key),
                name=person.called,
                detail=kind.name,
                due_since=due,
                law=_("kept %(years)s years after the contract") % {"years": max(kind.retention_years, LEAST_YEARS)},
                files=files,
            )
