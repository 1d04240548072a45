"""
What people are told about: the words of each kind of notice, built when it is read, in the reader's language.

``data`` holds names and numbers only, never sentences.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
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


def _paper_expiring(data: Data) -> str:
    left = int(data.get("left") or 0)
    told = {"document": data.get("document", ""), "number": data.get("number", ""), "n": left}
    if left < 0:
        return _("%(document)s of registration %(number)s has expired") % told
    if left == 0:
        return _("%(document)s of registration %(number)s expires today") % told
    return (
        ngettext(
            "%(document)s of registration %(number)s expires in %(n)s day",
            "%(document)s of registration %(number)s expires in %(n)s days",
            left,
        )
        % told
    )


def _to_approve(data: Data) -> str:
    told = {"order": data.get("order", ""), "amount": formats.brl(data.get("amount"))}
    return _("Orders wait for approval, first %(order)s of %(amount)s") % told


def _month(data: Data) -> str:
    """202610 -> "outubro de 2026"."""
    return formats.month_year(int(data.get("period") or 190001))


def _reopening_decided(data: Data) -> str:
    told = {"month": _month(data).capitalize(), "who": data.get("who", "")}
    if data.get("status") == "approved":
        return _("%(month)s is open again: %(who)s approved") % told
    return _("%(month)s stays closed: %(who)s refused") % told


def _report_trouble(data: Data) -> str:
    told = {"report": data.get("report", "")}
    if data.get("problem") == "left_out":
        return _("%(report)s by schedule: somebody got nothing") % told
    if data.get("problem") == "owner_gone":
        return _("%(report)s by schedule is paused: its owner does not work here any more") % told
    return _("%(report)s by schedule is paused: you may not issue it any more") % told


def _leave_decided(data: Data) -> str:
    return {
        "approved": _("Your request for leave was approved"),
        "refused": _("Your request for leave was refused"),
        "cancelled": _("Your approved leave was cancelled"),
    }.get(str(data.get("state")), _("Your request for leave was decided"))


def _reason(data: Data) -> str:
    return _("Reason: %(reason)s") % {"reason": data["reason"]} if data.get("reason") else ""


def _vacation_limit(data: Data) -> str:
    told = {"number": data.get("number", ""), "day": _day(data.get("day"))}
    if int(data.get("days") or 0) < 0:
        return _("Vacation of registration %(number)s can no longer end in time") % told
    return _("Vacation of registration %(number)s has to begin until %(day)s") % told


def _day(told: object) -> str:
    return formats.day_month_year(date.fromisoformat(str(told))) if told else ""


def _admission_at_risk(data: Data) -> str:
    number, days, count = data.get("admission", ""), int(data.get("days") or 0), int(data.get("count") or 0)
    when = {0: _("today"), 1: _("tomorrow")}.get(days) or ngettext("in %(count)s day", "in %(count)s days", days) % {"count": days}
    told = ngettext(
        "Admission %(number)s: the first day is %(when)s and %(count)s thing is open",
        "Admission %(number)s: the first day is %(when)s and %(count)s things are open",
        count,
    )
    return told % {"number": number, "when": when, "count": count}


def _review_waiting(data: Data) -> str:
    count = int(data.get("count") or 0)
    told = ngettext(
        "%(count)s paper has waited for review for more than a working day",
        "%(count)s papers have waited for review for more than a working day",
        count,
    )
    return told % {"count": formats.qty(count)}


def _esocial_due(data: Data) -> str:
    days, count = int(data.get("days") or 0), int(data.get("count") or 0)
    told = {"count": formats.qty(count), "days": days}
    if days < 0:
        return ngettext("eSocial: %(count)s event is late", "eSocial: %(count)s events are late", count) % told
    if days == 0:
        return ngettext("eSocial: %(count)s event has to be sent today", "eSocial: %(count)s events have to be sent today", count) % told
    if days == 1:
        return (
            ngettext("eSocial: %(count)s event has to be sent by tomorrow", "eSocial: %(count)s events have to be sent by tomorrow", count)
            % told
        )
    words = ngettext(
        "eSocial: %(count)s event has to be sent within %(days)s days",
        "eSocial: %(count)s events have to be sent within %(days)s days",
        count,
    )
    return words % told


MENTION = "mention"
JOB_DONE = "job_done"
JOB_REFUSED = "job_refused"
JOB_FAILED = "job_failed"
PAYMENT_PROBLEM = "payment_problem"
CORRECTION = "correction_to_approve"
ORDER_TO_APPROVE = "order_to_approve"
REOPENING = "reopening_to_decide"
REOPENING_DECIDED = "reopening_decided"
REPORT_READY = "report_ready"
REPORT_TROUBLE = "report_trouble"
PAPER_EXPIRING = "paper_expiring"
PRIVACY_DUE = "privacy_due"
BANK_CHANGED = "bank_changed"
PORTAL_LINK_CLOSED = "portal_link_closed"
ADMISSION_DONE = "admission_done"
ADMISSION_AT_RISK = "admission_at_risk"
REVIEW_WAITING = "review_waiting"
LEAVE_ASKED = "leave_asked"
LEAVE_DECIDED = "leave_decided"
VACATION_LIMIT = "vacation_limit"
ESOCIAL_DUE = "esocial_due"
PROBATION_ENDS = "probation_ends"


def _privacy_due(data: Data) -> str:
    day = formats.day_month_year(date.fromisoformat(data["due_on"]))
    return _("%(number)s: answer until %(day)s") % {"number": data.get("number", ""), "day": day}


def _probation_ends(data: Data) -> str:
    """``until`` is the end of the second part, where the first one ends."""
    told = {"day": _day(data.get("day")), "number": data.get("number", ""), "until": _day(data.get("until"))}
    if data.get("until"):
        return _("First part of the probation ends on %(day)s, the second on %(until)s: registration %(number)s") % told
    return _("Probation ends on %(day)s: registration %(number)s") % told


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
    ORDER_TO_APPROVE: NoticeKind(
        label=gettext_lazy("Order to approve"),
        title=_to_approve,
        icon="approval",
        tone="note",
        permission="orders.approve",
    ),
    REOPENING: NoticeKind(
        label=gettext_lazy("Request to reopen a month"),
        title=lambda data: _("%(who)s asks to reopen %(month)s") % {"who": data.get("who", ""), "month": _month(data)},
        icon="lock_open",
        tone="note",
        permission="finance.close_period",
    ),
    REOPENING_DECIDED: NoticeKind(
        label=gettext_lazy("My request to reopen a month is decided"),
        title=_reopening_decided,
        icon="gavel",
        permission="finance.close_period",
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
    BANK_CHANGED: NoticeKind(
        label=gettext_lazy("Somebody changed the own bank data"),
        title=lambda data: _("Registration %(number)s: bank data changed by the person") % {"number": data.get("number", "")},
        icon="account_balance",
        tone="note",
        permission="hr.view_bank",
        channel=Channel.MAIL,
    ),
    PRIVACY_DUE: NoticeKind(
        label=gettext_lazy("A privacy request has to be answered soon"),
        title=_privacy_due,
        icon="policy",
        tone="note",
        permission="hr.manage_privacy",
        channel=Channel.MAIL,
    ),
    ADMISSION_DONE: NoticeKind(
        label=gettext_lazy("Somebody was admitted"),
        title=lambda data: (
            _("Admission %(number)s is done: the first day has come and everything is there") % {"number": data.get("admission", "")}
        ),
        icon="badge",
        tone="done",
        permission="hr.admit",
    ),
    ADMISSION_AT_RISK: NoticeKind(
        label=gettext_lazy("A first day is near and something is open"),
        title=_admission_at_risk,
        icon="event_busy",
        tone="bad",
        permission="hr.admit",
    ),
    REVIEW_WAITING: NoticeKind(
        label=gettext_lazy("Papers have waited for review for more than a working day"),
        title=_review_waiting,
        icon="rule",
        tone="note",
        permission="hr.review_documents",
    ),
    PORTAL_LINK_CLOSED: NoticeKind(
        label=gettext_lazy("A candidate's link was closed by wrong answers"),
        title=lambda data: (
            _("Admission %(number)s: the link was closed after five wrong dates of birth") % {"number": data.get("admission", "")}
        ),
        icon="lock",
        tone="bad",
        permission="hr.admit",
    ),
    LEAVE_ASKED: NoticeKind(
        label=gettext_lazy("Somebody asks for leave"),
        title=lambda data: _("Leave to decide: registration %(number)s") % {"number": data.get("number", "")},
        icon="event_available",
        tone="note",
        permission="hr.decide_team_leave",
    ),
    LEAVE_DECIDED: NoticeKind(
        label=gettext_lazy("My request for leave was decided"),
        title=_leave_decided,
        detail=_reason,
        icon="event_available",
        permission="hr.request_leave",
        channel=Channel.MAIL,
    ),
    ESOCIAL_DUE: NoticeKind(
        label=gettext_lazy("Something has to be told to eSocial"),
        title=_esocial_due,
        icon="outgoing_mail",
        tone="note",
        permission="hr.use_esocial",
    ),
    VACATION_LIMIT: NoticeKind(
        label=gettext_lazy("Vacation near its limit"),
        title=_vacation_limit,
        detail=lambda data: _("double from the day after %(day)s") % {"day": _day(data.get("limit"))},
        icon="event_busy",
        tone="note",
        permission="hr.decide_team_leave",
    ),
    PROBATION_ENDS: NoticeKind(
        label=gettext_lazy("Probation ends"),
        title=_probation_ends,
        icon="hourglass_bottom",
        tone="note",
        permission="hr.decide_team_leave",
    ),
    PAPER_EXPIRING: NoticeKind(
        label=gettext_lazy("A document of somebody runs out"),
        title=_paper_expiring,
        icon="event_busy",
        tone="note",
        permission="hr.review_documents",
    ),
}
