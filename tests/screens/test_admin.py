"""The register admin: our colours, our way back, and a wider policy nowhere else."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from backoffice import roles
from backoffice.core.models import User

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


def test_a_register_wears_our_colours_and_leads_back(staff: Client) -> None:
    html = staff.get(reverse("admin:orders_channel_changelist")).content.decode()

    assert "backoffice/admin.css" in html
    assert "Voltar para Hoje" in html
    assert f'href="{reverse("today")}"' in html
