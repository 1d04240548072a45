"""Two at the same time, on real connections: exactly one wins, and the books know which."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from backoffice.core.actors import SYSTEM, Actor
from orders import errors, services
from orders.models import Customer, Order, PaymentEvent
from orders.services import CancellationDraft, CustomerDraft, ShipmentDraft
from tests.orders.builders import Shop, build_shop, payment
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(transactional_db: None, by: Actor, at: datetime) -> Shop:
    return build_shop(by=by, at=at, stock=200)


def test_one_number_of_the_channel_sent_eight_times_at_once_is_one_order(shop: Shop) -> None:
    for round_number in range(5):
        external_id = f"BR-{round_number}"

        results = at_once(*[partial(shop.place, ("PRATO-AL", 1), external_id=external_id)] * 8)

        placed = [result for result in results if isinstance(result, services.PlacedOrder)]
        refusals = [result for result in results if isinstance(result, errors.DuplicateExternalId)]
        assert (len(placed), len(refusals)) == (1, 7), results
        assert {refusal.data["number"] for refusal in refusals} == {placed[0].number}
    assert Order.objects.count() == 5
    assert shop.level("PRATO-AL") == (200, 5)


def test_a_new_customer_who_buys_eight_times_at_once_is_one_customer(shop: Shop) -> None:
    buyers = [CustomerDraft(name="Rita", document="529.982.247-25", phone=str(index)) for index in range(8)]

    results = at_once(*[lambda buyer=buyer: shop.place(("PRATO-AL", 1), customer=buyer) for buyer in buyers])

    assert all(isinstance(result, services.PlacedOrder) for result in results), results
    assert (Customer.objects.count(), Order.objects.count()) == (1, 8)


def test_batches_with_the_same_customers_in_opposite_order_do_not_deadlock(shop: Shop) -> None:
    emails = [f"c{index}@example.com" for index in range(20)]

    def place(ordered: list[str], name: str) -> object:
        drafts = [shop.cart(("PRATO-AL", 1), customer=CustomerDraft(name=name, email=email)) for email in ordered]
        return services.place_orders(drafts=drafts, by=shop.by, at=shop.at)

    for _ in range(3):
        results = at_once(lambda: place(emails, "ida"), lambda: place(emails[::-1], "volta"))
        assert all(isinstance(result, list) for result in results), results
    assert Customer.objects.count() == 20


def test_expiry_and_capture_cannot_both_win(shop: Shop) -> None:
    late = shop.at + timedelta(days=1)
    outcomes = set()
    for _ in range(12):
        number = shop.place(("PRATO-AL", 1)).number
        capture = payment(number, "captured", "24.90", event_id=f"PG-{number}", at=late)

        expired, recorded = at_once(
            lambda: services.expire_unpaid(at=late, by=SYSTEM),
            lambda capture=capture: services.record_payment_event(event=capture, by=shop.by, at=late),
        )

        assert isinstance(recorded, services.RecordedPayment), recorded
        order = Order.objects.get(number=number)
        outcomes.add(order.status)
        if order.status == "open":
            assert expired == []
            assert (order.payment_status, order.has_payment_problem) == ("paid", False)
            services.ship_order(draft=ShipmentDraft(number), by=shop.by, at=late)
        else:
            assert [row.order_number for row in expired] == [number]
            assert (order.status, order.has_payment_problem) == ("expired", True), "the late money is kept and shown"
    on_hand, reserved = shop.level("PRATO-AL")
    shipped = Order.objects.filter(fulfilment_status="shipped").count()
    assert (on_hand, reserved) == (200 - shipped, 0)
    assert outcomes <= {"open", "expired"}


def test_shipping_and_cancelling_cannot_both_win(shop: Shop) -> None:
    for _ in range(8):
        number = shop.place(("PRATO-AL", 1)).number
        shop.pay(number)

        results = at_once(
            lambda number=number: services.ship_order(draft=ShipmentDraft(number), by=shop.by, at=shop.at),
            lambda number=number: services.cancel_order(draft=CancellationDraft(number, "x"), by=shop.by, at=shop.at),
        )

        refusals = [result for result in results if isinstance(result, errors.TransitionRefused)]
        assert len(refusals) == 1, results
        assert refusals[0].data["reason"] in ("is_cancelled", "already_shipped", "all_shipped")
        assert Order.objects.get(number=number).status in ("open", "cancelled")
    assert shop.level("PRATO-AL")[1] == 0


def test_one_order_is_shipped_once_however_often_it_is_asked_forat_once(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 2)).number
    shop.pay(number)

    results = at_once(*[lambda: services.ship_order(draft=ShipmentDraft(number), by=shop.by, at=shop.at)] * 6)

    assert sum(isinstance(result, services.ShippedShipment) for result in results) == 1, results
    assert shop.level("PRATO-AL") == (198, 0)


def test_one_payment_event_sent_eight_times_at_once_counts_once(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 2)).number
    event = payment(number, "captured", "49.80", event_id="PG-1", at=shop.at)

    results = at_once(*[lambda: services.record_payment_event(event=event, by=shop.by, at=shop.at)] * 8)

    assert [result.is_new for result in results].count(True) == 1, results
    assert (PaymentEvent.objects.count(), Order.objects.get().captured_total) == (1, event.amount)


def test_one_event_sent_for_two_orders_at_once_is_kept_for_one(shop: Shop) -> None:
    for round_number in range(4):
        numbers = [shop.place(("PRATO-AL", 1)).number for _ in range(2)]
        events = [payment(number, "captured", "24.90", event_id=f"PG-{round_number}", at=shop.at) for number in numbers]

        results = at_once(*[lambda event=event: services.record_payment_event(event=event, by=shop.by, at=shop.at) for event in events])

        assert sorted(type(result).__name__ for result in results) == ["PaymentEventReused", "RecordedPayment"], results
        assert sum(order.captured_total for order in Order.objects.filter(number__in=numbers)) == events[0].amount
