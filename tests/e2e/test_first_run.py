"""A company's first day: from the link that the server prints to a checklist that is done; then the same house with a broken floor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from backoffice.pictures import browser as browsers
from backoffice.pictures.demo import Demo
from tests.e2e.behind import code_now, command, database_away, table_gone

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PASSWORD = "uma frase bem comprida"
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture(scope="module")
def house() -> Iterator[Demo]:
    """An installation in which nobody has done anything, and nobody can sign in."""
    running = Demo("--empty")
    command(running, "remove_demo_access")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def page(house: Demo, browser: Browser) -> Iterator[Page]:
    """One window for the whole day."""
    context = browsers.new_context(browser, house.url)
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def step(page: Page, title: str) -> None:
    """Open a step from the list, as the button beside it does."""
    page.goto("/comecar/")
    page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=re.compile(f"^{title}"))).get_by_role("link").first.click()


def bring_in(page: Page, file: Path, confirm: str) -> None:
    """The wizard: file, columns, preview, run."""
    page.get_by_label("Arquivo", exact=True).set_input_files(file)
    page.get_by_role("button", name="Enviar arquivo").click()
    page.get_by_role("button", name="Ver prévia").click()
    page.get_by_role("link", name=re.compile("^Confirmar")).click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile(f"^Importar {confirm}")).click()
    expect(page.get_by_text("Desfazer este lote").first).to_be_visible()


def test_the_link_of_the_server_makes_the_first_account_once(house: Demo, page: Page) -> None:
    link = command(house, "setup_link").strip()
    page.goto(link)
    page.get_by_label("Seu nome").fill("Nair Lima")
    page.get_by_label("Nome de usuário").fill("nair")
    page.get_by_label("E-mail").fill("nair@exemplo.com.br")
    page.get_by_label("Senha", exact=True).fill(PASSWORD)
    page.get_by_label("Senha de novo").fill(PASSWORD)
    page.get_by_role("button", name="Criar a conta").click()
    browsers.sign_in(page, ("nair", PASSWORD))

    expect(page.get_by_role("heading", name="Primeiros passos").first).to_be_visible()
    answer = page.goto(link)
    assert answer is not None
    assert answer.status == 410


def test_the_company_is_written_down(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("e")
    page.get_by_label("Razão social").fill("Casa da Nair Comércio Ltda.")
    page.get_by_label("Nome fantasia").fill("Casa da Nair")
    page.get_by_label("CNPJ").clear()
    page.get_by_label("CNPJ").press_sequentially("12abc34501de35")
    expect(page.get_by_label("CNPJ")).to_have_value("12.ABC.345/01DE-35")
    page.get_by_role("radio", name=re.compile("Simples")).check()
    page.get_by_label("CEP").fill("80730000")
    page.get_by_label("Cidade").fill("Curitiba")
    page.get_by_label(re.compile("^Estado|^UF")).select_option("PR")
    page.get_by_role("button", name="Salvar empresa").click()
    expect(page).to_have_url(re.compile("/comecar/$"))

    page.goto("/empresa/")
    expect(page.get_by_label("CEP")).to_have_value("80730-000")
    page.get_by_role("link", name="Hoje").first.click()
    expect(page.get_by_role("heading", name="Hoje", level=1)).to_be_visible()


def test_the_second_factor_is_set_up_on_the_way(page: Page) -> None:
    step(page, "Seu segundo fator")
    page.get_by_role("link", name=re.compile("aplicativo", re.IGNORECASE)).first.click()
    page.get_by_text("Não consigo ler a imagem").click()
    secret = page.locator(".ac-secret").inner_text().replace(" ", "")
    page.get_by_label("Código").fill(code_now(secret))
    page.get_by_role("button", name="Configurar").click()
    page.get_by_role("button", name="Já guardei").click()

    page.goto("/comecar/")
    expect(page.locator("#step-factor")).to_contain_text("Ativo na sua conta")


def test_shop_goods_and_stock_end_the_list(page: Page, tmp_path: Path) -> None:
    step(page, "Canal e chave da API")
    page.get_by_label("Nome da loja").fill("Loja virtual")
    page.get_by_role("button", name="Abrir loja e mostrar a chave").click()
    expect(page.locator(".su-key").first).to_contain_text("rtg_")

    goods, stock = tmp_path / "produtos.csv", tmp_path / "estoque.csv"
    goods.write_bytes("SKU;Nome;Preço\r\nPAN-24;Panela de pressão;219,90\r\n".encode("cp1252"))
    stock.write_bytes(b"SKU;Quantidade;Custo\r\nPAN-24;10;95,50\r\n")
    step(page, "Produtos")
    bring_in(page, goods, "1 linha")
    step(page, "Estoque inicial")
    bring_in(page, stock, "1 linha")
    step(page, "Contratações")
    page.get_by_role("button", name="Trazer textos padrão").click()
    expect(page.get_by_role("link", name=re.compile("^Contrato de trabalho")).first).to_be_visible()
    for left_out in ("people", "tax", "opening"):
        page.goto("/comecar/")
        page.locator(f"#step-{left_out}").get_by_role("button", name=re.compile("^Não preciso")).click()
        expect(page.locator(f"#step-{left_out}")).to_contain_text("Deixado de fora por Nair Lima")

    expect(page.get_by_role("heading", name="Pronto para vender", level=1)).to_be_visible()
    page.get_by_role("link", name="Ir para Hoje").click()
    expect(page.get_by_role("heading", name="Hoje", level=1)).to_be_visible()


FAILURES: list[tuple[Callable[[Demo], object], int, str]] = [
    (lambda house: table_gone(house, "inventory_product"), 500, "Não deu para concluir e nada foi alterado"),
    (database_away, 503, "O banco de dados não responde agora"),
]


@pytest.mark.parametrize(("broken", "status", "heading"), FAILURES, ids=["our own failure", "no database"])
def test_a_failing_page_says_so_with_a_code_and_the_next_try_works(
    house: Demo, page: Page, broken: Callable[[Demo], object], status: int, heading: str
) -> None:
    with broken(house):  # type: ignore[attr-defined]
        answer = page.goto("/produtos/")

        assert answer is not None
        assert answer.status == status
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(page.get_by_role("main")).to_contain_text(CODE)
        shown = CODE.search(page.get_by_role("main").inner_text())
        assert shown is not None
        assert shown[0] == answer.headers["x-request-id"]

    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Produtos")
