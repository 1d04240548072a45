"""Fields changed in place, the customer's page and the parcel's page."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from urllib.parse import unquote

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from backoffice import roles
from backoffice.core.templatetags import formats
from orders import services
from orders.models import Customer, Order
from orders.services import ShipmentDraft
from tests.orders.builders import Shop

SignIn = Callable[..., Client]
FETCH = {"X-Requested-With": "fetch"}


def words(response: HttpResponse) -> str:
    return " ".join(unescape(strip_tags(response.content.decode().replace("<", " <"))).split())


@pytest.fixture
def number(shop: Shop) -> str:
    return shop.place(("PRATO-AL", 2)).number


def _day(days: int) -> str:
    return formats.day_month_year(timezone.localdate() + timedelta(days=days))


def test_with_the_script_only_the_part_comes_back_and_the_outcome_is_said(number: str, sign_in: SignIn) -> None:
    client, url = sign_in(roles.SALES), reverse("order_edit", args=[number, "promise"])
    form = client.get(url, headers=FETCH).content.decode()
    seen = re.search(r'name="was-promised_ship_date" value="([^"]+)"', form)
    assert seen is not None

    answer = client.post(url, {"promised_ship_date": "+9", "was-promised_ship_date": seen[1]}, headers=FETCH)

    assert "<main" not in form + answer.content.decode()
    assert _day(9) in words(answer)
    assert unquote(answer["X-Said"]) == "Promessa de envio: gravado."
    assert Order.objects.get(number=number).promised_ship_date == timezone.localdate() + timedelta(days=9)


def test_without_script_it_is_a_small_page_that_leads_back(number: str, sign_in: SignIn) -> None:
    client, url = sign_in(roles.WAREHOUSE), reverse("order_edit", args=[number, "note"])

    assert "<main" in client.get(url).content.decode()
    done = client.post(url, {"internal_note": "Frágil", "was-internal_note": ""})

    assert done["Location"] == reverse("order_page", args=[number])
    assert "Nota interna: gravado." in words(client.get(done["Location"]))
    assert Order.objects.get(number=number).internal_note == "Frágil"


def test_who_was_slower_sees_both_values_with_names_and_chooses(number: str, sign_in: SignIn) -> None:
    marina, diego = sign_in(roles.SALES, name="Marina Costa"), sign_in(roles.WAREHOUSE)
    url, seen = reverse("order_edit", args=[number, "promise"]), _day(2)
    marina.post(url, {"promised_ship_date": _day(5), "was-promised_ship_date": seen})

    late = diego.post(url, {"promised_ship_date": "+4", "was-promised_ship_date": seen}, headers=FETCH)

    assert late.status_code == 409
    text = words(late)
    assert f"Promessa de envio: Marina Costa acaba de mudar para {_day(5)}" in text
    assert f"Ficar com {_day(5)}" in text
    assert f"Usar {_day(4)}" in text
    assert Order.objects.get(number=number).promised_ship_date == timezone.localdate() + timedelta(days=5)
    choice = {
        "promised_ship_date": "+4",
        "was-promised_ship_date": seen,
        "conflict": "promised_ship_date",
        "now-promised_ship_date": _day(5),
    }
    diego.post(url, choice | {"choice": "keep"})
    assert Order.objects.get(number=number).promised_ship_date == timezone.localdate() + timedelta(days=5)
    diego.post(url, choice | {"choice": "use"})
    assert Order.objects.get(number=number).promised_ship_date == timezone.localdate() + timedelta(days=4)


def test_a_choice_made_on_an_old_value_is_asked_again(number: str, sign_in: SignIn) -> None:
    client, url = sign_in(roles.SALES), reverse("order_edit", args=[number, "promise"])
    client.post(url, {"promised_ship_date": _day(7), "was-promised_ship_date": _day(2)})

    stale = {"promised_ship_date": _day(4), "was-promised_ship_date": _day(2), "conflict": "promised_ship_date"}
    answer = client.post(url, stale | {"now-promised_ship_date": _day(5), "choice": "use"}, headers=FETCH)

    assert answer.status_code == 409
    assert Order.objects.get(number=number).promised_ship_date == timezone.localdate() + timedelta(days=7)


def test_two_people_correct_different_parts_of_an_address(number: str, sign_in: SignIn) -> None:
    client, url = sign_in(roles.SALES), reverse("order_edit", args=[number, "address"])
    html = client.get(url, headers=FETCH).content.decode()
    seen = dict(re.findall(r'name="(was-\w+)" value="([^"]*)"', html))
    shown = {name.removeprefix("was-"): unescape(value) for name, value in seen.items()}
    seen = {name: unescape(value) for name, value in seen.items()}

    client.post(url, seen | shown | {"line1": "Rua XV, 10"})
    done = client.post(url, seen | shown | {"postal_code": "86010-000", "city": "Londrina"}, headers=FETCH)

    assert done.status_code == 200
    address = Order.objects.get(number=number).shipping_address
    assert (address["line1"], address["city"], address["postal_code"]) == ("Rua XV, 10", "Londrina", "86010000")


@pytest.mark.parametrize(
    ("what", "typed", "error"),
    [
        ("promise", {"promised_ship_date": "31/02/2026"}, "não é uma data"),
        ("promise", {"promised_ship_date": ""}, "Informe a data"),
        ("address", {"postal_code": "1", "line1": "x", "city": "x", "state": "PR"}, "O CEP tem 8 dígitos"),
        ("note", {"internal_note": "x" * 501}, "500"),
    ],
)
def test_a_wrong_value_is_named_and_kept(number: str, sign_in: SignIn, what: str, typed: dict[str, str], error: str) -> None:
    before = Order.objects.values().get(number=number)

    answer = sign_in(roles.SALES).post(reverse("order_edit", args=[number, what]), typed, headers=FETCH)

    assert answer.status_code == 422
    assert error in words(answer)
    assert Order.objects.values().get(number=number) == before


def test_what_has_left_keeps_its_address(number: str, shop: Shop, sign_in: SignIn) -> None:
    shop.pay(number)
    services.ship_order(draft=ShipmentDraft(number), by=shop.by, at=shop.at)
    client = sign_in(roles.SALES)

    page = client.get(reverse("order_page", args=[number])).content.decode()
    typed = {"postal_code": "80730-000", "line1": "Outra", "city": "Curitiba", "state": "PR", "was-line1": "Rua Padre Anchieta, 1846"}
    answer = client.post(reverse("order_edit", args=[number, "address"]), typed, headers=FETCH)

    assert f'href="{reverse("order_edit", args=[number, "address"])}"' not in page
    assert answer.status_code == 409
    assert "Já saiu para este endereço: 2 unidades." in words(answer)
    assert Order.objects.get(number=number).shipping_address["line1"] == "Rua Padre Anchieta, 1846"


def test_an_auditor_changes_nothing(number: str, sign_in: SignIn) -> None:
    client = sign_in(roles.AUDITOR)

    assert "/alterar/" not in client.get(reverse("order_page", args=[number])).content.decode()
    assert client.post(reverse("order_edit", args=[number, "note"]), {"internal_note": "x"}).status_code == 403
    assert client.get(reverse("order_edit", args=[number, "nope"])).status_code == 403
    assert sign_in(roles.SALES).get(reverse("order_edit", args=[number, "nope"])).status_code == 404


def test_the_customers_page_shows_who_it_is_and_every_number_opens(number: str, shop: Shop, sign_in: SignIn) -> None:
    shop.pay(number)
    customer = Customer.objects.get()
    url = reverse("customer_page", args=[customer.pk])

    page = sign_in(roles.SALES).get(url)
    masked = sign_in(roles.AUDITOR).get(url)

    text = words(page)
    assert "CPF 529.982.247-25" in text
    assert "R$ 49,80" in text
    assert f'href="{reverse("order_page", args=[number])}"' in page.content.decode()
    assert "CPF •••.982.247-••" in words(masked)
    assert "52998224725" not in masked.content.decode()
    assert sign_in(roles.WAREHOUSE).get(url).status_code == 403
    assert sign_in(roles.SALES).get(reverse("customer_page", args=[999])).status_code == 404


def test_a_customers_telephone_is_corrected_on_the_page(number: str, sign_in: SignIn) -> None:
    client, customer = sign_in(roles.SALES), Customer.objects.get()
    url = reverse("customer_edit", args=[customer.pk])
    html = client.get(url, headers=FETCH).content.decode()
    seen = {name: unescape(value) for name, value in re.findall(r'name="(was-\w+)" value="([^"]*)"', html)}
    shown = {name.removeprefix("was-"): value for name, value in seen.items()}

    answer = client.post(url, seen | shown | {"phone": "41 3333-4444"}, headers=FETCH)

    assert "(41) 3333-4444" in words(answer)
    after = Customer.objects.get()
    assert (after.phone, after.document, after.email) == ("+554133334444", "52998224725", "ana@example.com")


def test_a_parcel_has_its_page_with_moves_and_its_entry(number: str, shop: Shop, sign_in: SignIn) -> None:
    shop.pay(number)
    services.ship_order(draft=ShipmentDraft(number, carrier="Jadlog", tracking_code="AA1"), by=shop.by, at=shop.at)
    url = reverse("shipment_page", args=[f"{number}-1"])

    finance, sales = sign_in(roles.FINANCE).get(url), sign_in(roles.SALES).get(url)

    assert "Jadlog" in words(finance)
    assert "Receita 49,80" in words(finance)
    assert "Margem antes de impostos 33,80" in words(finance)
    assert "/financeiro/lancamentos/" in finance.content.decode()
    assert "33,80" not in words(sales)
    assert "/financeiro/lancamentos/" not in sales.content.decode()
    assert sign_in(roles.SALES).get(reverse("shipment_page", args=["1-1"])).status_code == 404
