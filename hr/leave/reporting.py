"""Until when eSocial wants to know of a leave (S-2230)."""

from datetime import date, timedelta

WORK_ACCIDENT, ILLNESS = "01", "03"
LONG_DAYS, SHORT_DAYS = 15, 3


def report_due_on(*, motive: str, first: date, last: date) -> date | None:
    """
    The last day to send S-2230 for this leave; None if it is not asked for.

    Source: MOS of eSocial S-1.3, event S-2230: illness of 3 to 15 days and everything else by the 15th of the next month; accident
    or illness of more than 15 days on the 16th day; illness of 1 or 2 days not at all.
    """
    days = (last - first).days + 1
    if not motive or (motive == ILLNESS and days < SHORT_DAYS):
        return None
    following = (first.replace(day=1) + timedelta(days=32)).replace(day=15)
    if motive in (WORK_ACCIDENT, ILLNESS) and days > LONG_DAYS:
        return min(first + timedelta(days=LONG_DAYS), following)
    return following
