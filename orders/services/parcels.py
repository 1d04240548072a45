"""Decide what goes into a parcel and what it is worth.  No statement is run here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from orders import pricing, settlement, states
from orders.errors import EmptyOrder, OverCancellation, OverShipment
from orders.models import Order, OrderLine
from orders.services.checks import require_quantity
from orders.services.drafts import ShipmentDraft
from orders.services.order_facts import Units, facts_of
from orders.services.payment_ledger import account_of, keep_account
from orders.settlement import Split

ZERO = Decimal("0.00")
Picked = tuple[OrderLine, int]
Asked = Sequence[tuple[str, int]]


@dataclass(slots=True)
class Parcel:
    """One shipment, decided, not yet written.  ``cost_total`` is known once stock has been issued."""

    order: Order
    position: int
    carrier: str
    tracking_code: str
    shipped_at: datetime
    picked: list[Picked]
    items_total: Decimal
    freight_total: Decimal
    discount_total: Decimal
    split: Split
    places: tuple[tuple[int, int, int], ...] = ()
    cost_total: Decimal = ZERO

    @property
    def number(self) -> str:
        return f"{self.order.number}-{self.position}"

    def stock_items(self) -> tuple[tuple[int, int], ...]:
        """(simple variant, quantity) pairs, kits exploded as they were when the order was placed."""
        return stock_items(self.picked)

    def skus(self) -> tuple[tuple[str, int], ...]:
        return tuple((line.sku, quantity) for line, quantity in self.picked)


def stock_items(picked: Sequence[Picked]) -> tuple[tuple[int, int], ...]:
    """(simple variant, quantity) pairs of these lines, kits exploded as they were sold."""
    return tuple((variant_id, each * quantity) for line, quantity in picked for variant_id, each in line.parts or [(line.variant_id, 1)])


def pack(order: Order, lines: Sequence[OrderLine], units: Units, draft: ShipmentDraft, *, at: datetime) -> Parcel:
    """
    Take the draft's quantities from the order's open lines and settle their worth; changes the passed rows.

    Freight is earned whole with the first parcel; a line's discount leaves in proportion, the last unit takes the rest.

    :raises TransitionRefused: unpaid, cancelled, already shipped...
    :raises OverShipment: more than is open, naming each SKU
    :raises EmptyOrder: a parcel of nothing
    :raises WrongQuantity: a quantity outside 1 to 999,999
    """
    states.require("ship", facts_of(order, units))
    picked = pick(order, lines, draft.lines, over=OverShipment)
    units.parcels += 1
    items = sum((line.unit_price * quantity for line, quantity in picked), ZERO)
    freight = order.shipping_total if units.parcels == 1 else ZERO
    discount = sum((_discount(line, quantity) for line, quantity in picked), ZERO)
    account, split = settlement.ship(account_of(order), items + freight - discount)
    keep_account(order, account)
    for line, quantity in picked:
        line.shipped_quantity += quantity
        units.shipped += quantity
    units.undelivered += 1
    shipped_at = draft.shipped_at or at
    order.recognised_total += items + freight - discount
    order.shipped_at = order.shipped_at or shipped_at
    # Goods on account leave unpaid; from now on the clock cannot cancel the order.
    order.reserved_until = None
    return Parcel(
        order, units.parcels, draft.carrier, draft.tracking_code, shipped_at, picked, items, freight, discount, split, draft.places
    )


def _discount(line: OrderLine, quantity: int) -> Decimal:
    return pricing.shipped_discount(line.discount, quantity=line.quantity, shipped_before=line.shipped_quantity, shipped_now=quantity)


def _open(line: OrderLine) -> int:
    return line.quantity - line.shipped_quantity - line.cancelled_quantity


def pick(order: Order, lines: Sequence[OrderLine], asked: Asked | None, *, over: type[OverShipment | OverCancellation]) -> list[Picked]:
    """
    Open units by line, first lines first; several lines of one SKU are one pile.  None asks for all that is open.

    :raises OverShipment: or what ``over`` says: more than is open, naming each SKU
    :raises EmptyOrder: nothing is asked
    :raises WrongQuantity: a quantity outside 1 to 999,999
    """
    if asked is None:
        return [(line, _open(line)) for line in lines if _open(line)]
    wanted: dict[str, int] = {}
    for index, (sku, quantity) in enumerate(asked):
        require_quantity(quantity, line=index, sku=sku)
        wanted[sku] = wanted.get(sku, 0) + quantity
    if not wanted:
        raise EmptyOrder(order=order.number)
    available: dict[str, int] = {}
    for line in lines:
        available[line.sku] = available.get(line.sku, 0) + _open(line)
    excess = [
        {"sku": sku[:64], "requested": quantity, "open": available.get(sku, 0)}
        for sku, quantity in wanted.items()
        if quantity > available.get(sku, 0)
    ]
    if excess:
        raise over(order=order.number, lines=excess)
    picked = []
    for line in lines:
        quantity = min(_open(line), wanted.get(line.sku, 0))
        if quantity:
            wanted[line.sku] -= quantity
            picked.append((line, quantity))
    return picked
