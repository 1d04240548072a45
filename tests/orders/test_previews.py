"""A dialog promises what the act then does: the same figures, and nothing is written by asking."""

from decimal import Decimal
from typing import Any

import pytest

from backoffice import roles
from backoffice.core import policy
from backoffice.core.actors import Actor
from orders import errors, services
from orders.models import Order
from orders.services import ItemsCancellationDraft, ShipmentDraft
from tests.orders.builders import Shop, everything, payment, refused

D = Decimal


def _told(effects: list[services.Effect], *names: str) -> list[tuple[Any, ...]]:
    return [(effect.code, *(effect.data[name] for name in names if name in effect.data)) for effect in effects]


def test_shipping_a_part_tells_stock_revenue_advance_and_rest(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 3), shipping_total=D("12.00")).number
    shop.pay(number, "80.00")
    shop.pay(number, "6.70")
    draft = ShipmentDraft(number, lines=(("PRATO-AL", 2),))
    before = everything()

    effects = services.preview_shipment(draft=draft, actor=shop.by, at=shop.at)

    assert everything() == before
    assert _told(effects, "units", "amount", "cost") == [
        ("issue_units", 2, D("16.00")),
        ("recognise_revenue", D("61.80")),
        ("use_advance", D("61.80")),
        ("rest_stays", 1),
    ]
    done = services.ship_order(draft=draft, by=shop.by, at=shop.at)
    assert (done.cost_total, done.items_total + done.freight_total) == (D("16.00"), D("61.80"))
    assert Order.objects.get(number=number).advance_total == D("24.90")


def test_costs_are_told_only_to_those_who_may_see_them(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1)).number
    shop.pay(number)
    worker = Actor(kind="user", id=1, name="x", grants=policy.grants_of_roles([roles.WAREHOUSE]))

    [issue, *_rest] = services.preview_shipment(draft=ShipmentDraft(number), actor=worker, at=shop.at)

    assert issue.data["cost"] is None
    assert "8,00" not in issue.text


def test_goods_on_account_become_a_receivable(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 2), channel="mercado").number

    effects = services.preview_shipment(draft=ShipmentDraft(number), actor=shop.by, at=shop.at)

    assert _told(effects, "amount")[1:] == [("recognise_revenue", D("49.80")), ("become_receivable", D("49.80")), ("nothing_left_to_ship",)]


def test_an_act_that_would_be_refused_has_no_preview(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1)).number

    with refused(errors.TransitionRefused):
        services.preview_shipment(draft=ShipmentDraft(number), actor=shop.by, at=shop.at)
    with refused(errors.TransitionRefused):
        services.preview_delivery(order_number=number, shipment="", actor=shop.by)
    with refused(errors.TransitionRefused):
        services.preview_approval(order_number=number, actor=shop.by)
    with refused(errors.UnknownOrder):
        services.preview_items_cancellation(draft=ItemsCancellationDraft("1", "x"), actor=shop.by)


def test_a_delivery_says_whether_it_completes_the_order(shop: Shop) -> None:
    paid, owed = shop.place(("PRATO-AL", 1)).number, shop.place(("PRATO-AL", 1), channel="mercado").number
    shop.pay(paid)
    for number in (paid, owed):
        services.ship_order(draft=ShipmentDraft(number), by=shop.by, at=shop.at)

    assert _told(services.preview_delivery(order_number=paid, shipment="", actor=shop.by)) == [("parcels_arrive",), ("order_completes",)]
    assert _told(services.preview_delivery(order_number=owed, shipment="", actor=shop.by), "amount") == [
        ("parcels_arrive",),
        ("still_to_pay", D("24.90")),
    ]


@pytest.mark.parametrize(
    ("kind", "amount", "expected"),
    [
        ("captured", "60.00", [("become_advance", D("60.00")), ("payment_becomes", "partially_paid"), ("still_to_pay", D("14.70"))]),
        ("captured", "80.00", [("become_advance", D("80.00")), ("payment_becomes", "paid"), ("left_to_refund", D("5.30"))]),
        ("refunded", "10.00", [("waits_for_payment", D("10.00"))]),
    ],
)
def test_a_payment_says_what_it_books_and_what_stays(shop: Shop, kind: str, amount: str, expected: list[tuple[Any, ...]]) -> None:
    number = shop.place(("PRATO-AL", 3)).number
    event = payment(number, kind, amount, event_id="E1", at=shop.at)
    before = everything()

    effects = services.preview_payment(event=event, actor=shop.by, at=shop.at)

    assert everything() == before
    assert _told(effects, "amount", "status") == expected
    services.record_payment_event(event=event, by=shop.by, at=shop.at)
    order = Order.objects.get(number=number)
    assert order.payment_status == next((row[1] for row in expected if row[0] == "payment_becomes"), "pending")


def test_a_refund_after_shipping_comes_out_of_revenue_and_a_chargeback_is_a_loss(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 2)).number
    shop.pay(number, "60.00")
    services.ship_order(draft=ShipmentDraft(number), by=shop.by, at=shop.at)

    refund = services.preview_payment(event=payment(number, "refunded", "20.00", event_id="R", at=shop.at), actor=shop.by, at=shop.at)
    lost = services.preview_payment(event=payment(number, "chargeback", "60.00", event_id="C", at=shop.at), actor=shop.by, at=shop.at)

    assert _told(refund, "amount")[:2] == [("take_advance", D("10.20")), ("take_back_revenue", D("9.80"))]
    assert _told(lost, "amount")[:2] == [("take_advance", D("10.20")), ("become_loss", D("49.80"))]
