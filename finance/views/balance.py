"""The trial balance on the screen."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import clock
from backoffice.core.forms import parse_date
from backoffice.core.reports import all_hold
from backoffice.core.templatetags.formats import day_month_year
from backoffice.core.views import StaffRequest, staff_view
from finance import queries
from finance.queries.movements import month_end, month_key, month_start
from finance.reports.issue import state_of_periods
from finance.reports.presentation import list_balance_rows
from finance.reports.proofs import prove_trial_balance
from finance.reports.trial_balance import TrialBalance, build_trial_balance
from finance.views.ledger import ledger_url

MAX_LEVEL = 4


def read_days(request: HttpRequest) -> tuple[date, date]:
    """The days of the URL; what it does not understand falls back to the last month with entries, and says so."""
    today = clock.company_date(clock.now())
    month = queries.get_last_month_with_entries(today=today)
    days = []
    for name, fallback in (("from", month_start(month)), ("to", month_end(month))):
        typed = request.GET.get(name, "").strip()[:20]
        try:
            day = parse_date(typed, today=today) if typed else fallback
        except (ValueError, OverflowError):
            day = date.min
        if not 1900 <= day.year <= 2200:
            told = {"typed": typed, "day": day_month_year(fallback)}
            messages.warning(request, _("“%(typed)s” is no day that can be shown; %(day)s took its place.") % told)
            day = fallback
        days.append(day)
    return min(days), max(days)


@staff_view(permission="finance.view_reports")
def trial_balance(request: StaffRequest) -> HttpResponse:
    date_from, date_to = read_days(request)
    level = request.GET.get("level", "")
    max_level = int(level) if level in ("1", "2", "3") else MAX_LEVEL
    balance = build_trial_balance(date_from=date_from, date_to=date_to)
    proofs = prove_trial_balance(balance)
    context = balance_context(balance, max_level=max_level) | {
        "proofs": proofs,
        "proofs_hold": all_hold(proofs),
        "levels": [("1", _("Groups")), ("2", _("Subgroups")), ("3", _("Summary accounts")), ("", _("All accounts"))],
        "level": level if max_level != MAX_LEVEL else "",
        "period_words": state_of_periods(month_key(date_from), month_key(date_to)),
        "may_export": request.actor.may("finance.export_reports"),
        "crumbs": [{"label": _("Reports"), "url": reverse("report_centre")}, {"label": _("Trial balance")}],
    }
    return render(request, "finance/trial_balance.html", context)


def balance_context(balance: TrialBalance, *, max_level: int = MAX_LEVEL) -> dict[str, Any]:
    """What the trial balance's table needs."""
    rows = [
        (
            row,
            ledger_url(account=row.code, posted_from=balance.date_from, posted_to=balance.date_to, as_of=balance.as_of_seq)
            if row.opens
            else "",
        )
        for row in list_balance_rows(balance, max_level=max_level)
    ]
    return {"balance": balance, "rows": rows}
