"""A day in the warehouse, on a phone of 390 px: pick, read the wrong item, miss one, lose the network, pack, label, ship."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.shop import ALSO_PLENTY, PLENTY, Shop

if TYPE_CHECKING:
    from playwright.sync_api import Page


def read(page: Page, code: str) -> None:
    """What a hand reader does: it types the code and Enter into whatever has the focus."""
    expect(page.get_by_label("Código de barras")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def lines(page: Page) -> list[dict[str, Any]]:
    """The wave's lines as the page carries them, for the codes that are printed on the items."""
    found: list[dict[str, Any]] = json.loads(page.locator("#wave-state").inner_text())["lines"]
    return found


def start_wave(page: Page, *numbers: str) -> int:
    """Join exactly these orders in a wave; its number."""
    page.goto("/separacao/nova/")
    # With more orders waiting than a wave takes, some are marked and "all" is not: only marking all first unmarks them all.
    page.get_by_role("checkbox", name="Marcar todos").check()
    page.get_by_role("checkbox", name="Marcar todos").uncheck()
    for number in numbers:
        page.get_by_role("checkbox", name=number, exact=True).check()
    page.get_by_role("button", name=re.compile("Criar onda com")).click()
    expect(page).to_have_url(re.compile(r"/separacao/\d+/"))
    found = re.search(r"/separacao/(\d+)/", page.url)
    assert found is not None
    page.goto(f"/separacao/{found[1]}/")
    return int(found[1])


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    return open_page("warehouse", "/separacao/", phone=True)


@pytest.mark.parametrize(("role", "path", "name"), [("warehouse", "/separacao/nova/", "Marcar todos"), ("sales", "/pedidos/", "Marcar")])
def test_the_box_above_tells_some_from_all(open_page: OpenPage, shop: Shop, role: str, path: str, name: str) -> None:
    for customer in ("Fabio Reis", "Gilda Reis"):
        shop.send_order(customer, {PLENTY: 1})
    page = open_page(role, path)
    above, rows = page.get_by_role("checkbox", name=re.compile(f"^{name}")).first, page.locator("tbody .rg-check")

    above.check()
    rows.first.uncheck()
    expect(above).to_be_checked(indeterminate=True)
    above.click()
    expect(rows.first).to_be_checked()
    expect(above).to_be_checked()
    above.click()
    expect(page.locator("tbody .rg-check:checked")).to_have_count(0)


def test_an_order_goes_from_the_shelf_to_the_carrier(phone: Page, shop: Shop) -> None:
    number = shop.send_order("Elisa Guedes", {PLENTY: 2})
    wave = start_wave(phone, number)
    candle = lines(phone)[0]

    expect(phone.get_by_role("region", name=candle["place"])).to_be_visible()
    # Perhaps from two shelves: earlier stories took from the first.
    for _ in range(sum(line["quantity"] for line in lines(phone))):
        with phone.expect_response(re.compile("/leituras/")):
            read(phone, candle["ean"])
        expect(phone.locator("[data-said-ok]")).to_contain_text("Certo")
    phone.locator("[data-end]").get_by_text("Conferir e fechar caixas").click()
    phone.get_by_role("link", name=re.compile(number)).click()
    for _ in range(2):
        read(phone, candle["ean"])
    phone.get_by_label("Volumes").fill("1")
    phone.get_by_role("button", name="Fechar a caixa").click()
    expect(phone).to_have_url(re.compile(rf"/separacao/{wave}/"))

    phone.goto("/expedicao/")
    read(phone, number)
    phone.get_by_label("Rastreio").fill(f"BR{number}7BR")
    phone.get_by_role("button", name="Expedir", exact=True).click()
    expect(phone.get_by_role("region", name="Saíram hoje")).to_contain_text(number)
    assert shop.order(number)["fulfilment_status"] == "shipped"


def test_a_wrong_item_stops_and_a_missing_one_is_recorded(phone: Page, shop: Shop) -> None:
    number = shop.send_order("Otávio Lemos", {PLENTY: 1, ALSO_PLENTY: 1})
    start_wave(phone, number)
    first, second = lines(phone)

    read(phone, second["ean"])
    alarm = phone.get_by_role("alert").filter(has_text="Item errado")
    expect(alarm).to_contain_text(f"O item daqui é {first['name']}")
    phone.get_by_role("button", name="Entendi").click()
    expect(alarm).to_be_hidden()
    read(phone, first["sku"])
    expect(phone.locator("[data-said-ok]")).to_contain_text("Certo")

    phone.get_by_role("button", name="Registrar falta").click()
    # The right read's own answer may still be on its way.
    with phone.expect_response(lambda answer: "/leituras/" in answer.url and '"short"' in (answer.request.post_data or "")):
        phone.get_by_role("dialog", name="O que falta?").get_by_role("button", name="Não está na prateleira").click()
    expect(phone.locator("[data-said-ok]")).to_contain_text("Falta registrada")
    phone.goto("/separacao/faltas/")
    expect(phone.get_by_role("main")).to_contain_text(second["name"])


def test_reads_without_network_are_kept_and_count_once(phone: Page, shop: Shop) -> None:
    number = shop.send_order("Nair Quintela", {PLENTY: 3})
    wave = start_wave(phone, number)
    candle = lines(phone)[0]

    phone.context.set_offline(True)
    for _ in range(2):
        read(phone, candle["ean"])
    expect(phone.get_by_role("status").filter(has_text="guardadas")).to_contain_text("2")
    expect(phone.get_by_text("Continue lendo")).to_be_visible()
    with phone.expect_response(re.compile("/leituras/")) as answer:
        phone.context.set_offline(False)

    assert answer.value.status == 200
    expect(phone.get_by_role("status").filter(has_text="Conectado")).to_be_visible()
    # The stock of other stories' leftovers may lie on two shelves: the two reads count, wherever they were taken.
    phone.reload()
    assert sum(line["picked"] for line in lines(phone)) == 2
    phone.goto(f"/separacao/{wave}/")
    assert sum(line["picked"] for line in lines(phone)) == 2


def test_a_label_comes_as_a_pdf(open_page: OpenPage) -> None:
    page = open_page("warehouse", "/separacao/1/caixa/1/")

    page.get_by_role("button", name="Imprimir a etiqueta").click()
    door = page.get_by_role("link", name="Abrir PDF")
    door.wait_for(timeout=60_000)

    answer = page.request.get(door.get_attribute("href") or "")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
