"""One SKU: where it lies, who waits for it, what moved it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from inventory import queries
from inventory.models import Location
from inventory.queries import MoveRow, VariantStock

MOVES_SHOWN = 50
HOUSED = (Location.Kind.WAREHOUSE, Location.Kind.BIN)
INSIDE = (*HOUSED, Location.Kind.TRANSIT)
KINDS = {
    "order": gettext_lazy("Order"),
    "purchase": gettext_lazy("Purchase"),
    "opening": pgettext_lazy("stock", "Opening balance"),
    "customer_return": gettext_lazy("Customer return"),
    "adjustment": gettext_lazy("Stock adjustment"),
    "transfer": gettext_lazy("Transfer"),
}


@staff_view(permission="inventory.view")
def variant_page(request: StaffRequest, sku: str) -> HttpResponse:
    return show(request, queries.get_variant_stock(sku=sku, actor=request.actor))


def show(request: StaffRequest, variant: VariantStock, *, dialog: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """Draw the page; ``dialog`` is open over it when an act was asked by address or came back refused."""
    actor = request.actor
    place = request.GET.get("place", "").replace("\0", "")
    before = request.GET.get("before", "")
    moves = queries.list_moves(
        actor=actor,
        variant_id=variant.variant_id,
        location=place or None,
        before_id=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
        limit=MOVES_SHOWN + 1,
    )
    pending = queries.list_reservations(actor=actor, variant_id=variant.variant_id, status="pending", limit=200)
    context = {
        "variant": variant,
        "kpis": _kpis(variant),
        "reservations": [{"row": row, "url": _order_url(row.reference, actor)} for row in pending],
        "moves": [move_line(row, actor) for row in moves[:MOVES_SHOWN]],
        "older_url": f"?{_query(place, moves[MOVES_SHOWN - 1].id)}#moves" if len(moves) > MOVES_SHOWN else "",
        "place": place,
        "facts": _facts(variant),
        "sees_cost": variant.average_cost is not None,
        "may_adjust": actor.may("inventory.adjust") and not variant.is_kit and bool(variant.levels),
        "register_url": _register_url(variant, actor),
        "dialog": dialog,
    }
    return render(request, "inventory/variant.html", context, status=status)


def _kpis(variant: VariantStock) -> list[dict[str, str]]:
    figures = [
        (_("On hand"), formats.qty(variant.on_hand), "#levels"),
        (pgettext("stock", "Reserved"), formats.qty(variant.reserved), "#reserved"),
        (_("Available"), formats.qty(variant.available), "#levels"),
    ]
    if variant.average_cost is not None:
        figures.append((_("Average cost"), f"R$\u00a0{formats.plain(variant.average_cost, 4)}", "#moves"))
        figures.append((_("Value"), formats.brl(variant.value), "#moves"))
    return [{"label": label, "value": value, "url": url} for label, value, url in figures]


def _facts(variant: VariantStock) -> list[dict[str, str]]:
    figures = [
        (_("Brand"), variant.brand),
        ("EAN", variant.ean),
        ("NCM", variant.ncm),
        (_("Weight"), f"{formats.qty(variant.weight_grams)} g" if variant.weight_grams else ""),
    ]
    return [{"label": label, "value": value} for label, value in figures]


def move_line(row: MoveRow, actor: Actor) -> dict[str, Any]:
    """A move as a line: signed by what it did to the company's stock; unsigned when it stayed inside."""
    sign = (row.destination_kind in INSIDE) - (row.source_kind in INSIDE)
    return {
        "row": row,
        "kind": KINDS.get(row.reference_kind, row.reference_kind),
        "quantity": formats.signed(sign * row.quantity, 0) if sign else formats.qty(row.quantity),
        "value": formats.signed(sign * row.value) if sign and row.value is not None else "",
        "url": _order_url(row.reference, actor) if row.reference_kind == "order" else reverse("stock_document", args=[row.reference]),
        "source": _end(row.source, row.source_kind),
        "destination": _end(row.destination, row.destination_kind),
    }


def _end(code: str, kind: str) -> SafeString | str:
    """A place by its code, a virtual end by its word."""
    return format_html('<span class="rg-code">{}</span>', code) if kind in HOUSED else str(Location.Kind(kind).label)


def _query(place: str, before: int) -> str:
    return f"place={place}&before={before}" if place else f"before={before}"


def _order_url(reference: str, actor: Actor) -> str:
    """The order's page, where it exists and the person may open it."""
    if not actor.may("orders.view"):
        return ""
    try:
        return reverse("order_page", args=[reference])
    except NoReverseMatch:
        return ""


def _register_url(variant: VariantStock, actor: Actor) -> str:
    return reverse("admin:inventory_product_change", args=[variant.product_id]) if actor.may("catalog.view") else ""


def places_of(variant: VariantStock) -> Sequence[tuple[str, str]]:
    """(value, words) of every place with a level, for a form; the value carries the figure that the person sees."""
    return [
        (
            f"{level.location_id}:{level.on_hand}",
            _("%(place)s, %(count)s on hand") % {"place": level.location, "count": formats.qty(level.on_hand)},
        )
        for level in variant.levels
    ]
