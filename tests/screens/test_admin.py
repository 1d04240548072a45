"""The register admin: our colours, our way back, and a wider policy nowhere else."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from backoffice import roles
from backoffice.core.models import User
from backoffice.dashboard.registers import REGISTERS

SignIn = Callable[..., Client]


@pytest.fixture
def staff(sign_in: SignIn) -> Client:
    client = sign_in(*roles.ROLES)
    User.objects.update(is_staff=True)
    return client


def policy_of(client: Client, address: str) -> dict[str, str]:
    header = client.get(address).headers["Content-Security-Policy"]
    return {name: sources for name, _space, sources in (part.strip().partition(" ") for part in header.split(";"))}


def test_scripts_are_evaluated_on_registers_only(staff: Client) -> None:
    register, page = policy_of(staff, reverse("admin:index")), policy_of(staff, reverse("order_board"))

    assert register["script-src"] == "'self' 'unsafe-eval'"
    assert register["style-src"] == "'self' 'unsafe-inline'"
    assert page["script-src"] == page["style-src"] == "'self'"
    assert {name: value for name, value in register.items() if name not in ("script-src", "style-src")} == {
        name: value for name, value in page.items() if name not in ("script-src", "style-src")
    }


def side_bar(html: str) -> set[str]:
    """The addresses of the side bar."""
    return set(re.findall(r'href="(/[^"]*)"', html[html.index('<nav class="rg-side"') :].split('<div class="rg-dock">')[0]))


def test_a_register_stands_in_the_same_frame_as_a_work_screen(staff: Client) -> None:
    register = staff.get(reverse("admin:orders_channel_changelist")).content.decode()
    page = staff.get(reverse("order_board")).content.decode()

    assert "backoffice/admin.css" in register
    for html in (register, page):
        assert html.count('<nav class="rg-side"') == 1
        assert html.count("<main ") == 1
        assert html.count('id="rg-palette"') == 1
        assert "backoffice/js/theme.js" in html
    assert side_bar(page) <= side_bar(register)


def test_a_register_says_where_it_is_and_leads_back(staff: Client) -> None:
    html = staff.get(reverse("admin:orders_channel_changelist")).content.decode()

    crumbs = re.sub(r"\s+", " ", strip_tags(html[html.index('<ol class="rg-crumbs">') : html.index("</ol>")])).split()
    assert crumbs == ["Hoje", "Cadastros", "Canais", "de", "venda"]
    assert re.search(r"<title>\s*Canais de venda · Retaguarda\s*</title>", html)
    assert f'href="{reverse("admin:orders_channel_changelist")}" aria-current="page"' in html


def test_every_register_stands_on_the_page_of_registers(staff: Client) -> None:
    html = staff.get(reverse("admin:index")).content.decode()

    for _title, items in REGISTERS:
        for item in items:
            assert f'href="{reverse(item.url_name)}"' in html, item.label
