"""What a vacation has to keep to, and what follows from its dates (CLT 130 to 145; interns: Lei 11.788 art. 13)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hr.leave.days import DAY, Stretch, Workplace
from hr.leave.windows import Window

MOST_PARTS, LONG_PART, SHORT_PART = 3, 14, 5
NOTICE = timedelta(days=30)
PAID_BEFORE = timedelta(days=2)
SALE_ASKED_BEFORE = timedelta(days=15)
# From the most absences down: CLT 130 I to IV; over 32 the right is gone.
_RIGHTS = ((5, 30), (14, 24), (23, 18), (32, 12))


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule and what it says of this wish: ``code`` and ``data`` for the words; it refuses (``blocks``) or only warns."""

    code: str
    data: dict[str, Any] = field(default_factory=dict)
    blocks: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    A year of acquisition as it stands: ``right`` in days with corrections, ``parts`` the lengths of what was taken or asked,
    ``waiting`` how many of these days and of the sold ones are only asked for yet.

    ``is_intern``: the 30 days of rest of the internship law, without sale, split rules or double pay.  ``is_minor``: under 18
    on the day of asking.
    """

    window: Window
    right: int
    parts: tuple[int, ...] = ()
    sold: int = 0
    waiting: int = 0
    is_intern: bool = False
    is_minor: bool = False

    @property
    def balance(self) -> int:
        return self.right - self.sold - sum(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Stretches of vacation and days to sell, asked on a day.  ``by_company``: the company grants it without being asked."""

    stretches: tuple[Stretch, ...]
    sold: int
    asked_on: date
    by_company: bool = False


def days_of_right(absences: int) -> int:
    """
    Days of vacation after a year with so many unjustified absences.

    Source: CLT 130 I to IV; part-time work has the same table since Lei 13.467/2017 (CLT 58-A par. 7).
    """
    return next((days for most, days in _RIGHTS if absences <= most), 0)


def most_to_sell(right: int) -> int:
    """Up to a third may be turned into money.  Source: CLT 143."""
    return right // 3


def pay_due_on(first: date) -> date:
    """The last day on which the vacation may be paid.  Source: CLT 145, two days before it begins."""
    return first - PAID_BEFORE


def notice_due_on(first: date) -> date:
    """The last day on which the notice may be handed over.  Source: CLT 135, 30 days before."""
    return first - NOTICE


def latest_start(window: Window, balance: int) -> date | None:
    """The last day on which the whole balance can begin and still end in time (CLT 134); None without a balance."""
    return window.limit_on - timedelta(days=balance - 1) if balance > 0 else None


def double_days(stretch: Stretch, window: Window) -> int:
    """Days enjoyed after the year of concession are paid double.  Source: CLT 137; Súmula 81 of the TST for a part of them."""
    return stretch.within(window.limit_on + DAY, date.max)


def check_vacation(wish: Wish, standing: Standing, workplace: Workplace) -> list[Finding]:
    """Everything that the law says against the wish, or about it; an empty list is a plain yes."""
    found = [*_acquired(wish, standing), *_balance(wish, standing)]
    if not standing.is_intern:
        found += [*_split(wish, standing), *_starts(wish, workplace), *_notice(wish), *_double(wish, standing)]
    if standing.is_minor and wish.stretches:
        # CLT 136 par. 2: a student under 18 may have it together with the school holidays, which nobody told us.
        found.append(Finding("vacation_school", blocks=False))
    return [*found, *_sale(wish, standing)]


def start_conflict(day: date, workplace: Workplace) -> Finding | None:
    """
    Why a vacation cannot begin on this day; ``free`` names the next day on which it can.

    Source: CLT 134 par. 3 (not in the two days before a holiday or the weekly rest) and Precedente Normativo 100 of the
    TST (nor on them).
    """
    for ahead in range(3):
        other = day + timedelta(days=ahead)
        reason = "holiday" if other in workplace.holidays else "rest" if other.weekday() in workplace.rest_weekdays else ""
        if reason:
            free = next_start(day + DAY, workplace)
            told = {"day": day, "ahead": ahead, "reason": reason, "other": other, "holiday": workplace.holidays.get(other, "")}
            return Finding("vacation_start", told | {"free": free})
    return None


def next_start(day: date, workplace: Workplace) -> date:
    """The first day from this one on which a vacation may begin; the day itself if a month has none."""
    for ahead in range(31):
        candidate = day + timedelta(days=ahead)
        days = [candidate + timedelta(days=each) for each in range(3)]
        if not any(each in workplace.holidays or each.weekday() in workplace.rest_weekdays for each in days):
            return candidate
    return day


def fits_split(parts: Sequence[int], rest: int) -> bool:
    """
    Whether these parts, with what is left, can still become a lawful split.

    Source: CLT 134 par. 1: at most three parts, one of 14 days or more, none under 5.  A right too small for a part of
    14 days is taken in one.
    """
    if not parts:
        return True
    if sum(parts) + rest < LONG_PART:
        return len(parts) == 1 and rest == 0
    if len(parts) > MOST_PARTS or min(parts) < SHORT_PART:
        return False
    if rest == 0:
        return max(parts) >= LONG_PART
    if len(parts) == MOST_PARTS or rest < SHORT_PART:
        return False
    return max(parts) >= LONG_PART or rest >= LONG_PART


def _acquired(wish: Wish, standing: Standing) -> list[Finding]:
    early = [stretch for stretch in wish.stretches if stretch.first <= standing.window.end]
    if standing.window.is_lost:
        return [Finding("vacation_lost", {"start": standing.window.start, "end": standing.window.end})]
    return [Finding("vacation_not_acquired", {"day": early[0].first, "from": standing.window.end + DAY})] if early else []


def _balance(wish: Wish, standing: Standing) -> list[Finding]:
    asked = sum(stretch.days for stretch in wish.stretches) + wish.sold
    told = {"asked": asked, "balance": standing.balance, "waiting": standing.waiting}
    return [Finding("vacation_balance", told)] if asked > standing.balance else []


def _split(wish: Wish, standing: Standing) -> list[Finding]:
    if not wish.stretches:
        return []
    parts = [*standing.parts, *(stretch.days for stretch in wish.stretches)]
    rest = standing.right - standing.sold - wish.sold - sum(parts)
    if rest < 0 or fits_split(parts, rest):
        return []
    total = sum(parts) + rest
    if total < LONG_PART:
        reason = "one_part"
    elif len(parts) > MOST_PARTS:
        reason = "too_many"
    elif min(parts) < SHORT_PART:
        reason = "short"
    elif 0 < rest < SHORT_PART or (rest and len(parts) == MOST_PARTS):
        reason = "leftover"
    else:
        reason = "no_long"
    return [Finding("vacation_split", {"reason": reason, "rest": rest, "total": total, "parts": parts})]


def _starts(wish: Wish, workplace: Workplace) -> list[Finding]:
    return [found for stretch in wish.stretches if (found := start_conflict(stretch.first, workplace))]


def _notice(wish: Wish) -> list[Finding]:
    late = [stretch.first for stretch in wish.stretches if stretch.first - wish.asked_on < NOTICE]
    return [Finding("vacation_notice", {"day": late[0], "from": wish.asked_on + NOTICE}, blocks=not wish.by_company)] if late else []


def _double(wish: Wish, standing: Standing) -> list[Finding]:
    days = sum(double_days(stretch, standing.window) for stretch in wish.stretches)
    return [Finding("vacation_double", {"days": days, "limit": standing.window.limit_on}, blocks=False)] if days else []


def _sale(wish: Wish, standing: Standing) -> list[Finding]:
    """CLT 143: up to a third, asked until 15 days before the year of acquisition ends; later the company may still agree."""
    if not wish.sold:
        return []
    if standing.is_intern:
        return [Finding("vacation_sale", {"reason": "intern"})]
    most = most_to_sell(standing.right)
    if standing.sold + wish.sold > most:
        return [Finding("vacation_sale", {"reason": "too_much", "most": most - standing.sold})]
    last = standing.window.end - SALE_ASKED_BEFORE
    if wish.asked_on > last:
        return [Finding("vacation_sale", {"reason": "late", "last": last}, blocks=not wish.by_company)]
    return []
