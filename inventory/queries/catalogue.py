"""The catalogue as a storefront reads it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection

_LIST = """
SELECT variant.id, variant.sku, CASE variant.name WHEN '' THEN product.name ELSE product.name || ' ' || variant.name END,
    product.brand, product.category, product.ncm, variant.ean, variant.weight_grams, variant.kind = 'kit', variant.is_active,
    greatest(variant.updated_at, product.updated_at), price.amount, list.currency
FROM inventory_variant AS variant
JOIN inventory_product AS product ON product.id = variant.product_id
LEFT JOIN inventory_pricelist AS list ON list.id = %(price_list)s
LEFT JOIN inventory_price AS price ON price.price_list_id = list.id AND price.variant_id = variant.id
WHERE variant.id > %(after)s
    AND (variant.is_active OR %(with_inactive)s)
    AND (%(since)s::timestamptz IS NULL OR greatest(variant.updated_at, product.updated_at) >= %(since)s)
    AND variant.search_text LIKE ALL (SELECT '%%' || bo_unaccent(lower(word)) || '%%' FROM unnest(%(words)s::text[]) AS word)
ORDER BY variant.id
LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One variant; ``id`` is the cursor, ``price`` None if the list has none."""

    id: int
    sku: str
    name: str
    brand: str
    category: str
    ncm: str
    ean: str
    weight_grams: int
    is_kit: bool
    is_active: bool
    updated_at: datetime
    price: Decimal | None
    currency: str | None


def _literal(word: str) -> str:
    """The word as a literal part of a LIKE pattern."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def list_products(
    *,
    price_list_id: int | None,
    after_id: int = 0,
    limit: int = 50,
    updated_since: datetime | None = None,
    search: str = "",
    with_inactive: bool = False,
) -> list[CatalogueRow]:
    """
    The variants after ``after_id`` in the order they were registered, in one statement; all words of ``search`` must be found.
    A NUL, which PostgreSQL takes in no text, divides words.

    Ask for one more than a page to learn whether there is a next one.
    """
    parameters = {
        "price_list": price_list_id,
        "after": after_id,
        "with_inactive": with_inactive,
        "since": updated_since,
        "words": [_literal(word) for word in search.replace("\0", " ").split()],
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LIST, parameters)
        return [CatalogueRow(*row) for row in cursor.fetchall()]
