"""WCAG 2.2 AA: axe finds nothing serious or critical on any page of the sitemap, in light and in dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import OpenPage
from tests.e2e.sitemap import links_of, pattern_of

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is part of requirements-e2e.lock")

if TYPE_CHECKING:
    from playwright.sync_api import Page

# One role after the other; what an earlier one has seen is not looked at again.
ROLES = ["admin", "finance_manager", "sales", "warehouse", "auditor", "finance"]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GRAVE = ("serious", "critical")
seen: set[str] = set()


def _findings(page: Page, where: str) -> list[str]:
    answer = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}).response
    return [
        f"{where}: {found['id']} on {found['nodes'][0]['html'][:160]} ({len(found['nodes'])} places)"
        for found in answer["violations"]
        if found["impact"] in GRAVE
    ]


@pytest.mark.timeout(900)
@pytest.mark.parametrize("role", ROLES)
def test_no_page_has_a_serious_barrier(open_page: OpenPage, role: str) -> None:
    page = open_page(role)
    waiting, findings = [page.url], []

    while waiting:
        url = waiting.pop(0)
        name = pattern_of(url)
        if name is None or name in seen:
            continue
        seen.add(name)
        answer = page.goto(url)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        waiting += links_of(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            findings += _findings(page, f"{name} {url} {scheme}")

    assert findings == []


@pytest.mark.parametrize("path", ["/entrar/", "/nao-existe/"])
def test_pages_for_strangers_have_no_serious_barrier(open_page: OpenPage, path: str) -> None:
    page = open_page("", path)

    findings = _findings(page, f"{path} light")
    page.emulate_media(color_scheme="dark")
    findings += _findings(page, f"{path} dark")

    assert findings == []
