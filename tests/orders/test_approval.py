"""Orders that a person has to approve: which ones, who may, and that goods stay until then."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backoffice import roles
from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry, OutboxMessage
from orders import errors, queries, services
from orders.approvals import ApprovalRules, asks_if_first, reason_for
from orders.models import Channel, Order
from orders.services import ApprovalDraft, CancellationDraft, CustomerDraft, ShipmentDraft
from tests.orders.builders import ANA, Shop, everything, refused

RULES = ApprovalRules(above=Decimal("500.00"), discount_percent=Decimal("10.00"), first_above=Decimal("200.00"))


def _person(role: str, id: int = 7) -> Actor:
    return Actor(kind="user", id=id, name="Lívia Vasques", grants=policy.grants_of_roles([role]))


def _rules(shop: Shop, **rules: object) -> None:
    Channel.objects.filter(pk=shop.store.pk).update(**rules)


def _approve(shop: Shop, *numbers: str, by: Actor | None = None) -> list[services.ApprovedOrder]:
    return services.approve_orders(drafts=[ApprovalDraft(number, "conferido") for number in numbers], by=by or shop.by, at=shop.at)


@pytest.mark.parametrize(
    ("total", "discount", "on_terms", "reason"),
    [
        ("500.00", "0.00", False, ""),
        ("500.01", "0.00", False, "amount"),
        ("100.00", "10.00", False, ""),
        ("100.00", "10.01", False, "discount"),
        ("100.00", "0.00", True, "terms"),
        ("500.01", "50.00", True, "amount"),
    ],
)
def test_the_first_rule_that_speaks_is_the_reason(total: str, discount: str, on_terms: bool, reason: str) -> None:
    found = reason_for(RULES, items_total=Decimal("100.00"), discount_total=Decimal(discount), total=Decimal(total), on_terms=on_terms)

    assert found == reason


def test_a_channel_without_rules_asks_nobody() -> None:
    none = ApprovalRules(ships_unpaid=True)

    assert reason_for(none, items_total=Decimal(1), discount_total=Decimal(1), total=Decimal("9999999.00"), on_terms=True) == ""
    assert not asks_if_first(none, total=Decimal("9999999.00"))
    assert (asks_if_first(RULES, total=Decimal("200.00")), asks_if_first(RULES, total=Decimal("200.01"))) == (False, True)


def test_a_large_order_waits_and_does_not_ship_until_somebody_agrees(shop: Shop) -> None:
    _rules(shop, approval_above="200.00")
    placed = shop.place(("PAN-FE-24", 1))
    small = shop.place(("PRATO-AL", 1))
    shop.pay(placed.number)

    with refused(errors.TransitionRefused) as caught:
        services.ship_order(draft=ShipmentDraft(placed.number), by=shop.by, at=shop.at)

    assert (placed.approval, placed.approval_reason, small.approval) == ("waiting", "amount", "none")
    assert (caught.value.data["reason"], caught.value.data["why"]) == ("needs_approval", "amount")
    assert OutboxMessage.objects.filter(event_type="OrderPlaced").order_by("id")[0].payload["approval_reason"] == "amount"
    livia = _person(roles.FINANCE_MANAGER)
    [approved] = _approve(shop, placed.number, by=livia)
    assert (approved.approved_by, approved.total) == ("Lívia Vasques", Decimal("219.90"))
    order = Order.objects.get(number=placed.number)
    assert (order.approval, order.approval_decided_by, order.approval_decided_at) == ("approved", "Lívia Vasques", shop.at)
    trace = AuditEntry.objects.get(action="order.approved")
    assert (trace.actor_name, trace.after["note"]) == ("Lívia Vasques", "conferido")
    assert OutboxMessage.objects.get(event_type="OrderApproved").payload["order_number"] == placed.number
    services.ship_order(draft=ShipmentDraft(placed.number), by=shop.by, at=shop.at)
    with refused(errors.TransitionRefused) as caught:
        _approve(shop, placed.number)
    assert caught.value.data["reason"] == "approval_decided"


def test_only_the_first_large_order_of_a_customer_waits(shop: Shop) -> None:
    _rules(shop, approval_first_above="100.00")

    first = shop.place(("PAN-FE-24", 1))
    second = shop.place(("PAN-FE-24", 1))
    small = shop.place(("PRATO-AL", 1), customer=CustomerDraft("Bia", document="111.444.777-35"))

    assert (first.approval_reason, second.approval_reason, small.approval_reason) == ("first_order", "", "")


def test_an_earlier_order_that_was_called_off_is_no_acquaintance(shop: Shop) -> None:
    _rules(shop, approval_first_above="100.00")
    first = shop.place(("PAN-FE-24", 1))
    services.cancel_order(draft=CancellationDraft(first.number, "x"), by=shop.by, at=shop.at)

    assert shop.place(("PAN-FE-24", 1)).approval_reason == "first_order"


def test_goods_on_terms_wait_for_approval_and_then_leave_unpaid(shop: Shop) -> None:
    placed = shop.place(("PRATO-AL", 2), payment_due_on=date(2026, 12, 24))
    assert (placed.approval_reason, placed.reserved_until) == ("terms", None)

    _approve(shop, placed.number)
    services.ship_order(draft=ShipmentDraft(placed.number), by=shop.by, at=shop.at)

    order = Order.objects.get(number=placed.number)
    assert (order.payment_status, order.receivable_total) == ("pending", Decimal("49.80"))


def test_history_that_is_imported_asks_nobody(shop: Shop) -> None:
    _rules(shop, approval_above="1.00", approval_first_above="1.00")

    assert shop.place(("PAN-FE-24", 1), is_history=True).approval == "none"


def test_refusing_cancels_with_the_reason(shop: Shop) -> None:
    _rules(shop, approval_above="200.00")
    number = shop.place(("PAN-FE-24", 2)).number
    shop.pay(number)

    [refusal] = services.refuse_orders(drafts=[CancellationDraft(number, "crédito negado")], by=_person(roles.SALES), at=shop.at)

    assert (refusal.status, refusal.to_refund, refusal.released_units) == ("cancelled", Decimal("439.80"), 2)
    order = Order.objects.get(number=number)
    assert (order.approval, order.cancel_reason, order.approval_decided_by) == ("refused", "crédito negado", "Lívia Vasques")
    assert shop.level("PAN-FE-24") == (10, 0)
    assert AuditEntry.objects.filter(action="order.approval_refused").count() == 1
    assert not AuditEntry.objects.filter(action="order.cancelled").exists()


def test_above_the_limit_sales_people_may_not_decide(shop: Shop) -> None:
    _rules(shop, approval_above="100.00", approval_limit="300.00")
    within, beyond = shop.place(("PAN-FE-24", 1)).number, shop.place(("PAN-FE-24", 2)).number
    sales = _person(roles.SALES)

    with refused(errors.TransitionRefused) as caught:
        _approve(shop, within, beyond, by=sales)
    with refused(errors.TransitionRefused):
        services.refuse_orders(drafts=[CancellationDraft(beyond, "x")], by=sales, at=shop.at)

    assert (caught.value.data["reason"], caught.value.data["limit"]) == ("above_limit", Decimal("300.00"))
    assert caught.value.data["roles"] == [roles.FINANCE_MANAGER]
    assert len(_approve(shop, within, by=sales)) == 1
    assert len(_approve(shop, beyond, by=_person(roles.FINANCE_MANAGER))) == 1


def test_nobody_approves_the_order_that_they_typed_in(shop: Shop) -> None:
    _rules(shop, approval_above="100.00")
    renata, marina = _person(roles.SALES, 7), _person(roles.SALES, 8)
    number = services.place_order(draft=shop.cart(("PAN-FE-24", 1)), by=renata, at=shop.at).number

    with refused(errors.TransitionRefused) as caught:
        _approve(shop, number, by=renata)

    assert caught.value.data["reason"] == "own_order"
    assert len(_approve(shop, number, by=marina)) == 1


def test_the_board_and_the_page_show_what_waits(shop: Shop) -> None:
    _rules(shop, approval_above="200.00")
    number = shop.place(("PAN-FE-24", 1)).number
    shop.pay(number)
    today = shop.at.date()

    counts = queries.count_tabs(actor=shop.by, today=today)
    [row] = queries.list_board(actor=shop.by, today=today, tab="to_approve").rows
    detail = queries.get_order(number=number, actor=_person(roles.SALES), today=today)
    warehouse = queries.get_order(number=number, actor=_person(roles.WAREHOUSE), today=today)

    assert (counts["to_approve"], counts["to_ship"]) == (1, 0)
    assert (row.number, row.headline, detail.headline) == (number, "to_approve", "to_approve")
    assert (detail.next_step.name, warehouse.next_step) == ("approve", None)


def test_the_preview_of_an_approval_changes_nothing(shop: Shop) -> None:
    _rules(shop, approval_above="200.00")
    number = shop.place(("PAN-FE-24", 2)).number
    before = everything()

    effects = services.preview_approval(order_number=number, actor=shop.by)

    assert everything() == before
    assert [(effect.code, effect.data["units"] if "units" in effect.data else effect.data["amount"]) for effect in effects] == [
        ("frees_for_shipping", 2),
        ("still_waits_for_payment", Decimal("439.80")),
    ]
    assert [effect.code for effect in services.preview_cancellation(order_number=number, actor=shop.by, act="refuse")] == [
        "release_units",
        "cannot_be_undone",
    ]


def test_statements_do_not_grow_with_orders_and_placing_pays_nothing_for_the_rules(shop: Shop) -> None:
    _rules(shop, approval_above="10.00", approval_first_above="1.00", approval_discount_percent="1.00")

    def count(call: object) -> int:
        with CaptureQueriesContext(connection) as seen:
            call()  # type: ignore[operator]
        return len([query for query in seen if "SAVEPOINT" not in query["sql"]])

    assert count(lambda: shop.place(("PRATO-AL", 1))) == 6
    numbers = [shop.place(("PRATO-AL", 1)).number for _ in range(5)]
    # orders, units, orders again, audit, outbox
    assert (count(lambda: _approve(shop, numbers[0])), count(lambda: _approve(shop, *numbers[1:]))) == (5, 5)


def test_an_order_of_another_channel_does_not_exist_for_a_key(shop: Shop) -> None:
    _rules(shop, approval_above="10.00")
    number = shop.place(("PRATO-AL", 1), customer=replace(ANA, name="Outra")).number
    key = Actor(kind="api", id=1, name="Mercado", grants=policy.known_permissions(), channel="mercado")

    with refused(errors.UnknownOrder):
        _approve(shop, number, by=key)
