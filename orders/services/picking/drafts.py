"""What the panel hands to the picking services and what it gets back."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

READ, SHORT, UNDO, SKIP = "read", "short", "undo", "skip"
ACTS = (READ, SHORT, UNDO, SKIP)
PICK, CHECK = "pick", "check"
MISSING, DAMAGED = "missing", "damaged"
SHORT_REASONS = (MISSING, DAMAGED)


@dataclass(frozen=True, slots=True)
class WaveDraft:
    """Orders to pick in one walk, in the order of their boxes.  ``token`` comes from the form: sent twice, it is one wave."""

    token: UUID
    order_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScanDraft:
    """
    One act of a picker, made on the device: ``id`` is its own, ``read_at`` the device's clock.

    ``act`` is read, short, undo or skip.  ``line_id`` is the shelf the picker stood at; without it a read finds its own
    line.  ``box`` narrows a read at the bench (``stage`` check) to one box.  ``reason`` (missing, damaged) belongs to
    short, ``undoes`` to undo.
    """

    id: UUID
    act: str
    read_at: datetime
    code: str = ""
    line_id: int | None = None
    stage: str = PICK
    box: int | None = None
    quantity: int = 1
    reason: str = ""
    undoes: UUID | None = None

    def fingerprint(self) -> str:
        """What was asked: the same id with another one is another read under a stolen name."""
        parts = (self.act, self.stage, self.code, self.line_id, self.box, self.quantity, self.reason, self.undoes)
        return "|".join("" if part is None else str(part) for part in parts)[:200]


@dataclass(frozen=True, slots=True)
class PackDraft:
    """What a closed box measures: grams and centimetres, 0 where nobody measured.  ``parcels`` is how many it became."""

    wave: int
    box: int
    parcels: int = 1
    weight_grams: int = 0
    length_cm: int = 0
    width_cm: int = 0
    height_cm: int = 0


@dataclass(frozen=True, slots=True)
class BoxShipmentDraft:
    """A packed box goes to its carrier."""

    wave: int
    box: int
    carrier: str = ""
    tracking_code: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An order that is not or no longer picked, and why: a reason code of orders.states, in_wave, nothing_reserved, other_warehouse."""

    order_number: str
    reason: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CreatedWave:
    """``is_new`` is False when the same form came twice."""

    number: int
    orders: int
    units: int
    left_out: tuple[LeftOut, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What became of one scan.

    ``code``: right, wrong_item, unknown_code, complete, dropped, closed, short, skipped, undone, nothing_to_undo,
    id_reused, invalid.  ``data`` has what the words need.
    """

    id: UUID
    code: str
    line_id: int | None
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PackedBox:
    """
    ``left_out`` says why the order may not leave after all; then the goods go back to their shelves.

    ``surplus`` are (name, pieces) that were picked and do not leave: parts of an incomplete kit, items called off.
    """

    wave: int
    box: int
    order_number: str
    left_out: LeftOut | None
    surplus: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ShippedBox:
    """``shipment`` is empty where ``left_out`` says why nothing left.  ``is_new`` is False when it had left before."""

    wave: int
    box: int
    order_number: str
    shipment: str
    left_out: LeftOut | None
    is_new: bool
