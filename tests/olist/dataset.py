"""Thirty invented orders in the shape of the data set, with every oddity that the real one has."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

MUG, LAMP, RUG, TOY = "a1" * 16, "b2" * 16, "c3" * 16, "d4" * 16
# The same first twelve digits as MUG: the short SKU would be taken.
TWIN = MUG[:12] + "f" * 20

PRODUCTS = [
    [MUG, "utilidades_domesticas", "350"],
    [LAMP, "moveis_decoracao", "1800"],
    [RUG, "", ""],
    [TOY, "brinquedos", "0"],
    [TWIN, "pc_gamer", "9000"],
    ["e5" * 16, "perfumaria", "100"],
]

Item = tuple[str, str, str]
Payment = tuple[str, str, str]


@dataclass
class Order:
    """One order of the file.  Items are (product, price, freight) per unit, payments (type, installments, value)."""

    key: str
    status: str = "delivered"
    purchase: str = "2017-03-06 10:00:00"
    approved: str = "2017-03-06 11:00:00"
    carrier: str = "2017-03-08 09:00:00"
    arrived: str = "2017-03-13 15:00:00"
    items: list[Item] = field(default_factory=lambda: [(MUG, "40.00", "10.00")])
    payments: list[Payment] = field(default_factory=lambda: [("credit_card", "1", "50.00")])
    person: str = ""

    @property
    def order_id(self) -> str:
        return f"{self.key:0>32}"


def _off(key: str, status: str, **more: object) -> Order:
    return Order(key, status=status, carrier="", arrived="", **more)  # type: ignore[arg-type]


ORDERS = [
    Order(
        "01", purchase="2016-10-04 09:59:03", approved="2016-10-04 10:25:46", carrier="2016-10-08 08:00:00", arrived="2016-10-14 18:00:00"
    ),
    Order("02", items=[(MUG, "40.00", "10.00")] * 3, payments=[("boleto", "1", "150.00")]),
    Order("03", items=[(LAMP, "199.90", "21.35"), (RUG, "89.99", "15.01")], payments=[("credit_card", "24", "326.25")]),
    Order("04", items=[(LAMP, "199.90", "21.35"), (LAMP, "179.90", "21.34")], payments=[("debit_card", "1", "422.49")]),
    Order("05", payments=[("credit_card", "2", "20.00"), ("voucher", "1", "15.50"), ("voucher", "1", "14.50")]),
    Order("06", person="returning"),
    Order("07", purchase="2017-03-06 10:30:00", person="returning", items=[(TOY, "33.33", "7.01")], payments=[("boleto", "1", "40.34")]),
    Order("08", items=[(TWIN, "1234.56", "0.00")], payments=[("credit_card", "10", "1234.56")]),
    # In UTC this one leaves in December.
    Order(
        "09", purchase="2017-11-24 00:10:00", approved="2017-11-24 00:20:00", carrier="2017-11-30 23:30:00", arrived="2017-12-05 10:00:00"
    ),
    # The clock jumped over this moment: summer time began.
    Order(
        "10", purchase="2017-10-15 00:30:00", approved="2017-10-15 00:45:00", carrier="2017-10-16 09:00:00", arrived="2017-10-20 09:00:00"
    ),
    Order("11", status="shipped", arrived=""),
    _off("12", "invoiced"),
    _off("13", "processing"),
    _off("14", "canceled", items=[(LAMP, "199.90", "21.35")], payments=[("credit_card", "3", "221.25")]),
    _off("15", "unavailable", items=[(MUG, "40.00", "10.00")]),
    # The odd ones.
    _off("16", "unavailable", items=[]),
    _off("17", "canceled", items=[]),
    _off("18", "invoiced", items=[]),
    Order("19", payments=[]),
    Order("20", payments=[("credit_card", "1", "60.10")]),
    Order("21", payments=[("credit_card", "1", "48.40")]),
    Order("22", payments=[("credit_card", "1", "50.01")]),
    Order("23", payments=[("voucher", "1", "50.00"), ("voucher", "1", "0.00")]),
    _off("24", "canceled", approved="", items=[], payments=[("not_defined", "1", "0.00")]),
    Order("25", approved=""),
    _off("26", "canceled", approved=""),
    Order("27", arrived=""),
    Order("28", carrier="2017-03-06 09:00:00"),
    Order("29", approved="2017-03-09 12:00:00"),
    Order("30", carrier="2017-03-13 16:00:00"),
    Order("31", status="canceled", arrived=""),
]


def write_dataset(folder: Path, orders: Sequence[Order] = ORDERS) -> Path:
    """Write the five files; rows come in a scrambled order, for the real ones promise none."""
    rows = list(reversed(orders))
    _write(folder, "olist_orders_dataset", _ORDER_HEADER, [_order_row(order) for order in rows])
    _write(folder, "olist_order_items_dataset", _ITEM_HEADER, [row for order in rows for row in _item_rows(order)])
    _write(folder, "olist_order_payments_dataset", _PAYMENT_HEADER, [row for order in rows for row in _payment_rows(order)])
    _write(folder, "olist_customers_dataset", _CUSTOMER_HEADER, [_customer_row(order) for order in orders])
    _write(folder, "olist_products_dataset", _PRODUCT_HEADER, PRODUCTS)
    return folder


_ORDER_HEADER = (
    "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,"
    "order_delivered_customer_date,order_estimated_delivery_date"
)
_ITEM_HEADER = "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value"
_PAYMENT_HEADER = "order_id,payment_sequential,payment_type,payment_installments,payment_value"
_CUSTOMER_HEADER = "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state"
_PRODUCT_HEADER = "product_id,product_category_name,product_weight_g"


def _order_row(order: Order) -> list[str]:
    dates = [order.purchase, order.approved, order.carrier, order.arrived]
    return [order.order_id, f"customer-of-{order.key}", order.status, *dates, "2017-03-29 00:00:00"]


def _item_rows(order: Order) -> list[list[str]]:
    return [
        [order.order_id, str(number), product, "seller", "2017-03-10 10:00:00", price, freight]
        for number, (product, price, freight) in enumerate(order.items, start=1)
    ]


def _payment_rows(order: Order) -> list[list[str]]:
    return [[order.order_id, str(number), *payment] for number, payment in reversed(list(enumerate(order.payments, start=1)))]


def _customer_row(order: Order) -> list[str]:
    return [f"customer-of-{order.key}", f"{order.person or order.key:0>32}", "1310", "sao paulo", "SP"]


def _write(folder: Path, name: str, header: str, rows: list[list[str]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header.split(","))
        writer.writerows(rows)
