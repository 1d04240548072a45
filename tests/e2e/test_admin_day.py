"""A day of the administrator: a key for a shop, used and taken back; nothing weighty without asking again who is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.shop import Shop

if TYPE_CHECKING:
    from backoffice.pictures.demo import Demo


def test_a_key_is_made_used_and_taken_back(open_page: OpenPage, demo: Demo) -> None:
    page = open_page("admin", "/admin/core/apiclient/add/")
    page.get_by_label("Nome").fill("Loja de teste")
    page.get_by_label("Canal").select_option("loja")
    page.get_by_role("checkbox", name="catalog").check()
    page.get_by_role("button", name="Salvar", exact=True).click()
    key = page.locator("#new-key").inner_text()
    assert re.fullmatch(r"rtg_\S{20,}", key)

    shop = Shop(demo, key)
    assert shop.ask("catalog/products/")[0] == 200
    status, refusal = shop.ask("orders/1/")
    assert (status, refusal["code"]) == (403, "scope_missing")

    page.get_by_role("link", name="Já guardei").click()
    expect(page.get_by_role("main")).not_to_contain_text(key)
    page.goto("/admin/core/apiclient/")
    page.get_by_role("link", name="Loja de teste").click()
    page.get_by_role("checkbox", name="Ativo").uncheck()
    page.get_by_role("button", name="Salvar", exact=True).click()
    expect(page).to_have_url(re.compile("/admin/core/apiclient/$"))
    status, refusal = shop.ask("catalog/products/")
    assert (status, refusal["code"]) == (401, "invalid_key")
