"""What the conversation does when something happened; each is idempotent by event id."""

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse

from backoffice.core import clock
from backoffice.core.jobs import kind_of
from backoffice.events.finance import PeriodReopeningAsked, PeriodReopeningDecided
from backoffice.events.intranet import NoticeMailRequested
from backoffice.events.inventory import StockDifferencesFound
from backoffice.events.jobs import JobFinished
from backoffice.events.orders import OrderPlaced, PaymentChargedBack
from backoffice.events.payments import MoneyToRefund
from backoffice.events.privacy import PrivacyRequestDue
from backoffice.intranet import kinds, mails, people
from backoffice.intranet.services import NoticeDraft, notify

# What happened longer ago than this is told by lists, not by notices.
NEWS = timedelta(days=7)


def email_notices(events: Sequence[NoticeMailRequested]) -> None:
    """After commit: the e-mail of each notice whose reader wants one."""
    mails.send_notices(events)


def tell_job_ended(events: Sequence[JobFinished]) -> None:
    """After commit: whoever asked hears how it ended; a failure is also told to those who look after the jobs."""
    for event in events:
        notify(drafts=_of_job(event), at=event.occurred_at)


def tell_corrections_to_approve(events: Sequence[StockDifferencesFound]) -> None:
    """After commit: those who may approve, but for who asked: nobody approves the own reconciliation."""
    for event in events:
        own = [event.requested_by_id] if event.requested_by_kind == "user" else []
        recipients = people.ids_with("inventory.approve_correction", besides=own)
        url = reverse("stock_reconciliation", args=[event.job_id])
        data = {"count": event.differences}
        notify(drafts=[NoticeDraft(kinds.CORRECTION, tuple(recipients), data, url, f"corrections:{event.job_id}")], at=event.occurred_at)


def tell_order_to_approve(events: Sequence[OrderPlaced]) -> None:
    """
    After commit: who approves hears that orders wait.  Once until it was read: twenty orders of a morning are one notice.
    """
    waiting = [event for event in events if event.approval_reason and clock.now() - event.occurred_at <= NEWS]
    if not waiting:
        return
    recipients = tuple(people.ids_with("orders.approve"))
    for event in waiting:
        data = {"order": event.order_number, "amount": str(event.total)}
        url = f"{reverse('order_board')}?view=to_approve"
        draft = NoticeDraft(kinds.ORDER_TO_APPROVE, recipients, data, url, f"to_approve:{event.event_id}", until_read=True)
        notify(drafts=[draft], at=event.occurred_at)


def tell_reopening_asked(events: Sequence[PeriodReopeningAsked]) -> None:
    """After commit: those who may decide, but for who asked."""
    for event in events:
        recipients = tuple(people.ids_with("finance.close_period", besides=[event.asked_by_id]))
        data = {"who": event.asked_by, "period": event.period}
        draft = NoticeDraft(kinds.REOPENING, recipients, data, reverse("periods"), f"reopening:{event.reopening_id}")
        notify(drafts=[draft], at=event.occurred_at)


def tell_reopening_decided(events: Sequence[PeriodReopeningDecided]) -> None:
    """After commit: who asked hears what the second person decided."""
    for event in events:
        data = {"who": event.decided_by, "period": event.period, "status": event.status}
        key = f"reopening:{event.reopening_id}:decided"
        draft = NoticeDraft(kinds.REOPENING_DECIDED, (event.asked_by_id,), data, reverse("periods"), key)
        notify(drafts=[draft], at=event.occurred_at)


def tell_payment_problem(events: Sequence[PaymentChargedBack | MoneyToRefund]) -> None:
    """After commit: whoever records payments hears that money went, or has to go, back; history that is imported is no news."""
    for event in events:
        if clock.now() - event.occurred_at > NEWS:
            continue
        is_chargeback = isinstance(event, PaymentChargedBack)
        data = {"order": event.order_number, "amount": str(event.amount), "problem": "chargeback" if is_chargeback else "refund"}
        recipients = people.ids_with("orders.record_payment")
        url = f"{reverse('order_page', args=[event.order_number])}?tab=payments"
        notify(drafts=[NoticeDraft(kinds.PAYMENT_PROBLEM, tuple(recipients), data, url, f"payment:{event.event_id}")], at=event.occurred_at)


def tell_privacy_due(events: Sequence[PrivacyRequestDue]) -> None:
    """After commit: who looks after privacy hears that an answer is due; the notice names the protocol, not the person."""
    for event in events:
        recipients = tuple(people.ids_with("hr.manage_privacy"))
        url = reverse("privacy_request", args=[event.number])
        data = {"number": event.number, "due_on": event.due_on.isoformat()}
        notify(drafts=[NoticeDraft(kinds.PRIVACY_DUE, recipients, data, url, f"privacy:{event.event_id}")], at=event.occurred_at)


def _of_job(event: JobFinished) -> list[NoticeDraft]:
    if event.status == "cancelled":
        # Somebody called it off and knows.
        return []
    key = f"job:{event.event_id}"
    asked = (event.requested_by_id,) if event.requested_by_id else ()
    if event.status == "failed":
        watching = people.ids_with("system.manage_jobs", besides=asked)
        own = NoticeDraft(kinds.JOB_FAILED, asked, {"job": event.title}, _page_of(event), key)
        record = reverse("admin:core_job_change", args=[event.job_id])
        others = NoticeDraft(kinds.JOB_FAILED, tuple(watching), {"job": event.title, "who": event.requested_by_name}, record, key)
        return [own, others]
    if event.refused:
        return [NoticeDraft(kinds.JOB_REFUSED, asked, {"job": event.title, "count": event.refused}, _page_of(event), key)]
    return [NoticeDraft(kinds.JOB_DONE, asked, {"job": event.title}, _page_of(event), key)]


def _page_of(event: JobFinished) -> str:
    """Where the job's result stands: the kind's own page, else the list of one's jobs."""
    page = kind_of(event.kind).page
    return reverse(page, args=[event.job_id]) if page else reverse("my_jobs")
