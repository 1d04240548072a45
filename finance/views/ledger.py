"""The lines of one account with their running balance, or the lines behind a number of the income statement."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.errors import NotFound
from backoffice.core.lists import ChoiceFilter, Column, DateFilter, DateRange, ListSpec, ListState, Reader, WorkList
from backoffice.core.lists.views import show_list
from backoffice.core.reports.tables import with_side
from backoffice.core.templatetags.formats import day_month_year, money
from backoffice.core.views import StaffRequest, staff_view
from finance import queries
from finance.errors import AccountNotFound
from finance.queries import LedgerFilter, LedgerRow
from finance.queries.ledger import SORT
from finance.reports.income_statement import accounts_behind, label_of
from finance.views import cells

_FILTERS = [
    DateFilter(name="posted", label=gettext_lazy("Date")),
    ChoiceFilter(name="channel", label=gettext_lazy("Channel"), choices=queries.list_channels),
    ChoiceFilter(name="account", label=gettext_lazy("Account"), choices=queries.list_accounts),
]
_DATE = Column(
    name="posted_on",
    label=gettext_lazy("Date"),
    cell=lambda row: day_month_year(row.posted_on),
    value="posted_on",
    css="rg-num",
    phone="lead",
)
_NUMBER = Column(name="number", label=gettext_lazy("Entry"), link=True)
_ACCOUNT = Column(
    name="account",
    label=gettext_lazy("Account"),
    cell=lambda row: f"{row.account} {row.account_name}",
    value=lambda row: f"{row.account} {row.account_name}",
    css="rg-cut rg-w20",
)
_DESCRIPTION = Column(name="description", label=gettext_lazy("Description"), css="rg-cut rg-w28", phone="bare")
_SOURCE = Column(name="source", label=gettext_lazy("Source"), cell=cells.source, value=cells.source_text, css="rg-nowrap")
_PARTY = Column(name="party", label=gettext_lazy("Party"), css="rg-soft rg-nowrap", phone="hide")
_CHANNEL = Column(name="channel", label=gettext_lazy("Channel"), css="rg-soft rg-nowrap", phone="hide")
_DEBIT = Column(name="debit", label=gettext_lazy("Debit (R$)"), cell=lambda row: money(row.debit), value="debit", css="rg-r rg-num")
_CREDIT = Column(name="credit", label=gettext_lazy("Credit (R$)"), cell=lambda row: money(row.credit), value="credit", css="rg-r rg-num")
_BALANCE = Column(
    name="balance",
    label=gettext_lazy("Balance (R$)"),
    cell=lambda row: with_side(row.balance),
    value="balance",
    css="rg-r rg-num rg-strong",
    phone="end",
)
_EFFECT = Column(
    name="effect",
    label=gettext_lazy("Effect on profit (R$)"),
    cell=lambda row: money(row.effect),
    value="effect",
    css="rg-r rg-num rg-strong",
    phone="end",
)
_EXTRAS = ("row", "account", "as_of", "party")
ONE_ACCOUNT = ListSpec(
    title=gettext_lazy("Ledger"),
    filters=_FILTERS,
    page_size=100,
    columns=[_DATE, _NUMBER, _DESCRIPTION, _SOURCE, _PARTY, _DEBIT, _CREDIT, _BALANCE, replace(_CHANNEL, optional=True)],
    sorts=[SORT],
    extras=_EXTRAS,
)
STATEMENT_ROW = ListSpec(
    title=gettext_lazy("Ledger"),
    filters=_FILTERS,
    page_size=100,
    columns=[_DATE, _NUMBER, _ACCOUNT, _DESCRIPTION, _SOURCE, _CHANNEL, _EFFECT, replace(_PARTY, optional=True)],
    sorts=[SORT],
    extras=_EXTRAS,
)


@staff_view(permission="finance.view_journal")
def ledger(request: StaffRequest) -> HttpResponse:
    """``?account=`` one account; ``?row=`` a row of the income statement; ``as_of=`` the position it was read at."""
    row_code, account = _named(request.GET)
    worklist = STATEMENT_LINES if row_code and not account else ACCOUNT_LINES
    wanted = _wanted(ListState.of(worklist.spec(request.actor), request.GET))
    if wanted is None:
        return render(request, "finance/ledger_choose.html", {"accounts": queries.list_accounts(), "crumbs": _crumbs("")})
    sums = queries.sum_ledger(wanted=wanted)
    is_account = worklist is ACCOUNT_LINES
    name = f"{account} {queries.name_of(account)}".strip() if is_account else label_of(row_code)
    more: dict[str, Any] = {
        "heading": name,
        "found": sums,
        "opening": with_side(sums.opening),
        "closing": with_side(sums.closing),
        "is_account": is_account,
        "effect": sums.effect,
        "as_of": wanted.as_of,
        "crumbs": _crumbs(name, of_statement=None if is_account else wanted),
        "sum_url": "",
        "sum_label": "" if is_account else _("Effect on profit"),
        "sum_amount": None if is_account else sums.effect,
    }
    return show_list(request, worklist.code, "finance/ledger.html", extra=more, total=sums.count)


def _named(query: QueryDict) -> tuple[str, str]:
    """The row of the statement and the account that the address names."""
    return cells.read_text(query.get("row", ""), 30), cells.read_text(query.get("account", ""), 20)


def _read(state: ListState, actor: Actor) -> Reader[LedgerRow]:
    wanted = _wanted(state)
    if wanted is None:
        raise NotFound(kind="account", key="")
    return queries.read_ledger(wanted=wanted)


def _entry_url(row: LedgerRow, state: ListState) -> str:
    return reverse("entry_page", args=[row.number.replace("/", "-")])


ACCOUNT_LINES = WorkList(
    code="razao",
    permission="finance.view_journal",
    url_name="ledger",
    spec=lambda actor: ONE_ACCOUNT,
    reader=_read,
    row_url=_entry_url,
    file_name="razao",
)
STATEMENT_LINES = replace(ACCOUNT_LINES, code="razao-dre", spec=lambda actor: STATEMENT_ROW, file_name="razao-dre")


def ledger_url(**params: object) -> str:
    """The address of a filter of the ledger; empty parameters are left out."""
    return f"{reverse('ledger')}?{urlencode({name: str(value) for name, value in params.items() if value not in (None, '')})}"


def _wanted(state: ListState) -> LedgerFilter | None:
    """The lines that the URL asks for; None if it names neither an account nor a row."""
    row_code, account = _named(state.query)
    if not account and not row_code:
        return None
    try:
        codes = queries.codes_below(account) if account else accounts_behind(row_code)
    except (AccountNotFound, KeyError) as missing:
        raise Http404(str(missing)) from missing
    posted: DateRange = state.values.get("posted", DateRange())
    as_of = state.query.get("as_of", "")
    return LedgerFilter(
        codes=codes,
        date_from=posted.start,
        date_to=posted.end,
        as_of=int(as_of) if as_of.isascii() and as_of.isdigit() and len(as_of) < 19 else None,
        channel=state.values.get("channel", ""),
        party=cells.read_text(state.query.get("party", ""), 60),
    )


def _crumbs(name: str, *, of_statement: LedgerFilter | None = None) -> list[dict[str, str]]:
    """A row of the income statement leads back to the month or year that it was opened from."""
    if of_statement:
        first = {"label": _("Income statement"), "url": f"{reverse('income_statement')}{_period_query(of_statement)}"}
    else:
        first = {"label": _("Journal"), "url": reverse("journal")}
    return [first, {"label": name or _("Ledger")}]


def _period_query(wanted: LedgerFilter) -> str:
    first, last = wanted.date_from, wanted.date_to
    if first is None or last is None or first.year != last.year:
        return ""
    query = {"period": f"{first:%Y-%m}" if first.month == last.month else f"{first:%Y}", "channel": wanted.channel}
    return f"?{urlencode({name: value for name, value in query.items() if value})}"
