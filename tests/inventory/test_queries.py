"""What the read door answers, and with how many statements."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from backoffice import roles
from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.errors import NotFound
from inventory import queries
from inventory.models import Location, Price, PriceList, StockLevel, Variant
from inventory.queries import StockRow
from inventory.queries import stock as stock_queries
from inventory.queries.stock import SORTS
from tests.inventory.builders import NOW, issue, make_bin, make_kit, make_variant, make_warehouse, reserve, stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def prices(pan: Variant) -> PriceList:
    price_list = PriceList.objects.create(code="loja", name="Loja", currency="BRL")
    Price.objects.create(price_list=price_list, variant=pan, amount=Decimal("189.90"))
    return price_list


def test_sellable_items_come_with_price_and_parts_in_one_statement(
    pan: Variant, lid: Variant, prices: PriceList, django_assert_num_queries: Any
) -> None:
    kit = make_kit("KIT-1", (pan, 1), (lid, 2))
    empty = make_kit("KIT-0")
    Variant.objects.filter(pk=pan.pk).update(name="24 cm")

    with django_assert_num_queries(1):
        items = queries.get_sellable_items(skus=["PAN-24", "LID-24", "KIT-1", "KIT-0", "NONE"], price_list_id=prices.pk)

    assert set(items) == {"PAN-24", "LID-24", "KIT-1", "KIT-0"}
    pan_item = items["PAN-24"]
    assert (pan_item.variant_id, pan_item.name, pan_item.price, pan_item.currency) == (
        pan.pk,
        "Panela de ferro 24 cm",
        Decimal("189.90"),
        "BRL",
    )
    assert (pan_item.is_kit, pan_item.parts) == (False, ((pan.pk, 1),))
    assert items["LID-24"].price is None
    assert (items["KIT-1"].variant_id, items["KIT-1"].is_kit, items["KIT-1"].parts) == (kit.pk, True, ((pan.pk, 1), (lid.pk, 2)))
    assert (items["KIT-0"].variant_id, items["KIT-0"].parts) == (empty.pk, ())


def test_an_inactive_variant_cannot_be_sold(pan: Variant) -> None:
    Variant.objects.update(is_active=False)

    assert queries.get_sellable_items(skus=["PAN-24"], price_list_id=None) == {}
    assert queries.get_sellable(skus=["PAN-24"]) == {}


def test_a_kit_sells_as_often_as_its_scarcest_part_allows(pan: Variant, lid: Variant, front: Location, back: Location) -> None:
    make_kit("KIT-1", (pan, 1), (lid, 2))
    make_kit("KIT-0")
    stock(pan, front, 3)
    stock(pan, back, 2)
    stock(lid, front, 7)
    reserve("10001", front.warehouse, (lid, 2))

    sellable = queries.get_sellable(skus=["PAN-24", "LID-24", "KIT-1", "KIT-0", "NONE"], warehouse_id=front.warehouse_id)

    assert sellable == {"PAN-24": 5, "LID-24": 5, "KIT-1": 2, "KIT-0": 0}


def test_what_is_not_for_sale_here_is_not_counted(pan: Variant, front: Location, back: Location) -> None:
    other = make_warehouse("CD2")
    for place in (front, back, other):
        stock(pan, place, 10)
    Location.objects.filter(pk=back.pk).update(is_pickable=False)

    assert queries.get_sellable(skus=["PAN-24"], warehouse_id=front.warehouse_id) == {"PAN-24": 10}
    assert queries.get_sellable(skus=["PAN-24"]) == {"PAN-24": 20}


def test_the_catalogue_is_read_page_by_page(prices: PriceList, pan: Variant, lid: Variant, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        first = queries.list_products(price_list_id=prices.pk, limit=1)
    second = queries.list_products(price_list_id=prices.pk, after_id=first[0].id, limit=5)

    assert [(row.sku, row.price, row.currency) for row in first + second] == [("PAN-24", Decimal("189.90"), "BRL"), ("LID-24", None, "BRL")]


@pytest.mark.parametrize("search", ["pão", "PAO", "Pão de", "CESTA-1", "7891234567895", "tramontina"])
def test_search_ignores_accents_and_case_and_finds_all_names(search: str, prices: PriceList) -> None:
    basket = make_variant("CESTA-1", "Cesta de Pão")
    Variant.objects.filter(pk=basket.pk).update(ean="7891234567895")
    basket.product.brand = "Tramontina"
    basket.product.save()
    make_variant("OUTRO", "Outra coisa")

    assert [row.sku for row in queries.list_products(price_list_id=None, search=search)] == ["CESTA-1"]
    assert stock_rows(search=search) == [], "it lies nowhere yet"
    stock(basket, make_warehouse("CD7"), 1)
    assert [row.sku for row in stock_rows(search=search)] == ["CESTA-1"]


def test_a_nul_in_a_search_divides_words_and_breaks_nothing(prices: PriceList) -> None:
    make_variant("CESTA-1", "Cesta de Pão")

    assert [row.sku for row in queries.list_products(price_list_id=None, search="cesta\0pão")] == ["CESTA-1"]
    assert [row.sku for row in queries.list_products(price_list_id=None, search="\0cesta")] == ["CESTA-1"]


def test_a_percent_sign_in_a_search_is_just_a_percent_sign(pan: Variant, front: Location) -> None:
    stock(pan, front, 1)

    assert queries.list_products(price_list_id=None, search="%") == []
    assert stock_rows(search="%") == []


def everybody() -> Actor:
    return Actor(kind="user", id=1, name="Paulo Tavares", grants=policy.known_permissions())


def stock_rows(actor: Actor | None = None, **filters: str) -> Sequence[StockRow]:
    return queries.read_stock(actor=actor or everybody(), **filters).page(SORTS[0], limit=100).rows


def test_the_stock_list_shows_each_place_with_its_share_of_the_value(pan: Variant, front: Location, back: Location) -> None:
    stock(pan, front, 2, "1.00")
    stock(pan, back, 1, "1.01")
    reserve("10001", front.warehouse, (pan, 1))

    rows = stock_rows()

    assert [(row.location, row.on_hand, row.reserved, row.available, row.value) for row in rows] == [
        ("A-01", 2, 1, 1, Decimal("2.01")),
        ("B-01", 1, 0, 1, Decimal("1.00")),
    ]
    assert rows[0].average_cost == Decimal("1.003333")
    assert queries.read_stock(actor=everybody()).total() == Decimal("3.01")


def test_costs_are_for_those_who_may_see_them(pan: Variant, front: Location) -> None:
    stock(pan, front, 2)
    clerk = Actor(kind="user", id=1, name="Marina", grants=policy.grants_of_roles([roles.WAREHOUSE]))

    reader = queries.read_stock(actor=clerk)
    row = reader.page(SORTS[0], limit=5).rows[0]
    page = queries.get_variant_stock(sku="PAN-24", actor=clerk)

    assert (row.average_cost, row.value, reader.total()) == (None, None, None)
    assert (page.average_cost, page.value) == (None, None)
    assert queries.list_moves(actor=clerk, variant_id=pan.pk)[0].value is None


def test_a_person_of_one_warehouse_sees_only_its_levels(pan: Variant, front: Location) -> None:
    stock(pan, front, 2)
    stock(pan, make_warehouse("CD2"), 5)
    clerk = Actor(kind="user", id=1, name="Marina", grants=policy.known_permissions(), warehouses=frozenset({"CD1"}))

    assert [row.location for row in stock_rows(clerk)] == ["A-01"]
    assert queries.get_variant_stock(sku="PAN-24", actor=clerk).on_hand == 2


def test_tabs_count_what_they_list(pan: Variant, lid: Variant, front: Location, back: Location) -> None:
    stock(pan, front, 2)
    stock(lid, front, 1)
    stock(lid, back, 1)
    reserve("10001", front.warehouse, (pan, 2))
    StockLevel.objects.filter(variant=lid, location=front).update(backorder_limit=5)
    reserve("10002", front.warehouse, (lid, 3))

    counts = queries.count_tabs(actor=everybody())

    assert counts == {"all": 3, "short": 1, "backorder": 1}
    for tab in stock_queries.TABS:
        assert len(stock_rows(tab=tab)) == counts[tab]


def test_pages_of_the_stock_list_join_without_gap_or_overlap(front: Location, back: Location, django_assert_num_queries: Any) -> None:
    for number in range(5):
        variant = make_variant(f"V{number}")
        stock(variant, front, 1)
        stock(variant, back, 1)
    by, reader = SORTS[0], queries.read_stock(actor=everybody())
    whole = [(row.sku, row.location_id) for row in stock_rows()]

    forward: list[tuple[str, int]] = []
    page = reader.page(by, limit=3)
    while True:
        forward += [(row.sku, row.location_id) for row in page.rows]
        if not page.has_next:
            break
        with django_assert_num_queries(1):
            page = reader.page(by, after=by.read(page.last), limit=3)
    back_page = reader.page(by, before=whole[6], limit=3)

    assert forward == whole
    assert len(whole) == 10
    assert [(row.sku, row.location_id) for row in back_page.rows] == whole[3:6]
    assert (back_page.has_previous, back_page.has_next) == (True, True)


def test_the_variant_page_adds_its_places_up(pan: Variant, front: Location, back: Location) -> None:
    stock(pan, front, 2, "10.00")
    stock(pan, back, 3, "20.00")
    reserve("10001", front.warehouse, (pan, 4))

    page = queries.get_variant_stock(sku="PAN-24", actor=everybody())

    assert (page.on_hand, page.reserved, page.available) == (5, 4, 1)
    assert (page.average_cost, page.value) == (Decimal("16.000000"), Decimal("80.00"))
    assert [row.location for row in page.levels] == ["A-01", "B-01"]


def test_an_unknown_sku_is_not_found() -> None:
    with pytest.raises(NotFound):
        queries.get_variant_stock(sku="NONE", actor=everybody())


def test_a_document_knows_its_moves_and_promises(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)
    reserve("10001", front.warehouse, (pan, 3))
    issue("10001", (pan, 2), shipment="10001-1")

    moves = queries.list_moves(actor=everybody(), reference="10001")
    promises = queries.list_reservations(actor=everybody(), reference="10001")

    assert [(row.source, row.destination, row.quantity, row.value, row.document) for row in moves] == [
        ("A-01", "CUSTOMER", 2, Decimal("20.00"), "10001-1")
    ]
    assert [(row.position, row.quantity, row.status) for row in promises] == [("A-01", 2, "issued"), ("A-01", 1, "pending")]
    assert queries.get_pending_items(references=["10001", "10002"]) == {"10001": ((pan.pk, 1),)}


def test_moves_of_a_variant_are_read_backwards(pan: Variant, front: Location) -> None:
    for quantity in (1, 2, 3):
        stock(pan, front, quantity)

    newest = queries.list_moves(actor=everybody(), variant_id=pan.pk, limit=1)
    older = queries.list_moves(actor=everybody(), variant_id=pan.pk, before_id=newest[0].id)

    assert [row.quantity for row in newest + older] == [3, 2, 1]


def test_a_move_typed_in_late_stands_at_its_own_hour(pan: Variant, front: Location) -> None:
    for hours, quantity in ((2, 1), (1, 2), (3, 3), (2, 4)):
        stock(pan, front, quantity, at=NOW + timedelta(hours=hours))

    pages, before = [], None
    while page := queries.list_moves(actor=everybody(), variant_id=pan.pk, before_id=before, limit=2):
        pages.append([row.quantity for row in page])
        before = page[-1].id

    assert pages == [[3, 4], [1, 2]]


def test_costs_and_the_stock_value_for_others(pan: Variant, lid: Variant, front: Location) -> None:
    stock(pan, front, 3, "0.333333")
    stock(lid, front, 1, "5.00")
    reserve("10001", front.warehouse, (lid, 1))
    issue("10001")

    assert queries.get_average_costs(variant_ids=[pan.pk, lid.pk, 0]) == {pan.pk: Decimal("0.333333"), lid.pk: Decimal("5.000000")}
    assert queries.get_stock_value() == Decimal("1.00")


def test_a_bin_inside_a_bin_belongs_to_the_warehouse_filter(pan: Variant, front: Location) -> None:
    inner = make_bin("A-01-1", front)
    stock(pan, inner, 1)

    assert [row.location for row in stock_rows(warehouse="CD1")] == ["A-01-1"]
    assert stock_rows(warehouse="CD2") == []
