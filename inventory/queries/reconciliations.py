"""Reconciliations of the stock and what they found."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists import Key, Reader, Sort
from inventory.models import StockDifference, StockReconciliation


@dataclass(frozen=True, slots=True)
class ReconciliationRow:
    """One reconciliation; ``open_count`` differences still wait for a decision."""

    id: int
    job_id: UUID
    status: str
    requested_by: str
    is_own: bool
    started_at: datetime
    finished_at: datetime | None
    variant_count: int
    level_count: int
    move_count: int
    difference_count: int
    open_count: int


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One figure that disagrees with its rows; amounts None where the actor may not see values."""

    id: int
    kind: str
    kind_label: str
    sku: str
    product_name: str
    location: str
    expected: Decimal | None
    found: Decimal | None
    gap: Decimal | None
    row_count: int
    status: str
    decided_by: str
    decided_at: datetime | None

    @property
    def is_money(self) -> bool:
        return self.kind == StockDifference.Kind.VALUE


SORTS: tuple[Sort, ...] = (
    Sort(name="-started", label=_("Newest first"), keys=(Key("id"),)),
    Sort(name="started", label=_("Oldest first"), keys=(Key("id"),)),
)


def read_reconciliations(
    *, actor: Actor, tab: str = "all", started_from: date | None = None, started_to: date | None = None
) -> Reader[ReconciliationRow]:
    """The reconciliations of a filter; the tabs are all, with differences, and waiting for a decision."""
    found = _counted()
    if tab == "different":
        found = found.filter(difference_count__gt=0)
    elif tab == "to_decide":
        found = found.filter(open_count__gt=0)
    if started_from:
        found = found.filter(started_at__gte=_midnight(started_from))
    if started_to:
        found = found.filter(started_at__lt=_midnight(started_to + timedelta(days=1)))
    return Reader(rows=found, make=lambda rows: [_row(row, actor) for row in rows])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def find_reconciliation(*, job_id: UUID, actor: Actor) -> ReconciliationRow | None:
    """The reconciliation of this job, None while the job has not begun."""
    found = _counted().filter(job_id=job_id).first()
    return _row(found, actor) if found else None


def list_differences(*, reconciliation_id: int, actor: Actor, after_id: int = 0, limit: int = 200) -> list[DifferenceRow]:
    """What was found, in the order in which it was found."""
    sees_value = policy.may_see(actor, "variant.cost")
    rows = (
        StockDifference.objects.filter(reconciliation_id=reconciliation_id, pk__gt=after_id)
        .select_related("variant__product", "location")
        .order_by("pk")[:limit]
    )
    return [_difference(row, hidden=row.kind == StockDifference.Kind.VALUE and not sees_value) for row in rows]


def _counted() -> QuerySet[Any]:
    return StockReconciliation.objects.annotate(open_count=Count("differences", filter=Q(differences__status="proposed")))


def _row(found: Any, actor: Actor) -> ReconciliationRow:
    return ReconciliationRow(
        id=found.pk,
        job_id=found.job_id,
        status=found.status,
        requested_by=found.requested_by_name,
        is_own=(found.requested_by_kind, found.requested_by_id) == (actor.kind, actor.id),
        started_at=found.started_at,
        finished_at=found.finished_at,
        variant_count=found.variant_count,
        level_count=found.level_count,
        move_count=found.move_count,
        difference_count=found.difference_count,
        open_count=found.open_count,
    )


def _difference(row: StockDifference, *, hidden: bool) -> DifferenceRow:
    return DifferenceRow(
        id=row.pk,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        sku=row.variant.sku,
        product_name=row.variant.product.name,
        location=row.location.code if row.location else "",
        expected=None if hidden else row.expected,
        found=None if hidden else row.found,
        gap=None if hidden else row.gap,
        row_count=int(row.evidence.get("rows", 0)),
        status=row.status,
        decided_by=row.decided_by_name,
        decided_at=row.decided_at,
    )
