"""Where the qualification of people and their dependents stands; results on data that changed since do not count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hr.esocial.hours import Shift, has_night_hours
from hr.models import Dependent, Employee, Person, Qualification, WorkDay
from hr.qualification.rules import Contract

PENDING, QUALIFIED, DIVERGENT = "pending", "qualified", "divergent"


@dataclass(frozen=True, slots=True)
class SubjectQualification:
    """
    One person or one dependent.  ``has_changed``: there is a result, but name, CPF or date of birth changed after it.

    ``findings`` are the codes of the newest result that counts.
    """

    name: str
    cpf: str
    birth_date: date | None
    state: str
    has_changed: bool
    findings: tuple[str, ...]
    newest: Qualification | None
    dependent_id: int | None = None


@dataclass(frozen=True, slots=True)
class PersonQualification:
    """A person with the dependents whose CPF eSocial checks too (since 23/11/2026, NT S-1.3 07/2026)."""

    person_id: int
    own: SubjectQualification
    dependents: tuple[SubjectQualification, ...]

    @property
    def state(self) -> str:
        """Of all of them: divergent if one is, qualified if all are, pending otherwise."""
        states = {self.own.state, *(each.state for each in self.dependents)}
        return DIVERGENT if DIVERGENT in states else QUALIFIED if states == {QUALIFIED} else PENDING

    @property
    def to_check(self) -> tuple[SubjectQualification, ...]:
        return tuple(each for each in (self.own, *self.dependents) if each.state != QUALIFIED)


def qualification_of(person_id: int) -> PersonQualification:
    """Where the person and their dependents stand."""
    return qualifications_of([person_id])[person_id]


def qualifications_of(person_ids: Iterable[int]) -> dict[int, PersonQualification]:
    """The same of many people, by their id; three statements whatever their number."""
    ids = list(person_ids)
    people = Person.objects.filter(pk__in=ids).only("name", "cpf", "birth_date")
    dependents: dict[int, list[Dependent]] = {}
    for dependent in Dependent.objects.filter(person_id__in=ids, ended_on=None).exclude(cpf="").order_by("birth_date", "pk"):
        dependents.setdefault(dependent.person_id, []).append(dependent)
    of_each = ("person_id", "dependent_id")
    rows = Qualification.objects.filter(person_id__in=ids).order_by(*of_each, "-pk").distinct(*of_each)
    newest = {(row.person_id, row.dependent_id): row for row in rows}
    return {
        person.pk: PersonQualification(
            person.pk,
            _subject(person, newest.get((person.pk, None))),
            tuple(_subject(each, newest.get((person.pk, each.pk)), each.pk) for each in dependents.get(person.pk, [])),
        )
        for person in people
    }


def list_qualifications(*, person_id: int, limit: int = 20) -> Sequence[Qualification]:
    """Every result recorded of a person and their dependents, newest first."""
    return list(Qualification.objects.filter(person_id=person_id).select_related("dependent", "evidence").order_by("-pk")[:limit])


def contract_of(person_id: int) -> Contract | None:
    """What the limits of age depend on, of the contract that is being made or holds; None without one."""
    employee = Employee.objects.select_related("person").filter(person_id=person_id).exclude(state=Employee.State.ENDED).first()
    if employee is None:
        return None
    day = employee.admitted_on
    days = WorkDay.objects.filter(schedule__in=employee.schedule_terms.filter(valid__contains=day).values("schedule"))
    shifts = [Shift(each.weekday, each.starts_at, each.ends_at, each.break_minutes) for each in days]
    return Contract(employee.contract_kind, day, has_night_hours(shifts), bool(employee.person.disabilities.strip("[] ")))


def _subject(held: Person | Dependent, newest: Qualification | None, dependent_id: int | None = None) -> SubjectQualification:
    counts = newest is not None and (newest.checked_name, newest.checked_cpf, newest.checked_birth_date) == (
        held.name,
        held.cpf,
        held.birth_date,
    )
    return SubjectQualification(
        name=held.name,
        cpf=held.cpf,
        birth_date=held.birth_date,
        state=newest.result if newest is not None and counts else PENDING,
        has_changed=newest is not None and not counts,
        findings=tuple(newest.findings) if newest is not None and counts else (),
        newest=newest,
        dependent_id=dependent_id,
    )
