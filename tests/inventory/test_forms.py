"""Receipts and transfers typed in: effects first, written once, refusals that keep what was typed."""

from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from backoffice import roles
from backoffice.core import clock
from backoffice.core.actors import SYSTEM
from backoffice.core.models import User
from inventory import errors, services
from inventory.models import Location, StockDocument, StockMove, Variant
from inventory.services import TransferDraft
from tests.inventory.builders import (
    assert_figures_match_moves,
    everything,
    level,
    make_kit,
    make_variant,
    make_warehouse,
    reserve,
    stock,
    worth,
)
from tests.inventory.test_pages import signed_in

pytestmark = pytest.mark.django_db
TOKEN = "7d9f3c1e-2f5b-4f0e-9d57-7a5f0f0f5a11"
D = Decimal


@pytest.fixture(autouse=True)
def alone(nobody_listens: None) -> None:
    """The books have their own tests."""


def words(response: HttpResponse) -> str:
    return " ".join(unescape(strip_tags(response.content.decode().replace("<", " <"))).split())


def receive(client: Client, into: Location, do: str = "write", **typed: Any) -> HttpResponse:
    start = {"token": TOKEN, "supplier": "Panelas Brasil", "document": "NF-e 4512", "day": "hoje", "place": into.pk, "do": do}
    lines = {"sku-0": "PAN-24", "units-0": "10", "cost-0": "12,3456"}
    return client.post(reverse("stock_receive"), start | lines | typed)


def transfer(client: Client, source: Location, destination: Location, do: str = "write", **typed: Any) -> HttpResponse:
    start = {"token": TOKEN, "source": source.pk, "destination": destination.pk, "way": "now", "do": do}
    return client.post(reverse("stock_transfer"), start | {"sku-0": "PAN-24", "units-0": "3"} | typed)


def test_a_receipt_is_shown_before_and_recorded_after(pan: Variant, front: Location) -> None:
    stock(pan, front, 10, "10.00")
    client = signed_in(roles.WAREHOUSE, roles.FINANCE)
    before = everything()

    seen = words(receive(client, front, "refresh"))

    assert everything() == before
    assert "10 → 20" in seen
    assert "10,00 → 11,17" in seen
    assert "um lançamento de R$ 123,46" in seen
    done = receive(client, front)
    assert done["Location"] == reverse("stock_document", args=["EN-000001"])
    assert (level(pan, front), worth(pan)) == ((20, 0), (20, D("223.46")))
    move = StockMove.objects.latest("pk")
    assert (move.reference, move.document, move.reason, move.reference_kind) == ("EN-000001", "NF-e 4512", "Panelas Brasil", "purchase")
    page = words(client.get(done["Location"]))
    assert "Panelas Brasil · NF-e 4512" in page
    assert "+123,46" in page
    assert_figures_match_moves()


def test_goods_of_yesterday_are_dated_yesterday(pan: Variant, front: Location) -> None:
    receive(signed_in(roles.WAREHOUSE), front, day="-1")

    days = clock.company_date(clock.now()) - clock.company_date(StockMove.objects.get().moved_at)
    assert days.days == 1


def test_the_same_receipt_sent_twice_is_one(pan: Variant, front: Location) -> None:
    client = signed_in(roles.WAREHOUSE)

    first, second = receive(client, front), receive(client, front, **{"units-0": "99"})

    assert first["Location"] == second["Location"]
    assert level(pan, front) == (10, 0)
    assert "nada se moveu duas vezes" in words(client.get(second["Location"]))


def test_the_same_paper_in_another_form_is_refused(pan: Variant, front: Location) -> None:
    client = signed_in(roles.WAREHOUSE)
    receive(client, front)
    before = everything()

    response = receive(client, front, token=str(uuid4()), document="nf-E 4512", supplier="PANELAS brasil")

    assert response.status_code == 409
    assert "já entrou como EN-000001" in words(response)
    assert everything() == before
    assert StockDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"supplier": ""}, "id_supplier", "obrigatório"),
        ({"document": " "}, "id_document", "obrigatório"),
        ({"day": "+1"}, "id_day", "futuro"),
        ({"day": "31/02"}, "id_day", "não é uma data"),
        ({"place": ""}, "id_place", "obrigatório"),
        ({"place": "99999999"}, "id_place", "escolha"),
        ({"units-0": "0"}, "units-0", "Digite quantas unidades"),
        ({"units-0": "1,5"}, "units-0", "Digite quantas unidades"),
        ({"cost-0": ""}, "cost-0", "Digite quanto custou"),
        ({"cost-0": "-1"}, "cost-0", "Digite quanto custou"),
        ({"cost-0": "1,2345678"}, "cost-0", "Digite quanto custou"),
        ({"sku-0": "NADA"}, "units-0", "O catálogo não conhece mais NADA"),
        ({"sku-0": "KIT"}, "units-0", "O catálogo não conhece mais KIT"),
        ({"sku-1": "PAN-24", "units-1": "1", "cost-1": "1"}, "units-1", "duas vezes"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_above(
    pan: Variant, front: Location, typed: dict[str, str], field: str, error: str
) -> None:
    make_kit("KIT", (pan, 2))
    before = everything()

    response = receive(signed_in(roles.WAREHOUSE), front, **typed)

    html = response.content.decode()
    assert response.status_code == 422
    assert "<title>Erro:" in html
    assert words(response).count(error) >= 2
    assert f'href="#{field}"' in html
    assert everything() == before


def test_search_enter_and_remove_change_the_lines_only(pan: Variant, lid: Variant, front: Location) -> None:
    Variant.objects.filter(pk=lid.pk).update(ean="7891234567895")
    client = signed_in(roles.WAREHOUSE)

    found = client.get(reverse("stock_receive"), {"find": "tampa"}).content.decode()
    added = receive(client, front, "refresh", find="7891234567895").content.decode()
    removed = receive(client, front, "remove:0").content.decode()
    odd = receive(client, front, "remove:99", find="\x00%_'")

    assert 'value="add:LID-24"' in found
    assert "<main" not in found
    assert 'name="sku-1" value="LID-24"' in added
    assert 'name="sku-0"' not in removed
    assert odd.status_code == 200
    assert StockMove.objects.count() == 0


def test_who_may_not_see_costs_sees_no_average(pan: Variant, front: Location) -> None:
    stock(pan, front, 10, "77.77")

    seen = words(receive(signed_in(roles.WAREHOUSE), front, "refresh"))

    assert "77,77" not in seen
    assert "123,46" in seen


def test_a_transfer_at_once(pan: Variant, front: Location, back: Location) -> None:
    stock(pan, front, 5)
    client = signed_in(roles.WAREHOUSE)

    seen = words(transfer(client, front, back, "refresh"))
    done = transfer(client, front, back, note="mais perto da porta")

    assert "5 → 2" in seen
    assert "0 → 3" in seen
    assert done["Location"] == reverse("stock_document", args=["TR-000001"])
    assert (level(pan, front), level(pan, back)) == ((2, 0), (3, 0))
    transfer(client, front, back)
    assert level(pan, front) == (2, 0)
    assert "mais perto da porta" in words(client.get(done["Location"]))


def test_promised_goods_stay_and_the_line_says_how_many_are_free(pan: Variant, front: Location, back: Location) -> None:
    stock(pan, front, 5)
    reserve("10001", front.warehouse, (pan, 4))
    before = everything()

    response = transfer(signed_in(roles.WAREHOUSE), front, back)

    assert response.status_code == 409
    assert "Livre em A-01: 1 de PAN-24; a transferência leva" in words(response)
    assert 'value="3"' in response.content.decode()
    assert everything() == before


def test_goods_travel_and_arrive_once(pan: Variant, front: Location) -> None:
    other = make_warehouse("CD2")
    stock(pan, front, 5)
    client = signed_in(roles.WAREHOUSE)

    page = transfer(client, front, other, way="travels")["Location"]

    assert level(pan, front) == (2, 0)
    assert level(pan, Location.objects.get(kind="transit")) == (3, 0)
    assert "TR-000001" in words(client.get(reverse("stock_transfer")))
    arrival = reverse("stock_arrival", args=["TR-000001"])
    assert "3 unidades saem do trânsito e entram em CD2" in words(client.get(arrival))
    client.post(arrival)
    assert level(pan, other) == (3, 0)
    again = client.post(arrival, follow=True)
    assert level(pan, other) == (3, 0)
    assert "o segundo clique não mudou nada" in words(again)
    assert "TR-000001" not in words(client.get(reverse("stock_transfer")))
    assert client.get(page).status_code == 200
    assert_figures_match_moves()


def test_only_what_travels_can_arrive(pan: Variant, front: Location, back: Location) -> None:
    stock(pan, front, 5)
    draft = TransferDraft(uuid4(), front.pk, back.pk, ((pan.pk, 1),))
    reference = services.transfer_document(draft=draft, by=SYSTEM, at=clock.now()).reference
    before = everything()

    with pytest.raises(errors.UnknownDocument):
        services.confirm_arrival(reference=reference, by=SYSTEM, at=clock.now())

    assert everything() == before


def test_a_place_to_itself_is_no_transfer(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)

    response = transfer(signed_in(roles.WAREHOUSE), front, front)

    assert response.status_code == 422
    assert "duas posições diferentes" in words(response)


def test_a_person_of_one_warehouse_moves_nothing_out_of_another(pan: Variant, front: Location) -> None:
    other = make_warehouse("CD2")
    stock(pan, other, 5)
    client = signed_in(roles.WAREHOUSE)
    User.objects.update(warehouse_codes=["CD1"])
    before = everything()

    assert receive(client, other).status_code == 422
    assert transfer(client, other, front).status_code == 422

    assert everything() == before


@pytest.mark.parametrize("name", ["stock_receive", "stock_transfer"])
def test_only_the_warehouse_moves_goods(name: str) -> None:
    assert Client().get(reverse(name)).status_code == 302
    assert signed_in(roles.FINANCE).get(reverse(name)).status_code == 403
    assert signed_in(roles.WAREHOUSE, name="ana").get(reverse(name)).status_code == 200


@pytest.mark.parametrize("do", ["refresh", "write"])
@pytest.mark.parametrize("send", [receive, transfer])
def test_a_desk_asks_the_same_of_the_database_for_many_lines_as_for_few(
    send: Callable[..., HttpResponse], do: str, front: Location, back: Location
) -> None:
    client = signed_in(roles.WAREHOUSE)
    for index in range(12):
        stock(make_variant(f"SKU-{index}"), front, 50)
    places = (front,) if send is receive else (front, back)

    def count(first: int, lines: int) -> int:
        typed = {"token": str(uuid4()), "document": f"NF-e {first}"}
        for index in range(lines):
            typed |= {f"sku-{index}": f"SKU-{first + index}", f"units-{index}": "2", f"cost-{index}": "10,00"}
        with CaptureQueriesContext(connection) as asked:
            answer = send(client, *places, do=do, **typed)
        assert answer.status_code == (200 if do == "refresh" else 302)
        return len(asked)

    count(0, 1)
    one, ten = count(1, 1), count(2, 10)

    assert one == ten
    assert ten <= 45


def test_a_lost_session_keeps_the_receipt(pan: Variant, front: Location) -> None:
    client = Client()
    receive(client, front, supplier="Forno Velho")
    user = signed_in(roles.WAREHOUSE)
    session = client.session
    assert session["parked_form"]["path"] == reverse("stock_receive")
    kept = user.session
    kept["parked_form"] = session["parked_form"]
    kept.save()

    page = user.get(reverse("stock_receive"))

    assert 'value="Forno Velho"' in page.content.decode()
    assert 'value="12,3456"' in page.content.decode()
    assert StockMove.objects.count() == 0


def test_an_unknown_document_is_not_found() -> None:
    assert signed_in(roles.WAREHOUSE).get(reverse("stock_document", args=["EN-999999"])).status_code == 404
