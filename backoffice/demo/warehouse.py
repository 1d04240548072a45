"""The demo's warehouse: a bin for everything, and a morning's waves in every stage."""

from datetime import datetime
from uuid import UUID

from backoffice.core.actors import Actor
from backoffice.demo.catalog import GOODS
from inventory import services as inventory
from orders import queries
from orders import services as orders
from orders.services import PackDraft, ScanDraft, WaveDraft

# Whatever the hour, some orders wait for a wave of the visitor's own.
KEPT_WAITING = 3


def lay_out_bins(*, warehouse_id: int) -> dict[str, int]:
    """An aisle per category, a rack per product: SKU -> bin."""
    aisles: dict[str, int] = {}
    codes: dict[str, str] = {}
    for sku, _name, category, *_rest in GOODS:
        aisles[category] = aisles.get(category, 0) + 1
        letter = chr(ord("A") + list(aisles).index(category))
        codes[sku] = f"{letter}-{aisles[category]:02d}-{1 + aisles[category] % 3}"
    bins = inventory.ensure_bins(warehouse_id=warehouse_id, codes=sorted(codes.values()))
    return {sku: bins[code] for sku, code in codes.items()}


def run_waves(*, by: Actor, at: datetime) -> None:
    """One wave is closed and waits for its carrier, one is half picked with a shortage, the other orders wait."""
    waiting = [row.number for row in queries.list_pickable(actor=by, today=at.date(), limit=20)]
    if len(waiting) < 8:
        return
    first, second = waiting[:4], waiting[4 : min(16, len(waiting) - KEPT_WAITING)]
    closed = _wave(1, first, by=by, at=at)
    _read(closed, stage="pick", by=by, at=at)
    _read(closed, stage="check", by=by, at=at)
    for box in queries.get_wave(number=closed, actor=by).boxes:
        orders.pack_box(draft=PackDraft(closed, box.box, weight_grams=box.content_grams + 180), by=by, at=at)
    walked = _wave(2, second, by=by, at=at)
    pieces = sum(line.left for line in queries.get_wave(number=walked, actor=by).lines)
    _read(walked, stage="pick", by=by, at=at, limit=pieces * 2 // 3)
    line = next((line for line in queries.get_wave(number=walked, actor=by).lines if line.left), None)
    if line is not None:
        short = ScanDraft(id=_id(2, 999), act="short", read_at=at, line_id=line.id, reason="missing")
        orders.record_scans(wave=walked, scans=[short], by=by, at=at)


def _wave(number: int, chosen: list[str], *, by: Actor, at: datetime) -> int:
    return orders.create_wave(draft=WaveDraft(_id(number, 0), tuple(chosen)), by=by, at=at).number


def _read(wave: int, *, stage: str, by: Actor, at: datetime, limit: int = 1000) -> None:
    """Read what is still open at the shelf or at the bench, piece by piece."""
    scans: list[ScanDraft] = []
    for line in queries.get_wave(number=wave, actor=by).lines:
        count = line.left if stage == "pick" else line.picked - line.checked
        for _piece in range(count):
            name = _id(wave, len(scans) + (1 if stage == "pick" else 501))
            place = {"line_id": line.id} if stage == "pick" else {"box": line.box}
            scans.append(ScanDraft(id=name, act="read", read_at=at, code=line.ean or line.sku, stage=stage, **place))
    orders.record_scans(wave=wave, scans=scans[:limit], by=by, at=at)


def _id(wave: int, position: int) -> UUID:
    """The story is the same every time it is told."""
    return UUID(int=(wave << 32) + position + 1, version=4)
