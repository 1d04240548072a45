"""Domain words for the sales tests: a shop with stock, a cart, a paid order."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction

from backoffice.core.actors import Actor
from backoffice.core.errors import BusinessError
from inventory import services as inventory_services
from inventory.models import KitComponent, Location, Price, PriceList, Product, StockLevel, Variant
from inventory.services import ReceiptLine
from orders import services
from orders.models import Channel, Order
from orders.services import CustomerDraft, LineDraft, OrderDraft, PaymentEventDraft, PlacedOrder

ADDRESS = {
    "line1": "Rua Padre Anchieta, 1846",
    "line2": "ap. 32",
    "district": "Bigorrilho",
    "city": "Curitiba",
    "state": "PR",
    "postal_code": "80730000",
    "country": "BR",
}
ANA = CustomerDraft(
    name="Ana Beatriz Nogueira", email="ana@example.com", phone="+55 41 99999-0000", document="529.982.247-25", address=ADDRESS
)
PRICES = {"PAN-FE-24": "219.90", "TAB-TE-40": "129.90", "PRATO-AL": "24.90"}
COSTS = {"PAN-FE-24": "110.00", "TAB-TE-40": "60.00", "PRATO-AL": "8.00"}


@dataclass(frozen=True)
class Shop:
    """A warehouse in Curitiba, three goods and a kit of them, an own store and a marketplace."""

    by: Actor
    at: datetime
    warehouse: Location
    price_list: PriceList
    store: Channel
    marketplace: Channel
    variants: dict[str, Variant]

    def cart(self, *lines: tuple[str, int], channel: str = "loja", **changes: object) -> OrderDraft:
        """An order of Ana's: cart(("PAN-FE-24", 2))."""
        prices = {**PRICES, "KIT-COZINHA": "330.00"}
        by_channel = channel == "mercado"
        drafts = tuple(LineDraft(sku, quantity, Decimal(prices.get(sku, "10.00")) if by_channel else None) for sku, quantity in lines)
        return OrderDraft(**{"channel_code": channel, "customer": ANA, "lines": drafts, **changes})  # type: ignore[arg-type]

    def place(self, *lines: tuple[str, int], channel: str = "loja", **changes: object) -> PlacedOrder:
        return services.place_order(draft=self.cart(*lines, channel=channel, **changes), by=self.by, at=self.at)

    def pay(
        self, number: str, amount: Decimal | str | None = None, *, kind: str = "captured", event_id: str = "", fee: str = "0.00"
    ) -> None:
        value = Order.objects.get(number=number).total if amount is None else Decimal(amount)
        event = payment(number, kind, value, event_id=event_id or f"{kind}-{number}-{value}", at=self.at, fee=fee)
        services.record_payment_event(event=event, by=self.by, at=self.at)

    def level(self, sku: str) -> tuple[int, int]:
        """(on hand, reserved) in the warehouse."""
        level = StockLevel.objects.get(variant=self.variants[sku], location=self.warehouse)
        return level.on_hand, level.reserved


def payment(number: str, kind: str, amount: Decimal | str, *, event_id: str, at: datetime, fee: str = "0.00") -> PaymentEventDraft:
    return PaymentEventDraft(
        order_number=number,
        provider="mercadopago",
        event_id=event_id,
        kind=kind,
        amount=Decimal(amount),
        occurred_at=at,
        method="credit_card",
        fee=Decimal(fee),
    )


def build_shop(*, by: Actor, at: datetime, stock: int = 10) -> Shop:
    """Make it, with ``stock`` pieces of everything at the cost of COSTS."""
    inventory_services.ensure_standard_locations()
    warehouse = Location.objects.create(code="CWB", name="Curitiba", kind=Location.Kind.WAREHOUSE)
    price_list = PriceList.objects.create(code="varejo", name="Varejo", currency="BRL")
    variants = {sku: _variant(sku, price_list, PRICES[sku]) for sku in PRICES}
    variants["KIT-COZINHA"] = _variant("KIT-COZINHA", price_list, "330.00", kind=Variant.Kind.KIT)
    KitComponent.objects.create(kit=variants["KIT-COZINHA"], component=variants["PAN-FE-24"], quantity=1)
    KitComponent.objects.create(kit=variants["KIT-COZINHA"], component=variants["PRATO-AL"], quantity=3)
    if stock:
        lines = [ReceiptLine(location_id=warehouse.pk, quantity=stock, unit_cost=Decimal(COSTS[sku]), sku=sku) for sku in PRICES]
        inventory_services.receive(lines=lines, reference="abertura", origin="opening", by=by, at=at - timedelta(days=30))
    store = Channel.objects.create(
        code="loja", name="Loja virtual", kind="own_store", price_list=price_list, warehouse=warehouse, sends_emails=True
    )
    marketplace = Channel.objects.create(
        code="mercado", name="Mercado Livre", kind="marketplace", price_authority="channel", warehouse=warehouse, ships_unpaid=True
    )
    return Shop(by=by, at=at, warehouse=warehouse, price_list=price_list, store=store, marketplace=marketplace, variants=variants)


def _variant(sku: str, price_list: PriceList, price: str, kind: str = Variant.Kind.SIMPLE) -> Variant:
    product = Product.objects.create(name=f"Produto {sku}")
    variant = Variant.objects.create(product=product, sku=sku, kind=kind)
    Price.objects.create(price_list=price_list, variant=variant, amount=Decimal(price))
    return variant


@contextmanager
def refused(error: type[BusinessError]) -> Iterator[pytest.ExceptionInfo[BusinessError]]:
    """The body is refused with this error, and nothing at all is written."""
    before = everything()
    with pytest.raises(error) as caught, transaction.atomic():
        yield caught
    assert everything() == before


def everything() -> dict[str, object]:
    """Every row of the tables that selling touches, as text: equal before and after means that nothing happened."""
    tables = (
        "orders_customer", "orders_order", "orders_orderline", "orders_paymentevent", "orders_shipment", "orders_shipmentline",
        "inventory_stocklevel", "inventory_stockvalue", "inventory_stockmove", "inventory_reservation",
        "core_auditentry", "core_outboxmessage", "finance_journalentry",
    )  # fmt: skip
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"SELECT count(*), md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} AS t")
            found[table] = cursor.fetchone()
    return found
