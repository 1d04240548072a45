"""The journal: every entry, newest first, and the page of one."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.lists import (
    ChoiceFilter,
    Column,
    DateFilter,
    DateRange,
    ListSpec,
    ListState,
    NumberFilter,
    NumberRange,
    Reader,
    View,
    WorkList,
)
from backoffice.core.lists.views import show_list
from backoffice.core.money import ZERO
from backoffice.core.templatetags.formats import day_month_year, money
from backoffice.core.views import StaffRequest, staff_view
from finance import queries
from finance.queries import EntryDetail, EntryRow
from finance.queries.journal import SORTS
from finance.services.manual import REVERSAL
from finance.views import cells
from finance.words import RULES, rule_label, source_label, source_url


def _rules() -> list[tuple[str, str]]:
    """Those of the posting rules, not those in the ledger: looking them up would read every entry."""
    return [(rule, rule_label(rule)) for rule in (*RULES, *(f"{REVERSAL}:{rule}" for rule in RULES))]


def _description(row: EntryRow) -> Any:
    if row.is_reversed:
        return format_html('{} <span class="rg-mute">{}</span>', row.description, _("reversed"))
    return row.description


JOURNAL = ListSpec(
    title=gettext_lazy("Journal"),
    views=[View(name="all", label=pgettext_lazy("entries", "All"))],
    filters=[
        DateFilter(name="posted", label=gettext_lazy("Date")),
        NumberFilter(name="total", label=gettext_lazy("Amount"), places=2),
        ChoiceFilter(name="rule", label=gettext_lazy("Rule"), choices=_rules),
        ChoiceFilter(name="account", label=gettext_lazy("Account"), choices=queries.list_accounts),
    ],
    columns=[
        Column(name="number", label=gettext_lazy("Entry"), phone="lead", link=True, sort="number"),
        Column(
            name="posted_on", label=gettext_lazy("Date"), cell=lambda row: day_month_year(row.posted_on), value="posted_on", css="rg-num"
        ),
        Column(
            name="description", label=gettext_lazy("Description"), cell=_description, value="description", css="rg-cut rg-w38", phone="bare"
        ),
        Column(
            name="rule",
            label=gettext_lazy("Rule"),
            cell=lambda row: rule_label(row.rule),
            value=lambda row: rule_label(row.rule),
            css="rg-soft rg-nowrap",
        ),
        Column(name="source", label=gettext_lazy("Source"), cell=cells.source, value=cells.source_text, css="rg-nowrap"),
        Column(
            name="competence_date",
            label=gettext_lazy("Belongs to"),
            cell=lambda row: day_month_year(row.competence_date),
            value="competence_date",
            css="rg-num",
            optional=True,
        ),
        Column(name="posted_by", label=gettext_lazy("Posted by"), css="rg-soft", optional=True),
        Column(
            name="lines", label=gettext_lazy("Lines"), cell=lambda row: row.line_count, value="line_count", css="rg-r rg-num", phone="hide"
        ),
        Column(
            name="total",
            label=gettext_lazy("Amount (R$)"),
            cell=lambda row: money(row.total),
            value="total",
            css="rg-r rg-num rg-strong",
            phone="end",
        ),
    ],
    search_label=gettext_lazy("Entry, order or account"),
    sorts=SORTS,
)


@staff_view(permission="finance.view_journal")
def journal(request: StaffRequest) -> HttpResponse:
    return show_list(request, ENTRIES.code, "finance/journal.html", extra={"may_post": request.actor.may("finance.post_manual")})


def _read(state: ListState, actor: Actor) -> Reader[EntryRow]:
    posted: DateRange = state.values.get("posted", DateRange())
    total: NumberRange = state.values.get("total", NumberRange())
    return queries.read_entries(
        actor=actor,
        search=state.search,
        rule=state.values.get("rule", ""),
        account=state.values.get("account", ""),
        posted_from=posted.start,
        posted_to=posted.end,
        total_min=total.low,
        total_max=total.high,
    )


ENTRIES = WorkList(
    code="lancamentos",
    permission="finance.view_journal",
    url_name="journal",
    spec=lambda actor: JOURNAL,
    reader=_read,
    row_url=lambda row, state: reverse("entry_page", args=[row.number.replace("/", "-")]),
    file_name="lancamentos",
)


@staff_view(permission="finance.view_journal")
def entry_page(request: StaffRequest, number: str) -> HttpResponse:
    return show(request, queries.get_entry(actor=request.actor, number=number))


def show(request: StaffRequest, entry: EntryDetail, *, dialog: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """Draw the page; ``dialog`` is open over it when the reversal was asked by address or came back refused."""
    row = entry.row
    debit = sum((line.debit or ZERO for line in entry.lines), ZERO)
    credit = sum((line.credit or ZERO for line in entry.lines), ZERO)
    may_reverse = request.actor.may("finance.post_manual") and not entry.reversed_by and not entry.reverses
    context = {
        "entry": entry,
        "row": row,
        "debit": debit,
        "credit": credit,
        "status": "reversed" if entry.reversed_by else "posted",
        "facts": _facts(entry),
        "lines": [(line, f"{reverse('ledger')}?{urlencode({'account': line.account})}") for line in entry.lines],
        "dialog": dialog,
        "may_reverse": may_reverse,
        "talk_key": row.number.replace("/", "-"),
        "reverse_url": reverse("entry_reverse", args=[row.number.replace("/", "-")]),
        "crumbs": [{"label": _("Journal"), "url": reverse("journal")}, {"label": row.number}],
    }
    return render(request, "finance/entry.html", context, status=status)


def _facts(entry: EntryDetail) -> list[dict[str, Any]]:
    row = entry.row
    source = source_label(row.source_kind, row.source_number)
    facts = [
        {"label": _("Date"), "value": day_month_year(row.posted_on)},
        {"label": _("Belongs to"), "value": day_month_year(row.competence_date)},
        {
            "label": _("Source"),
            "value": source,
            "url": source_url(row.source_kind, row.source_number),
        },
        {"label": _("Rule"), "value": rule_label(row.rule)},
        {"label": _("Posted by"), "value": row.posted_by},
        {"label": _("Ledger position"), "value": str(row.id)},
    ]
    for label, number in ((_("Reversed by"), entry.reversed_by), (_("Reverses"), entry.reverses)):
        if number:
            facts.append({"label": label, "value": number, "url": reverse("entry_page", args=[number.replace("/", "-")])})
    return facts
