"""The home page "Today": the work first, then the day so far, what has a clock, what is ready."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from backoffice.core import clock, preferences
from backoffice.core.actors import Actor
from backoffice.core.jobs import queries as job_queries
from backoffice.core.money import ZERO, quantize_half_up
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from backoffice.dashboard import due, my_jobs, queues
from backoffice.dashboard.kept import remember, scope_of
from backoffice.setup.greeting import greeting
from orders import queries as orders
from orders.queries import DayFigure, TodayFigures

TREND_DAYS = 14
RECENT_JOBS = 5
# The figures of the day read four weeks of orders: they may be a little older than the queues.
DAY_SECONDS = 90
FRESH = timedelta(seconds=60)


@staff_view(permission="home.view")
def today(request: StaffRequest) -> HttpResponse:
    actor, now = request.actor, clock.now()
    day = clock.company_date(now)
    shown, hidden = queues.arranged(queues.of(actor, at=now), preferences.of(request.user))
    first_steps = greeting(actor=actor, at=now)
    context: dict[str, Any] = {
        "now": now,
        # Beside the first steps only what asks for somebody.
        "queues": [card for card in shown if card["count"]] if first_steps else shown,
        "hidden_queues": hidden,
        "hidden_count": sum(card["count"] for card in hidden),
        "queues_read": _told(min((card["read_at"] for card in shown), default=now), now),
        "jobs": _jobs(actor, now),
        # They are in that list; elsewhere the menu keeps them in sight.
        "running_jobs": [],
        "may_place": actor.may("orders.place"),
        "first_steps": first_steps,
    }
    if actor.may("orders.view"):
        read = remember(
            f"figures:day:{day}:{scope_of(actor)}",
            seconds=DAY_SECONDS if settings.FIGURES_SECONDS else 0,
            at=now,
            load=lambda: orders.get_today(actor=actor, at=now),
        )
        context |= {
            "kpis": _kpis(read.value),
            "against": _("against %(weekday)s last week, until %(time)s")
            % {"weekday": formats.in_case(date_format(day, "l")), "time": formats.clock(read.at)},
            "trend": _trend(read.value.series),
            "due": due.of(actor=actor, at=now),
        }
    return render(request, "dashboard/today.html", context)


def _told(read_at: datetime, now: datetime) -> datetime | None:
    """The time of figures that are older than a minute; younger ones are of now."""
    return read_at if now - read_at > FRESH else None


def _kpis(figures: TodayFigures) -> list[dict[str, str]]:
    """The day until now beside the same weekday a week before until the same hour."""
    todays = f"{reverse('order_board')}?placed_from={timezone.localdate():%d/%m/%Y}&placed_to={timezone.localdate():%d/%m/%Y}&valid=yes"
    average, before = _average(figures.sold, figures.orders), _average(figures.sold_before, figures.orders_before)
    return [
        {
            "label": _("Orders"),
            "value": formats.qty(figures.orders),
            "url": todays,
            "change": formats.signed(figures.orders - figures.orders_before, 0),
            "against": _("over %(before)s") % {"before": formats.qty(figures.orders_before)},
        },
        {
            "label": _("Sold"),
            "value": formats.brl(figures.sold),
            "url": f"{todays}&sum=1",
            "change": _change(figures.sold, figures.sold_before),
            "against": _("over %(before)s") % {"before": formats.brl(figures.sold_before)},
        },
        {
            "label": _("Average order"),
            "value": formats.brl(average),
            "url": todays,
            "change": _change(average, before),
            "against": _("over %(before)s") % {"before": formats.brl(before)},
        },
    ]


def _average(amount: Decimal, count: int) -> Decimal:
    return quantize_half_up(amount / count) if count else ZERO


def _change(now: Decimal, before: Decimal) -> str:
    """The variation in percent, nothing where there was nothing to compare with."""
    return f"{formats.signed(quantize_half_up((now - before) * 100 / before, 1), 1)}%" if before else ""


def _trend(series: Sequence[DayFigure]) -> dict[str, Any]:
    """Orders per day of the last 14 whole days, the 14 before them dashed; the same numbers as a table.  Nothing for a new shop."""
    whole = [each for each in series if each.day < timezone.localdate()][-2 * TREND_DAYS :]
    days, before = whole[-TREND_DAYS:], whole[:-TREND_DAYS]
    before = [None] * (len(days) - len(before)) + list(before)  # type: ignore[list-item]
    total = sum(each.orders for each in days)
    previous = sum(each.orders for each in before if each)
    peak = max(days, key=lambda each: each.orders, default=None)
    if not peak or not (total or previous):
        return {}
    span = _("%(first)s to %(last)s") % {"first": formats.short_date(days[0].day), "last": formats.short_date(days[-1].day)}
    label = _("Orders per day, %(span)s: %(total)s; in the 14 days before, %(previous)s. Most on %(peak)s: %(most)s.") % {
        "span": span,
        "total": formats.qty(total),
        "previous": formats.qty(previous),
        "peak": formats.short_date(peak.day),
        "most": formats.qty(peak.orders),
    }
    change = _change(Decimal(total), Decimal(previous))
    return {
        "label": label,
        "note": f"{span}: {formats.qty(total)}" + (f" ({change})" if change else ""),
        "data": {
            "kind": "line",
            "labels": [formats.in_case(date_format(each.day, "D j")) for each in days],
            "series": [
                {"label": span, "values": [each.orders for each in days], "display": [formats.qty(each.orders) for each in days]},
                {
                    "label": _("14 days before"),
                    "values": [each.orders if each else 0 for each in before],
                    "display": [formats.qty(each.orders) if each else "" for each in before],
                    "previous": True,
                },
            ],
        },
        "heads": [_("Day"), _("Orders"), _("14 days before"), _("Sold (R$)")],
        "rows": [
            [formats.short_date(each.day), formats.qty(each.orders), formats.qty(old.orders) if old else "", formats.money(each.sold)]
            for each, old in zip(days, before, strict=True)
        ],
    }


def _jobs(actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """The person's own jobs of the last days, running ones with their bar."""
    if not actor.may("jobs.view_own"):
        return []
    recent = job_queries.list_recent_jobs(actor=actor, limit=RECENT_JOBS, requested_by_id=actor.id, created_at__gte=now - timedelta(days=7))
    return [my_jobs.describe(job) for job in recent]
