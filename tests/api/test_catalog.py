"""catalog/: what the storefront sells, and how much of it is left."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import orjson
import pytest
from pytest_django import DjangoAssertNumQueries

from backoffice.core import clock
from inventory.models import Variant
from tests.api.conftest import Caller, problem
from tests.orders.builders import Shop

pytestmark = pytest.mark.django_db

PRODUCTS = "/api/v1/catalog/products/"
AVAILABILITY = "/api/v1/catalog/availability/"


def test_products_come_with_the_prices_of_the_keys_channel(shop: Shop, caller: Caller) -> None:
    answer = orjson.loads(caller.get(PRODUCTS).content)

    assert [(row["sku"], row["price"], row["currency"], row["is_kit"]) for row in answer["results"]] == [
        ("PAN-FE-24", "219.90", "BRL", False),
        ("TAB-TE-40", "129.90", "BRL", False),
        ("PRATO-AL", "24.90", "BRL", False),
        ("KIT-COZINHA", "330.00", "BRL", True),
    ]
    assert (answer["next"], answer["next_cursor"]) == (None, None)


def test_a_channel_without_a_price_list_has_no_prices(shop: Shop, make_key: Callable[..., str]) -> None:
    answer = orjson.loads(Caller(make_key(channel="mercado")).get(PRODUCTS).content)

    assert {row["price"] for row in answer["results"]} == {None}


def test_pages_follow_each_other_without_gap_or_repeat(
    shop: Shop, caller: Caller, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    caller.get(PRODUCTS)
    skus, path = [], f"{PRODUCTS}?page_size=3"
    with django_assert_num_queries(6):
        while path:
            answer = orjson.loads(caller.get(path).content)
            skus += [row["sku"] for row in answer["results"]]
            path = answer["next"] and "{0.path}?{0.query}".format(urlsplit(answer["next"]))

    assert skus == ["PAN-FE-24", "TAB-TE-40", "PRATO-AL", "KIT-COZINHA"]


def test_only_what_changed_can_be_asked_for(shop: Shop, caller: Caller) -> None:
    since = (clock.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")

    assert orjson.loads(caller.get(f"{PRODUCTS}?updated_since={since}").content)["results"] == []


def test_a_cursor_of_another_list_is_refused(shop: Shop, caller: Caller) -> None:
    cursor = orjson.loads(caller.get(f"{PRODUCTS}?page_size=1").content)["next_cursor"]

    problem(caller.get(f"/api/v1/orders/?cursor={cursor}"), 400, "invalid_cursor")


def test_availability_answers_in_the_order_asked_and_kits_by_their_scarcest_part(shop: Shop, caller: Caller) -> None:
    answer = orjson.loads(caller.get(f"{AVAILABILITY}?sku=KIT-COZINHA&sku=PRATO-AL&sku=NOTHING&sku=PRATO-AL").content)

    assert answer == {"results": [{"sku": "KIT-COZINHA", "sellable": 3}, {"sku": "PRATO-AL", "sellable": 10}]}


def test_what_is_reserved_is_not_available(shop: Shop, caller: Caller) -> None:
    shop.place(("PRATO-AL", 4))

    assert orjson.loads(caller.get(f"{AVAILABILITY}?sku=PRATO-AL").content)["results"] == [{"sku": "PRATO-AL", "sellable": 6}]


def test_an_inactive_sku_is_not_available(shop: Shop, caller: Caller) -> None:
    Variant.objects.filter(sku="PRATO-AL").update(is_active=False)

    assert orjson.loads(caller.get(f"{AVAILABILITY}?sku=PRATO-AL").content)["results"] == []


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "required"),
        ("sku=", "blank"),
        ("sku=a%00", "invalid_character"),
        ("sku=" + "&sku=".join(f"S{n}" for n in range(201)), "too_many_items"),
    ],
)
def test_availability_wants_one_to_two_hundred_skus(shop: Shop, caller: Caller, query: str, code: str) -> None:
    response = caller.get(f"{AVAILABILITY}?{query}")

    assert response.status_code == 400
    assert [error["code"] for error in orjson.loads(response.content)["errors"]] == [code]
