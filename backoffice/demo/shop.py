"""The demo's shop before its first order: warehouse, prices, channels, goods on the shelves."""

from datetime import datetime
from decimal import Decimal

from backoffice.core.actors import Actor
from backoffice.demo.catalog import GOODS, KITS, SCARCE
from backoffice.demo.warehouse import lay_out_bins
from inventory import services as inventory
from orders import services as orders

STORE = "loja"
MARKETPLACE = "mercado"
PHONE = "telefone"
WEEKS_OF_STOCK = 11


def open_shop(*, by: Actor, at: datetime) -> dict[str, int]:
    """Make the shop and fill its shelves; returns the variant id of every SKU."""
    inventory.ensure_standard_locations()
    warehouse = inventory.ensure_warehouse(code="CWB", name="Depósito Curitiba")
    price_list = inventory.ensure_price_list(code="varejo", name="Varejo")
    goods = [
        inventory.ProductDraft(
            sku=sku, name=name, category=category, ncm=ncm, brand="Jatobá", price=price, weight_grams=weight, ean=_ean(index)
        )
        for index, (sku, name, category, ncm, price, _cost, weight, _demand) in enumerate(GOODS)
    ]
    kits = [
        inventory.ProductDraft(sku=sku, name=name, category="Kits", brand="Jatobá", price=price, parts=parts)
        for sku, name, price, parts in KITS
    ]
    variants = inventory.register_products(drafts=[*goods, *kits], price_list_id=price_list, by=by, at=at)
    for draft in (
        orders.ChannelDraft(STORE, "Loja virtual", "own_store", warehouse, price_list_id=price_list, reservation_minutes=60 * 24 * 3),
        orders.ChannelDraft(
            MARKETPLACE, "Mercado Livre", "marketplace", warehouse, price_authority="channel", ships_unpaid=True, reservation_minutes=0
        ),
        orders.ChannelDraft(
            PHONE,
            "Telefone",
            "phone",
            warehouse,
            price_list_id=price_list,
            reservation_minutes=60 * 24,
            sends_emails=True,
            approval_above=Decimal("1200.00"),
            approval_discount_percent=Decimal("12.00"),
            approval_first_above=Decimal("900.00"),
            approval_limit=Decimal("2500.00"),
        ),
    ):
        orders.ensure_channel(draft=draft)
    bins = lay_out_bins(warehouse_id=warehouse)
    opening = [
        inventory.ReceiptLine(sku=sku, location_id=bins[sku], quantity=SCARCE.get(sku, demand * WEEKS_OF_STOCK), unit_cost=cost)
        for sku, _name, _category, _ncm, _price, cost, _weight, demand in GOODS
    ]
    inventory.receive(lines=opening, reference="ABERTURA", origin="opening", by=by, at=at)
    return variants


def restock(*, by: Actor, at: datetime, reference: str, every: int) -> None:
    """A purchase of every third product, a little dearer than before, so that the average cost moves."""
    warehouse = inventory.ensure_warehouse(code="CWB", name="Depósito Curitiba")
    lines = [
        inventory.ReceiptLine(
            sku=sku, location_id=warehouse, quantity=demand * 2, unit_cost=(cost * Decimal("1.04")).quantize(Decimal("0.01"))
        )
        for index, (sku, _name, _category, _ncm, _price, cost, _weight, demand) in enumerate(GOODS)
        if index % 3 == every % 3 and sku not in SCARCE
    ]
    inventory.receive(lines=lines, reference=reference, origin="purchase", by=by, at=at)


def _ean(index: int) -> str:
    """An EAN-13 of the range that GS1 keeps for use inside a company, with its check digit."""
    base = f"2{index + 1:011d}"
    weighted = sum(int(digit) * (3 if position % 2 else 1) for position, digit in enumerate(base))
    return f"{base}{-weighted % 10}"
