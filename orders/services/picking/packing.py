"""Close a box: everything that was picked for it was read again at the bench, and it was measured."""

from datetime import datetime

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from orders.errors import BoxNotInWave, CheckIncomplete, NothingToPack, PickingIncomplete, WrongMeasure
from orders.models import OrderLine, PickLine, WaveOrder
from orders.services.picking.allocation import Whole, shippable
from orders.services.picking.drafts import LeftOut, PackDraft, PackedBox
from orders.services.picking.floor import Floor

State = WaveOrder.State
# Two tonnes and four metres: beyond that somebody typed into the wrong field.
_LIMITS = {"parcels": (1, 99), "weight_grams": (0, 2_000_000), "length_cm": (0, 400), "width_cm": (0, 400), "height_cm": (0, 400)}


@transaction.atomic
def pack_box(*, draft: PackDraft, by: Actor, at: datetime) -> PackedBox:
    """
    Close a box, or correct the measures of one that is closed and still here.

    An order that may not leave any more is taken out instead, and the answer says why.

    :raises UnknownWave: no such wave
    :raises BoxNotInWave: no such box, or it left the wave already
    :raises PickingIncomplete: pieces are still on the shelves: ``units``
    :raises CheckIncomplete: pieces were not read at the bench: ``checked``, ``units``
    :raises NothingToPack: nothing whole was picked for it
    :raises WrongMeasure: ``field``: a figure outside its limits
    """
    for name, (low, high) in _LIMITS.items():
        if not low <= getattr(draft, name) <= high:
            raise WrongMeasure(field=name, low=low, high=high)
    floor = Floor.lock(draft.wave, by=by)
    box = floor.box(draft.box)
    if box is None or box.state == State.SHIPPED:
        raise BoxNotInWave(wave=draft.wave, box=draft.box)
    floor.drop_refused(at=at)
    if box.state == State.DROPPED:
        floor.write(by=by, at=at)
        return PackedBox(draft.wave, draft.box, box.order.number, LeftOut(box.order.number, box.drop_reason))
    lines = floor.lines_of(box)
    whole = _require_ready(draft, box, lines)
    is_first = box.state != State.PACKED
    box.state = State.PACKED
    for name in _LIMITS:
        setattr(box, name, getattr(draft, name))
    if is_first:
        box.packed_at, box.packed_by_name = at, by.name
    after = {"wave": draft.wave, "box": draft.box, "parcels": draft.parcels, "weight_grams": draft.weight_grams}
    floor.traces.append(audit.Trace(action="order.packed", subject=("order", box.order.number), at=at, after=after))
    floor.write(by=by, at=at)
    return PackedBox(draft.wave, draft.box, box.order.number, None, _surplus(lines, whole))


def _require_ready(draft: PackDraft, box: WaveOrder, lines: list[PickLine]) -> Whole:
    names = {"wave": draft.wave, "box": draft.box, "order": box.order.number}
    if units := sum(line.open_quantity for line in lines):
        raise PickingIncomplete(**names, units=units)
    picked, checked = sum(line.picked for line in lines), sum(line.checked for line in lines)
    if checked < picked:
        raise CheckIncomplete(**names, checked=checked, units=picked)
    whole = shippable(list(OrderLine.objects.filter(order=box.order).order_by("position")), pieces_of(lines))
    if not whole.items:
        raise NothingToPack(**names)
    return whole


def _surplus(lines: list[PickLine], whole: Whole) -> tuple[tuple[str, int], ...]:
    """Pieces by name that may not leave: parts of an incomplete kit, items called off meanwhile."""
    names = {line.variant_id: line.name for line in lines}
    left = {variant_id: pieces - whole.pieces.get(variant_id, 0) for variant_id, pieces in pieces_of(lines).items()}
    return tuple((names[variant_id], pieces) for variant_id, pieces in left.items() if pieces)


def pieces_of(lines: list[PickLine]) -> dict[int, int]:
    """Picked pieces by variant."""
    pieces: dict[int, int] = {}
    for line in lines:
        pieces[line.variant_id] = pieces.get(line.variant_id, 0) + line.picked
    return pieces
