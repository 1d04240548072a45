"""Whoever lost the link asks for another: it goes to the address we know, and the answer tells nobody whether we know one."""

from datetime import datetime, timedelta

from django.db import transaction

from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry
from hr import locks
from hr.models import Admission
from hr.services.admission.inviting import send_portal_link
from hr.services.portal_links import candidate_actor

# A stranger who knows an address could keep closing the link by asking for new ones.
BETWEEN = timedelta(minutes=10)
MOST_A_DAY = 4


@transaction.atomic
def ask_for_link(*, email: str, at: datetime) -> bool:
    """
    Mail a new link to the candidate with this address, if there is an open admission of one and only one; returns whether.

    Callers answer the same either way.
    """
    candidates = Admission.objects.filter(done_at=None, cancelled_at=None, employee__person__email__iexact=email.strip()[:254])
    numbers = list(candidates.values_list("number", flat=True)[:2])
    if len(numbers) != 1:
        return False
    admission = locks.lock_admission(numbers[0])
    if admission.done_at or admission.cancelled_at or _asked_lately(admission, at=at):
        return False
    by: Actor = candidate_actor(admission)
    send_portal_link(admission_number=admission.number, by=by, at=at)
    return True


def _asked_lately(admission: Admission, *, at: datetime) -> bool:
    """By the candidate: what HR sends does not count."""
    by_candidate = {"actor_kind": "candidate", "action": "admission.link_asked"}
    asked = AuditEntry.objects.filter(subject_kind="admission", subject_key=admission.number, **by_candidate)
    times = list(asked.filter(at__gt=at - timedelta(days=1)).order_by("-id").values_list("at", flat=True)[:MOST_A_DAY])
    return len(times) == MOST_A_DAY or bool(times and at - times[0] < BETWEEN)
