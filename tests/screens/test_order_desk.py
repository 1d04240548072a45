"""The order desk: search, running totals, one order per form, errors that keep what was typed, and a lost session."""

import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from backoffice import roles
from orders.models import Channel, Customer, Order
from tests.orders.builders import Shop

SignIn = Callable[..., Client]
URL = "/pedidos/novo/"
TOKEN = "7d9f3c1e-2f5b-4f0e-9d57-7a5f0f0f5a11"


def words(response: HttpResponse) -> str:
    return " ".join(unescape(strip_tags(response.content.decode().replace("<", " <"))).split())


def send(client: Client, do: str = "place", **typed: Any) -> HttpResponse:
    start = {"token": TOKEN, "channel": "loja", "terms": "now", "name": "Ana", "sku-0": "PAN-FE-24", "units-0": "2", "do": do}
    return client.post(URL, start | typed)


@pytest.fixture
def desk(shop: Shop, sign_in: SignIn) -> Client:
    return sign_in(roles.SALES)


def test_an_order_is_typed_in_and_placed(desk: Client) -> None:
    response = send(desk, discount_total="39,80", shipping_total="R$ 20", document="529.982.247-25", postal_code="80730-000",
                    line1="Rua A, 1", city="Curitiba", state="pr", internal_note="liga antes", promised_ship_date="+9")  # fmt: skip

    order = Order.objects.get()
    assert response["Location"] == reverse("order_page", args=[order.number])
    assert (order.total, order.discount_total, order.shipping_total) == (Decimal("420.00"), Decimal("39.80"), Decimal("20.00"))
    assert (order.ship_city, order.ship_state, order.shipping_address["postal_code"]) == ("Curitiba", "PR", "80730000")
    assert (order.internal_note, order.customer.document) == ("liga antes", "52998224725")
    assert order.placed_by_id is not None


def test_sent_twice_it_is_one_order(desk: Client) -> None:
    first, second = send(desk), send(desk, name="Outra", **{"units-0": "5"})

    assert first["Location"] == second["Location"]
    assert Order.objects.count() == 1
    assert "nada entrou duas vezes" in words(desk.get(second["Location"]))


def test_searches_show_price_stock_and_people(desk: Client, shop: Shop) -> None:
    shop.place(("PRATO-AL", 1))

    products = desk.get(URL, {"find": "pan-fe", "channel": "loja"})
    people = desk.get(URL, {"who": "nogueira"})

    assert "R$ 219,90" in words(products)
    assert "50 disponíveis" in words(products)
    assert 'value="add:PAN-FE-24"' in products.content.decode()
    assert "529.982.247-25" in words(people)
    assert "<main" not in products.content.decode() + people.content.decode()


@pytest.mark.parametrize(
    ("do", "typed", "units"),
    [
        ("add:PRATO-AL", {}, {"PAN-FE-24": "2", "PRATO-AL": "1"}),
        ("add:PAN-FE-24", {}, {"PAN-FE-24": "3"}),
        ("remove:0", {}, {}),
        ("refresh", {"find": "prato-al"}, {"PAN-FE-24": "2", "PRATO-AL": "1"}),
        ("refresh", {"find": "produto"}, {"PAN-FE-24": "2"}),
        ("remove:99", {}, {"PAN-FE-24": "2"}),
        ("nonsense", {}, {"PAN-FE-24": "2"}),
    ],
)
def test_lines_come_and_go_and_nothing_is_placed(desk: Client, do: str, typed: dict[str, str], units: dict[str, str]) -> None:
    html = send(desk, do, **typed).content.decode()

    found = re.findall(r'name="sku-\d+" value="([^"]+)".*?name="units-\d+" value="([^"]*)"', html, re.S)
    assert dict(found) == units
    assert Order.objects.count() == 0


def test_the_sum_is_the_servers_and_says_what_will_wait_for_approval(desk: Client, shop: Shop) -> None:
    Channel.objects.filter(pk=shop.store.pk).update(approval_above="400.00")

    text = words(send(desk, "refresh", discount_total="9,80", shipping_total="30"))

    assert "2 × PAN-FE-24 439,80" in text
    assert "Total do pedido 460,00" in text
    assert "Outra pessoa terá de aprovar, porque o total passa do limite do canal." in text


def test_a_chosen_customer_fills_the_form(desk: Client, shop: Shop) -> None:
    shop.place(("PRATO-AL", 1))
    ana = Customer.objects.get()

    html = send(desk, f"customer:{ana.pk}", name="", city="apagada").content.decode()
    start = desk.get(URL, {"customer": ana.pk}).content.decode()

    for page in (html, start):
        assert 'value="Ana Beatriz Nogueira"' in page
        assert 'value="529.982.247-25"' in page
        assert 'value="80730-000"' in page
    assert desk.get(URL, {"customer": "99999"}).status_code == 404


def test_too_few_in_stock_names_the_line_and_the_number(desk: Client) -> None:
    response = send(desk, **{"units-0": "60"})

    assert response.status_code == 409
    assert "Só há 50 unidades disponíveis de PAN-FE-24 e o pedido leva 60. Reduza a quantidade." in words(response)
    assert 'value="60"' in response.content.decode()
    assert Order.objects.count() == 0


def test_the_last_one_in_stock_is_told_in_the_singular(desk: Client, shop: Shop) -> None:
    shop.pay(shop.place(("PAN-FE-24", 49)).number)

    short, products = words(send(desk, **{"units-0": "2"})), words(desk.get(URL, {"find": "pan-fe", "channel": "loja"}))

    assert "Só há 1 unidade disponível de PAN-FE-24 e o pedido leva 2. Reduza a quantidade." in short
    assert "1 disponível" in products
    assert "1 disponíveis" not in products


def test_a_kit_that_lacks_a_part_says_which(desk: Client) -> None:
    response = send(desk, **{"sku-0": "KIT-COZINHA", "units-0": "40"})

    assert "Falta PRATO-AL para o kit KIT-COZINHA. Disponível: 50." in words(response)


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"name": ""}, "name", "obrigatório"),
        ({"document": "111.444.777-30"}, "document", "não é um CPF ou CNPJ"),
        ({"postal_code": "8073"}, "postal_code", "O CEP tem 8 dígitos e este tem 4."),
        ({"city": "Curitiba"}, "line1", "O endereço precisa de rua"),
        ({"line1": "Rua A", "city": "X", "state": "XX"}, "state", "Não existe o estado XX."),
        ({"discount_total": "muito"}, "discount_total", "não é um valor"),
        ({"discount_total": "500"}, "discount_total", "O desconto"),
        ({"terms": "terms"}, "payment_due_on", "Diga até quando o cliente paga."),
        ({"promised_ship_date": "01/01/2020"}, "promised_ship_date", "já passou"),
        ({"units-0": "0"}, "", "Digite quantas unidades"),
        ({"units-0": "1,5"}, "", "Digite quantas unidades"),
        ({"sku-0": "NADA"}, "", "O catálogo não vende mais NADA."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_above(desk: Client, typed: dict[str, str], field: str, error: str) -> None:
    response = send(desk, internal_note="fica aqui", **typed)

    html = response.content.decode()
    assert response.status_code in (400, 422)
    assert "<title>Erro:" in html
    assert words(response).count(error) >= 2
    assert 'value="fica aqui"' in html
    if field:
        assert f'href="#id_{field}"' in html
    assert Order.objects.count() == 0


def test_an_order_without_items_is_not_placed(desk: Client) -> None:
    response = desk.post(URL, {"token": TOKEN, "channel": "loja", "terms": "now", "name": "Ana", "do": "place"})

    assert "O pedido ainda não tem item." in words(response)
    assert Order.objects.count() == 0


def test_on_terms_goods_may_leave_before_the_money_once_approved(desk: Client) -> None:
    send(desk, terms="terms", payment_due_on="+30")

    order = Order.objects.get()
    assert (order.approval, order.approval_reason, order.reserved_until) == ("waiting", "terms", None)
    assert order.payment_due_on is not None


def test_with_htmx_a_placed_order_takes_the_whole_window_along(desk: Client) -> None:
    typed = {"token": TOKEN, "channel": "loja", "terms": "now", "name": "Ana", "sku-0": "PAN-FE-24", "units-0": "1", "do": "place"}
    response = desk.post(URL, typed, headers={"HX-Request": "true"})

    assert (response.status_code, response["HX-Redirect"]) == (204, reverse("order_page", args=[Order.objects.get().number]))


def test_an_expired_session_comes_back_to_the_form_with_what_was_typed(shop: Shop, sign_in: SignIn) -> None:
    stranger = Client()

    response = send(stranger, name="Rascunho Silva", internal_note="não perder")
    assert response["Location"] == f"{reverse('login')}?next={URL}"
    assert Order.objects.count() == 0
    person = sign_in(roles.SALES)
    stranger.force_login(_user_of(person))
    html = stranger.get(URL).content.decode()

    assert 'value="Rascunho Silva"' in html
    assert 'value="não perder"' in html
    assert 'name="units-0" value="2"' in html
    assert "Sua sessão tinha terminado e nada foi gravado." in html
    assert send(stranger).status_code == 302
    assert 'value="Rascunho Silva"' not in stranger.get(URL).content.decode()


def test_an_act_sent_after_the_session_comes_back_to_its_dialog(shop: Shop, sign_in: SignIn) -> None:
    number = shop.place(("PRATO-AL", 2)).number
    stranger = Client()
    url = reverse("order_cancel", args=[number])

    response = stranger.post(url, {"version": "1", "reason": "fraud", "note": "ligou às 9h"})
    assert response["Location"].startswith(f"{reverse('login')}?next={url}")
    stranger.force_login(_user_of(sign_in(roles.SALES)))
    html = stranger.get(url).content.decode()

    assert 'value="ligou às 9h"' in html
    assert "nada foi feito" in html
    assert Order.objects.get(number=number).status == "open"


def _user_of(client: Client) -> Any:
    return client.get("/").wsgi_request.user


@pytest.mark.parametrize("role", [roles.WAREHOUSE, roles.FINANCE, roles.AUDITOR])
def test_only_those_who_sell_open_the_desk(shop: Shop, sign_in: SignIn, role: str) -> None:
    client = sign_in(role)

    assert (client.get(URL).status_code, send(client).status_code) == (403, 403)
    assert Order.objects.count() == 0


def test_without_a_channel_of_ours_the_desk_says_what_is_missing(desk: Client, shop: Shop) -> None:
    Channel.objects.update(is_active=False)

    assert "Nenhum canal para lançar pedidos" in words(desk.get(URL))


def test_the_desk_costs_the_same_for_one_line_and_for_many(desk: Client, django_assert_max_num_queries: Callable) -> None:
    many = {f"sku-{index}": sku for index, sku in enumerate(["PAN-FE-24", "TAB-TE-40", "PRATO-AL", "KIT-COZINHA"] * 5)}
    many |= {f"units-{index}": "1" for index in range(20)}

    for lines in ({}, many):
        with django_assert_max_num_queries(20):
            send(desk, "refresh", **lines)
