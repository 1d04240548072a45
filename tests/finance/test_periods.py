"""Months open by themselves, are closed by a person in their order, and locked for good."""

import threading
import time
from datetime import date, datetime

import pytest
from django.db import connection, transaction

from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry
from finance import services
from finance.errors import EarlierPeriodOpen, PeriodNotFound, PeriodNotOver, PeriodStateConflict
from finance.models import JournalEntry, Period
from tests.finance.builders import NOW, post, sale

pytestmark = pytest.mark.django_db
PAULO = Actor(kind="user", id=7, name="Paulo Tavares")
LIVIA = Actor(kind="user", id=8, name="Lívia Vasques")


def _close(month: int) -> Period:
    return services.close_period(period_id=month, by=PAULO, at=NOW)


def test_closing_keeps_who_and_when_and_leaves_a_trace() -> None:
    post(sale("10", on=date(2026, 10, 5)))

    period = _close(202610)

    assert (period.status, period.closed_by, period.closed_at) == ("closed", "Paulo Tavares", NOW)
    trace = AuditEntry.objects.get(subject_kind="period", subject_key="202610")
    assert (trace.action, trace.before, trace.after) == ("period.closed", {"status": "open"}, {"status": "closed"})


def test_a_month_that_has_not_ended_is_not_closed() -> None:
    with pytest.raises(PeriodNotOver):
        _close(202611)

    assert not Period.objects.filter(status="closed").exists()


def test_a_month_can_be_closed_from_the_first_day_of_the_next_on() -> None:
    first_of_november = datetime(2026, 11, 1, 0, 5, tzinfo=NOW.tzinfo)

    assert services.close_period(period_id=202610, by=PAULO, at=first_of_november).status == "closed"


def test_months_are_closed_in_their_order() -> None:
    post(sale("10", on=date(2026, 9, 5)), sale("10", on=date(2026, 10, 5)))

    with pytest.raises(EarlierPeriodOpen) as refusal:
        _close(202610)

    assert refusal.value.data == {"period": 202610, "earlier": 202609, "status": "open"}
    _close(202609)
    _close(202610)


def test_a_closed_month_is_not_closed_again() -> None:
    _close(202610)

    with pytest.raises(PeriodStateConflict):
        _close(202610)


def test_two_people_reopen_a_closed_month_with_a_reason() -> None:
    _close(202610)

    asked = services.ask_reopening(period_id=202610, reason="nota do frete", by=PAULO, at=NOW)
    assert Period.objects.get(pk=202610).status == "closed"
    services.approve_reopening(reopening_id=asked.pk, by=LIVIA, at=NOW)

    period = Period.objects.get(pk=202610)
    assert (period.status, period.closed_at, period.closed_by) == ("open", None, "")
    trace = AuditEntry.objects.get(action="period.reopened")
    assert (trace.actor_name, trace.after) == (
        "Lívia Vasques",
        {"status": "open", "reason": "nota do frete", "asked_by": "Paulo Tavares"},
    )
    post(sale("10", on=date(2026, 10, 5)))
    assert JournalEntry.objects.get().posted_on == date(2026, 10, 5)


def test_a_locked_month_is_never_reopened() -> None:
    _close(202610)
    services.lock_period(period_id=202610, by=PAULO, at=NOW)

    with pytest.raises(PeriodStateConflict):
        services.ask_reopening(period_id=202610, reason="x", by=PAULO, at=NOW)

    assert Period.objects.get(pk=202610).status == "locked"


def test_locking_needs_a_closed_month_and_locked_ones_before_it() -> None:
    post(sale("10", on=date(2026, 9, 5)))
    with pytest.raises(PeriodStateConflict):
        services.lock_period(period_id=202609, by=PAULO, at=NOW)
    _close(202609)
    _close(202610)

    with pytest.raises(EarlierPeriodOpen):
        services.lock_period(period_id=202610, by=PAULO, at=NOW)

    services.lock_period(period_id=202609, by=PAULO, at=NOW)
    assert services.lock_period(period_id=202610, by=PAULO, at=NOW).locked_by == "Paulo Tavares"


def test_what_never_was_cannot_be_reopened() -> None:
    with pytest.raises(PeriodNotFound):
        services.ask_reopening(period_id=199901, reason="x", by=PAULO, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_nothing_slips_into_a_month_while_it_is_being_closed() -> None:
    """Posters and a closer at once: every October entry was committed before October closed, the others are dated later."""
    post(sale("1", on=date(2026, 10, 1)))
    start = threading.Barrier(5)

    def keep_posting() -> None:
        try:
            start.wait()
            for _ in range(15):
                post(sale("1", on=date(2026, 10, 20)))
        finally:
            connection.close()

    closed_at_entry: list[int] = []

    def close_in_between() -> None:
        try:
            start.wait()
            time.sleep(0.05)
            with transaction.atomic():
                _close(202610)
                closed_at_entry.append(JournalEntry.objects.filter(period_id=202610).count())
        finally:
            connection.close()

    threads = [threading.Thread(target=keep_posting) for _ in range(4)] + [threading.Thread(target=close_in_between)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert JournalEntry.objects.count() == 61
    assert closed_at_entry == [JournalEntry.objects.filter(period_id=202610).count()], "none came after the closing"
    late = JournalEntry.objects.exclude(period_id=202610)
    assert set(late.values_list("period_id", "competence_date")) <= {(202611, date(2026, 10, 20))}
