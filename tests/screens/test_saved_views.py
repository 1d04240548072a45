"""Saved views, columns and the view a list opens with."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from backoffice import roles
from backoffice.core.models import AuditEntry, SavedView, User
from tests.orders.builders import Shop
from tests.screens.test_order_board import numbers

SignIn = Callable[..., Client]
SAVE = "/listas/pedidos/visoes/nova/"


@pytest.fixture
def renata(sign_in: SignIn) -> Client:
    return sign_in(roles.SALES, name="Renata Moura")


def save(client: Client, name: str, query: str = "view=open&channel=mercado&sort=-total", **more: str) -> Any:
    return client.post(SAVE, {"name": name, "query": query, **more})


def change_url(view: SavedView) -> str:
    return f"/listas/pedidos/visoes/{view.pk}/"


def test_a_saved_view_keeps_filter_sort_and_columns_and_opens_with_them(shop: Shop, renata: Client) -> None:
    market = shop.place(("PAN-FE-24", 1), channel="mercado", external_id="ML-1")
    shop.place(("PAN-FE-24", 1))

    response = save(renata, "Mercado maior primeiro", "view=open&channel=mercado&sort=-total&cols=total,customer&after=abc&foo=1")

    view = SavedView.objects.get()
    assert view.query == "view=open&channel=mercado&sort=-total&cols=total%2Ccustomer", "the page and what means nothing are left out"
    assert parse_qs(urlsplit(response["Location"]).query)["saved"] == [str(view.pk)]
    html = renata.get(response["Location"]).content.decode()
    assert numbers(html) == [market.number]
    assert 'aria-current="true"><span' in html
    assert "Alterar visão" in html
    assert html.index(">Total (R$)") < html.index(">Cliente<")
    assert AuditEntry.objects.get(action="view.saved").after["name"] == "Mercado maior primeiro"


def test_parts_that_the_list_does_not_understand_any_more_fall_away(shop: Shop, renata: Client) -> None:
    number = shop.place(("PAN-FE-24", 1)).number
    user = User.objects.get(username="renata")
    SavedView.objects.create(
        owner=user,
        list_code="pedidos",
        name="velha",
        query="view=gone&channel=gone&sort=gone&cols=gone&q=%00",
        created_at=shop.at,
        updated_at=shop.at,
    )
    view = SavedView.objects.get()

    html = renata.get(f"/pedidos/?{view.query}&saved={view.pk}").content.decode()

    assert numbers(html) == [number]
    assert f'href="?view=all&amp;saved={view.pk}"' in html


@pytest.mark.parametrize("name", ["Atrasados", "ATRASADOS", "  Atrasados "])
def test_a_name_is_there_once_and_what_was_typed_stays(shop: Shop, renata: Client, name: str) -> None:
    save(renata, "Atrasados")

    response = save(renata, name)

    assert response.status_code == 409
    assert "Você já tem a visão" in response.content.decode()
    assert f'value="{name.strip()}"' in response.content.decode() or f'value="{name}"' in response.content.decode()
    assert SavedView.objects.count() == 1


def test_a_view_without_a_name_is_asked_for_one(shop: Shop, renata: Client) -> None:
    response = save(renata, " ")

    assert response.status_code == 422
    assert "Dê um nome à visão." in response.content.decode()
    assert not SavedView.objects.exists()


def test_a_private_view_of_somebody_else_does_not_exist(shop: Shop, renata: Client, sign_in: SignIn) -> None:
    save(renata, "só minha")
    view = SavedView.objects.get()
    other = sign_in(roles.SALES, name="Bruno Lima")

    answers = [
        other.get(change_url(view)).status_code,
        other.post(change_url(view), {"name": "x"}).status_code,
        other.post(change_url(view), {"delete": "1"}).status_code,
    ]

    assert answers == [404, 404, 404]
    assert "só minha" not in other.get(f"/pedidos/?saved={view.pk}").content.decode()
    assert SavedView.objects.get().name == "só minha"


def test_sharing_needs_its_permission(shop: Shop, renata: Client, sign_in: SignIn) -> None:
    save(renata, "para todos", is_shared="on")
    manager = sign_in(roles.FINANCE_MANAGER, name="Lívia Prado")
    save(manager, "do gestor", is_shared="on")

    assert dict(SavedView.objects.values_list("name", "is_shared")) == {"para todos": False, "do gestor": True}
    html = renata.get("/pedidos/?view=all").content.decode()
    assert "do gestor" in html
    assert "Compartilhada por Lívia Prado" in html
    shared = SavedView.objects.get(name="do gestor")
    assert renata.post(change_url(shared), {"name": "meu"}).status_code == 404, "it belongs to its owner"


def test_a_view_is_renamed_updated_and_deleted(shop: Shop, renata: Client) -> None:
    save(renata, "antes")
    view = SavedView.objects.get()

    renata.post(change_url(view), {"name": "depois", "query": "view=late"})
    view.refresh_from_db()
    assert (view.name, view.query) == ("depois", "view=open&channel=mercado&sort=-total"), "the filter stays unless it is taken over"
    renata.post(change_url(view), {"name": "depois", "query": "view=late", "update": "on"})
    view.refresh_from_db()
    assert view.query == "view=late"
    renata.post(change_url(view), {"delete": "1"})
    assert not SavedView.objects.exists()


def test_a_list_opens_with_the_view_that_the_person_chose(shop: Shop, renata: Client, sign_in: SignIn) -> None:
    save(renata, "Mercado")
    view = SavedView.objects.get()

    renata.post("/listas/pedidos/padrao/", {"view": f"#{view.pk}"})

    opened = renata.get("/pedidos/")
    assert (opened.status_code, parse_qs(opened["Location"].removeprefix("?"))["saved"]) == (302, [str(view.pk)])
    assert renata.get("/pedidos/?view=all").status_code == 200
    assert sign_in(roles.SALES, name="Bruno Lima").get("/pedidos/").status_code == 200, "others open it as before"
    renata.post(change_url(view), {"delete": "1"})
    assert renata.get("/pedidos/").status_code == 200, "a default that is gone is none"


def test_columns_are_chosen_per_person_and_the_first_one_stays(shop: Shop, renata: Client, sign_in: SignIn) -> None:
    shop.place(("PAN-FE-24", 1))

    renata.post("/listas/pedidos/colunas/", {"column": ["total", "customer", "number", "nope"], "query": "view=all"})

    heads = renata.get("/pedidos/?view=all").context["heads"]
    assert [str(head["label"]) for head in heads] == ["Pedido", "Total (R$)", "Cliente"]
    assert len(sign_in(roles.SALES, name="Bruno Lima").get("/pedidos/?view=all").context["heads"]) == 9
    renata.post("/listas/pedidos/colunas/", {"usual": "1", "query": "view=all"})
    assert len(renata.get("/pedidos/?view=all").context["heads"]) == 9


def test_the_choice_for_one_list_leaves_other_preferences_alone(shop: Shop, renata: Client) -> None:
    User.objects.filter(username="renata").update(preferences={"compact": True, "list:estoque": {"default": "short"}})

    renata.post("/listas/pedidos/colunas/", {"column": ["total"], "query": ""})
    renata.post("/listas/pedidos/padrao/", {"view": "late"})

    assert User.objects.get(username="renata").preferences == {
        "compact": True,
        "list:estoque": {"default": "short"},
        "list:pedidos": {"columns": ["total"], "default": "late"},
    }


def test_saved_views_are_counted_apart_from_the_page(shop: Shop, renata: Client) -> None:
    for _number in range(2):
        shop.place(("PAN-FE-24", 1), channel="mercado")
    save(renata, "Mercado")
    view = SavedView.objects.get()

    assert renata.get("/listas/pedidos/contagens/").json() == {str(view.pk): "2"}


@pytest.mark.parametrize("path", ["/listas/pedidos/visoes/nova/", "/listas/lancamentos/exportar/", "/listas/pedidos/contagens/"])
def test_a_list_that_a_role_may_not_see_has_no_side_doors(shop: Shop, sign_in: SignIn, path: str) -> None:
    assert sign_in(roles.EMPLOYEE).get(path).status_code == 403


def test_an_unknown_list_is_not_found(renata: Client) -> None:
    assert renata.get("/listas/nada/contagens/").status_code == 404
    assert renata.get(f"/listas/pedidos/visoes/99999/?query={quote('view=all')}").status_code == 404
    assert renata.get(reverse("list_view_save", args=["pedidos"])).status_code == 200
