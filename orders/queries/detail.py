"""One order, complete: six statements, whatever is in it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Count, Min, Q, Sum
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.money import ZERO
from backoffice.core.templatetags import formats
from orders import states
from orders.models import Order, PaymentEvent, Shipment, ShipmentLine
from orders.queries import headlines
from orders.queries.listing import find_order, lines_of, summarise
from orders.queries.rows import CustomerDetail, LineDetail, OrderDetail, PaymentDetail, ShipmentDetail, Step
from orders.services.edits import present_values
from orders.services.order_facts import Units, facts_of
from orders.states import OrderFacts


def get_order(*, number: str, actor: Actor, today: date) -> OrderDetail:
    """
    Everything its page shows; costs and documents only as far as the actor may see them.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    """
    order = find_order(number, actor, "customer")
    lines = lines_of([order.pk])[order.pk]
    payments = _payments(order)
    shipments = _shipments(order, sees_cost=policy.may_see(actor, "order.margin"))
    facts = facts_of(order, _units(lines, shipments))
    ready = headlines.is_ready(
        total=order.total,
        captured=order.captured_total,
        returned=order.refunded_total + order.charged_back_total,
        ships_unpaid=facts.ships_unpaid,
        units=order.unit_count,
        approval=order.approval,
    )
    late = headlines.is_late(
        status=order.status,
        fulfilment_status=order.fulfilment_status,
        is_ready=ready,
        promised_ship_date=order.promised_ship_date,
        today=today,
    )
    return OrderDetail(
        summary=summarise(order, lines),
        channel_name=order.channel.name,
        channel_kind=order.channel.kind,
        headline=headlines.headline(
            status=order.status,
            fulfilment_status=order.fulfilment_status,
            has_problem=order.has_payment_problem,
            late=late,
            ready=ready,
            approval=order.approval,
        ),
        is_late=late,
        to_pay=facts.to_pay,
        to_refund=facts.to_refund,
        approval_reason=order.approval_reason,
        approval_decided_by=order.approval_decided_by,
        approval_decided_at=order.approval_decided_at,
        internal_note=order.internal_note,
        recognised_total=order.recognised_total,
        margin=_margin(order, shipments),
        shipping_address=order.shipping_address,
        customer=_customer(order, actor),
        payments=payments,
        shipments=shipments,
        steps=_steps(order, facts, payments),
        actions=states.available_actions(facts, actor),
        editable=tuple(name for name in states.EDIT_GUARDS if states.edit_objection(name, facts) is None),
    )


def get_editable(*, number: str, actor: Actor) -> dict[str, str | date | None]:
    """
    The fields that a person may change in place, as they are now (services.edits).

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    """
    return present_values(find_order(number, actor))


def _units(lines: Sequence[LineDetail], shipments: Sequence[ShipmentDetail]) -> Units:
    return Units(
        ordered=sum(line.quantity for line in lines),
        shipped=sum(line.shipped_quantity for line in lines),
        cancelled=sum(line.cancelled_quantity for line in lines),
        parcels=len(shipments),
        undelivered=sum(shipment.delivered_at is None for shipment in shipments),
    )


def _margin(order: Order, shipments: Sequence[ShipmentDetail]) -> Decimal | None:
    """Recognised revenue less what the goods cost; None before anything shipped, or if costs may not be seen."""
    costs = [shipment.cost_total for shipment in shipments if shipment.cost_total is not None]
    if not shipments or len(costs) < len(shipments):
        return None
    return order.recognised_total - order.returned_revenue_total - sum(costs, ZERO)


def _payments(order: Order) -> list[PaymentDetail]:
    rows = PaymentEvent.objects.filter(order=order).order_by("occurred_at", "id")
    return [
        PaymentDetail(
            id=row.pk,
            provider=row.provider,
            event_id=row.event_id,
            kind=row.kind,
            amount=row.amount,
            fee=row.fee,
            method=row.method,
            installments=row.installments,
            occurred_at=row.occurred_at,
            received_at=row.received_at,
            is_parked=row.applied_at is None,
        )
        for row in rows
    ]


def _shipments(order: Order, *, sees_cost: bool) -> list[ShipmentDetail]:
    contents: dict[int, list[tuple[str, str, int]]] = {}
    fields = ("shipment_id", "order_line__sku", "order_line__name", "quantity")
    for shipment_id, *content in ShipmentLine.objects.filter(shipment__order=order).order_by("order_line__position").values_list(*fields):
        contents.setdefault(shipment_id, []).append((content[0], content[1], content[2]))
    return [
        ShipmentDetail(
            number=row.number,
            status=row.status,
            carrier=row.carrier,
            tracking_code=row.tracking_code,
            shipped_at=row.shipped_at,
            delivered_at=row.delivered_at,
            items_total=row.items_total,
            freight_total=row.freight_total,
            discount_total=row.discount_total,
            cost_total=row.cost_total if sees_cost else None,
            lines=tuple(contents.get(row.pk, ())),
        )
        for row in Shipment.objects.filter(order=order).order_by("position")
    ]


def _customer(order: Order, actor: Actor) -> CustomerDetail:
    customer = order.customer
    known = policy.visible(actor, Order.objects.filter(customer=customer))
    story = known.aggregate(count=Count("pk"), first=Min("placed_at"), bought=Sum("total", filter=~Q(status__in=["cancelled", "expired"])))
    is_open = policy.may_see(actor, "customer.document")
    return CustomerDetail(
        id=customer.pk,
        kind=customer.kind,
        name=customer.name,
        email=customer.email,
        phone=customer.phone,
        document=customer.document if is_open else formats.masked_document(customer.document),
        document_is_masked=not is_open,
        order_count=story["count"],
        bought_total=story["bought"] or ZERO,
        first_order_at=story["first"],
    )


def _steps(order: Order, facts: OrderFacts, payments: Sequence[PaymentDetail]) -> list[Step]:
    """Placed, paid, shipped, delivered; an order that is off ends where it was called off."""
    is_paid = facts.captured_total >= facts.total and facts.ordered_units > 0
    paid_at = max((payment.occurred_at for payment in payments if payment.kind == "captured" and not payment.is_parked), default=None)
    steps = [Step("placed", _("Placed"), "done", order.placed_at)]
    if order.approval == "approved":
        steps.append(Step("approved", pgettext("order", "Approved"), "done", order.approval_decided_at))
    elif order.approval == "waiting" and not facts.is_off:
        steps.append(Step("approved", pgettext("order", "Approval"), "now", None, _("waits for a person")))
    if facts.is_off:
        if is_paid and paid_at:
            steps.append(Step("paid", _("Paid"), "done", paid_at))
        label = _("Cancelled") if order.cancelled_at else _("Expired")
        return [*steps, Step("cancelled" if order.cancelled_at else "expired", label, "now", order.cancelled_at or order.expired_at)]
    is_shipped = order.fulfilment_status in ("shipped", "delivered")
    promise = _("until %(date)s") % {"date": date_format(order.promised_ship_date, "d/m")} if order.promised_ship_date else ""
    stages = [
        ("paid", _("Paid"), is_paid, paid_at, ""),
        ("shipped", _("Shipped"), is_shipped, order.shipped_at, "" if is_shipped else promise),
        ("delivered", _("Delivered"), order.fulfilment_status == "delivered", order.delivered_at, ""),
    ]
    waits = order.approval == "waiting"
    current = None if waits else next((code for code, _label, is_done, _at, _note in stages if not is_done), None)
    for code, label, is_done, at, note in stages:
        state = "done" if is_done else "now" if code == current else "ahead"
        steps.append(Step(code, label, state, at if is_done else None, note))
    return steps
