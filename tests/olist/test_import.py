"""The invented data set through the services: every oddity survives, nothing comes twice, the tie-out tells the truth."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from backoffice.core.actors import Actor
from backoffice.core.jobs import JobRun
from backoffice.core.models import Job
from backoffice.olist.batches import Catalogue, import_batch
from backoffice.olist.control import ODD_KINDS, compute
from backoffice.olist.importing import Outcome, import_orders, prove
from backoffice.olist.people import invent_documents
from backoffice.olist.shop import make_skus, open_shop
from backoffice.olist.source import load
from inventory.jobs import reconcile_stock
from orders.errors import DuplicateExternalId
from orders.queries import list_timeline
from tests.olist.dataset import MUG, ORDERS, TWIN, Order, write_dataset

D = Decimal


def _query(statement: str, *values: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _order(key: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM orders_order WHERE external_id = %s", [f"{key:0>32}"])
        assert cursor.description is not None
        return dict(zip([column.name for column in cursor.description], cursor.fetchone(), strict=True))


def _counts() -> dict[str, int]:
    tables = ["orders_order", "orders_orderline", "orders_paymentevent", "orders_shipment", "orders_customer"]
    tables += [
        "inventory_stockmove",
        "inventory_reservation",
        "inventory_variant",
        "finance_journalline",
        "core_auditentry",
        "core_outboxmessage",
    ]
    return {table: _query(f"SELECT count(*) FROM {table}")[0][0] for table in tables}


def test_every_line_of_the_tie_out_holds(imported: Outcome, folder: Path) -> None:
    proof = prove(folder, limit=None)

    assert (imported.imported, imported.known, imported.opened_shop) == (len(ORDERS), 0, True)
    assert [(str(line.label), line.expected, line.found) for line in proof.lines if not line.passed] == []


def test_every_kind_of_oddity_is_in_the_invented_data_and_is_reported_with_our_number(imported: Outcome, folder: Path) -> None:
    odd_orders = prove(folder, limit=None).odd_orders

    assert {odd.kind for odd in odd_orders} == set(ODD_KINDS)
    assert all(odd.number for odd in odd_orders)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("01", ("completed", "paid", "delivered", D("50.00"), D("50.00"))),
        ("02", ("completed", "paid", "delivered", D("150.00"), D("150.00"))),
        ("05", ("completed", "paid", "delivered", D("50.00"), D("50.00"))),
        ("11", ("open", "paid", "shipped", D("50.00"), D("50.00"))),
        ("12", ("open", "paid", "unfulfilled", D("50.00"), D("50.00"))),
        ("13", ("open", "paid", "unfulfilled", D("50.00"), D("50.00"))),
        ("14", ("cancelled", "paid", "cancelled", D("221.25"), D("221.25"))),
        ("15", ("cancelled", "paid", "cancelled", D("50.00"), D("50.00"))),
        ("16", ("cancelled", "paid", "cancelled", D("0.00"), D("50.00"))),
        ("18", ("open", "paid", "unfulfilled", D("0.00"), D("50.00"))),
        ("19", ("open", "pending", "delivered", D("50.00"), D("0.00"))),
        ("20", ("completed", "paid", "delivered", D("50.00"), D("60.10"))),
        ("21", ("open", "partially_paid", "delivered", D("50.00"), D("48.40"))),
        ("22", ("completed", "paid", "delivered", D("50.00"), D("50.01"))),
        ("24", ("cancelled", "pending", "cancelled", D("0.00"), D("0.00"))),
        ("27", ("open", "paid", "shipped", D("50.00"), D("50.00"))),
        ("31", ("cancelled", "paid", "cancelled", D("50.00"), D("50.00"))),
    ],
)
def test_each_order_ends_where_the_file_left_it(imported: Outcome, key: str, expected: tuple[str, str, str, Decimal, Decimal]) -> None:
    order = _order(key)

    found = (order["status"], order["payment_status"], order["fulfilment_status"], order["total"], order["captured_total"])
    assert found == expected


def test_dates_are_the_historic_ones_even_where_they_contradict_each_other(imported: Outcome) -> None:
    backwards, never_back = _order("28"), _order("30")

    assert backwards["shipped_at"] < backwards["placed_at"]
    assert never_back["delivered_at"] < never_back["shipped_at"]
    assert _order("01")["placed_at"].isoformat() == "2016-10-04T12:59:03+00:00"
    assert _order("10")["placed_at"].isoformat() == "2017-10-15T03:30:00+00:00"


def test_revenue_belongs_to_the_month_of_the_office_not_of_utc(imported: Outcome) -> None:
    [(posted_on,)] = _query(
        "SELECT posted_on FROM finance_journalentry WHERE rule = 'order_shipped' AND source_number = %s", _order("09")["number"]
    )

    assert posted_on.isoformat() == "2017-11-30"


def test_money_that_came_after_the_goods_left_settles_a_receivable(imported: Outcome) -> None:
    statement = """
        SELECT entry.rule, account.code, line.amount
        FROM finance_journalentry AS entry JOIN finance_journalline AS line ON line.entry_id = entry.id
        JOIN finance_account AS account ON account.id = line.account_id
        WHERE entry.source_number = %s AND account.code IN ('1.1.02.001', '2.1.02.001') ORDER BY entry.id, line.position
    """

    assert _query(statement, _order("29")["number"]) == [
        ("order_shipped", "1.1.02.001", D("50.00")),
        ("payment_captured", "1.1.02.001", D("-50.00")),
    ]
    assert _query(statement, _order("06")["number"]) == [
        ("payment_captured", "2.1.02.001", D("-50.00")),
        ("order_shipped", "2.1.02.001", D("50.00")),
    ]


def test_money_of_a_cancelled_order_waits_as_an_advance(imported: Outcome) -> None:
    order = _order("14")

    assert (order["advance_total"], order["refunded_total"], order["cancel_reason"]) == (
        D("221.25"),
        D("0.00"),
        "Cancelado na Olist (canceled)",
    )
    assert _query("SELECT count(*) FROM inventory_reservation WHERE reference = %s AND status = 'pending'", order["number"]) == [(0,)]


def test_payments_keep_type_sequence_and_instalments(imported: Outcome) -> None:
    events = _query(
        "SELECT event_id, method, installments, amount, kind FROM orders_paymentevent WHERE order_id = ANY(%s) ORDER BY event_id",
        [_order("03")["id"], _order("23")["id"]],
    )

    assert events == [
        (f"{'03':0>32}-1", "credit_card", 24, D("326.25"), "captured"),
        (f"{'23':0>32}-1", "voucher", 1, D("50.00"), "captured"),
        (f"{'23':0>32}-2", "voucher", 1, D("0.00"), "captured"),
    ]


def test_one_person_is_one_customer_over_all_orders(imported: Outcome) -> None:
    assert _order("06")["customer_id"] == _order("07")["customer_id"]
    assert _query("SELECT count(*) FROM orders_customer") == [(len(ORDERS) - 1,)]


def test_products_with_the_same_short_sku_keep_their_whole_id(imported: Outcome) -> None:
    assert make_skus([MUG, TWIN, "b2" * 16]) == {MUG: f"OL-{MUG.upper()}", TWIN: f"OL-{TWIN.upper()}", "b2" * 16: "OL-B2B2B2B2B2B2"}
    assert _query("SELECT count(*) FROM inventory_variant WHERE sku LIKE 'OL-A1A1A1%%'") == [(2,)]


def test_a_second_run_changes_nothing(imported: Outcome, folder: Path, by: Actor, at: datetime) -> None:
    before = _counts()

    again = import_orders(source=load(folder), limit=None, by=by, at=at)

    assert (again.imported, again.known, again.opened_shop) == (0, len(ORDERS), False)
    assert _counts() == before


def test_a_limited_run_is_the_beginning_of_the_history_and_the_next_run_goes_on(db: None, folder: Path, by: Actor, at: datetime) -> None:
    first = import_orders(source=load(folder), limit=10, batch_size=4, by=by, at=at)

    assert first.imported == 10
    assert all(line.passed for line in prove(folder, limit=10).lines)

    rest = import_orders(source=load(folder), limit=None, batch_size=8, by=by, at=at)

    assert (rest.imported, rest.known) == (len(ORDERS) - 10, 10)
    assert all(line.passed for line in prove(folder, limit=None).lines)
    # What was imported beyond the limit of a later run is proven too.
    assert all(line.passed for line in prove(folder, limit=3).lines)


def test_a_batch_that_fails_leaves_nothing_and_the_next_run_makes_it_whole(db: None, tmp_path: Path, by: Actor, at: datetime) -> None:
    source = load(write_dataset(tmp_path))
    shop = open_shop(products=source.products, by=by, at=at)
    catalogue = Catalogue(skus=shop.skus, documents=invent_documents(order.person.unique_id for order in source.orders))
    before = _counts()

    with pytest.raises(DuplicateExternalId):
        import_batch(batch=[*source.orders[:5], source.orders[0]], catalogue=catalogue, by=by, at=at)

    assert _counts() == before
    assert import_batch(batch=source.orders[:5], catalogue=catalogue, by=by, at=at) == 5


def test_a_batch_takes_as_many_statements_for_forty_orders_as_for_four(db: None, tmp_path: Path, by: Actor, at: datetime) -> None:
    kinds = [order for order in ORDERS if order.key in ("03", "05", "14", "29")]
    orders = [Order(**{**vars(kind), "key": f"{number:02}{kind.key}"}) for number in range(11) for kind in kinds]
    source = load(write_dataset(tmp_path, orders=orders))
    shop = open_shop(products=source.products, by=by, at=at)
    catalogue = Catalogue(skus=shop.skus, documents=invent_documents(order.person.unique_id for order in source.orders))
    by_number = sorted(source.orders, key=lambda order: order.order_id)

    with CaptureQueriesContext(connection) as of_four:
        import_batch(batch=by_number[:4], catalogue=catalogue, by=by, at=at)
    with CaptureQueriesContext(connection) as of_forty:
        import_batch(batch=by_number[4:], catalogue=catalogue, by=by, at=at)

    assert len(of_forty) == len(of_four)


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("UPDATE inventory_stocklevel SET on_hand = on_hand + 1 WHERE id = (SELECT min(id) FROM inventory_stocklevel)", "Units on hand"),
        ("UPDATE inventory_stockvalue SET value = value + 0.01 WHERE quantity > 0", "Reconciliation: differences"),
        ("UPDATE orders_order SET items_total = items_total + 0.01, total = total + 0.01 WHERE external_id LIKE '%01'", "Items"),
        ("UPDATE orders_order SET delivered_at = NULL WHERE external_id LIKE '%01'", "Delivered on an unknown day: stays shipped"),
        (
            "UPDATE finance_account SET statement_line = 'product_sales' WHERE statement_line = 'cost_of_goods'",
            "Income statement: gross revenue",
        ),
        ("UPDATE orders_channel SET code = 'other' WHERE code = 'olist'", "Orders"),
    ],
)
def test_the_tie_out_sees_what_is_wrong(imported: Outcome, folder: Path, statement: str, label: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount >= 1

    with translation.override("en"):
        failed = [str(line.label) for line in prove(folder, limit=None).lines if not line.passed]

    assert label in failed


def test_the_sums_of_the_file_are_those_that_a_person_adds_up(folder: Path) -> None:
    control = compute(folder)

    assert control.orders == 31
    assert dict(control.by_status) == {"delivered": 20, "shipped": 1, "invoiced": 2, "processing": 1, "canceled": 5, "unavailable": 2}
    assert control.payments["voucher"] == (4, D("80.00"))
    assert control.revenue["2016-10"] == (D("40.00"), D("10.00"))
    assert control.revenue["2017-11"] == (D("40.00"), D("10.00"))
    assert (control.units_reserved, control.odd["payment_differs"]) == (2, {f"{'20':0>32}", f"{'21':0>32}"})


def test_the_timeline_tells_where_the_order_came_from(imported: Outcome, by: Actor) -> None:
    with translation.override("en"):
        told = list_timeline(number=_order("15")["number"], actor=by)

    assert (told[0].action, told[0].text, told[0].detail) == ("order.imported", "brought the order's history", "olist, unavailable")
    # We were told at the import; each telling says when it had happened.
    assert [entry.detail.partition(",")[0] for entry in told[1:]] == ["on 06/03/2017 11h00", "on 06/03/2017 11h00", "on 06/03/2017 10h00"]


def test_the_stock_reconciliation_finds_no_difference(imported: Outcome, by: Actor, at: datetime) -> None:
    job = Job.objects.create(kind="inventory.reconcile_stock", title="t", created_at=at, status=Job.Status.RUNNING, lease_token=uuid4())
    assert job.lease_token is not None

    result = reconcile_stock(JobRun(job_id=job.pk, token=job.lease_token, params={}, actor=by, checkpoint=None))

    assert (result["differences"], result["variants"]) == (0, 5)
