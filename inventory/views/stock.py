"""The stock list: one row per SKU and place."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists import ChoiceFilter, Column, ListSpec, ListState, Reader, View, WorkList
from backoffice.core.lists.views import show_list
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from inventory import queries
from inventory.queries import StockRow
from inventory.queries.stock import SORTS


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


_WAREHOUSE = Column(name="warehouse", label=pgettext_lazy("stock place", "Warehouse"), css="rg-code", optional=True)
_COLUMNS = [
    Column(name="sku", label=_("SKU"), phone="lead", link=True, sort="sku"),
    Column(name="product", label=_("Product"), cell=_name, value="name", css="rg-cut rg-w38", phone="bare"),
    Column(name="place", label=_("Position"), cell=_place, value="location", css="rg-nowrap", phone="bare", beside=(_WAREHOUSE,)),
    _WAREHOUSE,
    Column(
        name="on_hand", label=_("On hand"), cell=lambda row: formats.qty(row.on_hand), value="on_hand", css="rg-r rg-num", sort="on_hand"
    ),
    Column(name="reserved", label=pgettext_lazy("stock", "Reserved"), cell=_reserved, value="reserved", css="rg-r rg-num"),
    Column(
        name="available",
        label=_("Available"),
        cell=_available,
        value="available",
        css="rg-r rg-num rg-strong",
        phone="end",
        sort="available",
    ),
]
_COST_COLUMNS = [
    Column(name="average", label=_("Average cost (R$)"), cell=_average, value="average_cost", css="rg-r rg-num", phone="hide"),
    Column(name="value", label=_("Value (R$)"), cell=lambda row: formats.money(row.value), value="value", css="rg-r rg-num"),
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
    sorts=SORTS,
)
WITH_COSTS = replace(WITHOUT_COSTS, columns=[*_COLUMNS, *_COST_COLUMNS])


@staff_view(permission="inventory.view")
def stock_list(request: StaffRequest) -> HttpResponse:
    may = {"receive": request.actor.may("inventory.receive"), "transfer": request.actor.may("inventory.transfer")}
    return show_list(request, STOCK.code, "inventory/stock.html", extra={"may": may})


def _read(state: ListState, actor: Actor) -> Reader[StockRow]:
    return queries.read_stock(actor=actor, tab=state.view, search=state.search, warehouse=state.values.get("warehouse", ""))


def _counts(state: ListState, actor: Actor) -> Mapping[str, int]:
    return queries.count_tabs(actor=actor, search=state.search, warehouse=state.values.get("warehouse", ""))


STOCK = WorkList(
    code="estoque",
    permission="inventory.view",
    url_name="stock",
    spec=lambda actor: WITH_COSTS if policy.may_see(actor, "variant.cost") else WITHOUT_COSTS,
    reader=_read,
    counts=_counts,
    counts_follow_filter=True,
    row_url=lambda row, state: reverse("stock_variant", args=[row.sku]),
    file_name="estoque",
)
