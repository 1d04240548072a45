"""Decide about the differences that a reconciliation found: a second person rebuilds the figure, or sets it aside."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.money import ZERO
from inventory import locks
from inventory.errors import CorrectionImpossible, CorrectionNotAllowed, UnknownDifference
from inventory.locks import Level
from inventory.models import StockDifference
from inventory.services.reconciliation_sql import RECOMPUTE
from inventory.valuation import Worth

_WRITE_LEVELS = """
UPDATE inventory_stocklevel AS level SET on_hand = new.on_hand, reserved = new.reserved
FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS new(id, on_hand, reserved) WHERE level.id = new.id
"""
_WRITE_VALUES = """
UPDATE inventory_stockvalue AS worth SET quantity = new.quantity, value = new.value
FROM unnest(%s::bigint[], %s::int[], %s::numeric[]) AS new(variant_id, quantity, value) WHERE worth.variant_id = new.variant_id
"""

Expected = dict[tuple[str, int, int | None], Decimal]


@transaction.atomic
def approve_corrections(*, difference_ids: Sequence[int], by: Actor, at: datetime) -> list[StockDifference]:
    """
    Rebuild these figures from their rows as they are now, under lock; return the decided differences.

    The rows are the truth: no move is written and no value changes in the ledger.

    :raises UnknownDifference: an id that does not exist
    :raises CorrectionNotAllowed: by the person who asked for the reconciliation
    :raises CorrectionImpossible: decided already, or the rows lead to a figure that cannot be; nothing is written
    """
    differences = _undecided(difference_ids)
    for difference in differences:
        asked = difference.reconciliation
        if (asked.requested_by_kind, asked.requested_by_id) == (by.kind, by.id) and by.kind != "system":
            raise CorrectionNotAllowed(requested_by=asked.requested_by_name)
    places = [(row.variant_id, row.location_id) for row in differences if row.location_id is not None]
    variants = {row.variant_id for row in differences}
    locks.open_rows(places, also_valued=variants)
    levels, worths = locks.levels(places), locks.stock_values(variants)
    with connection.cursor() as cursor:
        cursor.execute(RECOMPUTE, {"variants": sorted(variants)})
        expected: Expected = {(kind, variant, location): amount for kind, variant, location, amount in cursor.fetchall()}

    traces = [_rebuild(row, expected, levels, worths, at=at) for row in differences]
    _require_possible(differences, levels, worths)
    with connection.cursor() as cursor:
        rows = list(levels.values())
        cursor.execute(_WRITE_LEVELS, [[row.id for row in rows], [row.on_hand for row in rows], [row.reserved for row in rows]])
        values = list(worths.items())
        cursor.execute(_WRITE_VALUES, [[key for key, _ in values], [row.quantity for _, row in values], [row.value for _, row in values]])
    _decide(differences, StockDifference.Status.CORRECTED, by=by, at=at)
    audit.record(traces, by=by)
    return differences


@transaction.atomic
def dismiss_differences(*, difference_ids: Sequence[int], reason: str, by: Actor, at: datetime) -> list[StockDifference]:
    """
    Set differences aside with a reason; the figures stay as they are and the next reconciliation finds them again.

    :raises UnknownDifference: an id that does not exist
    :raises CorrectionImpossible: decided already
    """
    differences = _undecided(difference_ids)
    _decide(differences, StockDifference.Status.DISMISSED, by=by, at=at)
    after = {"reason": reason}
    audit.record(
        [
            audit.Trace(action="stock.difference_dismissed", subject=("variant", row.variant.sku), at=at, after=after | {"kind": row.kind})
            for row in differences
        ],
        by=by,
    )
    return differences


def _undecided(difference_ids: Sequence[int]) -> list[StockDifference]:
    """The differences, locked, all of them still open."""
    wanted = set(difference_ids)
    rows = list(
        StockDifference.objects.select_for_update(of=("self",))
        .select_related("reconciliation", "variant", "location")
        .filter(pk__in=wanted)
        .order_by("pk")
    )
    if missing := wanted - {row.pk for row in rows}:
        raise UnknownDifference(difference_ids=sorted(missing))
    for row in rows:
        if row.status != StockDifference.Status.PROPOSED:
            raise _impossible(row, "decided", row.expected)
    return rows


def _rebuild(
    difference: StockDifference, expected: Expected, levels: dict[tuple[int, int], Level], worths: dict[int, Worth], *, at: datetime
) -> audit.Trace:
    """Set the figure in memory and tell what it was."""
    right = expected.get((difference.kind, difference.variant_id, difference.location_id), ZERO)
    before: int | Decimal
    if difference.location_id is not None:
        level = levels[difference.variant_id, difference.location_id]
        before = getattr(level, difference.kind)
        setattr(level, difference.kind, int(right))
    else:
        worth = worths[difference.variant_id]
        field = "quantity" if difference.kind == StockDifference.Kind.VALUE_QUANTITY else "value"
        before = getattr(worth, field)
        setattr(worth, field, int(right) if field == "quantity" else right)
    place = difference.location.code if difference.location else ""
    facts = {"kind": difference.kind, "location": place, "reconciliation": difference.reconciliation_id}
    return audit.Trace(
        action="stock.corrected",
        subject=("variant", difference.variant.sku),
        at=at,
        before=facts | {"figure": str(before)},
        after=facts | {"figure": str(right)},
    )


def _require_possible(differences: Sequence[StockDifference], levels: dict[tuple[int, int], Level], worths: dict[int, Worth]) -> None:
    """Looked at once all figures are set: two corrections of one place may need each other."""
    for row in differences:
        if row.location_id is not None:
            level = levels[row.variant_id, row.location_id]
            if level.on_hand < 0:
                raise _impossible(row, "negative", Decimal(level.on_hand))
            if not level.can_hold(level.on_hand):
                raise _impossible(row, "oversold", Decimal(level.on_hand))
        else:
            worth = worths[row.variant_id]
            if worth.quantity < 0 or worth.value < 0 or (worth.quantity == 0 and worth.value):
                raise _impossible(row, "negative", worth.value)


def _impossible(row: StockDifference, reason: str, expected: Decimal) -> CorrectionImpossible:
    place = row.location.code if row.location else ""
    return CorrectionImpossible(kind=row.kind, sku=row.variant.sku, location=place, expected=str(expected), reason=reason)


def _decide(differences: Sequence[StockDifference], status: StockDifference.Status, *, by: Actor, at: datetime) -> None:
    for row in differences:
        row.status, row.decided_by_name, row.decided_at = status, by.name, at
    StockDifference.objects.bulk_update(differences, ["status", "decided_by_name", "decided_at"])
