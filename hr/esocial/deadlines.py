"""
Until when each event has to be sent; pure.

Source of all: Manual de Orientação do eSocial (MOS S-1.3), "prazo de envio" of each event.  Since the MOS of 18/10/2023 a 15th
without fiscal business is moved to the next day that has it; the ten days of a termination are moved to the day before.
"""

from datetime import date, timedelta

import holidays as calendars

# Notices go out this many days before, on the day itself and when it has passed.
WARNING_DAYS = (3, 1, 0)
SATURDAY = 5
TERMINATION_DAYS = 10
# A leave whose end nobody knows is treated as a long one.
OPEN_LEAVE_DAYS = 30
# Motives of table 18.
WORK_ACCIDENT, ILLNESS = "01", "03"
LONG_DAYS, SHORT_DAYS = 15, 3
DAY = timedelta(days=1)
_NATIONAL_HOLIDAYS = calendars.country_holidays("BR")


def admission_due(starts_on: date) -> date:
    """S-2190 or S-2200: until the day before the start, whatever day that is (CLT art. 41, MOS)."""
    return starts_on - DAY


def completion_due(starts_on: date) -> date:
    """
    S-2200 after an S-2190: until the 15th of the month after the start, or before any other event of the person.

    Whether this 15th may wait for the next day of business too has no second source: the day before is never late.
    """
    return _business_day_until(_fifteenth_after(starts_on))


def change_due(day: date) -> date:
    """S-2205 and S-2206: until the 15th of the month after the change, or the next day of business."""
    return _business_day_from(_fifteenth_after(day))


def leave_due(*, motive: str, first_day: date, last_day: date) -> date | None:
    """
    S-2230: accident or illness of more than 15 days on the 16th day, whatever day that is; everything else until the 15th of
    the next month, or the next day of business.  None where a leave is not told: without a motive, or an illness of 1 or 2 days.

    Of an illness of 3 to 15 days the MOS asks only where the same one comes back within 60 days and both last more than 15.
    Which illness it was is health data that no list may open, so each is told: the MOS allows that.
    """
    days = (last_day - first_day).days + 1
    if not motive or (motive == ILLNESS and days < SHORT_DAYS):
        return None
    if motive in (WORK_ACCIDENT, ILLNESS) and days > LONG_DAYS:
        return first_day + LONG_DAYS * DAY
    return change_due(first_day)


def termination_due(last_day: date) -> date:
    """
    S-2299: until the 10th day after the end, or the day of business before (CLT art. 477 par. 6 gives the same days for the
    payment).
    """
    return _business_day_until(last_day + TERMINATION_DAYS * DAY)


def _fifteenth_after(day: date) -> date:
    return (day.replace(day=1) + 32 * DAY).replace(day=15)


def _business_day_from(day: date) -> date:
    while not _has_business(day):
        day += DAY
    return day


def _business_day_until(day: date) -> date:
    while not _has_business(day):
        day -= DAY
    return day


def _has_business(day: date) -> bool:
    """A fiscal business day: Monday to Friday and no national holiday."""
    return day.weekday() < SATURDAY and day not in _NATIONAL_HOLIDAYS
