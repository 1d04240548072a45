"""
Place orders: the hot path.

Six statements whatever the number of orders and lines (of one price list): channels, sellable items, customers with
orders and lines, reservation, audit, outbox.  A test counts them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from backoffice.core import audit, bus
from backoffice.core.actors import Actor
from backoffice.core.codec import to_json
from backoffice.core.transactions import joins_transaction
from inventory import services as inventory_services
from inventory.queries import get_sellable_items
from inventory.services import ReservationRequest
from orders.errors import DuplicateExternalId
from orders.services import facts
from orders.services.channel_rules import ChannelRules, get_channels
from orders.services.drafts import OrderDraft
from orders.services.order_rows import Catalogue, CustomerRows, PricedOrder, check_draft, price_order, require_known
from orders.services.placement_sql import FIND_DUPLICATES, PLACE
from orders.services.results import PlacedOrder


def place_order(*, draft: OrderDraft, by: Actor, at: datetime) -> PlacedOrder:
    """Place one order; see ``place_orders``."""
    return place_orders(drafts=[draft], by=by, at=at)[0]


@joins_transaction
def place_orders(*, drafts: Sequence[OrderDraft], by: Actor, at: datetime) -> list[PlacedOrder]:
    """
    Place all of these orders and reserve their stock, or none of them.  Results come in the order of the drafts.

    Lines of one SKU count together against stock, kits as their parts.  Prices follow the channel's price authority.

    :raises EmptyOrder: a draft without lines
    :raises WrongQuantity: a quantity outside 1 to 999,999
    :raises WrongAmount: a negative, endless or too fine amount
    :raises UnknownChannel: no such active channel
    :raises UnknownSkus: naming every line whose SKU is not sold
    :raises CurrencyMismatch: the channel sells in another currency
    :raises PriceMissing: nobody set a price
    :raises PriceMismatch: the sent price is not the price list's
    :raises DiscountTooLarge: more discount than goods
    :raises DocumentInvalid: neither a CPF nor a CNPJ
    :raises DuplicateExternalId: the channel sent this order before; names it
    :raises inventory.errors.InsufficientStock: naming every shortage
    """
    if not drafts:
        return []
    for draft in drafts:
        check_draft(draft)
    channels = get_channels(draft.channel_code for draft in drafts)
    items = _sellable_items(drafts, channels)
    require_known(drafts, channels, items)
    priced = [_price(draft, channels, items, at) for draft in drafts]
    placed = _write(priced, by, at)
    _reserve(priced, placed, by, at)
    audit.record([_trace(order, source, at) for order, source in zip(placed, priced, strict=True)], by=by)
    bus.publish(facts.orders_placed(placed, (order.draft for order in priced)))
    return placed


def _sellable_items(drafts: Sequence[OrderDraft], channels: dict[str, ChannelRules]) -> Catalogue:
    """One statement per price list, which is one: a batch comes from one channel."""
    wanted: dict[int | None, set[str]] = {}
    for draft in drafts:
        wanted.setdefault(channels[draft.channel_code].price_list_id, set()).update(line.sku for line in draft.lines)
    return {price_list_id: get_sellable_items(skus=sorted(skus), price_list_id=price_list_id) for price_list_id, skus in wanted.items()}


def _price(draft: OrderDraft, channels: dict[str, ChannelRules], items: Catalogue, at: datetime) -> PricedOrder:
    channel = channels[draft.channel_code]
    return price_order(draft, channel, items[channel.price_list_id], at=at)


def _write(priced: Sequence[PricedOrder], by: Actor, at: datetime) -> list[PlacedOrder]:
    customers = CustomerRows()
    order_rows: list[dict[str, Any]] = []
    line_rows: list[dict[str, Any]] = []
    for index, order in enumerate(priced):
        key = customers.add(order.draft.customer, created_at=order.placed_at, index=index)
        order_rows.append(order.order_row(index, key, placed_by_id=by.id if by.kind == "user" else None))
        line_rows += order.line_rows(index)
    rows = [to_json(found).decode() for found in (customers.rows, order_rows, line_rows)]
    written = PLACE.rows([*rows, at])
    refused = [priced[ordinal] for ordinal, order_id, _, _ in written if order_id is None]
    if refused:
        raise _duplicate(refused)
    return [_result(order, *row[1:]) for order, row in zip(priced, written, strict=True)]


def _duplicate(refused: Sequence[PricedOrder]) -> DuplicateExternalId:
    pairs = [(order.channel.id, order.draft.external_id) for order in refused]
    with connection.cursor() as cursor:
        cursor.execute(FIND_DUPLICATES, [[pair[0] for pair in pairs], [pair[1] for pair in pairs]])
        found: dict[str, Any] = dict(cursor.fetchall())
    # An id that comes twice in one batch is a duplicate without an earlier order.
    orders = [{"external_id": external_id, "number": found.get(external_id, "")} for _, external_id in pairs]
    return DuplicateExternalId(channel=refused[0].channel.code, orders=orders, **orders[0])


def _result(order: PricedOrder, order_id: int, number: str, approval_reason: str) -> PlacedOrder:
    draft = order.draft
    return PlacedOrder(
        id=order_id,
        number=number,
        external_id=draft.external_id,
        channel=draft.channel_code,
        status="open",
        payment_status=order.payment_status,
        fulfilment_status="unfulfilled",
        currency=draft.currency,
        items_total=order.items_total,
        discount_total=draft.discount_total,
        shipping_total=draft.shipping_total,
        total=order.total,
        placed_at=order.placed_at,
        reserved_until=order.reserved_until,
        lines=tuple(order.lines),
        approval_reason=approval_reason,
    )


def _reserve(priced: Sequence[PricedOrder], placed: Sequence[PlacedOrder], by: Actor, at: datetime) -> None:
    requests = [
        ReservationRequest(
            reference=order.number, warehouse_id=source.channel.warehouse_id, items=source.stock_wanted(), expires_at=source.reserved_until
        )
        for order, source in zip(placed, priced, strict=True)
        if source.lines
    ]
    inventory_services.reserve(requests=requests, by=by, at=at)


def _trace(order: PlacedOrder, source: PricedOrder, at: datetime) -> audit.Trace:
    after = {
        "channel": order.channel,
        "external_id": order.external_id,
        "currency": order.currency,
        "total": order.total,
        "units": source.unit_count,
        "lines": len(order.lines),
        "placed_at": order.placed_at,
        "reserved_until": order.reserved_until,
    }
    if order.approval_reason:
        after["approval_reason"] = order.approval_reason
    return audit.Trace(action="order.placed", subject=("order", order.number), at=at, after=after)
