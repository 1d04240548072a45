"""Prepared statements: planned once per connection, and no trap when something fails."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from backoffice.core.prepared import Statement, gathering

pytestmark = pytest.mark.django_db(transaction=True)


def _sent(statement: Statement, parameters: list[Any]) -> tuple[str, list[tuple[Any, ...]]]:
    """(the text that went over the wire, what came back)."""
    with CaptureQueriesContext(connection) as captured:
        rows = statement.rows(parameters)
    (query,) = captured.captured_queries
    return query["sql"], rows


def test_the_first_use_prepares_and_runs_in_one_message_and_later_ones_only_run() -> None:
    statement = Statement("test_sum", "SELECT %s::int + %s::int")

    first, rows = _sent(statement, [1, 2])
    second, more = _sent(statement, [3, 4])

    assert (rows, more) == ([(3,)], [(7,)])
    assert first.startswith("PREPARE test_sum_")
    assert "; EXECUTE test_sum_" in first
    assert second.startswith("EXECUTE test_sum_")


def test_a_new_connection_prepares_again() -> None:
    statement = Statement("test_one", "SELECT 1")
    statement.rows([])
    connection.close()

    assert _sent(statement, [])[0].startswith("PREPARE test_one_")


def test_per_cent_signs_and_arrays_of_nothing_arrive_as_meant() -> None:
    statement = Statement("test_odd", "SELECT %s::text LIKE '10%%' , %s::timestamptz[], 7 %% 4")

    for _ in range(2):
        assert statement.rows(["10% off", [None]]) == [(True, [None], 3)]


def test_a_failed_first_use_does_not_spoil_the_next(settings: Settings) -> None:
    statement = Statement("test_divide", "SELECT 1 / %s::int")

    for _ in range(2):
        with pytest.raises(DataError), transaction.atomic():
            statement.rows([0])

    assert statement.rows([1]) == [(1,)]


def test_inside_a_transaction_the_drivers_own_cursor_gives_the_same_answer() -> None:
    statement = Statement("test_moment", "SELECT %s::timestamptz, 'a'")
    moment = "2026-11-24T10:42:00-03:00"
    outside = statement.rows([moment])

    with transaction.atomic():
        inside = statement.rows([moment])

    assert inside == outside
    assert inside[0][0].tzinfo == outside[0][0].tzinfo


def test_a_broken_transaction_takes_no_further_statement() -> None:
    statement = Statement("test_two", "SELECT 2")

    @transaction.atomic
    def go_on_after_a_failure() -> None:
        transaction.set_rollback(True)
        statement.rows([])

    with pytest.raises(transaction.TransactionManagementError):
        go_on_after_a_failure()


@pytest.mark.parametrize("way", [lambda s: s.rows([5], is_batch=True), lambda s: s.rows([5])])
def test_a_batch_and_a_pooler_get_a_plain_statement(way: Callable[[Statement], Any], settings: Settings) -> None:
    settings.PGBOUNCER = True
    statement = Statement("test_plain", "SELECT %s::int")

    with CaptureQueriesContext(connection) as captured:
        assert way(statement) == [(5,)]

    assert [query["sql"] for query in captured.captured_queries] == ["SELECT 5::int"]


def test_what_nobody_waits_for_travels_with_the_next_statement() -> None:
    note, keep = Statement("test_note", "SELECT set_config('test.note', %s::text, true)"), Statement("test_keep", "SELECT %s::int")

    with CaptureQueriesContext(connection) as captured, transaction.atomic(), gathering():
        note.run_later(["first"])
        note.run_later(["second"])
        kept = keep.rows([3])

    assert kept == [(3,)]
    (message,) = [query["sql"] for query in captured.captured_queries if "EXECUTE" in query["sql"]]
    assert [message.index("'first'") < message.index("'second'") < message.index("test_keep")] == [True]


def test_what_is_left_at_the_end_of_gathering_is_sent() -> None:
    note, read = (
        Statement("test_note", "SELECT set_config('test.left', %s::text, true)"),
        Statement("test_read", "SELECT current_setting('test.left')"),
    )

    with transaction.atomic():
        with gathering():
            note.run_later(["kept"])
        assert read.rows([]) == [("kept",)]


def test_an_error_inside_gathering_drops_what_waits() -> None:
    note, read = (
        Statement("test_note", "SELECT set_config('test.drop', %s::text, false)"),
        Statement("test_read", "SELECT current_setting('test.drop', true)"),
    )

    def stop_half_way() -> None:
        with gathering():
            note.run_later(["dropped"])
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        stop_half_way()

    assert read.rows([]) in ([(None,)], [("",)])
    note.run_later(["now"])
    assert read.rows([]) == [("now",)]
