"""Probation: at most 90 days, extended once (CLT 445 single par., 451)."""

from dataclasses import dataclass
from datetime import date, timedelta

from hr.leave.days import Stretch

MOST_DAYS = 90
TOLD_BEFORE = (15, 7, 1)


@dataclass(frozen=True, slots=True)
class Probation:
    """What was agreed: ``until`` is set once it was extended."""

    admitted_on: date
    first_until: date
    until: date | None = None

    @property
    def ends_on(self) -> date:
        return self.until or self.first_until

    @property
    def latest(self) -> date:
        """The last day of 90, the day of admission included."""
        return self.admitted_on + timedelta(days=MOST_DAYS - 1)


def extension_problem(probation: Probation, *, until: date, on: date) -> str:
    """
    Why it cannot be extended to ``until`` by an agreement of the day ``on``: extended, over, backwards, too_long; "" if it can.

    Source: CLT 445 single par. (90 days in all), 451 (a second extension makes the contract indefinite); an extension
    agreed after the first end comes too late, the contract is indefinite by then.
    """
    if probation.until is not None:
        return "extended"
    if on > probation.first_until:
        return "over"
    if until <= probation.first_until:
        return "backwards"
    return "too_long" if Stretch(probation.admitted_on, until).days > MOST_DAYS else ""
