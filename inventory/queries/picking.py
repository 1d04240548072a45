"""What a picker needs to know of the stock: where promised pieces lie, what a barcode means."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from inventory.models import StockLevel

# A warehouse without bins is one stop of its own.  The walk goes by the shelves' picking order, then by their code.
_STOPS = """
SELECT reservation.reference, reservation.variant_id, reservation.location_id, place.code, place.warehouse_id,
    dense_rank() OVER (ORDER BY place.priority, place.code)::int AS route, variant.sku,
    trim(product.name || ' ' || variant.name), variant.ean, variant.weight_grams, sum(reservation.quantity)::int
FROM inventory_reservation AS reservation
JOIN inventory_location AS place ON place.id = reservation.location_id
JOIN inventory_variant AS variant ON variant.id = reservation.variant_id
JOIN inventory_product AS product ON product.id = variant.product_id
WHERE reservation.reference = ANY(%s) AND reservation.status = 'pending'
GROUP BY reservation.reference, reservation.variant_id, reservation.location_id, place.id, variant.id, product.id
ORDER BY route, reservation.reference, variant.sku
"""
_CODES = """
SELECT variant.id, variant.sku, variant.ean, trim(product.name || ' ' || variant.name)
FROM inventory_variant AS variant JOIN inventory_product AS product ON product.id = variant.product_id
WHERE variant.sku = ANY(%s) OR (variant.ean <> '' AND variant.ean = ANY(%s))
"""


@dataclass(frozen=True, slots=True)
class PickStop:
    """``quantity`` pieces of a variant that lie in one place, promised to ``reference``; ``route`` orders the walk."""

    reference: str
    variant_id: int
    location_id: int
    place: str
    warehouse_id: int
    route: int
    sku: str
    name: str
    ean: str
    weight_grams: int
    quantity: int


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """The variant behind a barcode or a SKU."""

    variant_id: int
    sku: str
    name: str


def list_pick_stops(*, references: Collection[str]) -> list[PickStop]:
    """Everything still promised to these documents, by place, in walking order."""
    with connection.cursor() as cursor:
        cursor.execute(_STOPS, [list(references)])
        return [PickStop(*row) for row in cursor.fetchall()]


def get_on_hand(*, places: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """What the books say lies at these (variant, location) pairs."""
    levels = StockLevel.objects.filter(variant__in={place[0] for place in places}, location__in={place[1] for place in places})
    figures = {(variant, place): pieces for variant, place, pieces in levels.values_list("variant_id", "location_id", "on_hand")}
    return {place: figures.get(place, 0) for place in places}


def find_codes(*, codes: Collection[str]) -> dict[str, CodeMeaning]:
    """What the reads mean, by the code as it was read (EAN, or SKU in any case); unknown codes are left out."""
    wanted = {code.upper(): code for code in codes if code}
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_CODES, [[*wanted, *wanted.values()], list(wanted)])
        rows = cursor.fetchall()
    found: dict[str, CodeMeaning] = {}
    for variant_id, sku, ean, name in rows:
        for key in (sku.upper(), ean):
            if key in wanted:
                found.setdefault(wanted[key], CodeMeaning(variant_id, sku, name))
    return found
