"""Under each count the one fact that decides: how late, how much money, until when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock
from backoffice.core.templatetags import formats
from backoffice.privacy.queries import DueFigures
from finance.queries.queues import PeriodsDue
from hr.queries.admissions import AdmissionFigures
from hr.queries.esocial_due import EsocialFigures
from hr.queries.leave_due import LeaveDue
from hr.queries.paper_list import PaperFigures
from orders.queries.picking_rows import WarehouseCounts
from orders.queries.queues import QueueFigure


@dataclass(frozen=True, slots=True)
class Fact:
    """How many, the deciding sentence, and where to, if not to the queue's own list."""

    count: int
    note: str = ""
    url: str = ""


def _late(figure: QueueFigure, at: datetime) -> str:
    return _("oldest promise: %(day)s") % {"day": formats.short_date(figure.first_promise)}


def _payment_problem(figure: QueueFigure, at: datetime) -> str:
    return _("together %(amount)s") % {"amount": formats.brl(figure.amount)}


def _to_refund(figure: QueueFigure, at: datetime) -> str:
    return _("%(amount)s that is not ours") % {"amount": formats.brl(figure.amount)}


def _partially_shipped(figure: QueueFigure, at: datetime) -> str:
    return _("oldest order: %(day)s") % {"day": formats.short_date(figure.first_placed)}


def _to_approve(figure: QueueFigure, at: datetime) -> str:
    return _("the oldest for %(span)s") % {"span": span(figure.first_placed, at)}


def _to_ship(figure: QueueFigure, at: datetime) -> str:
    if figure.due:
        return ngettext("%(n)s promised until today", "%(n)s promised until today", figure.due) % {"n": formats.qty(figure.due)}
    return _("next promise: %(day)s") % {"day": _day(figure.first_promise, at)} if figure.first_promise else _("paid, waiting for a parcel")


def _to_pay(figure: QueueFigure, at: datetime) -> str:
    amount = formats.brl(figure.amount)
    if figure.first_expiry and figure.first_expiry > at:
        return _("%(amount)s; the next expires at %(time)s") % {"amount": amount, "time": formats.recent_when(figure.first_expiry)}
    return _("together %(amount)s") % {"amount": amount}


def _of_orders(code: str, note: Callable[[QueueFigure, datetime], str]) -> Callable[[Mapping[str, QueueFigure], datetime], Fact | None]:
    def fact(figures: Mapping[str, QueueFigure], at: datetime) -> Fact | None:
        figure = figures.get(code)
        return None if figure is None else Fact(figure.count, note(figure, at) if figure.count else "")

    return fact


ORDERS = {
    "late": _of_orders("late", _late),
    "payment_problem": _of_orders("payment_problem", _payment_problem),
    "to_approve": _of_orders("to_approve", _to_approve),
    "to_refund": _of_orders("to_refund", _to_refund),
    "partially_shipped": _of_orders("partially_shipped", _partially_shipped),
    "to_ship": _of_orders("to_ship", _to_ship),
    "to_pay": _of_orders("to_pay", _to_pay),
}


def to_pick(counts: WarehouseCounts, at: datetime) -> Fact:
    return Fact(counts.to_pick, _("in no wave yet"))


def waves(counts: WarehouseCounts, at: datetime) -> Fact:
    note = ngettext("%(n)s to check and pack", "%(n)s to check and pack", counts.to_check) % {"n": formats.qty(counts.to_check)}
    return Fact(counts.waves + counts.to_check, note if counts.to_check else _("being picked"))


def packed(counts: WarehouseCounts, at: datetime) -> Fact:
    return Fact(counts.to_ship, _("closed boxes, waiting for the carrier"))


def shortages(counts: WarehouseCounts, at: datetime) -> Fact:
    return Fact(counts.shortages, _("count the shelf, then settle"))


def stock_short(tabs: Mapping[str, int], at: datetime) -> Fact:
    return Fact(tabs["short"], _("nothing left to sell"))


def backorder(tabs: Mapping[str, int], at: datetime) -> Fact:
    return Fact(tabs["backorder"], _("more promised than is here"))


def corrections(waiting: Sequence[tuple[str, int]], at: datetime) -> Fact:
    """One reconciliation is opened at once; of several the list is."""
    note = ngettext("in %(n)s reconciliation", "in %(n)s reconciliations", len(waiting)) % {"n": formats.qty(len(waiting))}
    url = reverse("stock_reconciliation", args=[waiting[0][0]]) if len(waiting) == 1 else ""
    return Fact(sum(count for _job, count in waiting), note, url)


def months(due: PeriodsDue, at: datetime) -> Fact:
    oldest = f"{due.oldest % 100:02d}/{due.oldest // 100}" if due.oldest else ""
    return Fact(due.closable, _("oldest: %(month)s") % {"month": oldest})


def reopenings(due: PeriodsDue, at: datetime) -> Fact:
    return Fact(due.reopenings, _("a second person decides"))


def admissions_with_hr(figures: AdmissionFigures, at: datetime) -> Fact:
    return Fact(figures.with_hr, _("Something can be done now, nobody else has to act first") if figures.with_hr else "")


def admissions_at_risk(figures: AdmissionFigures, at: datetime) -> Fact:
    nearest = formats.short_date(figures.nearest) if figures.nearest else ""
    return Fact(figures.at_risk, _("The nearest first day is %(day)s") % {"day": nearest} if nearest else "")


def papers_to_review(figures: PaperFigures, at: datetime) -> Fact:
    return Fact(figures.to_review, _("the oldest for %(span)s") % {"span": span(figures.oldest_at, at)} if figures.to_review else "")


def papers_expired(figures: PaperFigures, at: datetime) -> Fact:
    return Fact(figures.expired, _("ask for a newer version"))


def papers_expiring(figures: PaperFigures, at: datetime) -> Fact:
    return Fact(figures.expiring, _("the first on %(day)s") % {"day": formats.short_date(figures.first_expiry)} if figures.expiring else "")


def privacy_open(figures: DueFigures, at: datetime) -> Fact:
    if figures.late_count:
        note = ngettext("%(n)s is late", "%(n)s are late", figures.late_count) % {"n": formats.qty(figures.late_count)}
    else:
        note = _("first answer: %(day)s") % {"day": _day(figures.first_due, at)} if figures.first_due else ""
    return Fact(figures.open_count, note)


def leave_to_decide(due: LeaveDue, at: datetime) -> Fact:
    return Fact(due.to_decide, _("the first begins on %(day)s") % {"day": formats.short_date(due.first_day)} if due.first_day else "")


def vacation_near(due: LeaveDue, at: datetime) -> Fact:
    """A last start that is past means double pay for the days beyond the limit."""
    if due.next_limit is None:
        return Fact(due.near, "")
    is_past = due.next_limit < clock.company_date(at)
    words = _("the last start was %(day)s") if is_past else _("the first has to begin until %(day)s")
    return Fact(due.near, words % {"day": formats.short_date(due.next_limit)})


def vacation_double(due: LeaveDue, at: datetime) -> Fact:
    return Fact(due.double, _("past the limit: paid double"))


def probations(ends: Sequence[date], at: datetime) -> Fact:
    return Fact(len(ends), _("the first on %(day)s") % {"day": formats.short_date(ends[0])} if ends else "")


def esocial_late(figures: EsocialFigures, at: datetime) -> Fact:
    return Fact(figures.late, _("past their legal day"))


def esocial_soon(figures: EsocialFigures, at: datetime) -> Fact:
    return Fact(figures.soon, _("the first on %(day)s") % {"day": formats.short_date(figures.first_soon)} if figures.first_soon else "")


def qualification_to_check(counts: Mapping[str, int], at: datetime) -> Fact:
    differ = counts["divergent"]
    return Fact(counts["to_check"], ngettext("%(n)s differs", "%(n)s differ", differ) % {"n": formats.qty(differ)} if differ else "")


def failed_jobs(counts: Mapping[str, int], at: datetime) -> Fact:
    return Fact(counts["all_failed"], _("waiting for a decision"))


def my_failed(counts: Mapping[str, int], at: datetime) -> Fact:
    return Fact(counts["failed"], _("see why and ask again"))


def reports_ready(counts: Mapping[str, int], at: datetime) -> Fact:
    return Fact(counts["ready"], _("finished since yesterday"))


def span(since: datetime | None, at: datetime) -> str:
    """How long ago, as people say it: 12 min, 2 h 10, 3 days."""
    minutes = int((at - since).total_seconds() // 60) if since else 0
    if minutes < 60:
        return _("%(n)s min") % {"n": max(minutes, 0)}
    if minutes < 24 * 60:
        return f"{minutes // 60}\u00a0h\u00a0{minutes % 60:02d}"  # one word: it does not break over two lines
    days = minutes // (24 * 60)
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": formats.qty(days)}


def _day(day: date | None, at: datetime) -> Any:
    return _("today") if day == clock.company_date(at) else formats.short_date(day)
