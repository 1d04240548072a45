"""A day at the sales desk: decide, call off, find, talk, take an order on the telephone."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.shop import PLENTY, Shop


def test_sales_approves_what_is_within_the_limit(open_page: OpenPage) -> None:
    page = open_page("sales")
    page.get_by_role("region", name="Filas").get_by_role("link", name="A aprovar").click()
    rows = page.get_by_role("table").locator("tbody tr")
    waiting = rows.count()
    small = rows.filter(has_text=re.compile(r"\b\d{1,3},\d\d|\b[12]\.[0-4]\d\d,\d\d")).last
    number = small.get_by_role("link").first.inner_text()
    small.get_by_role("link").first.click()

    page.get_by_role("link", name=re.compile("^Aprovar")).click()
    dialog = page.get_by_role("dialog", name=f"Aprovar o pedido {number}")
    expect(dialog.get_by_role("button", name="Decidir depois")).to_be_focused()
    expect(dialog.get_by_role("listitem").first).to_contain_text("Libera o pedido para expedição")
    dialog.get_by_role("button", name="Aprovar pedido").click()

    expect(page.get_by_role("list", name="Etapas do pedido")).not_to_contain_text("espera uma pessoa")
    expect(page.locator("#timeline")).to_contain_text("Renata Moura aprovou")
    page.goto("/pedidos/?view=to_approve")
    expect(page.get_by_role("table").locator("tbody tr")).to_have_count(waiting - 1)


def test_sales_cancels_and_sees_before_what_will_happen(open_page: OpenPage, shop: Shop) -> None:
    number = shop.send_order("Beatriz Amaral", {PLENTY: 3})
    page = open_page("sales", f"/pedidos/{number}/")

    page.locator("summary", has_text="Mais ações").click()
    page.get_by_role("link", name="Cancelar pedido").click()
    dialog = page.get_by_role("dialog", name=f"Cancelar o pedido {number}?")
    expect(dialog.get_by_role("button", name="Manter pedido")).to_be_focused()
    expect(dialog.get_by_role("list")).to_contain_text("Libera 3 unidades reservadas")
    expect(dialog.get_by_role("list")).to_contain_text("R$")
    dialog.get_by_role("button", name=re.compile("^Cancelar")).click()

    # Without a reason nothing happens, and the dialog says which field is missing.
    expect(dialog).to_be_visible()
    assert shop.order(number)["status"] != "cancelled"
    dialog.get_by_label("Motivo").select_option("Cliente desistiu antes do envio")
    dialog.get_by_label("Observação").fill("Comprou em dobro sem querer.")
    dialog.get_by_role("button", name=re.compile("^Cancelar")).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Cancelado")
    expect(page.locator("#timeline")).to_contain_text("Comprou em dobro sem querer.")
    assert shop.order(number)["status"] == "cancelled"


def test_a_filter_lives_in_the_address_and_can_be_saved_as_a_view(open_page: OpenPage) -> None:
    page = open_page("sales", "/pedidos/?view=open")
    page.get_by_role("button", name="Filtro").click()
    dialog = page.get_by_role("dialog", name="Filtro")
    dialog.get_by_role("checkbox", name="Mercado Livre").check()
    dialog.get_by_role("button", name="Aplicar filtros").click()

    expect(page).to_have_url(re.compile("channel="))
    channels = page.get_by_role("table").locator("tbody tr").all_inner_texts()
    assert channels
    assert all("Mercado Livre" in row for row in channels)
    page.get_by_role("link", name="Salvar visão").click()
    page.get_by_label("Nome", exact=True).fill("Mercado em aberto")
    page.get_by_role("dialog").get_by_role("button", name="Salvar visão").click()

    view = page.get_by_role("navigation", name="Visões salvas").get_by_role("link", name="Mercado em aberto")
    expect(view).to_be_visible()
    page.goto("/pedidos/")
    view.click()
    expect(page).to_have_url(re.compile("channel="))
    page.get_by_role("table").locator("tbody tr").first.get_by_role("link").first.click()
    page.go_back()
    expect(page.get_by_role("link", name="Tirar o filtro Canal")).to_be_visible()


def test_a_comment_calls_a_colleague_who_then_has_a_notice(open_page: OpenPage, shop: Shop) -> None:
    number = shop.send_order("Caio Bastos", {PLENTY: 1})
    page = open_page("sales", f"/pedidos/{number}/")

    page.keyboard.press("c")
    expect(page.get_by_label("Comentário", exact=True)).to_be_focused()
    page.keyboard.type("Cliente pede nota fiscal em nome da empresa, @pau")
    expect(page.get_by_role("option", name="Paulo Tavares")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type("confere?")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#timeline").get_by_role("listitem").filter(has_text="em nome da empresa")).to_have_count(1)
    notices = open_page("finance", "/avisos/")
    notices.get_by_role("link", name=re.compile(number)).first.click()
    expect(notices).to_have_url(re.compile(f"/pedidos/{number}/"))


def test_an_order_is_taken_on_the_telephone_without_a_mouse(open_page: OpenPage) -> None:
    page = open_page("sales", "/pedidos/")

    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Novo pedido")).to_be_visible()
    page.get_by_label("Nome", exact=True).focus()
    page.keyboard.type("Ivone Sampaio")
    page.keyboard.press("Tab")
    page.keyboard.type("529.982.247-25")
    page.get_by_label("Adicionar produto").focus()
    page.keyboard.type(PLENTY)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Vela")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"Pedido \d+"))
    expect(page.get_by_role("main")).to_contain_text("Ivone Sampaio")


def test_the_palette_finds_a_screen_by_what_is_done_there(open_page: OpenPage) -> None:
    page = open_page("sales", "/relatorios/")

    page.keyboard.press("Control+k")
    page.keyboard.type("estoque inicial")
    expect(page.get_by_role("group", name="Onde se faz isso").get_by_role("option", name=re.compile("^Importar"))).to_be_visible()
    expect(page.locator("[data-palette-said]")).to_have_text("0 resultados")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/importar/"))


def test_the_palette_finds_an_order_from_anywhere(open_page: OpenPage, shop: Shop) -> None:
    number = shop.send_order("Domingos Teles", {PLENTY: 1})
    page = open_page("sales", "/relatorios/")

    page.keyboard.press("Control+k")
    page.keyboard.type("domingos teles")
    expect(page.get_by_role("option", name=re.compile(number))).to_be_visible()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"/pedidos/{number}/"))
