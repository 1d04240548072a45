"""
What the orders need before the first of them: channel, warehouse, products, opening stock.

The data set tells neither stock nor cost, so both are assumed (docs/olist.md): before the first purchase, exactly the
units that the file's orders ask for lie in one warehouse, each at 60 % of the average price its product was sold for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from backoffice.core.actors import Actor
from backoffice.core.locks import advisory_lock
from backoffice.core.money import quantize_half_up
from backoffice.olist.categories import category_name
from backoffice.olist.files import OFFICE_ZONE
from backoffice.olist.source import SourceProduct
from inventory import queries as stock
from inventory import services as inventory
from orders import services as orders

CHANNEL = "olist"
WAREHOUSE = "OLIST"
OPENING_REFERENCE = "OLIST-ABERTURA"
OPENED_AT = datetime(2016, 9, 1, tzinfo=OFFICE_ZONE)
COST_SHARE = Decimal("0.60")
SKU_DIGITS = 12
# Serialises imports: whoever comes second waits, then finds what the first one wrote.
LOCK = "olist.import"


@dataclass(frozen=True, slots=True)
class Shop:
    """``skus`` by Olist's product_id; ``is_new`` if the opening stock was received just now."""

    skus: dict[str, str]
    is_new: bool


def make_skus(product_ids: Sequence[str]) -> dict[str, str]:
    """A short SKU for each product_id; where two products would share one, both keep their whole id."""
    short: dict[str, list[str]] = {}
    for product_id in product_ids:
        short.setdefault(product_id[:SKU_DIGITS].upper(), []).append(product_id)
    return {
        product_id: f"OL-{key if len(sharing) == 1 else product_id.upper()}" for key, sharing in short.items() for product_id in sharing
    }


def average_price(product: SourceProduct) -> Decimal:
    """What a unit was sold for, on average over all orders, to the cent."""
    return quantize_half_up(product.sold_total / product.units)


def unit_cost(product: SourceProduct) -> Decimal:
    """The assumed cost of a unit.  In whole cents, so that every cost of goods is exactly units times this."""
    return quantize_half_up(product.sold_total / product.units * COST_SHARE)


@transaction.atomic
def open_shop(*, products: Sequence[SourceProduct], by: Actor, at: datetime) -> Shop:
    """Make what is missing; the opening stock is received once, for all orders of the file, imported or not yet."""
    advisory_lock(LOCK)
    skus = make_skus([product.product_id for product in products])
    if stock.list_moves(actor=by, reference=OPENING_REFERENCE, limit=1):
        return Shop(skus=skus, is_new=False)
    inventory.ensure_standard_locations()
    warehouse = inventory.ensure_warehouse(code=WAREHOUSE, name="Depósito Olist (histórico)")
    price_list = inventory.ensure_price_list(code=CHANNEL, name="Olist: preço médio praticado")
    orders.ensure_channel(
        draft=orders.ChannelDraft(
            code=CHANNEL,
            name="Olist",
            kind="marketplace",
            warehouse_id=warehouse,
            price_authority="channel",
            price_list_id=price_list,
            reservation_minutes=0,
            ships_unpaid=True,
        )
    )
    drafts = [_product_draft(product, skus[product.product_id]) for product in products]
    variants = inventory.register_products(drafts=drafts, price_list_id=price_list, by=by, at=at)
    receipt = [
        inventory.ReceiptLine(
            variant_id=variants[skus[product.product_id]], location_id=warehouse, quantity=product.units, unit_cost=unit_cost(product)
        )
        for product in products
    ]
    inventory.receive(lines=receipt, reference=OPENING_REFERENCE, origin="opening", by=by, at=OPENED_AT)
    return Shop(skus=skus, is_new=True)


def _product_draft(product: SourceProduct, sku: str) -> inventory.ProductDraft:
    category = category_name(product.category)
    return inventory.ProductDraft(
        sku=sku,
        name=f"{category} {product.product_id[:6].upper()}",
        category=category,
        weight_grams=product.weight_grams,
        price=average_price(product),
    )
