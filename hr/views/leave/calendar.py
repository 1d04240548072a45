"""Who is away: a month, day by day, people and holidays; on the phone an agenda."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateformat import format as date_format
from django.utils.translation import pgettext

from backoffice.core import clock
from backoffice.core.views import StaffRequest, staff_view
from hr.queries.leave_calendar import PEOPLE_A_PAGE, Away, CalendarLine, departments_in_sight, month_of, read_calendar
from hr.views.leave import parts

_LAST_YEAR = 2100


@staff_view(permission="hr.see_leave")
def leave_calendar(request: StaffRequest) -> HttpResponse:
    today = clock.company_date(clock.now())
    first, last = month_of(_asked_month(request.GET.get("mes", ""), today))
    page = _whole(request.GET.get("pagina", ""))
    department = request.GET.get("depto", "")
    found = read_calendar(first=first, last=last, actor=request.actor, today=today, department=department, page=page)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    context = {
        "tabs": parts.tabs(request.actor, "calendar"),
        "first": first,
        "title": date_format(first, pgettext("title of a month", "F Y")).lower(),
        "previous": f"{first - timedelta(days=1):%Y-%m}",
        "next": f"{last + timedelta(days=1):%Y-%m}",
        "this_month": f"{today:%Y-%m}",
        "days": [
            {"day": day, "weekday": date_format(day, "D")[:3].lower(), "is_today": day == today, "is_off": day.weekday() > 4}
            for day in days
        ],
        "lines": [_line(line, days) for line in found.lines],
        "agenda": [_row(name, each) for name, each in found.away],
        "holidays": sorted({(day, name) for line in found.lines for day, name in line.holidays.items()}),
        "departments": departments_in_sight(request.actor, today),
        "department": department,
        "people": found.people,
        "page": page,
        "has_next": (page + 1) * PEOPLE_A_PAGE < found.people,
    }
    return render(request, "hr/leave/calendar.html", context)


def _line(line: CalendarLine, days: list[date]) -> dict[str, Any]:
    return {"number": line.number, "name": line.name, "cells": [_cell(line, day) for day in days]}


def _cell(line: CalendarLine, day: date) -> dict[str, Any]:
    """What one day of one person shows: a class, a letter, and the words for who cannot see."""
    away = next((each for each in line.stretches if each.first <= day <= each.last), None)
    holiday = line.holidays.get(day, "")
    if away is None:
        css = "rg-lv-holiday" if holiday else "rg-lv-off" if day.weekday() > 4 else ""
        return {"css": css, "letter": "", "text": holiday, "holiday": holiday}
    css = f"rg-lv-{'asked' if away.is_asked else away.sort}"
    return {
        "css": css,
        "letter": away.label[:1],
        "text": away.label,
        "is_asked": away.is_asked,
        "begins": away.first == day,
        "holiday": holiday,
    }


def _row(name: str, away: Away) -> dict[str, Any]:
    days = parts.days_words(away.first, away.last, (away.last - away.first).days + 1)
    return {
        "name": name,
        "label": away.label,
        "days": days,
        "is_asked": away.is_asked,
        "css": f"rg-lv-{'asked' if away.is_asked else away.sort}",
    }


def _asked_month(text: str, today: date) -> date:
    """2026-12; anything else is the present month."""
    year, _dash, month = text.partition("-")
    if year.isdigit() and month.isdigit() and len(text) <= 7 and 2000 <= int(year) <= _LAST_YEAR and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return today


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
