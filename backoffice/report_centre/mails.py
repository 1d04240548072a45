"""
Scheduled reports by e-mail, and as a notice for those who work here.

The outbox delivers at least once.  A delivery remembers that it was sent, in the transaction of the delivery, and is not
sent again.  A crash between sending and committing may still send twice: the Message-ID, made from the event id, lets
mail programs show one.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from backoffice.core import preferences
from backoffice.core.company import get_company
from backoffice.core.jobs import files
from backoffice.core.models import Job, JobFile
from backoffice.core.reports.files import PDF_TYPE
from backoffice.events.reports import ScheduledReportReady
from backoffice.intranet.kinds import REPORT_READY
from backoffice.intranet.people import name_of
from backoffice.intranet.services import NoticeDraft, notify
from backoffice.report_centre.models import Delivery

# Mail servers refuse large messages: a larger PDF is fetched by its link.
MAX_ATTACHMENT_BYTES = 5 * 1024 * 1024


def send_deliveries(events: Sequence[ScheduledReportReady]) -> int:
    """Send what is still to send, each in its reader's language; return how many recipients were served."""
    wanted = {event.delivery_id: event for event in events}
    waiting = (
        Delivery.objects.filter(pk__in=wanted, status=Delivery.Status.WAITING)
        .select_related("run__schedule__owner", "user")
        # Two relays must not both find it unsent.
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    deliveries = list(waiting)
    jobs = Job.objects.prefetch_related("files").in_bulk([each.run.job_id for each in deliveries])
    for delivery in deliveries:
        event = wanted[delivery.pk]
        _serve(delivery, jobs[delivery.run.job_id], event)
        delivery.status, delivery.sent_at = Delivery.Status.SENT, event.occurred_at
    Delivery.objects.bulk_update(deliveries, ["status", "sent_at"])
    return len(deliveries)


def _serve(delivery: Delivery, job: Job, event: ScheduledReportReady) -> None:
    if delivery.address:
        _message(delivery, job, event).send()
    schedule = delivery.run.schedule
    # The owner hears of the job itself: once is enough.
    if delivery.user_id and delivery.user_id != schedule.owner_id:
        _notify(delivery.user_id, job, event.occurred_at)


def _notify(user_id: int, job: Job, at: datetime) -> None:
    url = reverse("report_job", args=[job.pk])
    notify(drafts=[NoticeDraft(REPORT_READY, (user_id,), {"report": _title(job)}, url, f"report:{job.pk}")], at=at)


def _title(job: Job) -> str:
    return str((job.result or {}).get("title") or job.title)


def _message(delivery: Delivery, job: Job, event: ScheduledReportReady) -> EmailMessage:
    run, schedule = delivery.run, delivery.run.schedule
    pdf = _pdf(job) if schedule.attach_pdf else None
    language = preferences.of(delivery.user).language if delivery.user else ""
    with override(language or settings.LANGUAGE_CODE):
        title = _title(job)
        context = {
            "name": name_of(delivery.user) if delivery.user else "",
            "title": title,
            "owner": name_of(schedule.owner),
            "slot": run.slot,
            "started_at": run.started_at,
            "is_late": run.is_late,
            "skipped": run.skipped,
            "url": settings.BASE_URL.rstrip("/") + reverse("report_job", args=[job.pk]) if delivery.user else "",
            "check_url": settings.BASE_URL.rstrip("/") + reverse("verify_report", args=[(job.result or {}).get("code", "RG")]),
            "code": (job.result or {}).get("code", ""),
            "has_pdf": pdf is not None,
            "company": get_company().name,
        }
        body = render_to_string("report_centre/mail/scheduled.txt", context)
        subject = _("%(report)s · %(company)s") % {"report": title, "company": get_company().name}
    headers = {"Message-ID": f"<{event.event_id}@retaguarda>", "Auto-Submitted": "auto-generated"}
    # A subject is one line whatever a record's name holds.
    message = EmailMessage(subject=" ".join(subject.split()), body=body, to=[delivery.address], headers=headers)
    if pdf is not None:
        message.attach(pdf.name, files.open_path(pdf).read_bytes(), pdf.content_type)
    return message


def _pdf(job: Job) -> JobFile | None:
    """The PDF, if there is one that a mail server takes."""
    found = next((file for file in job.files.all() if file.content_type == PDF_TYPE and file.size_bytes <= MAX_ATTACHMENT_BYTES), None)
    return found if found is not None and files.open_path(found).exists() else None
