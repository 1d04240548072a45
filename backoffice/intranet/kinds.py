"""
What people are told about: the words of each kind of notice, built when it is read, in the reader's language.

``data`` holds names and numbers only, never sentences.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backoffice.core.templatetags import formats
from backoffice.intranet.models.notice import Channel
from backoffice.intranet.subjects import label_of

Data = dict[str, Any]
Words = Callable[[Data], str]


@dataclass(frozen=True, kw_only=True)
class NoticeKind:
    """
    ``label`` names the kind in the preferences, ``permission`` is held by whoever can get one, ``tone`` colours the icon
    (bad, note, done or nothing), ``channel`` is how people are told who did not choose.
    """

    label: str | Promise
    title: Words
    icon: str
    permission: str = "home.view"
    detail: Words = lambda data: ""
    tone: str = ""
    channel: Channel = Channel.PRODUCT


def _job_refused(data: Data) -> str:
    count = int(data.get("count") or 0)
    told = ngettext("%(job)s: %(count)s row was refused", "%(job)s: %(count)s rows were refused", count)
    return told % {"job": data.get("job", ""), "count": formats.qty(count)}


def _corrections(data: Data) -> str:
    count = int(data.get("count") or 0)
    return ngettext(
        "Stock reconciliation: %(count)s difference to decide", "Stock reconciliation: %(count)s differences to decide", count
    ) % {"count": formats.qty(count)}


def _problem(data: Data) -> str:
    told = {"order": data.get("order", ""), "amount": formats.brl(data.get("amount"))}
    if data.get("problem") == "chargeback":
        return _("Order %(order)s: the bank took back %(amount)s") % told
    return _("Order %(order)s: %(amount)s to refund") % told


def _report_trouble(data: Data) -> str:
    told = {"report": data.get("report", "")}
    if data.get("problem") == "left_out":
        return _("%(report)s by schedule: somebody got nothing") % told
    if data.get("problem") == "owner_gone":
        return _("%(report)s by schedule is paused: its owner does not work here any more") % told
    return _("%(report)s by schedule is paused: you may not issue it any more") % told


MENTION = "mention"
JOB_DONE = "job_done"
JOB_REFUSED = "job_refused"
JOB_FAILED = "job_failed"
PAYMENT_PROBLEM = "payment_problem"
CORRECTION = "correction_to_approve"
REPORT_READY = "report_ready"
REPORT_TROUBLE = "report_trouble"
PORTAL_LINK_CLOSED = "portal_link_closed"

KINDS: dict[str, NoticeKind] = {
    MENTION: NoticeKind(
        label=gettext_lazy("Somebody calls me in a comment"),
        title=lambda data: (
            _("%(who)s called you: %(record)s")
            % {"who": data.get("who", ""), "record": label_of(data.get("kind", ""), data.get("key", ""))}
        ),
        detail=lambda data: str(data.get("excerpt", "")),
        icon="alternate_email",
        channel=Channel.MAIL,
    ),
    JOB_DONE: NoticeKind(
        label=gettext_lazy("A job that I asked for is ready"),
        title=lambda data: _("Ready: %(job)s") % {"job": data.get("job", "")},
        icon="task_alt",
        tone="done",
        permission="jobs.view_own",
    ),
    JOB_REFUSED: NoticeKind(
        label=gettext_lazy("A job that I asked for refused rows"),
        title=_job_refused,
        icon="rule",
        tone="note",
        permission="jobs.view_own",
    ),
    JOB_FAILED: NoticeKind(
        label=gettext_lazy("A job failed"),
        title=lambda data: _("Failed: %(job)s") % {"job": data.get("job", "")},
        detail=lambda data: _("Asked for by %(who)s") % {"who": data["who"]} if data.get("who") else "",
        icon="error",
        tone="bad",
        permission="home.view",
    ),
    PAYMENT_PROBLEM: NoticeKind(
        label=gettext_lazy("Problem with a payment"),
        title=_problem,
        icon="payments",
        tone="bad",
        permission="orders.record_payment",
    ),
    CORRECTION: NoticeKind(
        label=gettext_lazy("Stock correction to approve"),
        title=_corrections,
        icon="rule",
        tone="note",
        permission="inventory.approve_correction",
    ),
    REPORT_READY: NoticeKind(
        label=gettext_lazy("Report by schedule is ready"),
        title=lambda data: _("Report ready: %(report)s") % {"report": data.get("report", "")},
        icon="bar_chart",
        tone="done",
    ),
    REPORT_TROUBLE: NoticeKind(
        label=gettext_lazy("Problem with a scheduled report"),
        title=_report_trouble,
        detail=lambda data: str(data.get("names", "")),
        icon="event_busy",
        tone="note",
        permission="reports.schedule",
    ),
    PORTAL_LINK_CLOSED: NoticeKind(
        label=gettext_lazy("A candidate's link was closed by wrong answers"),
        title=lambda data: _("Admission %(number)s: the link was closed after five wrong dates of birth") % {"number": data.get("admission", "")},
        icon="lock",
        tone="bad",
        permission="hr.admit",
    ),
}
