"""
What a candidate writes in the portal: a part of the data at a time, and at the end that this is all.

The words of a part are checked and written by hr.services.person and hr.services.terms, as HR's own changes are.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from hr import locks
from hr.admission.stages import to_hand_in
from hr.errors import AdmissionOver, PortalDataChanged, PortalDataLocked, PortalDataMissing, TermUnchanged
from hr.models import Admission, Person, PortalStep, TransportChoice
from hr.portal import steps
from hr.queries.admission_facts import gather_facts
from hr.queries.portal_data import digest_of, read_dependent, read_step
from hr.services.admission.stage import refresh_stage
from hr.services.documents.checklist import plan_checklist
from hr.services.person import change_person, end_dependent, lock_person, record_pay_account, save_dependent, save_emergency_contact
from hr.services.terms import change_address

# Until HR has gone on from the review.
OPEN_STAGES = frozenset({Admission.Stage.INVITATION, Admission.Stage.PAPERS, Admission.Stage.REVIEW})
# Which papers are asked depends on these (hr.papers.checklist).
_ASKED_BY = frozenset({steps.BIRTH, steps.ABOUT})
# eSocial's table 20 (tpLograd), the kinds that most streets have.
_STREET_KINDS = {
    "rua": "R",
    "r.": "R",
    "avenida": "AV",
    "av.": "AV",
    "av": "AV",
    "travessa": "TV",
    "alameda": "AL",
    "praça": "PC",
    "praca": "PC",
    "rodovia": "ROD",
    "estrada": "EST",
    "largo": "LRG",
    "vila": "VL",
}


@transaction.atomic
def save_portal_step(*, admission_number: str, step: str, values: Mapping[str, Any], seen: str, by: Actor, at: datetime) -> bool:
    """
    Write one part; returns whether anything was different.  ``seen`` is the digest of the part as the page showed it.

    A part that meanwhile reads exactly like what is sent is fine: the form was sent twice.

    :raises PortalDataChanged: it reads otherwise than what was seen, and than what is sent
    :raises PersonInvalid: with every problem, one per field
    :raises AdmissionOver, PortalDataLocked: nothing is changed here any more
    """
    admission = _open_for_data(admission_number)
    employee = admission.employee
    is_other = _write_seen(
        read=lambda: digest_of(read_step(step, employee)), write=lambda: _WRITERS[step](admission, values, by, at), seen=seen, step=step
    )
    _remember(admission, step, digest_of(read_step(step, employee)), by=by, at=at)
    if is_other and step in _ASKED_BY:
        plan_checklist(admission_number=admission.number, by=by, at=at)
    return is_other


@transaction.atomic
def confirm_portal_step(*, admission_number: str, step: str, by: Actor, at: datetime) -> None:
    """
    The candidate has looked at a part that somebody else changed.  Allowed as long as the admission is open.

    :raises AdmissionOver: it is not
    """
    admission = _open(admission_number)
    _remember(admission, step, digest_of(read_step(step, admission.employee)), by=by, at=at)


@transaction.atomic
def save_portal_dependent(
    *, admission_number: str, values: Mapping[str, Any], by: Actor, at: datetime, dependent_id: int | None = None, seen: str = ""
) -> None:
    """
    Add a dependent or write one anew; the part counts as gone through when the candidate says so.

    :raises PortalDataChanged: the dependent reads otherwise than what was seen, and than what is sent
    :raises PersonInvalid: with every problem, one per field
    :raises UnknownPerson: no such dependent of this candidate
    :raises AdmissionOver, PortalDataLocked: nothing is changed here any more
    """
    admission = _open_for_data(admission_number)
    person = admission.employee.person
    if dependent_id is None:
        if not _is_there_already(person, values):
            save_dependent(person_key=person.key, values=values, by=by, at=at)
    else:
        _write_seen(
            read=lambda: digest_of(read_dependent(person, dependent_id)),
            write=lambda: save_dependent(person_key=person.key, values=values, dependent_id=dependent_id, by=by, at=at),
            seen=seen,
            step=steps.DEPENDENTS,
        )
    _follow_own_change(admission, by=by, at=at)


@transaction.atomic
def remove_portal_dependent(*, admission_number: str, dependent_id: int, by: Actor, at: datetime) -> None:
    """
    The dependent was a mistake.  One for whom papers were sent stays in the file and counts no more; one that is gone already
    is no matter.

    :raises AdmissionOver, PortalDataLocked: nothing is changed here any more
    """
    admission = _open_for_data(admission_number)
    person = admission.employee.person
    dependent = person.dependents.filter(pk=dependent_id, ended_on=None).first()
    if dependent is None:
        return
    try:
        with transaction.atomic():
            dependent.delete()
    except ProtectedError:
        end_dependent(person_key=person.key, dependent_id=dependent_id, ended_on=clock.company_date(at), by=by, at=at)
    trace = audit.Trace(
        action="admission.data_saved",
        subject=("admission", admission.number),
        at=at,
        after={"part": steps.DEPENDENTS, "removed": dependent_id},
    )
    audit.record([trace], by=by)
    _follow_own_change(admission, by=by, at=at)


@transaction.atomic
def send_portal_data(*, admission_number: str, by: Actor, at: datetime) -> bool:
    """
    The candidate says that this is all; HR looks at it.  Sent twice it is sent once; returns whether it was the first time.

    :raises PortalDataMissing: naming the parts and obligatory papers that are not here
    :raises AdmissionOver: the admission is done or cancelled
    """
    admission = _open(admission_number)
    if admission.data_sent_at is not None:
        return False
    gone_through = set(admission.portal_steps.values_list("code", flat=True))
    open_steps = [str(step.title) for step in steps.STEPS if step.code not in gone_through]
    facts = gather_facts([admission], today=clock.company_date(at))[admission.pk]
    papers = [paper.name for paper in to_hand_in(facts)]
    if open_steps or papers:
        raise PortalDataMissing(steps=open_steps, papers=papers)
    admission.data_sent_at = at
    admission.save(update_fields=["data_sent_at"])
    audit.record([audit.Trace(action="admission.data_sent", subject=("admission", admission.number), at=at)], by=by)
    refresh_stage(person_id=admission.employee.person_id, by=by, at=at)
    return True


def _write_seen(*, read: Callable[[], str], write: Callable[[], Any], seen: str, step: str) -> bool:
    """
    Write, unless it would overwrite what the page did not show; returns whether anything is different now.

    A form that is sent twice finds another digest than it saw, but leaves it as it is.
    """
    before = read()
    savepoint = transaction.savepoint()
    write()
    after = read()
    if before != seen and after != before:
        transaction.savepoint_rollback(savepoint)
        raise PortalDataChanged(step=step)
    transaction.savepoint_commit(savepoint)
    return after != before


def _open(number: str) -> Admission:
    """The admission and then the person, locked: nobody changes the data between the comparison and the writing."""
    admission = locks.lock_admission(number)
    if admission.done_at or admission.cancelled_at:
        raise AdmissionOver(number=number, stage=admission.stage)
    admission.employee.person = lock_person(admission.employee.person.key)
    return admission


def _open_for_data(number: str) -> Admission:
    admission = _open(number)
    if admission.stage not in OPEN_STAGES:
        raise PortalDataLocked(contact=admission.contact.first_name or admission.contact.get_username())
    return admission


def _remember(admission: Admission, step: str, digest: str, *, by: Actor, at: datetime) -> None:
    known = PortalStep.objects.filter(admission=admission, code=step).first()
    if known is not None and known.digest == digest:
        return
    PortalStep.objects.update_or_create(admission=admission, code=step, defaults={"digest": digest, "saved_at": at})
    trace = audit.Trace(action="admission.data_saved", subject=("admission", admission.number), at=at, after={"part": step})
    audit.record([trace], by=by)


def _follow_own_change(admission: Admission, *, by: Actor, at: datetime) -> None:
    """Dependents are written one by one: what the candidate did is no surprise later."""
    digest = digest_of(read_step(steps.DEPENDENTS, admission.employee))
    PortalStep.objects.filter(admission=admission, code=steps.DEPENDENTS).update(digest=digest, saved_at=at)
    plan_checklist(admission_number=admission.number, by=by, at=at)


def _is_there_already(person: Person, values: Mapping[str, Any]) -> bool:
    """Whether the form of a new dependent was sent twice."""
    same = {"name": " ".join(str(values.get("name", "")).split()), "birth_date": values.get("birth_date"), "kind": values.get("kind")}
    return person.dependents.filter(ended_on=None, **same).exists()


def _write_person(admission: Admission, values: Mapping[str, Any], by: Actor, at: datetime) -> None:
    person = admission.employee.person
    change_person(person_key=person.key, values=values, by=by, at=at)
    person.refresh_from_db()


def _write_address(admission: Admission, values: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """What was written down for this admission is put right; an address of an earlier employment ends today."""
    person = admission.employee.person
    kind = _STREET_KINDS.get(str(values.get("street", "")).split(" ", 1)[0].lower(), "")
    present = person.addresses.order_by("-valid").first()
    from_day = min(clock.company_date(at), admission.employee.admitted_on)
    if present is not None and (present.recorded_at >= admission.created_at or present.valid.lower > from_day):
        from_day = present.valid.lower
    try:
        change_address(person_key=person.key, address={**values, "street_kind": kind}, from_day=from_day, later="keep", by=by, at=at)
    except TermUnchanged:
        return


def _write_pay(admission: Admission, values: Mapping[str, Any], by: Actor, at: datetime) -> None:
    record_pay_account(person_key=admission.employee.person.key, values=values, by=by, at=at)


def _write_emergency(admission: Admission, values: Mapping[str, Any], by: Actor, at: datetime) -> None:
    person = admission.employee.person
    first = person.emergency_contacts.first()
    save_emergency_contact(person_key=person.key, values=values, contact_id=first.pk if first else None, by=by, at=at)


def _write_transport(admission: Admission, values: Mapping[str, Any], by: Actor, at: datetime) -> None:
    wants = bool(values.get("wants_voucher"))
    said = {
        "wants_voucher": wants,
        "trips_a_day": values.get("trips_a_day") if wants else None,
        "lines": " ".join(str(values.get("lines") or "").split())[:200] if wants else "",
    }
    newest = admission.employee.transport_choices.first()
    if newest is None or any(getattr(newest, name) != value for name, value in said.items()):
        TransportChoice.objects.create(employee=admission.employee, recorded_at=at, recorded_by=by.name, **said)


def _write_nothing(admission: Admission, values: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Dependents are written one by one; here the candidate says that these are all."""


_WRITERS: dict[str, Callable[[Admission, Mapping[str, Any], Actor, datetime], None]] = {
    steps.IDENTITY: _write_person,
    steps.BIRTH: _write_person,
    steps.ABOUT: _write_person,
    steps.CONTACT: _write_person,
    steps.ADDRESS: _write_address,
    steps.DEPENDENTS: _write_nothing,
    steps.PAY: _write_pay,
    steps.EMERGENCY: _write_emergency,
    steps.TRANSPORT: _write_transport,
}
