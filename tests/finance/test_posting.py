"""Posting: any number of entries in two statements, each once, each dated where it may be."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from backoffice.core.actors import SYSTEM
from finance import services
from finance.errors import AccountNotPostable, EntryIncomplete, EntryNotBalanced
from finance.models import JournalEntry, JournalLine, Period
from finance.posting import orders
from tests.finance.builders import BANK, NOW, SALES, SAO_PAULO, captured, draft, post, sale

pytestmark = pytest.mark.django_db


def _close(year: int, month: int) -> None:
    Period.objects.update_or_create(
        id=year * 100 + month, defaults={"year": year, "month": month, "status": "closed", "closed_at": NOW, "closed_by": "Paulo Tavares"}
    )


def test_an_entry_is_kept_with_its_lines_its_author_and_its_number() -> None:
    entry = draft((BANK, "100.00"), (SALES, "-70.00"), ("3.1.01.002", "-30.00"), channel="loja")

    [posted] = post(entry)

    stored = JournalEntry.objects.get()
    assert (stored.pk, stored.total, stored.line_count, stored.posted_on) == (posted.id, Decimal("100.00"), 3, date(2026, 11, 24))
    assert (stored.posted_by_name, stored.posted_at, stored.competence_date) == ("Retaguarda", NOW, None)
    assert stored.number == posted.number == f"2026/{posted.id:06d}"
    assert list(stored.lines.order_by("position").values_list("position", "account__code", "amount", "channel")) == [
        (1, BANK, Decimal("100.00"), "loja"),
        (2, SALES, Decimal("-70.00"), "loja"),
        (3, "3.1.01.002", Decimal("-30.00"), "loja"),
    ]


@pytest.mark.parametrize("count", [1, 200])
def test_two_statements_post_any_number_of_entries(count: int, django_assert_num_queries: Any) -> None:
    entries = [sale("10.00") for _ in range(count)]

    # Two statements, and the savepoints of the nested transactions.
    with django_assert_num_queries(2 + 4):
        posted = post(*entries)

    assert [entry.event_id for entry in posted] == [entry.event_id for entry in entries]
    assert [entry.id for entry in posted] == sorted(entry.id for entry in posted), "the order of the facts is the order of the journal"
    assert JournalLine.objects.count() == 2 * count


def test_the_same_fact_is_posted_once() -> None:
    first, second = sale("10.00"), sale("20.00")
    [before] = post(first)

    again = post(first, second)

    assert [(entry.id, entry.is_new) for entry in again] == [(before.id, False), (again[1].id, True)]
    assert JournalEntry.objects.count() == 2
    assert JournalLine.objects.count() == 4


def test_one_event_may_be_booked_by_two_rules() -> None:
    event_id = uuid4()

    post(draft((BANK, "1"), (SALES, "-1"), event_id=event_id, rule="a"), draft((BANK, "1"), (SALES, "-1"), event_id=event_id, rule="b"))

    assert JournalEntry.objects.filter(event_id=event_id).count() == 2


def test_nothing_to_post_is_no_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):  # the savepoint of the service's transaction
        assert services.post_entries(entries=[], by=SYSTEM, at=NOW) == []


def test_an_unbalanced_entry_is_refused_with_its_difference() -> None:
    with pytest.raises(EntryNotBalanced) as refusal:
        post(sale("10.00"), draft((BANK, "10.00"), (SALES, "-9.99")))

    assert refusal.value.data == {"rule": "test", "currency": "BRL", "difference": "0.01"}
    assert JournalEntry.objects.count() == 0


def test_a_summary_account_is_refused_by_name() -> None:
    with pytest.raises(AccountNotPostable) as refusal:
        post(draft(("1.1.01", "10"), (SALES, "-10")))

    assert refusal.value.data == {"account": "1.1.01"}
    assert JournalEntry.objects.count() == 0


def test_an_unknown_account_leaves_nothing_behind() -> None:
    with pytest.raises(EntryIncomplete):
        post(draft(("9.9.99.999", "10"), (SALES, "-10")))

    assert JournalEntry.objects.count() == 0


def test_months_open_by_themselves() -> None:
    post(sale("10", on=date(2017, 3, 9)), sale("10", on=date(2017, 3, 10)), sale("10", on=date(2018, 12, 31)))

    assert list(Period.objects.order_by("id").values_list("id", "status")) == [(201703, "open"), (201812, "open")]


def test_a_late_fact_is_dated_in_the_first_open_period_and_keeps_its_own_date() -> None:
    for month in (9, 10):
        _close(2026, month)

    [late] = post(sale("10", on=date(2026, 9, 15)))

    entry = JournalEntry.objects.get(pk=late.id)
    assert (entry.posted_on, entry.competence_date, entry.period_id) == (date(2026, 11, 24), date(2026, 9, 15), 202611), (
        "today lies in the open period"
    )


def test_a_late_fact_of_old_times_goes_to_the_first_day_of_the_first_open_month() -> None:
    _close(2017, 12)

    [late] = post(sale("10", on=date(2017, 12, 15)))

    entry = JournalEntry.objects.get(pk=late.id)
    assert (entry.posted_on, entry.competence_date) == (date(2018, 1, 1), date(2017, 12, 15))


def test_the_posting_date_is_the_companys_calendar_not_utc() -> None:
    event = captured("10.00")
    late_evening = datetime(2026, 10, 31, 23, 30, tzinfo=SAO_PAULO)

    entry = orders.capture(type(event)(**{**event.__dict__, "occurred_at": late_evening}))

    assert entry is not None
    assert entry.fact_date == date(2026, 10, 31), "it is November already in UTC"


def _rows_read() -> int:
    """How many rows of the journal this transaction has looked at so far, by scan or by index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables"
            " WHERE relname IN ('finance_journalentry', 'finance_journalline')"
        )
        return int(cursor.fetchone()[0])


def test_posting_does_not_read_more_with_the_age_of_the_ledger() -> None:
    # What the planner makes of a few hundred rows depends on when they were last counted; asked is whether an index serves.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        # Earlier stories of this session planned while the tables were almost empty.
        cursor.execute("DISCARD PLANS")

    def rows_read_for_a_batch() -> int:
        before = _rows_read()
        post(*[sale("10.00") for _ in range(200)])
        return _rows_read() - before

    post(sale("10.00"))
    young = rows_read_for_a_batch()
    for _ in range(4):
        post(*[sale("10.00") for _ in range(1000)])
    old = rows_read_for_a_batch()

    assert old == young, "a trigger walks the journal"
