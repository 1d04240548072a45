"""The registers of leave begin filled in: kinds with their source, holidays year by year."""

from collections.abc import Collection
from datetime import date

import holidays as calendars
from django.db import transaction

from hr.leave.standard import STANDARD_KINDS
from hr.models import Establishment, Holiday, LeaveAllowance, LeaveKind

# Plans reach into the year after the next.
YEARS_AHEAD = 2


@transaction.atomic
def install_standard_leave() -> int:
    """Add the standard kinds that are not there; what somebody changed stays.  Returns how many were added."""
    have = set(LeaveKind.objects.values_list("code", flat=True))
    added = 0
    for index, each in enumerate(STANDARD_KINDS):
        if each.code in have:
            continue
        kind = LeaveKind.objects.create(
            code=each.code,
            name=each.name,
            nature=each.nature,
            motive=each.motive,
            is_paid=each.is_paid,
            is_health=each.is_health,
            needs_document=each.needs_document,
            can_be_asked=each.can_be_asked,
            window_effect=each.window_effect,
            limit_per=each.limit_per,
            law=each.law,
            sequence=10 * (index + 1),
        )
        LeaveAllowance.objects.bulk_create(LeaveAllowance(kind=kind, from_day=day, days=days, law=law) for day, days, law in each.days)
        added += 1
    return added


def ensure_holidays(*, today: date) -> int:
    """
    Write the national holidays, and those of the states where the company is, of this year and the next two.

    Source: the ``holidays`` package (Lei 662/1949, Lei 14.759/2023 and state laws).  Rows that are there stay as they are, also those
    switched off.  Returns how many were offered.
    """
    states = sorted(set(Establishment.objects.filter(is_active=True).values_list("state", flat=True)))
    rows = _national(today.year) + [row for state in states for row in _of_state(state, today.year)]
    Holiday.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _national(year: int) -> list[Holiday]:
    return [Holiday(day=day, name=name[:80], scope=Holiday.NATIONAL) for day, name in sorted(_calendar("", year).items())]


def _of_state(state: str, year: int) -> list[Holiday]:
    if state not in calendars.country_holidays("BR").subdivisions:
        return []
    national: Collection[date] = _calendar("", year)
    return [Holiday(day=day, name=name[:80], scope=state) for day, name in sorted(_calendar(state, year).items()) if day not in national]


def _calendar(state: str, year: int) -> dict[date, str]:
    years = range(year - 1, year + YEARS_AHEAD + 1)
    return dict(calendars.country_holidays("BR", subdiv=state or None, years=years, language="pt_BR"))
