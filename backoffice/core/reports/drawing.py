"""A report's charts: as SVG for paper, as data for Chart.js on the screen, as rows for those who cannot see either."""

from typing import Any

from django.utils.dateformat import format as date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backoffice.core.charts import SCREEN, Look, days, levels, months, thousands, waterfall
from backoffice.core.reports.tables import Chart
from backoffice.core.templatetags.formats import brl, day_month_year, money, plain


def draw(chart: Chart, look: Look = SCREEN) -> SafeString:
    """The chart as inline SVG."""
    if chart.steps:
        return waterfall(chart.steps, chart.message, look)
    if chart.by_month:
        return months(chart.points, chart.message, look)
    return days(chart.points, chart.message, look)


def on_screen(chart: Chart) -> dict[str, Any]:
    """What ``components/chart.html`` takes: data for charts.js, and the same numbers as a table."""
    return {
        "id": chart.id,
        "title": chart.title,
        "note": chart.note,
        "label": chart.message,
        "data": _steps(chart) if chart.steps else _points(chart),
        "heads": [_("Step") if chart.steps else _("Month") if chart.by_month else _("Day"), "R$"],
        "rows": _rows(chart),
    }


def _rows(chart: Chart) -> list[list[str]]:
    if chart.steps:
        return [[step.label, money(step.amount)] for step in chart.steps]
    return [[date_format(day, "M Y").lower() if chart.by_month else day_month_year(day), money(amount)] for day, amount in chart.points]


def _steps(chart: Chart) -> dict[str, Any]:
    """Bars from one level to the next, drawn across; the script computes nothing."""
    return {
        "kind": "steps",
        "labels": [step.label for step in chart.steps],
        "series": [
            {
                "label": chart.title,
                "values": [[str(start), str(end)] for start, end in levels(chart.steps)],
                "totals": [step.total for step in chart.steps],
                "display": [brl(step.amount) for step in chart.steps],
                "short": [thousands(step.amount) for step in chart.steps],
            }
        ],
    }


def _points(chart: Chart) -> dict[str, Any]:
    return {
        "kind": "bar",
        "divide": 1000 if chart.by_month else 1,
        "labels": [date_format(day, "b") if chart.by_month else f"{day:%d/%m}" for day, _amount in chart.points],
        "series": [
            {
                "label": chart.title,
                "values": [str(amount) for _day, amount in chart.points],
                "display": [brl(amount) for _day, amount in chart.points],
                "short": [thousands(amount) if chart.by_month else plain(amount, 0) for _day, amount in chart.points],
                "last": chart.by_month,
            }
        ],
    }
