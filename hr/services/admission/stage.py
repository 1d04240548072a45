"""Keep the stage of an admission equal to what follows from the facts."""

from datetime import datetime

from django.db import transaction

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from hr import locks
from hr.admission import stages
from hr.models import Admission
from hr.queries.admission_facts import gather_facts


@transaction.atomic
def refresh_stage(*, person_id: int, by: Actor, at: datetime) -> None:
    """
    Compute the stage of the person's open admission anew; without an open one there is nothing to compute.

    Called last by every service that writes a fact on which a stage depends.  Two of them at once wait here for each
    other, so that the later one sees the facts of both.
    """
    admission = locks.lock_open_admission_of(person_id)
    if admission is not None:
        settle_stage(admission, by=by, at=at)


def settle_stage(admission: Admission, *, by: Actor, at: datetime) -> None:
    """Write the stage of a locked admission, with its trace, if it is another one now."""
    facts = gather_facts([admission], today=clock.company_date(at))[admission.pk]
    stage, before = stages.stage_of(facts), admission.stage
    if stage == before:
        return
    admission.stage = stage
    admission.save(update_fields=["stage", "done_at", "cancelled_at"])
    trace = audit.Trace(
        action="admission.stage", subject=("admission", admission.number), at=at, before={"stage": before}, after={"stage": stage}
    )
    audit.record([trace], by=by)
