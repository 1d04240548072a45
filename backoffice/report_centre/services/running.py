"""
What the clock does: start the schedules that are due, and hand out what is ready.

Two beats at once have one effect: a due schedule is locked and skipped by the other, and the slot is unique.  After a
stand-still the last slot that passed is made once, late; the ones before it are counted as skipped.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from backoffice.core import bus, jobs, preferences
from backoffice.core.actors import SYSTEM, Actor
from backoffice.core.clock import company_date
from backoffice.core.models import Job, User
from backoffice.core.reports import ReportKind, kind_of
from backoffice.events.reports import ReportScheduleTroubled, ScheduledReportReady
from backoffice.intranet.people import actor_of, name_of
from backoffice.report_centre.models import Delivery, Schedule, ScheduleRun
from backoffice.report_centre.services.requests import title_of
from backoffice.report_centre.services.schedules import SCHEDULE, rule_of, stop
from backoffice.report_centre.slots import next_slot, passed_slots

# A slot that is started this much after its time is told as late.
LATE = timedelta(minutes=10)
_AT_ONCE = 50


@transaction.atomic
def start_due(*, at: datetime) -> int:
    """Start the reports whose time has come; return how many schedules were looked at."""
    due = (
        Schedule.objects.filter(is_paused=False, next_run_at__lte=at)
        .select_related("owner")
        .prefetch_related("owner__groups")
        .order_by("next_run_at", "pk")
        .select_for_update(skip_locked=True, of=("self",))
    )
    schedules = list(due[:_AT_ONCE])
    for schedule in schedules:
        _start(schedule, at)
    return len(schedules)


@transaction.atomic
def hand_out_finished(*, at: datetime) -> int:
    """Close the runs whose job has ended: say who gets the report, leave out who may not; return how many."""
    runs = list(
        ScheduleRun.objects.filter(closed_at=None)
        .select_related("schedule", "schedule__owner")
        .order_by("pk")
        .select_for_update(skip_locked=True, of=("self",))[:_AT_ONCE]
    )
    found = Job.objects.in_bulk([run.job_id for run in runs if run.job_id])
    ended = [(run, found.get(run.job_id)) for run in runs if not (job := found.get(run.job_id)) or not job.is_active]
    for run, job in ended:
        _close(run, job, at)
    return len(ended)


def _start(schedule: Schedule, at: datetime) -> None:
    owner = actor_of(schedule.owner)
    problem = _problem(schedule, owner)
    if problem:
        stop(schedule, problem, by=SYSTEM, at=at)
        _trouble(schedule, problem, at)
        return
    rule, zone = rule_of(schedule), timezone.get_default_timezone()
    passed = passed_slots(rule, first=schedule.next_run_at, until=at, zone=zone)
    slot = passed[-1]
    run, is_new = ScheduleRun.objects.get_or_create(
        schedule=schedule, slot=slot, defaults={"started_at": at, "is_late": at - slot > LATE, "skipped": len(passed) - 1}
    )
    if is_new:
        _make(run, schedule, owner, at)
    schedule.next_run_at = next_slot(rule, after=at, zone=zone)
    schedule.save(update_fields=["next_run_at"])


def _make(run: ScheduleRun, schedule: Schedule, owner: Actor, at: datetime) -> None:
    """Promise the job, in the owner's name and language; "last month" is seen from the slot, however late it is made."""
    kind = kind_of(schedule.kind)
    with override(preferences.of(schedule.owner).language or settings.LANGUAGE_CODE):
        form = kind.form(schedule.choices)
        if not form.is_valid():
            run.outcome, run.error, run.closed_at = (
                ScheduleRun.Outcome.FAILED,
                _("The choices do not exist any more. Edit the schedule."),
                at,
            )
        else:
            formats = schedule.formats.split(",")
            params = form.parameters(today=company_date(run.slot)) | {"formats": formats, "choices": schedule.choices}
            job = jobs.enqueue(kind=kind.name, title=title_of(kind, form), params=params, by=owner, at=at, unique_key=f"slot:{run.pk}")
            run.job_id = job.pk
    run.save(update_fields=["outcome", "error", "closed_at", "job_id"])


def _problem(schedule: Schedule, owner: Actor) -> str:
    """Why the schedule cannot run in its owner's name; "" if it can."""
    if not schedule.owner.is_active:
        return Schedule.PauseReason.OWNER_GONE
    try:
        kind = kind_of(schedule.kind)
    except KeyError:
        return Schedule.PauseReason.NOT_ALLOWED
    return "" if owner.may(SCHEDULE) and kind.may_issue(owner) else Schedule.PauseReason.NOT_ALLOWED


def _close(run: ScheduleRun, job: Job | None, at: datetime) -> None:
    run.closed_at = at
    if job is None or job.status != Job.Status.DONE:
        run.outcome, run.error = ScheduleRun.Outcome.FAILED, job.error if job else ""
        run.save(update_fields=["closed_at", "outcome", "error"])
        return
    kind = kind_of(run.schedule.kind)
    people = list(run.schedule.recipients.prefetch_related("groups").order_by("pk"))
    deliveries = [Delivery(run=run, user=user, address=user.email, **_verdict(user, kind, run.schedule.owner)) for user in people]
    deliveries += [Delivery(run=run, address=address, **_verdict_of(address)) for address in run.schedule.addresses]
    Delivery.objects.bulk_create(deliveries)
    run.outcome = ScheduleRun.Outcome.SENT
    run.save(update_fields=["closed_at", "outcome", "error"])
    bus.publish(
        [ScheduledReportReady(occurred_at=at, delivery_id=each.pk) for each in deliveries if each.status == Delivery.Status.WAITING]
    )
    left_out = [name_of(each.user) if each.user else each.address for each in deliveries if each.status == Delivery.Status.LEFT_OUT]
    if left_out:
        _trouble(run.schedule, "left_out", at, names=", ".join(left_out))


def _verdict(user: User, kind: ReportKind, owner: User) -> dict[str, str]:
    if not user.is_active:
        return {"status": Delivery.Status.LEFT_OUT, "reason": Delivery.Reason.INACTIVE}
    actor = actor_of(user)
    of_owner = frozenset(owner.warehouse_codes)
    # Whoever sees some warehouses only must not be sent figures of others.
    sees_enough = not actor.warehouses or (bool(of_owner) and of_owner <= actor.warehouses)
    if not actor.may("reports.view") or not kind.may_read(actor) or not sees_enough:
        return {"status": Delivery.Status.LEFT_OUT, "reason": Delivery.Reason.NOT_ALLOWED}
    return {}


def _verdict_of(address: str) -> dict[str, str]:
    if is_confirmed(address):
        return {}
    return {"status": Delivery.Status.LEFT_OUT, "reason": Delivery.Reason.FOREIGN}


def is_confirmed(address: str) -> bool:
    """Whether the address belongs to a domain that the company named as its own."""
    return address.rpartition("@")[2].lower() in {domain.lower() for domain in settings.REPORT_EMAIL_DOMAINS}


def _trouble(schedule: Schedule, problem: str, at: datetime, *, names: str = "") -> None:
    event = ReportScheduleTroubled(occurred_at=at, schedule_id=schedule.pk, kind=schedule.kind, problem=str(problem), names=names[:300])
    bus.publish([event])
