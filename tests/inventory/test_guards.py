"""The database is the last judge: what no service would do is refused there as well."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from inventory.models import KitComponent, Location, Product, StockMove, Variant
from tests.inventory.builders import make_bin, make_kit, make_warehouse, stock

pytestmark = pytest.mark.django_db


def run(sql: str, *parameters: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.mark.parametrize("statement", ["UPDATE inventory_stockmove SET quantity = 1", "DELETE FROM inventory_stockmove"])
def test_moves_are_insert_only(statement: str, pan: Variant, front: Location) -> None:
    stock(pan, front, 5)

    with pytest.raises(DatabaseError, match="insert-only"):
        run(statement)

    assert StockMove.objects.get().quantity == 5


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("UPDATE inventory_stocklevel SET on_hand = -1, backorder_limit = 5", "inventory_stocklevel_on_hand"),
        ("UPDATE inventory_stocklevel SET reserved = -1", "inventory_stocklevel_reserved"),
        ("UPDATE inventory_stocklevel SET reserved = 6", "inventory_stocklevel_not_oversold"),
        ("UPDATE inventory_stocklevel SET backorder_limit = -1", "inventory_stocklevel_backorder"),
        ("UPDATE inventory_stockvalue SET quantity = -1, value = 0", "inventory_stockvalue_quantity"),
        ("UPDATE inventory_stockvalue SET value = -0.01", "inventory_stockvalue_value"),
        ("UPDATE inventory_stockvalue SET value = 'NaN'", "inventory_stockvalue_value"),
        ("UPDATE inventory_stockvalue SET quantity = 0", "inventory_stockvalue_empty_is_worthless"),
        ("UPDATE inventory_stockvalue SET last_unit_cost = 'NaN'", "inventory_stockvalue_last_cost"),
    ],
)
def test_impossible_figures_are_refused(change: str, constraint: str, pan: Variant, front: Location) -> None:
    stock(pan, front, 5)

    with pytest.raises(IntegrityError, match=constraint):
        run(change)


@pytest.mark.parametrize(
    ("quantity", "value", "constraint"),
    [(0, "1", "inventory_stockmove_quantity"), (1, "-1", "inventory_stockmove_value"), (1, "NaN", "inventory_stockmove_value")],
)
def test_impossible_moves_are_refused(quantity: int, value: str, constraint: str, pan: Variant, front: Location) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        run(
            "INSERT INTO inventory_stockmove (variant_id, source_id, destination_id, quantity, value, moved_at, reference_kind, reference,"
            " document, reason, actor_name) VALUES (%s, %s, %s, %s, %s, now(), 'order', '', '', '', '')",
            pan.pk,
            front.pk,
            front.warehouse_id,
            quantity,
            value,
        )


def test_a_move_needs_two_ends(pan: Variant, front: Location) -> None:
    with pytest.raises(IntegrityError, match="inventory_stockmove_two_ends"):
        run(
            "INSERT INTO inventory_stockmove (variant_id, source_id, destination_id, quantity, value, moved_at, reference_kind, reference,"
            " document, reason, actor_name) VALUES (%s, %s, %s, 1, 0, now(), 'order', '', '', '', '')",
            pan.pk,
            front.pk,
            front.pk,
        )


@pytest.mark.parametrize("price", ["NaN", "-0.01"])
def test_impossible_prices_are_refused(price: str, pan: Variant) -> None:
    with pytest.raises(IntegrityError, match="inventory_price_amount"):
        run(
            "WITH list AS (INSERT INTO inventory_pricelist (code, name) VALUES ('a', 'a') RETURNING id)"
            " INSERT INTO inventory_price (price_list_id, variant_id, amount) SELECT id, %s, %s FROM list",
            pan.pk,
            price,
        )


@pytest.mark.parametrize("sku", ["", " A", "A B", "PAN‮24", "PAN​24", "ÇA", "A" * 65])
def test_a_sku_has_plain_characters_only(sku: str) -> None:
    product = Product.objects.create(name="Panela")

    with pytest.raises(DatabaseError), transaction.atomic():
        Variant.objects.create(product=product, sku=sku)


def test_a_kit_holds_simple_variants_only_and_not_itself(pan: Variant) -> None:
    kit = make_kit("KIT-1", (pan, 2))

    for whole, part in ((make_kit("KIT-2"), kit), (pan, kit), (kit, kit)):
        with pytest.raises(IntegrityError), transaction.atomic():
            KitComponent.objects.create(kit=whole, component=part, quantity=1)


def test_what_has_stock_or_components_keeps_its_kind(pan: Variant, lid: Variant, front: Location) -> None:
    stock(pan, front, 1)
    kit = make_kit("KIT-1", (lid, 1))

    for variant, kind in ((pan, "kit"), (kit, "simple"), (lid, "kit")):
        with pytest.raises(IntegrityError, match="kind cannot change"):
            run("UPDATE inventory_variant SET kind = %s WHERE id = %s", kind, variant.pk)


def test_a_bin_belongs_to_the_warehouse_of_its_parent_even_in_raw_sql(warehouse: Location) -> None:
    shelf = make_bin("A-01", warehouse)
    inner = make_bin("A-01-1", shelf)

    assert (warehouse.warehouse_id, shelf.warehouse_id, inner.warehouse_id) == (warehouse.pk, warehouse.pk, warehouse.pk)
    run("UPDATE inventory_location SET warehouse_id = NULL WHERE id = %s", inner.pk)
    inner.refresh_from_db()
    assert inner.warehouse_id == warehouse.pk


def test_the_kind_of_a_place_never_changes(warehouse: Location) -> None:
    with pytest.raises(DatabaseError, match="cannot change"):
        run("UPDATE inventory_location SET kind = 'transit' WHERE id = %s", warehouse.pk)


def test_there_is_one_of_each_virtual_end() -> None:
    for kind in Location.VIRTUAL_ENDS:
        assert Location.objects.filter(kind=kind).count() == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            Location.objects.create(code=f"X-{kind}", name="x", kind=kind)


def test_a_bin_needs_a_parent_and_a_warehouse_has_none(warehouse: Location) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.create(code="X", name="x", kind=Location.Kind.BIN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.create(code="X", name="x", kind=Location.Kind.WAREHOUSE, parent=make_warehouse("CD9"))
