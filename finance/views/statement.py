"""The income statement on the screen: figures that open, the waterfall, the proof, and the way to paper."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from backoffice.core import clock
from backoffice.core.reports import all_hold
from backoffice.core.reports.drawing import on_screen
from backoffice.core.templatetags.formats import brl, in_case, money, percent, signed
from backoffice.core.views import StaffRequest, staff_view
from finance import queries
from finance.channels import name_of_channel
from finance.models import Period
from finance.queries import LedgerFilter, Part
from finance.queries.movements import add_months, month_end, month_start
from finance.reports.drawing import list_charts
from finance.reports.forms import COMPARISON_LABELS, period_options
from finance.reports.income_statement import (
    COMPARISONS,
    PREVIOUS,
    IncomeStatement,
    StatementPeriod,
    accounts_behind,
    build_income_statement,
    label_of,
)
from finance.reports.issue import list_movers, state_of_periods
from finance.reports.presentation import Kpi, TableRow, list_heads, list_kpis, list_rows
from finance.reports.proofs import prove_income_statement
from finance.views.cells import read_text
from finance.views.ledger import ledger_url


@dataclass(frozen=True, slots=True)
class StatementChoice:
    """What the URL asks for."""

    period: StatementPeriod
    compare: str
    channel: str

    def query(self, **more: object) -> str:
        values = {"period": str(self.period), "compare": self.compare, "channel": self.channel}
        values |= {} if self.period.by_month else {"columns": "total"}
        return urlencode({name: value for name, value in (values | more).items() if value != ""})


def read_choice(request: HttpRequest) -> StatementChoice:
    """The choice of the URL; what it does not understand falls back: last month with entries, previous month, all channels."""
    by_month = request.GET.get("columns") != "total"
    try:
        period = StatementPeriod.parse(request.GET.get("period", ""), by_month=by_month)
    except ValueError:
        month = queries.get_last_month_with_entries(today=clock.company_date(clock.now()))
        period = StatementPeriod(month // 100, month % 100, by_month)
    compare = request.GET.get("compare", PREVIOUS)
    return StatementChoice(period, compare if compare in COMPARISONS else PREVIOUS, read_text(request.GET.get("channel", ""), 20))


@staff_view(permission="finance.view_reports")
def income_statement(request: StaffRequest) -> HttpResponse:
    choice = read_choice(request)
    statement = build_income_statement(period=choice.period, compare=choice.compare, channel=choice.channel)
    proofs = prove_income_statement(statement)
    context = table_context(statement, choice) | {
        "choice": choice,
        "kpis": _kpis(statement),
        "proofs": proofs,
        "proofs_hold": all_hold(proofs),
        "charts": [on_screen(chart) for chart in list_charts(statement)],
        "left_over": _left_over(statement),
        "movers": [(mover, _url(statement, mover.code, statement.current)) for mover in list_movers(statement)],
        "periods": period_options(),
        "comparisons": [(name, COMPARISON_LABELS[name]) for name in COMPARISONS],
        "channels": queries.list_channels(),
        "channel_name": name_of_channel(choice.channel),
        "period_status": _period_status(choice.period),
        "period_words": state_of_periods(choice.period.first_month, choice.period.last_month),
        "may_export": request.actor.may("finance.export_reports"),
        "schedule_url": _schedule_url(choice) if request.actor.may("reports.schedule") else "",
        "crumbs": [{"label": _("Reports"), "url": reverse("report_centre")}, {"label": _("Income statement")}],
    }
    return render(request, "finance/income_statement.html", context)


@staff_view(permission="finance.view_reports")
def statement_parts(request: StaffRequest) -> HttpResponse:
    """The largest parts of one number, opened in place; ``close`` gives the closed row back."""
    row_code, choice = request.GET.get("row", ""), read_choice(request)
    as_of = request.GET.get("as_of", "")
    try:
        label, codes = label_of(row_code), accounts_behind(row_code)
    except KeyError as missing:
        raise Http404(str(missing)) from missing
    context: dict[str, Any] = {"row_code": row_code, "columns": 9, "choice": choice}
    if "close" not in request.GET:
        first, last = month_start(choice.period.first_month), month_end(choice.period.last_month)
        wanted = LedgerFilter(codes, first, last, int(as_of) if as_of.isascii() and as_of.isdigit() else None, choice.channel)
        parts = queries.list_parts(wanted=wanted)
        total = sum((part.effect for part in parts), start=parts[0].effect * 0) if parts else None
        context |= {
            "label": label,
            "total": total,
            "line_count": sum(part.line_count for part in parts),
            "parts": [(part, part.label or _("all others"), _part_url(part, row_code, wanted)) for part in parts],
            "url": _filter_url(row_code, wanted),
            "close_url": f"{reverse('statement_parts')}?{choice.query(row=row_code, as_of=as_of, close=1)}",
        }
    return render(request, "finance/statement_parts.html", context)


def table_context(statement: IncomeStatement, choice: StatementChoice | None = None) -> dict[str, Any]:
    """What the statement's table needs; without a choice (an issued report) numbers open in the ledger only."""
    rows = []
    for row in list_rows(statement):
        cells = [(cell, _url(statement, row.code, cell.column) if cell.opens else "") for cell in row.cells]
        parts = (
            f"{reverse('statement_parts')}?{choice.query(row=row.code, as_of=statement.as_of_seq)}" if choice and _has_parts(row) else ""
        )
        rows.append({"row": row, "cells": cells, "parts_url": parts})
    heads = list_heads(statement)
    return {"statement": statement, "rows": rows, "heads": heads, "column_count": len(heads) + 1}


def _has_parts(row: TableRow) -> bool:
    return any(cell.opens for cell in row.cells)


def _kpis(statement: IncomeStatement) -> list[dict[str, str]]:
    return [
        {
            "label": kpi.label,
            "value": brl(kpi.amount),
            "url": _url(statement, kpi.code, statement.current),
            "change": f"{signed(kpi.change, 1)}%" if kpi.change is not None else "",
            "against": _against(statement, kpi),
        }
        for kpi in list_kpis(statement)
    ]


def _against(statement: IncomeStatement, kpi: Kpi) -> str:
    """What a KPI is compared with; without a comparison, its share of the net revenue."""
    if kpi.change is None or statement.compared is None:
        return _("%(share)s of net revenue") % {"share": percent(kpi.share)} if kpi.share is not None else ""
    column = statement.columns[statement.compared]
    if column.first_month != column.last_month:
        return _("on %(period)s") % {"period": column.first_month // 100}
    return _("on %(period)s") % {"period": in_case(date_format(month_start(column.first_month), "F"))}


def _schedule_url(choice: StatementChoice) -> str:
    """A schedule with the same choices; the period moves on with the calendar."""
    moving = "last_month" if choice.period.month else "last_year"
    query = {"report": "dre", "period": moving, "compare": choice.compare, "channel": choice.channel}
    return f"{reverse('schedule_new')}?{urlencode(query | ({} if choice.period.by_month else {'columns': 'total'}))}"


def _left_over(statement: IncomeStatement) -> str:
    row = statement.row("net_profit")
    if row is None or row.share is None:
        return ""
    if row.share < 0:
        return _("For each R$ 100 of net revenue, R$ %(short)s are lost.") % {"short": money(-row.share)}
    return _("Out of each R$ 100 of net revenue, R$ %(left)s are left.") % {"left": money(row.share)}


def _url(statement: IncomeStatement, row_code: str, column_index: int) -> str:
    """The ledger's lines behind a number: same accounts, days, channel, position."""
    column = statement.columns[column_index]
    wanted = LedgerFilter((), month_start(column.first_month), month_end(column.last_month), statement.as_of_seq, statement.channel)
    return _filter_url(row_code, wanted)


def _filter_url(row_code: str, wanted: LedgerFilter) -> str:
    return ledger_url(row=row_code, posted_from=wanted.date_from, posted_to=wanted.date_to, channel=wanted.channel, as_of=wanted.as_of)


def _part_url(part: Part, row_code: str, wanted: LedgerFilter) -> str:
    if not part.label:
        return ""
    first, last = (part.day, part.day) if part.day else (wanted.date_from, wanted.date_to)
    codes = {"account": part.codes[0]} if len(part.codes) == 1 and len(wanted.codes) > 1 else {"row": row_code}
    return ledger_url(**codes, posted_from=first, posted_to=last, channel=part.channel, as_of=wanted.as_of)


def _period_status(period: StatementPeriod) -> str:
    """The state of a month; a year counts as closed when each of its months is."""
    months = [add_months(period.first_month, index) for index in range(1 if period.month else 12)]
    found = [queries.get_period(month) for month in months]
    statuses = {each.status for each in found if each is not None}
    if not statuses or Period.Status.OPEN in statuses or (period.month is None and None in found):
        return Period.Status.OPEN
    return Period.Status.CLOSED if Period.Status.CLOSED in statuses else Period.Status.LOCKED
