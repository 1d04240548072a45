"""The order board: tabs by what needs doing, one line of filters, the rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.lists import (
    ChoiceFilter,
    Column,
    DateFilter,
    DateRange,
    ListSpec,
    ListState,
    MultiChoiceFilter,
    NumberFilter,
    NumberRange,
    Reader,
    View,
    WorkList,
)
from backoffice.core.lists.views import show_list
from backoffice.core.lists.views.screen import trail
from backoffice.core.municipalities import STATES
from backoffice.core.statuses import STATUSES
from backoffice.core.views import StaffRequest, staff_view
from orders import queries
from orders.queries import BoardRow
from orders.queries.channels import list_channel_names
from orders.queries.filters import BoardFilter
from orders.views import cells
from orders.views.bulk import ACTIONS

PAYMENTS = ("pending", "authorized", "partially_paid", "paid", "partially_refunded", "refunded", "voided", "charged_back")
BAD_TABS = ("late", "payment_problem")
# Exceptions: their tab is there while somebody has to look.
QUIET_TABS = ("to_refund", "partially_shipped")
# Whose work a tab is: theirs comes first.
WORKERS = {
    "open": {"orders.place"},
    "to_approve": {"orders.approve"},
    "to_pay": {"orders.record_payment"},
    "to_ship": {"orders.ship"},
    "late": {"orders.place", "orders.ship"},
    "partially_shipped": {"orders.ship"},
    "payment_problem": {"orders.record_payment"},
    "to_refund": {"orders.record_payment"},
}


def _payments() -> Sequence[tuple[str, str | Promise]]:
    return [(value, STATUSES["payment"][value].label) for value in PAYMENTS]


BOARD = ListSpec(
    title=_("Orders"),
    views=[
        View(
            name=tab.code,
            label=tab.label,
            bad=tab.code in BAD_TABS,
            quiet=tab.code in QUIET_TABS,
            workers=frozenset(WORKERS.get(tab.code, ())),
        )
        for tab in queries.TABS
    ],
    filters=[
        DateFilter(name="placed", label=_("Placed on")),
        DateFilter(name="promised", label=_("Promised for")),
        NumberFilter(name="total", label=_("Total"), places=2),
        MultiChoiceFilter(name="channel", label=_("Channel"), choices=list_channel_names),
        MultiChoiceFilter(name="payment", label=_("Payment"), choices=_payments),
        # An order from abroad is of no state and is found by search.
        MultiChoiceFilter(name="state", label=pgettext_lazy("address", "State"), choices=[(state, state) for state in STATES]),
        ChoiceFilter(name="valid", label=_("Orders that count"), choices=[("yes", _("Without cancelled and expired ones"))]),
    ],
    columns=[
        Column(name="number", label=pgettext_lazy("sales", "Order"), phone="lead", link=True),
        Column(name="customer", label=_("Customer"), cell=cells.customer, value="customer_name", css="rg-cut rg-w28", phone="bare"),
        Column(name="channel", label=_("Channel"), cell=cells.channel, value="channel_name", css="rg-soft rg-nowrap", phone="bare"),
        Column(name="placed", label=_("Placed"), cell=cells.placed, value="placed_at", css="rg-roomy", phone="hide", sort="placed"),
        Column(name="headline", label=pgettext_lazy("order", "Status"), cell=cells.headline, value=cells.headline, phone="left"),
        Column(name="payment", label=_("Payment"), cell=cells.payment, value=cells.payment_word, phone="right"),
        Column(name="promise", label=_("Promise"), cell=cells.promise, value="promised_ship_date", sort="promise"),
        Column(name="units", label=_("Units"), cell=cells.units, value="unit_count", css="rg-r rg-num", phone="hide"),
        Column(
            name="total",
            label=_("Total (R$)"),
            cell=cells.total,
            value="total",
            css="rg-r rg-num rg-strong rg-p-brl",
            phone="end",
            sort="total",
        ),
        Column(name="external_id", label=_("Number in the channel"), css="rg-soft rg-code rg-nowrap", optional=True),
        Column(name="city", label=_("City"), cell="ship_city", optional=True),
        Column(name="state", label=pgettext_lazy("address", "State"), cell="ship_state", optional=True),
        Column(name="to_refund", label=_("To refund (R$)"), cell=cells.owed, value="to_refund", css="rg-r rg-num", optional=True),
    ],
    search_label=_("Number, customer, CPF or SKU"),
    sorts=queries.SORTS,
)


@staff_view(permission="orders.view")
def order_board(request: StaffRequest) -> HttpResponse:
    return show_list(request, ORDERS.code, "orders/board.html", extra={"may_place": request.actor.may("orders.place")})


def filters_of(state: ListState) -> dict[str, Any]:
    """The URL's filters as the read door takes them."""
    placed: DateRange = state.values.get("placed", DateRange())
    promised: DateRange = state.values.get("promised", DateRange())
    total: NumberRange = state.values.get("total", NumberRange())
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
        "total_min": total.low,
        "total_max": total.high,
    }


def _read(state: ListState, actor: Actor) -> Reader[BoardRow]:
    return queries.read_board(filters=BoardFilter(**filters_of(state)), actor=actor, today=clock.company_date(clock.now()))


def _counts(state: ListState, actor: Actor) -> Mapping[str, int]:
    return queries.count_tabs(actor=actor, today=clock.company_date(clock.now()))


def _open(row: BoardRow, state: ListState) -> str:
    return f"{reverse('order_page', args=[row.number])}?{trail(state)}"


ORDERS = WorkList(
    code="pedidos",
    permission="orders.view",
    url_name="order_board",
    spec=lambda actor: BOARD,
    reader=_read,
    counts=_counts,
    row_url=_open,
    key_of=lambda row: str(row.number),
    key_url=lambda number: reverse("order_page", args=[number]),
    actions=ACTIONS,
    file_name="pedidos",
)
