"""Opening stock comes in through the stock's own door, is posted, and is taken back by reversing moves."""

from decimal import Decimal

import pytest
from django.db.models import Sum

from backoffice.core.actors import SYSTEM, Actor
from finance.models import JournalLine
from inventory.models import Location, StockLevel, StockMove, StockValue
from inventory.services import TransferLine, transfer
from tests.imports.builders import NOW, bring_in, changes, preview, problems, undo, verdicts
from tests.inventory.builders import issue, level, make_bin, make_kit, make_variant, make_warehouse, reserve, stock, worth

pytestmark = pytest.mark.django_db

HEAD = "SKU;Quantidade;Custo unitário;Depósito\n"


def _ledger() -> dict[str, Decimal]:
    """What stands in every account that is not zero."""
    sums = JournalLine.objects.values_list("account__code").annotate(total=Sum("amount"))
    return {code: total for code, total in sums if total}


def test_opening_stock_is_received_valued_and_posted(clerk: Actor) -> None:
    pan, lid = make_variant("PAN-24"), make_variant("LID-24")
    warehouse = make_warehouse()
    shelf = make_bin("A-01", warehouse)

    batch = preview("estoque-inicial", HEAD + "PAN-24;40;96,40;\nLID-24;1.200;3,333333;A-01\n", by=clerk, place="CD1")

    assert changes(batch, 2) == {"quantity": (None, "40"), "cost": (None, "96.40"), "place": (None, "CD1")}
    assert StockMove.objects.count() == 0

    batch = bring_in("estoque-inicial", HEAD + "PAN-24;40;96,40;\nLID-24;1.200;3,333333;A-01\n", by=clerk, place="CD1")

    assert batch.applied_count == 2
    assert (level(pan, warehouse), level(lid, shelf)) == ((40, 0), (1200, 0))
    assert (worth(pan), worth(lid)) == ((40, Decimal("3856.00")), (1200, Decimal("4000.00")))
    assert set(StockMove.objects.values_list("reference", "reference_kind")) == {(batch.number, "opening")}
    assert sorted(_ledger().values()) == [Decimal("-7856.00"), Decimal("7856.00")]


def test_the_same_stock_twice_is_the_same_also_after_sales(clerk: Actor) -> None:
    pan, warehouse = make_variant("PAN-24"), make_warehouse()
    bring_in("estoque-inicial", HEAD + "PAN-24;40;96,40;CD1\n", by=clerk)
    reserve("1", warehouse, (pan, 5))
    issue("1")

    again = bring_in_nothing(HEAD + "PAN-24;40;96,40;CD1\n", clerk)

    assert again == {2: "same"}
    assert level(pan, warehouse) == (35, 0)


def bring_in_nothing(text: str, clerk: Actor) -> dict[int, str]:
    return verdicts(preview("estoque-inicial", text, by=clerk))


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("PAN-24;41;96,40;CD1", (2, "quantity", "opening_already")),
        ("BOUGHT;5;1,00;CD1", (2, "place", "moved_already")),
        ("KIT;5;1,00;CD1", (2, "sku", "kit_has_no_stock")),
        ("NONE;5;1,00;CD1", (2, "sku", "unknown_sku")),
        ("LID-24;5;1,00;CD9", (2, "place", "unknown_place")),
        ("LID-24;0;1,00;CD1", (2, "quantity", "out_of_range")),
        ("LID-24;1,5;1,00;CD1", (2, "quantity", "not_whole")),
        ("LID-24;5;1.234;CD1", (2, "cost", "ambiguous_number")),
        ("LID-24;5;;CD1", (2, "cost", "required")),
        ("LID-24;5;-1,00;CD1", (2, "cost", "negative")),
    ],
)
def test_a_row_that_is_no_opening_stock_is_refused(clerk: Actor, row: str, problem: tuple[int, str, str]) -> None:
    pan, bought, lid, warehouse = make_variant("PAN-24"), make_variant("BOUGHT"), make_variant("LID-24"), make_warehouse()
    make_kit("KIT", (lid, 2))
    stock(pan, warehouse, 40, "96.40")
    StockMove.objects.create(
        variant=bought, source=Location.objects.get(kind="supplier"), destination=warehouse, quantity=1, value=1, moved_at=NOW,
        reference_kind="purchase", reference="NF 1",
    )  # fmt: skip
    before = StockMove.objects.count()

    batch = preview("estoque-inicial", HEAD + row + "\n", by=clerk)

    assert problems(batch) == [problem]
    assert StockMove.objects.count() == before


def test_undoing_reverses_the_moves_and_the_entry(clerk: Actor) -> None:
    pan, warehouse = make_variant("PAN-24"), make_warehouse()
    stock(pan, make_warehouse("CD2"), 10, "50.00")
    books = _ledger()
    batch = bring_in("estoque-inicial", HEAD + "PAN-24;40;96,40;CD1\n", by=clerk)

    batch = undo(batch, by=clerk)

    assert (batch.undone_count, batch.kept_count) == (1, 0)
    assert level(pan, warehouse) == (0, 0)
    assert worth(pan) == (10, Decimal("500.00"))
    assert _ledger() == books
    move, back = StockMove.objects.filter(reference=batch.number).order_by("pk")
    assert (back.reverses_id, back.source_id, back.quantity, back.value) == (move.pk, move.destination_id, 40, move.value)

    again = bring_in("estoque-inicial", HEAD + "PAN-24;38;96,40;CD1\n", by=clerk)

    assert again.applied_count == 1, "what was undone may come again"
    assert level(pan, warehouse) == (38, 0)


@pytest.mark.parametrize(
    ("what", "code"),
    [("sold", "opening_left_since"), ("promised", "opening_not_there"), ("moved away", "opening_not_there")],
)
def test_stock_on_which_something_depends_is_kept(clerk: Actor, what: str, code: str) -> None:
    pan, lid, warehouse = make_variant("PAN-24"), make_variant("LID-24"), make_warehouse()
    batch = bring_in("estoque-inicial", HEAD + "PAN-24;4;96,40;CD1\nLID-24;4;9,00;CD1\n", by=clerk)
    if what in ("sold", "promised"):
        reserve("1", warehouse, (pan, 1))
    if what == "sold":
        issue("1")
    if what == "moved away":
        line = TransferLine(pan.pk, warehouse.pk, make_warehouse("CD2").pk, 1)
        transfer(lines=[line], reference="T-1", by=SYSTEM, at=NOW)
    moves = StockMove.objects.filter(variant=pan).count()

    batch = undo(batch, by=clerk)

    assert (batch.undone_count, batch.kept_count) == (1, 1)
    assert problems(batch) == [(2, "", code)]
    assert StockMove.objects.filter(variant=pan).count() == moves
    assert StockValue.objects.get(variant=lid).quantity == 0


def test_a_company_without_a_warehouse_gets_its_first(clerk: Actor) -> None:
    make_variant("PAN-24")

    batch = bring_in("estoque-inicial", "SKU;Qtde;Preço de custo\nPAN-24;3;10\n", by=clerk)

    assert batch.applied_count == 1
    assert StockLevel.objects.get().location.code == "DEP"
    assert StockLevel.objects.get().on_hand == 3
