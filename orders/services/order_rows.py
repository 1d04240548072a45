"""Turn drafts into rows: prices, discount shares, totals.  No statement is run here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from backoffice.core.clock import company_date
from inventory.queries import SellableItem
from orders import approvals, pricing
from orders.documents import kind_of, normalise_document
from orders.errors import CurrencyMismatch, DiscountTooLarge, EmptyOrder, PriceMismatch, PriceMissing, UnknownSkus
from orders.services.channel_rules import ChannelRules
from orders.services.checks import require_amount, require_quantity
from orders.services.drafts import CustomerDraft, LineDraft, OrderDraft
from orders.services.results import PlacedLine

ZERO = Decimal("0.00")

# Sellable items by SKU, by price list.
Catalogue = dict[int | None, dict[str, SellableItem]]
Identity = tuple[str, object]


@dataclass(slots=True)
class PricedOrder:
    """A draft with everything decided, not yet written."""

    draft: OrderDraft
    channel: ChannelRules
    lines: list[PlacedLine]
    items: list[SellableItem]
    items_total: Decimal
    total: Decimal
    placed_at: datetime
    reserved_until: datetime | None
    address: dict[str, str]
    approval_reason: str
    unit_count: int = field(init=False)

    def __post_init__(self) -> None:
        self.unit_count = sum(line.quantity for line in self.lines)

    @property
    def payment_status(self) -> str:
        """An order with nothing to pay is paid (orders.states.payment_status)."""
        return "paid" if self.total == 0 and self.lines else "pending"

    def stock_wanted(self) -> tuple[tuple[int, int], ...]:
        """(simple variant, quantity) pairs, kits exploded; the same variant may come twice, stock adds them up."""
        return tuple(
            (variant_id, each * line.quantity) for line, item in zip(self.lines, self.items, strict=True) for variant_id, each in item.parts
        )

    def order_row(self, ordinal: int, customer_key: int, *, placed_by_id: int | None) -> dict[str, Any]:
        draft, address = self.draft, self.address
        return {
            "ordinal": ordinal,
            "channel_id": self.channel.id,
            "external_id": draft.external_id,
            "customer_key": customer_key,
            "customer_name": draft.customer.name,
            "payment_status": self.payment_status,
            "currency": draft.currency,
            "items_total": self.items_total,
            "discount_total": draft.discount_total,
            "shipping_total": draft.shipping_total,
            "total": self.total,
            "placed_at": self.placed_at,
            "reserved_until": self.reserved_until,
            "promised_ship_date": draft.promised_ship_date or company_date(self.placed_at) + timedelta(days=self.channel.handling_days),
            "shipping_address": address,
            "ship_city": address.get("city", ""),
            "ship_state": address.get("state", ""),
            "unit_count": self.unit_count,
            "approval_reason": self.approval_reason,
            "approval_if_first": not draft.is_history and approvals.asks_if_first(self.channel.approval, total=self.total),
            "payment_due_on": draft.payment_due_on,
            "internal_note": draft.internal_note,
            "placed_by_id": placed_by_id,
        }

    def line_rows(self, ordinal: int) -> list[dict[str, Any]]:
        return [
            {
                "ordinal": ordinal,
                "position": position,
                "variant_id": item.variant_id,
                "sku": line.sku,
                "name": line.name,
                "parts": item.parts if item.is_kit else (),
                "quantity": line.quantity,
                "unit_price": line.unit_price,
                "discount": line.discount,
                "total": line.total,
            }
            for position, (line, item) in enumerate(zip(self.lines, self.items, strict=True), start=1)
        ]


def check_draft(draft: OrderDraft) -> None:
    """
    What can be seen without reading anything.

    :raises EmptyOrder: no lines
    :raises WrongQuantity: a quantity outside 1 to 999,999
    :raises WrongAmount: an amount that is none
    """
    if not draft.lines and not draft.allows_no_lines:
        raise EmptyOrder()
    for index, line in enumerate(draft.lines):
        require_quantity(line.quantity, line=index, sku=line.sku)
        if line.unit_price is not None:
            require_amount(line.unit_price, field=f"lines[{index}].unit_price", currency=draft.currency)
    require_amount(draft.shipping_total, field="shipping_total", currency=draft.currency)
    require_amount(draft.discount_total, field="discount_total", currency=draft.currency)


def price_order(draft: OrderDraft, channel: ChannelRules, items: dict[str, SellableItem], *, at: datetime) -> PricedOrder:
    """
    Decide every amount of one order.

    :raises CurrencyMismatch: the channel, or its price list, is of another currency
    :raises PriceMissing: somebody has to set a price
    :raises PriceMismatch: the sent price is not the price list's, on a channel whose prices the back office sets
    :raises DiscountTooLarge: more discount than goods
    :raises WrongAmount: the order is larger than an amount can be
    """
    sold = [items[line.sku] for line in draft.lines]
    _require_currency(draft, channel, sold)
    prices = _prices(draft.lines, sold, by_channel=channel.price_authority == "channel")
    totals = [price * line.quantity for price, line in zip(prices, draft.lines, strict=True)]
    items_total = sum(totals, ZERO)
    require_amount(items_total, field="items_total", currency=draft.currency)
    if draft.discount_total > items_total:
        raise DiscountTooLarge(discount_total=draft.discount_total, items_total=items_total)
    total = items_total - draft.discount_total + draft.shipping_total
    require_amount(total, field="total", currency=draft.currency)
    shares = pricing.share_discount(draft.discount_total, totals) if totals else []
    lines = [
        PlacedLine(line.sku, item.name, line.quantity, price, share, line_total)
        for line, item, price, share, line_total in zip(draft.lines, sold, prices, shares, totals, strict=True)
    ]
    until = _reserved_until(draft, channel, total, at)
    reason = _approval_reason(draft, channel, items_total, total)
    return PricedOrder(draft, channel, lines, sold, items_total, total, draft.placed_at or at, until, dict(draft.customer.address), reason)


def _approval_reason(draft: OrderDraft, channel: ChannelRules, items_total: Decimal, total: Decimal) -> str:
    """What was sold long ago needs nobody's leave any more."""
    if draft.is_history:
        return ""
    on_terms = draft.payment_due_on is not None
    return approvals.reason_for(
        channel.approval, items_total=items_total, discount_total=draft.discount_total, total=total, on_terms=on_terms
    )


def _require_currency(draft: OrderDraft, channel: ChannelRules, sold: Sequence[SellableItem]) -> None:
    expected = {channel.currency} | {item.currency for item in sold if item.price is not None and channel.price_authority == "backoffice"}
    if expected != {draft.currency}:
        raise CurrencyMismatch(currency=draft.currency, expected=", ".join(sorted(expected)))


def _prices(lines: Sequence[LineDraft], sold: Sequence[SellableItem], *, by_channel: bool) -> list[Decimal]:
    """One rule per channel: it sends its prices, or the price list has them; a price from the other side is no proposal."""
    prices = [line.unit_price if by_channel else item.price for line, item in zip(lines, sold, strict=True)]
    missing = [{"line": index, "sku": lines[index].sku} for index, price in enumerate(prices) if price is None]
    if missing:
        raise PriceMissing(lines=missing)
    wrong = [
        {"line": index, "sku": line.sku, "sent": line.unit_price, "price": price}
        for index, (line, price) in enumerate(zip(lines, prices, strict=True))
        if line.unit_price is not None and line.unit_price != price
    ]
    if wrong:
        raise PriceMismatch(lines=wrong)
    return [price for price in prices if price is not None]


def _reserved_until(draft: OrderDraft, channel: ChannelRules, total: Decimal, at: datetime) -> datetime | None:
    if not draft.expires or not total or not draft.lines or draft.payment_due_on is not None:
        return None
    if draft.reserved_until is not None:
        return draft.reserved_until
    return at + timedelta(minutes=channel.reservation_minutes) if channel.reservation_minutes else None


def require_known(
    drafts: Sequence[OrderDraft], channels: dict[str, ChannelRules], items: dict[int | None, dict[str, SellableItem]]
) -> None:
    """
    :raises UnknownSkus: naming every line whose SKU is not sold, also a kit without components
    """
    unknown = []
    for number, draft in enumerate(drafts):
        known = items[channels[draft.channel_code].price_list_id]
        for index, line in enumerate(draft.lines):
            item = known.get(line.sku)
            if item is None or not item.parts:
                unknown.append({"order": number, "line": index, "sku": line.sku[:64]})
    if unknown:
        raise UnknownSkus(lines=unknown)


class CustomerRows:
    """The buyers of a batch, each once: the last data win, as they would one after the other."""

    def __init__(self) -> None:
        self._by_identity: dict[Identity, dict[str, Any]] = {}

    @property
    def rows(self) -> list[dict[str, Any]]:
        return list(self._by_identity.values())

    def add(self, draft: CustomerDraft, *, created_at: datetime, index: int) -> int:
        """
        Note the buyer of the order ``index``; return the key that its row has.

        :raises DocumentInvalid: neither a CPF nor a CNPJ
        """
        document = normalise_document(draft.document)
        identity: Identity = ("order", index)
        if document or draft.email:
            identity = ("document", document) if document else ("email", draft.email.lower())
        earlier = self._by_identity.get(identity)
        key: int = earlier["key"] if earlier else len(self._by_identity)
        self._by_identity[identity] = {
            "key": key,
            "kind": kind_of(document),
            "name": draft.name,
            "email": draft.email,
            "phone": draft.phone,
            "document": document,
            "address": dict(draft.address),
            "created_at": min(created_at, earlier["created_at"]) if earlier else created_at,
        }
        return key
