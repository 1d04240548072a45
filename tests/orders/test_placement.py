"""Placing orders: all or nothing, priced by the right side, counted in statements."""

from decimal import Decimal

from orders.models import Order
from tests.orders.builders import Shop


def test_an_order_is_priced_reserved_and_numbered(shop: Shop) -> None:
    placed = shop.place(
        ("PAN-FE-24", 2), ("PRATO-AL", 3), discount_total=Decimal("51.45"), shipping_total=Decimal("24.64"), external_id="BR-1"
    )

    assert (placed.status, placed.payment_status, placed.fulfilment_status) == ("open", "pending", "unfulfilled")
    assert (placed.items_total, placed.total) == (Decimal("514.50"), Decimal("487.69"))
    assert [(line.sku, line.total, line.discount) for line in placed.lines] == [
        ("PAN-FE-24", Decimal("439.80"), Decimal("43.98")),
        ("PRATO-AL", Decimal("74.70"), Decimal("7.47")),
    ]
    assert shop.level("PAN-FE-24") == (10, 2)
    order = Order.objects.get(number=placed.number)
    assert (order.total, order.ship_city, order.unit_count) == (Decimal("487.69"), "Curitiba", 5)
    assert order.customer.document == "52998224725"
