"""Record what scanners read: a batch from one device, each read with its own id and its own verdict."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from inventory import queries as stock
from inventory import services as inventory_services
from inventory.queries import CodeMeaning
from orders.models import PickLine, PickScan, WaveOrder
from orders.services.picking.drafts import ACTS, CHECK, READ, SHORT, SHORT_REASONS, SKIP, UNDO, ScanDraft, Verdict
from orders.services.picking.floor import Floor

MAX_SCANS = 200
Kind = PickScan.Kind
_KINDS = {"right": Kind.RIGHT, "short": Kind.SHORT, "skipped": Kind.SKIP, "undone": Kind.UNDO}
Answer = tuple[str, PickLine | None, dict[str, Any]]


@transaction.atomic
def record_scans(*, wave: int, scans: Sequence[ScanDraft], by: Actor, at: datetime) -> list[Verdict]:
    """
    Take in a device's acts in their order and tell what became of each.

    A scan that was recorded before (same id) has its first verdict again and no second effect.  Two people at one shelf
    wait for each other at the wave's row: the last piece is counted once, the other is told to put it back.  An order
    that may not leave any more drops out before the first scan is looked at.

    :raises UnknownWave: no such wave
    """
    floor = Floor.lock(wave, by=by)
    floor.drop_refused(at=at)
    known = {scan.pk: scan for scan in PickScan.objects.filter(pk__in={scan.id for scan in scans})}
    undone = set(PickScan.objects.filter(undoes__in={scan.undoes for scan in scans if scan.undoes}).values_list("undoes_id", flat=True))
    undoable = {scan.pk: scan for scan in PickScan.objects.filter(wave=floor.wave, pk__in={scan.undoes for scan in scans if scan.undoes})}
    bench = _Bench(floor, stock.find_codes(codes={scan.code for scan in scans if scan.act == READ}), undoable, undone, by, at)
    verdicts = []
    for scan in scans:
        before = known.get(scan.id)
        if before is None:
            before = known[scan.id] = bench.take(scan)
            verdicts.append(_verdict(before))
        elif before.asked != scan.fingerprint() or before.wave_id != floor.wave.pk:
            verdicts.append(Verdict(scan.id, "id_reused", scan.line_id, {}))
        else:
            verdicts.append(_verdict(before))
    if floor.wave.assigned_to_id is None and by.kind == "user" and any(scan.stage != CHECK for scan in floor.scans):
        # Whoever reads first has taken the wave.
        floor.wave.assigned_to_id, floor.wave.assigned_name = by.id, by.name
    floor.write(by=by, at=at)
    return verdicts


def _verdict(scan: PickScan) -> Verdict:
    return Verdict(scan.pk, scan.answer["code"], scan.line_id, scan.answer["data"])


def plain_code(code: str) -> str:
    """Reader's noise removed: capitals, and no leading zeros of an EAN (a UPC is the same number with one zero less)."""
    text = code.strip().upper()
    return text.lstrip("0") if text.isdigit() else text


def matches(line: PickLine, code: str) -> bool:
    """Whether the code is this line's SKU or barcode."""
    read = plain_code(code)
    return bool(read) and read in (plain_code(line.sku), plain_code(line.ean))


class _Bench:
    """Decides scan by scan on the locked floor and keeps what is to be written."""

    def __init__(
        self, floor: Floor, meanings: Mapping[str, CodeMeaning], undoable: dict[UUID, PickScan], undone: set[UUID], by: Actor, at: datetime
    ) -> None:
        self.floor, self.meanings, self.undoable, self.undone, self.by, self.at = floor, meanings, undoable, undone, by, at
        self.lines = {line.pk: line for line in floor.lines}

    def take(self, scan: ScanDraft) -> PickScan:
        """Apply one scan and keep its row."""
        code, line, data = self._decide(scan)
        undoes = self.undoable.get(scan.undoes) if code == "undone" and scan.undoes else None
        row = PickScan(
            pk=scan.id,
            wave=self.floor.wave,
            line=line,
            stage=scan.stage,
            kind=_KINDS.get(code, Kind.WRONG),
            code=scan.code[:80],
            quantity=data.get("quantity", 1),
            reason=scan.reason if code == "short" else "",
            undoes=undoes,
            read_at=scan.read_at,
            recorded_at=self.at,
            actor_id=self.by.id,
            actor_name=self.by.name,
            asked=scan.fingerprint(),
            answer={"code": code, "data": data},
        )
        self.floor.scans.append(row)
        self.undoable[row.pk] = row
        return row

    def _decide(self, scan: ScanDraft) -> Answer:
        if scan.act not in ACTS or (scan.act == SHORT and scan.reason not in SHORT_REASONS):
            return "invalid", None, {}
        if scan.act == UNDO:
            return self._undo(scan)
        line = self.lines.get(scan.line_id) if scan.line_id is not None else None
        if scan.line_id is not None and line is None or (line is None and scan.act in (SHORT, SKIP)):
            return "invalid", None, {}
        if self.floor.wave.finished_at is not None:
            return "closed", line, {}
        if scan.act == READ:
            return self._check(scan) if scan.stage == CHECK else self._pick(scan, line)
        assert line is not None
        if line.wave_order.state != WaveOrder.State.PICKING:
            return "dropped", line, _box_data(line.wave_order)
        return self._short(scan, line) if scan.act == SHORT else self._skip(line)

    def _pick(self, scan: ScanDraft, line: PickLine | None) -> Answer:
        if line is None:
            fitting = [each for each in self.floor.lines if matches(each, scan.code)]
            takers = [each for each in fitting if each.open_quantity and each.wave_order.state == WaveOrder.State.PICKING]
            line = next(iter(takers or fitting), None)
        if line is None or not matches(line, scan.code):
            return self._wrong(scan, line)
        if line.wave_order.state != WaveOrder.State.PICKING:
            return "dropped", line, _box_data(line.wave_order)
        if not line.open_quantity:
            return "complete", line, {"name": line.name, "sku": line.sku}
        line.picked += 1
        return "right", line, {"name": line.name, "left": line.open_quantity, "box": line.wave_order.box}

    def _check(self, scan: ScanDraft) -> Answer:
        """A read at the bench: the piece must have been picked for this box and not been read there before."""
        box = self.floor.box(scan.box or 0)
        if box is None:
            return "invalid", None, {}
        if box.state != WaveOrder.State.PICKING:
            return "dropped" if box.state == WaveOrder.State.DROPPED else "closed", None, _box_data(box)
        fitting = [line for line in self.floor.lines_of(box) if matches(line, scan.code) and line.picked]
        waiting = [line for line in fitting if line.checked < line.picked]
        if not fitting:
            return self._wrong(scan, None)
        if not waiting:
            return "complete", fitting[0], {"name": fitting[0].name, "sku": fitting[0].sku}
        line = waiting[0]
        line.checked += 1
        left = sum(each.picked - each.checked for each in self.floor.lines_of(box))
        return "right", line, {"name": line.name, "left": left, "box": box.box}

    def _wrong(self, scan: ScanDraft, line: PickLine | None) -> Answer:
        meaning = self.meanings.get(scan.code)
        expected = line.name if line else ""
        if meaning is None:
            return "unknown_code", line, {"code": scan.code[:80], "expected": expected}
        return "wrong_item", line, {"read": meaning.name, "sku": meaning.sku, "expected": expected}

    def _skip(self, line: PickLine) -> Answer:
        """The line comes again after all others."""
        line.skips = max(each.skips for each in self.floor.lines) + 1
        self.floor.lines.sort(key=lambda each: (each.skips, each.route))
        return "skipped", line, {"place": line.place}

    def _short(self, scan: ScanDraft, line: PickLine) -> Answer:
        quantity = min(max(scan.quantity, 1), line.open_quantity)
        if not quantity:
            return "complete", line, {"name": line.name, "sku": line.sku}
        line.short += quantity
        line.short_reason, line.short_at, line.short_by_name = scan.reason, self.at, self.by.name
        line.settled_at = None
        order = line.wave_order.order
        found = inventory_services.reserve_elsewhere(
            reference=order.number, variant_id=line.variant_id, location_id=line.location_id, quantity=quantity, by=self.by, at=self.at
        )
        route = max(each.route for each in self.floor.lines)
        for step, place in enumerate(found, 1):
            self._add_stop(line, place, route + step)
        line.moved += sum(place.quantity for place in found)
        facts = {"sku": line.sku, "place": line.place, "units": quantity, "reason": scan.reason, "found": [place.code for place in found]}
        self.floor.traces.append(audit.Trace(action="order.short_picked", subject=("order", order.number), at=self.at, after=facts))
        elsewhere = [{"place": place.code, "quantity": place.quantity} for place in found]
        return "short", line, {"quantity": quantity, "name": line.name, "place": line.place, "elsewhere": elsewhere}

    def _add_stop(self, line: PickLine, place: inventory_services.NewPlace, route: int) -> None:
        stop = PickLine(
            wave=self.floor.wave,
            wave_order=line.wave_order,
            variant_id=line.variant_id,
            location_id=place.location_id,
            place=place.code,
            route=route,
            sku=line.sku,
            name=line.name,
            ean=line.ean,
            weight_grams=line.weight_grams,
            quantity=place.quantity,
            skips=max(each.skips for each in self.floor.lines),
        )
        self.floor.new_lines.append(stop)
        self.floor.lines.append(stop)

    def _undo(self, scan: ScanDraft) -> Answer:
        """Take back a right read, or a shortage for which nothing was promised elsewhere."""
        target = self.undoable.get(scan.undoes) if scan.undoes else None
        line = self.lines.get(target.line_id) if target and target.line_id else None
        if target is None or line is None or target.pk in self.undone or line.wave_order.state != WaveOrder.State.PICKING:
            return "nothing_to_undo", None, {}
        if target.kind == Kind.RIGHT and target.stage == CHECK and line.checked:
            line.checked -= 1
        elif target.kind == Kind.RIGHT and target.stage != CHECK and line.picked > line.checked:
            line.picked -= 1
        elif target.kind == Kind.SHORT and not target.answer["data"].get("elsewhere"):
            line.short -= target.quantity
            line.short_reason = line.short_reason if line.short else ""
        else:
            return "nothing_to_undo", line, {}
        self.undone.add(target.pk)
        return "undone", line, {"name": line.name}


def _box_data(box: WaveOrder) -> dict[str, Any]:
    return {"box": box.box, "order": box.order.number, "reason": box.drop_reason}
