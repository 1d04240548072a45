"""What the report centre does when something happened; each is one call, idempotent."""

from collections.abc import Sequence

from django.urls import reverse

from backoffice.core.reports import known_kinds
from backoffice.events.reports import ReportScheduleTroubled, ScheduledReportReady
from backoffice.intranet import people
from backoffice.intranet.kinds import REPORT_TROUBLE
from backoffice.intranet.services import NoticeDraft, notify
from backoffice.report_centre import mails
from backoffice.report_centre.models import Schedule
from backoffice.report_centre.services.schedules import MANAGE


def send_scheduled_reports(events: Sequence[ScheduledReportReady]) -> None:
    """After commit: the e-mail and the notice of each recipient."""
    mails.send_deliveries(events)


def tell_schedule_trouble(events: Sequence[ReportScheduleTroubled]) -> None:
    """After commit: the owner hears who got nothing or why the schedule rests; if the owner is gone, those who manage schedules."""
    titles = {kind.name: str(kind.title) for kind in known_kinds()}
    owners = dict(Schedule.objects.filter(pk__in=[event.schedule_id for event in events]).values_list("pk", "owner_id"))
    for event in events:
        owner = owners.get(event.schedule_id)
        recipients = people.ids_with(MANAGE) if event.problem == Schedule.PauseReason.OWNER_GONE or owner is None else [owner]
        data = {"report": titles.get(event.kind, event.kind), "problem": event.problem, "names": event.names}
        url = reverse("schedule_page", args=[event.schedule_id]) if owner else reverse("schedules")
        draft = NoticeDraft(REPORT_TROUBLE, tuple(recipients), data, url, f"schedule:{event.event_id}")
        notify(drafts=[draft], at=event.occurred_at)
