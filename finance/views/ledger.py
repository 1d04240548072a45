"""The lines of one account with their running balance, or the lines behind a number of the income statement."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.lists import ChoiceFilter, Column, DateFilter, DateRange, ListSpec, ListState, Page, decode_cursor, encode_cursor
from backoffice.core.reports.tables import with_side
from backoffice.core.templatetags.formats import day_month_year, money
from backoffice.core.views import StaffRequest, staff_view
from finance import queries
from finance.errors import AccountNotFound
from finance.queries import LedgerFilter, LedgerPage, LedgerRow
from finance.queries.ledger import Keyset
from finance.reports.income_statement import accounts_behind, label_of
from finance.views import cells

_FILTERS = [
    DateFilter(name="posted", label=gettext_lazy("Date")),
    ChoiceFilter(name="channel", label=gettext_lazy("Channel"), choices=lambda: [(code, code) for code in queries.list_channels()]),
    ChoiceFilter(name="account", label=gettext_lazy("Account"), choices=queries.list_accounts),
]
_DATE = Column(name="posted_on", label=gettext_lazy("Date"), cell=lambda row: day_month_year(row.posted_on), css="rg-num", phone="lead")
_NUMBER = Column(name="number", label=gettext_lazy("Entry"), link=True)
_ACCOUNT = Column(name="account", label=gettext_lazy("Account"), cell=lambda row: f"{row.account} {row.account_name}", css="rg-cut rg-w20")
_DESCRIPTION = Column(name="description", label=gettext_lazy("Description"), css="rg-cut rg-w28", phone="bare")
_SOURCE = Column(name="source", label=gettext_lazy("Source"), cell=cells.source, css="rg-nowrap")
_PARTY = Column(name="party", label=gettext_lazy("Party"), css="rg-soft rg-nowrap", phone="hide")
_CHANNEL = Column(name="channel", label=gettext_lazy("Channel"), css="rg-soft rg-nowrap", phone="hide")
_DEBIT = Column(name="debit", label=gettext_lazy("Debit (R$)"), cell=lambda row: money(row.debit), css="rg-r rg-num")
_CREDIT = Column(name="credit", label=gettext_lazy("Credit (R$)"), cell=lambda row: money(row.credit), css="rg-r rg-num")
_BALANCE = Column(
    name="balance", label=gettext_lazy("Balance (R$)"), cell=lambda row: with_side(row.balance), css="rg-r rg-num rg-strong", phone="end"
)
_EFFECT = Column(
    name="effect", label=gettext_lazy("Effect on profit (R$)"), cell=lambda row: money(row.effect), css="rg-r rg-num rg-strong", phone="end"
)
ONE_ACCOUNT = ListSpec(
    title=gettext_lazy("Ledger"),
    filters=_FILTERS,
    page_size=100,
    columns=[_DATE, _NUMBER, _DESCRIPTION, _SOURCE, _PARTY, _DEBIT, _CREDIT, _BALANCE],
)
STATEMENT_ROW = ListSpec(
    title=gettext_lazy("Ledger"),
    filters=_FILTERS,
    page_size=100,
    columns=[_DATE, _NUMBER, _ACCOUNT, _DESCRIPTION, _SOURCE, _CHANNEL, _EFFECT],
)


@staff_view(permission="finance.view_journal")
def ledger(request: StaffRequest) -> HttpResponse:
    """``?account=`` one account; ``?row=`` a row of the income statement; ``as_of=`` the position it was read at."""
    row_code = cells.read_text(request.GET.get("row", ""), 30)
    account = cells.read_text(request.GET.get("account", ""), 20)
    spec = STATEMENT_ROW if row_code and not account else ONE_ACCOUNT
    state = spec.read(request)
    wanted = _wanted(state, row_code, account)
    if wanted is None:
        return render(request, "finance/ledger_choose.html", {"accounts": queries.list_accounts(), "crumbs": _crumbs("")})
    found = queries.list_ledger(wanted=wanted, after=_keyset(state.after), before=_keyset(state.before), limit=spec.page_size)
    context = state.context(_page(found, spec), row_url=lambda row: reverse("entry_page", args=[row.number.replace("/", "-")]))
    name = label_of(row_code) if spec is STATEMENT_ROW else f"{account} {queries.name_of(account)}".strip()
    more: dict[str, Any] = {
        "heading": name,
        "found": found,
        "opening": with_side(found.opening),
        "closing": with_side(found.closing),
        "is_account": spec is ONE_ACCOUNT,
        "effect": found.credit - found.debit,
        "as_of": wanted.as_of,
        "crumbs": _crumbs(name, of_statement=wanted if spec is STATEMENT_ROW else None),
        "sum_url": "",
        "sum_label": _("Effect on profit") if spec is STATEMENT_ROW else "",
    }
    return render(request, "finance/ledger.html", context | more)


def ledger_url(**params: object) -> str:
    """The address of a filter of the ledger; empty parameters are left out."""
    return f"{reverse('ledger')}?{urlencode({name: str(value) for name, value in params.items() if value not in (None, '')})}"


def _wanted(state: ListState, row_code: str, account: str) -> LedgerFilter | None:
    """The lines that the URL asks for; None if it names neither an account nor a row."""
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


def _page(found: LedgerPage, spec: ListSpec) -> Page:
    rows = found.rows
    return Page(
        rows=rows,
        first=_cursor(rows[0]) if rows else "",
        last=_cursor(rows[-1]) if rows else "",
        has_previous=found.has_previous,
        has_next=found.has_next,
        total=found.count,
        amount=found.credit - found.debit if spec is STATEMENT_ROW else None,
    )


def _cursor(row: LedgerRow) -> str:
    return encode_cursor([row.posted_on.isoformat(), row.key[1], row.key[2]])


def _keyset(cursor: str) -> Keyset | None:
    return cells.read_keyset(decode_cursor(cursor, length=3) if cursor else None)


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
