"""Domain words of the warehouse tests: bins, waves, reads."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

from backoffice.core.actors import Actor
from inventory import services as inventory_services
from inventory.models import Location, Reservation, StockLevel
from inventory.services import ReceiptLine
from orders import services
from orders.models import PickingWave, PickLine, WaveOrder
from orders.services import BoxShipmentDraft, PackDraft, ScanDraft, Verdict, WaveDraft
from tests.orders.builders import COSTS, Shop, build_shop

EANS = {"PAN-FE-24": "7891000100103", "TAB-TE-40": "7891000244714", "PRATO-AL": "7891000315507"}
# Where everything lies: the pans in two bins, the first one nearly empty.
SHELVES = {"A-01-1": ("PAN-FE-24", 2), "B-04-2": ("PAN-FE-24", 6), "C-11-3": ("TAB-TE-40", 8), "C-02-4": ("PRATO-AL", 20)}


@dataclass(frozen=True)
class Floor:
    """The shop of the sales tests with bins, and short words for what a picker does."""

    shop: Shop
    bins: dict[str, Location]

    def paid(self, *lines: tuple[str, int], **changes: object) -> str:
        """The number of a paid order."""
        number = self.shop.place(*lines, **changes).number
        self.shop.pay(number)
        return number

    def wave(self, *numbers: str, token: UUID | None = None) -> int:
        draft = WaveDraft(token or uuid4(), numbers)
        return services.create_wave(draft=draft, by=self.shop.by, at=self.shop.at).number

    def read(self, wave: int, code: str, line: PickLine | None = None, **changes: object) -> Verdict:
        return self.record(wave, self.scan("read", code=code, line_id=line.pk if line else None, **changes))[0]

    def scan(self, act: str, **changes: object) -> ScanDraft:
        return ScanDraft(**{"id": uuid4(), "act": act, "read_at": self.shop.at, **changes})  # type: ignore[arg-type]

    def record(self, wave: int, *scans: ScanDraft) -> list[Verdict]:
        return services.record_scans(wave=wave, scans=scans, by=self.shop.by, at=self.shop.at)

    def short(self, wave: int, line: PickLine, quantity: int = 1, reason: str = "missing") -> Verdict:
        return self.record(wave, self.scan("short", line_id=line.pk, quantity=quantity, reason=reason))[0]

    def pick_all(self, wave: int) -> None:
        lines = PickLine.objects.filter(wave=wave)
        self.record(wave, *[self.scan("read", code=line.sku, line_id=line.pk) for line in lines for _ in range(line.open_quantity)])

    def check_all(self, wave: int, box: int = 1) -> None:
        lines = PickLine.objects.filter(wave=wave, wave_order__box=box)
        scans = [self.scan("read", code=line.sku, stage="check", box=box) for line in lines for _ in range(line.picked - line.checked)]
        self.record(wave, *scans)

    def pack(self, wave: int, box: int = 1, **measures: int) -> services.PackedBox:
        return services.pack_box(draft=PackDraft(wave, box, **measures), by=self.shop.by, at=self.shop.at)

    def ship(self, wave: int, box: int = 1, carrier: str = "Jadlog", tracking_code: str = "") -> services.ShippedBox:
        draft = BoxShipmentDraft(wave, box, carrier, tracking_code)
        return services.ship_boxes(drafts=[draft], by=self.shop.by, at=self.shop.at)[0]

    def packed(self, *lines: tuple[str, int]) -> int:
        """A wave of one paid order, picked, checked and closed."""
        wave = self.wave(self.paid(*lines))
        self.pick_all(wave)
        self.check_all(wave)
        self.pack(wave)
        return wave

    def level(self, bin_code: str) -> tuple[int, int]:
        """(on hand, reserved) of what lies in the bin."""
        level = StockLevel.objects.get(location=self.bins[bin_code])
        return level.on_hand, level.reserved


def lines_of(wave: int) -> list[PickLine]:
    return list(PickLine.objects.filter(wave=wave).order_by("skips", "route", "id"))


def box_of(wave: int, box: int = 1) -> WaveOrder:
    return WaveOrder.objects.get(wave=wave, box=box)


def status_of(wave: int) -> str:
    return PickingWave.objects.values_list("status", flat=True).get(pk=wave)


def promised(number: str) -> dict[str, int]:
    """Pending pieces of an order by place."""
    rows = Reservation.objects.filter(reference=number, status="pending").values_list("location__code", "quantity")
    found: dict[str, int] = {}
    for code, quantity in rows:
        found[code] = found.get(code, 0) + quantity
    return found


def build_floor(*, by: Actor, at: datetime) -> Floor:
    shop = build_shop(by=by, at=at, stock=0)
    bins = {}
    for priority, (code, (sku, quantity)) in enumerate(SHELVES.items()):
        bins[code] = Location.objects.create(code=code, name=code, kind=Location.Kind.BIN, parent=shop.warehouse, priority=priority)
        line = ReceiptLine(location_id=bins[code].pk, quantity=quantity, unit_cost=Decimal(COSTS[sku]), sku=sku)
        inventory_services.receive(lines=[line], reference="abertura", origin="opening", by=by, at=at)
    for sku, ean in EANS.items():
        variant = shop.variants[sku]
        variant.ean = ean
        variant.save(update_fields=["ean"])
    return Floor(shop, bins)
