"""What payment providers report: twice, late, in any order, and too much of it."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from backoffice.core.models import AuditEntry, OutboxMessage
from orders import errors, services
from orders.models import Order, PaymentEvent
from orders.services import CancellationDraft, PaymentEventDraft, RecordedPayment, ShipmentDraft
from tests.orders.builders import Shop, payment, refused

TOTALS = ("authorized_total", "voided_total", "captured_total", "refunded_total", "charged_back_total")


def _record(shop: Shop, *events: PaymentEventDraft) -> list[RecordedPayment]:
    return services.record_payment_events(events=events, by=shop.by, at=shop.at)


def _event(shop: Shop, number: str, kind: str, amount: str, event_id: str = "", fee: str = "0.00") -> PaymentEventDraft:
    return payment(number, kind, amount, event_id=event_id or f"{number}-{kind}", at=shop.at, fee=fee)


def test_a_captured_payment_makes_the_order_paid_and_stops_its_clock(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1)).number

    [recorded] = _record(shop, _event(shop, number, "captured", "219.90", fee="10.97"))

    assert (recorded.is_new, recorded.is_parked, recorded.payment_status) == (True, False, "paid")
    order = Order.objects.get(number=number)
    assert (order.captured_total, order.advance_total, order.reserved_until) == (Decimal("219.90"), Decimal("219.90"), None)
    fact = OutboxMessage.objects.get(event_type="PaymentCaptured").payload
    assert (fact["amount"], fact["fee"], fact["to_advance"], fact["to_receivable"]) == ("219.90", "10.97", "219.90", "0.00")


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ([("authorized", "219.90")], "authorized"),
        ([("authorized", "219.90"), ("voided", "219.90")], "voided"),
        ([("captured", "100.00")], "partially_paid"),
        ([("captured", "219.90")], "paid"),
        ([("captured", "250.00")], "paid"),
        ([("captured", "219.90"), ("refunded", "19.90")], "partially_refunded"),
        ([("captured", "219.90"), ("refunded", "219.90")], "refunded"),
        ([("captured", "219.90"), ("refunded", "19.90"), ("chargeback", "200.00")], "charged_back"),
        ([("captured", "0.00")], "pending"),
    ],
)
def test_the_payment_status_follows_from_the_events(shop: Shop, events: list[tuple[str, str]], status: str) -> None:
    number = shop.place(("PAN-FE-24", 1)).number

    _record(shop, *(_event(shop, number, kind, amount) for kind, amount in events))

    assert Order.objects.get(number=number).payment_status == status


def test_the_same_event_again_changes_nothing_and_says_so(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1)).number
    event = _event(shop, number, "captured", "219.90")
    _record(shop, event)
    before = Order.objects.values().get(number=number)

    again, in_batch = _record(shop, event, event)

    assert (again.is_new, in_batch.is_new, again.captured_total) == (False, False, Decimal("219.90"))
    assert Order.objects.values().get(number=number) == before
    assert PaymentEvent.objects.count() == 1
    assert OutboxMessage.objects.filter(event_type="PaymentCaptured").count() == 1
    assert AuditEntry.objects.filter(action="payment.captured").count() == 1


@pytest.mark.parametrize(
    "changes", [{"amount": Decimal("219.91")}, {"kind": "authorized"}, {"fee": Decimal("0.01")}, {"installments": 2}, {"method": "pix"}]
)
def test_the_same_event_with_other_content_is_refused(shop: Shop, changes: dict[str, object]) -> None:
    number = shop.place(("PAN-FE-24", 1)).number
    event = _event(shop, number, "captured", "219.90")
    _record(shop, event)

    with refused(errors.PaymentEventReused) as caught:
        _record(shop, replace(event, **changes))

    assert caught.value.data == {"provider": "mercadopago", "event_id": event.event_id, "order": number}


def test_an_event_of_another_order_is_not_taken_over(shop: Shop) -> None:
    first, second = shop.place(("PAN-FE-24", 1)).number, shop.place(("PAN-FE-24", 1)).number
    _record(shop, _event(shop, first, "captured", "219.90", event_id="PG-1"))

    with refused(errors.PaymentEventReused):
        _record(shop, _event(shop, second, "captured", "219.90", event_id="PG-1"))


def test_events_of_unknown_orders_kinds_and_amounts_are_refused(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1)).number
    good = _event(shop, number, "captured", "10.00")

    with refused(errors.UnknownOrder) as caught:
        _record(shop, good, replace(good, order_number="99", event_id="x"))
    assert caught.value.data == {"orders": ["99"]}
    with refused(errors.UnknownPaymentKind):
        _record(shop, good, replace(good, kind="wished", event_id="y"))
    with refused(errors.WrongAmount):
        _record(shop, good, replace(good, amount=Decimal("-1"), event_id="z"))
    with refused(errors.WrongAmount):
        _record(shop, good, replace(good, installments=40_000, event_id="i"))


def test_a_refund_that_comes_before_its_capture_waits_for_it(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1)).number

    [early] = _record(shop, _event(shop, number, "refunded", "50.00"))

    assert early.is_parked
    order = Order.objects.get(number=number)
    assert (order.payment_status, order.refunded_total, order.parked_count) == ("pending", Decimal("0.00"), 1)
    assert order.has_payment_problem, "somebody sees that an event waits"
    assert not OutboxMessage.objects.filter(event_type="PaymentRefunded").exists()

    _record(shop, _event(shop, number, "captured", "219.90"))

    order.refresh_from_db()
    assert (order.payment_status, order.refunded_total, order.parked_count) == ("partially_refunded", Decimal("50.00"), 0)
    assert PaymentEvent.objects.get(kind="refunded").applied_at == shop.at
    assert OutboxMessage.objects.get(event_type="PaymentRefunded").payload["from_advance"] == "50.00"


def test_more_refunds_than_captures_are_kept_and_never_counted(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1)).number
    _record(shop, _event(shop, number, "captured", "100.00"), _event(shop, number, "refunded", "60.00", "R1"))

    [second] = _record(shop, _event(shop, number, "refunded", "50.00", "R2"))

    assert second.is_parked
    assert Order.objects.get(number=number).refunded_total == Decimal("60.00")


def test_money_for_an_order_that_is_off_is_kept_and_shown_as_to_refund(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1)).number
    services.cancel_order(draft=CancellationDraft(number, "desistiu"), by=shop.by, at=shop.at)

    [late] = _record(shop, _event(shop, number, "captured", "219.90"))

    assert (late.status, late.payment_status, late.captured_total) == ("cancelled", "paid", Decimal("219.90"))
    order = Order.objects.get(number=number)
    assert order.has_payment_problem
    assert AuditEntry.objects.get(action="payment.captured").after["order_is_off"] is True

    _record(shop, _event(shop, number, "refunded", "219.90"))

    order.refresh_from_db()
    assert (order.has_payment_problem, order.advance_total) == (False, Decimal("0.00"))


def test_an_order_with_nothing_to_pay_stays_paid_whatever_is_authorized(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1), discount_total=Decimal("24.90")).number

    _record(shop, _event(shop, number, "authorized", "1.00"), _event(shop, number, "voided", "1.00"))

    assert Order.objects.get(number=number).payment_status == "paid"


def test_known_events_are_found_through_indexes(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1)).number
    _record(shop, *(_event(shop, number, "captured", "0.01", f"E{index}") for index in range(3000)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE orders_paymentevent")

    plans: list[str] = []

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "AS parked" in sql:
            context["cursor"].cursor.execute(f"EXPLAIN {sql}", params)
            plans.append("\n".join(row[0] for row in context["cursor"].cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        _record(shop, _event(shop, number, "captured", "0.01", "E7"))

    assert "Seq Scan on orders_paymentevent" not in plans[0], plans[0]


def test_more_money_than_asked_for_is_kept_and_shown(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1)).number

    shop.pay(number, "250.00")

    order = Order.objects.get(number=number)
    assert (order.payment_status, order.captured_total, order.has_payment_problem) == ("paid", Decimal("250.00"), True)


def test_payment_events_cannot_be_rewritten_in_the_database(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1)).number
    _record(shop, _event(shop, number, "captured", "219.90"), _event(shop, number, "refunded", "999.00"))

    for statement in (
        "UPDATE orders_paymentevent SET amount = 1",
        "DELETE FROM orders_paymentevent",
        "UPDATE orders_paymentevent SET applied_at = now(), amount = 1 WHERE applied_at IS NULL",
        "UPDATE orders_paymentevent SET applied_at = NULL WHERE applied_at IS NOT NULL",
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_money_columns_refuse_what_is_no_amount(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1)).number

    for statement in (
        "UPDATE orders_order SET captured_total = 'NaN'",
        "UPDATE orders_order SET total = total + 1",
        "UPDATE orders_order SET advance_total = -0.01",
        "UPDATE orders_order SET refunded_total = 1",
        "UPDATE orders_orderline SET shipped_quantity = quantity + 1",
        "UPDATE orders_order SET status = 'forgotten'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Order.objects.get(number=number).status == "open"


# The amounts of the events, and what they leave in the ledger beside revenue, cost and stock: 219.90 have shipped.
STORIES = [
    (
        {"authorized": "349.80", "captured": "300.00", "voided": "49.80", "refunded": "60.00", "chargeback": "50.00"},
        {"provider": "190.00", "chargeback loss": "29.90"},
    ),
    (
        {"authorized": "300.00", "captured": "230.00", "voided": "70.00", "refunded": "60.00", "chargeback": "50.00"},
        {"provider": "120.00", "returns": "49.90", "chargeback loss": "50.00"},
    ),
]


@pytest.mark.parametrize(("story", "left"), STORIES)
def test_all_orders_of_arrival_each_event_twice_end_in_the_same_state_and_ledger(
    shop: Shop, story: dict[str, str], left: dict[str, str]
) -> None:
    """120 permutations of 5 events on orders of which a part has shipped unpaid, so that every split is in play."""
    arrivals = list(permutations(story))
    numbers = _half_shipped_orders(shop, len(arrivals))
    assert len(numbers) == 120

    def arriving(turn: int) -> list[PaymentEventDraft]:
        kinds = [arrival[turn] for arrival in arrivals]
        return [_event(shop, number, kind, story[kind]) for number, kind in zip(numbers, kinds, strict=True)]

    # The second copy of every event comes one turn late, among the first copies of others.
    _record(shop, *arriving(0))
    for turn in range(1, 5):
        _record(shop, *arriving(turn), *arriving(turn - 1))
    _record(shop, *arriving(4))

    states = Order.objects.filter(number__in=numbers).values_list(
        "status", "payment_status", "fulfilment_status", "parked_count", *TOTALS,
        "recognised_total", "advance_total", "receivable_total", "returned_revenue_total", "lost_total",
    )  # fmt: skip
    assert len(set(states)) == 1
    assert states[0][:4] == ("open", "charged_back", "partially_shipped", 0)
    assert states[0][4:9] == tuple(Decimal(story[kind]) for kind in ("authorized", "voided", "captured", "refunded", "chargeback"))
    ledgers = Counter(tuple(sorted(_ledger(number).items())) for number in numbers)
    assert len(ledgers) == 1, ledgers
    [ledger] = ledgers
    sold = {"sales": Decimal("-219.90"), "cost": Decimal("1.00"), "stock": Decimal("-1.00")}
    assert sorted(amount for _, amount in ledger) == sorted([*sold.values(), *map(Decimal, left.values())])
    assert PaymentEvent.objects.filter(applied_at=None).count() == 0
    assert PaymentEvent.objects.count() == 120 * 5


def _half_shipped_orders(shop: Shop, count: int) -> list[str]:
    """Orders of 349.80 of which 219.90 have left before any money came."""
    drafts = [shop.cart(("PRATO-AL", 1), ("PAN-FE-24", 1), channel="mercado", external_id=f"M-{index}") for index in range(count)]
    drafts = [replace(draft, lines=(replace(draft.lines[0], unit_price=Decimal("129.90")), draft.lines[1])) for draft in drafts]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE inventory_stocklevel SET on_hand = 1000")
        cursor.execute("UPDATE inventory_stockvalue SET quantity = 1000, value = 1000")
    numbers = [placed.number for placed in services.place_orders(drafts=drafts, by=shop.by, at=shop.at)]
    services.ship_orders(drafts=[ShipmentDraft(number, lines=(("PAN-FE-24", 1),)) for number in numbers], by=shop.by, at=shop.at)
    return numbers


def _ledger(number: str) -> dict[str, Decimal]:
    """The order's journal lines by account, in the ledger that the events were posted to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT account.code, sum(line.amount) FROM finance_journalline AS line"
            " JOIN finance_journalentry AS entry ON entry.id = line.entry_id"
            " JOIN finance_account AS account ON account.id = line.account_id"
            " WHERE entry.source_number = %s GROUP BY account.code HAVING sum(line.amount) <> 0",
            [number],
        )
        return dict(cursor.fetchall())


def test_statements_do_not_grow_with_events(shop: Shop) -> None:
    numbers = [shop.place(("PRATO-AL", 1)).number for _ in range(6)]
    _record(shop, _event(shop, numbers[0], "captured", "24.90", "warm"))

    def count(*events: PaymentEventDraft) -> int:
        with CaptureQueriesContext(connection) as captured:
            _record(shop, *events)
        return len([query for query in captured if "SAVEPOINT" not in query["sql"]])

    one = count(_event(shop, numbers[1], "captured", "24.90"))
    many = count(*(_event(shop, number, "captured", "24.90", f"c-{number}") for number in numbers[2:]))

    # Ours are orders, known events, insert, units, orders again, audit, outbox; the ledger adds its own.
    assert one == many
    assert one <= 20


def test_late_parts_are_applied_in_the_order_in_which_they_happened(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1)).number
    younger = replace(_event(shop, number, "refunded", "80.00", "R-young"), occurred_at=shop.at + timedelta(hours=2))
    older = replace(_event(shop, number, "refunded", "90.00", "R-old"), occurred_at=shop.at + timedelta(hours=1))
    _record(shop, younger, older)

    _record(shop, _event(shop, number, "captured", "100.00"))

    applied = PaymentEvent.objects.filter(kind="refunded").exclude(applied_at=None)
    assert list(applied.values_list("event_id", flat=True)) == ["R-old"]
