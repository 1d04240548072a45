from orders import queries, services
from orders.services import ShipmentDraft
from tests.orders.builders import Shop


def test_q(shop: Shop, django_assert_num_queries) -> None:
    p = shop.place(("KIT-COZINHA", 1), ("PRATO-AL", 3), external_id="BR-1")
    shop.pay(p.number)
    services.ship_order(draft=ShipmentDraft(p.number, lines=(("PRATO-AL", 2),)), by=shop.by, at=shop.at)
    today = shop.at.date()
    with django_assert_num_queries(6):
        print(queries.get_order(number=p.number, actor=shop.by, today=today))
    with django_assert_num_queries(1):
        print(queries.count_tabs(actor=shop.by, today=today))
    for text in ("BR-", p.number, "PRATO", "529.982.247-25", "ana@example.com", "béatriz"):
        assert len(queries.search_orders(actor=shop.by, text=text, today=today)) == 1, text
    print(queries.list_board(actor=shop.by, today=today, with_sum=True))
    print(queries.list_timeline(number=p.number, actor=shop.by))
    print(queries.get_today(actor=shop.by, at=shop.at))
    print(queries.get_sales_totals(actor=shop.by))
    print(queries.list_orders(actor=shop.by))
    print(queries.find_numbers(actor=shop.by, channel_code="loja", external_ids=["BR-1", "x"]))
    print(services.preview_cancellation(order_number=shop.place(("PRATO-AL", 1)).number, actor=shop.by))
