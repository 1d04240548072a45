"""Record what the Receita's page says of a CPF, and whether eSocial would take the person."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from hr.errors import QualificationRefused, UnknownPerson
from hr.models import Dependent, Person, Qualification
from hr.qualification.rules import Held, Receita, check_held, compare
from hr.queries.qualification import contract_of
from hr.services.admission.stage import refresh_stage

_COPIED = ("receita_name", "receita_birth_date", "situation", "consulted_on", "control_code")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceitaAnswer:
    """What an operator copied from the "Comprovante de Situação Cadastral no CPF"; ``situation`` as in Qualification."""

    name: str
    birth_date: date
    situation: str
    consulted_on: date
    control_code: str


@transaction.atomic
def record_qualification(
    *, person_key: UUID, answer: ReceitaAnswer, dependent_id: int | None = None, evidence_id: UUID | None = None, by: Actor, at: datetime
) -> Qualification:
    """
    Compare what we hold with the Receita's answer and keep both; the newest counts.  The same answer sent twice is one.

    :raises UnknownPerson: nobody has this key, or the dependent is of somebody else
    :raises QualificationRefused: the name, the situation or the control code is missing, or the consultation lies ahead
    """
    _check_answer(answer, today=clock.company_date(at))
    # Locked: a name changed at the same moment is either compared or makes this result old, never both half.
    person = Person.objects.select_for_update().filter(key=person_key).first()
    if person is None:
        raise UnknownPerson(key=str(person_key))
    dependent = _dependent(person, dependent_id)
    subject = dependent or person
    held = Held(subject.name, subject.cpf, subject.birth_date)
    contract = None if dependent else contract_of(person.pk)
    findings = check_held(held, contract) + compare(held, Receita(answer.name, answer.birth_date, answer.situation))
    row = Qualification(
        person=person,
        dependent=dependent,
        result=Qualification.Result.DIVERGENT if findings else Qualification.Result.QUALIFIED,
        findings=findings,
        checked_name=held.name,
        checked_cpf=held.cpf,
        checked_birth_date=held.birth_date,
        receita_name=" ".join(answer.name.split()),
        receita_birth_date=answer.birth_date,
        situation=answer.situation,
        consulted_on=answer.consulted_on,
        control_code=answer.control_code.strip().upper(),
        evidence_id=evidence_id,
        recorded_at=at,
        recorded_by=by.name,
    )
    newest = Qualification.objects.filter(person=person, dependent=dependent).order_by("-pk").first()
    if newest is not None and _is_same(newest, row):
        return newest
    row.save(force_insert=True)
    _trace(row, by=by, at=at)
    refresh_stage(person_id=person.pk, by=by, at=at)
    return row


def _check_answer(answer: ReceitaAnswer, *, today: date) -> None:
    if not answer.name.strip():
        raise QualificationRefused(field="name", reason="missing")
    if answer.situation not in Qualification.Situation.values:
        raise QualificationRefused(field="situation", reason="missing")
    if not answer.control_code.strip():
        raise QualificationRefused(field="control_code", reason="missing")
    if answer.consulted_on > today:
        raise QualificationRefused(field="consulted_on", reason="future")


def _dependent(person: Person, dependent_id: int | None) -> Dependent | None:
    if dependent_id is None:
        return None
    found = Dependent.objects.filter(pk=dependent_id, person=person, ended_on=None).first()
    if found is None:
        raise UnknownPerson(key=str(person.key), dependent=dependent_id)
    return found


def _is_same(old: Qualification, new: Qualification) -> bool:
    names = (*_COPIED, "checked_name", "checked_cpf", "checked_birth_date", "evidence_id")
    return all(getattr(old, name) == getattr(new, name) for name in names)


def _trace(row: Qualification, *, by: Actor, at: datetime) -> None:
    after = {"result": row.result, "findings": row.findings, "dependent": row.dependent_id}
    audit.record([audit.Trace(action="qualification.recorded", subject=("person", str(row.person.key)), at=at, after=after)], by=by)
