"""Words for what the warehouse did to an order (see orders.timeline)."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orders.picking_texts import why_out

Data = dict[str, Any]
Words = Callable[[Data], str]


def _pieces(data: Data) -> str:
    count = int(data.get("units") or 0)
    return ngettext("%(n)d piece", "%(n)d pieces", count) % {"n": count} if count else ""


def _box(data: Data) -> str:
    return _("wave %(wave)s, box %(box)s") % {"wave": data.get("wave", ""), "box": data.get("box", "")}


def _taken_out(data: Data) -> str:
    back = _("%(pieces)s go back to the shelves") % {"pieces": _pieces(data)} if data.get("units") else ""
    return " ".join(filter(None, [why_out(str(data.get("reason", ""))), back]))


def _short(data: Data) -> str:
    found = ", ".join(data.get("found") or [])
    place = f"{data.get('sku', '')} · {data.get('place', '')} · {_pieces(data)}"
    return f"{place} · " + _("found in %(places)s") % {"places": found} if found else place


# action: icon, phrase, detail
PICKING_TELLINGS: dict[str, tuple[str, Words, Words]] = {
    "order.picking": ("barcode_scanner", lambda d: _("put the order into a wave"), _box),
    "order.taken_out": ("undo", lambda d: _("took the order out of its wave"), _taken_out),
    "order.short_picked": ("search_off", lambda d: _("found items missing on the shelf"), _short),
    "order.shortage_settled": ("rule", lambda d: _("settled the shortage"), _short),
    "order.packed": (
        "inventory_2",
        lambda d: _("checked and closed the box"),
        lambda d: ngettext("%(n)d parcel", "%(n)d parcels", int(d.get("parcels") or 1)) % {"n": int(d.get("parcels") or 1)},
    ),
}
