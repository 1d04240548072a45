"""The stock that was there before the first day: received from the opening end, valued, and posted against opening balances."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from backoffice.core.money import ZERO, quantize_half_up
from backoffice.core.templatetags import formats
from backoffice.imports import parsers
from backoffice.imports.importer import (
    NEW,
    SAME,
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
from inventory.importing.columns import NEW_WAREHOUSE, PLACE_OPTION, SENTENCES, SKU, unknown_sku, whole_shown, with_zeros
from inventory.models import Location, Variant
from inventory.services import ReceiptLine
from inventory.services.checks import MAX_QUANTITY, MAX_UNIT_COST
from inventory.services.reversal import ALREADY_REVERSED, LEFT_SINCE, NOT_THERE

# What came in as opening stock and what else touched each place, by the moves themselves.
_HISTORY = """
SELECT variant_id, place, sum(opening), sum(value), bool_or(other) FROM (
    SELECT move.variant_id, move.destination_id AS place, CASE WHEN source.kind = 'opening' THEN move.quantity ELSE 0 END AS opening,
        CASE WHEN source.kind = 'opening' THEN move.value ELSE 0 END AS value, source.kind <> 'opening' AS other
    FROM inventory_stockmove AS move JOIN inventory_location AS source ON source.id = move.source_id
    WHERE move.variant_id = ANY(%(variants)s) AND move.destination_id = ANY(%(places)s)
    UNION ALL
    SELECT move.variant_id, move.source_id, CASE WHEN target.kind = 'opening' THEN -move.quantity ELSE 0 END,
        CASE WHEN target.kind = 'opening' THEN -move.value ELSE 0 END, target.kind <> 'opening'
    FROM inventory_stockmove AS move JOIN inventory_location AS target ON target.id = move.destination_id
    WHERE move.variant_id = ANY(%(variants)s) AND move.source_id = ANY(%(places)s)
) AS touched GROUP BY variant_id, place
"""


# No row has this id.
_TO_BE_MADE = 0


@dataclass(frozen=True, slots=True)
class _History:
    quantity: int = 0
    value: Decimal = ZERO
    has_other: bool = False


def _cost_shown(plain: str) -> str:
    cost = Decimal(plain)
    return formats.money(cost) if cost == quantize_half_up(cost) else formats.qty(cost)


PLACE = Column(
    name="place",
    label=gettext_lazy("Warehouse or bin"),
    parse=parsers.text(20),
    is_code=True,
    synonyms=("deposito", "posicao", "local", "armazem", "localizacao", "endereco", "warehouse", "location", "bin"),
    help=gettext_lazy("The code of the warehouse or bin; empty means the one chosen for the file."),
)
COLUMNS = (
    SKU,
    Column(
        name="quantity",
        label=gettext_lazy("Quantity"),
        parse=parsers.whole(1, MAX_QUANTITY),
        required=True,
        is_number=True,
        show=whole_shown,
        synonyms=("quantidade", "qtd", "qtde", "saldo", "saldo atual", "saldo em estoque", "estoque atual", "estoque",
            "balanco", "quantity", "stock"),
        help=gettext_lazy("Pieces that lie there, without decimals."),
    ),
    Column(
        name="cost",
        label=gettext_lazy("Unit cost (R$)"),
        parse=parsers.decimal(6, MAX_UNIT_COST),
        required=True,
        is_number=True,
        show=_cost_shown,
        synonyms=("custo unitario", "preco de custo", "custo medio", "preco custo", "valor de custo", "custo",
            "preco de compra", "unit cost", "cost"),
        help=gettext_lazy("What one piece cost, like 96,40. It values the stock in the books."),
    ),
    PLACE,
)  # fmt: skip


def _place_of(row: ParsedRow, context: Context) -> str:
    return str(row.values.get("place") or context.options["place"])


def _identify(row: ParsedRow, context: Context) -> str:
    return f"{row.values['sku']} · {_place_of(row, context)}"


def _analyse(rows: Sequence[ParsedRow], context: Context) -> list[Finding]:
    skus = [row.values["sku"] for row in rows]
    found = Variant.objects.filter(sku__in=skus).order_by("pk")
    # Locked in the run: two files that bring the same SKU into the same place wait for each other.
    locked = found.select_for_update() if context.is_run else found
    variants = {sku: (pk, kind, name) for sku, pk, kind, name in locked.values_list("sku", "pk", "kind", "product__name")}
    codes = {_place_of(row, context) for row in rows}
    housed = Location.objects.filter(code__in=codes, kind__in=[Location.Kind.WAREHOUSE, Location.Kind.BIN], is_active=True)
    places = dict(housed.values_list("code", "pk"))
    if NEW_WAREHOUSE[0] in codes and not Location.objects.filter(kind=Location.Kind.WAREHOUSE).exists():
        # The company's first warehouse comes into being with its first stock.
        places[NEW_WAREHOUSE[0]] = _TO_BE_MADE
    history = _history_of({pk for pk, _kind, _name in variants.values()}, places.values())
    padded = with_zeros([sku for sku in skus if sku not in variants])
    findings = []
    for row in rows:
        variant = variants.get(row.values["sku"])
        problem = _trouble(row, variant, places, padded, context)
        if problem or variant is None:
            findings.append(Finding.refused(problem or unknown_sku(row.values["sku"], padded), title=variant[2] if variant else ""))
            continue
        place = _place_of(row, context)
        findings.append(_compare(row, variant[2], place, history.get((variant[0], places[place]), _History())))
    return findings


def _trouble(
    row: ParsedRow, variant: tuple[int, str, str] | None, places: dict[str, int], padded: dict[str, str], context: Context
) -> Problem | None:
    sku, place = row.values["sku"], _place_of(row, context)
    if variant is None:
        return unknown_sku(sku, padded)
    if variant[1] == Variant.Kind.KIT:
        return Problem("kit_has_no_stock", column="sku", value=sku)
    if place not in places:
        return Problem("unknown_place", column="place", value=place)
    return None


def _compare(row: ParsedRow, title: str, place: str, before: _History) -> Finding:
    quantity, cost = row.values["quantity"], row.values["cost"]
    if before.quantity and (before.quantity, before.value) == (quantity, quantize_half_up(cost * quantity)):
        return Finding(SAME, title=title)
    if before.quantity:
        data = {"place": place, "quantity": before.quantity}
        return Finding.refused(Problem("opening_already", column="quantity", value=str(quantity), data=data), title=title)
    if before.has_other:
        return Finding.refused(Problem("moved_already", column="place", value=place, data={"place": place}), title=title)
    changes = (Change("quantity", None, str(quantity)), Change("cost", None, str(cost)), Change("place", None, place))
    return Finding(NEW, title=title, changes=changes)


def _history_of(variant_ids: Collection[int], place_ids: Collection[int]) -> dict[tuple[int, int], _History]:
    if not variant_ids or not place_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY, {"variants": list(variant_ids), "places": list(place_ids)})
        return {(variant, place): _History(int(quantity), value, other) for variant, place, quantity, value, other in cursor.fetchall()}


def _apply(rows: Sequence[PlannedRow], context: Context) -> list[Outcome]:
    codes = {_place_of(planned.row, context) for planned in rows}
    places = dict(Location.objects.filter(code__in=codes).values_list("code", "pk"))
    if NEW_WAREHOUSE[0] in codes - places.keys():
        places[NEW_WAREHOUSE[0]] = services.ensure_warehouse(code=NEW_WAREHOUSE[0], name=NEW_WAREHOUSE[1])
    lines = [
        ReceiptLine(
            sku=planned.row.values["sku"],
            location_id=places[_place_of(planned.row, context)],
            quantity=planned.row.values["quantity"],
            unit_cost=planned.row.values["cost"],
        )
        for planned in rows
    ]
    moved = services.receive(lines=lines, reference=context.reference, origin="opening", by=context.by, at=context.at)
    return [Outcome(target={"move": item.move_id}) for item in moved]


def _blocked(rows: Sequence[DoneRow], context: Context) -> list[Problem | None]:
    kept = services.find_irreversible(move_ids=[row.target["move"] for row in rows])
    return [Problem(kept[row.target["move"]]) if row.target["move"] in kept else None for row in rows]


def _undo(rows: Sequence[DoneRow], context: Context) -> Mapping[int, Problem]:
    reversal = services.reverse_opening(
        move_ids=[row.target["move"] for row in rows],
        reason=_("Import %(number)s undone") % {"number": context.reference},
        reference=context.reference,
        by=context.by,
        at=context.at,
    )
    return {row.line: Problem(reversal.kept[row.target["move"]]) for row in rows if row.target["move"] in reversal.kept}


OPENING_STOCK = Importer(
    key="estoque-inicial",
    title=pgettext_lazy("stock", "Opening stock"),
    intro=gettext_lazy(
        "What lies in which place on the first day and what it cost. It enters the stock and is posted against opening balances."
    ),
    permission="inventory.receive",
    icon="shelves",
    columns=COLUMNS,
    key_columns=("sku", "place"),
    samples=(
        {"sku": "PAN-FE-24", "quantity": "40", "cost": "96,40", "place": "CWB"},
        {"sku": "AVE-LO-AZ", "quantity": "25", "cost": "33,10", "place": ""},
    ),
    identify=_identify,
    analyse=_analyse,
    apply=_apply,
    blocked=_blocked,
    undo=_undo,
    problems=SENTENCES
    | {
        "kit_has_no_stock": lambda data: _("It is a kit: its parts have stock, the kit has none. Bring the parts in."),
        "unknown_place": lambda data: _("No warehouse or bin in use has this code. Register it, or correct the code."),
        "opening_already": lambda data: (
            _("%(place)s has an opening balance of %(quantity)s already. Correct the difference with a stock adjustment.")
            % {"place": data["place"], "quantity": formats.qty(data["quantity"])}
        ),
        "moved_already": lambda data: (
            _("Goods have moved in %(place)s already: it is no opening balance any more. Record a stock adjustment.") % dict(data)
        ),
        ALREADY_REVERSED: lambda data: _("It has been reversed already."),
        LEFT_SINCE: lambda data: _("Pieces of it have left since and took their share of the cost. Adjust the stock instead."),
        NOT_THERE: lambda data: _("The pieces are promised to orders or lie elsewhere now. Release or move them, or adjust the stock."),
    },
    undo_new=ngettext_lazy(
        "Takes %(count)d opening balance back out of the stock", "Takes %(count)d opening balances back out of the stock", "count"
    ),
    undo_also=gettext_lazy("Reverses the entries against opening balances"),
    options=(PLACE_OPTION,),
    done_url_name="stock",
)
