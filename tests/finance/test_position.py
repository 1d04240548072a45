"""The stable position: nothing with a lower number can still appear, and asking for it keeps nobody waiting."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from finance import services
from finance.models import FoldState, Period
from finance.queries import get_stable_position
from tests.finance.builders import NOW, post, sale

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def _slow_writer() -> Iterator[threading.Event]:
    """Somebody who has posted and does not commit until told."""
    posted, commit = threading.Event(), threading.Event()

    def write() -> None:
        try:
            with transaction.atomic():
                post(sale("1"))
                posted.set()
                commit.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    assert posted.wait(10)
    try:
        yield commit
    finally:
        commit.set()
        thread.join()


def test_an_empty_ledger_is_at_zero() -> None:
    assert get_stable_position() == 0


def test_the_position_is_the_last_entry_when_nobody_writes() -> None:
    *_earlier, last = post(sale("1"), sale("2"), sale("3"))

    assert get_stable_position() == last.id


def test_a_number_that_is_still_being_written_holds_the_position_back() -> None:
    [before] = post(sale("1"))
    services.fold_balances(at=NOW)
    with _slow_writer() as commit:
        [after] = post(sale("1"))
        assert after.id > before.id + 1, "the slow writer has the number between"

        held_back = get_stable_position(wait_seconds=0.1)
        commit.set()
        released = get_stable_position()

    assert held_back == before.id, "the last fold's position: older and stable"
    assert released >= after.id


def test_it_waits_for_the_writers_of_the_moment_only() -> None:
    services.open_months(at=NOW)
    with _slow_writer() as commit:
        answers: list[int] = []

        def ask() -> None:
            try:
                answers.append(get_stable_position(wait_seconds=10))
            finally:
                connection.close()

        asker = threading.Thread(target=ask)
        asker.start()
        time.sleep(0.1)
        started = time.monotonic()
        [newcomer] = post(sale("1"))
        took = time.monotonic() - started
        assert answers == [], "the slow writer is still there"
        commit.set()
        asker.join()

    assert took < 1, "a newcomer does not queue behind the one who asks"
    assert answers[0] < newcomer.id + 1


def test_a_fold_never_swallows_a_line_that_commits_later() -> None:
    post(sale("1"))
    with _slow_writer() as commit:
        post(sale("1"))
        threading.Timer(0.2, commit.set).start()
        services.fold_balances(at=NOW)
    services.fold_balances(at=NOW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(line_count) FROM finance_periodbalance WHERE channel = '*'")
        assert cursor.fetchone()[0] == 6
    assert FoldState.objects.get().last_entry_id == get_stable_position()


def test_months_opened_ahead_spare_the_second_poster_the_wait_for_the_first() -> None:
    services.open_months(at=NOW)
    services.open_months(at=NOW)

    assert list(Period.objects.order_by("id").values_list("id", "status")) == [(202611, "open"), (202612, "open")]
    with _slow_writer():
        started = time.monotonic()
        post(sale("1"))
        assert time.monotonic() - started < 1


def test_only_one_folds_at_a_time() -> None:
    post(sale("1"))
    services.fold_balances(at=NOW)
    folding, done = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                FoldState.objects.select_for_update().get()
                folding.set()
                done.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    folding.wait(10)
    try:
        assert services.fold_balances(at=NOW) is None
    finally:
        done.set()
        thread.join()
