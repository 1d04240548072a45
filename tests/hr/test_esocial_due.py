"""What is due follows from the facts; deadlines are those of the manual."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from backoffice.core.actors import Actor
from backoffice.intranet.models import Notice
from hr import queries, services
from hr.esocial import deadlines
from hr.models import AddressTerm, Admission, Department, Employee, EsocialEvent, LeaveEntry, LeaveKind, Position
from tests.hr.builders import AT, START, make_employee, make_establishment, make_user
from tests.hr.esocial_due_company import TODAY, admission_of, change_job, change_pay, file_of, watch_since

SILVIA = Actor(kind="user", id=7, name="Sílvia")


@pytest.mark.parametrize(
    ("day", "due", "completion_due"),
    [
        (date(2026, 11, 30), date(2026, 12, 15), date(2026, 12, 15)),
        (date(2026, 12, 31), date(2027, 1, 15), date(2027, 1, 15)),
        # The 15th is a Sunday, a Saturday, a holiday on a Wednesday (15/11/2028).
        (date(2026, 10, 1), date(2026, 11, 16), date(2026, 11, 13)),
        (date(2026, 7, 10), date(2026, 8, 17), date(2026, 8, 14)),
        (date(2028, 10, 2), date(2028, 11, 16), date(2028, 11, 14)),
    ],
)
def test_changes_are_told_by_the_15th_of_the_next_month_or_the_next_day_of_business(day: date, due: date, completion_due: date) -> None:
    assert deadlines.change_due(day) == due
    assert deadlines.completion_due(day) == completion_due


@pytest.mark.parametrize(
    ("last_day", "due"),
    [
        (date(2026, 11, 20), date(2026, 11, 30)),
        (date(2026, 11, 18), date(2026, 11, 27)),  # the tenth day is a Saturday
        (date(2026, 12, 15), date(2026, 12, 24)),  # Christmas
        (date(2026, 12, 22), date(2026, 12, 31)),
        (date(2026, 12, 24), date(2026, 12, 31)),  # a Sunday after the first of January, a holiday and a Saturday
    ],
)
def test_a_termination_is_told_within_ten_days_or_the_day_of_business_before(last_day: date, due: date) -> None:
    assert deadlines.termination_due(last_day) == due


@pytest.mark.parametrize("starts_on", [date(2026, 12, 1), date(2026, 11, 30), date(2026, 12, 26)])
def test_an_admission_is_told_the_day_before_whatever_day_that_is(starts_on: date) -> None:
    assert deadlines.admission_due(starts_on) == starts_on - timedelta(days=1)


@pytest.mark.parametrize(
    ("motive", "first", "days", "due"),
    [
        ("", date(2026, 11, 2), 30, None),
        ("03", date(2026, 11, 2), 2, None),
        ("03", date(2026, 11, 2), 3, date(2026, 12, 15)),
        ("03", date(2026, 11, 2), 15, date(2026, 12, 15)),
        ("03", date(2026, 11, 2), 16, date(2026, 11, 17)),
        ("01", date(2026, 11, 2), 1, date(2026, 12, 15)),
        ("01", date(2026, 11, 2), 40, date(2026, 11, 17)),
        # The 16th day is a Sunday and the 15th of a month: it does not wait.
        ("03", date(2026, 10, 31), 20, date(2026, 11, 15)),
        ("15", date(2026, 11, 2), 30, date(2026, 12, 15)),
        ("15", date(2026, 10, 5), 30, date(2026, 11, 16)),
        ("17", date(2026, 11, 10), 120, date(2026, 12, 15)),
    ],
)
def test_leave_is_told_by_its_motive_and_length(motive: str, first: date, days: int, due: date | None) -> None:
    assert deadlines.leave_due(motive=motive, first_day=first, last_day=first + timedelta(days=days - 1)) == due


db = pytest.mark.django_db


def told(today: date = TODAY, **given: Any) -> list[tuple[str, str, str, date]]:
    return [(each.number, each.kind, each.reference, each.due_on) for each in queries.esocial_due(today=today, **given)]


@db
def test_without_a_first_day_only_admissions_begun_here_are_watched() -> None:
    admission_of(make_employee("Nova", number="1", state="preparing", since=date(2026, 12, 1)))
    make_employee("Trazida", number="2", since=START)

    assert told() == [("1", "S-2200", "admission", date(2026, 11, 30))]


@db
def test_people_from_before_are_not_asked_for_again() -> None:
    watch_since()
    make_employee("Antiga", number="1", since=START)
    make_employee("Recente", number="2", since=date(2026, 10, 5))
    make_employee("Estagiária", number="3", since=date(2026, 10, 5), contract_kind="intern", category="901")

    assert told() == [("2", "S-2200", "admission", date(2026, 10, 4))]


@db
def test_a_cancelled_admission_is_not_due() -> None:
    watch_since()
    admission = admission_of(make_employee(number="1", state="preparing", since=date(2026, 12, 1)))
    Admission.objects.filter(pk=admission.pk).update(stage="cancelled", cancelled_at=AT)

    assert told() == []


@db
def test_a_preliminary_receipt_gives_time_until_the_next_month_and_the_final_one_ends_it() -> None:
    employee = make_employee(number="1", state="preparing", since=date(2026, 12, 1))
    admission_of(employee)
    file_of(employee, "S-2190", "receipted")
    assert told() == [("1", "S-2200", "admission", date(2027, 1, 15))]

    event = file_of(employee, "S-2200", "exported")
    assert [(each.state, each.event_id) for each in queries.esocial_due(today=TODAY)] == [("exported", event.event_id)]

    EsocialEvent.objects.filter(pk=event.pk).update(state="receipted", receipt="1.2.0000000000000000009")
    assert told() == []


@db
def test_changes_of_one_day_are_one_event_and_future_ones_wait() -> None:
    watch_since()
    employee = make_employee(number="1", since=START)
    change_pay(employee, date(2026, 11, 1), "2500.00")
    change_job(employee, date(2026, 11, 1), position=Position.objects.create(code="lider", name="Líder", cbo="410105"))
    change_pay(employee, date(2026, 12, 1), "2800.00")

    assert told() == [("1", "S-2206", "2026-11-01", date(2026, 12, 15))]


@db
def test_another_department_is_no_change_to_esocial() -> None:
    watch_since()
    employee = make_employee(number="1", since=START)
    change_job(employee, date(2026, 11, 1), department=Department.objects.create(code="outro", name="Outro"))

    assert told() == []

    change_job(employee, date(2026, 11, 10), establishment=make_establishment(code="filial", cnpj="12ABC34502DE16"))
    assert told() == [("1", "S-2206", "2026-11-10", date(2026, 12, 15))]


@db
def test_the_parts_of_a_probation_are_told() -> None:
    watch_since()
    employee = make_employee(number="1", since=date(2026, 8, 20), contract_kind="probation")
    Employee.objects.filter(pk=employee.pk).update(probation_first_until=date(2026, 10, 3), probation_until=date(2026, 11, 17))

    assert told() == [("1", "S-2206", "2026-10-04", date(2026, 11, 16)), ("1", "S-2206", "2026-11-18", date(2026, 12, 15))]


@db
def test_personal_changes_since_the_last_file_are_one_event() -> None:
    watch_since()
    employee = make_employee(number="1", since=START)
    key = employee.person.key
    for day, values in ((3, {"education": "09"}), (9, {"marital_status": "2"}), (10, {"pis": ""})):
        at = datetime(2026, 11, day, 15, tzinfo=UTC)
        services.change_person(person_key=key, values=values, by=SILVIA, at=at)

    assert told() == [("1", "S-2205", "2026-11-09", date(2026, 12, 15))]
    assert queries.esocial_due(today=TODAY)[0].occurred_on == date(2026, 11, 3)

    file_of(employee, "S-2205", "receipted", "2026-11-09", occurred_on=date(2026, 11, 9))
    assert told() == []

    services.save_dependent(
        person_key=key,
        values={"name": "Caio Lima", "kind": "03", "birth_date": date(2026, 11, 12)},
        by=SILVIA,
        at=datetime(2026, 11, 15, 15, tzinfo=UTC),
    )
    assert told() == [("1", "S-2205", "2026-11-15", date(2026, 12, 15))]


@db
def test_a_move_is_told_and_a_made_file_stays_in_sight() -> None:
    watch_since()
    employee = make_employee(number="1", since=START)
    AddressTerm.objects.filter(person=employee.person).update(valid=(START, date(2026, 11, 4)))
    term = AddressTerm.objects.get(person=employee.person)
    term.pk, term.valid = None, (date(2026, 11, 4), None)
    term.save(force_insert=True)
    assert told() == [("1", "S-2205", "2026-11-04", date(2026, 12, 15))]

    file_of(employee, "S-2205", "made", "2026-11-04", occurred_on=date(2026, 11, 4))

    assert [(each.kind, each.state) for each in queries.esocial_due(today=TODAY)] == [("S-2205", "made")]


@db
def test_leave_and_terminations_are_told() -> None:
    watch_since()
    employee = make_employee(number="1", since=START)
    kind = LeaveKind.objects.create(code="doenca-teste", name="Doença", motive="03", is_health=True)
    entry = LeaveEntry.objects.create(
        employee=employee, kind=kind, sort="leave", days=5, away=(date(2026, 11, 2), date(2026, 11, 7)), recorded_at=AT, recorded_by="x"
    )
    Employee.objects.filter(pk=employee.pk).update(state="ended", ended_on=date(2026, 11, 16))

    assert told() == [("1", "S-2299", "end", date(2026, 11, 26)), ("1", "S-2230", f"leave:{entry.pk}", date(2026, 12, 15))]


@db
def test_any_number_of_people_costs_the_same_statements(django_assert_max_num_queries: Any) -> None:
    watch_since()
    for number in range(12):
        employee = make_employee(f"Pessoa {number}", number=f"{number:03d}", since=START)
        change_pay(employee, date(2026, 11, 1), "2500.00")

    with django_assert_max_num_queries(4):
        assert len(told()) == 12


@db
def test_warnings_go_out_three_days_one_day_and_none_before_and_once_a_day() -> None:
    silvia = make_user("silvia", "hr")
    make_user("renata", "sales")
    for number, starts in (("1", 24), ("2", 22), ("3", 21), ("4", 18), ("5", 30)):
        admission_of(make_employee(f"Pessoa {number}", number=number, state="preparing", since=date(2026, 11, starts)))

    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert services.warn_esocial(at=at) == 4
    services.warn_esocial(at=at)

    notices = Notice.objects.filter(recipient=silvia).order_by("pk")
    assert [(row.data["days"], row.data["count"]) for row in notices] == [(-1, 1), (3, 1), (1, 1), (0, 1)]
    assert Notice.objects.exclude(recipient=silvia).count() == 0
    assert all("Pessoa" not in str(row.data) for row in notices)
