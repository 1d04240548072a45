"""What can be sold, at which price, and how much of it: the hot path of placing an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from backoffice.core.prepared import Statement

_ITEMS = """
SELECT variant.sku, variant.id, CASE variant.name WHEN '' THEN product.name ELSE product.name || ' ' || variant.name END,
    price.amount, list.currency, variant.kind = 'kit',
    CASE variant.kind WHEN 'kit' THEN ARRAY(
        SELECT ARRAY[part.component_id, part.quantity::bigint]
        FROM inventory_kitcomponent AS part WHERE part.kit_id = variant.id ORDER BY part.component_id
    ) END
FROM inventory_variant AS variant
JOIN inventory_product AS product ON product.id = variant.product_id
LEFT JOIN inventory_pricelist AS list ON list.id = %s
LEFT JOIN inventory_price AS price ON price.price_list_id = list.id AND price.variant_id = variant.id
WHERE variant.sku = ANY(%s) AND variant.is_active
"""

# A kit can be sold as often as its scarcest component allows; one without components cannot be sold.
_SELLABLE = """
WITH asked AS (
    SELECT variant.id, variant.sku, coalesce(part.component_id, variant.id) AS part_id, coalesce(part.quantity, 1) AS per_item,
        variant.kind = 'kit' AND part.id IS NULL AS is_empty
    FROM inventory_variant AS variant LEFT JOIN inventory_kitcomponent AS part ON part.kit_id = variant.id
    WHERE variant.sku = ANY(%s) AND variant.is_active
), free AS (
    SELECT level.variant_id, sum(level.on_hand + level.backorder_limit - level.reserved) AS pieces
    FROM inventory_stocklevel AS level JOIN inventory_location AS place ON place.id = level.location_id
    WHERE level.variant_id IN (SELECT part_id FROM asked) AND place.is_active AND place.is_pickable
        AND (place.warehouse_id = %s OR %s IS NULL AND place.warehouse_id IS NOT NULL)
    GROUP BY level.variant_id
)
SELECT asked.sku, min(CASE WHEN asked.is_empty THEN 0 ELSE coalesce(free.pieces, 0) / asked.per_item END)::int
FROM asked LEFT JOIN free ON free.variant_id = asked.part_id
GROUP BY asked.sku
"""

# Up to the lines of one order, a plan made once is good.
SMALL_BATCH = 200
_FIND_ITEMS = Statement("inventory_sellable_items", _ITEMS)


@dataclass(frozen=True, slots=True)
class SellableItem:
    """
    One SKU as an order line needs it.  ``price`` is None if the list has none.

    ``parts`` are (simple variant id, quantity per piece): itself once, or the components of a kit.
    """

    variant_id: int
    sku: str
    name: str
    price: Decimal | None
    currency: str
    is_kit: bool
    parts: tuple[tuple[int, int], ...]


def get_sellable_items(*, skus: Sequence[str], price_list_id: int | None) -> dict[str, SellableItem]:
    """
    The active variants among these SKUs with price and parts, in one statement; what is missing is unknown.

    A kit without components has no parts and cannot be sold.
    """
    rows = _FIND_ITEMS.rows([price_list_id, list(skus)], is_batch=len(skus) > SMALL_BATCH)
    return {
        sku: SellableItem(variant_id, sku, name, price, currency or "", is_kit, tuple(map(tuple, parts)) if is_kit else ((variant_id, 1),))
        for sku, variant_id, name, price, currency, is_kit, parts in rows
    }


def get_sellable(*, skus: Sequence[str], warehouse_id: int | None = None) -> dict[str, int]:
    """
    How many pieces of each active SKU may still be promised from the warehouse (None: from all), in one statement.

    SKUs that are missing from the answer are unknown or inactive.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SELLABLE, [list(skus), warehouse_id, warehouse_id])
        return dict(cursor.fetchall())
