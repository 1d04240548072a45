"""
Order to cash, end to end: what the shop sells, the warehouse ships and the bank pays is what the books say.

One order with a kit, a discount and freight: placed, paid, shipped in two parcels, delivered, partly refunded.  After
every step stock, order and ledger are looked at together.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from backoffice import roles
from backoffice.core import policy
from backoffice.core.actors import Actor
from finance.posting import roles as accounts
from finance.reports.income_statement import StatementPeriod, build_income_statement
from finance.reports.trial_balance import build_trial_balance
from inventory import queries as stock
from inventory.models import StockValue
from orders import queries, services
from orders.services import DeliveryDraft, ShipmentDraft
from tests.orders.builders import Shop, build_shop, payment


@pytest.fixture
def shop(db: None, by: Actor, at: datetime) -> Shop:
    return build_shop(by=by, at=at)


@pytest.fixture
def warehouse() -> Actor:
    return Actor(kind="user", id=0, name="Joana Lima", grants=policy.grants_of_roles([roles.WAREHOUSE]))


def _books(**expected: str) -> None:
    """The ledger's balances, debit positive, named by the account's role; everything balances and stock equals its account."""
    balance = build_trial_balance(date_from=date(2026, 10, 1), date_to=date(2026, 12, 31))
    assert balance.is_balanced
    for role, amount in expected.items():
        row = balance.row(getattr(accounts, role))
        assert (row.closing if row else Decimal("0.00")) == Decimal(amount), role
    inventory = balance.row(accounts.INVENTORY)
    assert inventory is not None
    assert inventory.closing == stock.get_stock_value() == sum(StockValue.objects.values_list("value", flat=True))


def test_an_order_from_the_cart_to_the_refund(shop: Shop, warehouse: Actor, at: datetime) -> None:
    # The opening stock: 10 of each, 110 + 60 + 8 a piece.
    _books(INVENTORY="1780.00", OPENING_BALANCES="-1780.00")

    # A kit (pan and three plates) and two boards: 330.00 + 259.80 - 58.98 + 24.64.
    placed = shop.place(
        ("KIT-COZINHA", 1), ("TAB-TE-40", 2), discount_total=Decimal("58.98"), shipping_total=Decimal("24.64"), external_id="BR-58231"
    )
    number = placed.number
    assert placed.total == Decimal("555.46")
    assert [shop.level(sku) for sku in ("PAN-FE-24", "PRATO-AL", "TAB-TE-40")] == [(10, 1), (10, 3), (10, 2)]
    _books(INVENTORY="1780.00", PRODUCT_SALES="0.00")

    # Nothing leaves unpaid; the page says so and names no next step.
    page = queries.get_order(number=number, actor=warehouse, today=at.date())
    assert page.next_step is None
    assert {action.name: action.reason.code for action in page.actions if action.reason}["ship"] == "is_unpaid"

    # The provider captures everything and keeps 4.99 %: the customer has an advance with us.
    capture = payment(number, "captured", "555.46", event_id="PG-88213", at=at, fee="27.72")
    services.record_payment_event(event=capture, by=shop.by, at=at)
    _books(PROVIDER_RECEIVABLE="527.74", PAYMENT_FEES="27.72", CUSTOMER_ADVANCE="-555.46", PRODUCT_SALES="0.00")

    # The first parcel: one board and all of the freight.  Revenue is what left.
    first = services.ship_order(draft=ShipmentDraft(number, (("TAB-TE-40", 1),), "Correios Sedex"), by=warehouse, at=at)
    assert (first.items_total, first.discount_total, first.freight_total) == (Decimal("129.90"), Decimal("12.99"), Decimal("24.64"))
    assert shop.level("TAB-TE-40") == (9, 1)
    _books(PRODUCT_SALES="-129.90", FREIGHT_CHARGED="-24.64", DISCOUNTS="12.99", COST_OF_GOODS="60.00", CUSTOMER_ADVANCE="-413.91")

    # The second parcel takes the rest; the advance is used up to the cent.
    next_day = at + timedelta(days=1)
    second = services.ship_order(draft=ShipmentDraft(number), by=warehouse, at=next_day)
    assert second.cost_total == Decimal("110.00") + 3 * Decimal("8.00") + Decimal("60.00")
    assert [shop.level(sku) for sku in ("PAN-FE-24", "PRATO-AL", "TAB-TE-40")] == [(9, 0), (7, 0), (8, 0)]
    _books(
        PRODUCT_SALES="-589.80",
        FREIGHT_CHARGED="-24.64",
        DISCOUNTS="58.98",
        COST_OF_GOODS="254.00",
        CUSTOMER_ADVANCE="0.00",
        CUSTOMER_RECEIVABLE="0.00",
        INVENTORY="1526.00",
    )

    # Both arrive: the order is completed.
    services.deliver_order(draft=DeliveryDraft(number, f"{number}-1"), by=warehouse, at=next_day)
    delivered = services.deliver_order(draft=DeliveryDraft(number), by=warehouse, at=next_day)
    assert (delivered.status, delivered.fulfilment_status) == ("completed", "delivered")

    # A week later 30.00 go back for a scratch.  The advance is gone, so revenue is taken back.
    later = at + timedelta(days=7)
    refund = payment(number, "refunded", "30.00", event_id="PG-88213-R1", at=later)
    recorded = services.record_payment_event(event=refund, by=shop.by, at=later)
    assert (recorded.status, recorded.payment_status) == ("completed", "partially_refunded")
    _books(RETURNS="30.00", PROVIDER_RECEIVABLE="497.74", CUSTOMER_ADVANCE="0.00")

    # The income statements of both months tell the same story: November sold, December gave back.
    november = build_income_statement(period=StatementPeriod(2026, 11))
    assert november.amount("gross_revenue") == first.items_total + first.freight_total + second.items_total
    december = build_income_statement(period=StatementPeriod(2026, 12))
    assert december.amount("net_profit") == Decimal("-30.00")

    # The story, newest first, in words.
    story = [entry.text for entry in queries.list_timeline(number=number, actor=warehouse)]
    assert story == [
        "informou um reembolso",
        "confirmou a entrega",
        "confirmou a entrega",
        f"expediu o volume {number}-2",
        f"expediu o volume {number}-1",
        "informou um pagamento",
        "enviou o pedido",
    ]
