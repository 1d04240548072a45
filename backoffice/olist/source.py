"""The data set in memory: each order with its items, payments and customer, in the order of purchase."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from sys import intern

from django.utils.translation import gettext as _

from backoffice.olist.files import CUSTOMERS, ITEMS, ORDERS, PAYMENTS, PRODUCTS, DataProblem, Row, read_rows

STATUSES = ("created", "approved", "invoiced", "processing", "shipped", "delivered", "canceled", "unavailable")
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Olist repeats a row per unit; here the rows of one product and price are one line.  ``freight`` is its sum over the units."""

    product_id: str
    quantity: int
    price: Decimal
    freight: Decimal


@dataclass(frozen=True, slots=True)
class SourcePayment:
    sequential: int
    kind: str
    installments: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class SourcePerson:
    """``customer_id`` of the file is per order, ``unique_id`` is the person."""

    unique_id: str
    zip_prefix: str
    city: str
    state: str


@dataclass(frozen=True, slots=True)
class SourceProduct:
    """A product that the orders name, with what all of them together bought: ``units`` for ``sold_total``."""

    product_id: str
    category: str
    weight_grams: int
    units: int
    sold_total: Decimal


@dataclass(frozen=True, slots=True)
class SourceOrder:
    """One order as the file tells it; moments that the file leaves out are None.  ``ship_by`` is the earliest of its items' limits."""

    order_id: str
    status: str
    purchased_at: datetime
    approved_at: datetime | None
    carrier_at: datetime | None
    delivered_at: datetime | None
    promised_at: datetime | None
    ship_by: date | None
    person: SourcePerson
    lines: tuple[SourceLine, ...]
    payments: tuple[SourcePayment, ...]

    @property
    def items_total(self) -> Decimal:
        return sum((line.quantity * line.price for line in self.lines), ZERO)

    @property
    def freight_total(self) -> Decimal:
        return sum((line.freight for line in self.lines), ZERO)

    @property
    def paid_total(self) -> Decimal:
        return sum((payment.value for payment in self.payments), ZERO)


@dataclass(frozen=True, slots=True)
class Source:
    """The whole data set: ``orders`` by purchase, ``products`` those that some order names."""

    orders: list[SourceOrder]
    products: list[SourceProduct]


def load(folder: Path) -> Source:
    """
    Read the data set.  Everything is checked before the first order is written.

    :raises DataProblem: a file, column, cell or reference that cannot be
    """
    people = _people(folder)
    items = _items(folder)
    payments = _payments(folder)
    orders = [_order(row, people, items, payments) for row in read_rows(folder, ORDERS)]
    orders.sort(key=lambda order: (order.purchased_at, order.order_id))
    known = {order.order_id for order in orders}
    if len(known) != len(orders):
        raise DataProblem(ORDERS, _("an order_id twice"), _("one row per order"))
    _refuse_strangers(ITEMS, items.lines, known)
    _refuse_strangers(PAYMENTS, payments, known)
    return Source(orders=orders, products=_products(folder, items.sold))


def _refuse_strangers(name: str, order_ids: Iterable[str], known: set[str]) -> None:
    if stranger := next((order_id for order_id in order_ids if order_id not in known), ""):
        raise DataProblem(name, stranger, _("an id of %(file)s") % {"file": ORDERS})


def _people(folder: Path) -> dict[str, SourcePerson]:
    return {
        row.key("customer_id"): SourcePerson(
            unique_id=row.key("customer_unique_id"),
            # The file holds the first five digits and lost their leading zeros.
            zip_prefix=intern(row.text("customer_zip_code_prefix").zfill(5)),
            city=intern(row.text("customer_city")),
            state=intern(row.text("customer_state")),
        )
        for row in read_rows(folder, CUSTOMERS)
    }


@dataclass(frozen=True, slots=True)
class _Items:
    """The items file, gathered: lines and ship-by date by order, (units, sum of prices) by product."""

    lines: dict[str, tuple[SourceLine, ...]]
    ship_by: dict[str, date]
    sold: dict[str, tuple[int, Decimal]]


def _items(folder: Path) -> _Items:
    units: dict[str, dict[tuple[str, Decimal], tuple[int, Decimal]]] = {}
    ship_by: dict[str, date] = {}
    sold: dict[str, tuple[int, Decimal]] = {}
    for row in read_rows(folder, ITEMS):
        order_id, product_id = row.key("order_id"), intern(row.key("product_id"))
        price, freight = row.amount("price"), row.amount("freight_value")
        of_order = units.setdefault(order_id, {})
        quantity, freight_so_far = of_order.get((product_id, price), (0, ZERO))
        of_order[product_id, price] = (quantity + 1, freight_so_far + freight)
        limit = row.moment("shipping_limit_date").date()
        ship_by[order_id] = min(ship_by.get(order_id, limit), limit)
        sold_units, total = sold.get(product_id, (0, ZERO))
        sold[product_id] = (sold_units + 1, total + price)
    lines = {
        order_id: tuple(SourceLine(product_id, quantity, price, freight) for (product_id, price), (quantity, freight) in of_order.items())
        for order_id, of_order in units.items()
    }
    return _Items(lines=lines, ship_by=ship_by, sold=sold)


def _payments(folder: Path) -> dict[str, tuple[SourcePayment, ...]]:
    payments: dict[str, tuple[SourcePayment, ...]] = {}
    for row in read_rows(folder, PAYMENTS):
        payment = SourcePayment(
            sequential=row.number("payment_sequential"),
            kind=intern(row.key("payment_type")),
            installments=row.number("payment_installments"),
            value=row.amount("payment_value"),
        )
        order_id = row.key("order_id")
        before = payments.get(order_id, ())
        if any(other.sequential == payment.sequential for other in before):
            raise row.problem("payment_sequential", _("each payment of an order once"))
        payments[order_id] = (*before, payment)
    return payments


def _order(
    row: Row,
    people: Mapping[str, SourcePerson],
    items: _Items,
    payments: Mapping[str, tuple[SourcePayment, ...]],
) -> SourceOrder:
    order_id, status = row.key("order_id"), intern(row.key("order_status"))
    if status not in STATUSES:
        raise row.problem("order_status", _("one of %(words)s") % {"words": ", ".join(STATUSES)})
    if (person := people.get(row.key("customer_id"))) is None:
        raise row.problem("customer_id", _("an id of %(file)s") % {"file": CUSTOMERS})
    return SourceOrder(
        order_id=order_id,
        status=status,
        purchased_at=row.moment("order_purchase_timestamp"),
        approved_at=row.moment_or_none("order_approved_at"),
        carrier_at=row.moment_or_none("order_delivered_carrier_date"),
        delivered_at=row.moment_or_none("order_delivered_customer_date"),
        promised_at=row.moment_or_none("order_estimated_delivery_date"),
        ship_by=items.ship_by.get(order_id),
        person=person,
        lines=items.lines.get(order_id, ()),
        payments=tuple(sorted(payments.get(order_id, ()), key=lambda payment: payment.sequential)),
    )


def _products(folder: Path, sold: Mapping[str, tuple[int, Decimal]]) -> list[SourceProduct]:
    products = [
        SourceProduct(
            product_id=product_id,
            category=intern(row.text("product_category_name")),
            weight_grams=row.number("product_weight_g", empty=0),
            units=sold[product_id][0],
            sold_total=sold[product_id][1],
        )
        for row in read_rows(folder, PRODUCTS)
        if (product_id := row.key("product_id")) in sold
    ]
    if missing := sold.keys() - {product.product_id for product in products}:
        raise DataProblem(ITEMS, min(missing), _("an id of %(file)s") % {"file": PRODUCTS})
    return products
