"""Empty, refused and failing: what the screens say, and that nothing typed is lost and nothing counts twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.shop import PLENTY, Shop

# Where the queues of somebody without a part in sales, stock and books may lead.
OWN_AREAS = {
    "hr": ("/admissoes/", "/ausencias/", "/documentos/", "/esocial/", "/pessoas/", "/privacidade/", "/trabalhos/"),
    "employee": ("/ausencias/", "/trabalhos/"),
}


@pytest.mark.parametrize("role", OWN_AREAS)
def test_people_without_a_part_in_it_see_only_their_own(open_page: OpenPage, role: str) -> None:
    page = open_page(role)

    expect(page.get_by_role("heading", level=1)).to_have_text("Hoje")
    queues = page.locator("a.rg-q").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert [url for url in queues if not url.startswith(OWN_AREAS[role])] == []
    menu = page.get_by_role("navigation", name="Principal")
    expect(menu.get_by_role("link", name="Pedidos")).to_have_count(0)
    for path in ("/pedidos/", "/financeiro/diario/", "/separacao/", "/admin/core/user/"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 403
        expect(page.get_by_role("heading", level=1)).to_have_text("Seu papel não abre esta página")
        expect(page.get_by_role("main")).to_contain_text("Peça a quem tem o papel")
        expect(page.get_by_role("main")).to_contain_text(re.compile("Código para o suporte"))


def test_the_auditor_reads_and_changes_nothing(open_page: OpenPage, shop: Shop) -> None:
    number = shop.send_order("Quitéria Maia", {PLENTY: 1})
    page = open_page("auditor", f"/pedidos/{number}/")

    expect(page.get_by_role("heading", level=1)).to_contain_text(number)
    expect(page.locator("#timeline")).to_be_visible()
    expect(page.get_by_label("Comentário", exact=True)).to_have_count(0)
    expect(page.locator("main .rg-btn-main")).to_have_count(0)
    page.goto("/financeiro/diario/")
    page.get_by_role("table").locator("tbody tr").first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lançamento")
    expect(page.get_by_role("button", name="Estornar lançamento")).to_have_count(0)
    answer = page.goto(f"/pedidos/{number}/cancelar/")
    assert answer is not None
    assert answer.status == 403


def test_a_filter_that_finds_nothing_offers_the_way_back(open_page: OpenPage) -> None:
    page = open_page("sales", "/pedidos/?q=ninguem-se-chama-assim")

    expect(page.get_by_role("main")).to_contain_text("ninguem-se-chama-assim")
    page.get_by_role("link", name=re.compile("^Limpar")).first.click()
    expect(page.get_by_role("table").locator("tbody tr").first).to_be_visible()


def test_an_address_that_does_not_exist_says_so_with_a_code(open_page: OpenPage) -> None:
    page = open_page("sales", "/pedidos/999999999/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Não há nada neste endereço")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}"))
    page.get_by_role("link", name="Ir para Hoje").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoje")


def test_two_windows_on_one_promise_are_asked_which_one_stays(open_page: OpenPage, shop: Shop) -> None:
    number = shop.send_order("Rui Falcão", {PLENTY: 1})
    mine, theirs = open_page("sales", f"/pedidos/{number}/"), open_page("finance_manager", f"/pedidos/{number}/")

    for page in (mine, theirs):
        page.locator(f"a[href$='/pedidos/{number}/alterar/promise/']").click()
    theirs.get_by_label("Expedir até").fill("23/12/2030")
    theirs.get_by_role("button", name="Salvar").click()
    expect(theirs.locator(f"a[href$='/pedidos/{number}/alterar/promise/']")).to_contain_text("23/12/2030")
    mine.get_by_label("Expedir até").fill("24/12/2030")
    mine.get_by_role("button", name="Salvar").click()

    expect(mine.get_by_role("alert")).to_contain_text("Lívia Vasques")
    expect(mine.get_by_role("alert")).to_contain_text("Você digitou 24/12/2030")
    mine.get_by_role("button", name="Ficar com 23/12/2030").click()
    expect(mine.locator(f"a[href$='/pedidos/{number}/alterar/promise/']")).to_contain_text("23/12/2030")


def test_who_cancels_second_is_told_and_nothing_happens_twice(open_page: OpenPage, shop: Shop) -> None:
    number = shop.send_order("Saulo Pires", {PLENTY: 1})
    late = open_page("sales", f"/pedidos/{number}/cancelar/")
    first = open_page("finance_manager", f"/pedidos/{number}/cancelar/")
    for page in (first, late):
        page.get_by_label("Motivo").select_option("Pedido repetido")

    first.get_by_role("dialog").get_by_role("button", name=re.compile("^Cancelar")).click()
    expect(first.get_by_role("heading", level=1)).to_contain_text("Cancelado")
    late.get_by_role("dialog").get_by_role("button", name=re.compile("^Cancelar")).click()

    expect(late.get_by_role("main")).to_contain_text("Enquanto você olhava, o pedido mudou: cancelou o pedido, por Lívia Vasques")
    late.goto(f"/pedidos/{number}/")
    expect(late.locator("#timeline").get_by_text("cancelou", exact=False)).to_have_count(1)


def test_a_double_click_pays_once_and_comments_once(open_page: OpenPage, shop: Shop) -> None:
    number = shop.send_order("Telma Dutra", {PLENTY: 1}, paid=False)
    page = open_page("finance", f"/pedidos/{number}/pagamento/")
    page.get_by_role("dialog").get_by_role("button", name="Registrar pagamento").dblclick()
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.goto(f"/pedidos/{number}/")
    page.get_by_label("Comentário", exact=True).fill("Veio por Pix na loja.")
    page.get_by_role("button", name=re.compile("^Comentar")).dblclick()
    expect(page.get_by_label("Comentário", exact=True)).to_have_value("")
    page.goto(f"/pedidos/{number}/?tab=payments")

    expect(page.locator("#timeline").get_by_text("Veio por Pix na loja.")).to_have_count(1)
    assert shop.order(number)["payment_status"] == "paid"
    expect(page.get_by_role("main").get_by_text("Recebido", exact=False)).to_have_count(1)


def test_without_network_a_comment_stays_in_its_field(open_page: OpenPage, shop: Shop) -> None:
    number = shop.send_order("Úrsula Matos", {PLENTY: 1})
    page = open_page("sales", f"/pedidos/{number}/")
    page.get_by_label("Comentário", exact=True).fill("Ligar depois das 14h.")

    page.context.set_offline(True)
    page.get_by_role("button", name=re.compile("^Comentar")).click()
    expect(page.get_by_role("alert").filter(has_text="Seu texto continua aqui")).to_be_visible()
    expect(page.get_by_label("Comentário", exact=True)).to_have_value("Ligar depois das 14h.")
    page.context.set_offline(False)
    page.get_by_role("button", name=re.compile("^Comentar")).click()

    expect(page.locator("#timeline").get_by_role("listitem").filter(has_text="Ligar depois das 14h.")).to_have_count(1)


def test_a_form_sent_after_the_session_ended_is_not_lost(open_page: OpenPage, demo: object) -> None:
    page = open_page("", "/entrar/")
    name, password = demo.logins["sales"]  # type: ignore[attr-defined]

    def sign_in() -> None:
        page.get_by_label("Usuário ou e-mail").fill(name)
        page.get_by_label("Senha", exact=True).fill(password)
        page.get_by_role("button", name="Entrar", exact=True).click()

    sign_in()
    page.wait_for_url(lambda url: "/entrar/" not in url)
    page.goto("/pedidos/novo/")
    page.get_by_label("Nome", exact=True).fill("Xavier Pontes")
    page.get_by_label("Adicionar produto").fill(PLENTY)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Vela")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name=re.compile("^Fazer pedido")).click()
    expect(page.get_by_label("Senha", exact=True)).to_be_visible()
    sign_in()

    expect(page.get_by_role("main")).to_contain_text("nada foi gravado. Confira o que você digitou e envie de novo.")
    expect(page.get_by_label("Nome", exact=True)).to_have_value("Xavier Pontes")
    page.get_by_role("button", name=re.compile("^Fazer pedido")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"Pedido \d+"))
    expect(page.get_by_role("main")).to_contain_text("Xavier Pontes")


def test_a_file_of_the_wrong_kind_or_too_large_is_refused(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("sales", "/importar/produtos/")
    picture = tmp_path / "produtos.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    page.get_by_label("Arquivo", exact=True).set_input_files(picture)
    page.get_by_role("button", name="Enviar arquivo").click()
    expect(page.get_by_role("alert").first).to_contain_text("Nada foi importado.")
    expect(page).to_have_title(re.compile("^Erro"))

    large = tmp_path / "grande.csv"
    large.write_bytes(b"SKU;Nome\n" + b"A;B\n" * 5_300_000)
    page.get_by_label("Arquivo", exact=True).set_input_files(large)
    expect(page.locator("[data-file-error]")).to_contain_text("20 MB")


def test_without_network_a_form_stays_with_what_was_typed(open_page: OpenPage, shop: Shop) -> None:
    number = shop.send_order("Vítor Amaral", {PLENTY: 1}, paid=False)
    page = open_page("finance", f"/pedidos/{number}/")
    page.context.set_offline(True)
    expect(page.get_by_role("status").filter(has_text="Sem rede. O que você digitou fica nesta página")).to_be_visible()
    page.context.set_offline(False)

    page.goto(f"/pedidos/{number}/pagamento/")
    dialog = page.get_by_role("dialog")
    page.context.set_offline(True)
    dialog.get_by_role("button", name="Registrar pagamento").click()
    expect(dialog.get_by_role("alert")).to_contain_text("envie quando a rede voltar")
    page.context.set_offline(False)
    expect(dialog.get_by_role("alert")).to_have_count(0)
    dialog.get_by_role("button", name="Registrar pagamento").click()
    expect(page.get_by_role("dialog")).to_have_count(0)

    assert shop.order(number)["payment_status"] == "paid"
