"""Stock in words: a variant, a warehouse, so many pieces at such a cost."""

from datetime import UTC, datetime
from decimal import Decimal

from django.db import connection

from backoffice.core.actors import SYSTEM
from inventory import services
from inventory.models import KitComponent, Location, Product, StockLevel, StockMove, StockValue, Variant
from inventory.services import IssueRequest, ReceiptLine, ReservationRequest

NOW = datetime(2026, 11, 24, 13, 42, tzinfo=UTC)


def make_variant(sku: str, name: str = "Panela de ferro") -> Variant:
    return Variant.objects.create(product=Product.objects.create(name=name), sku=sku)


def make_kit(sku: str, *parts: tuple[Variant, int]) -> Variant:
    kit = Variant.objects.create(product=Product.objects.create(name="Conjunto"), sku=sku, kind=Variant.Kind.KIT)
    for component, quantity in parts:
        KitComponent.objects.create(kit=kit, component=component, quantity=quantity)
    return kit


def make_warehouse(code: str = "CD1") -> Location:
    return Location.objects.create(code=code, name=f"Depósito {code}", kind=Location.Kind.WAREHOUSE)


def make_bin(code: str, warehouse: Location, priority: int = 100) -> Location:
    return Location.objects.create(code=code, name=code, kind=Location.Kind.BIN, parent=warehouse, priority=priority)


def stock(variant: Variant, location: Location, quantity: int, unit_cost: str = "10.00", *, at: datetime | None = None) -> None:
    line = ReceiptLine(variant_id=variant.pk, location_id=location.pk, quantity=quantity, unit_cost=Decimal(unit_cost))
    services.receive(lines=[line], reference="OPENING", origin="opening", by=SYSTEM, at=at or NOW)


def reserve(reference: str, warehouse: Location, *items: tuple[Variant, int]) -> None:
    request = ReservationRequest(reference, warehouse.pk, tuple((variant.pk, quantity) for variant, quantity in items))
    services.reserve(requests=[request], by=SYSTEM, at=NOW)


def issue(reference: str, *items: tuple[Variant, int], shipment: str = "") -> list[services.IssuedItem]:
    wanted = tuple((variant.pk, quantity) for variant, quantity in items) or None
    return services.issue_reserved(issues=[IssueRequest(reference, shipment or f"{reference}-1", NOW, wanted)], by=SYSTEM, at=NOW)


def level(variant: Variant, location: Location) -> tuple[int, int]:
    """(on hand, reserved)"""
    return StockLevel.objects.values_list("on_hand", "reserved").get(variant=variant, location=location)


def worth(variant: Variant) -> tuple[int, Decimal]:
    """(quantity, value)"""
    return StockValue.objects.values_list("quantity", "value").get(variant=variant)


def everything() -> tuple[object, ...]:
    """All stock rows, for tests that show that a refusal wrote nothing."""
    with connection.cursor() as cursor:
        found = []
        for table in ("stocklevel", "stockvalue", "reservation", "stockmove"):
            cursor.execute(f"SELECT * FROM inventory_{table} ORDER BY 1")
            found.append(tuple(cursor.fetchall()))
        # That differences were found is said to people; it moves nothing.
        cursor.execute("SELECT count(*) FROM core_outboxmessage WHERE event_type <> 'StockDifferencesFound'")
        found.append(cursor.fetchone())
    return tuple(found)


def assert_figures_match_moves() -> None:
    """The independent oracle: levels and values recomputed in Python from the bare moves."""
    inside = set(Location.objects.filter(kind__in=Location.INSIDE).values_list("pk", flat=True))
    on_hand: dict[tuple[int, int], int] = {}
    values: dict[int, tuple[int, Decimal]] = {}
    for move in StockMove.objects.all():
        for place, sign in ((move.source_id, -1), (move.destination_id, 1)):
            if place in inside:
                on_hand[move.variant_id, place] = on_hand.get((move.variant_id, place), 0) + sign * move.quantity
                quantity, value = values.get(move.variant_id, (0, Decimal(0)))
                values[move.variant_id] = (quantity + sign * move.quantity, value + sign * move.value)
    assert {(row.variant_id, row.location_id): row.on_hand for row in StockLevel.objects.exclude(on_hand=0)} == {
        place: pieces for place, pieces in on_hand.items() if pieces
    }
    assert {row.variant_id: (row.quantity, row.value) for row in StockValue.objects.exclude(quantity=0, value=0)} == {
        variant: figures for variant, figures in values.items() if figures != (0, 0)
    }
