"""The stock list: one row per SKU and place."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists import ChoiceFilter, Column, ListSpec, ListState, Page, View, decode_cursor, encode_cursor
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from inventory import queries
from inventory.queries import StockRow

MAX_ID = 2**63


def _name(row: StockRow) -> SafeString:
    off = format_html(' <span class="rg-mute">{}</span>', _("inactive")) if not row.is_active else ""
    return format_html('<span class="rg-id">{}</span>{}', row.name, off)


def _place(row: StockRow) -> SafeString:
    house = row.warehouse if row.warehouse != row.location else ""
    return format_html('<span class="rg-code">{}</span> <span class="rg-mute">{}</span>', row.location, house or row.location_name)


def _reserved(row: StockRow) -> SafeString | str:
    if not row.reserved:
        return "0"
    return format_html('<a class="rg-open" href="{}#reserved">{}</a>', reverse("stock_variant", args=[row.sku]), formats.qty(row.reserved))


def _available(row: StockRow) -> SafeString | str:
    if row.available > 0:
        return formats.qty(row.available)
    return format_html('<span class="rg-ink-bad rg-strong">{}</span>', formats.qty(row.available))


def _average(row: StockRow) -> str:
    return formats.plain(row.average_cost, 4)


_COLUMNS = [
    Column(name="sku", label=_("SKU"), phone="lead", link=True),
    Column(name="product", label=_("Product"), cell=_name, css="rg-cut rg-w38", phone="bare"),
    Column(name="place", label=_("Position"), cell=_place, css="rg-nowrap", phone="bare"),
    Column(name="on_hand", label=_("On hand"), cell=lambda row: formats.qty(row.on_hand), css="rg-r rg-num"),
    Column(name="reserved", label=pgettext_lazy("stock", "Reserved"), cell=_reserved, css="rg-r rg-num"),
    Column(name="available", label=_("Available"), cell=_available, css="rg-r rg-num rg-strong", phone="end"),
]
_COST_COLUMNS = [
    Column(name="average", label=_("Average cost (R$)"), cell=_average, css="rg-r rg-num", phone="hide"),
    Column(name="value", label=_("Value (R$)"), cell=lambda row: formats.money(row.value), css="rg-r rg-num"),
]
WITHOUT_COSTS = ListSpec(
    title=_("Stock"),
    views=[
        View(name="all", label=pgettext_lazy("stock", "All")),
        View(name="short", label=_("Nothing available"), bad=True),
        View(name="backorder", label=_("Promised beyond the stock"), bad=True, quiet=True),
    ],
    filters=[ChoiceFilter(name="warehouse", label=pgettext_lazy("stock place", "Warehouse"), choices=queries.list_warehouses)],
    columns=_COLUMNS,
    search_label=_("SKU, product, brand or EAN"),
)
WITH_COSTS = replace(WITHOUT_COSTS, columns=[*_COLUMNS, *_COST_COLUMNS])


@staff_view(permission="inventory.view")
def stock_list(request: StaffRequest) -> HttpResponse:
    sees_cost = policy.may_see(request.actor, "variant.cost")
    state = (WITH_COSTS if sees_cost else WITHOUT_COSTS).read(request)
    counts = queries.count_tabs(actor=request.actor, search=state.search, warehouse=state.values.get("warehouse", ""))
    page = fetch(state, actor=request.actor, total=counts[state.view])
    context = state.context(page, counts=counts, row_url=lambda row: reverse("stock_variant", args=[row.sku]))
    never = not counts["all"] and not state.is_filtered
    extra = {"never": never, "sees_cost": sees_cost, "may_reconcile": request.actor.may("inventory.reconcile")}
    return render(request, "inventory/stock.html", context | extra)


def fetch(state: ListState, *, actor: Actor, total: int) -> Page:
    """The page that the URL asks for."""
    found = queries.list_stock(
        actor=actor,
        tab=state.view,
        search=state.search,
        warehouse=state.values.get("warehouse", ""),
        after=_keyset(state.after),
        before=_keyset(state.before),
        limit=state.spec.page_size,
        with_sum=state.wants_sum,
    )
    rows = found.rows
    return Page(
        rows=rows,
        first=encode_cursor([rows[0].sku, rows[0].location_id]) if rows else "",
        last=encode_cursor([rows[-1].sku, rows[-1].location_id]) if rows else "",
        has_previous=found.has_previous,
        has_next=found.has_next,
        total=total,
        amount=found.value,
    )


def _keyset(cursor: str) -> tuple[str, int] | None:
    """The row where a page begins; a cursor that we did not write means the first page."""
    values = decode_cursor(cursor, length=2) if cursor else None
    if values is None or "\x00" in values[0] or not values[1].isascii() or not values[1].isdigit() or int(values[1]) >= MAX_ID:
        return None
    return values[0], int(values[1])
