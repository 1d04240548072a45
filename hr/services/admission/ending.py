"""How an admission ends: the person begins to work, or does not."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from backoffice.intranet import kinds
from backoffice.intranet.services import NoticeDraft, notify
from hr import locks
from hr.admission import stages
from hr.errors import AdmissionIncomplete, StartAhead
from hr.models import Admission, Employee
from hr.queries.admission_facts import gather_facts
from hr.services.admission.agreed import set_range
from hr.services.admission.exam import close_exams
from hr.services.admission.opening import changed, need_reason, open_admission, trace
from hr.services.portal_links import close_portal_links

# The one thing that HR may take upon itself: S-2200 follows, S-2190 has its receipt.
LATER_S2200 = "s2200"


@transaction.atomic
def admit(*, number: str, by: Actor, at: datetime, version: int | None = None, later_s2200: str = "") -> Admission:
    """
    The person is an employee from now on: everything is there and the first day has come.

    ``later_s2200`` is HR's reason to begin before S-2200 is made, which may come by the 15th of the next month where
    S-2190 was accepted (brazil.md 5.1); it counts only behind a receipt of S-2190.

    Whoever decides a paper of this person waits for the same lock, so nothing is refused in this very moment.

    :raises UnknownAdmission, AdmissionOver, StaleAdmission: see ``open_admission``
    :raises StartAhead: the first day is yet to come
    :raises AdmissionIncomplete: naming everything that is missing
    """
    admission = open_admission(number, version=version)
    facts = gather_facts([admission], today=clock.company_date(at))[admission.pk]
    missing = [
        step for step in stages.blocking(facts) if not (step.code == LATER_S2200 and later_s2200.strip() and facts.s2190 == "receipted")
    ]
    if missing:
        raise AdmissionIncomplete(number=admission.number, missing=[{"step": step.code, "name": step.name} for step in missing])
    if facts.start_on > facts.today:
        raise StartAhead(number=admission.number, start_on=facts.start_on)
    employee = locks.lock_employee(admission.employee_id)
    employee.state = Employee.State.ACTIVE
    employee.version += 1
    employee.save(update_fields=["state", "version"])
    close_portal_links(admission_number=admission.number, reason="done", by=by, at=at)
    admission.stage, admission.turn, admission.done_at = Admission.Stage.DONE, "", at
    changed(admission, "stage", "turn", "done_at")
    words = {"later_s2200": need_reason(later_s2200)} if later_s2200.strip() else {}
    trace(admission, "done", by=by, at=at, employee=employee.number, **words)
    audit.record([audit.Trace(action="employee.activated", subject=("employee", employee.number), at=at)], by=by)
    _tell(admission, at=at)
    return admission


@transaction.atomic
def cancel_admission(*, number: str, reason: str, by: Actor, at: datetime, version: int | None = None) -> Admission:
    """
    Nobody begins: the link closes, appointments and agreed terms end, the matrícula is never given again.

    What the person handed in stays until the retention rules dispose of it.

    :raises UnknownAdmission, AdmissionOver, StaleAdmission: see ``open_admission``
    :raises AdmissionReasonMissing: no reason
    """
    admission = open_admission(number, version=version)
    why = need_reason(reason)
    employee = locks.lock_employee(admission.employee_id)
    close_portal_links(admission_number=admission.number, reason="cancelled", by=by, at=at)
    close_exams(admission, at=at)
    first = employee.admitted_on
    set_range(employee, start=first, end=first.fromordinal(first.toordinal() + 1))
    employee.state, employee.ended_on = Employee.State.ENDED, first
    employee.version += 1
    employee.save(update_fields=["state", "ended_on", "version"])
    admission.stage, admission.turn = Admission.Stage.CANCELLED, ""
    admission.cancelled_at, admission.cancel_reason = at, why
    changed(admission, "stage", "turn", "cancelled_at", "cancel_reason")
    # The reason may speak of the person; the trail is for ever.
    trace(admission, "cancelled", by=by, at=at, employee=employee.number)
    return admission


def _tell(admission: Admission, *, at: datetime) -> None:
    """Whoever the candidate was told to call hears that it is done; it may have been the calendar who did it."""
    draft = NoticeDraft(
        kinds.ADMISSION_DONE,
        (admission.contact_id,),
        {"admission": admission.number},
        reverse("admission_page", args=[admission.number]),
        f"admission_done:{admission.number}",
    )
    notify(drafts=[draft], at=at)
