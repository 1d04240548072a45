"""One wave for the phone, its boxes for the bench, the door and the papers."""

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Sum

from backoffice.core import policy
from backoffice.core.actors import Actor
from orders.errors import UnknownWave
from orders.models import PickingWave, PickLine, WaveOrder
from orders.queries.picking_rows import BoxRow, LineRow, WaveDetail


def get_wave(*, number: int, actor: Actor) -> WaveDetail:
    """
    A wave with everything that its screens and papers show, in three statements.

    :raises UnknownWave: no such wave, or not one of the actor's warehouses
    """
    wave = policy.visible(actor, PickingWave.objects.filter(pk=number)).select_related("warehouse").first()
    if wave is None:
        raise UnknownWave(wave=number)
    lines = (
        PickLine.objects.filter(wave=wave)
        .order_by("skips", "route", "id")
        .annotate(box=F("wave_order__box"), order=F("wave_order__order__number"), box_state=F("wave_order__state"))
    )
    return WaveDetail(
        number=wave.pk,
        status=wave.status,
        warehouse=wave.warehouse.name,
        assigned_name=wave.assigned_name,
        assigned_to_id=wave.assigned_to_id,
        created_at=wave.created_at,
        created_by_name=wave.created_by_name,
        boxes=_boxes(WaveOrder.objects.filter(wave=wave).order_by("box")),
        lines=[_line(line) for line in lines],
    )


def list_packed(*, actor: Actor, limit: int = 200) -> list[BoxRow]:
    """Closed boxes that wait for their carrier, the oldest first."""
    return _boxes(_visible(actor).filter(state=WaveOrder.State.PACKED).order_by("packed_at", "id")[:limit])


def list_shipped(*, actor: Actor, start: datetime, end: datetime, carrier: str | None = None, limit: int = 500) -> list[BoxRow]:
    """Boxes that left from ``start`` until before ``end``, with one carrier (an empty name: none was said) or with all."""
    boxes = _visible(actor).filter(state=WaveOrder.State.SHIPPED, shipped_at__gte=start, shipped_at__lt=end)
    if carrier is not None:
        boxes = boxes.filter(carrier=carrier)
    return _boxes(boxes.order_by("shipped_at", "id")[:limit])


def find_box(*, code: str, actor: Actor) -> BoxRow | None:
    """The newest box behind a parcel's code (10491.1), an order's number or a tracking code; None if there is none."""
    text = code.replace("\x00", "").strip()
    if not text:
        return None
    number = text.split(".")[0]
    boxes = _visible(actor).exclude(state=WaveOrder.State.DROPPED).order_by("-id")
    for condition in ({"order__number": number}, {"tracking_code": text}):
        found = _boxes(boxes.filter(**condition)[:1])
        if found:
            return found[0]
    return None


def _visible(actor: Actor) -> "QuerySet[WaveOrder]":
    return WaveOrder.objects.filter(wave__in=policy.visible(actor, PickingWave.objects.all()))


def _line(line: Any) -> LineRow:
    return LineRow(
        id=line.pk,
        place=line.place,
        sku=line.sku,
        name=line.name,
        ean=line.ean,
        weight_grams=line.weight_grams,
        quantity=line.quantity,
        picked=line.picked,
        short=line.short,
        checked=line.checked,
        box=line.box,
        order=line.order,
        box_state=line.box_state,
        left=line.open_quantity if line.box_state == WaveOrder.State.PICKING else 0,
    )


def _boxes(boxes: "QuerySet[WaveOrder]") -> list[BoxRow]:
    found = list(boxes.select_related("order__channel"))
    sums: dict[int, Any] = {
        row["wave_order_id"]: row
        for row in PickLine.objects.filter(wave_order__in=[box.pk for box in found])
        .order_by()
        .values("wave_order_id")
        .annotate(
            # Pieces that were promised from another shelf stand there once more, on a line of their own.
            units=Sum(F("quantity") - F("moved")),
            taken=Sum("picked"),
            seen=Sum("checked"),
            missing=Sum(F("short") - F("moved")),
            grams=Sum(F("picked") * F("weight_grams")),
        )
    }
    return [_box(box, sums.get(box.pk, {})) for box in found]


def _box(box: WaveOrder, sums: dict[str, Any]) -> BoxRow:
    units, picked, short = (sums.get(name) or 0 for name in ("units", "taken", "missing"))
    order = box.order
    return BoxRow(
        wave=box.wave_id,
        box=box.box,
        order=order.number,
        state=box.state,
        customer_name=order.customer_name,
        address=order.shipping_address,
        channel_name=order.channel.name,
        promised_ship_date=order.promised_ship_date,
        units=units,
        picked=picked,
        checked=sums.get("seen") or 0,
        short=short,
        to_pick=units - picked - short if box.state == WaveOrder.State.PICKING else 0,
        content_grams=sums.get("grams") or 0,
        parcels=box.parcels,
        weight_grams=box.weight_grams,
        length_cm=box.length_cm,
        width_cm=box.width_cm,
        height_cm=box.height_cm,
        packed_at=box.packed_at,
        packed_by_name=box.packed_by_name,
        carrier=box.carrier,
        tracking_code=box.tracking_code,
        shipment=box.shipment,
        shipped_at=box.shipped_at,
        drop_reason=box.drop_reason,
    )
