"""The journal: every entry, newest first, and the page of one."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
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
from backoffice.core.templatetags.formats import brl, day_month_year, money
from backoffice.core.views import StaffRequest, staff_view
from finance import queries, services
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
    return show_list(request, ENTRIES.code, "finance/journal.html")


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
    return _show(request, queries.get_entry(actor=request.actor, number=number))


@staff_view(permission="finance.post_manual", methods=("POST",))
def entry_reverse(request: StaffRequest, number: str) -> HttpResponse:
    entry = queries.get_entry(actor=request.actor, number=number)
    reason = " ".join(request.POST.get("reason", "").split())[:120]
    if not reason:
        return _show(request, entry, refusal=_("Say why the entry is reversed."), status=422)
    at = clock.now()
    try:
        posted = services.reverse_entry(entry_id=entry.row.id, posted_on=clock.company_date(at), reason=reason, by=request.actor, at=at)
    except BusinessError as refusal:
        return _show(request, entry, refusal=text_of(refusal), status=refusal.status)
    messages.success(request, _("Entry %(number)s reversed by %(reversal)s.") % {"number": entry.row.number, "reversal": posted.number})
    return HttpResponseRedirect(reverse("entry_page", args=[posted.number.replace("/", "-")]))


def _show(request: StaffRequest, entry: EntryDetail, *, refusal: str = "", status: int = 200) -> HttpResponse:
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
        "refusal": refusal,
        "may_reverse": may_reverse,
        "reverse_effects": _effects(entry) if may_reverse else [],
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


def _effects(entry: EntryDetail) -> list[dict[str, str]]:
    today = day_month_year(clock.company_date(clock.now()))
    mirror = _("Posts a mirror entry dated %(date)s, of %(amount)s") % {"date": today, "amount": brl(entry.row.total)}
    return [
        {"icon": "receipt_long", "text": mirror},
        {"icon": "link", "text": _("Links both entries; nothing is deleted")},
        {"icon": "bar_chart", "text": _("Changes the reports of the month of the reversal, not of the original")},
    ]
