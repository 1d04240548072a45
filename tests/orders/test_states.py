"""States are data: every status follows from facts, every act knows why it may not happen."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from backoffice import roles
from backoffice.core import policy, statuses
from backoffice.core.actors import SYSTEM, Actor
from backoffice.core.errors import BusinessError
from orders import services, states
from orders.models import FulfilmentStatus, Order, OrderStatus, PaymentEvent, PaymentStatus, Shipment
from orders.services import CancellationDraft, DeliveryDraft, ShipmentDraft
from orders.services.order_facts import Units, facts_of
from orders.states import OrderFacts
from tests.orders.builders import Shop, payment

FACTS = OrderFacts(
    number="10482",
    total=Decimal("100.00"),
    authorized_total=Decimal("0.00"),
    voided_total=Decimal("0.00"),
    captured_total=Decimal("0.00"),
    refunded_total=Decimal("0.00"),
    charged_back_total=Decimal("0.00"),
    ordered_units=3,
    shipped_units=0,
    cancelled_units=0,
    undelivered_shipments=0,
    channel_code="loja",
    channel_name="Loja virtual",
    ships_unpaid=False,
    cancelled_at=None,
    expired_at=None,
    delivered_at=None,
)
PAID = replace(FACTS, captured_total=Decimal("100.00"))
SHIPPED = replace(PAID, shipped_units=3, undelivered_shipments=1)


SUM_OF = {"authorized": "authorized", "voided": "voided", "captured": "captured", "refunded": "refunded", "chargeback": "charged_back"}


def _recomputed(order: Order) -> tuple[object, ...]:
    """Statuses and sums from nothing but lines, parcels and applied payment events."""
    lines, parcels = list(order.lines.all()), Shipment.objects.filter(order=order)
    units = Units(
        ordered=sum(line.quantity for line in lines),
        shipped=sum(line.shipped_quantity for line in lines),
        cancelled=sum(line.cancelled_quantity for line in lines),
        parcels=parcels.count(),
        undelivered=parcels.filter(delivered_at=None).count(),
    )
    events = PaymentEvent.objects.filter(order=order).exclude(applied_at=None)
    for kind, field in SUM_OF.items():
        setattr(order, f"{field}_total", sum((event.amount for event in events if event.kind == kind), Decimal("0.00")))
    order.parked_count = PaymentEvent.objects.filter(order=order, applied_at=None).count()
    order.recognised_total = sum((p.items_total + p.freight_total - p.discount_total for p in parcels), Decimal("0.00"))
    facts = facts_of(order, units)
    return states.order_status(facts), states.payment_status(facts), states.fulfilment_status(facts), *_sums(order)


def _sums(order: Order) -> tuple[object, ...]:
    names = ("authorized", "voided", "captured", "refunded", "charged_back", "recognised")
    return order.parked_count, *(getattr(order, f"{name}_total") for name in names)


@pytest.mark.parametrize("seed", range(6))
def test_recomputing_from_facts_equals_what_is_stored_after_any_story(shop: Shop, seed: int) -> None:
    chance = random.Random(seed)
    numbers = [shop.place(("PRATO-AL", 3), channel=chance.choice(["loja", "mercado"])).number for _ in range(3)]
    accepted = 0
    for turn in range(60):
        number = chance.choice(numbers)
        amount = chance.choice(["74.70", "10.00", "64.70"])
        acts = [
            lambda n=number, a=amount, t=turn: services.record_payment_event(
                event=payment(n, chance.choice(list(PaymentEvent.Kind.values)), a, event_id=f"E{t}", at=shop.at), by=shop.by, at=shop.at
            ),
            lambda n=number: services.ship_order(
                draft=ShipmentDraft(n, lines=(("PRATO-AL", chance.randint(1, 2)),)), by=shop.by, at=shop.at
            ),
            lambda n=number: services.deliver_order(draft=DeliveryDraft(n), by=shop.by, at=shop.at),
            lambda n=number: services.cancel_order(draft=CancellationDraft(n, "x"), by=shop.by, at=shop.at),
            lambda: services.expire_unpaid(at=shop.at + timedelta(days=1), by=SYSTEM),
        ]
        try:
            chance.choices(acts, weights=[8, 4, 3, 0.5, 0.3])[0]()
            accepted += 1
        except BusinessError:
            continue

        order = Order.objects.get(number=number)
        stored = (order.status, order.payment_status, order.fulfilment_status, *_sums(order))
        assert _recomputed(Order.objects.get(number=number)) == stored

    assert accepted > 10, "a story in which nothing happens proves nothing"


@pytest.mark.parametrize(
    ("facts", "order", "fulfilment"),
    [
        (FACTS, "open", "unfulfilled"),
        (replace(PAID, shipped_units=1, undelivered_shipments=1), "open", "partially_shipped"),
        (replace(PAID, shipped_units=1), "open", "partially_shipped"),
        (SHIPPED, "open", "shipped"),
        (replace(SHIPPED, undelivered_shipments=0), "completed", "delivered"),
        (replace(SHIPPED, undelivered_shipments=0, captured_total=Decimal("99.99")), "open", "delivered"),
        (replace(FACTS, cancelled_units=3, cancelled_at=object()), "cancelled", "cancelled"),
        (replace(FACTS, cancelled_units=3, expired_at=object()), "expired", "cancelled"),
    ],
)
def test_order_and_fulfilment_follow_from_facts(facts: OrderFacts, order: str, fulfilment: str) -> None:
    assert (states.order_status(facts), states.fulfilment_status(facts)) == (order, fulfilment)


def test_every_move_outside_the_tables_is_stopped() -> None:
    for axis, (words, allowed) in enumerate(
        [
            (OrderStatus.values, states.ORDER_MOVES),
            (PaymentStatus.values, states.PAYMENT_MOVES),
            (FulfilmentStatus.values, states.FULFILMENT_MOVES),
        ]
    ):
        assert {word for pair in allowed for word in pair} <= set(words)
        for old in words:
            for new in words:
                before, after = ["open", "pending", "unfulfilled"], ["open", "pending", "unfulfilled"]
                before[axis], after[axis] = old, new
                if old == new or (old, new) in allowed:
                    states.assert_moves(tuple(before), tuple(after))  # type: ignore[arg-type]
                else:
                    with pytest.raises(AssertionError, match=f"from {old} to {new}"):
                        states.assert_moves(tuple(before), tuple(after))  # type: ignore[arg-type]


def test_what_is_final_stays_final() -> None:
    assert not [pair for pair in states.ORDER_MOVES if pair[0] in ("cancelled", "expired", "completed")]
    assert not [pair for pair in states.PAYMENT_MOVES if pair[0] == "charged_back"]
    assert not [pair for pair in states.FULFILMENT_MOVES if pair[0] in ("delivered", "cancelled")]


def test_every_status_has_its_shape_and_word_on_the_screens() -> None:
    assert statuses.uncovered("order", OrderStatus.values) == []
    assert statuses.uncovered("payment", PaymentStatus.values) == []
    assert statuses.uncovered("fulfilment", FulfilmentStatus.values) == []
    assert statuses.uncovered("shipment", Shipment.Status.values) == []


def _actor(role: str) -> Actor:
    return Actor(kind="user", id=1, name="x", grants=policy.grants_of_roles([role]))


def test_the_page_learns_what_is_allowed_what_is_not_and_why() -> None:
    offered = {action.name: action for action in states.available_actions(FACTS, _actor(roles.SALES))}

    assert offered["cancel"].allowed
    assert (offered["ship"].allowed, offered["ship"].reason.code) == (False, "is_unpaid")
    assert offered["ship"].reason.data == {"missing": Decimal("100.00"), "channel": "Loja virtual"}
    assert offered["deliver"].reason.code == "nothing_shipped"
    assert offered["record_payment"].reason.code == "no_permission"
    assert not any(action.is_next_step for action in offered.values()), "an order that waits for money asks nothing of us"


def test_there_is_one_next_step_and_only_for_whoever_may_do_it() -> None:
    assert [action.name for action in states.available_actions(PAID, _actor(roles.WAREHOUSE)) if action.is_next_step] == ["ship"]
    assert [action.name for action in states.available_actions(SHIPPED, _actor(roles.WAREHOUSE)) if action.is_next_step] == ["deliver"]
    assert [action.name for action in states.available_actions(PAID, _actor(roles.SALES)) if action.is_next_step] == []


def test_every_permission_of_an_act_is_held_by_somebody() -> None:
    for act in states.ACTS.values():
        assert act.permission in policy.known_permissions()
