"""Import a batch of orders with their whole life: one transaction, a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.audit import Trace
from backoffice.core.locks import advisory_lock
from backoffice.olist import drafts
from backoffice.olist.shop import CHANNEL, LOCK
from backoffice.olist.source import SourceOrder
from orders import queries
from orders import services as orders

IMPORTED = "order.imported"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the file's identifiers are called here: SKU by product_id, CPF by customer_unique_id."""

    skus: dict[str, str]
    documents: dict[str, str]


@transaction.atomic
def import_batch(*, batch: Sequence[SourceOrder], catalogue: Catalogue, by: Actor, at: datetime) -> int:
    """
    Import the orders of the batch that are not here yet, and return how many that were.

    (channel, external_id) decides, and an order commits with its whole life: what is here is complete, so that a run
    that was killed goes on where it stopped, and a second run does nothing.
    """
    advisory_lock(LOCK)
    known = queries.find_numbers(actor=by, channel_code=CHANNEL, external_ids=[order.order_id for order in batch])
    new = [order for order in batch if order.order_id not in known]
    if not new:
        return 0
    placed = orders.place_orders(
        drafts=[drafts.order_draft(order, skus=catalogue.skus, documents=catalogue.documents) for order in new], by=by, at=at
    )
    _live(list(zip(new, (order.number for order in placed), strict=True)), by=by, at=at)
    traces = [
        Trace(action=IMPORTED, subject=("order", result.number), at=at, after=drafts.source_facts(order))
        for order, result in zip(new, placed, strict=True)
    ]
    audit.record(traces, by=by)
    return len(new)


def _live(numbered: Sequence[tuple[SourceOrder, str]], *, by: Actor, at: datetime) -> None:
    """
    Payment, shipment, delivery, cancellation.

    Money that came after the goods had left settles a receivable, money from before is an advance: the calls follow
    that order, so that each order's ledger tells it as it was.
    """
    shipped = [(order, number) for order, number in numbered if drafts.is_shipped(order)]
    paid_late = {number for order, number in shipped if order.carrier_at is not None and drafts.paid_at(order) > order.carrier_at}
    early = [draft for order, number in numbered if number not in paid_late for draft in drafts.payment_drafts(order, number)]
    late = [draft for order, number in numbered if number in paid_late for draft in drafts.payment_drafts(order, number)]
    delivered = [drafts.delivery_draft(order, number) for order, number in shipped if drafts.is_delivered(order)]
    off = [drafts.cancellation_draft(order, number) for order, number in numbered if order.status in drafts.OFF_REASONS]

    if early:
        orders.record_payment_events(events=early, by=by, at=at)
    if shipped:
        orders.ship_orders(drafts=[drafts.shipment_draft(order, number) for order, number in shipped], by=by, at=at)
    if late:
        orders.record_payment_events(events=late, by=by, at=at)
    if delivered:
        orders.deliver_orders(drafts=delivered, by=by, at=at)
    if off:
        orders.cancel_orders(drafts=off, by=by, at=at)
