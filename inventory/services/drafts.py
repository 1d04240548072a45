"""What callers hand to the stock services and what they get back."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ReservationRequest:
    """
    Promise ``items`` (simple variant id, quantity) from one warehouse to the document ``reference``.

    Kits are already exploded (queries.get_sellable_items).  ``expires_at`` is told to people; the caller's own expiry
    job releases.
    """

    reference: str
    warehouse_id: int
    items: tuple[tuple[int, int], ...]
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReleaseRequest:
    """Give back ``items`` (simple variant id, quantity) of what is promised to ``reference``; the rest stays promised."""

    reference: str
    items: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ReleasedItem:
    """A reservation that was given back."""

    reference: str
    variant_id: int
    location_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """
    Goods reserved for ``reference`` leave with ``shipment`` at ``moved_at``.

    ``items`` are (simple variant id, quantity) in the order they are issued; None means all that is still reserved.
    ``places`` are (variant id, location id, quantity) as a picker took them: those promises are used first.
    """

    reference: str
    shipment: str
    moved_at: datetime
    items: tuple[tuple[int, int], ...] | None = None
    places: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class IssuedItem:
    """What left, with its cost at the moving average (two places, company currency)."""

    reference: str
    shipment: str
    variant_id: int
    quantity: int
    cost: Decimal


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """Goods that came in, named by ``variant_id`` or ``sku``; ``unit_cost`` with up to six places."""

    location_id: int
    quantity: int
    unit_cost: Decimal
    variant_id: int | None = None
    sku: str = ""


@dataclass(frozen=True, slots=True)
class AdjustmentLine:
    """
    Either what was ``counted`` in the place, or by how much it changes (``delta``).

    ``seen`` is the figure the person looked at: if it has changed meanwhile, the count is about another moment.
    """

    variant_id: int
    location_id: int
    counted: int | None = None
    delta: int | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class TransferLine:
    """Pieces that go from one place of the company to another."""

    variant_id: int
    source_id: int
    destination_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class MovedItem:
    """A stock move that was written.  ``value`` is what crossed the company's border with it, 0.00 inside."""

    move_id: int
    variant_id: int
    source_id: int
    destination_id: int
    quantity: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class ReceiptDraft:
    """What a person read off a supplier's paper; ``token`` makes sending the form twice harmless.  ``arrived_at`` is not in the future."""

    token: UUID
    supplier: str
    document: str
    lines: tuple[ReceiptLine, ...]
    arrived_at: datetime


@dataclass(frozen=True, slots=True)
class TransferDraft:
    """Pieces (variant id, quantity) that go from one place to another, at once or, with ``travels``, by way of the road."""

    token: UUID
    source_id: int
    destination_id: int
    items: tuple[tuple[int, int], ...]
    note: str = ""
    travels: bool = False


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """The document that a form became; ``is_new`` is False if it had become it before."""

    reference: str
    is_new: bool
