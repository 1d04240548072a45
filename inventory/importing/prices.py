"""New prices for products that are registered."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from backoffice.imports.importer import (
    CHANGED,
    NEW,
    SAME,
    Change,
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
from inventory.errors import UnknownVariant
from inventory.importing.columns import PRICE, PRICE_LIST_OPTION, SENTENCES, SKU, optional, unknown_sku, with_zeros
from inventory.importing.price_rows import give_prices_back, price_list_id, prices_of
from inventory.models import Variant


def _identify(row: ParsedRow, context: Context) -> str:
    return str(row.values["sku"])


def _analyse(rows: Sequence[ParsedRow], context: Context) -> list[Finding]:
    skus = [row.values["sku"] for row in rows]
    query = Variant.objects.filter(sku__in=skus).order_by("pk")
    # The variant is locked for its price: there may be no price yet to lock.
    found = (query.select_for_update() if context.is_run else query).values_list("sku", "pk", "product__name")
    variants = {sku: (pk, name) for sku, pk, name in found}
    prices = prices_of({pk for pk, _name in variants.values()}, price_list=context.options.get("price_list", ""))
    padded = with_zeros([sku for sku in skus if sku not in variants])
    findings = []
    for row in rows:
        sku = row.values["sku"]
        if sku not in variants:
            findings.append(Finding.refused(unknown_sku(sku, padded)))
            continue
        pk, name = variants[sku]
        before, after = prices.get(pk), row.values["price"]
        if before == after:
            findings.append(Finding(SAME, title=name))
        else:
            change = Change("price", None if before is None else f"{before:.2f}", f"{after:.2f}")
            findings.append(Finding(NEW if before is None else CHANGED, title=name, changes=(change,)))
    return findings


def _apply(rows: Sequence[PlannedRow], context: Context) -> list[Outcome]:
    list_id = price_list_id(context.options["price_list"])
    ids = dict(Variant.objects.filter(sku__in=[planned.row.values["sku"] for planned in rows]).values_list("sku", "pk"))
    if list_id is None:
        raise UnknownVariant(skus=[context.options["price_list"]])
    prices = [(ids[planned.row.values["sku"]], planned.row.values["price"]) for planned in rows]
    services.set_prices(prices=prices, price_list_id=list_id, by=context.by, at=context.at)
    return [Outcome(target={"variant": variant_id, "price_list": list_id}) for variant_id, _amount in prices]


def _blocked(rows: Sequence[DoneRow], context: Context) -> list[Problem | None]:
    ids = {row.target["variant"] for row in rows}
    if context.is_run:
        list(Variant.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))
    prices = prices_of(ids, price_list=context.options["price_list"])
    return [
        None
        if prices.get(row.target["variant"]) == Decimal(row.changes[0].after)
        else Problem("changed_since_import", column="price", value=str(prices.get(row.target["variant"], "")))
        for row in rows
    ]


def _undo(rows: Sequence[DoneRow], context: Context) -> Mapping[int, Problem]:
    list_id = rows[0].target["price_list"]
    give_prices_back([(row.target["variant"], row.changes[0].before) for row in rows], price_list_id=list_id, context=context)
    return {}


PRICES = Importer(
    key="precos",
    title=gettext_lazy("Price list"),
    intro=gettext_lazy("Prices for products that are registered. Only the rows of the file change; other prices stay."),
    permission="catalog.change",
    icon="sell",
    columns=(SKU, optional(PRICE, required=True)),
    key_columns=("sku",),
    samples=({"sku": "PAN-FE-24", "price": "219,90"}, {"sku": "AVE-LO-AZ", "price": "89,90"}),
    identify=_identify,
    analyse=_analyse,
    apply=_apply,
    blocked=_blocked,
    undo=_undo,
    problems=SENTENCES
    | {"changed_since_import": lambda data: _("Somebody changed it after the import. Change it in the register if needed.")},
    undo_new=ngettext_lazy("Takes %(count)d price out of the list", "Takes %(count)d prices out of the list", "count"),
    undo_changed=ngettext_lazy("Puts %(count)d price back to what it was", "Puts %(count)d prices back to what they were", "count"),
    options=(PRICE_LIST_OPTION,),
    done_url_name="admin:inventory_price_changelist",
)
