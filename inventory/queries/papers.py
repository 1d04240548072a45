"""Documents of the stock, the places that goods can lie in, and what their lines name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, Sum

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.errors import NotFound
from inventory.models import Location, StockDocument, StockMove, Variant
from inventory.queries.documents import MoveRow, list_moves
from inventory.search import with_words

MAX_MOVES = 1000


@dataclass(frozen=True, slots=True)
class StockPaper:
    """All that moved under one number; ``destination`` and ``arrived_at`` are those of goods that travelled."""

    reference: str
    kind: str
    supplier: str
    supplier_document: str
    moves: list[MoveRow]
    destination: str
    destination_name: str
    arrived_at: datetime | None

    @property
    def is_on_the_way(self) -> bool:
        return bool(self.destination) and self.arrived_at is None


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """A transfer whose goods have not arrived."""

    reference: str
    destination: str
    pieces: int
    since: datetime


@dataclass(frozen=True, slots=True)
class StockItem:
    """What a typed line names: a simple variant."""

    variant_id: int
    sku: str
    name: str


def get_paper(*, reference: str, actor: Actor) -> StockPaper:
    """
    One document with its moves, newest first.

    :raises NotFound: nothing moved under this number
    """
    moves = list_moves(actor=actor, reference=reference, limit=MAX_MOVES)
    if not moves:
        raise NotFound(kind="stock_document", key=reference)
    typed = StockDocument.objects.select_related("destination").filter(reference=reference).first()
    place = typed.destination if typed else None
    return StockPaper(
        reference=reference,
        kind=moves[-1].reference_kind,
        supplier=typed.supplier if typed else "",
        supplier_document=typed.supplier_document if typed else "",
        moves=moves,
        destination=place.code if place else "",
        destination_name=place.name if place else "",
        arrived_at=typed.arrived_at if typed else None,
    )


def list_on_the_way(*, actor: Actor, limit: int = 50) -> list[OnTheWay]:
    """Transfers that have not arrived, oldest first, bound for places of the actor.  Two statements."""
    rows = StockDocument.objects.filter(destination__isnull=False, arrived_at__isnull=True)
    if actor.warehouses:
        rows = rows.filter(destination__warehouse__code__in=actor.warehouses)
    found = list(rows.order_by("created_at").values_list("reference", "destination__code", "created_at")[:limit])
    moves = policy.visible(actor, StockMove.objects.filter(reference__in=[row[0] for row in found], destination__kind="transit"))
    pieces = dict(moves.order_by().values_list("reference").annotate(Sum("quantity")))
    return [OnTheWay(reference, code, pieces.get(reference, 0), since) for reference, code, since in found]


def list_places(*, actor: Actor, own: bool = True) -> list[tuple[int, str]]:
    """(id, words) of the warehouses and positions in use, those of the actor's warehouses only if ``own``."""
    places: QuerySet[Location] = Location.objects.filter(kind__in=[Location.Kind.WAREHOUSE, Location.Kind.BIN], is_active=True)
    if own and actor.warehouses:
        places = places.filter(warehouse__code__in=actor.warehouses)
    rows = places.order_by("warehouse__code", "kind", "code").values_list("id", "code", "name", "kind", "warehouse__code")
    return [
        (key, f"{house} · {code}" if kind == Location.Kind.BIN else (f"{code} {name}" if name != code else code))
        for key, code, name, kind, house in sorted(rows, key=lambda row: (row[4] or "", row[3] != Location.Kind.WAREHOUSE, row[1]))
    ]


def get_stock_items(*, skus: Collection[str]) -> dict[str, StockItem]:
    """What these SKUs are, without kits, which have no stock of their own."""
    rows = Variant.objects.filter(sku__in=skus, kind=Variant.Kind.SIMPLE).values_list("pk", "sku", "product__name", "name")
    return {sku: StockItem(key, sku, f"{product} {option}".strip()) for key, sku, product, option in rows}


def find_stock_items(*, text: str, limit: int = 8) -> Sequence[tuple[StockItem, str]]:
    """(item, EAN) of simple variants by SKU, EAN or words of the name; the exact code first."""
    rows = with_words(Variant.objects.filter(kind=Variant.Kind.SIMPLE), "search_text", text)
    exact = Q(sku__iexact=text.strip()) | Q(ean=text.strip())
    fields = ("pk", "sku", "product__name", "name", "ean")
    found = list(rows.filter(exact).values_list(*fields)[:1]) or list(rows.order_by("-is_active", "sku").values_list(*fields)[:limit])
    return [(StockItem(key, sku, f"{product} {option}".strip()), ean) for key, sku, product, option, ean in found]
