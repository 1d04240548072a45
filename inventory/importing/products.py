"""Products with their variants and prices."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from backoffice.imports import parsers
from backoffice.imports.importer import (
    CHANGED,
    NEW,
    SAME,
    CellProblem,
    Change,
    Column,
    Context,
    DoneRow,
    Finding,
    Importer,
    Outcome,
    ParsedRow,
    PlannedRow,
    Problem,
)
from inventory import services
from inventory.importing.columns import PRICE, PRICE_LIST_OPTION, SENTENCES, SKU, whole_shown, with_zeros
from inventory.importing.price_rows import give_prices_back, price_list_id, prices_of
from inventory.models import Variant
from inventory.services import VariantChange, VariantDraft

_MAX_GRAMS = 10_000_000
_FIELDS = ("name", "option", "brand", "category", "ncm", "ean", "weight", "active")


def _ncm(cell: str) -> str:
    return parsers.digits(8, problem="ncm_form")(cell)


def _kilograms(cell: str) -> int:
    """Kilograms as most systems export them -> grams."""
    kilograms = parsers.decimal(6, Decimal(_MAX_GRAMS // 1000))(_unambiguous(cell))
    return int((kilograms * 1000).to_integral_value())


def _unambiguous(cell: str) -> str:
    """A weight such as 1.250 in a column of kilograms may be one kilo and a quarter or a ton: only 1,250 is clear."""
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", cell):
        raise CellProblem("ambiguous_number")
    return cell


def _yes_no_shown(plain: str) -> str:
    return _("yes") if plain == "true" else _("no")


COLUMNS = (
    SKU,
    Column(
        name="name",
        label=gettext_lazy("Name"),
        parse=parsers.text(200),
        required=True,
        synonyms=("nome", "nome do produto", "descricao", "descricao do produto", "produto", "titulo", "title", "product name"),
        help=gettext_lazy("What a customer would call it. Variants of one product repeat the name."),
    ),
    Column(
        name="option",
        label=gettext_lazy("Option"),
        parse=parsers.text(120),
        synonyms=("opcao", "variacao", "variante", "grade", "atributo", "valor da variacao 1", "variacoes", "valor da propriedade 1"),
        help=gettext_lazy("What tells a variant from its sisters: colour, size."),
    ),
    Column(
        name="brand",
        label=gettext_lazy("Brand"),
        parse=parsers.text(80),
        synonyms=("marca", "fabricante", "brand", "manufacturer"),
    ),
    Column(
        name="category",
        label=gettext_lazy("Category"),
        parse=parsers.text(120),
        synonyms=("categoria", "categoria do produto", "categorias", "grupo de produtos", "grupo", "departamento", "category"),
    ),
    Column(
        name="ncm",
        label=gettext_lazy("NCM"),
        parse=_ncm,
        is_code=True,
        synonyms=("ncm", "codigo ncm", "classificacao fiscal", "ncm sh"),
        help=gettext_lazy("Eight digits of the Mercosur nomenclature."),
    ),
    Column(
        name="ean",
        label=gettext_lazy("Barcode (EAN)"),
        parse=parsers.ean,
        is_code=True,
        synonyms=(
            "ean",
            "gtin",
            "gtin/ean",
            "codigo de barras",
            "cod barras",
            "codigo barras",
            "ean13",
            "barcode",
            "gtin ean da embalagem",
        ),
        help=gettext_lazy("8, 12, 13 or 14 digits; leave it empty if there is none."),
    ),
    Column(
        name="weight",
        label=gettext_lazy("Weight (g)"),
        parse=parsers.whole(0, _MAX_GRAMS),
        is_number=True,
        show=whole_shown,
        synonyms=("peso g", "peso em gramas", "peso gramas", "weight g", "gramas"),
        help=gettext_lazy("In grams, without decimals."),
    ),
    Column(
        name="weight_kg",
        label=gettext_lazy("Weight (kg)"),
        parse=_kilograms,
        in_model=False,
        is_number=True,
        synonyms=("peso kg", "peso liquido kg", "peso bruto kg", "peso liquido", "peso bruto", "peso em kg", "peso", "weight"),
        help=gettext_lazy("In kilograms; only where there is no column in grams."),
    ),
    Column(
        name="active",
        label=gettext_lazy("Active"),
        parse=parsers.yes_no,
        show=_yes_no_shown,
        in_model=False,
        synonyms=("ativo", "situacao", "status", "exibir na loja", "active"),
        help=gettext_lazy("Yes or no; new products are active."),
    ),
    PRICE,
)


def _identify(row: ParsedRow, context: Context) -> str:
    return str(row.values["sku"])


def _wanted(values: Mapping[str, Any]) -> dict[str, str]:
    """The row's values by field, in plain text."""
    wanted = {name: values[name] for name in _FIELDS if name in values}
    if "weight_kg" in values:
        wanted.setdefault("weight", values["weight_kg"])
    if "active" in wanted:
        wanted["active"] = "true" if wanted["active"] else "false"
    if "price" in values:
        wanted["price"] = f"{values['price']:.2f}"
    return {name: str(value) for name, value in wanted.items()}


def _present(variant: Variant, price: Decimal | None) -> dict[str, str | None]:
    product = variant.product
    return {
        "name": product.name,
        "option": variant.name,
        "brand": product.brand,
        "category": product.category,
        "ncm": product.ncm,
        "ean": variant.ean,
        "weight": str(variant.weight_grams),
        "active": "true" if variant.is_active else "false",
        "price": None if price is None else f"{price:.2f}",
    }


def _analyse(rows: Sequence[ParsedRow], context: Context) -> list[Finding]:
    skus = [row.values["sku"] for row in rows]
    query = Variant.objects.select_related("product").filter(sku__in=skus).order_by("pk")
    variants = {each.sku: each for each in (query.select_for_update(of=("self", "product")) if context.is_run else query)}
    prices = prices_of({each.pk for each in variants.values()}, price_list=context.options.get("price_list", ""))
    padded = with_zeros([sku for sku in skus if sku not in variants])
    agreed: dict[tuple[int, str], str] = {}
    findings = []
    for row in rows:
        sku, wanted = row.values["sku"], _wanted(row.values)
        variant = variants.get(sku)
        if variant is None and sku in padded:
            problem = Problem("zeros_lost", column="sku", value=sku, data={"sku": padded[sku]})
            findings.append(Finding.refused(problem, title=row.values["name"]))
        elif variant is None:
            changes = tuple(Change(name, None, value) for name, value in wanted.items() if name != "name")
            findings.append(Finding(NEW, title=row.values["name"], changes=changes))
        else:
            present = _present(variant, prices.get(variant.pk))
            changes = tuple(Change(name, present[name], value) for name, value in wanted.items() if present[name] != value)
            findings.append(
                _disagreement(variant, wanted, agreed) or Finding(CHANGED if changes else SAME, title=variant.product.name, changes=changes)
            )
    return findings


def _disagreement(variant: Variant, wanted: Mapping[str, str], agreed: dict[tuple[int, str], str]) -> Finding | None:
    """Variants share their product: the first row says what it is, one that says otherwise is refused."""
    for name in services.PRODUCT_FIELDS:
        if name in wanted and agreed.setdefault((variant.product_id, name), wanted[name]) != wanted[name]:
            problem = Problem("sisters_disagree", column=name, value=wanted[name], data={"other": agreed[variant.product_id, name]})
            return Finding.refused(problem, title=variant.product.name)
    return None


_VALUES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "name": ("name", str),
    "option": ("option", str),
    "brand": ("brand", str),
    "category": ("category", str),
    "ncm": ("ncm", str),
    "ean": ("ean", str),
    "weight": ("weight_grams", int),
    "active": ("is_active", lambda plain: plain == "true"),
}


def _values(pairs: Mapping[str, str]) -> dict[str, Any]:
    """Plain texts -> values of the services, by their field names."""
    return {field: read(pairs[name]) for name, (field, read) in _VALUES.items() if name in pairs}


def _apply(rows: Sequence[PlannedRow], context: Context) -> list[Outcome]:
    fresh = [planned for planned in rows if planned.finding.verdict == NEW]
    drafts = [VariantDraft(sku=planned.row.values["sku"], **_values(_wanted(planned.row.values))) for planned in fresh]
    ids = services.add_variants(drafts=drafts, by=context.by, at=context.at)
    skus = [planned.row.values["sku"] for planned in rows if planned.finding.verdict == CHANGED]
    ids |= dict(Variant.objects.filter(sku__in=skus).values_list("sku", "pk"))
    changes = [
        VariantChange(ids[planned.row.values["sku"]], values)
        for planned in rows
        if planned.finding.verdict == CHANGED and (values := _values({change.column: change.after for change in planned.finding.changes}))
    ]
    services.change_variants(changes=changes, by=context.by, at=context.at)
    priced = [
        (ids[planned.row.values["sku"]], Decimal(change.after))
        for planned in rows
        for change in planned.finding.changes
        if change.column == "price"
    ]
    list_id = price_list_id(context.options.get("price_list", "")) if priced else None
    if list_id is not None:
        services.set_prices(prices=priced, price_list_id=list_id, by=context.by, at=context.at)
    return [Outcome(target={"variant": ids[planned.row.values["sku"]]}) for planned in rows]


def _blocked(rows: Sequence[DoneRow], context: Context) -> list[Problem | None]:
    ids = {row.target["variant"] for row in rows}
    query = Variant.objects.select_related("product").filter(pk__in=ids).order_by("pk")
    variants = {each.pk: each for each in (query.select_for_update(of=("self", "product")) if context.is_run else query)}
    referred = services.find_referred_variants(variant_ids={row.target["variant"] for row in rows if row.verdict == NEW})
    prices = prices_of(ids, price_list=context.options.get("price_list", ""))
    answers: list[Problem | None] = []
    for row in rows:
        variant = variants.get(row.target["variant"])
        if variant is None:
            answers.append(Problem("gone"))
        elif row.verdict == NEW:
            answers.append(Problem("variant_in_use", value=variant.sku) if variant.pk in referred else None)
        else:
            present = _present(variant, prices.get(variant.pk))
            later = [change.column for change in row.changes if present[change.column] != change.after]
            answers.append(Problem("changed_since_import", column=later[0], value=str(present[later[0]] or "")) if later else None)
    return answers


def _undo(rows: Sequence[DoneRow], context: Context) -> Mapping[int, Problem]:
    services.remove_variants(variant_ids={row.target["variant"] for row in rows if row.verdict == NEW}, by=context.by, at=context.at)
    back = [row for row in rows if row.verdict == CHANGED]
    changes = [
        VariantChange(row.target["variant"], values)
        for row in back
        if (values := _values({change.column: change.before or "" for change in row.changes}))
    ]
    services.change_variants(changes=changes, by=context.by, at=context.at)
    priced = [(row.target["variant"], change.before) for row in back for change in row.changes if change.column == "price"]
    list_id = price_list_id(context.options.get("price_list", "")) if priced else None
    if list_id is not None:
        give_prices_back(priced, price_list_id=list_id, context=context)
    return {}


PRODUCTS = Importer(
    key="produtos",
    title=gettext_lazy("Products"),
    intro=gettext_lazy("Products with their variants, codes, weight and price. A SKU that exists is changed, a new one is registered."),
    permission="catalog.change",
    icon="inventory_2",
    columns=COLUMNS,
    key_columns=("sku",),
    samples=(
        {
            "sku": "PAN-FE-24",
            "name": "Panela de ferro fundido 24 cm",
            "brand": "Jatobá",
            "category": "Panelas",
            "ncm": "73239300",
            "ean": "7891000315507",
            "weight": "3600",
            "price": "219,90",
        },
        {
            "sku": "AVE-LO-AZ",
            "name": "Avental de lona",
            "option": "Azul",
            "brand": "Jatobá",
            "category": "Têxteis",
            "ncm": "62114200",
            "weight": "380",
            "price": "89,90",
        },
        {
            "sku": "AVE-LO-CR",
            "name": "Avental de lona",
            "option": "Cru",
            "brand": "Jatobá",
            "category": "Têxteis",
            "ncm": "62114200",
            "weight": "380",
            "price": "89,90",
        },
    ),  # fmt: skip
    identify=_identify,
    analyse=_analyse,
    apply=_apply,
    blocked=_blocked,
    undo=_undo,
    problems=SENTENCES
    | {
        "ncm_form": lambda data: _("An NCM has eight digits. Correct it or leave it empty."),
        "sisters_disagree": lambda data: (
            _("Another row of the same product says “%(other)s”. Variants share it: make the rows agree.") % dict(data)
        ),
        "variant_in_use": lambda data: _("It has stock or stands in an order or a kit. Switch it off in the register instead."),
        "changed_since_import": lambda data: _("Somebody changed it after the import. Change it in the register if needed."),
        "gone": lambda data: _("It is not in the register any more. There is nothing to undo."),
    },
    undo_new=ngettext_lazy("Deletes %(count)d new product", "Deletes %(count)d new products", "count"),
    undo_changed=ngettext_lazy("Gives %(count)d product its old values back", "Gives %(count)d products their old values back", "count"),
    options=(PRICE_LIST_OPTION,),
    done_url_name="admin:inventory_product_changelist",
)
