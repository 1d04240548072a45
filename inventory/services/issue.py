"""Reserved goods leave the company."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.money import ZERO
from inventory import locks
from inventory.errors import InsufficientStock, ReservationMissing
from inventory.locks import PendingReservation
from inventory.models import Location, StockMove
from inventory.services.checks import require_quantity
from inventory.services.drafts import IssuedItem, IssueRequest
from inventory.services.ledger import Ledger
from inventory.services.names import skus_of

# What one issue takes of one variant, and from which reservations (each with its share).
Part = tuple[PendingReservation, int]
Pool = dict[tuple[str, int], list[PendingReservation]]


@transaction.atomic
def issue_reserved(*, issues: Sequence[IssueRequest], by: Actor, at: datetime) -> list[IssuedItem]:
    """
    Let reserved goods leave for the customer at the moving average, in the order of ``issues``.

    A partial issue splits its reservation.  Costs are those of one issue after the other, to the cent, whatever the
    size of the batch; the statements are five and the audit.

    :raises ReservationMissing: more than is reserved for a reference; nothing is written
    :raises InsufficientStock: reserved on backorder but not there yet; nothing is written
    :raises StockOutOfBalance: levels and value disagree
    """
    pending = locks.pending_reservations({issue.reference for issue in issues})
    plan = _plan(issues, pending)
    ledger = Ledger.lock({(row.variant_id, row.location_id) for _, _, parts in plan for row, _ in parts}, outside=Location.Kind.CUSTOMER)
    _require_on_hand(plan, ledger)

    issued = [_issue(issue, variant_id, parts, ledger) for issue, variant_id, parts in plan]
    ledger.write(kind=StockMove.ReferenceKind.ORDER, reason="", by=by, at=at)
    _record(issued, by=by, at=at)
    return issued


def _plan(issues: Sequence[IssueRequest], pending: Sequence[PendingReservation]) -> list[tuple[IssueRequest, int, list[Part]]]:
    """Which reservations every issue consumes, oldest first, one issue after the other."""
    pool: Pool = {}
    for row in pending:
        pool.setdefault((row.reference, row.variant_id), []).append(row)
    plan: list[tuple[IssueRequest, int, list[Part]]] = []
    missing: list[dict[str, object]] = []
    for number, issue in enumerate(issues):
        wanted = _wanted(issue, number, pending)
        if not wanted:
            missing.append({"reference": issue.reference, "variant_id": None, "requested": None, "reserved": 0})
        for variant_id, quantity in wanted.items():
            rows = pool.get((issue.reference, variant_id), [])
            reserved = sum(row.left for row in rows)
            if reserved < quantity:
                missing.append({"reference": issue.reference, "variant_id": variant_id, "requested": quantity, "reserved": reserved})
            plan.append((issue, variant_id, _consume_as_picked(rows, quantity, issue)))
    if missing:
        skus = skus_of(row["variant_id"] for row in missing if isinstance(row["variant_id"], int))
        raise ReservationMissing(missing=[row | {"sku": skus.get(row["variant_id"], "")} for row in missing])  # type: ignore[call-overload]
    return plan


def _wanted(issue: IssueRequest, number: int, pending: Sequence[PendingReservation]) -> dict[int, int]:
    """Pieces by variant: as asked, lines of one variant together, or all that is left of the reference."""
    wanted: dict[int, int] = {}
    if issue.items is None:
        for row in pending:
            if row.reference == issue.reference and row.left:
                wanted[row.variant_id] = wanted.get(row.variant_id, 0) + row.left
        return wanted
    for variant_id, quantity in issue.items:
        require_quantity(quantity, line=number)
        wanted[variant_id] = wanted.get(variant_id, 0) + quantity
    return wanted


def _consume_as_picked(rows: Sequence[PendingReservation], quantity: int, issue: IssueRequest) -> list[Part]:
    """First from the places where the pieces were taken, the rest from the oldest promises."""
    parts: list[Part] = []
    for variant_id, location_id, picked in issue.places:
        here = [row for row in rows if (row.variant_id, row.location_id) == (variant_id, location_id)]
        taken = _consume(here, min(picked, quantity))
        quantity -= sum(share for _, share in taken)
        parts += taken
    return parts + _consume(rows, quantity)


def _consume(rows: Sequence[PendingReservation], quantity: int) -> list[Part]:
    parts: list[Part] = []
    for row in rows:
        share = min(row.left, quantity)
        if share:
            row.left -= share
            quantity -= share
            parts.append((row, share))
    return parts


def _require_on_hand(plan: Sequence[tuple[IssueRequest, int, list[Part]]], ledger: Ledger) -> None:
    """Promised on backorder is not yet there: the pieces that leave must lie in the place."""
    left = {place: level.on_hand for place, level in ledger.levels.items()}
    shortages = []
    for issue, variant_id, parts in plan:
        for row, share in parts:
            place = (variant_id, row.location_id)
            if left.get(place, 0) < share:
                shortages.append((issue.reference, variant_id, share, left.get(place, 0)))
            left[place] = left.get(place, 0) - share
    if shortages:
        skus = skus_of(variant_id for _, variant_id, _, _ in shortages)
        raise InsufficientStock(
            shortages=[
                {
                    "reference": reference,
                    "sku": skus.get(variant_id, ""),
                    "variant_id": variant_id,
                    "requested": wanted,
                    "available": max(there, 0),
                }
                for reference, variant_id, wanted, there in shortages
            ]
        )


def _issue(issue: IssueRequest, variant_id: int, parts: Sequence[Part], ledger: Ledger) -> IssuedItem:
    total, pieces = ZERO, 0
    for row, share in parts:
        cost = ledger.take_value(variant_id, share)
        ledger.levels[variant_id, row.location_id].reserved -= share
        ledger.consumed[row.id] = ledger.consumed.get(row.id, 0) + share
        ledger.record(
            variant_id=variant_id,
            source_id=row.location_id,
            destination_id=None,
            quantity=share,
            value=cost,
            moved_at=issue.moved_at,
            reference=issue.reference,
            document=issue.shipment,
        )
        total += cost
        pieces += share
    return IssuedItem(issue.reference, issue.shipment, variant_id, pieces, total)


def _record(issued: Sequence[IssuedItem], *, by: Actor, at: datetime) -> None:
    """One line per shipment: pieces and cost."""
    sums: dict[tuple[str, str], tuple[int, Decimal]] = {}
    for item in issued:
        pieces, cost = sums.get((item.reference, item.shipment), (0, ZERO))
        sums[item.reference, item.shipment] = (pieces + item.quantity, cost + item.cost)
    audit.record(
        [
            audit.Trace(
                action="stock.issued",
                subject=("stock", reference),
                at=at,
                after={"shipment": shipment, "pieces": pieces, "cost": str(cost)},
            )
            for (reference, shipment), (pieces, cost) in sums.items()
        ],
        by=by,
    )
