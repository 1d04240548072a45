"""Until when a paper holds: computed from the day of issue, or copied from the paper; never typed where it can be computed."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from hr.errors import PaperDateMissing, PaperDateWrong, PaperExpired

# A driver's licence holds ten years (CTB art. 147); whoever types more has mistyped the century.
LONGEST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """What a kind of paper says about its dates."""

    issue_date: bool = False
    expiry: bool = False
    valid_months: int | None = None


def settle_dates(asked: Asked, *, issued_on: date | None, expires_on: date | None, on: date) -> tuple[date | None, date | None]:
    """
    The dates that are kept with an accepted paper; what the kind does not ask for is not kept.

    :raises PaperDateMissing: the kind has a date that was not copied
    :raises PaperDateWrong: issued in the future, expiring before the issue, or decades ahead
    :raises PaperExpired: it does not hold on ``on`` any more
    """
    computes = asked.valid_months is not None
    if issued_on is None and (asked.issue_date or computes):
        raise PaperDateMissing(field="issued_on")
    if issued_on is not None and issued_on > on:
        raise PaperDateWrong(field="issued_on", reason="future")
    if computes and issued_on is not None:
        expires_on = add_months(issued_on, asked.valid_months or 0)
    elif not asked.expiry:
        expires_on = None
    elif expires_on is None:
        raise PaperDateMissing(field="expires_on")
    if expires_on is not None:
        _check_expiry(expires_on, issued_on, on)
    return issued_on if asked.issue_date or computes or asked.expiry else None, expires_on


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later; where that month is shorter, its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _check_expiry(expires_on: date, issued_on: date | None, on: date) -> None:
    if issued_on is not None and expires_on < issued_on:
        raise PaperDateWrong(field="expires_on", reason="before_issue")
    if expires_on.year > on.year + LONGEST_YEARS:
        raise PaperDateWrong(field="expires_on", reason="too_far")
    if expires_on < on:
        raise PaperExpired(expires_on=expires_on)
