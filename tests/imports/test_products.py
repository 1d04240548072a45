"""Products with variants and prices come in from a table, are changed by it, and go again."""

from decimal import Decimal

import pytest

from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry
from inventory.models import Price, Product, Variant
from tests.imports.builders import apply, bring_in, changes, preview, problems, undo, verdicts
from tests.inventory.builders import make_variant, make_warehouse, stock

pytestmark = pytest.mark.django_db

FILE = (
    "SKU;Nome;Opção;Marca;NCM;Peso (g);Preço (R$)\r\n"
    "PAN-24;Panela de ferro;;Jatobá;73239300;3600;219,90\r\n"
    "AVE-AZ;Avental;Azul;Jatobá;;380;89,90\r\n"
    "AVE-CR;Avental;Cru;Jatobá;;380;1.089,90\r\n"
)


def _catalogue() -> list[tuple[str, str, str, int, str]]:
    return [
        (v.sku, v.product.name, v.name, v.weight_grams, str(Price.objects.get(variant=v).amount))
        for v in Variant.objects.select_related("product").order_by("sku")
    ]


def test_new_products_come_in_and_variants_share_their_product(clerk: Actor) -> None:
    batch = preview("produtos", FILE, by=clerk)

    assert (batch.status, batch.row_count, batch.new_count, batch.refused_count) == ("previewed", 3, 3, 0)
    assert Variant.objects.count() == 0, "a preview writes nothing"

    batch = apply(batch, by=clerk)

    assert (batch.status, batch.applied_count) == ("applied", 3)
    assert _catalogue() == [
        ("AVE-AZ", "Avental", "Azul", 380, "89.90"),
        ("AVE-CR", "Avental", "Cru", 380, "1089.90"),
        ("PAN-24", "Panela de ferro", "", 3600, "219.90"),
    ]
    assert Product.objects.count() == 2


def test_the_same_file_twice_changes_nothing(clerk: Actor) -> None:
    bring_in("produtos", FILE, by=clerk)
    traces = AuditEntry.objects.count()

    again = preview("produtos", FILE, by=clerk)

    assert (again.same_count, again.to_apply_count) == (3, 0)
    assert Variant.objects.count() == 3
    assert AuditEntry.objects.exclude(action__startswith="import.").count() == traces - 2


def test_a_changed_row_shows_from_what_to_what_and_leaves_the_rest_alone(clerk: Actor) -> None:
    bring_in("produtos", FILE, by=clerk)

    batch = preview("produtos", "SKU;Nome;Preço;Marca\nPAN-24;Panela de ferro 24 cm;199,90;\n", by=clerk)

    assert verdicts(batch) == {2: "changed"}
    assert changes(batch, 2) == {"name": ("Panela de ferro", "Panela de ferro 24 cm"), "price": ("219.90", "199.90")}

    apply(batch, by=clerk)

    variant = Variant.objects.select_related("product").get(sku="PAN-24")
    assert (variant.product.name, variant.product.brand, variant.weight_grams) == ("Panela de ferro 24 cm", "Jatobá", 3600)
    assert Price.objects.get(variant=variant).amount == Decimal("199.90")


def test_undoing_takes_new_products_out_and_gives_changed_ones_their_values_back(clerk: Actor) -> None:
    bring_in("produtos", "SKU;Nome;Preço\nPAN-24;Panela;219,90\n", by=clerk)
    batch = bring_in("produtos", "SKU;Nome;Preço\nPAN-24;Panela grande;199,90\nTAM-24;Tampa;39,90\n", by=clerk)

    batch = undo(batch, by=clerk)

    assert (batch.status, batch.undone_count, batch.kept_count) == ("undone", 2, 0)
    assert _catalogue() == [("PAN-24", "Panela", "", 0, "219.90")]
    assert Product.objects.count() == 1


def test_undoing_keeps_what_is_in_use_and_what_somebody_changed(clerk: Actor) -> None:
    pot = make_variant("PAN-24", "Panela")
    batch = bring_in("produtos", "SKU;Nome;Marca\nPAN-24;Panela;Jatobá\nTAM-24;Tampa;Jatobá\n", by=clerk)
    stock(Variant.objects.get(sku="TAM-24"), make_warehouse(), 3)
    Product.objects.filter(pk=pot.product_id).update(brand="Outra")

    batch = undo(batch, by=clerk)

    assert (batch.undone_count, batch.kept_count) == (0, 2)
    assert problems(batch) == [(2, "brand", "changed_since_import"), (3, "", "variant_in_use")]
    assert set(Variant.objects.values_list("sku", "product__brand")) == {("PAN-24", "Outra"), ("TAM-24", "Jatobá")}


def test_what_somebody_changes_between_preview_and_run_is_not_overwritten(clerk: Actor) -> None:
    pot = make_variant("PAN-24", "Panela")
    batch = preview("produtos", "SKU;Nome;Marca\nPAN-24;Panela;Jatobá\nTAM-24;Tampa;Jatobá\n", by=clerk)
    Product.objects.filter(pk=pot.product_id).update(brand="Outra")

    batch = apply(batch, by=clerk)

    assert (batch.applied_count, batch.refused_count) == (1, 1)
    assert problems(batch) == [(2, "", "changed_since_preview")]
    assert Product.objects.get(pk=pot.product_id).brand == "Outra"


def test_what_became_the_same_meanwhile_is_left(clerk: Actor) -> None:
    batch = preview("produtos", FILE, by=clerk)
    bring_in("produtos", FILE, by=clerk)

    batch = apply(batch, by=clerk)

    assert (batch.applied_count, batch.same_count, batch.refused_count) == (0, 3, 0)
    assert Variant.objects.count() == 3


def test_two_rows_that_disagree_about_their_product_are_told(clerk: Actor) -> None:
    bring_in("produtos", FILE, by=clerk)

    batch = preview("produtos", "SKU;Nome\nAVE-AZ;Avental azul\nAVE-CR;Avental cru\n", by=clerk)

    assert problems(batch) == [(3, "name", "sisters_disagree")]

    apply(batch, by=clerk)

    assert Product.objects.filter(name="Avental azul").count() == 1


def test_zeros_that_excel_cut_off_are_told(clerk: Actor) -> None:
    make_variant("00123", "Panela")

    batch = preview("produtos", "SKU;Nome\n123;Panela\n", by=clerk)

    assert problems(batch) == [(2, "sku", "zeros_lost")]
