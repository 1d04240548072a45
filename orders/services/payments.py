"""
Record what payment providers report: twice, late and in any order.

Statements for any number of events: orders, events already known, units, insert, parked ones that now apply, orders,
audit, and one outbox statement per kind of event that moves money.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from backoffice.core import audit, bus
from backoffice.core.actors import Actor
from backoffice.core.codec import to_json
from orders import locks
from orders.errors import PaymentEventReused, UnknownPaymentKind, WrongAmount
from orders.models import Order, PaymentEvent
from orders.services import facts
from orders.services.checks import require_amount
from orders.services.drafts import PaymentEventDraft
from orders.services.order_facts import get_units, settle_statuses, write_orders
from orders.services.payment_ledger import Message, PaymentLedger
from orders.services.results import RecordedPayment

MAX_INSTALLMENTS = 999

# A twin of one of these events that is just being recorded for another order is waited for, then left alone.
_INSERT = """
INSERT INTO orders_paymentevent (
    order_id, provider, event_id, kind, amount, fee, method, installments, occurred_at, received_at, applied_at
)
SELECT order_id, provider, event_id, kind, amount, fee, method, installments, occurred_at, %s, applied_at
FROM jsonb_to_recordset(%s) AS e(
    order_id bigint, provider text, event_id text, kind text, amount numeric, fee numeric, method text, installments int,
    occurred_at timestamptz, applied_at timestamptz, ordinal int
)
ORDER BY ordinal
ON CONFLICT (provider, event_id) DO NOTHING
RETURNING provider, event_id
"""
# Two looks through two indexes: one OR over both would read the whole table.
_KNOWN = """
SELECT e.id, o.number, e.provider, e.event_id, e.kind, e.amount, e.fee, e.method, e.installments, e.occurred_at, e.applied_at
FROM (
    SELECT same.id FROM unnest(%s::text[], %s::text[]) AS asked(provider, event_id)
    JOIN orders_paymentevent AS same USING (provider, event_id)
    UNION
    SELECT parked.id FROM orders_paymentevent AS parked WHERE parked.order_id = ANY(%s) AND parked.applied_at IS NULL
) AS found
JOIN orders_paymentevent AS e ON e.id = found.id
JOIN orders_order AS o ON o.id = e.order_id
ORDER BY e.id
"""

Key = tuple[str, str]


def record_payment_event(*, event: PaymentEventDraft, by: Actor, at: datetime) -> RecordedPayment:
    """Record one event; see ``record_payment_events``."""
    return record_payment_events(events=[event], by=by, at=at)[0]


@transaction.atomic
def record_payment_events(*, events: Sequence[PaymentEventDraft], by: Actor, at: datetime) -> list[RecordedPayment]:
    """
    Keep the events and derive the orders' amounts and statuses from them.  Results come in the order of the drafts.

    The same event again changes nothing and says so.  A refund, void or chargeback that comes before the money it takes
    back is parked and takes effect when that money arrives; any order of arrival ends in the same sums and the same
    ledger.  Nothing that a provider reports is refused because of the order's state: more money than asked, or money
    for a cancelled order, is kept and shown as to be refunded.

    :raises UnknownOrder: naming the numbers
    :raises UnknownPaymentKind: a kind that is none of the five
    :raises WrongAmount: a negative, endless or too fine amount
    :raises PaymentEventReused: the same (provider, event id) came before with other content
    """
    if not events:
        return []
    _check(events)
    orders = locks.lock_orders((event.order_number for event in events), by=by)
    known = _get_known(events, orders)
    ledgers = {number: PaymentLedger(order) for number, order in orders.items()}
    for _, message in sorted(known.items(), key=lambda item: item[1].id):
        if message.applied_at is None:
            ledgers[message.order_number].park(message)
    new: list[Message] = []
    is_new: list[bool] = []
    for event in events:
        earlier = known.get((event.provider, event.event_id))
        is_new.append(earlier is None)
        if earlier is None:
            message = Message.of(event)
            known[event.provider, event.event_id] = message
            new.append(message)
            ledgers[event.order_number].take(message, at=at)
        elif not earlier.says_the_same(event):
            raise PaymentEventReused(provider=event.provider, event_id=event.event_id, order=earlier.order_number)
    if new:
        _write(new, ledgers, at=at)
        _announce(new, ledgers, by=by, at=at)
    return [_result(event, known, orders, fresh) for event, fresh in zip(events, is_new, strict=True)]


def _check(events: Sequence[PaymentEventDraft]) -> None:
    for event in events:
        if event.kind not in PaymentEvent.Kind.values:
            raise UnknownPaymentKind(kind=event.kind[:40])
        require_amount(event.amount, field="amount")
        require_amount(event.fee, field="fee")
        # Nought comes from providers that do not say; a column holds no more than this.
        if not 0 <= event.installments <= MAX_INSTALLMENTS:
            raise WrongAmount(field="installments", amount=str(event.installments)[:40])


def _get_known(events: Sequence[PaymentEventDraft], orders: dict[str, Order]) -> dict[Key, Message]:
    """Of these events those that came before, and everything that is parked at these orders."""
    with connection.cursor() as cursor:
        keys = [[event.provider for event in events], [event.event_id for event in events]]
        cursor.execute(_KNOWN, [*keys, [order.pk for order in orders.values()]])
        return {(row[2], row[3]): Message(*row) for row in cursor.fetchall()}


def _write(new: Sequence[Message], ledgers: dict[str, PaymentLedger], *, at: datetime) -> None:
    rows = [message.row(ordinal, ledgers[message.order_number].order.pk) for ordinal, message in enumerate(new)]
    woken = [message.id for ledger in ledgers.values() for message in ledger.woken]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [at, to_json(rows).decode()])
        written = set(cursor.fetchall())
        if woken:
            cursor.execute("UPDATE orders_paymentevent SET applied_at = %s WHERE id = ANY(%s)", [at, woken])
    for message in new:
        if (message.provider, message.event_id) not in written:
            raise PaymentEventReused(provider=message.provider, event_id=message.event_id, order="")
    touched = [ledgers[number].order for number in dict.fromkeys(message.order_number for message in new)]
    units = get_units(order.pk for order in touched)
    for order in touched:
        settle_statuses(order, units[order.pk])
    write_orders(touched, at=at)


def _announce(new: Sequence[Message], ledgers: dict[str, PaymentLedger], *, by: Actor, at: datetime) -> None:
    traces = [trace for ledger in ledgers.values() for trace in ledger.traces]
    audit.record(traces, by=by)
    touched = [ledgers[number] for number in dict.fromkeys(message.order_number for message in new)]
    bus.publish([event for ledger in touched for event in ledger.captured])
    bus.publish([event for ledger in touched for event in ledger.refunded])
    bus.publish([event for ledger in touched for event in ledger.charged_back])
    # Money that came for an order that is off, or beyond what it asks for: somebody has to give it back.
    unexpected = [facts.money_to_refund(each.order, occurred_at=each.captured[-1].occurred_at) for each in touched if each.captured]
    bus.publish([fact for fact in unexpected if fact.amount])


def _result(event: PaymentEventDraft, known: dict[Key, Message], orders: dict[str, Order], is_new: bool) -> RecordedPayment:
    order = orders[event.order_number]
    return RecordedPayment(
        order_number=order.number,
        provider=event.provider,
        event_id=event.event_id,
        kind=event.kind,
        amount=event.amount,
        is_new=is_new,
        is_parked=known[event.provider, event.event_id].applied_at is None,
        status=order.status,
        payment_status=order.payment_status,
        total=order.total,
        authorized_total=order.authorized_total,
        captured_total=order.captured_total,
        refunded_total=order.refunded_total,
        charged_back_total=order.charged_back_total,
    )
