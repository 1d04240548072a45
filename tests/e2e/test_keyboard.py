"""Every core task without a mouse (ux.md 3.16), and on the main pages: the focus is seen everywhere and nobody is caught."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.shop import PLENTY, Shop

if TYPE_CHECKING:
    from playwright.sync_api import Page

MAIN_PAGES = [
    ("sales", "/"),
    ("sales", "/pedidos/"),
    ("sales", "/pedidos/novo/"),
    ("sales", "/conta/"),
    ("warehouse", "/separacao/"),
    ("warehouse", "/expedicao/"),
    ("finance_manager", "/relatorios/"),
    ("finance_manager", "/relatorios/dre/"),
    ("finance_manager", "/financeiro/diario/"),
    ("admin", "/admin/core/user/"),
    ("", "/entrar/"),
]
# How the focused element looks; the same question without focus must have another answer.
LOOK = """(node) => {
  const looks = [];
  for (let one = node; one && looks.length < 4; one = one.parentElement) {
    const style = getComputedStyle(one);
    const outline = style.outlineStyle === "none" ? "" : style.outlineWidth + style.outlineColor;
    looks.push([outline, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecorationLine].join("|"));
  }
  return looks.join("/");
}"""
FOCUSED = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  node.dataset.walked = node.dataset.walked || String(++window.walkedSoFar);
  const box = node.getBoundingClientRect();
  return { id: node.dataset.walked, html: node.outerHTML.slice(0, 140), seen: box.width > 0 && box.height > 0 };
}"""


def walk(page: Page, steps: int) -> list[str]:
    """Tab from the top until it comes around; what has no visible focus."""
    page.evaluate("() => { window.walkedSoFar = 0; document.activeElement?.blur(); }")
    unseen, walked = [], []
    for _ in range(steps):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            return unseen
        if found["id"] in walked:
            if found["id"] == walked[0]:
                return unseen
            pytest.fail(f"Tab comes back to {found['html']} before the end of the page: a trap")
        walked.append(found["id"])
        node = page.locator(f"[data-walked='{found['id']}']")
        focused = node.evaluate(LOOK)
        resting = node.evaluate(
            f"(node) => {{ node.blur(); const look = ({LOOK})(node); node.focus({{ focusVisible: true }}); return look; }}"
        )
        if not found["seen"] or focused == resting:
            unseen.append(found["html"])
    return unseen


@pytest.mark.parametrize(("role", "path"), MAIN_PAGES)
def test_the_focus_is_seen_everywhere_and_goes_on(open_page: OpenPage, role: str, path: str) -> None:
    page = open_page(role, path)

    assert walk(page, 60) == []


def test_the_first_tab_offers_to_skip_the_menu(open_page: OpenPage) -> None:
    page = open_page("sales", "/pedidos/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Pular para o conteúdo")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("() => Boolean(document.activeElement.closest('main'))")


def test_a_list_is_walked_marked_searched_and_left_by_keys(open_page: OpenPage) -> None:
    page = open_page("sales", "/pedidos/?view=open")
    rows = page.get_by_role("table").locator("tbody tr")
    second = rows.nth(1).get_by_role("link").first.inner_text()

    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/pedidos/{second}/"))
    page.go_back()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    expect(page.get_by_role("dialog", name="Filtro")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Filtro")).to_be_hidden()
    page.locator("body").press("g")
    page.keyboard.press("h")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoje")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name=re.compile("Atalhos"))).to_be_visible()


def test_an_order_is_cancelled_by_keys_and_escape_changes_nothing(open_page: OpenPage, shop: Shop) -> None:
    number = shop.send_order("Ivo Sarmento", {PLENTY: 1})
    page = open_page("sales", f"/pedidos/{number}/")

    page.keyboard.press("m")
    page.get_by_role("link", name="Cancelar pedido").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=f"Cancelar o pedido {number}?")
    expect(dialog.get_by_role("button", name="Manter pedido")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert shop.order(number)["status"] == "open"

    page.keyboard.press("m")
    page.get_by_role("link", name="Cancelar pedido").focus()
    page.keyboard.press("Enter")
    dialog.get_by_label("Motivo").focus()
    page.keyboard.type("Pedido repetido")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(dialog.get_by_role("button", name=re.compile("^Cancelar"))).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Cancelado")


def test_a_payment_and_a_report_need_no_mouse(open_page: OpenPage, shop: Shop) -> None:
    number = shop.send_order("Lia Bandeira", {PLENTY: 1}, paid=False)
    page = open_page("finance_manager", f"/pedidos/{number}/")
    page.keyboard.press("m")
    page.get_by_role("link", name=re.compile("^Registrar pagamento .")).focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=f"Registrar pagamento do pedido {number}")
    expect(dialog).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(dialog).to_have_count(0)
    assert shop.order(number)["payment_status"] == "paid"

    page.goto("/relatorios/pedir/balancete/")
    page.keyboard.press("e")
    expect(page).to_have_url(re.compile("/relatorios/emitidos/"))
    # The progress is told to those who cannot see the bar.
    expect(page.locator("[aria-live], [role=status]").first).to_be_attached()
    expect(page.get_by_role("link", name=re.compile("PDF")).first).to_be_visible(timeout=90_000)


def test_single_letters_can_be_switched_off(open_page: OpenPage) -> None:
    page = open_page("employee", "/conta/")
    box = page.get_by_role("checkbox", name=re.compile("^Usar atalhos de uma letra"))

    box.uncheck()
    page.get_by_role("button", name="Salvar").click()
    page.goto("/conta/")
    expect(box).not_to_be_checked()
    page.keyboard.press("g")
    page.keyboard.press("h")
    expect(page.get_by_role("heading", level=1)).to_have_text("Minha conta")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Buscar ou ir para")).to_be_visible()


def test_a_dialog_from_a_menu_gives_the_focus_back_to_the_menu_s_button(open_page: OpenPage) -> None:
    page = open_page("hr", "/pessoas/0007/")
    menu = page.locator("details.rg-more > summary", has_text="Mais ações")
    menu.focus()
    page.keyboard.press("Enter")
    act = page.locator("details.rg-more a[data-dialog-url]").first
    act.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(menu).to_be_focused()
    expect(page.locator("details.rg-more[open]")).to_have_count(0)
