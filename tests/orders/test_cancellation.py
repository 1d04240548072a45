"""Calling orders off: by a person, or by the clock."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backoffice.core.actors import SYSTEM
from backoffice.core.models import AuditEntry, OutboxMessage
from inventory.models import Reservation
from orders import errors, services, tasks
from orders.models import Order, OrderLine
from orders.services import CancellationDraft, ShipmentDraft
from tests.orders.builders import Shop, everything, refused


def _cancel(shop: Shop, *numbers: str) -> list[services.CancelledOrder]:
    drafts = [CancellationDraft(number, "cliente desistiu") for number in numbers]
    return services.cancel_orders(drafts=drafts, by=shop.by, at=shop.at)


def test_cancelling_gives_all_stock_back(shop: Shop) -> None:
    number = shop.place(("KIT-COZINHA", 2), ("TAB-TE-40", 1)).number

    [cancelled] = _cancel(shop, number)

    assert (cancelled.status, cancelled.fulfilment_status, cancelled.released_units) == ("cancelled", "cancelled", 9)
    assert [shop.level(sku) for sku in ("PAN-FE-24", "PRATO-AL", "TAB-TE-40")] == [(10, 0)] * 3
    assert set(Reservation.objects.values_list("status", flat=True)) == {"released"}
    order = Order.objects.get(number=number)
    assert (order.cancelled_at, order.cancel_reason) == (shop.at, "cliente desistiu")
    assert list(OrderLine.objects.filter(order=order).values_list("cancelled_quantity", flat=True)) == [2, 1]
    assert OutboxMessage.objects.get(event_type="OrderCancelled").payload["reason"] == "cliente desistiu"


def test_money_of_a_cancelled_order_stays_visible_until_the_provider_refunds_it(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1)).number
    shop.pay(number)

    [cancelled] = _cancel(shop, number)

    assert (cancelled.to_refund, cancelled.payment_status) == (Decimal("219.90"), "paid")
    assert Order.objects.get(number=number).has_payment_problem
    assert not OutboxMessage.objects.filter(event_type="PaymentRefunded").exists()
    shop.pay(number, kind="refunded")
    order = Order.objects.get(number=number)
    assert (order.payment_status, order.has_payment_problem) == ("refunded", False)


def test_what_has_shipped_is_not_cancelled(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 2)).number
    shop.pay(number)
    services.ship_order(draft=ShipmentDraft(number, lines=(("PRATO-AL", 1),)), by=shop.by, at=shop.at)

    with refused(errors.TransitionRefused) as caught:
        _cancel(shop, number)

    assert (caught.value.data["reason"], caught.value.data["units"]) == ("already_shipped", 1)


def test_an_order_is_cancelled_once(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 2)).number
    _cancel(shop, number)

    with refused(errors.TransitionRefused) as caught:
        _cancel(shop, number)

    assert (caught.value.data["reason"], caught.value.data["status"]) == ("is_cancelled", "cancelled")


def test_one_order_that_cannot_be_cancelled_keeps_the_whole_batch(shop: Shop) -> None:
    good, bad = shop.place(("PRATO-AL", 1)).number, shop.place(("PRATO-AL", 1)).number
    _cancel(shop, bad)

    with refused(errors.TransitionRefused):
        _cancel(shop, good, bad)
    with refused(errors.UnknownOrder):
        _cancel(shop, good, "99")


def test_the_preview_says_what_cancelling_would_do_and_does_nothing(shop: Shop) -> None:
    number = shop.place(("KIT-COZINHA", 1)).number
    shop.pay(number, "100.00")
    shop.pay(number, "230.00", kind="authorized")
    before = everything()

    effects = services.preview_cancellation(order_number=number, actor=shop.by)

    assert everything() == before
    assert [(effect.code, effect.data) for effect in effects] == [
        ("release_units", {"units": 4, "warehouse": "Curitiba"}),
        ("refund_due", {"amount": Decimal("100.00"), "currency": "BRL", "method": "credit_card", "provider": "mercadopago"}),
        ("void_authorization", {"amount": Decimal("130.00"), "currency": "BRL"}),
        ("advance_stays", {"amount": Decimal("100.00"), "currency": "BRL"}),
        ("cannot_be_undone", {}),
    ]
    [cancelled] = _cancel(shop, number)
    assert (cancelled.released_units, cancelled.to_refund) == (4, Decimal("100.00"))
    with refused(errors.TransitionRefused):
        services.preview_cancellation(order_number=number, actor=shop.by)


def test_unpaid_orders_expire_with_their_stock_when_their_time_is_over(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 4)).number

    assert services.expire_unpaid(at=shop.at + timedelta(minutes=59), by=SYSTEM) == []
    [expired] = services.expire_unpaid(at=shop.at + timedelta(minutes=60), by=SYSTEM)

    assert (expired.order_number, expired.released_units) == (number, 4)
    order = Order.objects.get(number=number)
    assert (order.status, order.fulfilment_status) == ("expired", "cancelled")
    assert shop.level("PRATO-AL") == (10, 0)
    assert Reservation.objects.get().status == "expired"
    assert AuditEntry.objects.get(action="order.expired").actor_name == "Retaguarda"
    assert services.expire_unpaid(at=shop.at + timedelta(days=9), by=SYSTEM) == []


@pytest.mark.parametrize("kind", ["captured", "authorized"])
def test_money_that_came_or_is_promised_stops_the_clock(shop: Shop, kind: str) -> None:
    number = shop.place(("PRATO-AL", 4)).number
    shop.pay(number, "10.00", kind=kind)

    assert services.expire_unpaid(at=shop.at + timedelta(days=9), by=SYSTEM) == []

    if kind == "authorized":
        shop.pay(number, "10.00", kind="voided")
        assert len(services.expire_unpaid(at=shop.at + timedelta(days=9), by=SYSTEM)) == 1


def test_a_capture_after_expiry_is_kept_and_shown_as_to_refund(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1)).number
    services.expire_unpaid(at=shop.at + timedelta(days=1), by=SYSTEM)

    shop.pay(number)

    order = Order.objects.get(number=number)
    assert (order.status, order.payment_status, order.has_payment_problem) == ("expired", "paid", True)
    with refused(errors.TransitionRefused) as caught:
        services.ship_order(draft=ShipmentDraft(number), by=shop.by, at=shop.at)
    assert caught.value.data["reason"] == "is_expired"


def test_expiry_goes_on_in_batches_until_nothing_is_left(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        shop.place(("PRATO-AL", 1))
    monkeypatch.setattr(tasks, "BATCH", 2)
    monkeypatch.setattr("backoffice.core.clock.now", lambda: shop.at + timedelta(days=1))

    assert tasks.expire_unpaid_orders() == 5
    assert tasks.expire_unpaid_orders(added_later=1) == 0
    assert shop.level("PRATO-AL") == (10, 0)


def test_statements_do_not_grow_with_orders(shop: Shop) -> None:
    numbers = [shop.place(("PRATO-AL", 1)).number for _ in range(6)]

    def count(*batch: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            _cancel(shop, *batch)
        return len([query for query in seen if "SAVEPOINT" not in query["sql"]])

    one = count(numbers[0])
    # orders, units, release, its audit, lines, orders again, audit, outbox
    assert (one, count(*numbers[1:])) == (8, 8)
