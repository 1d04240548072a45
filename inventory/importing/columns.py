"""Columns, choices and sentences that the importers of this area share."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core.templatetags import formats
from backoffice.imports import parsers
from backoffice.imports.importer import Column, Option, Problem
from inventory.models import Location, PriceList, Variant
from inventory.models.price import MAX_PRICE
from inventory.models.product import SKU_PATTERN

NEW_PRICE_LIST = ("varejo", "Varejo")
NEW_WAREHOUSE = ("DEP", "Depósito")
_LONGEST_CODE = 14


def money_shown(plain: str) -> str:
    return formats.money(Decimal(plain))


def whole_shown(plain: str) -> str:
    return formats.qty(int(plain))


SKU = Column(
    name="sku",
    label=gettext_lazy("SKU"),
    parse=parsers.code(SKU_PATTERN, "sku_form"),
    required=True,
    is_code=True,
    synonyms=("sku", "codigo sku", "codigo (sku)", "codigo do produto", "codigo produto", "codigo", "cod", "referencia", "ref"),
    help=gettext_lazy("The code of the variant, unique. Letters, digits and . _ / -"),
)
PRICE = Column(
    name="price",
    label=gettext_lazy("Price (R$)"),
    parse=parsers.decimal(2, MAX_PRICE),
    is_number=True,
    show=money_shown,
    synonyms=(
        "preco", "preco de venda", "preco venda", "preco unitario", "valor", "valor de venda", "preco tabela", "price", "sale price",
        "preco de", "preco cheio",
    ),
    help=gettext_lazy("With two decimals, like 219,90."),
)  # fmt: skip


def price_list_choices() -> list[tuple[str, Any]]:
    """The lists by code; a shop without one gets its first by importing."""
    lists = list(PriceList.objects.order_by("name").values_list("code", "name"))
    return lists or [(NEW_PRICE_LIST[0], _("%(name)s (new)") % {"name": NEW_PRICE_LIST[1]})]


def place_choices() -> list[tuple[str, Any]]:
    """Warehouses first, then their bins; a company without one gets its first by importing."""
    housed = Location.objects.filter(kind__in=[Location.Kind.WAREHOUSE, Location.Kind.BIN], is_active=True)
    places = [
        (code, f"{code} · {name}" if name != code else code) for code, name in housed.order_by("-kind", "code").values_list("code", "name")
    ]
    return places or [(NEW_WAREHOUSE[0], _("%(name)s (new)") % {"name": NEW_WAREHOUSE[1]})]


PRICE_LIST_OPTION = Option(
    name="price_list",
    label=gettext_lazy("Price list"),
    choices=price_list_choices,
    help=gettext_lazy("Where the prices of the file go."),
)
PLACE_OPTION = Option(
    name="place",
    label=pgettext_lazy("stock", "Place"),
    choices=place_choices,
    help=gettext_lazy("For rows that name no warehouse or bin of their own."),
)

SENTENCES = {
    "sku_form": lambda data: _("A SKU begins with a letter or digit and holds only letters, digits and . _ / -"),
    "unknown_sku": lambda data: _("No product has this SKU. Register it first, or correct the code."),
    "zeros_lost": lambda data: (
        _("There is %(sku)s in the register: Excel cut off the zeros. Format the column as Text and type the code again.") % dict(data)
    ),
}


def optional(column: Column, **changes: Any) -> Column:
    """The same column with other manners."""
    return replace(column, **changes)


def with_zeros(skus: Collection[str]) -> dict[str, str]:
    """SKU of digits only -> the registered one that it becomes with zeros in front, which Excel likes to cut off."""
    candidates = {
        sku.zfill(length): sku for sku in skus if sku.isascii() and sku.isdigit() for length in range(len(sku) + 1, _LONGEST_CODE + 1)
    }
    known = Variant.objects.filter(sku__in=candidates).values_list("sku", flat=True) if candidates else ()
    return {candidates[sku]: sku for sku in known}


def unknown_sku(sku: str, padded: Mapping[str, str]) -> Problem:
    """Why a SKU is not found, with what Excel may have done to it."""
    if sku in padded:
        return Problem("zeros_lost", column="sku", value=sku, data={"sku": padded[sku]})
    return Problem("unknown_sku", column="sku", value=sku)
