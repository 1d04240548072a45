"""The stock at one moment, and what it was worth at cost: summed up from the moves, which nobody can change."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.money import ZERO, quantize_half_up
from backoffice.core.reports import Proof
from backoffice.core.templatetags.formats import long_when, qty

COST_PLACES = 6

# Inside is what the company holds: its warehouses and bins, and what is on the way between them.  Value crosses only the
# border; a place's share is at the average of the moment.
_POSITION = """
WITH moved AS (
    SELECT move.variant_id, place.id AS location_id, end_.sign * move.quantity AS quantity
    FROM inventory_stockmove AS move
    CROSS JOIN LATERAL (VALUES (move.destination_id, 1), (move.source_id, -1)) AS end_(location_id, sign)
    JOIN inventory_location AS place ON place.id = end_.location_id AND place.kind IN ('warehouse', 'bin', 'transit')
    WHERE move.moved_at < %(until)s
), worth AS (
    SELECT move.variant_id, sum(CASE WHEN target.kind IN ('warehouse', 'bin', 'transit') THEN move.value ELSE -move.value END) AS value
    FROM inventory_stockmove AS move JOIN inventory_location AS target ON target.id = move.destination_id
    WHERE move.moved_at < %(until)s GROUP BY move.variant_id
), held AS (
    SELECT variant_id, sum(quantity) AS quantity FROM moved GROUP BY variant_id
)
SELECT v.sku, concat_ws(' ', p.name, nullif(v.name, '')), p.category, coalesce(house.code, place.code), sum(moved.quantity)::bigint,
    max(held.quantity)::bigint, max(worth.value)
FROM moved
JOIN inventory_location AS place ON place.id = moved.location_id
LEFT JOIN inventory_location AS house ON house.id = place.warehouse_id
JOIN inventory_variant AS v ON v.id = moved.variant_id JOIN inventory_product AS p ON p.id = v.product_id
JOIN held ON held.variant_id = moved.variant_id JOIN worth ON worth.variant_id = moved.variant_id
GROUP BY v.sku, p.name, v.name, p.category, coalesce(house.code, place.code)
HAVING sum(moved.quantity) <> 0 ORDER BY v.sku, 4
"""
_LEVELS = """
SELECT coalesce(sum(level.on_hand), 0)::bigint, count(*) FILTER (WHERE level.on_hand <> 0)
FROM inventory_stocklevel AS level JOIN inventory_location AS place ON place.id = level.location_id
LEFT JOIN inventory_location AS house ON house.id = place.warehouse_id
WHERE %(everywhere)s OR coalesce(house.code, place.code) = ANY(%(warehouses)s)
"""


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One SKU in one warehouse; ``average`` per piece to six places, ``value`` the place's share, two places."""

    sku: str
    name: str
    category: str
    warehouse: str
    quantity: int
    average: Decimal
    value: Decimal


@dataclass(frozen=True, slots=True)
class StockPosition:
    """The stock at ``moment``; ``warehouses`` narrows it (empty: all).  ``is_now``: the levels of this minute can prove it."""

    title: str
    position: int
    moment: str
    on: date
    is_now: bool
    warehouses: tuple[str, ...]
    rows: tuple[PositionRow, ...]
    quantity: int
    value: Decimal
    categories: tuple[tuple[str, Decimal], ...]
    proofs: tuple[Proof, ...] = ()


def build_position(*, on: date | None, at: datetime, warehouses: frozenset[str] = frozenset(), position: int = 0) -> StockPosition:
    """
    The stock at the end of the day ``on``, or at the moment ``at``; two statements.

    ``warehouses`` are the codes that whoever asks may see (empty: all); ``position`` is the ledger's, as the paper states it.
    """
    until = timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min)) if on else at
    is_now = until >= at
    with connection.cursor() as cursor:
        # What is booked in this very second belongs to "now".
        cursor.execute(_POSITION, {"until": until if not is_now else at + timedelta(days=366)})
        found = cursor.fetchall()
    rows = [row for row in _shares(found) if not warehouses or row.warehouse in warehouses]
    moment = long_when(at) if is_now else long_when(until - timedelta(seconds=1))
    quantity = sum(row.quantity for row in rows)
    return StockPosition(
        title=_("Stock on %(when)s") % {"when": moment},
        position=position,
        moment=moment,
        on=timezone.localtime(at).date() if is_now else on or timezone.localtime(at).date(),
        is_now=is_now,
        warehouses=tuple(sorted(warehouses)),
        rows=tuple(rows),
        quantity=quantity,
        value=sum((row.value for row in rows), ZERO),
        categories=tuple(_by_category(rows)),
        proofs=(_prove_levels(quantity, warehouses),) if is_now else (),
    )


def _shares(found: list[tuple[str, str, str, str, int, int, Decimal]]) -> list[PositionRow]:
    """The value of a variant over its warehouses: each its rounded share, the last one what is left, so that the sum is exact."""
    rows: list[PositionRow] = []
    for index, (sku, name, category, warehouse, quantity, held, worth) in enumerate(found):
        average = quantize_half_up(worth / held, COST_PLACES) if held else ZERO
        given = sum((row.value for row in rows if row.sku == sku), ZERO) if index and found[index - 1][0] == sku else ZERO
        is_last = index + 1 == len(found) or found[index + 1][0] != sku
        value = worth - given if is_last else quantize_half_up(worth * quantity / held) if held else ZERO
        rows.append(PositionRow(sku, name, category, warehouse, quantity, average, ZERO + value))
    return rows


def _by_category(rows: list[PositionRow]) -> list[tuple[str, Decimal]]:
    sums: dict[str, Decimal] = {}
    for row in rows:
        name = row.category or _("without category")
        sums[name] = sums.get(name, ZERO) + row.value
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))


def _prove_levels(quantity: int, warehouses: frozenset[str]) -> Proof:
    with connection.cursor() as cursor:
        cursor.execute(_LEVELS, {"everywhere": not warehouses, "warehouses": list(warehouses)})
        on_hand, levels = cursor.fetchone()
    basis = ngettext("%(n)s level", "%(n)s levels", levels) % {"n": qty(levels)}
    return Proof(_("Pieces: moves and present levels"), Decimal(quantity), Decimal(on_hand), basis)
