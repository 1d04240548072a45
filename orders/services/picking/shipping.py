"""Packed boxes leave with their carrier: the sale is booked by ``ship_orders``, once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from backoffice.core.actors import Actor
from orders.errors import BoxNotInWave, BoxNotPacked, TrackingReused
from orders.models import OrderLine, PickLine, WaveOrder
from orders.services.drafts import ShipmentDraft
from orders.services.fulfilment import ship_orders
from orders.services.order_facts import lines_of
from orders.services.picking.allocation import places_of, shippable
from orders.services.picking.drafts import BoxShipmentDraft, LeftOut, ShippedBox
from orders.services.picking.floor import Floor
from orders.services.picking.packing import pieces_of

State = WaveOrder.State


@transaction.atomic
def ship_boxes(*, drafts: Sequence[BoxShipmentDraft], by: Actor, at: datetime) -> list[ShippedBox]:
    """
    Let packed boxes go; a box that left before answers with its shipment and has no second effect.

    An order that was cancelled, refunded or shipped by somebody else meanwhile is taken out, and the answer says why: its
    goods go back to the shelves.

    :raises UnknownWave: no such wave
    :raises BoxNotInWave: no such box
    :raises BoxNotPacked: the box was not closed at the bench
    :raises TrackingReused: ``tracking_code`` belongs to another box: ``order``
    :raises inventory.errors.InsufficientStock: the books say that the pieces are not there
    """
    floors = {number: Floor.lock(number, by=by) for number in sorted({draft.wave for draft in drafts})}
    for floor in floors.values():
        floor.drop_refused(at=at)
    boxes = [_box(floors[draft.wave], draft) for draft in drafts]
    already = {box.pk for box in boxes if box.state == State.SHIPPED}
    leaving = {box.pk: (draft, box) for draft, box in zip(drafts, boxes, strict=True) if box.state == State.PACKED}
    _require_own_tracking([draft for draft, _box in leaving.values()], [box for _draft, box in leaving.values()])
    sold = lines_of([box.order_id for _draft, box in leaving.values()])
    parcels = [_parcel(floors[draft.wave].lines_of(box), sold[box.order_id], box, draft) for draft, box in leaving.values()]
    shipped = {each.order_number: each.number for each in ship_orders(drafts=parcels, by=by, at=at)}
    for draft, box in leaving.values():
        box.state, box.shipped_at, box.shipment = State.SHIPPED, at, shipped[box.order.number]
        box.carrier, box.tracking_code = draft.carrier, draft.tracking_code
    for floor in floors.values():
        floor.write(by=by, at=at)
    return [_result(draft, box, is_new=box.pk not in already) for draft, box in zip(drafts, boxes, strict=True)]


def _box(floor: Floor, draft: BoxShipmentDraft) -> WaveOrder:
    box = floor.box(draft.box)
    if box is None:
        raise BoxNotInWave(wave=draft.wave, box=draft.box)
    if box.state == State.PICKING:
        raise BoxNotPacked(wave=draft.wave, box=draft.box, order=box.order.number)
    return box


def _require_own_tracking(drafts: Sequence[BoxShipmentDraft], boxes: Sequence[WaveOrder]) -> None:
    """One label, one box: checked before anything is booked; the unique constraint is the last judge."""
    codes = [draft.tracking_code for draft in drafts if draft.tracking_code]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise TrackingReused(tracking_code=twice, order=next(box.order.number for draft, box in zip(drafts, boxes, strict=True)
                                                             if draft.tracking_code == twice))  # fmt: skip
    taken = WaveOrder.objects.filter(tracking_code__in=codes).select_related("order").first() if codes else None
    if taken is not None:
        raise TrackingReused(tracking_code=taken.tracking_code, order=taken.order.number)


def _parcel(lines: list[PickLine], sold: list[OrderLine], box: WaveOrder, draft: BoxShipmentDraft) -> ShipmentDraft:
    """What was picked, as far as it makes whole items; from the shelves where it was taken."""
    whole = shippable(sold, pieces_of(lines))
    picks = [(line.variant_id, line.location_id, line.picked) for line in lines if line.picked]
    return ShipmentDraft(
        order_number=box.order.number,
        lines=whole.items,
        carrier=draft.carrier,
        tracking_code=draft.tracking_code,
        places=places_of(picks, whole.pieces),
    )


def _result(draft: BoxShipmentDraft, box: WaveOrder, *, is_new: bool) -> ShippedBox:
    left_out = LeftOut(box.order.number, box.drop_reason) if box.state == State.DROPPED else None
    return ShippedBox(draft.wave, draft.box, box.order.number, box.shipment, left_out, is_new and left_out is None)
