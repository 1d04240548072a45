"""Acts on many orders: consequences first, a verdict for each row, no row twice, whatever dies in between."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from backoffice import roles
from backoffice.core import clock
from backoffice.core.bulk import runs
from backoffice.core.jobs import worker
from backoffice.core.models import AuditEntry, BulkRow, BulkRun, Job
from orders import services
from orders.models import Order
from orders.services import CancellationDraft, ShipmentDraft
from orders.views import bulk
from tests.orders.builders import Shop

SignIn = Callable[..., Client]
CANCEL = "/listas/pedidos/acoes/cancelar/"


@pytest.fixture
def mixed(shop: Shop) -> dict[str, str]:
    """Two that can be cancelled (one paid), one that has shipped, one that is off already."""
    made = {name: shop.place(("PAN-FE-24", 1), external_id=name).number for name in ("open", "paid", "shipped", "off")}
    for name in ("paid", "shipped"):
        shop.pay(made[name])
    services.ship_order(draft=ShipmentDraft(made["shipped"]), by=shop.by, at=shop.at)
    services.cancel_order(draft=CancellationDraft(made["off"], "antes"), by=shop.by, at=shop.at)
    return made


def act(client: Client, keys: Sequence[str], *, url: str = CANCEL, confirmed: bool = True, **more: str) -> Any:
    data: dict[str, Any] = {"id": list(keys), "token": str(uuid4()), "reason": "Lote com defeito", **more}
    return client.post(url, data | ({"confirmed": "1"} if confirmed else {}))


def verdicts() -> dict[str, tuple[str, str]]:
    return {row.key: (row.verdict, row.code) for row in BulkRow.objects.all()}


def statuses() -> dict[str, str]:
    return dict(Order.objects.values_list("number", "status"))


def test_the_dialog_says_what_will_happen_and_changes_nothing(mixed: dict[str, str], sign_in: SignIn) -> None:
    before = statuses()

    html = act(sign_in(roles.SALES), list(mixed.values()), confirmed=False).content.decode()

    assert "Cancelar 2 pedidos?" in html
    assert "Libera 2 unidades reservadas" in html
    assert "Deixa R$\xa0219,90 a reembolsar, de 1 pedido" in html
    assert "1 fica de fora: já expedido" in html
    assert "1 fica de fora: já cancelado" in html
    assert statuses() == before
    assert not BulkRun.objects.exists()


def test_each_row_gets_its_verdict(mixed: dict[str, str], sign_in: SignIn) -> None:
    client = sign_in(roles.SALES)

    response = act(client, [*mixed.values(), "99999"])

    assert verdicts() == {
        mixed["open"]: ("done", ""),
        mixed["paid"]: ("done", ""),
        mixed["shipped"]: ("refused", "already_shipped"),
        mixed["off"]: ("skipped", "is_cancelled"),
        "99999": ("refused", "unknown_order"),
    }
    assert statuses()[mixed["open"]] == statuses()[mixed["paid"]] == "cancelled"
    assert statuses()[mixed["shipped"]] == "open"
    page = client.get(response["Location"]).content.decode()
    assert "Tentar só as recusadas" in page
    assert re.search(r"Recusadas<span class=\"rg-num rg-ink-bad\">2</span>", page)
    assert Order.objects.get(number=mixed["open"]).cancel_reason == "Lote com defeito"
    assert Job.objects.get().result == {"done": 2, "refused": 2, "skipped": 1}


def test_the_reason_is_asked_for_and_nothing_happens_without_it(mixed: dict[str, str], sign_in: SignIn) -> None:
    before = statuses()

    response = act(sign_in(roles.SALES), [mixed["open"]], reason=" ")

    assert response.status_code == 422
    assert "Diga por que os pedidos são cancelados." in response.content.decode()
    assert statuses() == before
    assert not Job.objects.exists()


def test_a_second_click_finds_the_first_run(mixed: dict[str, str], sign_in: SignIn) -> None:
    client = sign_in(roles.SALES)
    token = str(uuid4())

    first = act(client, [mixed["open"]], token=token)
    second = act(client, [mixed["open"]], token=token)

    assert first["Location"] == second["Location"]
    assert Job.objects.count() == BulkRun.objects.count() == BulkRow.objects.count() == 1


def test_a_whole_filter_means_the_rows_that_existed_when_it_was_marked(shop: Shop, sign_in: SignIn) -> None:
    old = [shop.place(("PRATO-AL", 1), channel="mercado", external_id=f"M{index}").number for index in range(3)]
    elsewhere = shop.place(("PRATO-AL", 1)).number
    client = sign_in(roles.SALES)
    until = client.get("/pedidos/?channel=mercado").context["bulk_until"]
    later = shop.place(("PRATO-AL", 1), channel="mercado", external_id="M9").number

    act(client, [], all="1", query="view=all&channel=mercado", until=str(until))

    assert {number for number, status in statuses().items() if status == "cancelled"} == set(old)
    assert statuses()[elsewhere] == statuses()[later] == "open"
    assert BulkRun.objects.get().selection == {"query": "view=all&channel=mercado", "until": until}


def test_a_row_that_left_the_filter_meanwhile_is_left_alone(shop: Shop, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [shop.place(("PRATO-AL", 1)).number for _index in range(2)]
    monkeypatch.setattr(runs, "AT_ONCE", 0)
    act(sign_in(roles.SALES), [], all="1", query="view=to_pay", until=str(Order.objects.latest("pk").pk))
    shop.pay(numbers[0])

    worker.run(str(Job.objects.get().pk))

    assert statuses() == {numbers[0]: "open", numbers[1]: "cancelled"}


def test_an_act_goes_on_where_a_killed_worker_stopped(shop: Shop, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker dies inside the second chunk: its effects are rolled back, the first chunk is not repeated."""
    numbers = [shop.place(("PRATO-AL", 1)).number for _index in range(5)]
    cancel = next(action for action in bulk.ACTIONS if action.name == "cancelar")
    calls: list[list[str]] = []

    def dies_in_the_second(keys: Sequence[str], *args: Any) -> Any:
        done = bulk._cancel(keys, *args)
        calls.append(list(keys))
        if len(calls) == 2:
            raise SystemExit("kill -9")
        return done

    monkeypatch.setattr(runs, "AT_ONCE", 0)
    object.__setattr__(cancel, "chunk", 2)
    object.__setattr__(cancel, "run", dies_in_the_second)
    try:
        act(sign_in(roles.SALES), numbers)
        job = Job.objects.get()
        with pytest.raises(SystemExit):
            worker.run(str(job.pk))
        assert sorted(statuses().values()) == ["cancelled", "cancelled", "open", "open", "open"]
        Job.objects.update(lease_until=clock.now() - timedelta(seconds=1))
        worker.run(str(job.pk))
    finally:
        object.__setattr__(cancel, "chunk", 50)
        object.__setattr__(cancel, "run", bulk._cancel)

    assert set(statuses().values()) == {"cancelled"}
    assert verdicts() == dict.fromkeys(numbers, ("done", ""))
    assert AuditEntry.objects.filter(action="order.cancelled").count() == 5, "no order was cancelled twice"
    job.refresh_from_db()
    assert (job.status, job.done, job.total) == ("done", 5, 5)


def test_only_the_refused_ones_are_tried_again(shop: Shop, mixed: dict[str, str], sign_in: SignIn) -> None:
    client = sign_in(roles.ADMIN, roles.SALES, roles.WAREHOUSE)
    url = "/listas/pedidos/acoes/entregar/"
    act(client, [mixed["open"], mixed["shipped"]], url=url)
    first = BulkRun.objects.get()
    assert verdicts() == {mixed["open"]: ("refused", "nothing_shipped"), mixed["shipped"]: ("done", "")}
    shop.pay(mixed["open"])
    services.ship_order(draft=ShipmentDraft(mixed["open"]), by=shop.by, at=shop.at)

    client.post(f"/listas/resultado/{first.pk}/repetir/", {"token": str(uuid4())})

    second = BulkRun.objects.exclude(pk=first.pk).get()
    assert [(row.key, row.verdict) for row in second.rows.all()] == [(mixed["open"], "done")]
    assert Order.objects.get(number=mixed["open"]).fulfilment_status == "delivered"


def test_the_refused_rows_are_a_file_with_their_reasons(mixed: dict[str, str], sign_in: SignIn) -> None:
    client = sign_in(roles.SALES)
    act(client, [mixed["shipped"]])

    response = client.get(f"/listas/resultado/{BulkRun.objects.get().pk}/recusadas.csv")

    assert response.content.decode("utf-8-sig") == f"Linha;Motivo\r\n{mixed['shipped']};{BulkRow.objects.get().detail}\r\n"
    assert BulkRow.objects.get().detail == "Saída já feita: 1 unidade. O que foi expedido se devolve, não se cancela."


def test_nothing_marked_is_said_and_leads_back(shop: Shop, sign_in: SignIn) -> None:
    client = sign_in(roles.SALES)

    response = client.post(CANCEL, {"query": "view=late"})

    assert response["Location"] == "/pedidos/?view=late"
    assert "Nenhuma linha está marcada." in client.get(response["Location"]).content.decode()
    assert not Job.objects.exists()


@pytest.mark.parametrize("role", [roles.WAREHOUSE, roles.AUDITOR])
def test_who_may_not_cancel_sees_no_button_and_gets_no_further(mixed: dict[str, str], sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    before = statuses()

    assert "acoes/cancelar" not in client.get("/pedidos/?view=all").content.decode()
    assert act(client, [mixed["open"]]).status_code == 403
    assert statuses() == before


def test_a_role_lost_before_the_job_runs_changes_nothing(mixed: dict[str, str], sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "AT_ONCE", 0)
    act(sign_in(roles.SALES), [mixed["open"]])
    Job.objects.get().requested_by.groups.clear()

    worker.run(str(Job.objects.get().pk))

    assert Job.objects.get().status == "failed"
    assert statuses()[mixed["open"]] == "open"


def test_the_result_is_for_who_asked(mixed: dict[str, str], sign_in: SignIn) -> None:
    act(sign_in(roles.SALES, name="Renata Moura"), [mixed["open"]])
    run = BulkRun.objects.get()

    assert sign_in(roles.SALES, name="Bruno Lima").get(f"/listas/resultado/{run.pk}/").status_code == 404
    assert sign_in(roles.AUDITOR, name="Joana Reis").get(f"/listas/resultado/{run.pk}/").status_code == 200


def test_fifty_rows_cost_as_many_statements_as_five(shop: Shop, sign_in: SignIn, django_assert_max_num_queries: Any) -> None:
    numbers = [shop.place(("PRATO-AL", 1)).number for _index in range(30)]
    client = sign_in(roles.SALES)

    with django_assert_max_num_queries(60):
        act(client, numbers)

    assert BulkRun.objects.get().done_count == 30


def test_an_act_that_waits_can_be_stopped_by_who_asked_and_by_no_auditor(
    mixed: dict[str, str], sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "AT_ONCE", 0)
    owner, auditor = sign_in(roles.SALES, name="Renata Moura"), sign_in(roles.AUDITOR, name="Joana Reis")
    act(owner, [mixed["open"]])
    job = Job.objects.get()
    page, stop = f"/listas/resultado/{job.pk}/", f"/trabalhos/{job.pk}/cancelar/"

    assert "Interromper" not in auditor.get(page).content.decode()
    assert [auditor.post(url).status_code for url in (stop, f"/trabalhos/{job.pk}/repetir/")] == [403, 403]
    assert Job.objects.get().status == "queued"
    assert f'action="{stop}"' in owner.get(page).content.decode()
    owner.post(stop, {"next": page})
    worker.run(str(job.pk))

    assert Job.objects.get().status == "cancelled"
    assert "Foi interrompido" in owner.get(page).content.decode()
    assert statuses()[mixed["open"]] == "open"
