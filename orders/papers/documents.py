"""What stands on each paper: built from the read door, drawn by templates/warehouse/papers/."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backoffice.core.company import get_company
from backoffice.core.templatetags import formats
from orders.papers.bars import code128, qr
from orders.queries import BoxRow, LineRow, WaveDetail


@dataclass(frozen=True, slots=True)
class Label:
    """One parcel: 100 x 150 mm."""

    code: str
    bars: SafeString
    qr: SafeString
    parcel: int
    parcels: int
    box: BoxRow
    cep: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Slip:
    """What is in a box, for whoever opens it."""

    box: BoxRow
    bars: SafeString
    items: list[tuple[str, str, int]]
    cep: str
    lines: list[str]


def picking_list(wave: WaveDetail) -> dict[str, Any]:
    """The walk on paper: one row per shelf and box, boxes to tick."""
    rows = [line for line in wave.active_lines if line.left]
    return {
        "title": _("Picking list, wave %(number)s") % {"number": wave.number},
        "wave": wave,
        "bars": code128(f"ONDA-{wave.number}"),
        "code": f"ONDA-{wave.number}",
        "places": [(place, list(lines)) for place, lines in groupby(rows, key=lambda line: line.place)],
        "units": sum(line.left for line in rows),
        "company": get_company(),
    }


def packing_slips(boxes: list[BoxRow], lines: dict[tuple[int, int], list[LineRow]]) -> dict[str, Any]:
    """A slip per box with what was picked for it; before picking, with what is to come."""
    slips = [
        Slip(box, code128(box.order), _items(box, lines.get((box.wave, box.box), [])), _cep(box.address), _address(box.address))
        for box in boxes
    ]
    return {"title": _("Packing slips"), "slips": slips, "company": get_company()}


def shipping_labels(boxes: list[BoxRow]) -> dict[str, Any]:
    """A label per parcel: who, where, which parcel of how many, the code in bars and as QR."""
    labels = [
        Label(code, code128(code), qr(_address_of(code)), number, box.parcels, box, _cep(box.address), _address(box.address))
        for box in boxes
        for number, code in enumerate(box.parcel_codes, 1)
    ]
    return {"title": _("Shipping labels"), "labels": labels, "company": get_company()}


def manifest(boxes: list[BoxRow], *, carrier: str, day: datetime) -> dict[str, Any]:
    """What a carrier took on a day, to be signed by who took it."""
    return {
        "title": _("Manifest %(carrier)s, %(day)s") % {"carrier": carrier or _("no carrier"), "day": formats.day_month_year(day)},
        "carrier": carrier or _("No carrier"),
        "day": day,
        "boxes": boxes,
        "parcels": sum(box.parcels for box in boxes),
        "grams": formats.qty(sum(box.weight_grams for box in boxes)),
        "company": get_company(),
    }


def _items(box: BoxRow, lines: list[LineRow]) -> list[tuple[str, str, int]]:
    """(SKU, name, pieces): several shelves of one item are one row."""
    pieces: dict[tuple[str, str], int] = {}
    for line in lines:
        count = line.quantity - line.short if box.to_pick else line.picked
        pieces[line.sku, line.name] = pieces.get((line.sku, line.name), 0) + count
    return [(sku, name, count) for (sku, name), count in pieces.items() if count]


def _address_of(code: str) -> str:
    """Where a phone goes that reads the label: the shipping page with this parcel open."""
    return f"{settings.BASE_URL}{reverse('shipping')}?ler={code}"


def _cep(address: dict[str, str]) -> str:
    digits = "".join(char for char in address.get("postal_code", "") if char.isdigit())
    return f"{digits[:5]}-{digits[5:]}" if len(digits) == 8 else address.get("postal_code", "")


def _address(address: dict[str, str]) -> list[str]:
    place = " - ".join(filter(None, [address.get("city", ""), address.get("state", "")]))
    street = ", ".join(filter(None, [address.get("line1", ""), address.get("line2", "")]))
    return [part for part in (street, address.get("district", ""), place) if part]
