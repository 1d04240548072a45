"""Bring products, kits and prices into the catalogue: any number in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.codec import to_json
from inventory.errors import UnknownVariant
from inventory.models import KitComponent, Location, Price, PriceList, Variant


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product with its one variant.  ``parts`` ((SKU, quantity), ...) make it a kit; ``price`` None sets none."""

    sku: str
    name: str
    brand: str = ""
    category: str = ""
    ncm: str = ""
    ean: str = ""
    weight_grams: int = 0
    price: Decimal | None = None
    parts: tuple[tuple[str, int], ...] = ()


# One new product for each SKU that is not there yet; what is there stays as it is.  Products go in by a statement of their
# own: the trigger that writes a variant's search text would not see a product of its own statement.
_NEW = """
SELECT row.sku, nextval(pg_get_serial_sequence('inventory_product', 'id')) FROM jsonb_to_recordset(%s) AS row(sku text)
WHERE NOT EXISTS (SELECT FROM inventory_variant AS known WHERE known.sku = row.sku)
"""
_INSERT_PRODUCTS = """
INSERT INTO inventory_product (id, name, brand, category, ncm, updated_at)
SELECT product_id, name, brand, category, ncm, now()
FROM jsonb_to_recordset(%s) AS row(product_id bigint, name text, brand text, category text, ncm text)
"""
_INSERT_VARIANTS = """
INSERT INTO inventory_variant (product_id, sku, ean, name, kind, weight_grams, is_active, updated_at)
SELECT product_id, sku, ean, '', kind, weight_grams, true, now()
FROM jsonb_to_recordset(%s) AS row(product_id bigint, sku text, ean text, kind text, weight_grams int)
"""


@transaction.atomic
def register_products(*, drafts: Sequence[ProductDraft], price_list_id: int | None, by: Actor, at: datetime) -> dict[str, int]:
    """
    Add the products whose SKU is new, set the prices given, and return the variant id of every SKU.

    :raises UnknownVariant: a kit names a part that is neither in the catalogue nor among the drafts
    """
    rows = [
        {
            "sku": draft.sku,
            "name": draft.name,
            "brand": draft.brand,
            "category": draft.category,
            "ncm": draft.ncm,
            "ean": draft.ean,
            "weight_grams": draft.weight_grams,
            "kind": Variant.Kind.KIT if draft.parts else Variant.Kind.SIMPLE,
        }
        for draft in drafts
    ]
    with connection.cursor() as cursor:
        cursor.execute(_NEW, [to_json(rows).decode()])
        product_ids: dict[str, int] = dict(cursor.fetchall())
        fresh = to_json([row | {"product_id": product_ids[row["sku"]]} for row in rows if row["sku"] in product_ids]).decode()
        cursor.execute(_INSERT_PRODUCTS, [fresh])
        cursor.execute(_INSERT_VARIANTS, [fresh])
    added = len(product_ids)
    wanted = {draft.sku for draft in drafts} | {sku for draft in drafts for sku, _quantity in draft.parts}
    ids = dict(Variant.objects.filter(sku__in=wanted).values_list("sku", "id"))
    if missing := sorted(wanted - ids.keys()):
        raise UnknownVariant(skus=missing)
    KitComponent.objects.bulk_create(
        [
            KitComponent(kit_id=ids[draft.sku], component_id=ids[sku], quantity=quantity)
            for draft in drafts
            for sku, quantity in draft.parts
        ],
        ignore_conflicts=True,
    )
    Price.objects.bulk_create(
        [
            Price(price_list_id=price_list_id, variant_id=ids[d.sku], amount=d.price)
            for d in drafts
            if price_list_id and d.price is not None
        ],
        update_conflicts=True,
        unique_fields=["price_list", "variant"],
        update_fields=["amount"],
    )
    audit.record([audit.Trace(action="catalogue.registered", subject=("catalogue", "products"), at=at, after={"added": added})], by=by)
    return ids


def ensure_price_list(*, code: str, name: str, currency: str = "BRL") -> int:
    """The id of the price list with this code, made if it is missing."""
    return PriceList.objects.get_or_create(code=code, defaults={"name": name, "currency": currency})[0].pk


def ensure_warehouse(*, code: str, name: str) -> int:
    """The id of the warehouse with this code, made if it is missing."""
    return Location.objects.get_or_create(code=code, defaults={"name": name, "kind": Location.Kind.WAREHOUSE})[0].pk
