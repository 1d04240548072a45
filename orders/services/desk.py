"""Orders that a staff member types in: what they would cost, and placing them once."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from backoffice.core.actors import Actor
from backoffice.core.locks import advisory_lock
from inventory import queries as stock
from inventory.queries import get_sellable_items
from orders import approvals, locks
from orders.errors import CustomerUnrecognisable
from orders.models import TypedOrder
from orders.services.channel_rules import get_channels
from orders.services.drafts import CustomerEdit, OrderDraft
from orders.services.edits import edit_customer
from orders.services.order_rows import check_draft, price_order, require_known
from orders.services.placement import place_order
from orders.services.results import OrderPreview, PlacedTyped


def preview_order(*, draft: OrderDraft, at: datetime) -> OrderPreview:
    """
    Price the draft as placing it would, without writing: the same checks, the same prices, the same rules.

    :raises EmptyOrder: no lines
    :raises WrongQuantity: a quantity outside 1 to 999,999
    :raises WrongAmount: an amount that is none
    :raises UnknownChannel: no such active channel
    :raises UnknownSkus: naming every line whose SKU is not sold
    :raises PriceMissing: the price list has none
    :raises DiscountTooLarge: more discount than goods
    """
    check_draft(draft)
    channels = get_channels([draft.channel_code])
    channel = channels[draft.channel_code]
    skus = sorted({line.sku for line in draft.lines})
    items = get_sellable_items(skus=skus, price_list_id=channel.price_list_id)
    require_known([draft], channels, {channel.price_list_id: items})
    priced = price_order(draft, channel, items, at=at)
    row = priced.order_row(0, 0, placed_by_id=None)
    return OrderPreview(
        lines=tuple(priced.lines),
        items_total=priced.items_total,
        discount_total=draft.discount_total,
        shipping_total=draft.shipping_total,
        total=priced.total,
        reserved_until=priced.reserved_until,
        promised_ship_date=row["promised_ship_date"],
        approval_reason=priced.approval_reason,
        waits_if_first=approvals.asks_if_first(channel.approval, total=priced.total),
        available=stock.get_sellable(skus=skus, warehouse_id=channel.warehouse_id),
        parts={sku: item.parts for sku, item in items.items()},
    )


@transaction.atomic
def place_typed_order(*, draft: OrderDraft, token: UUID, customer_id: int | None, by: Actor, at: datetime) -> PlacedTyped:
    """
    Place the order of the form ``token``, once: sent again, whatever it says now, it names the order that it became.

    A customer who was chosen and has neither document nor e-mail so far is recognised by what the form adds.

    :raises CustomerUnrecognisable: the chosen customer has neither, and the form says neither
    :raises orders.errors.BusinessError: as ``place_orders`` does
    """
    advisory_lock("typed_order", token)
    known = TypedOrder.objects.filter(token=token).select_related("order").first()
    if known is not None:
        return PlacedTyped(known.order.number, is_new=False)
    if customer_id is not None:
        draft = _recognisable(draft, customer_id, by=by, at=at)
    placed = place_order(draft=draft, by=by, at=at)
    TypedOrder.objects.create(token=token, order_id=placed.id)
    return PlacedTyped(placed.number, is_new=True)


def _recognisable(draft: OrderDraft, customer_id: int, *, by: Actor, at: datetime) -> OrderDraft:
    """Orders find their customer by document or e-mail: without one, a second record of the same person would appear."""
    customer = locks.lock_customer(customer_id, by=by)
    if customer.document:
        # Whoever may not see it need not type it again.
        return draft if draft.customer.document else replace(draft, customer=replace(draft.customer, document=customer.document))
    if customer.email and not draft.customer.document:
        return draft if draft.customer.email else replace(draft, customer=replace(draft.customer, email=customer.email))
    typed = {name: value for name, value in (("document", draft.customer.document), ("email", draft.customer.email)) if value}
    if not typed:
        raise CustomerUnrecognisable(customer=customer_id)
    base = {name: getattr(customer, name) for name in typed}
    edit_customer(edit=CustomerEdit(customer_id=customer_id, values=typed, base=base), by=by, at=at)
    return draft
