"""The admission exam (NR-7): book it, say what came out.  The result is health data and is kept sealed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.municipalities import STATES
from hr.errors import ExamInvalid
from hr.models import Admission, MedicalExam
from hr.services.admission.opening import changed, open_admission, trace
from hr.services.admission.stage import settle_stage

FIT, UNFIT = "fit", "unfit"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamResult:
    """What stands on the ASO.  ``crm`` is the physician's number, ``valid_until`` a day if the physician wrote one."""

    result: str
    done_on: date
    physician: str
    crm: str
    crm_state: str
    valid_until: date | None = None


@transaction.atomic
def schedule_exam(
    *, number: str, scheduled_for: datetime, clinic: str, clinic_address: str, by: Actor, at: datetime, version: int | None = None
) -> MedicalExam:
    """
    Book the exam; an earlier appointment is called off.  The candidate sees place and hour in the portal.

    :raises UnknownAdmission, AdmissionOver, StaleAdmission: see ``open_admission``
    :raises ExamInvalid: in the past, after the first day (CLT art. 168: before the work begins), no clinic
    """
    admission = open_admission(number, version=version)
    problems = []
    if scheduled_for <= at:
        problems.append({"field": "scheduled_for", "problem": "exam_past"})
    elif clock.company_date(scheduled_for) >= admission.employee.admitted_on:
        problems.append({"field": "scheduled_for", "problem": "exam_after_start"})
    if not clinic.strip():
        problems.append({"field": "clinic", "problem": "missing"})
    if problems:
        raise ExamInvalid(problems=problems)
    waiting = MedicalExam.objects.filter(employee=admission.employee, kind=MedicalExam.Kind.ADMISSION, done_on=None, cancelled_at=None)
    moved = waiting.update(cancelled_at=at)
    exam = MedicalExam.objects.create(
        employee=admission.employee,
        scheduled_for=scheduled_for,
        clinic=" ".join(clinic.split())[:100],
        clinic_address=" ".join(clinic_address.split())[:160],
        recorded_by=by.name,
    )
    changed(admission)
    trace(admission, "exam_moved" if moved else "exam_scheduled", by=by, at=at)
    settle_stage(admission, by=by, at=at)
    return exam


@transaction.atomic
def record_exam(*, number: str, result: ExamResult, by: Actor, at: datetime, version: int | None = None) -> MedicalExam:
    """
    Keep what the ASO says.  Whoever corrects it records it again: the newest counts, the former one stays.

    The trail says that a result came, never which.

    :raises UnknownAdmission, AdmissionOver, StaleAdmission: see ``open_admission``
    :raises ExamInvalid: with every problem
    """
    admission = open_admission(number, version=version)
    if problems := _problems(result, today=clock.company_date(at)):
        raise ExamInvalid(problems=problems)
    waiting = MedicalExam.objects.filter(employee=admission.employee, kind=MedicalExam.Kind.ADMISSION, done_on=None, cancelled_at=None)
    exam = waiting.order_by("-pk").first() or MedicalExam(employee=admission.employee)
    exam.result, exam.done_on, exam.valid_until = result.result, result.done_on, result.valid_until
    exam.physician, exam.crm, exam.crm_state = " ".join(result.physician.split())[:70], result.crm.strip()[:10], result.crm_state.upper()
    exam.recorded_by = by.name
    exam.save()
    changed(admission)
    trace(admission, "exam_recorded", by=by, at=at)
    settle_stage(admission, by=by, at=at)
    return exam


def close_exams(admission: Admission, *, at: datetime) -> int:
    """Call off appointments that nobody goes to any more."""
    waiting = MedicalExam.objects.filter(employee=admission.employee, kind=MedicalExam.Kind.ADMISSION, done_on=None, cancelled_at=None)
    return waiting.update(cancelled_at=at)


def _problems(result: ExamResult, *, today: date) -> list[dict[str, Any]]:
    problems = []
    if result.result not in (FIT, UNFIT):
        problems.append({"field": "result", "problem": "missing"})
    if result.done_on > today:
        problems.append({"field": "done_on", "problem": "exam_future"})
    if result.valid_until is not None and result.valid_until <= result.done_on:
        problems.append({"field": "valid_until", "problem": "exam_short"})
    if not result.physician.strip():
        problems.append({"field": "physician", "problem": "missing"})
    if not (result.crm.strip().isdigit() and 3 <= len(result.crm.strip()) <= 10):
        problems.append({"field": "crm", "problem": "crm_form"})
    if result.crm_state.upper() not in STATES:
        problems.append({"field": "crm_state", "problem": "state_form"})
    return problems
