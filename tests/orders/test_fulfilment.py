"""Shipping and delivering: stock, revenue and cost leave together, in parts that sum to the whole."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backoffice.core.models import AuditEntry, OutboxMessage
from orders import errors, services
from orders.models import Order, OrderLine, Shipment
from orders.services import CancellationDraft, DeliveryDraft, ShipmentDraft, ShippedShipment
from tests.orders.builders import Shop, refused


def _ship(shop: Shop, number: str, *lines: tuple[str, int]) -> ShippedShipment:
    draft = ShipmentDraft(number, lines=lines or None, carrier="Correios Sedex", tracking_code="AA442918705BR")
    return services.ship_order(draft=draft, by=shop.by, at=shop.at)


def _deliver(shop: Shop, number: str, shipment: str = "") -> services.DeliveredOrder:
    return services.deliver_order(draft=DeliveryDraft(number, shipment), by=shop.by, at=shop.at)


def test_a_paid_order_ships_whole_with_revenue_and_cost(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1), ("PRATO-AL", 2), shipping_total=Decimal("20.00"), discount_total=Decimal("9.70")).number
    shop.pay(number)

    shipped = _ship(shop, number)

    assert (shipped.number, shipped.fulfilment_status) == (f"{number}-1", "shipped")
    assert (shipped.items_total, shipped.freight_total, shipped.discount_total) == (Decimal("269.70"), Decimal("20.00"), Decimal("9.70"))
    assert shipped.cost_total == Decimal("126.00")
    assert shop.level("PAN-FE-24") == (9, 0)
    order = Order.objects.get(number=number)
    assert (order.recognised_total, order.advance_total, order.shipped_at) == (Decimal("280.00"), Decimal("0.00"), shop.at)
    fact = OutboxMessage.objects.get(event_type="OrderShipped").payload
    assert (fact["from_advance"], fact["to_receivable"], fact["cost_total"]) == ("280.00", "0.00", "126.00")


def test_an_order_ships_in_parts_and_the_parts_sum_to_it(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 3), ("PAN-FE-24", 1), shipping_total=Decimal("15.00"), discount_total=Decimal("10.00")).number
    shop.pay(number)

    first = _ship(shop, number, ("PRATO-AL", 1))
    assert first.fulfilment_status == "partially_shipped"
    assert first.freight_total == Decimal("15.00"), "freight is earned with the first parcel"
    second = _ship(shop, number, ("PRATO-AL", 1), ("PAN-FE-24", 1))
    third = _ship(shop, number)

    order = Order.objects.get(number=number)
    parcels = [first, second, third]
    assert [parcel.number for parcel in parcels] == [f"{number}-1", f"{number}-2", f"{number}-3"]
    assert sum(parcel.items_total for parcel in parcels) == order.items_total
    assert sum(parcel.discount_total for parcel in parcels) == order.discount_total
    assert sum(parcel.freight_total for parcel in parcels) == order.shipping_total
    assert order.recognised_total == order.total
    assert (third.fulfilment_status, shop.level("PRATO-AL")) == ("shipped", (7, 0))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parcels=st.lists(st.integers(min_value=1, max_value=3), min_size=1, max_size=4), discount=st.integers(min_value=0, max_value=2490))
def test_any_way_of_splitting_an_order_recognises_exactly_its_total(shop: Shop, parcels: list[int], discount: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE inventory_stocklevel SET on_hand = 5000")
        cursor.execute("UPDATE inventory_stockvalue SET quantity = 5000, value = 40000")
    off = Decimal(discount) / 100
    number = shop.place(("PRATO-AL", sum(parcels)), ("TAB-TE-40", 1), discount_total=off, shipping_total=Decimal("7.77")).number
    shop.pay(number)

    for quantity in parcels:
        _ship(shop, number, ("PRATO-AL", quantity))
    _ship(shop, number)

    order = Order.objects.get(number=number)
    assert order.recognised_total == order.total
    assert (order.advance_total, order.receivable_total) == (Decimal("0.00"), Decimal("0.00"))
    assert sum(parcel.discount_total for parcel in Shipment.objects.filter(order=order)) == off


def test_several_parcels_of_one_order_leave_in_one_batch(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 3)).number
    shop.pay(number)
    drafts = [ShipmentDraft(number, lines=(("PRATO-AL", 1),)), ShipmentDraft(number)]

    first, second = services.ship_orders(drafts=drafts, by=shop.by, at=shop.at)

    assert (first.number, second.number) == (f"{number}-1", f"{number}-2")
    assert second.lines == (("PRATO-AL", 2),)
    assert Order.objects.get(number=number).fulfilment_status == "shipped"


def test_lines_of_one_sku_are_one_pile_for_the_parcel(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 2), ("PRATO-AL", 2)).number
    shop.pay(number)

    _ship(shop, number, ("PRATO-AL", 3))

    shipped = OrderLine.objects.filter(order__number=number).order_by("position").values_list("shipped_quantity", flat=True)
    assert list(shipped) == [2, 1]


def test_a_kit_ships_as_it_was_composed_when_it_was_sold(shop: Shop) -> None:
    number = shop.place(("KIT-COZINHA", 2)).number
    shop.pay(number)
    shop.variants["KIT-COZINHA"].components.all().delete()

    shipped = _ship(shop, number, ("KIT-COZINHA", 1))

    assert shipped.cost_total == Decimal("134.00")
    assert (shop.level("PAN-FE-24"), shop.level("PRATO-AL")) == ((9, 1), (7, 3))


def test_a_channel_on_account_ships_before_payment_and_the_rest_is_receivable(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1), channel="mercado").number
    shop.pay(number, "100.00")

    _ship(shop, number)

    order = Order.objects.get(number=number)
    assert (order.receivable_total, order.reserved_until) == (Decimal("119.90"), None)
    shop.pay(number, "119.90")
    order.refresh_from_db()
    assert (order.receivable_total, order.advance_total, order.payment_status) == (Decimal("0.00"), Decimal("0.00"), "paid")


def test_an_unpaid_order_does_not_ship_and_says_what_is_missing(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1)).number
    shop.pay(number, "200.00")

    with refused(errors.TransitionRefused) as caught:
        _ship(shop, number)

    assert caught.value.data == {
        "order": number,
        "action": "ship",
        "reason": "is_unpaid",
        "missing": Decimal("19.90"),
        "channel": "Loja virtual",
        "status": "open",
        "payment_status": "partially_paid",
        "fulfilment_status": "unfulfilled",
    }


@pytest.mark.parametrize("reason", ["is_cancelled", "all_shipped", "money_given_back"])
def test_shipping_is_refused_with_its_reason(shop: Shop, reason: str) -> None:
    number = shop.place(("PAN-FE-24", 1)).number
    if reason == "is_cancelled":
        services.cancel_order(draft=CancellationDraft(number, "desistiu"), by=shop.by, at=shop.at)
    else:
        shop.pay(number)
    if reason == "all_shipped":
        _ship(shop, number)
    if reason == "money_given_back":
        shop.pay(number, "1.00", kind="refunded")

    with refused(errors.TransitionRefused) as caught:
        _ship(shop, number)

    assert caught.value.data["reason"] == reason


def test_more_than_is_open_is_refused_naming_sku_and_open_quantity(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 3), ("PAN-FE-24", 1)).number
    shop.pay(number)
    _ship(shop, number, ("PRATO-AL", 2))

    with refused(errors.OverShipment) as caught:
        _ship(shop, number, ("PRATO-AL", 2), ("TAB-TE-40", 1), ("PAN-FE-24", 1))

    assert caught.value.data["lines"] == [
        {"sku": "PRATO-AL", "requested": 2, "open": 1},
        {"sku": "TAB-TE-40", "requested": 1, "open": 0},
    ]


def test_a_parcel_of_nothing_and_of_wrong_quantities_is_refused(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 3)).number
    shop.pay(number)

    with refused(errors.EmptyOrder):
        services.ship_order(draft=ShipmentDraft(number, lines=()), by=shop.by, at=shop.at)
    for quantity in (0, -1, True):
        with refused(errors.WrongQuantity):
            _ship(shop, number, ("PRATO-AL", quantity))
    with refused(errors.UnknownOrder):
        _ship(shop, "99")


def test_an_order_without_lines_does_not_ship(shop: Shop) -> None:
    placed = services.place_order(draft=replace(shop.cart(channel="mercado"), allows_no_lines=True), by=shop.by, at=shop.at)

    with refused(errors.TransitionRefused) as caught:
        _ship(shop, placed.number)

    assert caught.value.data["reason"] == "has_no_lines"


def test_a_delivered_and_paid_order_is_completed(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1)).number
    shop.pay(number)
    _ship(shop, number)

    delivered = _deliver(shop, number)

    assert (delivered.status, delivered.fulfilment_status, delivered.shipments) == ("completed", "delivered", (f"{number}-1",))
    assert Order.objects.get(number=number).delivered_at == shop.at
    assert OutboxMessage.objects.filter(event_type="OrderDelivered").count() == 1


def test_delivered_goods_that_are_not_wholly_paid_stay_open_as_a_problem(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1), channel="mercado").number
    _ship(shop, number)
    _deliver(shop, number)

    order = Order.objects.get(number=number)
    assert (order.status, order.has_payment_problem) == ("open", True)

    shop.pay(number)

    order.refresh_from_db()
    assert (order.status, order.has_payment_problem) == ("completed", False)


def test_parcels_arrive_one_by_one(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 3)).number
    shop.pay(number)
    _ship(shop, number, ("PRATO-AL", 1))
    _ship(shop, number, ("PRATO-AL", 1))
    with refused(errors.UnknownShipment):
        _deliver(shop, number, f"{number}-9")

    assert _deliver(shop, number, f"{number}-2").fulfilment_status == "partially_shipped"
    with refused(errors.UnknownShipment):
        _deliver(shop, number, f"{number}-2")
    _deliver(shop, number)
    with refused(errors.TransitionRefused) as caught:
        _deliver(shop, number)
    assert caught.value.data["reason"] == "all_delivered"
    _ship(shop, number)

    assert _deliver(shop, number).status == "completed"


def test_what_has_not_left_cannot_arrive(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 3)).number

    with refused(errors.TransitionRefused) as caught:
        _deliver(shop, number)

    assert caught.value.data["reason"] == "nothing_shipped"


def test_the_story_is_in_the_trail(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1)).number
    shop.pay(number)
    _ship(shop, number)
    _deliver(shop, number)

    trail = AuditEntry.objects.filter(subject_kind="order", subject_key=number).order_by("id")
    assert list(trail.values_list("action", flat=True)) == ["order.placed", "payment.captured", "order.shipped", "order.delivered"]
    assert trail[2].after["lines"] == [["PRATO-AL", 1]]


def test_statements_do_not_grow_with_parcels(shop: Shop) -> None:
    numbers = [shop.place(("PRATO-AL", 1)).number for _ in range(6)]
    for number in numbers:
        shop.pay(number)

    def count(*batch: str) -> list[int]:
        with CaptureQueriesContext(connection) as shipping:
            services.ship_orders(drafts=[ShipmentDraft(number) for number in batch], by=shop.by, at=shop.at)
        with CaptureQueriesContext(connection) as delivering:
            services.deliver_orders(drafts=[DeliveryDraft(number) for number in batch], by=shop.by, at=shop.at)
        return [len([query for query in seen if "SAVEPOINT" not in query["sql"]]) for seen in (shipping, delivering)]

    first = count(numbers[0])
    assert count(numbers[1]) == count(*numbers[2:])
    assert max(first) <= 30
