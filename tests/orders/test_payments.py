from orders import services
from orders.models import Order
from orders.services import DeliveryDraft, ShipmentDraft
from tests.orders.builders import Shop


def test_story(shop: Shop) -> None:
    placed = shop.place(("KIT-COZINHA", 1), ("PRATO-AL", 3))
    shop.pay(placed.number)
    s = services.ship_order(draft=ShipmentDraft(placed.number), by=shop.by, at=shop.at)
    print(s)
    d = services.deliver_order(draft=DeliveryDraft(placed.number), by=shop.by, at=shop.at)
    print(d)
    o = Order.objects.get()
    assert o.status == "completed"
    assert shop.level("PRATO-AL") == (4, 0)
