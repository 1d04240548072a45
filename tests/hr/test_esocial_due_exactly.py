"""The whole list, held against what was worked out by hand; and what it costs to ask."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hr import queries
from hr.models import Employee, EsocialEmployer, EsocialEvent, LeaveEntry
from tests.hr.esocial_due_company import TODAY, company_of_every_sort, pair_of_every_sort, watch_since

pytestmark = pytest.mark.django_db

Row = tuple[str, str, str, str, str, str]
MOST_STATEMENTS = 4

# number, kind, reference, day, until, state of the file; a leave is named by its first day.
LATE = [
    ("008", "S-2200", "admission", "2026-03-02", "2026-03-01", ""),
    ("005", "S-2200", "admission", "2026-09-01", "2026-08-31", "refused"),
    ("502", "S-2299", "end", "2026-09-01", "2026-09-11", ""),
    ("010", "S-2200", "admission", "2026-10-05", "2026-10-04", ""),
    ("205", "S-2299", "end", "2026-10-03", "2026-10-13", ""),
    ("206", "S-2299", "end", "2026-10-04", "2026-10-14", ""),
    ("101", "S-2206", "2026-09-01", "2026-09-01", "2026-10-15", "exported"),
    ("202", "S-2206", "2026-09-01", "2026-09-01", "2026-10-15", ""),
    ("307", "S-2205", "2026-11-25", "2026-09-01", "2026-10-15", ""),
    ("407", "S-2230", "leave:2026-09-01", "2026-09-01", "2026-10-15", ""),
    ("401", "S-2230", "leave:2026-10-05", "2026-10-05", "2026-10-20", "exported"),
    ("206", "S-2206", "2026-10-04", "2026-10-04", "2026-11-16", ""),
    ("302", "S-2205", "2026-11-03", "2026-10-09", "2026-11-16", ""),
    ("308", "S-2205", "2026-10-31", "2026-10-31", "2026-11-16", ""),
    ("325", "S-2205", "2026-11-09", "2026-10-09", "2026-11-16", ""),
    ("331", "S-2205", "2026-11-09", "2026-10-30", "2026-11-16", ""),
    ("332", "S-2205", "2026-11-09", "2026-10-30", "2026-11-16", ""),
]
SOON = [("010", "S-2299", "end", "2026-11-13", "2026-11-23", "")]
LATER = [
    ("501", "S-2299", "end", "2026-11-16", "2026-11-26", ""),
    ("001", "S-2200", "admission", "2026-12-01", "2026-11-30", ""),
    ("505", "S-2299", "end", "2026-11-20", "2026-11-30", "made"),
    ("402", "S-2230", "leave:2026-11-16", "2026-11-16", "2026-12-01", ""),
    ("007", "S-2200", "admission", "2026-12-07", "2026-12-06", ""),
    ("102", "S-2206", "2026-11-20", "2026-11-20", "2026-12-15", ""),
    ("103", "S-2206", "2026-11-10", "2026-11-10", "2026-12-15", ""),
    ("104", "S-2206", "2026-11-10", "2026-11-10", "2026-12-15", ""),
    ("107", "S-2206", "2026-11-01", "2026-11-01", "2026-12-15", ""),
    ("109", "S-2206", "2026-11-10", "2026-11-10", "2026-12-15", ""),
    ("110", "S-2206", "2026-11-05", "2026-11-05", "2026-12-15", ""),
    ("111", "S-2206", "2026-11-06", "2026-11-06", "2026-12-15", ""),
    ("201", "S-2206", "2026-11-18", "2026-11-18", "2026-12-15", ""),
    ("204", "S-2206", "2026-11-20", "2026-11-20", "2026-12-15", ""),
    ("207", "S-2206", "2026-11-01", "2026-11-01", "2026-12-15", ""),
    ("301", "S-2205", "2026-11-04", "2026-11-04", "2026-12-15", ""),
    ("303", "S-2205", "2026-11-15", "2026-11-15", "2026-12-15", ""),
    ("304", "S-2205", "2026-11-15", "2026-11-15", "2026-12-15", ""),
    ("305", "S-2205", "2026-11-15", "2026-11-15", "2026-12-15", ""),
    ("315", "S-2205", "2026-11-04", "2026-11-03", "2026-12-15", ""),
    ("401", "S-2230", "leave:2026-11-02", "2026-11-02", "2026-12-15", ""),
    ("408", "S-2230", "leave:2026-11-20", "2026-11-20", "2026-12-15", ""),
    ("501", "S-2230", "leave:2026-11-02", "2026-11-02", "2026-12-15", ""),
    ("322", "S-2205", "2026-11-09", "2026-11-09", "2026-12-24", "made"),
    ("323", "S-2205", "2026-11-09", "2026-11-09", "2026-12-24", "exported"),
    ("324", "S-2205", "2026-11-09", "2026-11-09", "2026-12-24", "refused"),
    ("332", "S-2205", "2026-10-20", "2026-10-20", "2026-12-24", "made"),
    ("333", "S-2205", "2026-10-09", "2026-10-09", "2026-12-24", "refused"),
    ("335", "S-2205", "2026-08-10", "2026-08-10", "2026-12-24", "made"),
    ("002", "S-2200", "admission", "2026-12-01", "2027-01-15", "made"),
]
ADMISSIONS_BEGUN_HERE = ["001", "002", "007", "008", "010"]
SOCIAL_NAMES = {"002": "Bia Alves", "302": "Dora Rocha", "315": "Pessoa 311"}


def worked_out(*rows: Row) -> list[queries.DueEvent]:
    """The rows as events: with the name that people use, the entry of a leave, and the Id of the file in that state."""
    files = EsocialEvent.objects.values_list("employee__number", "kind", "reference", "state", "event_id")
    ids = {(number, kind, reference, state): event_id for number, kind, reference, state, event_id in files}
    entries = LeaveEntry.objects.filter(is_live=True).values_list("employee__number", "away", "pk")
    leaves = {(number, f"leave:{away.lower}"): f"leave:{pk}" for number, away, pk in entries}
    found = []
    for number, kind, told, day, until, state in rows:
        reference = leaves.get((number, told), told)
        event_id = ids[(number, kind, reference, state)] if state else ""
        called = SOCIAL_NAMES.get(number, f"Pessoa {number}")
        found.append(queries.DueEvent(kind, number, called, reference, date.fromisoformat(day), date.fromisoformat(until), state, event_id))
    return found


def test_every_sort_of_fact_in_every_state_of_its_file() -> None:
    watch_since()
    company_of_every_sort()

    assert queries.esocial_due(today=TODAY) == worked_out(*LATE, *SOON, *LATER)
    assert queries.get_esocial_figures(today=TODAY) == queries.EsocialFigures(len(LATE), len(SOON), date(2026, 11, 23))


def test_asked_for_some_people_it_tells_their_part_of_the_whole() -> None:
    watch_since()
    company_of_every_sort()

    numbers = ["008", "010", "009", "206", "302", "315", "332", "401"]
    keys = list(Employee.objects.filter(number__in=numbers).values_list("pk", flat=True))
    expected = worked_out(*(row for row in [*LATE, *SOON, *LATER] if row[0] in numbers))

    assert queries.esocial_due(today=TODAY, employee_ids=keys) == expected
    assert queries.esocial_due(today=TODAY, employee_ids=[]) == []


def test_before_the_first_day_is_set_nothing_but_admissions_begun_here() -> None:
    company_of_every_sort()

    expected = worked_out(*(row for row in [*LATE, *LATER] if row[0] in ADMISSIONS_BEGUN_HERE and row[1] == "S-2200"))

    assert len(expected) == len(ADMISSIONS_BEGUN_HERE)
    assert queries.esocial_due(today=TODAY) == expected


def test_a_first_day_after_all_of_it_leaves_the_admissions_and_the_files_that_wait() -> None:
    company_of_every_sort()
    watch_since(date(2027, 1, 1))

    waiting = [row for row in LATER if row[1] == "S-2205" and row[5]]
    expected = worked_out(*(row for row in [*LATE, *LATER] if row[0] in ADMISSIONS_BEGUN_HERE and row[1] == "S-2200" or row in waiting))

    assert queries.esocial_due(today=TODAY) == expected


def test_it_costs_the_same_statements_for_one_pair_of_people_and_for_fifteen() -> None:
    watch_since()
    pair_of_every_sort("00")
    few, due_of_few = _asked()

    for number in range(1, 15):
        pair_of_every_sort(f"{number:02d}")
    many, due_of_many = _asked()

    assert (len(due_of_few), len(due_of_many)) == (8, 8 * 15)
    assert few == many
    assert few <= MOST_STATEMENTS


def test_one_person_costs_no_more_and_nobody_less() -> None:
    watch_since()
    pair_of_every_sort("00")
    staying, gone = Employee.objects.order_by("number")

    one, due_of_one = _asked(employee_ids=[staying.pk])
    other, due_of_other = _asked(employee_ids=[gone.pk])
    EsocialEmployer.objects.all().delete()
    without, _ = _asked(employee_ids=[staying.pk])

    assert (len(due_of_one), len(due_of_other)) == (7, 1)
    assert max(one, other, without) <= MOST_STATEMENTS


def _asked(**given: Any) -> tuple[int, list[queries.DueEvent]]:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        due = queries.esocial_due(today=TODAY, **given)
    return len(asked), due
