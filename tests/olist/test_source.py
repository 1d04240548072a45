"""Reading the data set: what it says, and what is refused."""

import gzip
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from backoffice.olist.files import DataProblem
from backoffice.olist.source import SourceLine, load
from tests.olist.dataset import LAMP, MUG, ORDERS, RUG, Order, write_dataset

ITEMS, PAYMENTS, CUSTOMERS = "olist_order_items_dataset", "olist_order_payments_dataset", "olist_customers_dataset"
ORDER_FILE, PRODUCT_FILE = "olist_orders_dataset", "olist_products_dataset"


def test_orders_come_in_the_order_of_purchase_whatever_the_file_has(folder: Path) -> None:
    moments = [order.purchased_at for order in load(folder).orders]

    assert len(moments) == len(ORDERS)
    assert moments == sorted(moments)


def test_rows_of_one_product_and_price_become_one_line_with_all_their_freight(folder: Path) -> None:
    orders = {order.order_id[-2:]: order for order in load(folder).orders}

    assert orders["02"].lines == (SourceLine(MUG, 3, Decimal("40.00"), Decimal("30.00")),)
    assert orders["04"].lines == (
        SourceLine(LAMP, 1, Decimal("199.90"), Decimal("21.35")),
        SourceLine(LAMP, 1, Decimal("179.90"), Decimal("21.34")),
    )
    assert orders["04"].items_total + orders["04"].freight_total == Decimal("422.49")


def test_payments_come_by_their_sequence(folder: Path) -> None:
    orders = {order.order_id[-2:]: order for order in load(folder).orders}

    assert [(payment.sequential, payment.kind, payment.value) for payment in orders["05"].payments] == [
        (1, "credit_card", Decimal("20.00")),
        (2, "voucher", Decimal("15.50")),
        (3, "voucher", Decimal("14.50")),
    ]


def test_a_lost_leading_zero_of_the_postal_code_comes_back(folder: Path) -> None:
    assert {order.person.zip_prefix for order in load(folder).orders} == {"01310"}


def test_products_know_what_they_were_sold_for_and_unsold_ones_stay_away(folder: Path) -> None:
    products = {product.product_id: product for product in load(folder).products}

    assert len(products) == 5
    assert (products[RUG].category, products[RUG].weight_grams) == ("", 0)
    assert (products[LAMP].units, products[LAMP].sold_total) == (4, Decimal("779.60"))


def test_the_earliest_limit_of_the_items_is_the_day_to_ship_by(folder: Path) -> None:
    assert {order.ship_by for order in load(folder).orders if order.lines} == {date(2017, 3, 10)}
    assert {order.ship_by for order in load(folder).orders if not order.lines} == {None}


def test_gzipped_files_read_the_same(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    packed = tmp_path_factory.mktemp("packed")
    for file in folder.iterdir():
        (packed / f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))

    assert load(packed) == load(folder)


def _replace(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    ("name", "change", "names"),
    [
        (ORDER_FILE, _replace("order_status", "state"), ["order_status"]),
        (ORDER_FILE, _replace(",canceled,", ",lost,"), ["order_status", "lost"]),
        (ORDER_FILE, _replace("2017-03-06 10:00:00", "06/03/2017"), ["order_purchase_timestamp", "06/03/2017"]),
        (ORDER_FILE, _replace("2017-03-06 10:00:00", ""), ["order_purchase_timestamp"]),
        (ORDER_FILE, _replace("customer-of-05", "nobody"), ["customer_id", "nobody"]),
        (ORDER_FILE, _replace(f"{'02':0>32}", f"{'01':0>32}"), ["order_id twice"]),
        (ORDER_FILE, _replace(",delivered,", ",deli\x00vered,"), ["NUL"]),
        (ORDER_FILE, lambda text: text + "half,a,row\n", ["cells"]),
        (ITEMS, _replace("199.90", "-199.90"), ["price", "-199.90"]),
        (ITEMS, _replace("199.90", "199.901"), ["price", "199.901"]),
        (ITEMS, _replace("199.90", "NaN"), ["price", "NaN"]),
        (ITEMS, _replace("199.90", "1e999"), ["price", "1e999"]),
        (ITEMS, _replace("199.90", "199,90"), ["cells"]),
        (ITEMS, _replace(RUG, "0" * 32), [PRODUCT_FILE, "0" * 32]),
        (ITEMS, _replace(f"{'02':0>32}", "stranger"), [ORDER_FILE, "stranger"]),
        (PAYMENTS, _replace(f"{'02':0>32}", "stranger"), [ORDER_FILE, "stranger"]),
        (PAYMENTS, _replace(",3,voucher", ",2,voucher"), ["payment_sequential"]),
        (PAYMENTS, _replace(",24,", ",many,"), ["payment_installments", "many"]),
        (CUSTOMERS, _replace("customer_unique_id", "unique"), ["customer_unique_id"]),
        (PRODUCT_FILE, _replace("1800", "1.8 kg"), ["product_weight_g", "1.8 kg"]),
        (PRODUCT_FILE, lambda text: "", ["product_id"]),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(folder: Path, name: str, change: Callable[[str], str], names: list[str]) -> None:
    file = folder / f"{name}.csv"
    file.write_text(change(file.read_text()))

    with translation.override("en"), pytest.raises(DataProblem) as refusal:
        load(folder)

    assert all(word in str(refusal.value) for word in names), str(refusal.value)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / f"{PAYMENTS}.csv").unlink()

    with pytest.raises(DataProblem, match=PAYMENTS):
        load(folder)


def test_a_download_that_broke_off_is_refused(folder: Path) -> None:
    file = folder / f"{ITEMS}.csv"
    (folder / f"{ITEMS}.csv.gz").write_bytes(gzip.compress(file.read_bytes())[:-20])

    with pytest.raises(DataProblem, match=ITEMS):
        load(folder)


def test_an_empty_data_set_is_no_error(tmp_path: Path) -> None:
    source = load(write_dataset(tmp_path, orders=[]))

    assert (source.orders, source.products) == ([], [])


def test_a_status_of_the_full_data_set_is_known(tmp_path: Path) -> None:
    source = load(write_dataset(tmp_path, orders=[Order("01", status="created", approved="", carrier="", arrived="", payments=[])]))

    assert [order.status for order in source.orders] == ["created"]
