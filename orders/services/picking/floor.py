"""A locked wave with its boxes and lines, changed in memory and written back in a fixed number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from backoffice.core import audit
from backoffice.core.actors import Actor
from orders import locks, states
from orders.models import Order, PickingWave, PickLine, PickScan, WaveOrder
from orders.services.order_facts import Units, facts_of, get_units

Status, State = PickingWave.Status, WaveOrder.State
_LINE_FIELDS = ["picked", "short", "moved", "checked", "skips", "short_reason", "short_at", "short_by_name"]
_BOX_FIELDS = [
    "state", "parcels", "weight_grams", "length_cm", "width_cm", "height_cm", "packed_at", "packed_by_name", "carrier",
    "tracking_code", "shipment", "shipped_at", "dropped_at", "drop_reason",
]  # fmt: skip


@dataclass(slots=True)
class Floor:
    """All that a picking service may look at or change; ``traces`` go to the audit trail with the writing."""

    wave: PickingWave
    boxes: list[WaveOrder]
    lines: list[PickLine]
    units: dict[int, Units]
    scans: list[PickScan] = field(default_factory=list)
    new_lines: list[PickLine] = field(default_factory=list)
    traces: list[audit.Trace] = field(default_factory=list)
    _before: dict[tuple[str, int], tuple[object, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows: list[PickLine | WaveOrder] = [*self.lines, *self.boxes]
        self._before = {(row._meta.model_name or "", row.pk): _figures(row) for row in rows}

    @classmethod
    def lock(cls, number: int, *, by: Actor) -> "Floor":
        """
        The wave, locked until the transaction ends: whoever reads or packs in it waits here.

        :raises UnknownWave: no such wave, or not one of the actor's warehouses
        """
        wave = locks.lock_waves([number], by=by)[number]
        boxes = list(WaveOrder.objects.filter(wave=wave).order_by("box"))
        # Units before orders: an order that is cancelled in between is seen as cancelled, not as one without open units.
        units = get_units(box.order_id for box in boxes)
        orders = Order.objects.select_related("channel").in_bulk([box.order_id for box in boxes])
        for box in boxes:
            box.order = orders[box.order_id]
        lines = list(PickLine.objects.filter(wave=wave).order_by("skips", "route", "id"))
        by_id = {box.pk: box for box in boxes}
        for line in lines:
            line.wave_order = by_id[line.wave_order_id]
        return cls(wave, boxes, lines, units)

    def box(self, number: int) -> WaveOrder | None:
        return next((box for box in self.boxes if box.box == number), None)

    def lines_of(self, box: WaveOrder) -> list[PickLine]:
        return [line for line in self.lines if line.wave_order_id == box.pk]

    def drop_refused(self, *, at: datetime) -> list[WaveOrder]:
        """
        Take out of the wave what may not leave any more: cancelled, unpaid, shipped by somebody else.

        One look at the orders in front of every act, so that nobody walks for goods that stay in the house.
        """
        dropped = []
        for box in [box for box in self.boxes if box.state in WaveOrder.ACTIVE]:
            reason = states.objection("ship", facts_of(box.order, self.units[box.order_id]))
            if reason is not None:
                self.drop(box, reason.code, at=at)
                dropped.append(box)
        return dropped

    def drop(self, box: WaveOrder, reason: str, *, at: datetime) -> None:
        """The box leaves the wave; its pieces go back to their shelves, its promises stay as they are."""
        box.state, box.dropped_at, box.drop_reason = State.DROPPED, at, reason
        pieces = sum(line.picked for line in self.lines_of(box))
        after = {"wave": self.wave.pk, "box": box.box, "reason": reason, "units": pieces}
        self.traces.append(audit.Trace(action="order.taken_out", subject=("order", box.order.number), at=at, after=after))

    def write(self, *, by: Actor, at: datetime) -> None:
        """Lines, boxes, scans, status and trail; the status follows from the facts."""
        PickLine.objects.bulk_create(self.new_lines)
        if lines := [line for line in self.lines if self._is_changed(line)]:
            PickLine.objects.bulk_update(lines, _LINE_FIELDS)
        if boxes := [box for box in self.boxes if self._is_changed(box)]:
            WaveOrder.objects.bulk_update(boxes, _BOX_FIELDS)
        PickScan.objects.bulk_create(self.scans)
        self._settle(at=at)
        audit.record(self.traces, by=by)

    def _is_changed(self, row: "PickLine | WaveOrder") -> bool:
        key = (row._meta.model_name or "", row.pk)
        return key in self._before and self._before[key] != _figures(row)

    def _settle(self, *, at: datetime) -> None:
        wave = self.wave
        status = wave_status(
            states=[box.state for box in self.boxes],
            open_units=sum(line.open_quantity for line in self.lines if line.wave_order.state in WaveOrder.ACTIVE),
            is_started=wave.assigned_to_id is not None or any(line.picked or line.short for line in self.lines),
        )
        if status == Status.PACKING and wave.picked_at is None:
            wave.picked_at = at
        elif status in (Status.OPEN, Status.PICKING):
            wave.picked_at = None
        is_over = status in (Status.DONE, Status.CANCELLED)
        wave.finished_at = (wave.finished_at or at) if is_over else None
        if wave.status != status and is_over:
            boxes = {"shipped": sum(box.state == State.SHIPPED for box in self.boxes), "boxes": len(self.boxes)}
            self.traces.append(audit.Trace(action=f"wave.{status}", subject=("wave", str(wave.pk)), at=at, after=boxes))
        wave.status = status
        wave.save(update_fields=["status", "assigned_to", "assigned_name", "picked_at", "finished_at", "cancelled_at"])


def _figures(row: "PickLine | WaveOrder") -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in (_LINE_FIELDS if isinstance(row, PickLine) else _BOX_FIELDS))


def wave_status(*, states: Iterable[str], open_units: int, is_started: bool) -> str:
    """Waiting, picking, checking at the bench, finished; cancelled where nothing of it left."""
    boxes: Sequence[str] = list(states)
    if not any(state in WaveOrder.ACTIVE for state in boxes):
        return Status.DONE if State.SHIPPED in boxes else Status.CANCELLED
    if open_units:
        return Status.PICKING if is_started else Status.OPEN
    return Status.PACKING
