"""A day of the finance manager: a report on paper, with its proof, and the same one every month by itself."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.shop import PLENTY


def test_a_report_goes_from_its_request_to_a_pdf_that_proves_itself(open_page: OpenPage) -> None:
    page = open_page("finance_manager", "/relatorios/")

    page.get_by_role("link", name=re.compile("^Emitir.*DRE")).click()
    page.get_by_role("button", name="Emitir relatório").click()
    expect(page).to_have_url(re.compile("/relatorios/emitidos/"))
    door = page.get_by_role("link", name=re.compile("PDF")).first
    door.wait_for(timeout=90_000)

    expect(page.get_by_role("table").first).to_contain_text("Receita líquida")
    with page.expect_download() as download:
        door.click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename.endswith(".pdf")

    # Whoever holds the paper can ask whether it is genuine, without signing in.
    code = page.locator("[href*='/v/']").first.get_attribute("href") or ""
    stranger = open_page("", code)
    expect(stranger.get_by_role("heading", level=1)).to_be_visible()
    expect(stranger.get_by_role("main")).to_contain_text("O código é verdadeiro.")


def test_the_same_report_is_scheduled_for_every_month(open_page: OpenPage) -> None:
    page = open_page("finance_manager", "/relatorios/agendamentos/novo/?report=balancete")

    page.get_by_label("Dia do mês").fill("45")
    page.get_by_role("button", name="Agendar").click()
    expect(page).to_have_title(re.compile("^Erro"))
    expect(page.get_by_label("Dia do mês")).to_have_value("45")
    page.get_by_label("Dia do mês").fill("5")
    page.get_by_label("Hora").fill("06:30")
    page.get_by_role("checkbox", name=re.compile("^Paulo Tavares")).check()
    page.get_by_role("button", name="Agendar").click()

    expect(page.get_by_role("main")).to_contain_text("todo mês, dia 5 às 6h30")
    page.goto("/relatorios/agendamentos/")
    expect(page.get_by_role("row", name=re.compile("^Balancete")).first).to_contain_text("Lívia Vasques")


def test_the_manager_approves_what_sales_may_not(open_page: OpenPage) -> None:
    sales = open_page("sales", "/pedidos/novo/")
    sales.get_by_label("Nome", exact=True).fill("Pousada Mirante")
    sales.get_by_label("Adicionar produto").fill(PLENTY)
    sales.keyboard.press("Enter")
    sales.get_by_label(re.compile("^Unidades de")).fill("40")
    sales.keyboard.press("Tab")
    expect(sales.get_by_role("main")).to_contain_text("2.796,00")
    sales.get_by_role("button", name=re.compile("^Fazer pedido")).click()
    expect(sales.get_by_role("heading", level=1)).to_contain_text("A aprovar")
    expect(sales.get_by_role("main")).to_contain_text("Peça a")
    expect(sales.get_by_role("link", name=re.compile("^Aprovar"))).to_have_count(0)

    page = open_page("finance_manager", sales.url)
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog", name=re.compile("^Aprovar o pedido"))
    expect(dialog.get_by_role("button", name="Decidir depois")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#timeline")).to_contain_text("Lívia Vasques aprovou")
