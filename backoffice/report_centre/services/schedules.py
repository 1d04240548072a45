"""Make, change, pause and end schedules."""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from backoffice.core import audit, policy
from backoffice.core.actors import Actor
from backoffice.core.audit import Trace
from backoffice.core.reports import kind_of
from backoffice.report_centre.errors import ScheduleChanged, ScheduleNotFound
from backoffice.report_centre.models import Schedule
from backoffice.report_centre.slots import Rule, next_slot

MANAGE = "reports.manage_schedules"
SCHEDULE = "reports.schedule"


@dataclass(frozen=True, slots=True)
class ScheduleDraft:
    """What a person typed: the report with its choices, the rule, who gets it."""

    kind: str
    choices: dict[str, Any]
    formats: tuple[str, ...]
    frequency: str
    at_time: time
    weekdays: tuple[int, ...] = ()
    day_rule: str = "day"
    month_day: int = 1
    recipient_ids: tuple[int, ...] = ()
    addresses: tuple[str, ...] = field(default=())
    attach_pdf: bool = True


def rule_of(schedule: "Schedule | ScheduleDraft") -> Rule:
    """The days and the time of a schedule."""
    return Rule(schedule.frequency, schedule.at_time, frozenset(schedule.weekdays), schedule.day_rule, schedule.month_day)


@transaction.atomic
def create_schedule(*, draft: ScheduleDraft, token: UUID, by: Actor, at: datetime) -> Schedule:
    """
    Keep a new schedule in the actor's name; the same ``token`` again returns the one it made.

    :raises NotAllowed: the actor may not schedule, or not issue this report
    """
    _require(draft.kind, by)
    earlier = Schedule.objects.filter(token=token, owner_id=by.id).first()
    if earlier is not None:
        return earlier
    schedule = Schedule(owner_id=by.id, created_at=at, token=token)
    _fill(schedule, draft, at)
    schedule.save(force_insert=True)
    schedule.recipients.set(draft.recipient_ids)
    _trace("report_schedule.created", schedule, by, at, after=_facts(schedule))
    return schedule


@transaction.atomic
def change_schedule(*, schedule_id: int, version: int, draft: ScheduleDraft, by: Actor, at: datetime) -> Schedule:
    """
    Change a schedule; its next run is counted anew.

    :raises ScheduleNotFound: there is none, or it is not the actor's
    :raises ScheduleChanged: somebody was faster (``version`` is old)
    :raises NotAllowed: the actor may not schedule, or not issue this report
    """
    schedule = _lock(schedule_id, by)
    _require(schedule.kind, by)
    if schedule.version != version:
        raise ScheduleChanged(version=schedule.version)
    before = _facts(schedule)
    _fill(schedule, draft, at)
    schedule.version += 1
    schedule.save()
    schedule.recipients.set(draft.recipient_ids)
    _trace("report_schedule.changed", schedule, by, at, before=before, after=_facts(schedule))
    return schedule


@transaction.atomic
def pause_schedule(*, schedule_id: int, by: Actor, at: datetime) -> Schedule:
    """
    Let a schedule rest; nothing is made until somebody resumes it.  Paused already: nothing changes.

    :raises ScheduleNotFound: there is none, or it is not the actor's
    """
    schedule = _lock(schedule_id, by)
    if not schedule.is_paused:
        stop(schedule, Schedule.PauseReason.PERSON, by=by, at=at)
    return schedule


@transaction.atomic
def resume_schedule(*, schedule_id: int, by: Actor, at: datetime) -> Schedule:
    """
    Go on from the next slot; what passed meanwhile stays left out.  A manager takes over what has lost its owner.

    :raises ScheduleNotFound: there is none, or it is not the actor's
    :raises NotAllowed: the actor may not schedule, or not issue this report
    """
    schedule = _lock(schedule_id, by)
    _require(schedule.kind, by)
    if not schedule.is_paused:
        return schedule
    if schedule.owner_id != by.id:
        schedule.owner_id = by.id
    schedule.is_paused, schedule.pause_reason = False, Schedule.PauseReason.NONE
    schedule.next_run_at = next_slot(rule_of(schedule), after=at, zone=timezone.get_default_timezone())
    schedule.version += 1
    schedule.save()
    _trace("report_schedule.resumed", schedule, by, at, after={"owner": schedule.owner_id})
    return schedule


@transaction.atomic
def delete_schedule(*, schedule_id: int, by: Actor, at: datetime) -> None:
    """
    End a schedule; the reports it made stay.

    :raises ScheduleNotFound: there is none, or it is not the actor's
    """
    schedule = _lock(schedule_id, by)
    _trace("report_schedule.deleted", schedule, by, at, before=_facts(schedule))
    schedule.delete()


def stop(schedule: Schedule, reason: str, *, by: Actor, at: datetime) -> None:
    """Pause a locked schedule for a reason."""
    schedule.is_paused, schedule.pause_reason = True, reason
    schedule.version += 1
    schedule.save(update_fields=["is_paused", "pause_reason", "version"])
    _trace("report_schedule.paused", schedule, by, at, after={"reason": reason})


def _lock(schedule_id: int, by: Actor) -> Schedule:
    schedule: Schedule | None = (
        policy.visible(by, Schedule.objects.filter(pk=schedule_id)).select_related("owner").select_for_update(of=("self",)).first()
    )
    if schedule is None:
        raise ScheduleNotFound(schedule=schedule_id)
    return schedule


def _require(kind: str, by: Actor) -> None:
    report = kind_of(kind)
    for permission in (SCHEDULE, report.permission, report.issue_permission):
        policy.require(by, permission)


def _fill(schedule: Schedule, draft: ScheduleDraft, at: datetime) -> None:
    schedule.kind, schedule.choices, schedule.formats = draft.kind, draft.choices, ",".join(draft.formats)
    schedule.frequency, schedule.at_time, schedule.weekdays = draft.frequency, draft.at_time, sorted(draft.weekdays)
    schedule.day_rule, schedule.month_day = draft.day_rule, draft.month_day
    schedule.addresses, schedule.attach_pdf = list(draft.addresses), draft.attach_pdf
    schedule.next_run_at = next_slot(rule_of(draft), after=at, zone=timezone.get_default_timezone())


def _facts(schedule: Schedule) -> dict[str, Any]:
    # No addresses: the trail is kept for ever, the schedule's row has them until somebody asks to be forgotten.
    return {
        "kind": schedule.kind,
        "choices": schedule.choices,
        "frequency": schedule.frequency,
        "weekdays": schedule.weekdays,
        "day": schedule.month_day if schedule.day_rule == "day" else schedule.day_rule,
        "time": f"{schedule.at_time:%H:%M}",
    }


def _trace(
    action: str, schedule: Schedule, by: Actor, at: datetime, *, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> None:
    audit.record([Trace(action=action, subject=("report_schedule", str(schedule.pk)), at=at, before=before, after=after)], by=by)
