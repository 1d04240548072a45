"""What happens by itself every day: candidates and HR are reminded, who has everything begins on the first day."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from backoffice.core import bus, clock
from backoffice.core.actors import Actor
from backoffice.core.errors import BusinessError
from backoffice.events.hr import AdmissionMailAsked
from backoffice.intranet import kinds, people
from backoffice.intranet.services import NoticeDraft, notify
from hr.admission import reminders, stages
from hr.models import Admission, Document, PortalLink
from hr.queries.admission_facts import gather_facts
from hr.services.admission.ending import admit
from hr.services.admission.opening import trace
from hr.services.admission.stage import refresh_stage, standing_by, standing_of

log = structlog.get_logger(__name__)

# Whoever was in the portal a moment ago is at it; a new link would close the window.
AT_IT = timedelta(hours=1)


@transaction.atomic
def remind_candidates(*, by: Actor, at: datetime) -> int:
    """
    Mail by day to whoever has something to hand in and whose last day is near or past; returns how many.

    Run twice at once, each admission is reminded once: a row that is locked elsewhere is left to the other run, and the
    day of the reminder is written with it.
    """
    if timezone.localtime(at).hour not in reminders.AWAKE:
        return 0
    today = clock.company_date(at)
    rows = Admission.objects.select_related("employee__person").filter(done_at=None, cancelled_at=None).exclude(employee__person__email="")
    waiting = rows.filter(Q(data_sent_at=None) | Q(stage__in=(stages.INVITATION, stages.PAPERS))).order_by("pk")
    fresh = {row.pk: row for row in waiting.select_for_update(of=("self",), skip_locked=True)}
    at_it = set(PortalLink.objects.filter(admission__in=fresh, last_used_at__gt=at - AT_IT).values_list("admission_id", flat=True))
    facts = gather_facts(list(fresh.values()), today=today)
    told = []
    for key, known in facts.items():
        row = fresh[key]
        # Who heard today of a refused paper has today's link already.
        heard = max(filter(None, (row.reminded_at, row.refusals_told_at)), default=None)
        reminded_on = clock.company_date(heard) if heard else None
        if key not in at_it and reminders.candidate_is_due(known, reminded_on=reminded_on, reminders=row.reminders):
            row.reminded_at, row.reminders = at, row.reminders + 1
            told.append(row)
    Admission.objects.bulk_update(told, ["reminded_at", "reminders"])
    for row in told:
        trace(row, "reminded", by=by, at=at, count=row.reminders)
    bus.publish([AdmissionMailAsked(occurred_at=at, admission_number=row.number, mail="reminder") for row in told])
    return len(told)


@transaction.atomic
def warn_hr(*, at: datetime) -> int:
    """
    Tell HR of papers that have waited for more than a working day, and of first days that are near with something open.

    Each once a day: the notice's own key sees to it.  Returns how many notices were asked for.
    """
    today = clock.company_date(at)
    drafts = []
    late = Document.objects.filter(state=Document.State.SENT, uploaded_at__date__lt=reminders.working_day_before(today)).count()
    if late and today.weekday() < 5:
        recipients = tuple(people.ids_with("hr.review_documents"))
        drafts.append(NoticeDraft(kinds.REVIEW_WAITING, recipients, {"count": late}, reverse("papers"), f"hr_review:{today}"))
    near = Admission.objects.select_related("employee__person").filter(
        done_at=None, cancelled_at=None, employee__admitted_on__range=(today, today + timedelta(days=max(reminders.START_AHEAD)))
    )
    rows = {row.pk: row for row in near.order_by("pk")}
    for key, facts in gather_facts(list(rows.values()), today=today).items():
        days = reminders.start_is_near(facts)
        if days is None:
            continue
        row, count = rows[key], len(stages.blocking(facts))
        recipients = tuple({row.contact_id, *people.ids_with("hr.admit")})
        url = reverse("admission_page", args=[row.number])
        told = {"admission": row.number, "days": days, "count": count}
        drafts.append(NoticeDraft(kinds.ADMISSION_AT_RISK, recipients, told, url, f"admission_start:{row.number}:{days}"))
    notify(drafts=drafts, at=at)
    return len(drafts)


def refresh_open_stages(*, by: Actor, at: datetime) -> int:
    """
    Put stages and turns right that changed with the calendar alone: a paper expired, an exam's day came.  Returns how many.

    One transaction each, so that the run never holds more than one admission.
    """
    rows = {row.pk: row for row in Admission.objects.select_related("employee__person").filter(done_at=None, cancelled_at=None)}
    facts = gather_facts(list(rows.values()), today=clock.company_date(at))
    stale = [rows[key] for key, known in facts.items() if standing_by(known) != standing_of(rows[key])]
    for row in stale:
        refresh_stage(person_id=row.employee.person_id, by=by, at=at)
    return len(stale)


def admit_due(*, by: Actor, at: datetime) -> int:
    """
    Admit everybody whose first day has come and who has everything; returns how many.

    One transaction each: somebody who lost a paper in this moment stays where they are and holds up nobody.
    """
    today = clock.company_date(at)
    rows = Admission.objects.select_related("employee__person").filter(done_at=None, cancelled_at=None, employee__admitted_on__lte=today)
    due = {row.pk: row for row in rows.order_by("pk")}
    done = 0
    for key, facts in gather_facts(list(due.values()), today=today).items():
        if stages.blocking(facts):
            continue
        try:
            admit(number=due[key].number, by=by, at=at)
        except BusinessError as refusal:
            log.info("admission_not_due", admission=due[key].number, code=refusal.code)
            continue
        done += 1
    return done
