"""
Real orders: 22,870 of them are imported, killed in the middle, imported on, and every total of the file is found again.

The data are not part of the source: they lie beside the clone in ../shared/data/olist, or this story is skipped.  The
figures are those of the data's own README.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest

from backoffice.olist.control import compute
from tests.olist.scratch import ROOT, Scratch, scratch_database

DATA = ROOT.parent / "shared" / "data" / "olist"
MAX_MEMORY_MB = 400

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the Olist data set is not at {DATA}"),
]


# Every table that an import writes.
TABLES = (
    "orders_order", "orders_orderline", "orders_customer", "orders_paymentevent", "orders_shipment", "orders_shipmentline",
    "inventory_variant", "inventory_stockmove", "inventory_reservation", "finance_journalentry", "finance_journalline",
    "core_auditentry", "core_outboxmessage",
)  # fmt: skip


@dataclass(frozen=True)
class Story:
    """The database after it all; how many rows each table had after the kill, the second and the third run; what the second said."""

    scratch: Scratch
    killed: dict[str, int]
    finished: dict[str, int]
    repeated: dict[str, int]
    printed: str


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    with scratch_database() as scratch:
        _import_until_killed(scratch, at_percent=30)
        killed = _counts(scratch)
        # Each run ends with success only if every line of its tie-out holds.
        printed = scratch.run("import_olist", "--skip-checks", "--no-color", str(DATA))
        finished = _counts(scratch)
        scratch.run("import_olist", "--skip-checks", "--no-color", str(DATA))
        yield Story(scratch, killed, finished, _counts(scratch), printed)


def _counts(scratch: Scratch) -> dict[str, int]:
    return {table: scratch.query(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


def _import_until_killed(scratch: Scratch, *, at_percent: int) -> None:
    process = scratch.start("import_olist", "--skip-checks", str(DATA))
    assert process.stdout is not None
    for line in process.stdout:
        percent = re.search(r" (\d+)%", line)
        if percent and int(percent[1]) >= at_percent:
            break
    process.kill()
    process.wait()


def test_a_killed_import_leaves_whole_orders_and_the_next_run_adds_only_the_rest(story: Story) -> None:
    assert 0 < story.killed["orders_order"] < 22_870
    assert story.killed["orders_order"] % 500 == 0
    assert story.finished["orders_order"] == 22_870
    assert story.scratch.query("SELECT count(DISTINCT external_id) FROM orders_order") == [(22_870,)]


def test_one_more_run_changes_nothing(story: Story) -> None:
    assert story.repeated == story.finished


def test_every_line_of_the_printed_tie_out_is_green(story: Story) -> None:
    green = [line for line in story.printed.splitlines() if line.endswith("  ok")]

    assert len(green) == 71


def test_the_orders_are_those_of_the_readme_by_status(story: Story) -> None:
    by_status = dict(
        story.scratch.query("SELECT after ->> 'status', count(*) FROM core_auditentry WHERE action = 'order.imported' GROUP BY 1")
    )

    assert by_status == {"delivered": 22_462, "shipped": 153, "canceled": 99, "unavailable": 80, "invoiced": 41, "processing": 35}
    assert dict(story.scratch.query("SELECT fulfilment_status, count(*) FROM orders_order GROUP BY 1")) == {
        "delivered": 22_461,
        "shipped": 154,
        "cancelled": 179,
        "unfulfilled": 76,
    }


def test_items_shipping_and_payments_are_those_of_the_readme(story: Story) -> None:
    payments = story.scratch.query(
        "SELECT method, count(*), sum(amount) FROM orders_paymentevent"
        " WHERE kind = 'captured' AND applied_at IS NOT NULL GROUP BY 1 ORDER BY 1"
    )

    assert story.scratch.query("SELECT sum(items_total), sum(shipping_total) FROM orders_order") == [
        (Decimal("3135351.20"), Decimal("523883.56"))
    ]
    assert payments == [
        ("boleto", 4_539, Decimal("667270.86")),
        ("credit_card", 17_643, Decimal("2883235.47")),
        ("debit_card", 343, Decimal("45429.03")),
        ("not_defined", 1, Decimal("0.00")),
        ("voucher", 1_323, Decimal("88720.72")),
    ]
    assert sum(amount for _, _, amount in payments) == Decimal("3684656.08")


def test_the_books_balance_and_revenue_is_what_was_shipped_to_the_cent(story: Story) -> None:
    [(imbalance, unbalanced_entries)] = story.scratch.query(
        "SELECT sum(amount), (SELECT count(*) FROM (SELECT FROM finance_journalline GROUP BY entry_id HAVING sum(amount) <> 0) AS entry)"
        " FROM finance_journalline"
    )
    by_month = story.scratch.query(
        "SELECT to_char(posted_on, 'YYYY-MM'), -sum(amount)"
        " FROM finance_journalline JOIN finance_account AS account ON account.id = account_id"
        " WHERE account.statement_line IN ('product_sales', 'freight_charged') GROUP BY 1"
    )

    expected = {month: items + freight for month, (items, freight) in compute(DATA).revenue.items()}
    assert (imbalance, unbalanced_entries) == (0, 0)
    assert dict(by_month) == expected
    assert sum(expected.values()) == Decimal("3630377.93")


def test_what_did_not_ship_is_still_there_and_what_is_owed_is_known(story: Story) -> None:
    assert story.scratch.query("SELECT sum(on_hand), sum(reserved) FROM inventory_stocklevel") == [(178, 93)]
    assert story.scratch.query("SELECT sum(advance_total), sum(receivable_total) FROM orders_order") == [
        (Decimal("54513.01"), Decimal("234.86"))
    ]


@pytest.mark.parametrize(
    ("statement", "count"),
    [
        ("NOT EXISTS (SELECT FROM orders_orderline AS line WHERE line.order_id = o.id)", 110),
        ("NOT EXISTS (SELECT FROM orders_paymentevent AS event WHERE event.order_id = o.id)", 1),
        ("abs(o.captured_total - o.total) > 0.01 AND o.unit_count > 0 AND o.captured_total > 0", 72),
        ("o.shipped_at < o.placed_at", 40),
        ("o.delivered_at < o.shipped_at", 3),
    ],
)
def test_the_odd_rows_of_the_readme_survived(story: Story, statement: str, count: int) -> None:
    assert story.scratch.query(f"SELECT count(*) FROM orders_order AS o WHERE {statement}") == [(count,)]


def test_the_import_stays_small(story: Story) -> None:
    [peak] = re.findall(r" (\d+) MB", story.printed)

    assert int(peak) < MAX_MEMORY_MB
