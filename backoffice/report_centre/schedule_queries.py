"""Read schedules and what they did."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Subquery

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.reports import known_kinds
from backoffice.intranet.people import name_of
from backoffice.report_centre.errors import ScheduleNotFound
from backoffice.report_centre.models import Delivery, Schedule, ScheduleRun
from backoffice.report_centre.words import when

RUNS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One line of the list."""

    schedule: Schedule
    title: str
    choices: str
    when: str
    owner: str
    recipients: int
    last_outcome: str


def list_schedules(*, actor: Actor) -> list[ScheduleRow]:
    """The actor's schedules (all of them for who manages schedules), the next one first, paused ones last."""
    last = ScheduleRun.objects.filter(schedule=OuterRef("pk")).order_by("-slot").values("outcome")[:1]
    found = (
        policy.visible(actor, Schedule.objects.all())
        .select_related("owner")
        .annotate(people=Count("recipients"), last_outcome=Subquery(last))
        .order_by("is_paused", "next_run_at", "pk")
    )
    kinds = {kind.name: kind for kind in known_kinds()}
    return [_row(schedule, kinds.get(schedule.kind)) for schedule in found]


def get_schedule(*, schedule_id: int, actor: Actor) -> Schedule:
    """
    One schedule with its recipients.

    :raises ScheduleNotFound: there is none, or it is not the actor's
    """
    found = policy.visible(actor, Schedule.objects.filter(pk=schedule_id)).select_related("owner").prefetch_related("recipients")
    schedule: Schedule | None = found.first()
    if schedule is None:
        raise ScheduleNotFound(schedule=schedule_id)
    return schedule


def list_runs(*, schedule: Schedule) -> list[ScheduleRun]:
    """What the schedule did lately, the latest first, with who got it and who did not."""
    deliveries = Prefetch("deliveries", Delivery.objects.select_related("user").order_by("pk"))
    return list(schedule.runs.prefetch_related(deliveries).order_by("-slot")[:RUNS_SHOWN])


def _row(schedule: Any, kind: Any) -> ScheduleRow:
    form = kind.form(schedule.choices) if kind else None
    return ScheduleRow(
        schedule,
        title=str(kind.title) if kind else schedule.kind,
        choices=form.words() if form and form.is_valid() else "",
        when=when(schedule),
        owner=name_of(schedule.owner),
        recipients=schedule.people + len(schedule.addresses),
        last_outcome=schedule.last_outcome or "",
    )
