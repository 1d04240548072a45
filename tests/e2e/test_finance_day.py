"""A day in finance: a figure of the income statement down to its entry, a payment that came by hand, a list for the accountant."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.shop import PLENTY, Shop


def test_a_number_of_the_income_statement_opens_down_to_its_entry(open_page: OpenPage) -> None:
    page = open_page("finance", "/relatorios/dre/")
    row = page.get_by_role("table", name=re.compile("^DRE de")).get_by_role("row", name=re.compile("^Frete pago"))
    figure = row.get_by_role("link").first.inner_text()

    row.get_by_role("link").first.click()
    parts = page.get_by_role("row", name=re.compile(f"De onde vêm os {re.escape(figure)}"))
    parts.get_by_role("link", name=re.compile("^Ver")).click()

    # The list behind the number sums to it.
    expect(page.get_by_role("heading", level=1)).to_have_text("Frete pago")
    expect(page.get_by_text(re.compile(r"^Mostrando \d+ de \d+"))).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(f"Efeito no lucro −R$ {figure.removeprefix('−')}".replace("R$ ", "R$\u00a0"))
    page.get_by_role("table").locator("tbody tr").first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"Lançamento \d{4}/\d{6}"))
    total = page.get_by_role("table", name="Partidas do lançamento").get_by_role("row").last.get_by_role("cell").all_inner_texts()
    assert total[-1] == total[-2]
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("DRE de")


def test_a_payment_is_recorded_and_is_in_the_journal_at_once(open_page: OpenPage, shop: Shop) -> None:
    number = shop.send_order("Zélia Cardim", {PLENTY: 1}, paid=False)
    page = open_page("finance", f"/pedidos/{number}/pagamento/")

    dialog = page.get_by_role("dialog", name=f"Registrar pagamento do pedido {number}")
    expect(dialog.get_by_role("list")).to_contain_text("adiantamento do cliente")
    dialog.get_by_label("Valor (R$)").fill("1.000.000,00")
    dialog.get_by_label("Data").fill("31/02/2026")
    dialog.get_by_role("button", name="Registrar pagamento").click()
    expect(dialog.get_by_label("Data")).to_have_value("31/02/2026")
    expect(dialog.locator(".rg-error").first).to_be_visible()
    assert shop.order(number)["payment_status"] == "pending"

    page.goto(f"/pedidos/{number}/pagamento/")
    dialog.get_by_role("button", name="Registrar pagamento").click()
    expect(page.locator("#timeline")).to_contain_text("Paulo Tavares")
    assert shop.order(number)["payment_status"] == "paid"
    page.goto("/financeiro/diario/")
    page.get_by_role("searchbox").fill(number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("table").locator("tbody tr")).to_have_count(1)


def test_a_list_is_exported_as_it_is_filtered(open_page: OpenPage) -> None:
    page = open_page("finance", "/pedidos/?view=to_pay")
    shown = page.get_by_role("table").locator("tbody tr").count()

    page.get_by_role("link", name="Exportar").click()
    dialog = page.get_by_role("dialog", name=re.compile("^Exportar"))
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Exportar").click()

    text = download.value.path().read_bytes().decode("utf-8-sig")
    assert len(text.splitlines()) == shown + 1
    assert text.splitlines()[0].startswith("Pedido;") or text.splitlines()[0].startswith('"Pedido";')
