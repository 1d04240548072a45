"""The warehouse's work: what can be picked, which waves run, what waits at the bench and at the door."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.counting import count_each
from inventory import queries as stock
from orders.models import Order, OrderLine, PickingWave, PickLine, WaveOrder
from orders.queries.filters import ready_to_ship
from orders.queries.picking_rows import PickableRow, PickingMark, ShortageRow, WarehouseCounts, WaveRow

_IN_WAVE = Exists(WaveOrder.objects.filter(order=OuterRef("pk"), state__in=WaveOrder.ACTIVE))
# Until somebody has looked at the shelf, the same order would send a picker there again.
_SHORT = Exists(PickLine.objects.filter(wave_order__order=OuterRef("pk"), short__gt=F("moved"), settled_at=None))


def pickable_orders(*, actor: Actor) -> "QuerySet[Order]":
    """Orders that could leave, are in no wave, and wait for no shelf to be looked at."""
    orders = policy.visible(actor, Order.objects.all()).filter(ready_to_ship(), ~_IN_WAVE, ~_SHORT)
    return orders.filter(channel__warehouse__code__in=actor.warehouses) if actor.warehouses else orders


def word_in_warehouse() -> Coalesce:
    """Where an order of a queryset stands in the warehouse: picking, checking, packed, or empty (see ``PickingMark``)."""
    box = WaveOrder.objects.filter(order=OuterRef("pk"), state__in=WaveOrder.ACTIVE)
    word = Case(
        When(state=WaveOrder.State.PACKED, then=Value("packed")),
        When(wave__status=PickingWave.Status.PACKING, then=Value("checking")),
        default=Value("picking"),
    )
    return Coalesce(Subquery(box.values(word=word)[:1]), Value(""))


def list_pickable(
    *, actor: Actor, today: date, channel: str = "", promised_to: date | None = None, single_item: bool = False, limit: int = 60
) -> list[PickableRow]:
    """The most urgent orders first: by promise, then by age."""
    orders = pickable_orders(actor=actor)
    if channel:
        orders = orders.filter(channel__code=channel)
    if promised_to:
        orders = orders.filter(promised_ship_date__lte=promised_to)
    if single_item:
        orders = orders.filter(unit_count=1)
    rows = orders.order_by(F("promised_ship_date").asc(nulls_last=True), "placed_at", "id").values_list(
        "pk", "number", "customer_name", "channel__name", "promised_ship_date", "unit_count"
    )[:limit]
    found = list(rows)
    items = (
        OrderLine.objects.filter(order__in=[row[0] for row in found])
        .values_list("order_id")
        .annotate(items=Count("variant", distinct=True))
    )
    lines: dict[int, int] = dict(items)
    return [
        PickableRow(number, customer, name, promised, max((today - promised).days, 0) if promised else 0, lines.get(pk, 0), units)
        for pk, number, customer, name, promised, units in found
    ]


def list_waves(*, actor: Actor, limit: int = 50) -> list[WaveRow]:
    """Waves that are not over, the oldest first, with how far they are."""
    waves = policy.visible(actor, PickingWave.objects.filter(finished_at=None)).order_by("id")[:limit]
    found = list(waves.values_list("pk", "status", "assigned_name", "assigned_to_id", "created_at"))
    keys = [row[0] for row in found]
    in_wave = ~Q(wave_order__state=WaveOrder.State.DROPPED)
    pieces: dict[int, Any] = {
        row["wave_id"]: row
        for row in PickLine.objects.filter(in_wave, wave__in=keys)
        .order_by()
        .values("wave_id")
        .annotate(all=Sum(F("quantity") - F("short")), taken=Sum("picked"))
    }
    boxes: dict[int, Any] = {
        row["wave_id"]: row
        for row in WaveOrder.objects.filter(wave__in=keys)
        .exclude(state=WaveOrder.State.DROPPED)
        .order_by()
        .values("wave_id")
        .annotate(
            orders=Count("id"),
            left=Count("id", filter=Q(state__in=WaveOrder.ACTIVE)),
            packed=Count("id", filter=Q(state=WaveOrder.State.PACKED)),
            promised=Min("order__promised_ship_date"),
        )
    }
    return [_wave_row(row, boxes.get(row[0], {}), pieces.get(row[0], {})) for row in found]


def _wave_row(row: tuple[Any, ...], boxes: dict[str, Any], pieces: dict[str, Any]) -> WaveRow:
    number, status, assigned_name, assigned_to_id, created_at = row
    return WaveRow(
        number=number,
        status=status,
        assigned_name=assigned_name,
        assigned_to_id=assigned_to_id,
        created_at=created_at,
        orders=boxes.get("orders", 0),
        units=pieces.get("all") or 0,
        picked=pieces.get("taken") or 0,
        boxes_left=boxes.get("left", 0),
        boxes_packed=boxes.get("packed", 0),
        promised_ship_date=boxes.get("promised"),
    )


def list_shortages(*, actor: Actor, limit: int = 100) -> list[ShortageRow]:
    """Shelves that did not hold what they promised and that nobody has looked at, the oldest first."""
    lines = _shortages(actor).select_related("wave_order__order").order_by("short_at")[:limit]
    found = list(lines)
    on_hand = stock.get_on_hand(places={(line.variant_id, line.location_id) for line in found})
    return [
        ShortageRow(
            id=line.pk,
            place=line.place,
            sku=line.sku,
            name=line.name,
            units=line.short,
            found=line.moved,
            reason=line.short_reason,
            order=line.wave_order.order.number,
            wave=line.wave_id,
            at=line.short_at or line.wave.created_at,
            by_name=line.short_by_name,
            on_hand=on_hand.get((line.variant_id, line.location_id), 0),
        )
        for line in found
    ]


def count_warehouse(*, actor: Actor) -> WarehouseCounts:
    """The queues of the warehouse, for the cards of the home page and of its own pages."""
    waves = policy.visible(actor, PickingWave.objects.all())
    counts = count_each(
        to_pick=pickable_orders(actor=actor),
        waves=waves.filter(finished_at=None, status__in=[PickingWave.Status.OPEN, PickingWave.Status.PICKING]),
        to_check=waves.filter(finished_at=None, status=PickingWave.Status.PACKING),
        to_ship=WaveOrder.objects.filter(state=WaveOrder.State.PACKED, wave__in=waves),
        shortages=_shortages(actor),
    )
    return WarehouseCounts(**counts)


def count_pickable(*, actor: Actor) -> int:
    """Orders that wait for a wave."""
    return pickable_orders(actor=actor).count()


def list_picking_marks(*, orders: Collection[str], actor: Actor) -> dict[str, PickingMark]:
    """Where these orders stand in the warehouse right now; those in no wave are left out."""
    boxes = WaveOrder.objects.filter(
        order__number__in=orders, state__in=WaveOrder.ACTIVE, wave__in=policy.visible(actor, PickingWave.objects.all())
    )
    checking = PickingWave.Status.PACKING
    marks = {}
    for number, wave, box, state, status in boxes.values_list("order__number", "wave_id", "box", "state", "wave__status"):
        word = "packed" if state == WaveOrder.State.PACKED else "checking" if status == checking else "picking"
        marks[number] = PickingMark(number, wave, box, word)
    return marks


def list_recent_carriers(*, since: datetime, limit: int = 8) -> list[str]:
    """Carriers that took parcels since then, the busiest first: suggestions of the shipping page."""
    shipped = WaveOrder.objects.filter(shipped_at__gte=since).exclude(carrier="").order_by()
    return [row[0] for row in shipped.values_list("carrier").annotate(parcels=Count("id")).order_by("-parcels", "carrier")[:limit]]


def _shortages(actor: Actor) -> "QuerySet[PickLine]":
    return PickLine.objects.filter(wave__in=policy.visible(actor, PickingWave.objects.all()), short__gt=0, settled_at=None)
