"""The read door: the same rows for everybody who may see them, in a fixed number of statements."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from backoffice import roles
from backoffice.core import policy
from backoffice.core.actors import SYSTEM, Actor
from orders import errors, queries, services
from orders.models import Order
from orders.queries.board import SORTS
from orders.queries.filters import BoardFilter
from orders.queries.neighbours import find_neighbours
from orders.services import CancellationDraft, CustomerDraft, DeliveryDraft, ShipmentDraft
from tests.orders.builders import Shop

API = Actor(kind="api", id=1, name="Loja", channel="loja", grants=policy.grants_of_scopes(["orders"]))


def _ship(shop: Shop, number: str, *lines: tuple[str, int]) -> None:
    services.ship_order(draft=ShipmentDraft(number, lines=lines or None), by=shop.by, at=shop.at)


def test_the_page_of_an_order_takes_six_statements_whatever_is_in_it(shop: Shop, django_assert_num_queries: Any) -> None:
    number = shop.place(("KIT-COZINHA", 1), ("PRATO-AL", 3), shipping_total=Decimal("10.00")).number
    shop.pay(number, fee="7.00")
    _ship(shop, number, ("PRATO-AL", 1))
    _ship(shop, number, ("PRATO-AL", 1))
    services.deliver_order(draft=DeliveryDraft(number, f"{number}-1"), by=shop.by, at=shop.at)

    with django_assert_num_queries(6):
        detail = queries.get_order(number=number, actor=shop.by, today=shop.at.date())

    assert (detail.headline, detail.is_late, detail.to_pay, detail.to_refund) == ("open", False, Decimal("0.00"), Decimal("0.00"))
    assert [(line.sku, line.is_kit, line.open_quantity) for line in detail.summary.lines] == [
        ("KIT-COZINHA", True, 1),
        ("PRATO-AL", False, 1),
    ]
    assert [(parcel.number, parcel.status, parcel.cost_total) for parcel in detail.shipments] == [
        (f"{number}-1", "delivered", Decimal("8.00")),
        (f"{number}-2", "shipped", Decimal("8.00")),
    ]
    assert detail.margin == Decimal("59.80") - Decimal("16.00")
    assert [(step.code, step.state) for step in detail.steps] == [
        ("placed", "done"),
        ("paid", "done"),
        ("shipped", "now"),
        ("delivered", "ahead"),
    ]
    assert detail.steps[2].note == "até 26/11"
    assert detail.next_step.name == "ship"


def test_costs_and_documents_are_seen_only_by_those_who_may(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1)).number
    shop.pay(number)
    _ship(shop, number)

    def seen_by(role: str) -> queries.OrderDetail:
        actor = Actor(kind="user", id=1, name="x", grants=policy.grants_of_roles([role]))
        return queries.get_order(number=number, actor=actor, today=shop.at.date())

    warehouse, finance = seen_by(roles.WAREHOUSE), seen_by(roles.FINANCE)
    assert (warehouse.margin, warehouse.shipments[0].cost_total) == (None, None)
    assert (warehouse.customer.document, warehouse.customer.document_is_masked) == ("•••.982.247-••", True)
    assert (finance.margin, finance.customer.document) == (Decimal("16.90"), "52998224725")


def test_a_key_knows_only_the_orders_of_its_channel(shop: Shop) -> None:
    mine, other = shop.place(("PRATO-AL", 1)).number, shop.place(("PRATO-AL", 1), channel="mercado").number

    assert [row.number for row in queries.list_orders(actor=API).rows] == [mine]
    assert [row.number for row in queries.list_board(actor=API, today=shop.at.date()).rows] == [mine]
    assert queries.search_orders(actor=API, text=other, today=shop.at.date()) == []
    for number in (other, "99999"):
        for ask in (
            lambda n=number: queries.get_order(number=n, actor=API, today=shop.at.date()),
            lambda n=number: queries.get_order_summary(number=n, actor=API),
            lambda n=number: queries.list_timeline(number=n, actor=API),
            lambda n=number: services.preview_cancellation(order_number=n, actor=API),
            lambda n=number: services.cancel_order(draft=CancellationDraft(n, "x"), by=API, at=shop.at),
        ):
            with pytest.raises(errors.UnknownOrder) as caught:
                ask()
            assert caught.value.data == {"orders": [number]}


@pytest.mark.parametrize(
    "text", ["BR-58", "{number}", "KIT-COZ", "kit-coz", "529.982.247-25", "52998224725", "ana@example.com", "béatriz nog", "BEATRIZ"]
)
def test_the_board_finds_an_order_by_what_people_know_of_it(shop: Shop, text: str) -> None:
    number = shop.place(("KIT-COZINHA", 1), external_id="BR-58231").number
    shop.place(("TAB-TE-40", 1), customer=CustomerDraft(name="Bruno Lins", email="bruno@example.com"), external_id="XX-1")

    found = queries.search_orders(actor=shop.by, text=text.format(number=number), today=shop.at.date())

    assert [row.number for row in found] == [number]


@pytest.mark.parametrize("text", ["", "   ", "%", "__", "nobody", "5299822472", "'; DROP TABLE orders_order; --", "x" * 5000])
def test_a_search_that_matches_nothing_finds_nothing(shop: Shop, text: str) -> None:
    shop.place(("KIT-COZINHA", 1), external_id="BR-58231")

    assert queries.search_orders(actor=shop.by, text=text, today=shop.at.date()) == []


def test_a_search_reads_through_indexes(shop: Shop) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE inventory_stocklevel SET on_hand = 9999")
        cursor.execute("UPDATE inventory_stockvalue SET quantity = 9999")
    buyers = [CustomerDraft(name=f"Cliente {index:04}", email=f"c{index}@example.com") for index in range(3000)]
    drafts = [shop.cart(("PRATO-AL", 1), customer=buyer, external_id=f"BR-{index}") for index, buyer in enumerate(buyers)]
    services.place_orders(drafts=drafts, by=shop.by, at=shop.at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE orders_order, orders_orderline, orders_customer")
        # What autovacuum does in time: new names wait in a list that every search would read.
        cursor.execute("SELECT gin_clean_pending_list('orders_customer_name_search')")
        # Three thousand rows are still so few that reading all may look cheaper; what is asked is whether it need be.
        cursor.execute("SET LOCAL enable_seqscan = off")

    with connection.execute_wrapper(_explain):
        found = queries.search_orders(actor=shop.by, text="cliente 0042", today=shop.at.date())

    assert [row.customer_name for row in found] == ["Cliente 0042"]
    assert "Seq Scan on orders_" not in _plans[-1], _plans[-1]
    for index in ("orders_customer_name_search", "orders_line_sku_search", "orders_order_external_search", "orders_order_number"):
        assert index in _plans[-1], _plans[-1]


_plans: list[str] = []


def _explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    cursor = context["cursor"]
    cursor.cursor.execute(f"EXPLAIN {sql}", params)
    _plans.append("\n".join(row[0] for row in cursor.cursor.fetchall()))
    return execute(sql, params, many, context)


def _one_of_each(shop: Shop) -> dict[str, str]:
    """Orders by the tab that each belongs to."""
    numbers = {
        name: shop.place(("PRATO-AL", 1)).number for name in ("to_pay", "to_ship", "shipped", "completed", "cancelled", "expired", "refund")
    }
    numbers["on_account"] = shop.place(("TAB-TE-40", 1), channel="mercado").number
    numbers["part"] = shop.place(("TAB-TE-40", 2)).number
    for name in ("to_ship", "shipped", "completed", "refund", "part"):
        shop.pay(numbers[name])
    _ship(shop, numbers["part"], ("TAB-TE-40", 1))
    for name in ("shipped", "completed"):
        _ship(shop, numbers[name])
    services.deliver_order(draft=DeliveryDraft(numbers["completed"]), by=shop.by, at=shop.at)
    for name in ("cancelled", "refund"):
        services.cancel_order(draft=CancellationDraft(numbers[name], "x"), by=shop.by, at=shop.at)
    Order.objects.filter(number=numbers["expired"]).update(reserved_until=shop.at - timedelta(hours=1))
    services.expire_unpaid(at=shop.at, by=SYSTEM)
    return numbers


def test_every_tab_holds_what_its_name_says_and_counts_it(shop: Shop, django_assert_num_queries: Any) -> None:
    numbers = _one_of_each(shop)
    names = {number: name for name, number in numbers.items()}
    today = shop.at.date()

    def tab(code: str, day: Any = today) -> set[str]:
        return {names[row.number] for row in queries.list_board(actor=shop.by, today=day, tab=code).rows}

    assert tab("all") == set(numbers)
    assert tab("open") == {"to_pay", "to_ship", "shipped", "on_account", "part"}
    assert tab("to_pay") == {"to_pay"}
    assert tab("to_ship") == {"to_ship", "on_account", "part"}
    assert tab("late") == set()
    assert tab("late", today + timedelta(days=3)) == {"to_ship", "on_account", "part"}
    assert tab("payment_problem") == tab("to_refund") == {"refund"}
    assert tab("partially_shipped") == {"part"}
    assert tab("shipped") == {"shipped"}
    assert tab("completed") == {"completed"}
    assert tab("cancelled") == {"cancelled", "expired", "refund"}
    for day in (today, today + timedelta(days=3)):
        with django_assert_num_queries(1):
            counts = queries.count_tabs(actor=shop.by, today=day)
        assert counts == {code.code: len(tab(code.code, day)) for code in queries.TABS if code.is_counted}


def test_the_headline_says_first_what_is_wrong(shop: Shop) -> None:
    numbers = _one_of_each(shop)
    shop.pay(numbers["to_pay"], "999.00")
    rows = {row.number: row for row in queries.list_board(actor=shop.by, today=shop.at.date() + timedelta(days=4)).rows}

    headlines = {name: rows[number].headline for name, number in numbers.items()}
    assert headlines == {
        "to_pay": "payment_stuck",
        "to_ship": "late",
        "shipped": "open",
        "completed": "completed",
        "cancelled": "cancelled",
        "expired": "expired",
        "refund": "cancelled",
        "on_account": "late",
        "part": "late",
    }
    assert rows[numbers["part"]].days_late == 2
    for number, row in rows.items():
        detail = queries.get_order(number=number, actor=shop.by, today=shop.at.date() + timedelta(days=4))
        assert (detail.headline, detail.is_late) == (row.headline, row.is_late), "list and page agree"


def test_pages_of_the_board_meet_without_gap_or_repetition(shop: Shop) -> None:
    placed = [shop.place(("PRATO-AL", 1), placed_at=shop.at - timedelta(minutes=index // 2)).number for index in range(7)]
    today = shop.at.date()

    newest_first = SORTS[0]

    def page(**at: str) -> Any:
        keys = {name: newest_first.read(cursor) for name, cursor in at.items()}
        return queries.list_board(actor=shop.by, today=today, limit=3, **keys)

    first = page()
    second = page(after=first.last)
    third = page(after=second.last)

    pages = [[row.number for row in each.rows] for each in (first, second, third)]
    assert sum(pages, []) == sorted(placed, key=lambda number: (-(placed.index(number) // 2), int(number)), reverse=True)
    assert (first.has_previous, third.has_next) == (False, False)
    back = page(before=third.first)
    assert [row.number for row in back.rows] == pages[1]
    assert page(before=second.first).has_previous is False
    reader = queries.read_board(filters=BoardFilter(), actor=shop.by, today=today)
    assert (reader.count(), reader.total()) == (7, Decimal("174.30"))


@pytest.mark.parametrize("sort", [each.name for each in SORTS])
def test_every_sort_of_the_board_walks_all_rows_once_there_and_back(shop: Shop, sort: str) -> None:
    """Equal keys, and orders without a promise, are where a keyset loses or repeats rows."""
    today = shop.at.date()
    for index in range(6):
        promised = None if index % 3 == 0 else today + timedelta(days=index % 2)
        shop.place(("PRATO-AL", 1 + index % 2), placed_at=shop.at - timedelta(minutes=index // 2), promised_ship_date=promised)
    Order.objects.filter(number__in=Order.objects.order_by("id").values("number")[:2]).update(promised_ship_date=None)
    by = next(each for each in SORTS if each.name == sort)

    whole = [row.number for row in queries.list_board(actor=shop.by, today=today, sort=sort).rows]
    there, page = [], queries.list_board(actor=shop.by, today=today, sort=sort, limit=2)
    there += [row.number for row in page.rows]
    while page.has_next:
        page = queries.list_board(actor=shop.by, today=today, sort=sort, limit=2, after=by.read(page.last))
        there += [row.number for row in page.rows]
    back = [row.number for row in page.rows]
    while page.has_previous:
        page = queries.list_board(actor=shop.by, today=today, sort=sort, limit=2, before=by.read(page.first))
        back = [row.number for row in page.rows] + back

    assert len(set(whole)) == 6
    assert there == back == whole


def test_the_board_is_narrowed_by_its_filters(shop: Shop) -> None:
    old = shop.place(("PRATO-AL", 1), placed_at=shop.at - timedelta(days=3)).number
    new = shop.place(("PRATO-AL", 1), channel="mercado").number
    shop.pay(old)
    today = shop.at.date()

    def found(**filters: Any) -> list[str]:
        return [row.number for row in queries.list_board(actor=shop.by, today=today, **filters).rows]

    assert found(placed_to=today - timedelta(days=1)) == found(channel="loja") == found(payment_status="paid") == [old]
    assert found(placed_from=today) == found(promised_from=today) == found(tab="to_ship", channel="mercado") == [new]
    assert found(ship_state="PR") == [new, old]
    assert found(ship_state="SP") == []


def test_an_order_knows_its_neighbours_in_the_list_it_was_opened_from(shop: Shop) -> None:
    numbers = [shop.place(("PRATO-AL", 1), placed_at=shop.at - timedelta(minutes=index)).number for index in range(3)]
    shop.place(("PRATO-AL", 1), channel="mercado")

    here = find_neighbours(number=numbers[1], actor=shop.by, today=shop.at.date(), filters={"channel": "loja"})
    first = find_neighbours(number=numbers[0], actor=shop.by, today=shop.at.date(), filters={"channel": "loja"})
    elsewhere = find_neighbours(number=numbers[0], actor=shop.by, today=shop.at.date(), filters={"channel": "mercado"})

    assert (here.position, here.total, here.previous, here.next) == (2, 3, numbers[0], numbers[2])
    assert (first.position, first.previous, first.next) == (1, "", numbers[1])
    assert (elsewhere.position, elsewhere.total) == (0, 0)


def test_orders_are_listed_by_change_so_that_a_client_misses_nothing(shop: Shop, django_assert_num_queries: Any) -> None:
    numbers = [
        services.place_order(draft=shop.cart(("PRATO-AL", 1), external_id=f"BR-{i}"), by=shop.by, at=shop.at + timedelta(minutes=i)).number
        for i in range(4)
    ]
    services.cancel_order(draft=CancellationDraft(numbers[0], "x"), by=shop.by, at=shop.at + timedelta(hours=1))

    with django_assert_num_queries(2):
        first = queries.list_orders(actor=API, limit=2)
    second = queries.list_orders(actor=API, limit=2, after=first.next_after)

    assert [row.number for row in first.rows + second.rows] == [*numbers[1:], numbers[0]]
    assert second.next_after is None
    assert [row.number for row in queries.list_orders(actor=API, external_id="BR-2").rows] == [numbers[2]]
    assert [row.number for row in queries.list_orders(actor=API, status="cancelled").rows] == [numbers[0]]
    assert [row.number for row in queries.list_orders(actor=API, updated_since=shop.at + timedelta(minutes=3)).rows] == [
        numbers[3],
        numbers[0],
    ]
    assert queries.find_numbers(actor=API, channel_code="loja", external_ids=["BR-1", "BR-9"]) == {"BR-1": numbers[1]}


def test_the_timeline_tells_the_story_in_words(shop: Shop, settings: Any) -> None:
    number = shop.place(("PRATO-AL", 1), external_id="BR-1").number
    shop.pay(number, event_id="PG-88213")
    services.cancel_order(
        draft=CancellationDraft(number, "cliente desistiu"), by=replace(shop.by, kind="user", name="Renata Moura"), at=shop.at
    )

    newest, paid, placed = queries.list_timeline(number=number, actor=shop.by)

    assert (newest.actor_name, newest.text, newest.detail) == (
        "Renata Moura",
        "cancelou o pedido",
        "cliente desistiu, libera 1 unidade, R$\u00a024,90 a reembolsar",
    )
    assert (paid.action, paid.text, paid.detail) == ("payment.captured", "informou um pagamento", "PG-88213, R$\u00a024,90")
    assert (placed.text, placed.detail) == ("enviou o pedido", "BR-1, R$\u00a024,90, 1 unidade, reservado até 24/11 11h42")


def test_today_is_compared_with_the_same_hour_a_week_ago(shop: Shop, django_assert_num_queries: Any) -> None:
    week = timedelta(days=7)
    shop.place(("PRATO-AL", 2))
    shop.place(("PRATO-AL", 1), placed_at=shop.at - week - timedelta(minutes=1))
    shop.place(("PRATO-AL", 1), placed_at=shop.at - week + timedelta(minutes=1))
    number = shop.place(("PRATO-AL", 1)).number
    services.cancel_order(draft=CancellationDraft(number, "x"), by=shop.by, at=shop.at)

    with django_assert_num_queries(1):
        figures = queries.get_today(actor=shop.by, at=shop.at)

    assert (figures.orders, figures.sold) == (1, Decimal("49.80"))
    assert (figures.orders_before, figures.sold_before) == (1, Decimal("24.90"))
    assert len(figures.series) == 29
    assert (figures.series[-1].orders, figures.series[-8].orders, figures.series[-2].orders) == (1, 2, 0)


def test_the_totals_of_the_area_add_up(shop: Shop) -> None:
    _one_of_each(shop)

    totals = queries.get_sales_totals(actor=shop.by)

    assert totals.orders == 9
    assert totals.by_status == {"open": 5, "completed": 1, "cancelled": 2, "expired": 1}
    assert totals.captured_by_method == {"credit_card": Decimal("24.90") * 4 + Decimal("259.80")}
    assert totals.shipped_items_total == totals.recognised_total == Decimal("24.90") * 2 + Decimal("129.90")
    assert totals.cost_total == Decimal("76.00")
    assert queries.get_sales_totals(actor=shop.by, channel_code="mercado").orders == 1
