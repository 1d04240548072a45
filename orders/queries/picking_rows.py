"""What the warehouse's read door hands out."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PickableRow:
    """An order that can go into a wave.  ``lines`` counts different items, ``days_late`` the days since the promise."""

    number: str
    customer_name: str
    channel_name: str
    promised_ship_date: date | None
    days_late: int
    lines: int
    units: int


@dataclass(frozen=True, slots=True)
class WaveRow:
    """``units`` and ``picked`` are pieces of what is still in the wave; ``boxes_left`` are not shipped yet."""

    number: int
    status: str
    assigned_name: str
    assigned_to_id: int | None
    created_at: datetime
    orders: int
    units: int
    picked: int
    boxes_left: int
    boxes_packed: int
    promised_ship_date: date | None


@dataclass(frozen=True, slots=True)
class LineRow:
    """One stop of the walk; ``left`` pieces are still on the shelf."""

    id: int
    place: str
    sku: str
    name: str
    ean: str
    weight_grams: int
    quantity: int
    picked: int
    short: int
    checked: int
    box: int
    order: str
    box_state: str
    left: int


@dataclass(frozen=True, slots=True)
class BoxRow:
    """A box with its order.  ``to_pick`` and ``to_check`` are pieces, ``put_back`` the picked ones of a box that was taken out."""

    wave: int
    box: int
    order: str
    state: str
    customer_name: str
    address: dict[str, str]
    channel_name: str
    promised_ship_date: date | None
    units: int
    picked: int
    checked: int
    short: int
    to_pick: int
    content_grams: int
    parcels: int
    weight_grams: int
    length_cm: int
    width_cm: int
    height_cm: int
    packed_at: datetime | None
    packed_by_name: str
    carrier: str
    tracking_code: str
    shipment: str
    shipped_at: datetime | None
    drop_reason: str

    @property
    def to_check(self) -> int:
        return self.picked - self.checked

    @property
    def is_ready_to_close(self) -> bool:
        return self.state == "picking" and not self.to_pick and not self.to_check and self.picked > 0

    @property
    def parcel_codes(self) -> list[str]:
        """What the labels carry: the order and the running parcel, 10491.1."""
        return [f"{self.order}.{parcel}" for parcel in range(1, self.parcels + 1)]


@dataclass(frozen=True, slots=True)
class WaveDetail:
    """One wave with its boxes and its walk, in walking order."""

    number: int
    status: str
    warehouse: str
    assigned_name: str
    assigned_to_id: int | None
    created_at: datetime
    created_by_name: str
    boxes: list[BoxRow]
    lines: list[LineRow]

    @property
    def units(self) -> int:
        return sum(line.quantity - line.short for line in self.active_lines)

    @property
    def picked(self) -> int:
        return sum(line.picked for line in self.active_lines)

    @property
    def active_lines(self) -> list[LineRow]:
        return [line for line in self.lines if line.box_state != "dropped"]

    @property
    def put_back(self) -> list[LineRow]:
        """Picked pieces of boxes that were taken out: they go back to their shelves."""
        return [line for line in self.lines if line.box_state == "dropped" and line.picked]


@dataclass(frozen=True, slots=True)
class ShortageRow:
    """
    Pieces that a shelf promised and did not hold.

    ``on_hand`` is what the books say lies there now, ``counted`` what they should say if the picker is right; ``open``
    pieces were not found elsewhere, so the order waits for them.
    """

    id: int
    place: str
    sku: str
    name: str
    units: int
    found: int
    reason: str
    order: str
    wave: int
    at: datetime
    by_name: str
    on_hand: int

    @property
    def open(self) -> int:
        return self.units - self.found

    @property
    def counted(self) -> int:
        return max(self.on_hand - self.units, 0)


@dataclass(frozen=True, slots=True)
class WarehouseCounts:
    """What waits where: orders, waves, boxes at the bench, boxes at the door, shortages to settle."""

    to_pick: int
    waves: int
    to_check: int
    to_ship: int
    shortages: int


@dataclass(frozen=True, slots=True)
class PickingMark:
    """Where an order stands in the warehouse; ``status`` is a word of the status table's kind "fulfilment"."""

    order: str
    wave: int
    box: int
    status: str
