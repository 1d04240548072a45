"""When a schedule's next time is: short months, weekends, changes of clocks."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from backoffice.core.reports.periods import days_of
from backoffice.report_centre.slots import Rule, next_slot, passed_slots

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
SEVEN = time(7, 0)


def _local(text: str, zone: ZoneInfo = SAO_PAULO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def _next(rule: Rule, after: str, zone: ZoneInfo = SAO_PAULO) -> str:
    return f"{next_slot(rule, after=_local(after, zone), zone=zone).astimezone(zone):%Y-%m-%d %H:%M}"


def test_every_day_is_today_before_the_time_and_tomorrow_from_it_on() -> None:
    rule = Rule("daily", SEVEN)

    assert _next(rule, "2026-11-24T06:59") == "2026-11-24 07:00"
    assert _next(rule, "2026-11-24T07:00") == "2026-11-25 07:00"
    assert _next(rule, "2026-12-31T23:00") == "2027-01-01 07:00"


def test_days_of_the_week() -> None:
    rule = Rule("weekly", SEVEN, weekdays=frozenset({0, 3}))

    assert _next(rule, "2026-11-24T10:00") == "2026-11-26 07:00"
    assert _next(rule, "2026-11-26T10:00") == "2026-11-30 07:00"


@pytest.mark.parametrize(
    ("after", "slot"),
    [
        ("2026-10-31T08:00", "2026-11-30 07:00"),
        ("2026-11-30T08:00", "2026-12-31 07:00"),
        ("2027-01-31T08:00", "2027-02-28 07:00"),
        ("2028-01-31T08:00", "2028-02-29 07:00"),
        ("2027-02-28T06:00", "2027-02-28 07:00"),
    ],
)
def test_the_31st_is_the_last_day_of_a_shorter_month(after: str, slot: str) -> None:
    assert _next(Rule("monthly", SEVEN, month_day=31), after) == slot
    assert _next(Rule("monthly", SEVEN, day_rule="last"), after) == slot


def test_the_first_and_the_last_weekday_of_a_month() -> None:
    first, last = Rule("monthly", SEVEN, day_rule="first_workday"), Rule("monthly", SEVEN, day_rule="last_workday")

    # 1 November 2026 is a Sunday, 31 October a Saturday; 1 August a Saturday.
    assert _next(first, "2026-10-20T00:00") == "2026-11-02 07:00"
    assert _next(first, "2026-07-20T00:00") == "2026-08-03 07:00"
    assert _next(first, "2026-09-20T00:00") == "2026-10-01 07:00"
    assert _next(last, "2026-10-20T00:00") == "2026-10-30 07:00"
    assert _next(last, "2026-11-01T00:00") == "2026-11-30 07:00"


def test_a_time_that_a_change_of_clocks_leaves_out_comes_once() -> None:
    # São Paulo, 4 November 2018: midnight became 1 o'clock.
    rule = Rule("daily", time(0, 30))

    slot = next_slot(rule, after=_local("2018-11-03T12:00"), zone=SAO_PAULO)

    assert f"{slot.astimezone(UTC):%Y-%m-%d %H:%M}" == "2018-11-04 03:30"
    assert _next(rule, "2018-11-04T12:00") == "2018-11-05 00:30"


def test_a_time_that_comes_twice_is_the_first_one_only() -> None:
    # São Paulo, 17 February 2018: midnight became 23 o'clock again.
    rule = Rule("daily", time(23, 30))
    first = next_slot(rule, after=_local("2018-02-17T12:00"), zone=SAO_PAULO)

    second = next_slot(rule, after=first, zone=SAO_PAULO)

    assert f"{first.astimezone(UTC):%Y-%m-%d %H:%M}" == "2018-02-18 01:30"
    assert f"{second.astimezone(UTC):%Y-%m-%d %H:%M}" == "2018-02-19 02:30"


def test_the_hour_of_the_wall_stays_when_the_offset_changes() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    rule = Rule("monthly", SEVEN, month_day=1)

    slots = passed_slots(rule, first=_local("2026-03-01T07:00", berlin), until=_local("2026-05-02T00:00", berlin), zone=berlin)

    assert [f"{slot.astimezone(UTC):%d/%m %H:%M}" for slot in slots] == ["01/03 06:00", "01/04 05:00", "01/05 05:00"]


def test_after_a_stand_still_every_slot_that_passed_is_known() -> None:
    rule = Rule("daily", SEVEN)

    slots = passed_slots(rule, first=_local("2026-11-20T07:00"), until=_local("2026-11-24T10:42"), zone=SAO_PAULO)

    assert [slot.astimezone(SAO_PAULO).day for slot in slots] == [20, 21, 22, 23, 24]


def test_a_rule_that_holds_on_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="holds on no day"):
        next_slot(Rule("weekly", SEVEN), after=_local("2026-11-24T10:00"), zone=SAO_PAULO)


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        ("yesterday", "2026-02-28", "2026-02-28"),
        ("last_7_days", "2026-02-22", "2026-02-28"),
        ("this_month", "2026-03-01", "2026-03-31"),
        ("last_month", "2026-02-01", "2026-02-28"),
        ("this_year", "2026-01-01", "2026-12-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
    ],
)
def test_spans_move_with_the_calendar(span: str, first: str, last: str) -> None:
    assert days_of(span, today=date(2026, 3, 1)) == (date.fromisoformat(first), date.fromisoformat(last))
