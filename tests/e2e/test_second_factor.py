"""Second factors with a real code and a real (virtual) authenticator, and the question who is there before something weighty."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from backoffice.pictures import browser as browsers
from tests.e2e.behind import code_now, tell_demo
from tests.e2e.conftest import OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from backoffice.pictures.demo import Demo

NEW_PERSON = """
from django.contrib.auth.models import Group
from backoffice.core.models import User
user = User(username="{name}", email="{name}@exemplo.com.br", first_name="Vera", last_name="Pinho", is_staff=True)
user.set_password("{password}")
user.save()
user.groups.add(Group.objects.get(name="finance"))
"""
AN_HOUR_AGO = """
from importlib import import_module
from django.conf import settings
session = import_module(settings.SESSION_ENGINE).SessionStore("{key}")
session["confirmed_at"] -= 3600
session.save()
"""


@pytest.fixture
def login(demo: Demo) -> tuple[str, str]:
    """A new colleague of finance, without a second factor."""
    name, password = f"vera{uuid.uuid4().hex[:6]}", f"chave-{uuid.uuid4().hex[:10]}"
    tell_demo(demo, NEW_PERSON.format(name=name, password=password))
    return name, password


def type_password(page: Page, login: tuple[str, str]) -> None:
    page.goto("/entrar/")
    page.get_by_label("Usuário ou e-mail").fill(login[0])
    page.get_by_label("Senha", exact=True).fill(login[1])
    page.get_by_role("button", name="Entrar", exact=True).click()


def test_codes_of_an_application_are_set_up_and_asked_for(open_page: OpenPage, login: tuple[str, str]) -> None:
    page = open_page("", "/entrar/")
    type_password(page, login)
    page.goto("/conta/seguranca/aplicativo/")
    page.get_by_text("Não consigo ler a imagem").click()
    secret = page.locator(".ac-secret").inner_text().replace(" ", "")
    used = code_now(secret)
    page.get_by_label("Código").fill(used)
    page.get_by_role("button", name="Configurar").click()
    expect(page.get_by_role("heading", name="Códigos de recuperação")).to_be_visible()
    recovery = re.findall(r"\b\d{8}\b", page.get_by_role("main").inner_text())
    assert len(set(recovery)) == 10
    page.get_by_role("button", name="Já guardei").click()

    other = open_page("", "/entrar/")
    type_password(other, login)
    expect(other.get_by_role("heading", name="Confirme que é você")).to_be_visible()
    # A code opens once: the one that set the factor up is spent.
    other.get_by_label("Código").fill(used)
    other.get_by_role("button", name="Continuar").click()
    expect(other.locator(".rg-error").first).to_be_visible()
    other.get_by_label("Código").fill(recovery[0])
    other.get_by_role("button", name="Continuar").click()
    expect(other.get_by_role("heading", name="Hoje", level=1)).to_be_visible()


def test_a_passkey_opens_without_a_password(browser: Browser, demo: Demo, login: tuple[str, str]) -> None:
    # Passkeys belong to a name; an address made of numbers has none.
    context = browsers.new_context(browser, demo.url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": device | {"automaticPresenceSimulation": True}})
    try:
        type_password(page, login)
        page.goto("/conta/seguranca/chaves/nova/")
        page.get_by_label("Nome da chave").fill("Este computador")
        page.get_by_role("button", name="Criar chave de acesso").click()
        page.get_by_role("button", name="Já guardei").click()
        expect(page.get_by_role("region", name="Segundos fatores")).to_contain_text("Este computador")

        context.clear_cookies()
        page.goto("/entrar/")
        page.get_by_role("button", name="Entrar com chave de acesso").click()
        expect(page.get_by_role("heading", name="Hoje", level=1)).to_be_visible()
    finally:
        context.close()


def test_an_hour_later_a_key_is_made_only_after_asking_who_is_there(open_page: OpenPage, demo: Demo) -> None:
    page = open_page("", "/entrar/")
    type_password(page, demo.logins["admin"])
    page.wait_for_url(lambda url: "/entrar/" not in url)
    key = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    tell_demo(demo, AN_HOUR_AGO.format(key=key))

    page.goto("/admin/core/apiclient/add/")
    page.get_by_label("Nome").fill("Parceiro logístico")
    page.get_by_label("Canal").select_option("loja")
    page.get_by_role("checkbox", name="fulfilment").check()
    page.get_by_role("button", name="Salvar", exact=True).click()
    expect(page.get_by_role("heading", name="Confirme que é você")).to_be_visible()
    page.get_by_label("Senha").fill("não-é-esta")
    page.get_by_role("button", name="Confirmar e continuar").click()
    expect(page.locator("#new-key")).to_have_count(0)
    page.get_by_label("Senha").fill(demo.logins["admin"][1])
    page.get_by_role("button", name="Confirmar e continuar").click()

    # What was typed went on with the answer.
    expect(page.get_by_role("heading", name="Chave de Parceiro logístico")).to_be_visible()
    expect(page.locator("#new-key")).to_contain_text("rtg_")
