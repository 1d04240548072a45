"""Keep the stage of an admission, and whose turn it is, equal to what follows from the facts."""

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
    """Write stage and turn of a locked admission if they are others now; another stage leaves its trace."""
    facts = gather_facts([admission], today=clock.company_date(at))[admission.pk]
    before, after = standing_of(admission), standing_by(facts)
    if after == before:
        return
    admission.stage, admission.turn = after
    admission.save(update_fields=["stage", "turn", "done_at", "cancelled_at"])
    if after[0] == before[0]:
        return
    trace = audit.Trace(
        action="admission.stage", subject=("admission", admission.number), at=at, before={"stage": before[0]}, after={"stage": after[0]}
    )
    audit.record([trace], by=by)


def standing_by(facts: stages.Facts) -> tuple[str, str]:
    """Stage and turn as they follow from the facts."""
    return stages.stage_of(facts), stages.turn_of(facts)


def standing_of(admission: Admission) -> tuple[str, str]:
    """Stage and turn as they are written."""
    return admission.stage, admission.turn
