"""
What an act would do now, in order: the list of its dialog.  Nothing is locked and nothing is written.

Each preview runs the very functions that decide in the service (guards, ``pack``, ``reduce``, ``PaymentLedger``), on rows
that are read and thrown away, so that the dialog and the act cannot disagree.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.money import quantize_half_up
from inventory import queries as stock
from orders import states
from orders.error_texts import EFFECT_TEXTS
from orders.errors import UnknownOrder
from orders.models import Order, OrderLine, PaymentEvent, Shipment
from orders.services.drafts import ItemsCancellationDraft, PaymentEventDraft, ShipmentDraft
from orders.services.order_facts import Units, facts_of, get_units
from orders.services.parcels import Parcel, pack
from orders.services.partial_cancellation import reduce
from orders.services.payment_ledger import Message, PaymentLedger
from orders.services.results import Effect

ZERO = Decimal("0.00")


@dataclass(slots=True)
class _Seen:
    """One order as it is now, to try something on."""

    order: Order
    lines: list[OrderLine]
    units: Units


def preview_cancellation(*, order_number: str, actor: Actor, act: str = "cancel") -> list[Effect]:
    """
    Effects of cancelling, or with ``act`` "refuse" of refusing the approval.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    :raises TransitionRefused: it cannot be cancelled, and why
    """
    seen = _look(order_number, actor)
    order = seen.order
    present = facts_of(order, seen.units)
    states.require(act, present, actor)
    pieces = sum(quantity for _, quantity in stock.get_pending_items(references=[order.number]).get(order.number, ()))
    effects: list[Effect] = []
    if pieces:
        effects.append(_effect("release_units", units=pieces, warehouse=order.channel.warehouse.name))
    to_return = present.captured_total - present.refunded_total - present.charged_back_total
    effects += _refund_due(order, to_return)
    held = present.authorized_total - present.voided_total - present.captured_total
    if held > 0:
        effects.append(_effect("void_authorization", amount=held, currency=order.currency))
    if order.advance_total:
        effects.append(_effect("advance_stays", amount=order.advance_total, currency=order.currency))
    return [*effects, _effect("cannot_be_undone")]


def preview_items_cancellation(*, draft: ItemsCancellationDraft, actor: Actor) -> list[Effect]:
    """
    Effects of calling off these items.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    :raises TransitionRefused: the order is off, or nothing is left to call off
    :raises OverCancellation: more than is open
    :raises CancelsEverything: nothing would be left
    """
    seen = _look(draft.order_number, actor)
    order = seen.order
    before = facts_of(order, seen.units)
    reduction = reduce(order, seen.lines, seen.units, draft)
    after = facts_of(order, seen.units)
    gone = sum(quantity for _, quantity in reduction.picked)
    effects = [
        _effect("release_units", units=gone, warehouse=order.channel.warehouse.name),
        _effect("lower_total", amount=reduction.amount, total=order.total, currency=order.currency),
    ]
    effects += _refund_due(order, after.to_refund - before.to_refund)
    if states.fulfilment_status(after) in ("shipped", "delivered"):
        effects.append(_effect("nothing_left_to_ship"))
    return [*effects, _effect("cannot_be_undone")]


def preview_shipment(*, draft: ShipmentDraft, actor: Actor, at: datetime) -> list[Effect]:
    """
    Effects of shipping this parcel; costs only for those who may see them.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    :raises TransitionRefused: unpaid, not approved, cancelled, already shipped...
    :raises OverShipment: more than is open
    """
    seen = _look(draft.order_number, actor)
    order = seen.order
    parcel = pack(order, seen.lines, seen.units, draft, at=at)
    worth = parcel.items_total + parcel.freight_total - parcel.discount_total
    units = sum(quantity for _, quantity in parcel.picked)
    cost = _estimated_cost(parcel) if policy.may_see(actor, "variant.cost") else None
    effects = [_effect("issue_units", units=units, warehouse=order.channel.warehouse.name, cost=cost)]
    if worth:
        effects.append(_effect("recognise_revenue", amount=worth, freight=parcel.freight_total, currency=order.currency))
    if parcel.split.settled:
        effects.append(_effect("use_advance", amount=parcel.split.settled, currency=order.currency))
    if parcel.split.beyond:
        effects.append(_effect("become_receivable", amount=parcel.split.beyond, currency=order.currency, due_on=order.payment_due_on))
    rest = facts_of(order, seen.units).open_units
    effects.append(_effect("rest_stays", units=rest) if rest else _effect("nothing_left_to_ship"))
    return effects


def preview_delivery(*, order_number: str, shipment: str, actor: Actor) -> list[Effect]:
    """
    Effects of confirming that parcels (the named one, or all on the way) have arrived.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    :raises TransitionRefused: nothing was shipped, or all of it has arrived already
    """
    seen = _look(order_number, actor)
    order, units = seen.order, seen.units
    states.require("deliver", facts_of(order, units))
    waiting = Shipment.objects.filter(order=order, delivered_at=None).order_by("position").values_list("number", flat=True)
    arriving = [number for number in waiting if shipment in ("", number)]
    units.undelivered -= len(arriving)
    after = facts_of(order, units)
    effects = [_effect("parcels_arrive", parcels=arriving)]
    if states.order_status(after) == "completed":
        effects.append(_effect("order_completes"))
    elif states.fulfilment_status(after) == "delivered":
        effects.append(_effect("still_to_pay", amount=after.to_pay, currency=order.currency))
    return effects


def preview_payment(*, event: PaymentEventDraft, actor: Actor, at: datetime) -> list[Effect]:
    """
    Effects of recording this payment event, in the books and on the order.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    """
    seen = _look(event.order_number, actor)
    order = seen.order
    before = facts_of(order, seen.units)
    ledger = PaymentLedger(order)
    ledger.take(Message.of(event), at=at)
    after = facts_of(order, seen.units)
    if ledger.parked:
        return [_effect("waits_for_payment", amount=event.amount, currency=order.currency)]
    effects = _booked(ledger, order.currency)
    if event.fee:
        effects.append(_effect("fee_charged", amount=event.fee, currency=order.currency))
    if states.payment_status(after) != states.payment_status(before):
        effects.append(_effect("payment_becomes", status=states.payment_status(after)))
    if after.to_pay:
        effects.append(_effect("still_to_pay", amount=after.to_pay, currency=order.currency))
    if after.to_refund:
        effects.append(_effect("left_to_refund", amount=after.to_refund, currency=order.currency))
    return effects


def preview_approval(*, order_number: str, actor: Actor) -> list[Effect]:
    """
    Effects of approving.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    :raises TransitionRefused: it waits for no approval, or not for this person's
    """
    seen = _look(order_number, actor)
    order = seen.order
    present = facts_of(order, seen.units)
    states.require("approve", present, actor)
    effects = [_effect("frees_for_shipping", units=present.open_units, warehouse=order.channel.warehouse.name)]
    if order.payment_due_on:
        effects.append(_effect("sold_on_terms", amount=present.to_pay, due_on=order.payment_due_on, currency=order.currency))
    elif present.to_pay and not present.ships_unpaid:
        effects.append(_effect("still_waits_for_payment", amount=present.to_pay, currency=order.currency))
    return effects


def _look(number: str, actor: Actor) -> _Seen:
    order = policy.visible(actor, Order.objects.filter(number=number)).select_related("channel__warehouse").first()
    if order is None:
        raise UnknownOrder(orders=[number[:20]])
    return _Seen(order, list(OrderLine.objects.filter(order=order).order_by("position")), get_units([order.pk])[order.pk])


def _effect(code: str, **data: Any) -> Effect:
    return Effect(code, data, EFFECT_TEXTS[code](data))


def _refund_due(order: Order, amount: Decimal) -> list[Effect]:
    """Money to give back, and by which way it came, if it came by one."""
    if amount <= 0:
        return []
    captures = PaymentEvent.objects.filter(order=order, kind="captured").exclude(applied_at=None).order_by()
    ways = list(captures.values_list("method", "provider").annotate(events=Count("pk", filter=Q(amount__gt=0)))[:2])
    method, provider = ways[0][:2] if len(ways) == 1 else ("", "")
    return [_effect("refund_due", amount=amount, currency=order.currency, method=method, provider=provider)]


def _estimated_cost(parcel: Parcel) -> Decimal:
    """At the moving average of this moment; the shipment itself counts to the cent."""
    items = parcel.stock_items()
    costs = stock.get_average_costs(variant_ids={variant_id for variant_id, _ in items})
    return quantize_half_up(sum((costs.get(variant_id, ZERO) * quantity for variant_id, quantity in items), ZERO))


def _booked(ledger: PaymentLedger, currency: str) -> list[Effect]:
    sums = {
        "settle_receivable": sum((fact.to_receivable for fact in ledger.captured), ZERO),
        "become_advance": sum((fact.to_advance for fact in ledger.captured), ZERO),
        "take_advance": sum((fact.from_advance for fact in ledger.refunded), ZERO)
        + sum((fact.from_advance for fact in ledger.charged_back), ZERO),
        "take_back_revenue": sum((fact.from_revenue for fact in ledger.refunded), ZERO),
        "become_loss": sum((fact.loss for fact in ledger.charged_back), ZERO),
    }
    return [_effect(code, amount=amount, currency=currency) for code, amount in sums.items() if amount > 0]
