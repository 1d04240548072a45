"""The database defends the ledger: every wall is tried by raw SQL, past all services."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from finance.models import Account, JournalEntry, JournalLine, Period
from tests.finance.builders import BANK, SALES, post, sale

pytestmark = pytest.mark.django_db


def _entry(*, posted_on: date = date(2026, 11, 24), line_count: int = 2, total: str = "10.00") -> int:
    period_id = posted_on.year * 100 + posted_on.month
    Period.objects.get_or_create(id=period_id, defaults={"year": posted_on.year, "month": posted_on.month})
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO finance_journalentry (posted_on, period_id, description, source_kind, source_number, event_id, rule, total,"
            " line_count, posted_by_kind, posted_by_id, posted_by_name, posted_at)"
            " VALUES (%s, %s, 'x', '', '', %s, 'test', %s, %s, 'system', 0, 'x', now()) RETURNING id",
            [posted_on, period_id, uuid4(), total, line_count],
        )
        return int(cursor.fetchone()[0])


def _lines(*rows: tuple[int, int, str, str], posted_on: date = date(2026, 11, 24), currency: str = "BRL") -> None:
    """Rows of (entry, position, account code, amount), in one statement."""
    ids = dict(Account.objects.values_list("code", "id"))
    values: list[Any] = []
    for entry_id, position, code, amount in rows:
        values += [entry_id, position, ids[code], posted_on, amount, currency]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO finance_journalline"
            " (entry_id, position, account_id, posted_on, amount, currency, channel, cost_centre, party) VALUES "
            + ", ".join(["(%s, %s, %s, %s, %s, %s, '', '', '')"] * len(rows)),
            values,
        )


def _refused(match: str) -> Any:
    return pytest.raises(IntegrityError, match=match)


def test_a_good_entry_passes_so_that_the_refusals_below_mean_something() -> None:
    entry = _entry()

    _lines((entry, 1, BANK, "10"), (entry, 2, SALES, "-10"))

    assert JournalLine.objects.filter(entry=entry).count() == 2


def test_a_cent_too_much_is_refused() -> None:
    with _refused("does not balance"), transaction.atomic():
        entry = _entry()
        _lines((entry, 1, BANK, "10.00"), (entry, 2, SALES, "-9.99"))

    assert JournalLine.objects.count() == 0


def test_two_currencies_do_not_balance_each_other() -> None:
    ids = dict(Account.objects.values_list("code", "id"))

    with _refused("does not balance"), transaction.atomic(), connection.cursor() as cursor:
        entry = _entry()
        cursor.execute(
            "INSERT INTO finance_journalline (entry_id, position, account_id, posted_on, amount, currency, channel, cost_centre, party)"
            " VALUES (%s, 1, %s, '2026-11-24', 10, 'BRL', '', '', ''), (%s, 2, %s, '2026-11-24', -10, 'USD', '', '', '')",
            [entry, ids[BANK], entry, ids[SALES]],
        )


def test_a_line_cannot_join_an_entry_later() -> None:
    entry = _entry()
    _lines((entry, 1, BANK, "10"), (entry, 2, SALES, "-10"))

    with _refused("not what the entry says"), transaction.atomic():
        _lines((entry, 3, BANK, "5"), (entry, 4, SALES, "-5"))
    with _refused("finance_line_once"), transaction.atomic():
        _lines((entry, 1, BANK, "10"), (entry, 2, SALES, "-10"))

    assert JournalLine.objects.count() == 2


@pytest.mark.parametrize("amounts", [("10", "-10", None), ("6", "-6", None)])
def test_lines_other_than_the_entry_promised_are_refused(amounts: tuple[str, str, None]) -> None:
    with _refused("not what the entry says"), transaction.atomic():
        entry = _entry(line_count=3 if amounts[0] == "10" else 2)
        _lines((entry, 1, BANK, amounts[0]), (entry, 2, SALES, amounts[1]))


def test_lines_dated_otherwise_than_their_entry_are_refused() -> None:
    with _refused("not what the entry says"), transaction.atomic():
        entry = _entry()
        _lines((entry, 1, BANK, "10"), (entry, 2, SALES, "-10"), posted_on=date(2026, 11, 23))


def test_a_summary_account_takes_no_lines() -> None:
    with _refused("takes no entries"), transaction.atomic():
        entry = _entry()
        _lines((entry, 1, "1.1.01", "10"), (entry, 2, SALES, "-10"))


@pytest.mark.parametrize("amount", ["NaN", "0"])
def test_a_line_of_nothing_or_not_a_number_is_refused(amount: str) -> None:
    with _refused("finance_line_amount|does not balance"), transaction.atomic():
        entry = _entry()
        _lines((entry, 1, BANK, amount), (entry, 2, SALES, amount))


def test_an_entry_without_lines_does_not_survive_the_commit() -> None:
    with _refused("has no lines"), transaction.atomic():
        _entry()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert JournalEntry.objects.count() == 0


@pytest.mark.parametrize("status", ["closed", "locked"])
def test_a_closed_period_takes_no_entries(status: str) -> None:
    Period.objects.create(id=202610, year=2026, month=10, status=status, closed_at="2026-11-06T17:42:00Z")

    with _refused(f"is {status}"), transaction.atomic():
        _entry(posted_on=date(2026, 10, 20))

    assert JournalEntry.objects.count() == 0


def test_an_entry_is_dated_inside_its_period() -> None:
    Period.objects.create(id=202610, year=2026, month=10)

    with _refused("finance_entry_in_its_period"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO finance_journalentry (posted_on, period_id, description, source_kind, source_number, event_id, rule, total,"
            " line_count, posted_by_kind, posted_by_id, posted_by_name, posted_at)"
            " VALUES ('2026-11-24', 202610, 'x', '', '', %s, 'test', 10, 2, 'system', 0, 'x', now())",
            [uuid4()],
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE finance_journalentry SET description = 'y'",
        "DELETE FROM finance_journalentry",
        "UPDATE finance_journalline SET amount = amount * 2",
        "DELETE FROM finance_journalline",
    ],
)
def test_nothing_posted_changes_or_goes_away(statement: str) -> None:
    post(sale("10"))

    with _refused("is insert-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert list(JournalLine.objects.order_by("position").values_list("amount", flat=True)) == [Decimal("10.00"), Decimal("-10.00")]


def test_only_the_sequence_gives_numbers() -> None:
    Period.objects.create(id=202611, year=2026, month=11)

    with pytest.raises(Exception, match="cannot insert a non-DEFAULT value"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO finance_journalentry (id, posted_on, period_id, description, source_kind, source_number, event_id, rule, total,"
            " line_count, posted_by_kind, posted_by_id, posted_by_name, posted_at)"
            " VALUES (1, '2026-11-24', 202611, 'x', '', '', %s, 'test', 10, 2, 'system', 0, 'x', now())",
            [uuid4()],
        )


@pytest.mark.parametrize(
    "change", ["code = '9.9'", "kind = 'revenue', statement_line = 'other_income'", "is_postable = false"], ids=["code", "kind", "postable"]
)
def test_an_account_with_entries_keeps_what_they_mean(change: str) -> None:
    post(sale("10"))

    with _refused("its code, kind and postability stay"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE finance_account SET {change} WHERE code = %s", [BANK])


def test_an_account_without_entries_may_still_change() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE finance_account SET code = '1.1.01.009' WHERE code = %s", [BANK])

    assert Account.objects.filter(code="1.1.01.009").exists()


def test_a_result_account_must_name_its_line_of_the_statement() -> None:
    with _refused("finance_account_has_its_line"), transaction.atomic():
        Account.objects.create(code="4.9.01.001", name="x", nature="debit", kind="expense")


@pytest.mark.parametrize("statement", ["UPDATE finance_period SET status = 'open', closed_at = NULL", "DELETE FROM finance_period"])
def test_a_locked_period_stays_locked(statement: str) -> None:
    Period.objects.create(id=202610, year=2026, month=10, status="locked", closed_at="2026-11-06T17:42:00Z")

    with _refused("is locked for good"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_one_tax_has_one_rate_on_one_day() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO finance_salestaxrate (name, rate, valid_from, source) VALUES ('DAS', 4, '2026-01-01', 'LC 123')")

    with _refused("finance_taxrate_no_overlap"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO finance_salestaxrate (name, rate, valid_from, source) VALUES ('DAS', 5, '2026-06-01', 'LC 123')")
