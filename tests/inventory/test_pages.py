"""The stock pages: what a person sees, may do, and is told."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.urls import reverse

from backoffice import roles
from backoffice.core.actors import Actor
from backoffice.core.jobs import JobRun, worker
from backoffice.core.models import AuditEntry, Job, User
from inventory.jobs import reconcile_stock
from inventory.models import Location, StockDifference, StockMove, StockReconciliation, Variant
from tests.inventory.builders import NOW, level, make_kit, make_variant, reserve, stock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def alone(nobody_listens: None) -> None:
    """The books have their own tests."""


def signed_in(*names: str, name: str = "paulo") -> Client:
    user = User.objects.create_user(name, password="a long password", first_name=name.title())
    user.groups.add(*[Group.objects.get_or_create(name=role)[0] for role in names])
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_figures_and_costs_to_finance(pan: Variant, front: Location) -> None:
    stock(pan, front, 1234, "10.50")
    reserve("10001", front.warehouse, (pan, 4))

    page = text_of(signed_in(roles.FINANCE), reverse("stock"))

    for word in ("PAN-24", "Panela de ferro", "A-01", "1.234", "1.230", "10,5000", "12.957,00"):
        assert word in page


def test_the_warehouse_sees_no_costs(pan: Variant, front: Location) -> None:
    stock(pan, front, 2, "10.50")
    client = signed_in(roles.WAREHOUSE)

    for url in (reverse("stock"), reverse("stock") + "?sum=1", reverse("stock_variant", args=["PAN-24"])):
        page = text_of(client, url)
        assert "10,50" not in page
        assert "21,00" not in page


def test_tabs_search_and_warehouse_narrow_the_list(pan: Variant, lid: Variant, front: Location) -> None:
    stock(pan, front, 2)
    stock(lid, front, 2)
    reserve("10001", front.warehouse, (lid, 2))
    client = signed_in(roles.FINANCE)

    assert "PAN-24" not in text_of(client, reverse("stock") + "?view=short")
    assert "LID-24" not in text_of(client, reverse("stock") + "?q=panela")
    assert "PAN-24" not in text_of(client, reverse("stock") + "?warehouse=XX1&q=tampa")


@pytest.mark.parametrize(
    "query", ["after=xxx", "after=WyJBIiwiOTk5OTk5OTk5OTk5OTk5OTk5OTk5OSJd", "view=none", "warehouse=%00", "q=%00%25_'", "sort=x"]
)
def test_an_odd_address_shows_the_list_all_the_same(query: str, pan: Variant, front: Location) -> None:
    stock(pan, front, 2)

    assert signed_in(roles.FINANCE).get(f"{reverse('stock')}?{query}").status_code == 200


def test_the_list_takes_few_statements(front: Location, django_assert_max_num_queries: Any) -> None:
    for number in range(60):
        stock(make_variant(f"V{number}"), front, 1)
    client = signed_in(roles.FINANCE)
    client.get(reverse("stock"))

    # session, user, groups, warehouses of the filter, tab counts, rows, running jobs, unread notices
    with django_assert_max_num_queries(9):
        page = client.get(reverse("stock")).content.decode()

    assert page.count('href="/estoque/sku/') >= 50
    assert "after=" in page


def test_a_broken_place_in_the_address_shows_all_places(pan: Variant, front: Location, back: Location) -> None:
    stock(pan, front, 5)
    stock(pan, back, 3)

    answer = signed_in(roles.FINANCE).get(reverse("stock_variant", args=["PAN-24"]), {"place": "\0"})

    assert answer.status_code == 200
    assert all(place in answer.content.decode() for place in ("A-01", "B-01"))


def test_the_page_of_a_sku_tells_places_promises_and_moves(pan: Variant, front: Location, back: Location) -> None:
    stock(pan, front, 5)
    stock(pan, back, 3)
    reserve("10001", front.warehouse, (pan, 6))

    page = text_of(signed_in(roles.FINANCE), reverse("stock_variant", args=["PAN-24"]))

    assert "A-01" in page
    assert "B-01" in page
    assert reverse("order_page", args=["10001"]) in page
    assert page.count("OPENING") >= 2


def test_a_kit_shows_its_parts_and_a_sku_may_hold_a_slash(pan: Variant) -> None:
    make_kit("KIT/24.A", (pan, 2))

    page = text_of(signed_in(roles.SALES), reverse("stock_variant", args=["KIT/24.A"]))

    assert reverse("stock_variant", args=["PAN-24"]) in page


def test_an_unknown_sku_is_404() -> None:
    assert signed_in(roles.SALES).get(reverse("stock_variant", args=["NONE"])).status_code == 404


def adjust(client: Client, **form: Any) -> Any:
    return client.post(reverse("stock_adjust", args=["PAN-24"]), form)


def test_a_count_adjusts_the_stock_and_says_so(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)
    client = signed_in(roles.WAREHOUSE)
    assert 'id="adjust"' in text_of(client, reverse("stock_adjust", args=["PAN-24"]))

    response = adjust(client, place=f"{front.pk}:5", counted="3", reason="damage", note="caixa molhada")

    assert response.status_code == 302
    assert level(pan, front) == (3, 0)
    move = StockMove.objects.latest("id")
    assert (move.reference, move.actor_name) == ("AC-000001", "Paulo")
    assert move.reason.endswith(": caixa molhada")


def test_a_refused_count_comes_back_with_the_reason_and_what_was_typed(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)
    reserve("10001", front.warehouse, (pan, 4))
    client = signed_in(roles.WAREHOUSE)

    refused = adjust(client, place=f"{front.pk}:5", counted="3", reason="damage", note="caixa molhada")
    stale = adjust(client, place=f"{front.pk}:9", counted="3", reason="damage")
    odd = adjust(client, place=f"{front.pk}:5", counted="x", reason="damage")

    assert refused.status_code == 409
    assert "caixa molhada" in refused.content.decode()
    assert stale.status_code == 422, "a place with another figure is not among the choices any more"
    assert odd.status_code == 422
    assert level(pan, front) == (5, 4)


def test_sales_does_not_adjust(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)

    assert adjust(signed_in(roles.SALES), place=f"{front.pk}:5", counted="3", reason="damage").status_code == 403
    assert level(pan, front) == (5, 0)


def corrupt(by: Actor) -> StockReconciliation:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE inventory_stocklevel SET on_hand = on_hand + 4")
    job = Job.objects.create(kind="inventory.reconcile_stock", title="t", created_at=NOW, status="running", lease_token=uuid4())
    assert job.lease_token is not None
    reconcile_stock(JobRun(job_id=job.pk, token=job.lease_token, params={}, actor=by, checkpoint=None))
    Job.objects.update(status="done", lease_token=None)
    return StockReconciliation.objects.get()


STRANGER = Actor(kind="user", id=0, name="Marina Dias")


def test_reconcile_now_promises_one_job_and_leads_to_its_page(at: datetime) -> None:
    client = signed_in(roles.WAREHOUSE)

    first = client.post(reverse("stock_reconcile"))
    second = client.post(reverse("stock_reconcile"))

    job = Job.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == reverse("stock_reconciliation", args=[job.pk])
    assert reverse("job_status", args=[job.pk]) in text_of(client, first.headers["Location"])
    worker.run(str(job.pk))
    assert client.get(reverse("job_status", args=[job.pk])).json()["status"] == "done"
    assert StockReconciliation.objects.get().requested_by_name == "Paulo"
    assert text_of(client, reverse("stock_reconciliations")).count(str(job.pk)) == 1


def test_who_may_not_reconcile_is_told_who_may() -> None:
    client = signed_in(roles.SALES)

    assert client.post(reverse("stock_reconcile")).status_code == 403
    assert reverse("stock_reconcile") not in text_of(client, reverse("stock_reconciliations"))
    assert Job.objects.count() == 0


def test_a_manager_rebuilds_a_figure_after_seeing_what_will_happen(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)
    found = corrupt(STRANGER)
    client = signed_in(roles.FINANCE_MANAGER)
    difference = StockDifference.objects.get()
    decide = reverse("stock_decide", args=[found.job_id])

    dialog = text_of(client, f"{decide}?difference={difference.pk}")
    response = client.post(decide, {"difference": [str(difference.pk)]})

    assert f'value="{difference.pk}"' in dialog
    assert response.status_code == 302
    assert level(pan, front) == (5, 0)
    assert AuditEntry.objects.get(action="stock.corrected").actor_name == "Paulo"


def test_a_difference_is_set_aside_with_a_reason(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)
    found = corrupt(STRANGER)
    difference = StockDifference.objects.get()

    signed_in(roles.FINANCE_MANAGER).post(
        reverse("stock_decide", args=[found.job_id]) + "?act=dismiss", {"difference": [str(difference.pk)], "reason": "contagem amanhã"}
    )

    difference.refresh_from_db()
    assert difference.status == "dismissed"
    assert level(pan, front) == (9, 0)


def test_the_warehouse_sees_the_differences_but_does_not_decide(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)
    found = corrupt(STRANGER)
    client = signed_in(roles.WAREHOUSE)
    decide = reverse("stock_decide", args=[found.job_id])

    page = text_of(client, reverse("stock_reconciliation", args=[found.job_id]))

    assert "PAN-24" in page
    assert decide not in page
    assert client.post(decide, {"difference": [str(StockDifference.objects.get().pk)]}).status_code == 403
    assert level(pan, front) == (9, 0)


def test_who_asked_is_told_that_another_person_decides(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)
    client = signed_in(roles.FINANCE_MANAGER)
    user = User.objects.get()
    found = corrupt(Actor(kind="user", id=user.pk, name="Paulo"))
    decide = reverse("stock_decide", args=[found.job_id])

    assert decide not in text_of(client, reverse("stock_reconciliation", args=[found.job_id]))
    client.post(decide, {"difference": [str(StockDifference.objects.get().pk)]})

    assert level(pan, front) == (9, 0)


def test_an_unknown_reconciliation_is_404() -> None:
    client = signed_in(roles.FINANCE_MANAGER)

    assert client.get(reverse("stock_reconciliation", args=[uuid4()])).status_code == 404
    assert client.get(reverse("stock_decide", args=[uuid4()])).status_code == 404
