"""Invite a candidate: the person, the contract to be, what was agreed, the papers that are asked, the mail."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from backoffice.core import bus, clock
from backoffice.core.actors import Actor
from backoffice.core.locks import advisory_lock
from backoffice.events.hr import AdmissionMailAsked
from hr.errors import CandidateWithoutMail, InvitationInvalid, PersonInvalid
from hr.fields import only_digits
from hr.models import Admission, Employee, Person
from hr.numbers import take_admission_number
from hr.services.admission.drafts import Invitation, Problems, day_problems, employee_draft, in_our_words, read_agreed
from hr.services.admission.opening import changed, open_admission, trace
from hr.services.documents.checklist import plan_checklist
from hr.services.employment import create_employee
from hr.services.person_rules import check_person

_PERSON = ("name", "cpf", "email", "phone", "birth_date")


@transaction.atomic
def invite_candidate(*, draft: Invitation, by: Actor, at: datetime) -> Admission:
    """
    Begin the admission of somebody: what was agreed stands from the first day on, the papers are asked, the link goes by mail.

    Who comes back is found by CPF and keeps the papers that are still good.  Without an e-mail address HR hands over the
    link (``issue_portal_link``).  A form sent twice answers with the first admission.

    :raises InvitationInvalid: with every problem, {"field", "problem"}
    """
    advisory_lock("hr.invite", draft.token)
    if (made := Admission.objects.filter(token=draft.token).first()) is not None:
        return made
    employee = _prepare(draft, by=by, at=at)
    admission = Admission.objects.create(
        number=take_admission_number(),
        employee=employee,
        papers_due_on=draft.papers_due_on,
        contact_id=draft.contact_id,
        contact_phone=draft.contact_phone[:20],
        invited_at=at if employee.person.email else None,
        created_at=at,
        token=draft.token,
    )
    trace(admission, "invited", by=by, at=at, employee=employee.number, start_on=employee.admitted_on.isoformat())
    plan_checklist(admission_number=admission.number, by=by, at=at)
    if employee.person.email:
        bus.publish([AdmissionMailAsked(occurred_at=at, event_id=draft.token, admission_number=admission.number, mail="invitation")])
    return admission


def early_problems(*, typed: Mapping[str, Any], at: datetime) -> Problems:
    """
    What is wrong with those fields of an invitation that can be read, while others cannot: so nobody corrects in rounds.

    ``typed`` has the readable fields of ``Invitation`` and its terms, by name; nothing is written.
    """
    problems: Problems = []
    try:
        check_person({name: typed[name] for name in _PERSON if name in typed}, today=clock.company_date(at))
    except PersonInvalid as wrong:
        problems += in_our_words(wrong.data["problems"])
    if {"start_on", "papers_due_on"} <= typed.keys():
        problems += day_problems(start_on=typed["start_on"], papers_due_on=typed["papers_due_on"], today=clock.company_date(at))
    if {"email", "phone", "cpf", "birth_date"} <= typed.keys():
        problems += _person_problems(**{name: typed[name] for name in ("email", "phone", "cpf", "birth_date")})
    return problems


@transaction.atomic
def send_portal_link(*, admission_number: str, by: Actor, at: datetime, version: int | None = None) -> Admission:
    """
    Mail a new link to the candidate's known address; the former one stops working when the mail leaves.

    :raises UnknownAdmission, AdmissionOver: see ``open_admission``
    :raises CandidateWithoutMail: the person has no e-mail address
    """
    admission = open_admission(admission_number, version=version)
    if not admission.employee.person.email:
        raise CandidateWithoutMail(admission=admission.number)
    admission.invited_at = admission.invited_at or at
    changed(admission, "invited_at")
    trace(admission, "link_asked", by=by, at=at)
    bus.publish([AdmissionMailAsked(occurred_at=at, admission_number=admission.number, mail="link")])
    return admission


def _prepare(draft: Invitation, *, by: Actor, at: datetime) -> Employee:
    """The contract to be; every problem is named at once."""
    today = clock.company_date(at)
    agreed = read_agreed(draft.terms, birth=draft.birth_date)
    problems = agreed.problems + day_problems(start_on=draft.terms.start_on, papers_due_on=draft.papers_due_on, today=today)
    person = {name: getattr(draft, name) for name in _PERSON}
    problems += _person_problems(email=draft.email, phone=draft.phone, cpf=draft.cpf, birth_date=draft.birth_date)
    if any(problem["problem"] == "not_offered" for problem in problems):
        raise InvitationInvalid(problems=problems)
    try:
        employee = create_employee(draft=employee_draft(draft.terms, agreed, person=person), by=by, at=at)
    except PersonInvalid as wrong:
        raise InvitationInvalid(problems=problems + in_our_words(wrong.data["problems"])) from None
    if problems:
        raise InvitationInvalid(problems=problems)
    return employee


def _person_problems(*, email: str, phone: str, cpf: str, birth_date: date) -> Problems:
    """A way to write to the candidate, and nobody else's CPF."""
    problems: Problems = []
    if not email and not phone:
        problems.append({"field": "email", "problem": "no_contact"})
    known = Person.objects.filter(cpf=only_digits(cpf)[:11]).first() if cpf else None
    if known is not None and known.birth_date not in (None, birth_date):
        problems.append({"field": "birth_date", "problem": "other_birth"})
    return problems
