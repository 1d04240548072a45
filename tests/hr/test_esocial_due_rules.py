"""From open facts to the list: pure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hr.esocial.due import ADMISSION, CONTRACT, END, LEAVE, PERSON, DueEvent, Fact, OpenFile, Worker, due_events

DAY = date(2026, 11, 3)
ANA = Worker("17", "Ana", told_until=date(2025, 2, 3))


def due_of(*facts: Fact, worker: Worker = ANA) -> list[tuple[str, str, date, date]]:
    return [(each.kind, each.reference, each.occurred_on, each.due_on) for each in due_events(facts, workers={1: worker}, files={})]


def change(day: date) -> Fact:
    return Fact(PERSON, 1, "", day, day)


@pytest.mark.parametrize(
    ("fact", "due_on"),
    [
        (Fact(ADMISSION, 1, "admission", DAY, DAY), date(2026, 11, 2)),
        (Fact(CONTRACT, 1, "2026-11-03", DAY, DAY), date(2026, 12, 15)),
        (Fact(END, 1, "end", DAY, DAY), date(2026, 11, 13)),
        # Three days of illness; sixteen; until nobody knows when.
        (Fact(LEAVE, 1, "leave:4", DAY, DAY + timedelta(days=3), "03"), date(2026, 12, 15)),
        (Fact(LEAVE, 1, "leave:4", DAY, DAY + timedelta(days=16), "03"), date(2026, 11, 18)),
        (Fact(LEAVE, 1, "leave:4", DAY, None, "03"), date(2026, 11, 18)),
        # A file that waits has its own day.
        (Fact(PERSON, 1, "2026-11-03", DAY, date(2026, 12, 4)), date(2026, 12, 4)),
    ],
)
def test_each_kind_has_its_deadline(fact: Fact, due_on: date) -> None:
    assert due_of(fact) == [(fact.kind, fact.reference, DAY, due_on)]


def test_after_a_preliminary_receipt_the_admission_has_time() -> None:
    announced = ANA._replace(is_announced=True)

    assert due_of(Fact(ADMISSION, 1, "admission", DAY, DAY), worker=announced) == [(ADMISSION, "admission", DAY, date(2026, 12, 15))]


def test_two_days_of_illness_are_not_told() -> None:
    assert due_of(Fact(LEAVE, 1, "leave:4", DAY, DAY + timedelta(days=2), "03")) == []


def test_the_first_change_of_a_person_sets_the_deadline_and_the_last_one_the_day() -> None:
    changes = [change(DAY), change(date(2026, 10, 9)), change(date(2026, 11, 9))]

    assert due_of(*changes) == [(PERSON, "2026-11-09", date(2026, 10, 9), date(2026, 11, 16))]


def test_what_a_file_or_the_admission_told_is_no_change_any_more() -> None:
    told = ANA._replace(told_until=DAY)

    assert due_of(change(DAY - timedelta(days=1)), change(DAY), worker=told) == []
    assert due_of(change(DAY), change(DAY + timedelta(days=1)), worker=told) == [
        (PERSON, "2026-11-04", date(2026, 11, 4), date(2026, 12, 15))
    ]


def test_what_presses_most_comes_first_each_with_its_file() -> None:
    facts = [change(DAY), *(Fact(END, key, "end", DAY, DAY) for key in (1, 2, 3)), Fact(CONTRACT, 1, "2026-11-03", DAY, DAY)]
    workers = {1: ANA, 2: Worker("16", "Bia", ANA.told_until)}
    files = {(1, END, "end"): OpenFile("made", "ID1"), (2, CONTRACT, "end"): OpenFile("made", "ID2")}

    # Nobody knows the third one: an intern, or not asked for.
    assert due_events(facts, workers=workers, files=files) == [
        DueEvent(END, "16", "Bia", "end", DAY, date(2026, 11, 13)),
        DueEvent(END, "17", "Ana", "end", DAY, date(2026, 11, 13), "made", "ID1"),
        DueEvent(PERSON, "17", "Ana", "2026-11-03", DAY, date(2026, 12, 15)),
        DueEvent(CONTRACT, "17", "Ana", "2026-11-03", DAY, date(2026, 12, 15)),
    ]
