"""The stock as the panel shows it: what lies where, what is promised, what it is worth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.errors import NotFound
from backoffice.core.lists import Key, Reader, Sort, keyset
from backoffice.core.money import ZERO, quantize_half_up
from inventory.models import Location, StockLevel, StockValue, Variant
from inventory.search import with_words

ALL, SHORT, BACKORDER = "all", "short", "backorder"
TABS = (ALL, SHORT, BACKORDER)
_COST_PLACES = 6
_AVAILABLE = F("on_hand") + F("backorder_limit") - F("reserved")
_TAB_FILTERS = {ALL: Q(), SHORT: Q(free__lte=0), BACKORDER: Q(reserved__gt=F("on_hand"))}

_FIELDS = (
    "variant__sku", "variant__product__name", "variant__name", "location_id", "location__code", "location__name",
    "location__warehouse__code", "on_hand", "reserved", "free", "variant__is_active",
    "variant__stock_value__quantity", "variant__stock_value__value", "variant__stock_value__last_unit_cost",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StockRow:
    """
    One SKU in one place.  ``available`` may be promised now, backorder included.

    ``average_cost`` and ``value`` are None where the actor may not see costs.
    """

    sku: str
    name: str
    location_id: int
    location: str
    location_name: str
    warehouse: str
    on_hand: int
    reserved: int
    available: int
    is_active: bool
    average_cost: Decimal | None
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class VariantStock:
    """One variant with its figures over all places the actor sees."""

    variant_id: int
    product_id: int
    sku: str
    name: str
    brand: str
    ean: str
    ncm: str
    weight_grams: int
    is_kit: bool
    is_active: bool
    levels: list[StockRow]
    parts: tuple[tuple[str, str, int], ...]
    on_hand: int
    reserved: int
    available: int
    average_cost: Decimal | None
    value: Decimal | None


def _figure(text: str) -> int:
    """:raises ValueError: no quantity"""
    figure = int(text)
    if abs(figure) >= 2**31:
        raise ValueError(text)
    return figure


_PLACE = Key("location_id")
SORTS: tuple[Sort, ...] = (
    Sort(name="sku", label=_("By SKU"), keys=(Key("variant__sku", keyset.word), _PLACE)),
    Sort(name="-sku", label=_("By SKU, last first"), keys=(Key("variant__sku", keyset.word), _PLACE)),
    # Not by an index: it would have to be written with every reservation.  There are as many rows as SKUs and places.
    Sort(name="available", label=_("Least available first"), keys=(Key("free", _figure), Key("id"))),
    Sort(name="-on_hand", label=_("Most on hand first"), keys=(Key("on_hand", _figure), Key("id"))),
)


def read_stock(*, actor: Actor, tab: str = ALL, search: str = "", warehouse: str = "") -> Reader[StockRow]:
    """Levels by SKU and place; the words of ``search`` all have to be found.  Sums their value, if the actor may see it."""
    return Reader(
        rows=_filtered(actor, tab=tab, search=search, warehouse=warehouse),
        fields=_FIELDS,
        make=lambda found: _rows(found, actor),
        amount=(lambda levels: _value(levels, actor)) if policy.may_see(actor, "variant.cost") else None,
    )


def count_tabs(*, actor: Actor, search: str = "", warehouse: str = "") -> dict[str, int]:
    """How many levels each tab shows under this search and warehouse, in one statement."""
    levels = _filtered(actor, tab=ALL, search=search, warehouse=warehouse)
    return levels.aggregate(**{tab: Count("id", filter=condition) for tab, condition in _TAB_FILTERS.items()})


def list_warehouses() -> list[tuple[str, str]]:
    """(code, name) of every warehouse, for a filter."""
    return list(Location.objects.filter(kind=Location.Kind.WAREHOUSE).order_by("code").values_list("code", "name"))


def get_variant_stock(*, sku: str, actor: Actor) -> VariantStock:
    """
    One variant with its levels.

    :raises NotFound: no such SKU, or not one the actor may know of
    """
    variant = policy.visible(actor, Variant.objects.select_related("product")).filter(sku=sku).first()
    if variant is None:
        raise NotFound(kind="variant", key=sku)
    found = _with_free(policy.visible(actor, StockLevel.objects.filter(variant=variant))).order_by("location__code")
    levels = _rows(found.values(*_FIELDS), actor)
    worth = StockValue.objects.filter(variant=variant).first()
    sees_cost = policy.may_see(actor, "variant.cost")
    parts = tuple(variant.components.order_by("component__sku").values_list("component__sku", "component__product__name", "quantity"))
    return VariantStock(
        variant_id=variant.pk,
        product_id=variant.product_id,
        sku=variant.sku,
        name=f"{variant.product.name} {variant.name}".strip(),
        brand=variant.product.brand,
        ean=variant.ean,
        ncm=variant.product.ncm,
        weight_grams=variant.weight_grams,
        is_kit=variant.is_kit,
        is_active=variant.is_active,
        levels=levels,
        parts=parts,
        on_hand=sum(row.on_hand for row in levels),
        reserved=sum(row.reserved for row in levels),
        available=sum(row.available for row in levels),
        average_cost=_average(worth.quantity, worth.value, worth.last_unit_cost) if worth and sees_cost else None,
        value=worth.value if worth and sees_cost else None,
    )


def _with_free(levels: QuerySet[StockLevel]) -> QuerySet[Any]:
    return levels.annotate(free=_AVAILABLE)


def _filtered(actor: Actor, *, tab: str, search: str, warehouse: str) -> QuerySet[Any]:
    levels = _with_free(policy.visible(actor, StockLevel.objects.all())).filter(_TAB_FILTERS[tab])
    if warehouse:
        levels = levels.filter(location__warehouse__code=warehouse)
    return with_words(levels, "variant__search_text", search)


def _rows(found: Iterable[Mapping[str, Any]], actor: Actor) -> list[StockRow]:
    sees_cost = policy.may_see(actor, "variant.cost")
    rows: list[StockRow] = []
    for level in found:
        sku, product, option, place_id, code, place, warehouse, on_hand, reserved, free, active, *worth = (level[name] for name in _FIELDS)
        average = _average(*worth) if sees_cost and worth[0] is not None else None
        value = (
            quantize_half_up(worth[1] * on_hand / worth[0]) if average is not None and worth[0] else (ZERO if average is not None else None)
        )
        name = f"{product} {option}".strip()
        rows.append(StockRow(sku, name, place_id, code, place, warehouse or "", on_hand, reserved, free, active, average, value))
    return rows


def _average(quantity: int, value: Decimal, last_unit_cost: Decimal) -> Decimal:
    return quantize_half_up(value / quantity, _COST_PLACES) if quantity else last_unit_cost


def _value(levels: QuerySet[StockLevel], actor: Actor) -> Decimal | None:
    """What the levels of the filter are worth: the share of each place at the average, rounded once for the sum."""
    if not policy.may_see(actor, "variant.cost"):
        return None
    share = F("on_hand") * F("variant__stock_value__value") / F("variant__stock_value__quantity")
    total = levels.filter(variant__stock_value__quantity__gt=0).aggregate(total=Sum(share))["total"]
    return quantize_half_up(total) if total is not None else ZERO
