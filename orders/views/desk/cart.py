"""The lines of the order form: read from what was sent, priced by the server, explained line by line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.forms import WholeNumberField
from backoffice.core.templatetags import formats
from inventory import queries as stock
from inventory.queries import CatalogueRow
from orders.queries.channels import SellingChannel
from orders.services import LineDraft, OrderPreview

MAX_LINES = 200
_UNITS = WholeNumberField(min_value=1, max_value=999_999)


@dataclass(slots=True)
class CartLine:
    """One line as typed; ``units`` is None while ``typed`` cannot be read.  Price and stock come from the catalogue."""

    sku: str
    typed: str
    units: int | None = None
    name: str = ""
    price: Decimal | None = None
    available: int | None = None
    error: str = ""

    @property
    def amount(self) -> Decimal | None:
        return self.price * self.units if self.price is not None and self.units else None


@dataclass(slots=True)
class Cart:
    lines: list[CartLine] = field(default_factory=list)

    @classmethod
    def read(cls, data: QueryDict) -> "Cart":
        """The lines ``sku-0``, ``units-0``, ... in their order."""
        cart = cls()
        for index in range(MAX_LINES):
            sku = data.get(f"sku-{index}")
            if sku is None:
                break
            line = CartLine(sku[:64], data.get(f"units-{index}", "")[:20])
            try:
                line.units = _UNITS.clean(line.typed)
            except ValidationError:
                line.error = _("Type how many units, 1 or more.")
            cart.lines.append(line)
        return cart

    def add(self, sku: str) -> None:
        """One more of it: the line that is there already grows."""
        for line in self.lines:
            if line.sku == sku:
                line.units = (line.units or 0) + 1
                line.typed, line.error = str(line.units), ""
                return
        if len(self.lines) < MAX_LINES:
            self.lines.append(CartLine(sku, "1", 1))

    def remove(self, index: int) -> None:
        if 0 <= index < len(self.lines):
            del self.lines[index]

    @property
    def is_readable(self) -> bool:
        return bool(self.lines) and all(line.units for line in self.lines)

    def drafts(self) -> tuple[LineDraft, ...]:
        return tuple(LineDraft(line.sku, line.units) for line in self.lines if line.units)

    def look_up(self, channel: SellingChannel) -> None:
        """Names, prices and stock for every line, in two statements."""
        skus = sorted({line.sku for line in self.lines})
        items = stock.get_sellable_items(skus=skus, price_list_id=channel.price_list_id) if skus else {}
        available = stock.get_sellable(skus=skus, warehouse_id=channel.warehouse_id) if skus else {}
        for line in self.lines:
            item = items.get(line.sku)
            if item is None:
                line.error = _("The catalogue does not sell %(sku)s any more. Remove the line.") % {"sku": line.sku}
                continue
            line.name, line.price, line.available = item.name, item.price, available.get(line.sku, 0)
            if line.price is None:
                told = {"sku": line.sku}
                line.error = line.error or _("%(sku)s has no price in this channel. Choose another channel, or set one.") % told

    def warn_of_stock(self) -> None:
        """Say so before sending where more is typed than there is; the placing itself decides."""
        for line in self.lines:
            if not line.error and line.units and line.available is not None and line.units > line.available:
                line.error = _short(line.sku, line.available, line.units)

    def explain_shortage(self, shortages: list[dict[str, Any]], preview: OrderPreview) -> None:
        """Put each shortage on the line that asked: by SKU, or for a kit by the part that is missing."""
        by_sku = {row["sku"]: row for row in shortages}
        by_variant = {row["variant_id"]: row for row in shortages}
        for line in self.lines:
            if row := by_sku.get(line.sku):
                line.error = _short(line.sku, int(row["available"]), int(row["requested"]))
            elif row := next((by_variant[part] for part, _each in preview.parts.get(line.sku, ()) if part in by_variant), None):
                told = {"kit": line.sku, "part": row["sku"], "available": formats.qty(row["available"])}
                line.error = _("The kit %(kit)s lacks %(part)s. Available: %(available)s. Reduce the quantity.") % told


def _short(sku: str, available: int, wanted: int) -> str:
    told = {"sku": sku, "available": formats.qty(available), "wanted": formats.qty(wanted)}
    if not available:
        return _("No unit of %(sku)s is available, and the order takes %(wanted)s. Remove it, or wait for the purchase.") % told
    return (
        ngettext(
            "Only %(available)s unit of %(sku)s is available, and the order takes %(wanted)s. Reduce the quantity.",
            "Only %(available)s units of %(sku)s are available, and the order takes %(wanted)s. Reduce the quantity.",
            available,
        )
        % told
    )


def find_products(text: str, channel: SellingChannel) -> list[dict[str, Any]]:
    """Up to eight goods by SKU, EAN or name, with price and what may still be promised."""
    if len(text.strip()) < 2:
        return []
    rows = stock.list_products(price_list_id=channel.price_list_id, search=text.strip()[:80], limit=8)
    available = stock.get_sellable(skus=[row.sku for row in rows], warehouse_id=channel.warehouse_id)
    return [{"row": row, "available": available.get(row.sku, 0)} for row in rows]


def only_hit(text: str, hits: list[Mapping[str, Any]] | list[dict[str, Any]]) -> str:
    """The SKU that a reader or a certain person meant: its exact code or EAN, or the only one found; else empty."""
    code = text.strip().upper()
    rows: list[CatalogueRow] = [hit["row"] for hit in hits]
    exact = [row.sku for row in rows if code and code in (row.sku.upper(), row.ean)]
    if exact:
        return exact[0]
    return rows[0].sku if len(rows) == 1 else ""
