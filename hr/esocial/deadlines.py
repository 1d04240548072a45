"""
Until when each event has to be sent; pure.

Source of all: Manual de Orientação do eSocial (MOS S-1.3), chapter of each event, as told in the design (the MOS itself was
not at hand: what is marked [U] has no second source).  A day of the month that falls on a weekend is moved to the Friday
before: too early is never wrong, too late is.
"""

from datetime import date, timedelta

from hr.leave.reporting import report_due_on

# Notices go out this many days before, on the day itself and when it has passed.
WARNING_DAYS = (3, 1, 0)
SATURDAY = 5
TERMINATION_DAYS = 10
# A leave whose end nobody knows is treated as a long one.
OPEN_LEAVE_DAYS = 30


def admission_due(starts_on: date) -> date:
    """S-2190 or S-2200: until the day before the start (CLT art. 41, MOS)."""
    return starts_on - timedelta(days=1)


def completion_due(starts_on: date) -> date:
    """S-2200 after an S-2190: until the 15th of the month after the start [U]: or before any other event of the person."""
    return fifteenth_after(starts_on)


def change_due(day: date) -> date:
    """S-2205 and S-2206: until the 15th of the month after the change."""
    return fifteenth_after(day)


def leave_due(*, motive: str, first_day: date, last_day: date) -> date | None:
    """S-2230, None where a leave this short is not told (hr.leave.reporting has the rules) [U]."""
    due = report_due_on(motive=motive, first=first_day, last=last_day)
    # The 16th day of an illness is counted in days: a weekend does not move it.
    return due if due is None or due.day != 15 else _before_weekend(due)


def termination_due(last_day: date) -> date:
    """S-2299: until the 10th day after the end (CLT art. 477 par. 6 gives the same days for the payment)."""
    return last_day + timedelta(days=TERMINATION_DAYS)


def fifteenth_after(day: date) -> date:
    """The 15th of the next month, or the Friday before a weekend."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return _before_weekend(first.replace(day=15))


def _before_weekend(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))
