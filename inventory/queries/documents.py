"""What the stock did and promised for one document."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Subquery, Sum

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.money import ZERO, quantize_half_up
from inventory.models import Reservation, StockMove, StockValue

_COST_PLACES = 6


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move with the codes of its ends; ``value`` None where the actor may not see costs."""

    id: int
    sku: str
    product_name: str
    source: str
    destination: str
    quantity: int
    value: Decimal | None
    moved_at: datetime
    reference_kind: str
    reference: str
    document: str
    reason: str
    actor_name: str
    source_kind: str
    destination_kind: str


@dataclass(frozen=True, slots=True)
class ReservationRow:
    """One promise; ``position`` is where a picker finds it."""

    id: int
    reference: str
    variant_id: int
    sku: str
    product_name: str
    position: str
    quantity: int
    status: str
    expires_at: datetime | None
    created_at: datetime
    closed_at: datetime | None


def list_moves(
    *,
    actor: Actor,
    reference: str | None = None,
    variant_id: int | None = None,
    location: str | None = None,
    before_id: int | None = None,
    limit: int = 200,
) -> list[MoveRow]:
    """
    Moves of a document or a variant, from or to a place, the last to happen first, beyond the move ``before_id``.

    They stand in the order in which they happened: a receipt that was typed in late stands at its own hour.
    """
    rows = policy.visible(actor, StockMove.objects.all())
    if reference is not None:
        rows = rows.filter(reference=reference)
    if variant_id is not None:
        rows = rows.filter(variant_id=variant_id)
    if location is not None:
        rows = rows.filter(Q(source__code=location) | Q(destination__code=location))
    if before_id is not None:
        reached = StockMove.objects.filter(pk=before_id).values("moved_at")
        rows = rows.filter(Q(moved_at__lt=Subquery(reached)) | Q(moved_at=Subquery(reached), pk__lt=before_id))
    fields: QuerySet[Any, tuple[Any, ...]] = rows.order_by("-moved_at", "-id").values_list(
        "id", "variant__sku", "variant__product__name", "source__code", "destination__code", "quantity", "value", "moved_at",
        "reference_kind", "reference", "document", "reason", "actor_name", "source__kind", "destination__kind",
    )  # fmt: skip
    moves = [MoveRow(*row) for row in fields[:limit]]
    return moves if policy.may_see(actor, "variant.cost") else [replace(move, value=None) for move in moves]


def list_reservations(
    *, actor: Actor, reference: str | None = None, variant_id: int | None = None, status: str | None = None, limit: int = 500
) -> list[ReservationRow]:
    """Promises of a document or on a variant, oldest first."""
    rows = policy.visible(actor, Reservation.objects.all())
    if reference is not None:
        rows = rows.filter(reference=reference)
    if variant_id is not None:
        rows = rows.filter(variant_id=variant_id)
    if status is not None:
        rows = rows.filter(status=status)
    fields = rows.order_by("id").values_list(
        "id", "reference", "variant_id", "variant__sku", "variant__product__name", "location__code", "quantity", "status",
        "expires_at", "created_at", "closed_at",
    )  # fmt: skip
    return [ReservationRow(*row) for row in fields[:limit]]


def get_average_costs(*, variant_ids: Collection[int]) -> dict[int, Decimal]:
    """The moving average of each variant to six places; the last known one where the stock is empty."""
    rows = StockValue.objects.filter(variant_id__in=variant_ids).values_list("variant_id", "quantity", "value", "last_unit_cost")
    return {
        variant_id: quantize_half_up(value / quantity, _COST_PLACES) if quantity else last for variant_id, quantity, value, last in rows
    }


def get_stock_value() -> Decimal:
    """What the whole stock is worth now: equals the inventory account of the ledger at the same moment."""
    return StockValue.objects.aggregate(total=Sum("value"))["total"] or ZERO


def get_pending_items(*, references: Sequence[str]) -> dict[str, tuple[tuple[int, int], ...]]:
    """What is still promised to each document: (variant id, quantity) pairs."""
    pending: dict[str, dict[int, int]] = {}
    rows = Reservation.objects.filter(reference__in=references, status=Reservation.Status.PENDING).order_by("id")
    for reference, variant_id, quantity in rows.values_list("reference", "variant_id", "quantity"):
        items = pending.setdefault(reference, {})
        items[variant_id] = items.get(variant_id, 0) + quantity
    return {reference: tuple(items.items()) for reference, items in pending.items()}
