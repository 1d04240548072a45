"""The order board: tabs by what needs doing, one line of filters, the rows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.lists import ChoiceFilter, Column, DateFilter, DateRange, ListSpec, ListState, Page, View, decode_cursor, encode_cursor
from backoffice.core.statuses import STATUSES
from backoffice.core.views import StaffRequest, staff_view
from orders import queries
from orders.queries.channels import list_channel_names
from orders.queries.estimate import estimate_count
from orders.views import cells

Keyset = tuple[datetime, int]

# Every state of the federation; an order from abroad has none of them and is found by search.
STATES = [
    "AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA",
    "PB", "PE", "PI", "PR", "RJ", "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO",
]  # fmt: skip
PAYMENTS = ("pending", "authorized", "partially_paid", "paid", "partially_refunded", "refunded", "voided", "charged_back")
BAD_TABS = ("late", "payment_problem")
# Exceptions: their tab is there while somebody has to look.
QUIET_TABS = ("to_refund", "partially_shipped")


def _payments() -> Sequence[tuple[str, str | Promise]]:
    return [(value, STATUSES["payment"][value].label) for value in PAYMENTS]


BOARD = ListSpec(
    title=_("Orders"),
    views=[View(name=tab.code, label=tab.label, bad=tab.code in BAD_TABS, quiet=tab.code in QUIET_TABS) for tab in queries.TABS],
    filters=[
        DateFilter(name="placed", label=_("Placed on")),
        DateFilter(name="promised", label=_("Promised for")),
        ChoiceFilter(name="channel", label=_("Channel"), choices=list_channel_names),
        ChoiceFilter(name="payment", label=_("Payment"), choices=_payments),
        ChoiceFilter(name="valid", label=_("Orders that count"), choices=[("yes", _("Without cancelled and expired ones"))]),
        ChoiceFilter(name="state", label=pgettext_lazy("address", "State"), choices=[(state, state) for state in STATES]),
    ],
    columns=[
        Column(name="number", label=pgettext_lazy("sales", "Order"), phone="lead", link=True),
        Column(name="customer", label=_("Customer"), cell=cells.customer, css="rg-cut rg-w28", phone="bare"),
        Column(name="channel", label=_("Channel"), cell=cells.channel, css="rg-soft rg-nowrap", phone="bare"),
        Column(name="placed", label=_("Placed"), cell=cells.placed, css="rg-roomy", phone="hide"),
        Column(name="headline", label=pgettext_lazy("order", "Status"), cell=cells.headline, phone="left"),
        Column(name="payment", label=_("Payment"), cell=cells.payment, phone="right"),
        Column(name="promise", label=_("Promise"), cell=cells.promise),
        Column(name="units", label=_("Units"), cell=cells.units, css="rg-r rg-num", phone="hide"),
        Column(name="total", label=_("Total (R$)"), cell=cells.total, css="rg-r rg-num rg-strong rg-p-brl", phone="end"),
    ],
    search_label=_("Number, customer, CPF or SKU"),
)


@staff_view(permission="orders.view")
def order_board(request: StaffRequest) -> HttpResponse:
    state = BOARD.read(request)
    today = clock.company_date(clock.now())
    counts = queries.count_tabs(actor=request.actor, today=today)
    page = fetch(state, actor=request.actor, today=today, counts=counts)
    # The order page finds its neighbours in the list it was opened from.
    trail = urlencode({"list": state.url().removeprefix("?")})
    context = state.context(page, counts=counts, row_url=lambda row: f"{reverse('order_page', args=[row.number])}?{trail}")
    never = not page.rows and state.view == BOARD.views[0].name and not state.is_filtered
    return render(request, "orders/board.html", context | {"order_label": _("Newest first"), "never": never})


def fetch(state: ListState, *, actor: Actor, today: date, counts: Mapping[str, int]) -> Page:
    """The page of the board that the URL asks for."""
    filters = filters_of(state)
    found = queries.list_board(
        actor=actor,
        today=today,
        **filters,
        after=keyset(state.after),
        before=keyset(state.before),
        limit=state.spec.page_size,
        with_sum=state.wants_sum,
    )
    rows, total = found.rows, found.count
    is_whole = found.previous_before is None and found.next_after is None
    if total is None:
        total = len(rows) if is_whole else counts.get(state.view) if not state.is_filtered else None
    return Page(
        rows=rows,
        first=encode_cursor([rows[0].placed_at.isoformat(), rows[0].id]) if rows else "",
        last=encode_cursor([rows[-1].placed_at.isoformat(), rows[-1].id]) if rows else "",
        has_previous=found.previous_before is not None,
        has_next=found.next_after is not None,
        total=total,
        about=estimate_count(actor=actor, today=today, filters=filters) if total is None else None,
        amount=found.total,
    )


def filters_of(state: ListState) -> dict[str, object]:
    """The URL's filters as the read door takes them."""
    placed: DateRange = state.values.get("placed", DateRange())
    promised: DateRange = state.values.get("promised", DateRange())
    return {
        "tab": state.view,
        "search": state.search,
        "channel": state.values.get("channel", ""),
        "payment_status": state.values.get("payment", ""),
        "ship_state": state.values.get("state", ""),
        "placed_from": placed.start,
        "placed_to": placed.end,
        "valid": state.values.get("valid", ""),
        "promised_from": promised.start,
        "promised_to": promised.end,
    }


def keyset(cursor: str) -> Keyset | None:
    """The row where a page begins; a cursor that we did not write means the first page."""
    values = decode_cursor(cursor, length=2) if cursor else None
    if values is None:
        return None
    try:
        placed_at, row_id = datetime.fromisoformat(values[0]), int(values[1])
    except ValueError:
        return None
    return (placed_at, row_id) if timezone.is_aware(placed_at) and 0 <= row_id < 2**63 else None
