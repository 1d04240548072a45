"""Years of acquisition and of concession (CLT 130, 133, 134)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hr.leave.days import DAY, Stretch, plus_years

BENEFIT, PAID_LEAVE = "benefit", "paid_leave"
# Social security pays from the 16th day on (Lei 8.213/1991 art. 60).
EMPLOYER_PAYS_DAYS = 15
# "More than 6 months" of CLT 133 IV, counted as months of 30 days because they need not lie in a row.
LOST_AFTER_BENEFIT_DAYS = 180
LOST_AFTER_PAID_LEAVE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Interruption:
    """A leave that may restart the year: ``effect`` is benefit or paid_leave."""

    stretch: Stretch
    effect: str


@dataclass(frozen=True, slots=True)
class Window:
    """
    A year of acquisition, ``start`` to ``end``; vacation of it is due by ``limit_on``, the last day of the next 12 months.

    A lost one ends on the day before the person came back; the next begins there.
    """

    start: date
    end: date
    limit_on: date
    is_lost: bool = False


def acquisition_windows(*, admitted_on: date, until: date, interruptions: Sequence[Interruption] = ()) -> list[Window]:
    """
    Every year of acquisition that has begun by ``until``, oldest first, without gaps.

    Source: CLT 130 (every 12 months of the contract), 134 (granted in the 12 months that follow), 133 II and IV with
    par. 2 (the year is lost and a new one begins with the return to work).
    """
    windows = []
    start = admitted_on
    while start <= until:
        end = plus_years(start, 1) - DAY
        back = _lost_until(start, end, interruptions)
        if back is None:
            windows.append(Window(start, end, plus_years(end + DAY, 1) - DAY))
            start = end + DAY
        else:
            windows.append(Window(start, back - DAY, back - DAY, is_lost=True))
            start = back
    return windows


def _lost_until(start: date, end: date, interruptions: Sequence[Interruption]) -> date | None:
    """The first day back at work after the leave that costs the year [start, end]; None if nothing does."""
    benefit_days = 0
    ordered = sorted(interruptions, key=lambda each: each.stretch)
    for index, each in enumerate(ordered):
        if each.effect == BENEFIT:
            on_benefit = Stretch(each.stretch.first + timedelta(days=EMPLOYER_PAYS_DAYS), each.stretch.last)
            benefit_days += on_benefit.within(start, end)
            is_lost = benefit_days > LOST_AFTER_BENEFIT_DAYS and on_benefit.within(start, end) > 0
        else:
            is_lost = each.effect == PAID_LEAVE and each.stretch.within(start, end) > LOST_AFTER_PAID_LEAVE_DAYS
        if is_lost:
            return _back_after(each.stretch.last, ordered[index + 1 :])
    return None


def _back_after(last: date, later: Sequence[Interruption]) -> date:
    """The day after ``last``, or after the leaves that follow it without a day between."""
    for each in later:
        if each.stretch.first <= last + DAY:
            last = max(last, each.stretch.last)
    return last + DAY
