"""Days, stretches of days, and on which of them nobody works."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
SUNDAY = 6
# Working time without a weekly rest that lies fixed in the week (eSocial tpJornada 2: 12 x 36).
TWELVE_36 = "2"


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Days in a row, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def meets(self, other: "Stretch") -> bool:
        return self.first <= other.last and other.first <= self.last

    def within(self, first: date, last: date) -> int:
        """How many of its days lie from ``first`` to ``last``."""
        return max((min(self.last, last) - max(self.first, first)).days + 1, 0)


@dataclass(frozen=True, slots=True)
class Workplace:
    """The weekdays of rest (0 is Monday) by the person's schedule, and the holidays of the establishment's place with their names."""

    rest_weekdays: frozenset[int] = frozenset({SUNDAY})
    holidays: Mapping[date, str] = field(default_factory=dict)


def next_work_day(day: date, worked: Collection[int], holidays: Collection[date]) -> date:
    """The first day from this one that is worked; the day itself where the schedule names no weekdays."""
    candidates = (day + DAY * ahead for ahead in range(31))
    return next((each for each in candidates if each.weekday() in worked and each not in holidays), day)


def plus_years(day: date, years: int) -> date:
    """
    The same day and month some years later; 29 February gives 1 March where there is none.

    Source: Lei 810/1949 art. 3, a day that the year does not have is the first one after it.
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def rest_weekdays(*, worked: Iterable[int], journey: str) -> frozenset[int]:
    """
    Which weekdays are the paid weekly rest: Sunday unless it is worked, else the days off.

    Source: CF art. 7 XV and Lei 605/1949 art. 1, preferably Sundays.  A free Saturday of a week from Monday to Friday is a
    compensated working day, not a rest.
    """
    off = frozenset(range(7)) - frozenset(worked)
    if journey == TWELVE_36:
        return frozenset()
    return frozenset({SUNDAY}) if SUNDAY in off else off
