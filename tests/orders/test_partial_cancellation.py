"""Calling off a part of an order: stock, totals, money and states stay right to the cent and to the piece."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backoffice.core.models import AuditEntry, OutboxMessage
from inventory.models import Reservation
from orders import errors, services
from orders.models import Order, OrderLine
from orders.services import DeliveryDraft, ItemsCancellationDraft, ShipmentDraft
from tests.orders.builders import Shop, everything, refused

D = Decimal


def _cancel(shop: Shop, number: str, *lines: tuple[str, int]) -> services.CancelledItems:
    draft = ItemsCancellationDraft(number, "sem estoque", lines=lines or None)
    return services.cancel_order_items(draft=draft, by=shop.by, at=shop.at)


def _ship(shop: Shop, number: str, *lines: tuple[str, int]) -> services.ShippedShipment:
    return services.ship_order(draft=ShipmentDraft(number, lines=lines or None), by=shop.by, at=shop.at)


def test_some_units_of_an_unshipped_order_are_called_off(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 4), ("TAB-TE-40", 1), shipping_total=D("12.00"), discount_total=D("10.00")).number

    done = _cancel(shop, number, ("PRATO-AL", 3))

    order = Order.objects.get(number=number)
    # 229,50 of goods; the discount of 10,00 falls on the plates as 4,34: a quarter of that stays
    assert (order.items_total, order.discount_total, order.shipping_total) == (D("154.80"), D("6.75"), D("12.00"))
    assert (order.total, order.cancelled_total) == (D("160.05"), D("71.45"))
    assert (done.total, done.amount, done.released_units, done.lines) == (D("160.05"), D("71.45"), 3, (("PRATO-AL", 3),))
    assert (order.unit_count, order.version, order.status) == (2, 2, "open")
    assert (shop.level("PRATO-AL"), shop.level("TAB-TE-40")) == ((10, 1), (10, 1))
    assert sorted(Reservation.objects.filter(variant=shop.variants["PRATO-AL"]).values_list("status", "quantity")) == [
        ("pending", 1),
        ("released", 3),
    ]
    trace = AuditEntry.objects.get(action="order.items_cancelled")
    assert (trace.after["reason"], trace.after["amount"], trace.before["total"]) == ("sem estoque", "71.45", "231.50")
    assert OutboxMessage.objects.get(event_type="OrderItemsCancelled").payload["lines"] == [["PRATO-AL", 3]]


def test_the_open_rest_of_a_partly_shipped_order_is_called_off(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 3), discount_total=D("0.10")).number
    shop.pay(number)
    _ship(shop, number, ("PRATO-AL", 1))

    done = _cancel(shop, number)

    order = Order.objects.get(number=number)
    # One of three plates: 24,90 less a third of ten cents
    assert (order.total, order.recognised_total, order.cancelled_total) == (D("24.87"), D("24.87"), D("49.73"))
    assert (done.fulfilment_status, done.status, done.payment_status) == ("shipped", "open", "paid")
    assert (done.to_refund, order.advance_total, order.has_payment_problem) == (D("49.73"), D("49.73"), True)
    assert OutboxMessage.objects.get(event_type="MoneyToRefund").payload["amount"] == "49.73"
    assert shop.level("PRATO-AL") == (9, 0)
    assert list(OrderLine.objects.values_list("quantity", "shipped_quantity", "cancelled_quantity")) == [(3, 1, 2)]


def test_the_refund_of_what_was_called_off_comes_out_of_the_advance_and_never_out_of_revenue(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 3)).number
    shop.pay(number)
    _ship(shop, number, ("PRATO-AL", 1))
    _cancel(shop, number)

    shop.pay(number, "49.80", kind="refunded")

    order = Order.objects.get(number=number)
    assert (order.advance_total, order.returned_revenue_total, order.payment_status) == (D("0.00"), D("0.00"), "partially_refunded")
    assert not order.has_payment_problem
    [refund] = OutboxMessage.objects.filter(event_type="PaymentRefunded")
    assert (refund.payload["from_advance"], refund.payload["from_revenue"]) == ("49.80", "0.00")
    services.deliver_order(draft=DeliveryDraft(number), by=shop.by, at=shop.at)
    assert Order.objects.get(number=number).status == "completed"


def test_what_ships_after_a_part_was_called_off_adds_up_to_the_new_total(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 7), ("PAN-FE-24", 1), shipping_total=D("9.99"), discount_total=D("33.33")).number
    shop.pay(number)
    _ship(shop, number, ("PRATO-AL", 2))
    _cancel(shop, number, ("PRATO-AL", 3))
    _ship(shop, number, ("PRATO-AL", 1))
    _ship(shop, number)

    order = Order.objects.get(number=number)
    assert order.recognised_total == order.total
    assert order.fulfilment_status == "shipped"
    assert order.advance_total == order.captured_total - order.total == order.cancelled_total


def test_calling_off_the_rest_after_all_that_left_has_arrived_completes_the_order(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 2)).number
    shop.pay(number)
    _ship(shop, number, ("PRATO-AL", 1))
    services.deliver_order(draft=DeliveryDraft(number), by=shop.by, at=shop.at)

    done = _cancel(shop, number)

    assert (done.status, done.fulfilment_status) == ("completed", "delivered")
    assert Order.objects.get(number=number).delivered_at == shop.at
    assert OutboxMessage.objects.filter(event_type="OrderDelivered").count() == 1


def test_a_partly_paid_order_is_paid_once_the_rest_is_called_off(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 2)).number
    shop.pay(number, "24.90")

    assert _cancel(shop, number, ("PRATO-AL", 1)).payment_status == "paid"


def test_a_kit_gives_back_its_parts(shop: Shop) -> None:
    number = shop.place(("KIT-COZINHA", 2)).number

    done = _cancel(shop, number, ("KIT-COZINHA", 1))

    assert done.released_units == 4
    assert (shop.level("PAN-FE-24"), shop.level("PRATO-AL")) == ((10, 1), (10, 3))


def test_a_plate_of_a_kit_and_a_plate_alone_are_one_pile_of_stock(shop: Shop) -> None:
    number = shop.place(("KIT-COZINHA", 1), ("PRATO-AL", 2)).number

    _cancel(shop, number, ("PRATO-AL", 1))

    assert shop.level("PRATO-AL") == (10, 4)
    shop.pay(number)
    _ship(shop, number)
    assert shop.level("PRATO-AL") == (6, 0)


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ((("PRATO-AL", 3),), errors.OverCancellation),
        ((("NADA", 1),), errors.OverCancellation),
        ((("PRATO-AL", 0),), errors.WrongQuantity),
        ((("PRATO-AL", 2), ("TAB-TE-40", 1)), errors.CancelsEverything),
        (None, errors.CancelsEverything),
        ((), errors.EmptyOrder),
    ],
)
def test_more_than_there_is_or_everything_is_refused(shop: Shop, lines: tuple[tuple[str, int], ...] | None, error: type) -> None:
    number = shop.place(("PRATO-AL", 2), ("TAB-TE-40", 1)).number

    with refused(error):
        services.cancel_order_items(draft=ItemsCancellationDraft(number, "x", lines=lines), by=shop.by, at=shop.at)


def test_what_is_off_or_has_left_stays_as_it_is(shop: Shop) -> None:
    gone, off = shop.place(("PRATO-AL", 2)).number, shop.place(("PRATO-AL", 2)).number
    shop.pay(gone)
    _ship(shop, gone)
    services.cancel_order(draft=services.CancellationDraft(off, "x"), by=shop.by, at=shop.at)

    for number, reason in ((gone, "all_shipped"), (off, "is_cancelled")):
        with refused(errors.TransitionRefused) as caught:
            _cancel(shop, number, ("PRATO-AL", 1))
        assert caught.value.data["reason"] == reason


def test_the_preview_says_what_will_happen_and_does_nothing(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 3)).number
    shop.pay(number)
    _ship(shop, number, ("PRATO-AL", 1))
    before = everything()

    effects = services.preview_items_cancellation(draft=ItemsCancellationDraft(number, "x"), actor=shop.by)

    assert everything() == before
    assert [(effect.code, effect.data.get("units") or effect.data.get("amount")) for effect in effects] == [
        ("release_units", 2),
        ("lower_total", D("49.80")),
        ("refund_due", D("49.80")),
        ("nothing_left_to_ship", None),
        ("cannot_be_undone", None),
    ]
    done = _cancel(shop, number)
    assert (done.released_units, done.amount, done.to_refund) == (2, D("49.80"), D("49.80"))


def test_statements_do_not_grow_with_orders_and_lines(shop: Shop) -> None:
    numbers = [shop.place(("PRATO-AL", 2)).number, shop.place(("PRATO-AL", 1), ("PAN-FE-24", 1), ("TAB-TE-40", 1)).number]
    numbers += [shop.place(("PRATO-AL", 2)).number]

    def count(*batch: str) -> int:
        drafts = [ItemsCancellationDraft(number, "x", lines=(("PRATO-AL", 1),)) for number in batch]
        with CaptureQueriesContext(connection) as seen:
            services.cancel_items(drafts=drafts, by=shop.by, at=shop.at)
        return len([query for query in seen if "SAVEPOINT" not in query["sql"]])

    # orders, lines, units, release, its audit, lines again, orders again, audit, outbox
    assert (count(numbers[0]), count(*numbers[1:])) == (9, 9)
