"""Promise stock to documents and give promises back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.prepared import Statement
from inventory.errors import InsufficientStock
from inventory.services.checks import require_quantity
from inventory.services.drafts import ReleasedItem, ReservationRequest
from inventory.services.reservation_sql import RELEASE, RESERVE

# Up to the lines of one order, a plan made once is good; an import's hundreds of orders deserve their own.
SMALL_BATCH = 200
_RESERVE = Statement("inventory_reserve", RESERVE)


def reserve(*, requests: Sequence[ReservationRequest], by: Actor, at: datetime) -> None:
    """
    Promise stock to every request, or to none.  One statement, whatever the number of requests and lines.

    Lines of one variant count together.  Places are used in picking order; a later request of the batch sees what the
    earlier ones took.  The reservation row is the trace: the caller's own document tells who asked.  One statement is
    atomic by itself, so there is no savepoint to pay for on the hot path.

    :raises InsufficientStock: with every shortage; nothing is written
    :raises BadQuantity: a quantity below 1
    """
    if not requests:
        return
    numbers: list[int] = []
    variants: list[int] = []
    quantities: list[int] = []
    for number, request in enumerate(requests):
        wanted: dict[int, int] = {}
        for variant_id, quantity in request.items:
            require_quantity(quantity, line=len(variants))
            wanted[variant_id] = wanted.get(variant_id, 0) + quantity
        numbers.extend([number] * len(wanted))
        variants.extend(wanted)
        quantities.extend(wanted.values())
    documents = [request.reference for request in requests]
    warehouses = [request.warehouse_id for request in requests]
    expiries = [request.expires_at for request in requests]
    parameters = [numbers, variants, quantities, documents, warehouses, expiries, at]
    shortages = _RESERVE.rows(parameters, is_batch=len(numbers) > SMALL_BATCH)
    if shortages:
        names = ("reference", "sku", "variant_id", "requested", "available")
        raise InsufficientStock(shortages=[dict(zip(names, row, strict=True)) for row in shortages])


@transaction.atomic
def release(*, references: Sequence[str], by: Actor, at: datetime, expired: bool = False) -> list[ReleasedItem]:
    """
    Give back whatever is still reserved for these documents; return it.  Nothing reserved is no error.

    With ``expired`` the rows say that time ran out rather than that somebody decided.
    """
    status = "expired" if expired else "released"
    with connection.cursor() as cursor:
        cursor.execute(RELEASE, [list(references), status, at])
        released = [ReleasedItem(*row) for row in cursor.fetchall()]
    pieces: dict[str, int] = {}
    for item in released:
        pieces[item.reference] = pieces.get(item.reference, 0) + item.quantity
    audit.record(
        [
            audit.Trace(action=f"stock.{status}", subject=("stock", reference), at=at, after={"pieces": pieces[reference]})
            for reference in pieces
        ],
        by=by,
    )
    return released
