"""
What the import must come to, computed straight from the CSV files.

Deliberately shares nothing with the importer but the names of the files: no reader, no grouping, no draft, no service.
Amounts are Decimal in BRL; statuses are Olist's.
"""

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
SHIPPED = ("shipped", "delivered")
OFF = ("canceled", "unavailable")

# What is odd about an order, in the order it is reported.  The words are in odd_rows.
ODD_KINDS = (
    "no_items",
    "no_payment",
    "payment_differs",
    "payment_differs_by_a_cent",
    "payment_of_zero",
    "not_approved",
    "delivered_without_date",
    "carrier_before_purchase",
    "carrier_before_approval",
    "delivered_before_carrier",
    "cancelled_after_carrier",
    "paid_but_off",
)


@dataclass
class Control:
    """The sums.  ``revenue`` is (items, freight) by month of handing over, as in "2017-11"; ``odd`` order_ids by kind."""

    orders: int = 0
    by_status: Counter[str] = field(default_factory=Counter)
    persons: int = 0
    units: int = 0
    items_total: Decimal = ZERO
    freight_total: Decimal = ZERO
    payments: dict[str, tuple[int, Decimal]] = field(default_factory=dict)
    revenue: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    delivered: int = 0
    cost_of_goods: Decimal = ZERO
    opening_units: int = 0
    opening_value: Decimal = ZERO
    units_on_hand: int = 0
    units_reserved: int = 0
    advances: Decimal = ZERO
    receivables: Decimal = ZERO
    odd: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in ODD_KINDS})

    @property
    def payments_total(self) -> Decimal:
        return sum((value for _, value in self.payments.values()), ZERO)

    @property
    def shipped(self) -> int:
        """Orders whose goods left and had not arrived on a known day."""
        return sum(self.by_status[status] for status in SHIPPED) - self.delivered

    @property
    def revenue_total(self) -> Decimal:
        return sum((items + freight for items, freight in self.revenue.values()), ZERO)


def compute(folder: Path, *, limit: int | None = None) -> Control:
    """The sums of the first ``limit`` orders by purchase (None: of all)."""
    rows = sorted(_rows(folder, "olist_orders_dataset"), key=lambda row: (row["order_purchase_timestamp"], row["order_id"]))[:limit]
    chosen = {row["order_id"]: row for row in rows}
    control = Control(orders=len(chosen), by_status=Counter(row["order_status"] for row in rows))
    wanted_customers = {row["customer_id"] for row in rows}
    persons = {row["customer_unique_id"] for row in _rows(folder, "olist_customers_dataset") if row["customer_id"] in wanted_customers}
    control.persons = len(persons)
    items = list(_rows(folder, "olist_order_items_dataset"))
    worth = _add_items(control, items, chosen)
    paid = _add_payments(control, folder, chosen)
    for order_id, row in chosen.items():
        _add_order(control, row, worth.get(order_id), paid.get(order_id))
    _add_stock(control, items, chosen)
    return control


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    packed = folder / f"{name}.csv.gz"
    if packed.exists():
        with gzip.open(packed, "rt", encoding="utf-8-sig", newline="") as stream:
            yield from csv.DictReader(stream)
    else:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            yield from csv.DictReader(stream)


def _add_items(control: Control, items: list[dict[str, str]], chosen: dict[str, dict[str, str]]) -> dict[str, tuple[Decimal, Decimal]]:
    """(items, freight) by order."""
    worth: dict[str, tuple[Decimal, Decimal]] = defaultdict(lambda: (ZERO, ZERO))
    for row in items:
        if row["order_id"] in chosen:
            price, freight = Decimal(row["price"]), Decimal(row["freight_value"])
            before = worth[row["order_id"]]
            worth[row["order_id"]] = (before[0] + price, before[1] + freight)
            control.units += 1
            control.items_total += price
            control.freight_total += freight
    return dict(worth)


def _add_payments(control: Control, folder: Path, chosen: dict[str, dict[str, str]]) -> dict[str, Decimal]:
    """Paid by order."""
    paid: dict[str, Decimal] = {}
    for row in _rows(folder, "olist_order_payments_dataset"):
        order_id, kind, value = row["order_id"], row["payment_type"], Decimal(row["payment_value"])
        if order_id in chosen:
            count, total = control.payments.get(kind, (0, ZERO))
            control.payments[kind] = (count + 1, total + value)
            paid[order_id] = paid.get(order_id, ZERO) + value
            if value == 0:
                control.odd["payment_of_zero"].add(order_id)
    return paid


def _add_order(control: Control, row: dict[str, str], worth: tuple[Decimal, Decimal] | None, paid: Decimal | None) -> None:
    is_shipped = row["order_status"] in SHIPPED and worth is not None and row["order_delivered_carrier_date"] != ""
    total = sum(worth, ZERO) if worth else ZERO
    sold = total if is_shipped else ZERO
    control.advances += max((paid or ZERO) - sold, ZERO)
    control.receivables += max(sold - (paid or ZERO), ZERO)
    if is_shipped and worth:
        month = row["order_delivered_carrier_date"][:7]
        before = control.revenue.get(month, (ZERO, ZERO))
        control.revenue[month] = (before[0] + worth[0], before[1] + worth[1])
        control.delivered += row["order_delivered_customer_date"] != ""
    _add_odd(control, row, total if worth else None, paid)


def _add_odd(control: Control, row: dict[str, str], total: Decimal | None, paid: Decimal | None) -> None:
    purchase, approval = row["order_purchase_timestamp"], row["order_approved_at"]
    carrier, arrival = row["order_delivered_carrier_date"], row["order_delivered_customer_date"]
    gap = abs(total - paid) if total is not None and paid is not None else ZERO
    is_off = row["order_status"] in OFF
    # The timestamps of one file have one form, so that their text sorts as their time.
    findings = {
        "no_items": total is None,
        "no_payment": paid is None,
        "payment_differs": gap > CENT,
        "payment_differs_by_a_cent": gap == CENT,
        "not_approved": not approval,
        "delivered_without_date": row["order_status"] == "delivered" and not arrival,
        "carrier_before_purchase": bool(carrier) and carrier < purchase,
        "carrier_before_approval": bool(carrier and approval) and carrier < approval,
        "delivered_before_carrier": bool(carrier and arrival) and arrival < carrier,
        "cancelled_after_carrier": is_off and bool(carrier),
        "paid_but_off": is_off and bool(paid),
    }
    for kind, is_odd in findings.items():
        if is_odd:
            control.odd[kind].add(row["order_id"])


def _add_stock(control: Control, items: list[dict[str, str]], chosen: dict[str, dict[str, str]]) -> None:
    """The assumption: opening stock for every unit of the file, at 60 % of its product's average price."""
    prices: dict[str, list[Decimal]] = defaultdict(list)
    for row in items:
        prices[row["product_id"]].append(Decimal(row["price"]))
    cost = {product: (sum(of, ZERO) / len(of) * Decimal("0.60")).quantize(CENT, ROUND_HALF_UP) for product, of in prices.items()}
    control.opening_units = control.units_on_hand = len(items)
    control.opening_value = sum((cost[row["product_id"]] for row in items), ZERO)
    for row in items:
        order = chosen.get(row["order_id"])
        if order is None:
            continue
        if order["order_status"] in SHIPPED and order["order_delivered_carrier_date"]:
            control.cost_of_goods += cost[row["product_id"]]
            control.units_on_hand -= 1
        elif order["order_status"] not in OFF:
            control.units_reserved += 1
