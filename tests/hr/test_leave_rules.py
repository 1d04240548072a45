"""The rules of leave, law by law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from hr.error_texts.leave import finding_text
from hr.leave.days import SUNDAY, Stretch, Workplace, plus_years, rest_weekdays
from hr.leave.probation import Probation, extension_problem
from hr.leave.vacation import (
    Standing,
    Wish,
    check_vacation,
    days_of_right,
    double_days,
    fits_split,
    latest_start,
    most_to_sell,
    next_start,
    notice_due_on,
    pay_due_on,
    start_conflict,
)
from hr.leave.windows import Interruption, Window, acquisition_windows

CHRISTMAS = {date(2026, 12, 25): "Natal"}
WINDOW = Window(date(2025, 2, 3), date(2026, 2, 2), date(2027, 2, 2))
DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2030, 12, 31))


def standing(right: int = 30, **fields: object) -> Standing:
    return Standing(window=WINDOW, right=right, **fields)  # type: ignore[arg-type]


def wish(*stretches: tuple[date, int], sold: int = 0, asked_on: date = date(2026, 3, 2), by_company: bool = False) -> Wish:
    made = tuple(Stretch(first, first + timedelta(days=days - 1)) for first, days in stretches)
    return Wish(stretches=made, sold=sold, asked_on=asked_on, by_company=by_company)


def codes(found: list) -> list[str]:
    return [finding.code for finding in found if finding.blocks]


@pytest.mark.parametrize(
    ("absences", "days"), [(0, 30), (5, 30), (6, 24), (14, 24), (15, 18), (23, 18), (24, 12), (32, 12), (33, 0), (200, 0)]
)
def test_unjustified_absences_shorten_the_right(absences: int, days: int) -> None:
    assert days_of_right(absences) == days


@pytest.mark.parametrize(("right", "most"), [(30, 10), (24, 8), (18, 6), (12, 4), (0, 0)])
def test_a_third_may_be_sold(right: int, most: int) -> None:
    assert most_to_sell(right) == most


def test_the_year_of_acquisition_begins_with_the_admission_and_the_limit_is_a_year_later() -> None:
    windows = acquisition_windows(admitted_on=date(2024, 3, 18), until=date(2026, 3, 18))

    assert windows == [
        Window(date(2024, 3, 18), date(2025, 3, 17), date(2026, 3, 17)),
        Window(date(2025, 3, 18), date(2026, 3, 17), date(2027, 3, 17)),
        Window(date(2026, 3, 18), date(2027, 3, 17), date(2028, 3, 17)),
    ]


def test_a_year_from_29_february_ends_on_28_february() -> None:
    assert plus_years(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert acquisition_windows(admitted_on=date(2024, 2, 29), until=date(2024, 3, 1)) == [
        Window(date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28))
    ]


def test_more_than_six_months_of_social_security_restart_the_year_on_the_day_back() -> None:
    sick = Stretch(date(2024, 6, 1), date(2025, 1, 10))

    windows = acquisition_windows(admitted_on=date(2024, 3, 18), until=date(2025, 2, 1), interruptions=[Interruption(sick, "benefit")])

    assert windows == [
        Window(date(2024, 3, 18), date(2025, 1, 10), date(2025, 1, 10), is_lost=True),
        Window(date(2025, 1, 11), date(2026, 1, 10), date(2027, 1, 10)),
    ]


def test_the_first_fifteen_days_of_illness_are_the_companys_and_do_not_count_as_social_security() -> None:
    exactly = Stretch(date(2024, 6, 1), date(2024, 6, 1) + timedelta(days=15 + 180 - 1))
    one_more = Stretch(exactly.first, exactly.last + timedelta(days=1))

    def lost(sick: Stretch) -> bool:
        return acquisition_windows(admitted_on=date(2024, 3, 18), until=date(2024, 4, 1), interruptions=[Interruption(sick, "benefit")])[
            0
        ].is_lost

    assert not lost(exactly)
    assert lost(one_more)


def test_paid_leave_of_more_than_thirty_days_restarts_the_year_and_thirty_do_not() -> None:
    def lost(days: int) -> bool:
        stay = Stretch(date(2024, 6, 1), date(2024, 6, 1) + timedelta(days=days - 1))
        found = acquisition_windows(admitted_on=date(2024, 3, 18), until=date(2024, 4, 1), interruptions=[Interruption(stay, "paid_leave")])
        return found[0].is_lost

    assert not lost(30)
    assert lost(31)


@settings(max_examples=60)
@given(admitted=DAYS, span=st.integers(0, 3000), sick_from=st.integers(0, 3000), sick_days=st.integers(1, 500))
def test_windows_follow_each_other_without_gaps(admitted: date, span: int, sick_from: int, sick_days: int) -> None:
    first = admitted + timedelta(days=sick_from)
    sick = Interruption(Stretch(first, first + timedelta(days=sick_days)), "benefit")

    windows = acquisition_windows(admitted_on=admitted, until=admitted + timedelta(days=span), interruptions=[sick])

    assert windows[0].start == admitted
    assert all(one.end + timedelta(days=1) == other.start for one, other in zip(windows, windows[1:], strict=False))
    assert windows[-1].end >= admitted + timedelta(days=span) or windows[-1].is_lost
    assert all(window.limit_on > window.end for window in windows if not window.is_lost)


@pytest.mark.parametrize(
    ("parts", "rest", "fits"),
    [
        ([30], 0, True),
        ([14], 16, True),
        ([10, 20], 0, True),
        ([14, 10, 6], 0, True),
        ([5], 25, True),
        ([10, 10, 10], 0, False),
        ([14, 5, 5, 6], 0, False),
        ([4], 26, False),
        ([26], 4, False),
        ([14, 12, 4], 0, False),
        ([10, 10], 10, False),
        ([14, 10], 6, True),
        ([14, 10, 5], 1, False),
        ([12], 0, True),
        ([6, 6], 0, False),
        ([6], 6, False),
    ],
)
def test_three_parts_one_of_fourteen_none_under_five(parts: list[int], rest: int, fits: bool) -> None:
    assert fits_split(parts, rest) is fits


@given(parts=st.lists(st.integers(1, 30), min_size=1, max_size=4), rest=st.integers(0, 30))
def test_a_split_that_fits_can_be_finished_lawfully(parts: list[int], rest: int) -> None:
    whole = [*parts, rest] if rest else parts
    lawful = len(whole) == 1 or (len(whole) <= 3 and min(whole) >= 5 and max(whole) >= 14)

    if lawful:
        assert fits_split(parts, rest)
    if fits_split(parts, rest):
        # What is left may be cut once more, but one piece is always lawful.
        assert lawful


@pytest.mark.parametrize(
    ("day", "reason", "ahead", "free"),
    [
        (date(2026, 12, 18), "rest", 2, date(2026, 12, 21)),  # Friday before Sunday
        (date(2026, 12, 19), "rest", 1, date(2026, 12, 21)),
        (date(2026, 12, 20), "rest", 0, date(2026, 12, 21)),
        (date(2026, 12, 23), "holiday", 2, date(2026, 12, 28)),
        (date(2026, 12, 25), "holiday", 0, date(2026, 12, 28)),
    ],
)
def test_vacation_begins_neither_on_rest_and_holidays_nor_in_the_two_days_before(day: date, reason: str, ahead: int, free: date) -> None:
    found = start_conflict(day, Workplace(holidays=CHRISTMAS))

    assert found is not None
    assert (found.data["reason"], found.data["ahead"], found.data["free"]) == (reason, ahead, free)


def test_a_monday_without_holidays_around_is_a_good_start() -> None:
    assert start_conflict(date(2026, 12, 14), Workplace(holidays=CHRISTMAS)) is None


@given(day=DAYS, rest=st.frozensets(st.integers(0, 6), max_size=2), holidays=st.sets(DAYS, max_size=5))
def test_the_proposed_start_is_never_refused(day: date, rest: frozenset[int], holidays: set[date]) -> None:
    workplace = Workplace(rest_weekdays=rest, holidays=dict.fromkeys(holidays, "Feriado"))

    proposed = next_start(day, workplace)

    assert proposed >= day
    assert proposed == day or start_conflict(proposed, workplace) is None


def test_the_weekly_rest_is_sunday_unless_sunday_is_worked() -> None:
    assert rest_weekdays(worked=range(5), journey="4") == {SUNDAY}
    assert rest_weekdays(worked=[1, 2, 3, 4, 5, 6], journey="5") == {0}
    assert rest_weekdays(worked=[0, 2, 4, 6], journey="2") == frozenset()


def test_a_plain_vacation_of_thirty_days_has_nothing_against_it() -> None:
    assert check_vacation(wish((date(2026, 4, 6), 30)), standing(), Workplace()) == []


@pytest.mark.parametrize(
    ("asked", "at", "code"),
    [
        (wish((date(2026, 1, 5), 30), asked_on=date(2025, 11, 3)), standing(), "vacation_not_acquired"),
        (wish((date(2026, 4, 6), 31)), standing(), "vacation_balance"),
        (wish((date(2026, 4, 6), 20)), standing(parts=(14,)), "vacation_balance"),
        (wish((date(2026, 4, 6), 26)), standing(), "vacation_split"),
        (wish((date(2026, 4, 6), 10)), standing(parts=(10, 10)), "vacation_split"),
        (wish((date(2026, 4, 3), 30)), standing(), "vacation_start"),
        (wish((date(2026, 3, 30), 30)), standing(), "vacation_notice"),
        (wish(sold=11, asked_on=date(2026, 1, 2)), standing(), "vacation_sale"),
        (wish(sold=10, asked_on=date(2026, 1, 19)), standing(), "vacation_sale"),
        (wish(sold=5, asked_on=date(2026, 1, 2)), standing(is_intern=True), "vacation_sale"),
    ],
)
def test_each_rule_refuses_by_its_name(asked: Wish, at: Standing, code: str) -> None:
    assert codes(check_vacation(asked, at, Workplace())) == [code]


def test_thirty_days_before_is_in_time_and_twenty_nine_are_not() -> None:
    assert codes(check_vacation(wish((date(2026, 4, 1), 30)), standing(), Workplace())) == []
    assert codes(check_vacation(wish((date(2026, 3, 31), 30)), standing(), Workplace())) == ["vacation_notice"]


def test_selling_may_be_asked_until_fifteen_days_before_the_year_ends() -> None:
    assert check_vacation(wish(sold=10, asked_on=date(2026, 1, 18)), standing(), Workplace()) == []


def test_the_company_may_agree_to_what_came_late() -> None:
    late = wish((date(2026, 3, 30), 20), sold=10, by_company=True)

    found = check_vacation(late, standing(), Workplace())

    assert [(finding.code, finding.blocks) for finding in found] == [("vacation_notice", False), ("vacation_sale", False)]


def test_interns_rest_without_split_and_starting_rules() -> None:
    friday = wish((date(2026, 4, 3), 3))

    assert check_vacation(friday, standing(is_intern=True), Workplace()) == []


def test_only_the_days_after_the_limit_are_double() -> None:
    assert double_days(Stretch(date(2027, 1, 20), date(2027, 2, 2)), WINDOW) == 0
    assert double_days(Stretch(date(2027, 1, 20), date(2027, 2, 5)), WINDOW) == 3
    assert latest_start(WINDOW, 30) == date(2027, 1, 4)
    assert double_days(Stretch(date(2027, 1, 4), date(2027, 2, 2)), WINDOW) == 0
    assert latest_start(WINDOW, 0) is None


def test_notice_and_payment_have_their_last_days() -> None:
    assert notice_due_on(date(2026, 4, 6)) == date(2026, 3, 7)
    assert pay_due_on(date(2026, 4, 6)) == date(2026, 4, 4)


@pytest.mark.parametrize(
    ("until", "on", "second", "problem"),
    [
        (date(2026, 3, 31), date(2026, 2, 10), None, ""),
        (date(2026, 4, 1), date(2026, 2, 10), None, "too_long"),
        (date(2026, 2, 14), date(2026, 2, 10), None, "backwards"),
        (date(2026, 3, 31), date(2026, 2, 15), None, "over"),
        (date(2026, 3, 31), date(2026, 2, 10), date(2026, 3, 20), "extended"),
    ],
)
def test_probation_is_extended_once_in_time_to_ninety_days(until: date, on: date, second: date | None, problem: str) -> None:
    probation = Probation(date(2026, 1, 1), date(2026, 2, 14), second)

    assert extension_problem(probation, until=until, on=on) == problem
    assert probation.latest == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("right", "parts", "sentence"),
    [
        (20, [14, 5], "Sobraria 1 dia, que não cabe em nenhuma parte permitida. Tire também esse ou deixe 5 ou mais."),
        (22, [14, 5], "Sobrariam 3 dias, que não cabem em nenhuma parte permitida. Tire também esses ou deixe 5 ou mais."),
        (30, [14, 5, 5], "Estas são as três partes e sobrariam 6 dias. Tire também esses."),
        (30, [14, 5, 10], "Estas são as três partes e sobraria 1 dia. Tire também esse."),
    ],
)
def test_days_that_would_be_left_are_said_with_the_way_out(right: int, parts: list[int], sentence: str) -> None:
    asked = wish(*((date(2026, 6 + place, 1), days) for place, days in enumerate(parts)))

    [found] = [each for each in check_vacation(asked, standing(right), Workplace()) if each.code == "vacation_split"]

    with override("pt-br"):
        assert finding_text(found.code, found.data) == sentence
