"""Sales, margin and stock: exact figures from a small trade, tied out with orders, moves and the ledger."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from backoffice import roles
from backoffice.core import jobs
from backoffice.core.actors import SYSTEM, Actor
from backoffice.core.jobs import worker
from backoffice.core.models import User
from backoffice.core.pango import pango_problem
from backoffice.core.reports import all_hold, kind_of
from inventory import services as inventory
from inventory.reports.position import build_position
from orders import services as orders
from orders.reports.margin import build_margin
from orders.reports.sales import build_sales
from tests.conftest import SAO_PAULO

pytestmark = pytest.mark.django_db
TODAY = date(2025, 11, 24)


@pytest.fixture
def trade(by: Actor) -> datetime:
    """
    Two channels, two SKUs.  20/11: loja 2 x A (100.00) + 1 x B (50.00), discount 10.00, freight 15.00, shipped on 21/11.
    21/11 23:30: feira 1 x A, shipped on 23/11.  22/11: loja 1 x B, cancelled.  Costs: A 40.00, B 30.00; 10 and 5 in stock.
    """
    start = datetime(2025, 11, 1, 8, 0, tzinfo=SAO_PAULO)
    inventory.ensure_standard_locations()
    place = inventory.ensure_warehouse(code="CWB", name="Depósito Curitiba")
    prices = inventory.ensure_price_list(code="varejo", name="Varejo")
    drafts = [
        inventory.ProductDraft(sku="A-1", name="Panela", category="Panelas", ncm="", brand="J", price=Decimal("100.00")),
        inventory.ProductDraft(sku="B-2", name="Copo", category="Mesa", ncm="", brand="J", price=Decimal("50.00")),
    ]
    inventory.register_products(drafts=drafts, price_list_id=prices, by=by, at=start)
    for code, name in (("loja", "Loja virtual"), ("feira", "Feira")):
        orders.ensure_channel(
            draft=orders.ChannelDraft(code, name, "own_store", place, price_list_id=prices, reservation_minutes=0, ships_unpaid=True)
        )
    lines = [
        inventory.ReceiptLine(sku="A-1", location_id=place, quantity=10, unit_cost=Decimal("40.00")),
        inventory.ReceiptLine(sku="B-2", location_id=place, quantity=5, unit_cost=Decimal("30.00")),
    ]
    inventory.receive(lines=lines, reference="ABERTURA", origin="opening", by=by, at=start)
    first = _place(by, "loja", datetime(2025, 11, 20, 10, 0, tzinfo=SAO_PAULO), [("A-1", 2), ("B-2", 1)], discount="10.00", freight="15.00")
    second = _place(by, "feira", datetime(2025, 11, 21, 23, 30, tzinfo=SAO_PAULO), [("A-1", 1)])
    third = _place(by, "loja", datetime(2025, 11, 22, 9, 0, tzinfo=SAO_PAULO), [("B-2", 1)])
    orders.cancel_orders(drafts=[orders.CancellationDraft(third, "desistiu")], by=by, at=datetime(2025, 11, 22, 10, 0, tzinfo=SAO_PAULO))
    for number, day in ((first, 21), (second, 23)):
        moment = datetime(2025, 11, day, 15, 0, tzinfo=SAO_PAULO)
        orders.ship_orders(drafts=[orders.ShipmentDraft(order_number=number, shipped_at=moment)], by=by, at=moment)
    return datetime(2025, 11, 24, 10, 42, tzinfo=SAO_PAULO)


def _place(by: Actor, channel: str, at: datetime, lines: list[tuple[str, int]], *, discount: str = "0.00", freight: str = "0.00") -> str:
    draft = orders.OrderDraft(
        channel_code=channel,
        customer=orders.CustomerDraft("Ana Lima", "ana@exemplo.com.br", "", "", {}),
        lines=tuple(orders.LineDraft(sku, quantity) for sku, quantity in lines),
        shipping_total=Decimal(freight),
        discount_total=Decimal(discount),
        placed_at=at,
    )
    return orders.place_order(draft=draft, by=by, at=at).number


def _sales(group: str, first: int = 20, last: int = 24, channel: str = "") -> Any:
    return build_sales(group=group, date_from=date(2025, 11, first), date_to=date(2025, 11, last), today=TODAY, channel=channel)


def _figures(report: Any) -> dict[str, tuple[int, int, str]]:
    return {row.label: (row.orders, row.units, str(row.total)) for row in report.rows}


@pytest.mark.usefixtures("trade")
def test_sales_by_channel_product_and_day() -> None:
    by_channel, by_product, by_day = _sales("channel"), _sales("product"), _sales("day")

    assert _figures(by_channel) == {"Loja virtual": (1, 3, "255.00"), "Feira": (1, 1, "100.00")}
    # The discount of 10.00 is shared over 250.00: 8.00 on A-1, 2.00 on B-2; freight has no product.
    assert _figures(by_product) == {"Panela": (2, 3, "292.00"), "Copo": (1, 1, "48.00")}
    assert _figures(by_day) == {"20/11/2025": (1, 3, "255.00"), "21/11/2025": (1, 1, "100.00")}
    assert [str(amount) for _day, amount in by_channel.days] == ["255.00", "100.00", "0.00", "0.00", "0.00"]
    assert all(all_hold(report.proofs) for report in (by_channel, by_product, by_day))


@pytest.mark.usefixtures("trade")
def test_days_are_the_companys_and_a_channel_stands_alone() -> None:
    assert _figures(_sales("day", first=21, last=21)) == {"21/11/2025": (1, 1, "100.00")}
    assert _figures(_sales("product", channel="feira")) == {"Panela": (1, 1, "100.00")}
    assert _sales("channel", first=23, last=24).rows == ()


@pytest.mark.usefixtures("trade")
def test_a_total_that_was_changed_past_the_services_shows_as_a_difference() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE orders_orderline SET unit_price = 99.00, total = 99.00 * quantity WHERE sku = 'A-1'")

    report = _sales("channel")

    assert [str(proof.difference) for proof in report.proofs] == ["3.00", "0.00", "3.00"]


@pytest.mark.usefixtures("trade")
def test_the_margin_of_what_was_shipped_ties_out_with_the_ledger(by: Actor) -> None:
    report = kind_of("orders.margin").build({"date_from": "2025-11-01", "date_to": "2025-11-30", "channel": ""}, by)

    assert [(row.channel, str(row.revenue), str(row.cost), str(row.margin), str(row.share)) for row in report.rows] == [
        ("feira", "100.00", "40.00", "60.00", "60.0"),
        ("loja", "255.00", "110.00", "145.00", "56.9"),
    ]
    assert (str(report.total.revenue), str(report.total.margin), report.losing) == ("355.00", "205.00", 0)
    assert [(str(proof.in_report), str(proof.difference)) for proof in report.proofs] == [
        ("350.00", "0.00"),
        ("15.00", "0.00"),
        ("10.00", "0.00"),
        ("150.00", "0.00"),
    ]
    assert report.position > 0


@pytest.mark.usefixtures("trade")
def test_every_figure_of_the_margin_opens_the_orders_that_sum_to_it(client: Client) -> None:
    reader = User.objects.create_user("livia", password="x", is_staff=True)
    reader.groups.add(Group.objects.get_or_create(name=roles.FINANCE)[0])
    client.force_login(reader)

    page = client.get("/relatorios/ver/margem/?span=between&date_from=01/11/2025&date_to=30/11/2025").content.decode()

    assert re.findall(r'<a class="rg-open" href="#orders">([^<]+)</a>', page) == ["R$\xa0355,00", "R$\xa0150,00", "R$\xa0205,00"]
    rows = page.split('id="orders"')[1].split("</table>")[0]
    assert re.findall(r">(\d+,\d\d)</(?:a|td)>", rows.rsplit("<tr", 1)[1]) == ["355,00", "150,00", "205,00"]


@pytest.mark.usefixtures("trade")
def test_the_margin_knows_only_the_days_of_shipping() -> None:
    report = build_margin(date_from=date(2025, 11, 23), date_to=date(2025, 11, 23))

    assert [row.channel for row in report.rows] == ["feira"]
    assert build_margin(date_from=date(2025, 11, 20), date_to=date(2025, 11, 20)).rows == ()


def test_the_stock_at_a_moment_is_the_sum_of_its_moves(trade: datetime) -> None:
    before = build_position(on=date(2025, 11, 20), at=trade)
    between = build_position(on=date(2025, 11, 21), at=trade)
    now = build_position(on=None, at=trade)

    assert [(row.sku, row.quantity, str(row.value)) for row in before.rows] == [("A-1", 10, "400.00"), ("B-2", 5, "150.00")]
    assert [(row.sku, row.quantity, str(row.value)) for row in between.rows] == [("A-1", 8, "320.00"), ("B-2", 4, "120.00")]
    assert [(row.sku, row.quantity, str(row.average), str(row.value)) for row in now.rows] == [
        ("A-1", 7, "40.000000", "280.00"),
        ("B-2", 4, "30.000000", "120.00"),
    ]
    assert (before.proofs, now.is_now, [str(proof.difference) for proof in now.proofs]) == ((), True, ["0"])
    assert now.categories == (("Panelas", Decimal("280.00")), ("Mesa", Decimal("120.00")))


@pytest.mark.parametrize("on", ["2025-11-20", "2025-11-21", "2025-11-23"])
@pytest.mark.usefixtures("trade")
def test_the_value_of_a_day_is_the_ledgers_stock_account(on: str, by: Actor) -> None:
    report = kind_of("inventory.position").build({"on": on}, by)

    assert report.proofs
    assert all_hold(report.proofs)


def test_shares_of_two_warehouses_sum_to_the_value_and_a_narrow_view_has_no_proof_by_the_ledger(trade: datetime, by: Actor) -> None:
    other = inventory.ensure_warehouse(code="SPO", name="Depósito São Paulo")
    line = inventory.ReceiptLine(sku="A-1", location_id=other, quantity=3, unit_cost=Decimal("33.33"))
    inventory.receive(lines=[line], reference="NF 1", origin="purchase", by=by, at=trade)
    later = trade + timedelta(minutes=1)

    everywhere = build_position(on=None, at=later)
    narrow = build_position(on=None, at=later, warehouses=frozenset({"SPO"}))

    # 280.00 + 99.99 over 10 pieces: 7 in CWB, 3 in SPO.
    assert [(row.warehouse, str(row.value)) for row in everywhere.rows if row.sku == "A-1"] == [("CWB", "265.99"), ("SPO", "114.00")]
    assert [(row.warehouse, row.quantity, str(row.value)) for row in narrow.rows] == [("SPO", 3, "114.00")]
    assert all_hold(narrow.proofs)
    actor = Actor(kind="user", id=1, name="Nara", grants=by.grants, warehouses=frozenset({"SPO"}))
    assert len(kind_of("inventory.position").build({"on": ""}, actor).proofs) == 1


@pytest.mark.parametrize("kind", ["orders.sales", "orders.margin", "inventory.position"])
@pytest.mark.usefixtures("trade")
def test_a_report_costs_the_same_statements_for_any_number_of_rows(kind: str, by: Actor) -> None:
    params = {"date_from": "2025-11-01", "date_to": "2025-11-30", "channel": "", "group": "product", "on": ""}

    with CaptureQueriesContext(
        connection,
    ) as queries:
        kind_of(kind).build(params, by)

    assert len(queries) == {"orders.sales": 4, "orders.margin": 3, "inventory.position": 4}[kind]


@pytest.mark.skipif(pango_problem() is not None, reason="PDFs need the Pango library")
@pytest.mark.parametrize(
    ("kind", "params", "words"),
    [
        ("orders.sales", {"group": "channel"}, ["Vendas de 01/11/2025", "Loja virtual", "255,00", "355,00"]),
        ("orders.sales", {"group": "day"}, ["20/11/2025", "255,00"]),
        ("orders.margin", {}, ["Margem por canal", "Loja virtual", "56,9", "205,00"]),
        ("orders.margin", {"channel": "feira"}, ["canal Feira", "60,0"]),
        ("inventory.position", {"on": "2025-11-20"}, ["Estoque em 20/11/2025", "A-1", "400,00", "550,00"]),
    ],
)
@pytest.mark.usefixtures("trade")
def test_each_report_has_its_paper(kind: str, params: dict[str, str], words: list[str], settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    asked = {"date_from": "2025-11-01", "date_to": "2025-11-30", "channel": "", "formats": ["pdf", "xlsx", "csv"]} | params

    job = jobs.enqueue(kind=kind, title="x", params=asked, by=SYSTEM, at=datetime(2025, 11, 24, tzinfo=SAO_PAULO))
    worker.run(str(job.pk))

    job.refresh_from_db()
    assert (job.status, job.error) == ("done", "")
    text = "".join(page.extract_text() for page in PdfReader(next(tmp_path.rglob("*.pdf"))).pages)
    assert [word for word in words if word not in text] == []
    assert "este relatório confere com o livro" in text
    assert job.files.filter(name__endswith=".csv").count() == (2 if kind == "orders.margin" else 1)
