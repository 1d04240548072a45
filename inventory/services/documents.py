"""Receipts and transfers that people type in: numbered, and written once however often the form is sent."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from backoffice.core import numbering
from backoffice.core.actors import Actor
from backoffice.core.locks import advisory_lock
from inventory.errors import DocumentReceived, UnknownDocument
from inventory.models import Location, StockDocument, StockMove
from inventory.services.drafts import ReceiptDraft, TransferDraft, TransferLine, WrittenDocument
from inventory.services.movement import receive, transfer


@transaction.atomic
def receive_document(*, draft: ReceiptDraft, by: Actor, at: datetime) -> WrittenDocument:
    """
    Take in the goods of a supplier's paper, once, under the next number (EN-000001).

    :raises DocumentReceived: this paper of this supplier came in before, by another form
    :raises inventory.errors.BusinessError: as ``receive`` does
    """
    known = _known(draft.token)
    if known:
        return known
    advisory_lock("supplier_document", draft.supplier.upper(), draft.document.upper())
    twin = StockDocument.objects.filter(supplier__iexact=draft.supplier, supplier_document__iexact=draft.document).first()
    if draft.document and twin is not None:
        raise DocumentReceived(supplier=twin.supplier, document=twin.supplier_document, reference=twin.reference)
    # The series waits for us until we commit, not we for others inside it: nobody takes it after locking stock.
    reference = f"EN-{numbering.take_gapless('stock_receipt'):06d}"
    receive(
        lines=draft.lines, reference=reference, origin="purchase", by=by, at=at, moved_at=draft.arrived_at,
        document=draft.document, reason=draft.supplier,
    )  # fmt: skip
    StockDocument.objects.create(
        token=draft.token, reference=reference, supplier=draft.supplier, supplier_document=draft.document, created_at=at
    )
    return WrittenDocument(reference, is_new=True)


@transaction.atomic
def transfer_document(*, draft: TransferDraft, by: Actor, at: datetime) -> WrittenDocument:
    """
    Move goods between two places, once, under the next number (TR-000001).

    With ``travels`` they are in transit until ``confirm_arrival``: nobody can reserve or count them meanwhile.

    :raises inventory.errors.BusinessError: as ``transfer`` does
    """
    known = _known(draft.token)
    if known:
        return known
    reference = f"TR-{numbering.take_gapless('stock_transfer'):06d}"
    stop = _transit_id() if draft.travels else draft.destination_id
    lines = [TransferLine(variant_id, draft.source_id, stop, quantity) for variant_id, quantity in draft.items]
    transfer(lines=lines, reference=reference, by=by, at=at, reason=draft.note)
    StockDocument.objects.create(
        token=draft.token, reference=reference, destination_id=draft.destination_id if draft.travels else None, created_at=at
    )
    return WrittenDocument(reference, is_new=True)


@transaction.atomic
def confirm_arrival(*, reference: str, by: Actor, at: datetime) -> WrittenDocument:
    """
    Goods that were on the way lie at their destination now, all of them; what is missing is adjusted there.

    Confirmed again it changes nothing.

    :raises UnknownDocument: no such transfer
    :raises StockPromised: somebody adjusted what was in transit meanwhile
    """
    document = StockDocument.objects.select_for_update(of=("self",)).filter(reference=reference, destination__isnull=False).first()
    if document is None or document.destination_id is None:
        raise UnknownDocument(reference=reference[:40])
    if document.arrived_at is not None:
        return WrittenDocument(reference, is_new=False)
    transit = _transit_id()
    left = StockMove.objects.filter(reference=reference, reference_kind=StockMove.ReferenceKind.TRANSFER, destination_id=transit)
    rows = left.order_by("pk").values_list("variant_id", "quantity")
    transfer(
        lines=[TransferLine(variant_id, transit, document.destination_id, quantity) for variant_id, quantity in rows],
        reference=reference,
        by=by,
        at=at,
    )
    document.arrived_at = at
    document.save(update_fields=["arrived_at"])
    return WrittenDocument(reference, is_new=True)


def _known(token: UUID) -> WrittenDocument | None:
    """What the form became already; a twin that is being written is waited for."""
    advisory_lock("stock_document", token)
    reference = StockDocument.objects.filter(token=token).values_list("reference", flat=True).first()
    return WrittenDocument(reference, is_new=False) if reference else None


def _transit_id() -> int:
    return Location.objects.values_list("pk", flat=True).get(kind=Location.Kind.TRANSIT)
