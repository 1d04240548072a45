"""Make the file of one event, or say what is missing for it."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from backoffice.core.company import get_company
from backoffice.core.numbering import take_gapless
from hr import locks
from hr.errors import EventNotForContract, EventReferenceWrong, UnknownEmployee
from hr.esocial import deadlines, facts
from hr.esocial.events import EVENTS
from hr.esocial.ids import ROOT_LENGTH, event_id
from hr.esocial.missing import Missing, missing_of
from hr.esocial.packages import check_file, schema_in_force
from hr.esocial.parts import Facts, Header, Termination
from hr.models import Employee, EsocialEmployer, EsocialEvent, EsocialSchema, LeaveEntry
from hr.services.admission.stage import refresh_stage

Kind, State = EsocialEvent.Kind, EsocialEvent.State
ADMISSION, END, LEAVE = "admission", "end", "leave:"
_SERIES = "esocial"


@dataclass(frozen=True, slots=True)
class MadeEvent:
    """Either the file or what is missing for it; ``is_new`` is False where the same file had been made before."""

    event: EsocialEvent | None
    missing: tuple[Missing, ...] = ()
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class _Subject:
    """What the event declares, from when, and until when it has to be sent."""

    reference: str
    facts: Facts
    occurred_on: date
    due_on: date


@transaction.atomic
def make_event(
    *,
    kind: str,
    employee_number: str,
    reference: str = "",
    termination: Termination | None = None,
    replace: bool = False,
    by: Actor,
    at: datetime,
) -> MadeEvent:
    """
    Make the XML of one event of one contract.  ``reference``: the day of a change (ISO) or "leave:<entry>"; S-2190,
    S-2200 and S-2299 know theirs.  Of each fact there is one file: asked again it is handed back, with ``replace`` a new
    one supersedes it, as a correction if the former has a receipt.

    :raises UnknownEmployee: nobody has this matrícula
    :raises EventNotForContract: the contract is not told by this event
    :raises EventReferenceWrong: the day, leave or end does not exist
    """
    employee = _lock_employee(employee_number)
    if employee.category == Employee.Category.INTERN:
        raise EventNotForContract(kind=kind, category=employee.category)
    subject = _subject(kind, employee, reference, termination)
    former = EsocialEvent.objects.filter(employee=employee, kind=kind, reference=subject.reference).exclude(state=State.SUPERSEDED).first()
    if former is not None and not replace:
        return MadeEvent(former)
    company = get_company().cnpj
    missing = _missing(kind, subject.facts, company)
    if missing:
        return MadeEvent(None, tuple(missing))
    event = _write(kind, employee, subject, company[:ROOT_LENGTH], former, by=by, at=at)
    refresh_stage(person_id=employee.person_id, by=by, at=at)
    return MadeEvent(event, is_new=True)


def check(event: EsocialEvent, schema: EsocialSchema | None) -> None:
    """Hold the file against the package; without one (or without its schema) it stays openly unvalidated."""
    verdict = check_file(schema, event.kind, event.payload.encode()) if schema is not None else None
    event.schema = schema if verdict is not None else None
    if verdict is None:
        event.validity, event.problems = EsocialEvent.Validity.UNKNOWN, ""
    else:
        event.validity = EsocialEvent.Validity.VALID if verdict.is_valid else EsocialEvent.Validity.INVALID
        event.problems = json.dumps(verdict.problems) if verdict.problems else ""


def _lock_employee(number: str) -> Employee:
    rows = Employee.objects.select_related("person", "esocial_terms").filter(number=number[:30])
    employee = rows.first()
    if employee is None:
        raise UnknownEmployee(number=number[:30])
    # The order of locks of this area: admission, then employee.  Two clicks wait here for each other.
    locks.lock_open_admission_of(employee.person_id)
    return rows.select_for_update(of=("self",)).get()


def _subject(kind: str, employee: Employee, reference: str, termination: Termination | None) -> _Subject:
    starts = employee.admitted_on
    if kind in (Kind.S2190, Kind.S2200):
        was_announced = kind == Kind.S2200 and employee.esocial_events.filter(kind=Kind.S2190, state=State.RECEIPTED).exists()
        due = deadlines.completion_due(starts) if was_announced else deadlines.admission_due(starts)
        return _Subject(ADMISSION, facts.admission_facts(employee), starts, due)
    if kind in (Kind.S2205, Kind.S2206):
        day = _day(kind, employee, reference)
        told = facts.personal_facts(employee, day) if kind == Kind.S2205 else facts.contract_facts(employee, day)
        return _Subject(day.isoformat(), told, day, deadlines.change_due(day))
    if kind == Kind.S2230:
        return _leave(employee, reference)
    if kind == Kind.S2299 and termination is not None and termination.last_day >= starts:
        day = termination.last_day
        return _Subject(END, facts.termination_facts(employee, termination), day, deadlines.termination_due(day))
    raise EventReferenceWrong(kind=kind, reference=reference[:40])


def _day(kind: str, employee: Employee, reference: str) -> date:
    try:
        day = date.fromisoformat(reference)
    except ValueError:
        raise EventReferenceWrong(kind=kind, reference=reference[:40]) from None
    if day <= employee.admitted_on or (employee.ended_on is not None and day > employee.ended_on):
        raise EventReferenceWrong(kind=kind, reference=reference)
    return day


def _leave(employee: Employee, reference: str) -> _Subject:
    key = reference.removeprefix(LEAVE)
    rows = LeaveEntry.objects.select_related("kind").filter(employee=employee, is_live=True, away__isnull=False)
    entry = rows.filter(pk=int(key)).first() if reference.startswith(LEAVE) and key.isascii() and key.isdigit() and len(key) < 19 else None
    if entry is None:
        raise EventReferenceWrong(kind=Kind.S2230, reference=reference[:40])
    told = facts.leave_facts(employee, entry)
    last = told.last_day or told.first_day + timedelta(days=deadlines.OPEN_LEAVE_DAYS)
    due = deadlines.leave_due(motive=told.motive, first_day=told.first_day, last_day=last) or deadlines.change_due(told.first_day)
    return _Subject(f"{LEAVE}{entry.pk}", told, told.first_day, due)


def _missing(kind: str, told: Facts, company: str) -> list[Missing]:
    missing = missing_of(kind, told)
    if len(company) <= ROOT_LENGTH:
        return [Missing("company.cnpj"), *missing]
    place = getattr(getattr(told, "contract", told), "establishment_cnpj", "")
    if place and not place.startswith(company[:ROOT_LENGTH]):
        missing.append(Missing("establishment.root"))
    return missing


def _write(
    kind: str, employee: Employee, subject: _Subject, employer: str, former: EsocialEvent | None, *, by: Actor, at: datetime
) -> EsocialEvent:
    settings = EsocialEmployer.objects.filter(pk=1).first()
    environment = settings.environment if settings else EsocialEmployer.Environment.PRODUCTION
    if former is not None:
        EsocialEvent.objects.filter(pk=former.pk).update(state=State.SUPERSEDED, version=former.version + 1)
    # The sequence comes last: its row is locked until the transaction ends.
    key = event_id(employer=employer, at=at, sequence=take_gapless(_SERIES))
    receipt = former.receipt if former else ""
    header = Header(event_id=key, environment=environment, employer=employer, receipt=receipt)
    event = EsocialEvent(
        event_id=key,
        kind=kind,
        employee=employee,
        reference=subject.reference,
        occurred_on=subject.occurred_on,
        due_on=subject.due_on,
        payload=EVENTS[kind].build(header, subject.facts).decode(),
        environment=environment,
        replaces=former,
        made_at=at,
        made_by=by.name,
    )
    check(event, schema_in_force(clock.company_date(at)))
    event.save(force_insert=True)
    after = {"event": kind, "id": key, "validity": event.validity, "replaces": former.event_id if former else None}
    audit.record([audit.Trace(action="esocial.made", subject=("employee", employee.number), at=at, after=after)], by=by)
    return event
