"""
WCAG 2.2 AA on every page of the sitemap: axe finds nothing serious or critical in light and in dark, and the page has its shape.

Shape: one h1, a title, its language; nothing scrolls sideways at 200 % zoom and on a phone but tables in their box; nothing
moves for people who asked for less motion; nobody is caught by Tab and the focus is seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import OpenPage
from tests.e2e.sitemap import pages_of

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is part of requirements-e2e.lock")

if TYPE_CHECKING:
    from playwright.sync_api import Page

# One role after the other; what an earlier one has seen is not looked at again.
ROLES = ["admin", "hr", "employee", "finance_manager", "sales", "warehouse", "auditor"]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GRAVE = ("serious", "critical")
# High enough that the menu is not scrolled: axe measures only what is in the window.
WIDE = {"width": 1280, "height": 1600}
# Half of 1280: what is left of a usual screen at 200 % zoom; and a phone.
NARROW = {"zoomed to 200 %": {"width": 640, "height": 430}, "on a phone": {"width": 390, "height": 844}}
WIDER_THAN_THE_WINDOW = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge + 1) return "";
  const boxed = (node) => node.parentElement && (getComputedStyle(node.parentElement).overflowX !== "visible" || boxed(node.parentElement));
  const reaches = (node) => node.getBoundingClientRect().right > edge + 1;
  const wide = [...document.body.querySelectorAll("*")].find((node) => reaches(node) && !boxed(node));
  return `${document.documentElement.scrollWidth} px wide` + (wide ? ` because of ${wide.outerHTML.slice(0, 120)}` : "");
}"""
MOVING = "() => document.getAnimations().filter(one => one.playState === 'running' && one.effect.getComputedTiming().duration > 50).length"
# Select2, which Django's admin brings for long choices, names its combobox by an empty element while nothing is chosen; the
# real select beneath has its label, and the markup is written by the library's script.
NOT_OURS = {"exclude": [[".select2-selection"]]}
seen: set[str] = set()


def _axe(page: Page, rules: dict[str, object]) -> list[str]:
    answer = axe.Axe().run(page, context=NOT_OURS, options={"runOnly": rules, "resultTypes": ["violations"]}).response
    return [
        f"{found['id']} on {found['nodes'][0]['html'][:160]} ({len(found['nodes'])} places)"
        for found in answer["violations"]
        if found["impact"] in GRAVE
    ]


def _barriers(page: Page) -> list[str]:
    """What axe says in light; in dark only the colours are other ones."""
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = _axe(page, {"type": "tag", "values": STANDARDS})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return found + [f"dark: {line}" for line in _axe(page, {"type": "rule", "values": ["color-contrast"]})]


def _misshapen(page: Page) -> list[str]:
    wrong = []
    if (count := page.locator("h1").count()) != 1:
        wrong.append(f"{count} h1")
    if "Retaguarda" not in page.title() or len(page.title()) < 12:
        wrong.append(f"title {page.title()!r}")
    if page.locator("html").get_attribute("lang") != "pt-br":
        wrong.append(f"lang {page.locator('html').get_attribute('lang')!r}")
    if page.evaluate(MOVING):
        wrong.append("moves for people who asked for less motion")
    for how, size in NARROW.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_timeout(120)  # charts are drawn anew
        if too_wide := page.evaluate(WIDER_THAN_THE_WINDOW):
            wrong.append(f"{how}: {too_wide}")
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return wrong


@pytest.mark.timeout(900)
@pytest.mark.parametrize("role", ROLES)
def test_no_page_has_a_barrier(open_page: OpenPage, role: str) -> None:
    page = open_page(role)
    findings = []

    for name, url in pages_of(page).items():
        if name not in seen:
            seen.add(name)
            page.goto(url)
            findings += [f"{name} {url} {line}" for line in _barriers(page) + _misshapen(page)]

    assert not findings, "\n".join(findings)


@pytest.mark.parametrize(
    "path",
    [
        "/financeiro/razao/?account=1.1.01.002",
        "/financeiro/razao/?row=premises",
        "/relatorios/dre/?columns=total",
        "/pedidos/?valid=yes&placed_from=01/01/2026",
    ],
)
def test_an_open_number_has_no_barrier(open_page: OpenPage, path: str) -> None:
    # The walk above takes one example of each address: these are other pages of the same ones.
    page = open_page("finance_manager", path)

    assert _barriers(page) + _misshapen(page) == []


@pytest.mark.parametrize("path", ["/entrar/", "/entrar/senha/", "/v/", "/nao-existe/"])
def test_pages_for_strangers_have_no_barrier(open_page: OpenPage, path: str) -> None:
    page = open_page("", path)

    assert _barriers(page) + _misshapen(page) == []
