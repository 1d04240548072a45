"""The working week as eSocial wants it told: in words, and whether part of it is at night."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from itertools import groupby

# CLT art. 73 par. 2: from 22h to 5h (urban work).
NIGHT_BEGINS, NIGHT_ENDS = 22 * 60, 5 * 60
DAY = 24 * 60
WEEKDAYS = ("segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo")


@dataclass(frozen=True, slots=True)
class Shift:
    """One working day: 0 is Monday; one that ends before it begins goes past midnight."""

    weekday: int
    starts_at: time
    ends_at: time
    break_minutes: int


def has_night_hours(shifts: Sequence[Shift]) -> bool:
    """Whether any minute of the week lies between 22h and 5h."""
    return any(_touches_night(_minutes(shift.starts_at), _minutes(shift.ends_at)) for shift in shifts)


def describe_week(shifts: Sequence[Shift]) -> str:
    """dscJorn, in Portuguese because the file goes to the government: "segunda a sexta das 08:00 às 17:48, intervalo de 60 min"."""
    ordered = sorted(shifts, key=lambda shift: shift.weekday)
    parts = []
    for (starts, ends, pause), group in groupby(ordered, key=lambda shift: (shift.starts_at, shift.ends_at, shift.break_minutes)):
        days = [shift.weekday for shift in group]
        rest = f", intervalo de {pause} min" if pause else ", sem intervalo"
        parts.append(f"{_days(days)} das {starts:%H:%M} às {ends:%H:%M}{rest}")
    return "; ".join(parts)


def _days(days: list[int]) -> str:
    names = [WEEKDAYS[day] for day in days]
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{names[0]} a {names[-1]}"
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " e " + names[-1]


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _touches_night(starts: int, ends: int) -> bool:
    end = ends if ends > starts else ends + DAY
    nights = ((0, NIGHT_ENDS), (NIGHT_BEGINS, DAY + NIGHT_ENDS), (DAY + NIGHT_BEGINS, 2 * DAY))
    return any(starts < night_end and end > night for night, night_end in nights)
