"""Orders that staff type in: priced before, placed once, customers found again."""

from decimal import Decimal
from uuid import uuid4

from orders import errors, queries, services
from orders.models import Channel, Customer, Order
from orders.services import CustomerDraft
from tests.orders.builders import ANA, Shop, everything, refused

D = Decimal


def test_the_preview_prices_as_placing_does_and_writes_nothing(shop: Shop) -> None:
    Channel.objects.filter(pk=shop.store.pk).update(approval_above="300.00")
    draft = shop.cart(("PAN-FE-24", 2), ("KIT-COZINHA", 1), discount_total=D("20.00"), shipping_total=D("15.00"))
    before = everything()

    preview = services.preview_order(draft=draft, at=shop.at)

    assert everything() == before
    assert (preview.items_total, preview.total, preview.approval_reason) == (D("769.80"), D("764.80"), "amount")
    assert preview.available == {"PAN-FE-24": 10, "KIT-COZINHA": 3}
    placed = services.place_order(draft=draft, by=shop.by, at=shop.at)
    assert (placed.total, placed.reserved_until, placed.lines) == (preview.total, preview.reserved_until, preview.lines)


def test_the_same_form_is_one_order(shop: Shop) -> None:
    token = uuid4()

    def send() -> services.PlacedTyped:
        return services.place_typed_order(draft=shop.cart(("PRATO-AL", 1)), token=token, customer_id=None, by=shop.by, at=shop.at)

    first, second = send(), send()

    assert (first.is_new, second.is_new, first.order_number) == (True, False, second.order_number)
    assert Order.objects.count() == 1
    assert shop.level("PRATO-AL") == (10, 1)


def test_a_chosen_customer_without_document_gets_one_instead_of_a_double(shop: Shop) -> None:
    shop.place(("PRATO-AL", 1), customer=CustomerDraft("Carla", phone="+5541988887766"))
    carla = Customer.objects.get(name="Carla")

    def order(**known: str) -> None:
        draft = shop.cart(("PRATO-AL", 1), customer=CustomerDraft("Carla", **known))
        services.place_typed_order(draft=draft, token=uuid4(), customer_id=carla.pk, by=shop.by, at=shop.at)

    with refused(errors.CustomerUnrecognisable):
        order()
    order(document="111.444.777-35")
    order()

    assert Customer.objects.filter(name="Carla").count() == 1
    assert Order.objects.filter(customer=carla).count() == 3


def test_customers_are_found_by_name_document_mail_and_telephone(shop: Shop) -> None:
    shop.place(("PRATO-AL", 1), customer=ANA)

    for text in ("beatriz nogueira", "529.982.247-25", "52998224725", "ANA@example.com", "(41) 99999-0000", "999990000"):
        assert [row.name for row in queries.find_customers(text=text, actor=shop.by)] == ["Ana Beatriz Nogueira"], text
    for text in ("an", "Zé", "111.444.777-35", "(41) 91111-0000", "", "%%%"):
        assert queries.find_customers(text=text, actor=shop.by) == [], text


def test_the_customers_page_sums_what_counts(shop: Shop) -> None:
    kept, gone = shop.place(("PRATO-AL", 2)).number, shop.place(("PRATO-AL", 1)).number
    shop.pay(kept, "30.00")
    shop.pay(gone)
    services.cancel_order(draft=services.CancellationDraft(gone, "x"), by=shop.by, at=shop.at)

    page = queries.get_customer(customer_id=Customer.objects.get().pk, actor=shop.by)

    assert (page.order_count, page.open_count, page.off_count) == (2, 1, 1)
    assert (page.bought_total, page.to_pay, page.to_refund) == (D("49.80"), D("19.80"), D("24.90"))
