"""Placing orders: all or nothing, priced by the right side, in six statements."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backoffice.core.errors import BusinessError
from backoffice.core.models import AuditEntry, OutboxMessage
from inventory.errors import InsufficientStock
from inventory.models import Price, Product, StockLevel, Variant
from inventory.services import ReceiptLine, receive
from orders import errors, services
from orders.models import Customer, Order, OrderLine
from orders.services import CustomerDraft, LineDraft
from tests.orders.builders import ANA, Shop, refused


def test_an_order_is_priced_reserved_and_numbered(shop: Shop) -> None:
    placed = shop.place(("PAN-FE-24", 2), ("PRATO-AL", 3), discount_total=Decimal("51.45"), shipping_total=Decimal("24.64"))

    assert (placed.status, placed.payment_status, placed.fulfilment_status) == ("open", "pending", "unfulfilled")
    assert (placed.items_total, placed.total) == (Decimal("514.50"), Decimal("487.69"))
    assert [(line.sku, line.total, line.discount) for line in placed.lines] == [
        ("PAN-FE-24", Decimal("439.80"), Decimal("43.98")),
        ("PRATO-AL", Decimal("74.70"), Decimal("7.47")),
    ]
    assert placed.reserved_until == shop.at + timedelta(minutes=60)
    assert shop.level("PAN-FE-24") == (10, 2)
    order = Order.objects.get(number=placed.number)
    assert (order.total, order.ship_city, order.ship_state, order.unit_count) == (Decimal("487.69"), "Curitiba", "PR", 5)
    assert order.promised_ship_date == date(2026, 11, 26)
    assert order.customer.document == "52998224725"
    assert list(OutboxMessage.objects.filter(event_type="OrderPlaced").values_list("payload__order_number", flat=True)) == [placed.number]
    trace = AuditEntry.objects.get(subject_kind="order", subject_key=placed.number)
    assert (trace.action, trace.after["total"], trace.after["units"]) == ("order.placed", "487.69", 5)


def test_numbers_count_upwards(shop: Shop) -> None:
    first, second = shop.place(("PRATO-AL", 1)), shop.place(("PRATO-AL", 1))

    assert int(second.number) == int(first.number) + 1
    assert int(first.number) > 10_000


def test_the_result_is_what_was_written(shop: Shop) -> None:
    placed = shop.place(("KIT-COZINHA", 2), ("PRATO-AL", 1), external_id="BR-1", shipping_total=Decimal("9.90"))

    order = Order.objects.get(number=placed.number)
    for name in (
        "id",
        "external_id",
        "status",
        "payment_status",
        "fulfilment_status",
        "currency",
        "items_total",
        "total",
        "reserved_until",
    ):
        assert getattr(order, name) == getattr(placed, name), name
    written = [(line.sku, line.name, line.quantity, line.unit_price, line.discount, line.total) for line in order.lines.all()]
    assert written == [(line.sku, line.name, line.quantity, line.unit_price, line.discount, line.total) for line in placed.lines]


def test_a_kit_reserves_its_parts_together_with_loose_pieces(shop: Shop) -> None:
    shop.place(("KIT-COZINHA", 2), ("PRATO-AL", 4))

    assert shop.level("PAN-FE-24") == (10, 2)
    assert shop.level("PRATO-AL") == (10, 10)
    assert OrderLine.objects.get(sku="KIT-COZINHA").parts == [[shop.variants["PAN-FE-24"].pk, 1], [shop.variants["PRATO-AL"].pk, 3]]


def test_lines_of_one_sku_and_kits_with_it_count_together_against_stock(shop: Shop) -> None:
    with refused(InsufficientStock) as caught:
        shop.place(("PRATO-AL", 4), ("KIT-COZINHA", 1), ("PRATO-AL", 4))

    [shortage] = caught.value.data["shortages"]
    assert (shortage["sku"], shortage["requested"], shortage["available"]) == ("PRATO-AL", 11, 10)


def test_every_shortage_is_named(shop: Shop) -> None:
    with refused(InsufficientStock) as caught:
        shop.place(("PRATO-AL", 11), ("PAN-FE-24", 1), ("TAB-TE-40", 12))

    assert {(row["sku"], row["requested"]) for row in caught.value.data["shortages"]} == {("PRATO-AL", 11), ("TAB-TE-40", 12)}


def test_a_channel_with_price_authority_sets_its_prices(shop: Shop) -> None:
    draft = replace(shop.cart(channel="mercado"), lines=(LineDraft("PAN-FE-24", 2, Decimal("199.99")),))

    placed = services.place_order(draft=draft, by=shop.by, at=shop.at)

    assert placed.items_total == Decimal("399.98")


def test_a_price_that_equals_the_price_list_is_accepted(shop: Shop) -> None:
    draft = replace(shop.cart(), lines=(LineDraft("PAN-FE-24", 1, Decimal("219.9")),))

    assert services.place_order(draft=draft, by=shop.by, at=shop.at).total == Decimal("219.90")


def test_an_order_wholly_covered_by_its_discount_is_paid_and_never_expires(shop: Shop) -> None:
    placed = shop.place(("PRATO-AL", 1), discount_total=Decimal("24.90"))

    assert (placed.total, placed.payment_status, placed.reserved_until) == (Decimal("0.00"), "paid", None)


def test_a_channel_without_a_limit_holds_stock_until_somebody_cancels(shop: Shop) -> None:
    shop.store.reservation_minutes = 0
    shop.store.save()

    assert shop.place(("PRATO-AL", 1)).reserved_until is None
    assert shop.place(("PRATO-AL", 1), channel="mercado", expires=False).reserved_until is None


def _lines(sku: str, quantity: int, price: str | None = None) -> dict[str, object]:
    return {"lines": (LineDraft(sku, quantity, Decimal(price) if price else None),)}


def _quantity(quantity: object) -> dict[str, object]:
    return {"line": 0, "sku": "PRATO-AL", "quantity": str(quantity)}


# What is changed in a good order, which error refuses it, with which data.
REFUSALS = {
    "no lines": ({"lines": ()}, errors.EmptyOrder, {}),
    "unknown sku": (_lines("NADA", 1), errors.UnknownSkus, {"lines": [{"order": 0, "line": 0, "sku": "NADA"}]}),
    "quantity zero": (_lines("PRATO-AL", 0), errors.WrongQuantity, _quantity(0)),
    "quantity a bool": (_lines("PRATO-AL", True), errors.WrongQuantity, _quantity(True)),
    "a million": (_lines("PRATO-AL", 1_000_000), errors.WrongQuantity, _quantity(1_000_000)),
    "other price": (
        _lines("PRATO-AL", 1, "1.00"),
        errors.PriceMismatch,
        {"lines": [{"line": 0, "sku": "PRATO-AL", "sent": Decimal("1.00"), "price": Decimal("24.90")}]},
    ),
    "discount above goods": (
        {"discount_total": Decimal("24.91")},
        errors.DiscountTooLarge,
        {"discount_total": Decimal("24.91"), "items_total": Decimal("24.90")},
    ),
    "negative shipping": ({"shipping_total": Decimal("-0.01")}, errors.WrongAmount, {"field": "shipping_total", "amount": "-0.01"}),
    "not a number": ({"discount_total": Decimal("NaN")}, errors.WrongAmount, {"field": "discount_total", "amount": "NaN"}),
    "endless": ({"shipping_total": Decimal("Infinity")}, errors.WrongAmount, {"field": "shipping_total", "amount": "Infinity"}),
    "a tenth of a cent": ({"shipping_total": Decimal("0.001")}, errors.WrongAmount, {"field": "shipping_total", "amount": "0.001"}),
    "other currency": ({"currency": "USD"}, errors.CurrencyMismatch, {"currency": "USD", "expected": "BRL"}),
    "unknown channel": ({"channel_code": "feira"}, errors.UnknownChannel, {"channel": "feira"}),
    "wrong document": ({"customer": replace(ANA, document="529.982.247-26")}, errors.DocumentInvalid, {"document": "529.982.247-26"}),
    "repeated digits": ({"customer": replace(ANA, document="111.111.111-11")}, errors.DocumentInvalid, {"document": "111.111.111-11"}),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refused_order_says_why_and_leaves_nothing(shop: Shop, case: str) -> None:
    changes, error, data = REFUSALS[case]

    with refused(error) as caught:
        services.place_order(draft=replace(shop.cart(("PRATO-AL", 1)), **changes), by=shop.by, at=shop.at)

    assert caught.value.data == data


def test_a_channel_that_must_send_prices_and_does_not_is_refused(shop: Shop) -> None:
    draft = replace(shop.cart(channel="mercado"), lines=(LineDraft("PAN-FE-24", 1, Decimal("10.00")), LineDraft("PRATO-AL", 1)))

    with refused(errors.PriceMissing) as caught:
        services.place_order(draft=draft, by=shop.by, at=shop.at)

    assert caught.value.data == {"lines": [{"line": 1, "sku": "PRATO-AL"}]}


def test_an_order_larger_than_an_amount_can_be_is_refused(shop: Shop) -> None:
    draft = replace(shop.cart(channel="mercado"), lines=(LineDraft("PAN-FE-24", 999_999, Decimal("999999999.99")),))

    with refused(errors.WrongAmount) as caught:
        services.place_order(draft=draft, by=shop.by, at=shop.at)

    assert caught.value.data["field"] == "items_total"


def test_what_is_switched_off_is_not_sold(shop: Shop) -> None:
    Variant.objects.filter(sku="PRATO-AL").update(is_active=False)
    with refused(errors.UnknownSkus):
        shop.place(("PRATO-AL", 1))

    shop.store.is_active = False
    shop.store.save()
    with refused(errors.UnknownChannel):
        shop.place(("PAN-FE-24", 1))


def test_the_same_number_of_a_channel_comes_once_and_the_refusal_names_the_order(shop: Shop) -> None:
    placed = shop.place(("PRATO-AL", 1), external_id="BR-58231")

    with refused(errors.DuplicateExternalId) as caught:
        shop.place(("PAN-FE-24", 1), external_id="BR-58231")

    assert caught.value.data["number"] == placed.number
    assert shop.place(("PRATO-AL", 1), channel="mercado", external_id="BR-58231").number != placed.number


def test_a_number_that_comes_twice_in_one_batch_is_refused(shop: Shop) -> None:
    drafts = [shop.cart(("PRATO-AL", 1), external_id="BR-1")] * 2

    with refused(errors.DuplicateExternalId):
        services.place_orders(drafts=drafts, by=shop.by, at=shop.at)


def test_one_bad_order_refuses_its_whole_batch(shop: Shop) -> None:
    drafts = [shop.cart(("PRATO-AL", 6)), shop.cart(("PRATO-AL", 5))]

    with refused(InsufficientStock) as caught:
        services.place_orders(drafts=drafts, by=shop.by, at=shop.at)

    [shortage] = caught.value.data["shortages"]
    assert (shortage["requested"], shortage["available"]) == (5, 4), "the second order finds what the first one left"


def test_customers_are_told_apart_by_document_then_by_address(shop: Shop) -> None:
    bruno = CustomerDraft(name="Bruno Lins", email="Bruno@Example.com")
    drafts = [
        shop.cart(("PRATO-AL", 1)),
        shop.cart(("PRATO-AL", 1), customer=replace(ANA, name="Ana B. Nogueira", document="52998224725", email="other@example.com")),
        shop.cart(("PRATO-AL", 1), customer=bruno),
        shop.cart(("PRATO-AL", 1), customer=replace(bruno, email="bruno@example.com", phone="41 3333")),
        shop.cart(("PRATO-AL", 1), customer=CustomerDraft(name="Balcão")),
        shop.cart(("PRATO-AL", 1), customer=CustomerDraft(name="Balcão")),
    ]

    services.place_orders(drafts=drafts, by=shop.by, at=shop.at)

    assert sorted(Customer.objects.values_list("name", "document", "email", "phone")) == [
        ("Ana B. Nogueira", "52998224725", "other@example.com", "+55 41 99999-0000"),
        ("Balcão", "", "", ""),
        ("Balcão", "", "", ""),
        ("Bruno Lins", "", "bruno@example.com", "41 3333"),
    ]
    assert Order.objects.filter(customer__document="52998224725").count() == 2


def test_a_customer_is_updated_by_the_next_order_and_old_orders_keep_their_snapshot(shop: Shop) -> None:
    first = shop.place(("PRATO-AL", 1))
    shop.place(("PRATO-AL", 1), customer=replace(ANA, name="Ana Beatriz Prado", phone="", address={"city": "Lapa", "state": "PR"}))

    customer = Customer.objects.get()
    assert (customer.name, customer.phone, customer.address["city"]) == ("Ana Beatriz Prado", "+55 41 99999-0000", "Lapa")
    order = Order.objects.get(number=first.number)
    assert (order.customer_name, order.shipping_address["city"]) == ("Ana Beatriz Nogueira", "Curitiba")


def test_a_history_without_lines_is_kept_as_an_order(shop: Shop) -> None:
    placed = services.place_order(draft=replace(shop.cart(), allows_no_lines=True, expires=False), by=shop.by, at=shop.at)

    order = Order.objects.get(number=placed.number)
    assert (order.total, order.payment_status, order.lines.count()) == (Decimal("0.00"), "pending", 0)


def _many_lines(shop: Shop, count: int) -> tuple[tuple[str, int], ...]:
    product = Product.objects.create(name="Item")
    variants = Variant.objects.bulk_create([Variant(product=product, sku=f"ITEM-{index}") for index in range(count)])
    Price.objects.bulk_create([Price(price_list=shop.price_list, variant=variant, amount=Decimal("10.00")) for variant in variants])
    lines = [ReceiptLine(variant_id=each.pk, location_id=shop.warehouse.pk, quantity=5, unit_cost=Decimal("1")) for each in variants]
    receive(lines=lines, reference="R1", origin="opening", by=shop.by, at=shop.at)
    return tuple((variant.sku, 1) for variant in variants)


@pytest.mark.parametrize("count", [1, 3, 200])
def test_statements_do_not_grow_with_lines(shop: Shop, count: int) -> None:
    draft = shop.cart(*_many_lines(shop, count))
    draft = replace(draft, lines=tuple(replace(line, unit_price=None) for line in draft.lines))

    with CaptureQueriesContext(connection) as captured:
        services.place_order(draft=draft, by=shop.by, at=shop.at)

    # channel, sellable items, customer + order + lines, reservation, audit, outbox
    statements = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 6, statements
    assert StockLevel.objects.filter(reserved=1).count() == count


def test_statements_do_not_grow_with_orders(shop: Shop) -> None:
    drafts = [shop.cart(("PRATO-AL", 1), ("KIT-COZINHA", 1), external_id=f"BR-{index}") for index in range(2)]
    others = [CustomerDraft(name=f"Cliente {index}", email=f"c{index}@example.com") for index in range(8)]
    drafts += [shop.cart(("TAB-TE-40", 1), external_id=f"BX-{index}", customer=other) for index, other in enumerate(others)]

    with CaptureQueriesContext(connection) as captured:
        placed = services.place_orders(drafts=drafts, by=shop.by, at=shop.at)

    assert len([query for query in captured if "SAVEPOINT" not in query["sql"]]) == 6
    assert [order.external_id for order in placed] == [draft.external_id for draft in drafts]


def test_nothing_to_place_is_nothing_done(shop: Shop) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert services.place_orders(drafts=[], by=shop.by, at=shop.at) == []

    assert [query for query in captured if "SAVEPOINT" not in query["sql"]] == []


def test_every_error_is_a_business_error_with_its_own_code() -> None:
    classes = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, BusinessError)]
    named = [error for error in classes if error.__module__ == "orders.errors"]

    codes = [error.code for error in named]
    assert len(named) > 15
    assert len(set(codes)) == len(codes)
