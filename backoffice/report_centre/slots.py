"""When a schedule's next time is: calendar days of the company's zone, turned into moments.  Pure: no clock, no database."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

DAILY, WEEKLY, MONTHLY = "daily", "weekly", "monthly"
DAY, LAST, FIRST_WORKDAY, LAST_WORKDAY = "day", "last", "first_workday", "last_workday"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """
    The days and the time of a schedule.  ``weekdays`` are 0 (Monday) to 6.

    A ``month_day`` that a month does not have is its last day.  Weekdays are Monday to Friday; holidays are not known.
    """

    frequency: str
    at_time: time
    weekdays: frozenset[int] = frozenset()
    day_rule: str = DAY
    month_day: int = 1

    def holds_on(self, day: date) -> bool:
        """Whether the schedule runs on this day."""
        if self.frequency == DAILY:
            return True
        if self.frequency == WEEKLY:
            return day.weekday() in self.weekdays
        return day == self._day_of_month(day)

    def _day_of_month(self, day: date) -> date:
        last = day.replace(day=monthrange(day.year, day.month)[1])
        if self.day_rule == FIRST_WORKDAY:
            first = day.replace(day=1)
            return first + timedelta(days=max(0, 7 - first.weekday()) if first.weekday() >= _SATURDAY else 0)
        if self.day_rule == LAST_WORKDAY:
            return last - timedelta(days=max(0, last.weekday() - _SATURDAY + 1))
        return last if self.day_rule == LAST else day.replace(day=min(self.month_day, last.day))


def next_slot(rule: Rule, *, after: datetime, zone: tzinfo) -> datetime:
    """
    The first slot later than ``after`` (aware).

    A time that a change of clocks leaves out is the same distance after midnight's offset; one that comes twice is the first.

    :raises ValueError: the rule holds on no day
    """
    day = after.astimezone(zone).date()
    for _day in range(70):
        if rule.holds_on(day):
            # By way of UTC, so that the comparison is one of moments.
            slot = datetime.combine(day, rule.at_time, tzinfo=zone).astimezone(after.tzinfo)
            if slot.timestamp() > after.timestamp():
                return slot
        day += timedelta(days=1)
    raise ValueError(f"{rule} holds on no day")


def passed_slots(rule: Rule, *, first: datetime, until: datetime, zone: tzinfo, limit: int = 1000) -> list[datetime]:
    """The slots from ``first`` (itself a slot) to ``until``, both included: more than one after the system stood still."""
    slots = [first]
    while len(slots) < limit:
        following = next_slot(rule, after=slots[-1], zone=zone)
        if following.timestamp() > until.timestamp():
            break
        slots.append(following)
    return slots
