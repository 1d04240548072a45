"""Which papers an admission asks for."""

from datetime import datetime

from django.db import transaction

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from hr import locks
from hr.errors import ReasonMissing, UnknownItem
from hr.models import AdmissionItem, ChecklistRule, Employee, Person
from hr.papers.checklist import Applicant, Rule, asked_kinds
from hr.services.admission.stage import settle_stage


@transaction.atomic
def plan_checklist(*, admission_number: str, by: Actor, at: datetime) -> int:
    """
    Ask for what the rules say of this person and contract; returns how many papers are asked now.

    Called at the invitation, and again whenever something that rules look at became known (date of birth, sex, marital
    status, dependents, nationality, disability) or the agreed position changed.  What does not fit any more is asked no
    longer; waivers stay.

    :raises UnknownAdmission: there is none
    """
    admission = locks.lock_admission(admission_number)
    asked = asked_kinds(_rules(), _applicant(admission.employee), on=clock.company_date(at))
    present = {item.kind_id: item for item in admission.items.all()}
    gone = [item for kind_id, item in present.items() if kind_id not in asked and not item.waived_reason]
    changed = [item for kind_id, item in present.items() if kind_id in asked and item.is_mandatory != asked[kind_id]]
    new = {kind_id: is_mandatory for kind_id, is_mandatory in asked.items() if kind_id not in present}
    for item in changed:
        item.is_mandatory = asked[item.kind_id]
    AdmissionItem.objects.filter(pk__in=[item.pk for item in gone]).delete()
    AdmissionItem.objects.bulk_update(changed, ["is_mandatory"])
    AdmissionItem.objects.bulk_create(
        AdmissionItem(admission=admission, kind_id=kind_id, is_mandatory=is_mandatory) for kind_id, is_mandatory in new.items()
    )
    if gone or changed or new:
        facts = {"added": len(new), "removed": len(gone), "changed": len(changed)}
        audit.record([audit.Trace("admission.papers_asked", ("admission", admission.number), at, after=facts)], by=by)
        settle_stage(admission, by=by, at=at)
    return len(present) - len(gone) + len(new)


@transaction.atomic
def waive_item(*, admission_number: str, kind_code: str, reason: str, by: Actor, at: datetime) -> AdmissionItem:
    """
    Do without a paper, and say why.

    :raises UnknownAdmission, UnknownItem: there is none, or it does not ask for this
    :raises ReasonMissing: why not?
    """
    said = " ".join(reason.split())[:200]
    if not said:
        raise ReasonMissing
    return _set_waiver(admission_number, kind_code, said, by, at)


@transaction.atomic
def ask_again(*, admission_number: str, kind_code: str, by: Actor, at: datetime) -> AdmissionItem:
    """Take a waiver back.  :raises UnknownAdmission, UnknownItem: as above"""
    return _set_waiver(admission_number, kind_code, "", by, at)


def _set_waiver(admission_number: str, kind_code: str, reason: str, by: Actor, at: datetime) -> AdmissionItem:
    admission = locks.lock_admission(admission_number)
    item: AdmissionItem | None = admission.items.select_related("kind").filter(kind__code=kind_code).first()
    if item is None:
        raise UnknownItem(admission=admission_number[:20], kind=kind_code[:30])
    if item.waived_reason == reason:
        return item
    item.waived_reason, item.waived_by = reason, by.name[:150] if reason else ""
    item.save(update_fields=["waived_reason", "waived_by"])
    action = "admission.paper_waived" if reason else "admission.paper_asked_again"
    audit.record([audit.Trace(action, ("admission", admission.number), at, after={"kind": kind_code})], by=by)
    settle_stage(admission, by=by, at=at)
    return item


def _rules() -> list[Rule]:
    rows = ChecklistRule.objects.filter(kind__is_active=True)
    return [Rule(row.kind_id, row.is_mandatory, row.contract_kind, row.position_id, row.department_id, row.only_if) for row in rows]


def _applicant(employee: Employee) -> Applicant:
    person, job = employee.person, employee.job_terms.order_by("-valid").first()
    return Applicant(
        contract_kind=employee.contract_kind,
        position_id=job.position_id if job else None,
        department_id=job.department_id if job else None,
        sex=person.sex,
        birth_date=person.birth_date,
        is_married=person.marital_status == Person.MaritalStatus.MARRIED,
        has_dependents=person.dependents.filter(ended_on=None).exists(),
        nationality=person.nationality,
        has_disability=bool(person.disabilities.strip("[] ")),
    )
