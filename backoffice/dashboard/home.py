"""The home page "Today": the work first, then the day so far, what has a clock, what is ready."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.jobs import queries as job_queries
from backoffice.core.models import Job
from backoffice.core.money import ZERO, quantize_half_up
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from backoffice.dashboard import due, queues
from inventory import queries as stock
from orders import queries as orders
from orders.queries import DayFigure, TodayFigures

TREND_DAYS = 14
RECENT_JOBS = 5


@staff_view(permission="home.view")
def today(request: StaffRequest) -> HttpResponse:
    actor, now = request.actor, clock.now()
    day = clock.company_date(now)
    context: dict[str, Any] = {"now": now, "queues": queues.of(actor, _counts(actor, now)), "jobs": _jobs(actor)}
    if actor.may("orders.view"):
        figures = orders.get_today(actor=actor, at=now)
        context |= {
            "kpis": _kpis(figures),
            "against": _("against %(weekday)s last week, until %(time)s")
            % {"weekday": date_format(day, "l").lower(), "time": formats.clock(now)},
            "trend": _trend(figures.series),
            "due": due.of(actor=actor, at=now),
        }
    return render(request, "dashboard/today.html", context)


def _counts(actor: Actor, now: datetime) -> Mapping[str, int]:
    """The number of each queue that the actor sees; nothing is counted for nobody."""
    wanted = queues.sources(actor)
    counts: dict[str, int] = {}
    if wanted - {"stock_short", "jobs_failed"}:
        counts |= orders.count_tabs(actor=actor, today=clock.company_date(now))
    if "stock_short" in wanted:
        counts["stock_short"] = stock.count_tabs(actor=actor)["short"]
    if "jobs_failed" in wanted:
        counts["jobs_failed"] = job_queries.count_jobs(actor=actor, status=Job.Status.FAILED)
    return counts


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
            "labels": [date_format(each.day, "D j").lower() for each in days],
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


def _jobs(actor: Actor) -> list[dict[str, Any]]:
    """The person's own jobs of the last days, running ones with their bar."""
    recent = job_queries.list_recent_jobs(
        actor=actor, limit=RECENT_JOBS, requested_by_id=actor.id, created_at__gte=clock.now() - timedelta(days=7)
    )
    return [_job(job) for job in recent]


def _job(job: Job) -> dict[str, Any]:
    files = list(job.files.all())
    line: dict[str, Any] = {"title": job.title, "status": job.status, "done": job.done, "total": job.total, "detail": job.message}
    if job.is_active:
        return line | {"poll_url": reverse("job_status", args=[job.pk])}
    if job.status == Job.Status.FAILED:
        return line | {"detail": job.error[:160]}
    told = formats.recent_when(job.finished_at)
    if files:
        told += " · " + ngettext("%(n)s file", "%(n)s files", len(files)) % {"n": formats.qty(len(files))}
        best = next((file for file in files if file.content_type == "application/pdf"), files[0])
        kind = "PDF" if best.content_type == "application/pdf" else _("file")
        line |= {"url": reverse("job_file", args=[best.pk]), "url_label": _("Download %(kind)s") % {"kind": kind}}
    return line | {"detail": told}
