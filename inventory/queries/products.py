"""Products as a list shows them: one row per SKU."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists import Key, Reader, Sort, keyset
from inventory.models import Product, StockLevel, Variant
from inventory.search import with_words

_FIELDS = (
    "id", "sku", "name", "ean", "kind", "weight_grams", "is_active", "updated_at",
    "product__name", "product__brand", "product__category", "product__ncm",
)  # fmt: skip
_SKU = (Key("sku", keyset.word),)
SORTS: tuple[Sort, ...] = (
    Sort(name="sku", label=_("By SKU"), keys=_SKU),
    Sort(name="-sku", label=_("By SKU, last first"), keys=_SKU),
    Sort(name="-registered", label=_("Newest first"), keys=(Key("id"),)),
)
TABS = {"all": {}, "active": {"is_active": True}, "kits": {"kind": "kit"}, "inactive": {"is_active": False}}


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One variant; ``on_hand`` and ``available`` over all places the actor sees, None for a kit, which has no stock of its own."""

    id: int
    sku: str
    name: str
    brand: str
    category: str
    ean: str
    ncm: str
    weight_grams: int
    is_kit: bool
    is_active: bool
    updated_at: datetime
    on_hand: int | None
    available: int | None


def read_products(
    *, actor: Actor, tab: str = "all", search: str = "", brands: Sequence[str] = (), category: str = ""
) -> Reader[ProductRow]:
    """The variants of a filter; the words of ``search`` all have to be found.  A page is two statements."""
    variants = policy.visible(actor, Variant.objects.filter(**TABS[tab]))
    if brands:
        variants = variants.filter(product__brand__in=list(brands))
    if category:
        variants = variants.filter(product__category__icontains=category)
    return Reader(rows=with_words(variants, "search_text", search), fields=_FIELDS, make=lambda found: _rows(found, actor), key="sku")


def list_brands() -> list[tuple[str, str]]:
    """The brands that there are, for a filter."""
    brands = Product.objects.exclude(brand="").order_by("brand").values_list("brand", flat=True).distinct()
    return [(brand, brand) for brand in brands[:200]]


def _rows(found: Sequence[Mapping[str, Any]], actor: Actor) -> list[ProductRow]:
    levels = policy.visible(actor, StockLevel.objects.filter(variant_id__in=[row["id"] for row in found])).order_by()
    sums = levels.values("variant_id").annotate(stock=Sum("on_hand"), reserved_units=Sum("reserved"), limit=Sum("backorder_limit"))
    by_variant = {row["variant_id"]: row for row in sums}
    return [_row(row, by_variant.get(row["id"])) for row in found]


def _row(row: Mapping[str, Any], level: Mapping[str, int] | None) -> ProductRow:
    is_kit = row["kind"] == Variant.Kind.KIT
    on_hand = level["stock"] if level else 0
    return ProductRow(
        id=row["id"],
        sku=row["sku"],
        name=f"{row['product__name']} {row['name']}".strip(),
        brand=row["product__brand"],
        category=row["product__category"],
        ean=row["ean"],
        ncm=row["product__ncm"],
        weight_grams=row["weight_grams"],
        is_kit=is_kit,
        is_active=row["is_active"],
        updated_at=row["updated_at"],
        on_hand=None if is_kit else on_hand,
        available=None if is_kit else on_hand + (level["limit"] - level["reserved_units"] if level else 0),
    )
