"""Make waves, hand them out, call them off."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from inventory import queries as stock
from inventory.queries import PickStop
from orders import locks, states
from orders.errors import BoxNotInWave, TooManyOrders, WaveEmpty, WaveOver
from orders.models import Order, PickingWave, PickLine, WaveOrder
from orders.services.order_facts import facts_of, get_units
from orders.services.picking.drafts import CreatedWave, LeftOut, WaveDraft
from orders.services.picking.floor import Floor

# One walk with one trolley; more would not fit and makes the phone's page slow.
MAX_ORDERS = 60


@transaction.atomic
def create_wave(*, draft: WaveDraft, by: Actor, at: datetime) -> CreatedWave:
    """
    Put orders into a new wave, a box each, and lay out the walk from what is promised to them.

    What cannot be picked is left out and named: unpaid, off, in another wave, nothing promised, another warehouse.

    :raises UnknownOrder: naming the numbers
    :raises TooManyOrders: more than fit on one walk
    :raises WaveEmpty: nothing is left to pick; says why for each order
    """
    numbers = list(dict.fromkeys(draft.order_numbers))
    if len(numbers) > MAX_ORDERS:
        raise TooManyOrders(orders=len(numbers), limit=MAX_ORDERS)
    orders = locks.lock_orders(numbers, by=by)
    earlier = PickingWave.objects.filter(token=draft.token).first()
    if earlier is not None:
        return _again(earlier)
    stops: dict[str, list[PickStop]] = {}
    for stop in stock.list_pick_stops(references=numbers):
        stops.setdefault(stop.reference, []).append(stop)
    left_out = _refusals([orders[number] for number in numbers], stops)
    chosen = [number for number in numbers if number not in left_out]
    if not chosen:
        raise WaveEmpty(orders=[{"order": each.order_number, "reason": each.reason} | each.data for each in left_out.values()])
    wave = PickingWave.objects.create(
        token=draft.token, warehouse_id=stops[chosen[0]][0].warehouse_id, created_at=at, created_by_name=by.name
    )
    boxes = WaveOrder.objects.bulk_create([WaveOrder(wave=wave, order=orders[number], box=box) for box, number in enumerate(chosen, 1)])
    lines = PickLine.objects.bulk_create([_line(wave, box, stop) for box in boxes for stop in stops[box.order.number]])
    units = sum(line.quantity for line in lines)
    traces = [
        audit.Trace(action="order.picking", subject=("order", box.order.number), at=at, after={"wave": wave.pk, "box": box.box})
        for box in boxes
    ]
    made = audit.Trace(action="wave.created", subject=("wave", str(wave.pk)), at=at, after={"orders": len(boxes), "units": units})
    audit.record([made, *traces], by=by)
    return CreatedWave(wave.pk, len(boxes), units, tuple(left_out.values()), is_new=True)


def _again(wave: PickingWave) -> CreatedWave:
    lines = PickLine.objects.filter(wave=wave)
    units = sum(lines.values_list("quantity", flat=True))
    return CreatedWave(wave.pk, WaveOrder.objects.filter(wave=wave).count(), units, (), is_new=False)


def _refusals(orders: Sequence[Order], stops: dict[str, list[PickStop]]) -> dict[str, LeftOut]:
    """Why each order that cannot be picked cannot; the first that can decides the warehouse of the walk."""
    ids = [order.pk for order in orders]
    units = get_units(ids)
    busy = dict(WaveOrder.objects.filter(order_id__in=ids, state__in=WaveOrder.ACTIVE).values_list("order_id", "wave_id"))
    warehouse: int | None = None
    refused: dict[str, LeftOut] = {}
    for order in orders:
        reason = states.objection("ship", facts_of(order, units[order.pk]))
        if reason is not None:
            refused[order.number] = LeftOut(order.number, reason.code, reason.data)
        elif order.pk in busy:
            refused[order.number] = LeftOut(order.number, "in_wave", {"wave": busy[order.pk]})
        elif order.number not in stops:
            refused[order.number] = LeftOut(order.number, "nothing_reserved")
        elif warehouse not in (None, stops[order.number][0].warehouse_id):
            refused[order.number] = LeftOut(order.number, "other_warehouse")
        else:
            warehouse = stops[order.number][0].warehouse_id
    return refused


def _line(wave: PickingWave, box: WaveOrder, stop: PickStop) -> PickLine:
    # Boxes of one shelf follow each other: the picker stands still.
    return PickLine(
        wave=wave,
        wave_order=box,
        variant_id=stop.variant_id,
        location_id=stop.location_id,
        place=stop.place,
        route=stop.route * 1000 + box.box,
        sku=stop.sku,
        name=stop.name,
        ean=stop.ean,
        weight_grams=stop.weight_grams,
        quantity=stop.quantity,
    )


@transaction.atomic
def assign_wave(*, wave: int, by: Actor, at: datetime) -> None:
    """
    Take the wave: it says who walks.  Whoever takes it later takes it over; reading is open to both.

    :raises UnknownWave: no such wave
    :raises WaveOver: it is finished or cancelled
    """
    floor = _open_floor(wave, by=by)
    before = floor.wave.assigned_name
    floor.wave.assigned_to_id, floor.wave.assigned_name = (by.id if by.kind == "user" else None), by.name
    floor.drop_refused(at=at)
    if before != by.name:
        floor.traces.append(audit.Trace(action="wave.assigned", subject=("wave", str(wave)), at=at, before={"to": before}))
    floor.write(by=by, at=at)


@transaction.atomic
def cancel_wave(*, wave: int, by: Actor, at: datetime) -> int:
    """
    Call the wave off: what has not left goes back to its shelves, its orders wait to be picked again.

    Returns the number of pieces to put back.

    :raises UnknownWave: no such wave
    :raises WaveOver: it is finished or cancelled
    """
    floor = _open_floor(wave, by=by)
    floor.drop_refused(at=at)
    active = [box for box in floor.boxes if box.state in WaveOrder.ACTIVE]
    for box in active:
        floor.drop(box, "wave_cancelled", at=at)
    floor.wave.cancelled_at = at
    floor.write(by=by, at=at)
    return sum(line.picked for line in floor.lines if line.wave_order.state == WaveOrder.State.DROPPED)


@transaction.atomic
def take_out_box(*, wave: int, box: int, by: Actor, at: datetime) -> int:
    """
    Take one order out of the wave; returns the number of pieces to put back.

    :raises UnknownWave: no such wave
    :raises WaveOver: it is finished or cancelled
    :raises BoxNotInWave: no such box, or it left the wave already
    """
    floor = _open_floor(wave, by=by)
    found = floor.box(box)
    if found is None or found.state not in WaveOrder.ACTIVE:
        raise BoxNotInWave(wave=wave, box=box)
    floor.drop(found, "put_back", at=at)
    floor.write(by=by, at=at)
    return sum(line.picked for line in floor.lines_of(found))


@transaction.atomic
def settle_shortage(*, line_id: int, by: Actor, at: datetime) -> None:
    """
    Somebody has looked at the shelf: the shortage leaves the list and its order may be picked again.

    :raises UnknownShortage: no open shortage of this key that the actor may know of
    """
    line = locks.lock_shortage(line_id, by=by)
    line.settled_at, line.settled_by_name = at, by.name
    line.save(update_fields=["settled_at", "settled_by_name"])
    facts = {"sku": line.sku, "place": line.place, "units": line.short}
    subject = ("order", line.wave_order.order.number)
    audit.record([audit.Trace(action="order.shortage_settled", subject=subject, at=at, after=facts)], by=by)


def _open_floor(wave: int, *, by: Actor) -> Floor:
    floor = Floor.lock(wave, by=by)
    if floor.wave.finished_at is not None:
        raise WaveOver(wave=wave, status=floor.wave.status)
    return floor
