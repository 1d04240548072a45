"""The list of products, one row per SKU."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.lists import Column, ListSpec, ListState, MultiChoiceFilter, Reader, TextFilter, View, WorkList
from backoffice.core.lists.views import show_list
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from inventory.queries import products
from inventory.queries.products import ProductRow


def _name(row: ProductRow) -> SafeString:
    word = pgettext_lazy("variant", "kit") if row.is_kit else "" if row.is_active else _("inactive")
    return format_html('<span class="rg-id">{}</span> <span class="rg-mute">{}</span>', row.name, word)


SPEC = ListSpec(
    title=_("Products"),
    views=[
        View(name="all", label=pgettext_lazy("stock", "All")),
        View(name="active", label=pgettext_lazy("products", "For sale")),
        View(name="kits", label=_("Kits")),
        View(name="inactive", label=pgettext_lazy("products", "Inactive")),
    ],
    filters=[
        MultiChoiceFilter(name="brand", label=_("Brand"), choices=products.list_brands),
        TextFilter(name="category", label=_("Category")),
    ],
    columns=[
        Column(name="sku", label=_("SKU"), phone="lead", link=True, sort="sku"),
        Column(name="name", label=_("Product"), cell=_name, value="name", css="rg-cut rg-w38", phone="bare"),
        Column(name="brand", label=_("Brand"), css="rg-soft rg-nowrap", phone="bare"),
        Column(name="ean", label=_("EAN"), css="rg-num rg-code"),
        Column(
            name="on_hand",
            label=_("On hand"),
            cell=lambda row: formats.qty(row.on_hand),
            value="on_hand",
            css="rg-r rg-num",
        ),
        Column(
            name="available",
            label=_("Available"),
            cell=lambda row: formats.qty(row.available),
            value="available",
            css="rg-r rg-num rg-strong",
            phone="end",
        ),
        Column(name="category", label=_("Category"), optional=True),
        Column(name="ncm", label=_("NCM"), css="rg-num", optional=True),
        Column(
            name="weight",
            label=_("Weight (g)"),
            cell=lambda row: formats.qty(row.weight_grams),
            value="weight_grams",
            css="rg-r rg-num",
            optional=True,
        ),
        Column(
            name="changed",
            label=_("Changed"),
            cell=lambda row: formats.short_date(row.updated_at),
            value="updated_at",
            css="rg-num",
            optional=True,
        ),
    ],
    search_label=_("SKU, product, brand or EAN"),
    sorts=products.SORTS,
)


@staff_view(permission="catalog.view")
def product_list(request: StaffRequest) -> HttpResponse:
    return show_list(request, PRODUCT_LIST.code, "inventory/products.html")


def _read(state: ListState, actor: Actor) -> Reader[ProductRow]:
    wanted = state.values
    return products.read_products(
        actor=actor, tab=state.view, search=state.search, brands=wanted.get("brand", ()), category=wanted.get("category", "")
    )


PRODUCT_LIST = WorkList(
    code="produtos",
    permission="catalog.view",
    url_name="product_list",
    spec=lambda actor: SPEC,
    reader=_read,
    row_url=lambda row, state: reverse("stock_variant", args=[row.sku]),
    file_name="produtos",
)
