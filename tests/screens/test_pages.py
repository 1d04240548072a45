"""The shell, the sign in page and the error pages; the last must work when nothing else does."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.db import OperationalError
from django.http import HttpResponse
from django.template import loader
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import translation

from backoffice import roles
from backoffice.accounts.forms import SignInForm
from backoffice.core.middleware import database_away, server_error
from backoffice.core.models import User
from backoffice.dashboard import home
from tests.screens.drawing import draw

ERRORS = ["400", "403", "403_csrf", "404", "429", "500", "503"]
PAGE = """{% extends "backoffice/shell/base.html" %}{% block title %}Pedidos{% endblock %}
{% block crumbs %}<li><span aria-current="page">Pedidos</span></li>{% endblock %}
{% block heading %}<h1>Pedidos</h1>{% endblock %}{% block content %}<p>conteúdo</p>{% endblock %}"""


@pytest.fixture(autouse=True)
def portuguese():
    with translation.override("pt-br"):
        yield


def shell(**context: object) -> str:
    return draw(PAGE, nav_sections=context.pop("nav_sections", []), **context)


def test_the_shell_has_landmarks_and_a_skip_link() -> None:
    html = shell()

    assert '<html lang="pt-br">' in html
    assert 'href="#main">Pular para o conteúdo</a>' in html
    assert html.count("<main ") == 1
    assert 'aria-label="Principal"' in html
    assert "<title>Pedidos · Retaguarda</title>" in html


def test_the_menu_marks_the_present_screen_and_knows_its_key() -> None:
    item = {"label": "Pedidos", "url": "/pedidos", "icon": "orders", "count": 109, "current": True, "key": "p"}

    html = shell(nav_sections=[{"title": "Vendas", "items": [item]}])

    assert '<a href="/pedidos" aria-current="page" data-go="p">' in html
    assert '<span class="rg-num">109</span>' in html


def test_the_palette_goes_to_registers_and_searches_where_a_list_can() -> None:
    item = {"label": "Pedidos", "url": "/pedidos", "icon": "orders", "current": False, "key": "p", "finds": True}

    html = shell(nav_sections=[{"title": "Vendas", "items": [item]}], palette_places=[{"label": "Produtos", "url": "/produtos"}])

    assert '<a href="/pedidos" data-go="p" data-finds>' in html
    assert '<ul hidden data-places><li><a href="/produtos">Produtos</a></li></ul>' in html
    assert 'data-find-text="Buscar “{what}” em {where}"' in html


@pytest.mark.parametrize("code", ERRORS)
@override_settings(STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}})
def test_an_error_page_needs_no_context_and_no_manifest(code: str) -> None:
    html = loader.get_template(f"{code}.html").render()

    assert f"Erro {code[:3]}" in html
    assert "backoffice/retaguarda.css" in html


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_shows_the_request_id(code: str) -> None:
    request = RequestFactory().get("/")
    request.request_id = "7F3K-92QD"

    assert 'data-copy="7F3K-92QD"' in draw(f"{code}.html", request=request)
    assert 'data-copy="7F3K-92QD"' in loader.get_template(f"{code}.html").render({"request_id": "7F3K-92QD"})


def test_a_refusal_says_who_can_help() -> None:
    refusal = {"text": "Pagar acima de R$ 5.000,00 passa por duas pessoas.", "who": "Paulo, da Controladoria"}

    html = loader.get_template("403.html").render({"refusal": refusal})

    assert "Pagar acima de R$ 5.000,00 passa por duas pessoas." in html
    assert "Peça a Paulo, da Controladoria." in html


def copied(response: HttpResponse) -> str:
    """The request id that the page offers to copy; the same as the answer's own."""
    found = re.search(r'data-copy="([^"]+)"', response.content.decode())
    assert found is not None
    assert found[1] == response.headers["X-Request-ID"]
    return found[1]


def test_a_wrong_host_gets_our_page(client: Client) -> None:
    answer = client.get("/", SERVER_NAME="evil.example")

    assert answer.status_code == 400
    assert "Erro 400" in answer.content.decode()
    assert copied(answer)


@pytest.mark.django_db
def test_the_mark_that_a_browser_asks_for_by_itself_is_there(client: Client) -> None:
    answer = client.get("/favicon.ico")

    assert (answer.status_code, answer["Location"].startswith("/static/backoffice/icons/mark")) == (302, True)


def test_a_stranger_at_no_address_gets_our_page(client: Client) -> None:
    answer = client.get("/nada/aqui/")

    assert answer.status_code == 404
    assert "Não há nada neste endereço" in answer.content.decode()
    assert copied(answer)


@pytest.mark.django_db
def test_a_form_with_an_old_secret_gets_our_page() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("set_language"), {"language": "en"})

    assert answer.status_code == 403
    assert "Esta página ficou aberta tempo demais" in answer.content.decode()
    assert copied(answer)


@pytest.mark.django_db
def test_a_role_without_permission_learns_who_has_it(sign_in: Callable[..., Client]) -> None:
    answer = sign_in(roles.HR).get(reverse("order_board"))

    assert answer.status_code == 403
    assert "Vendas" in answer.content.decode()
    assert copied(answer)


@pytest.mark.django_db
def test_our_own_failure_says_so_and_stays_in_the_log(sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("a fault of ours")

    client = sign_in(roles.SALES)
    client.raise_request_exception = False
    monkeypatch.setattr(home.queues, "of", fails)

    answer = client.get(reverse("today"))

    assert answer.status_code == 500
    assert "Erro 500" in answer.content.decode()
    assert copied(answer)


def test_failure_pages_ask_no_database() -> None:
    """Without the database mark any query would fail this test."""
    request = RequestFactory().get("/")
    request.request_id = "7F3K-92QD"  # type: ignore[attr-defined]

    failed, away = server_error(request), database_away(request, OperationalError("gone"))

    assert (failed.status_code, away.status_code, away.headers["Retry-After"]) == (500, 503, "5")
    for answer in (failed, away):
        assert 'data-copy="7F3K-92QD"' in answer.content.decode()


def test_error_pages_speak_the_chosen_language(client: Client) -> None:
    client.cookies["django_language"] = "en"

    answer = client.get("/", SERVER_NAME="evil.example")

    assert '<html lang="en">' in answer.content.decode()
    assert "Error 400" in answer.content.decode()


def test_a_failed_sign_in_says_so_in_title_summary_and_field() -> None:
    form = SignInForm(request=RequestFactory().post("/entrar"), data={"login": "", "password": ""})
    form.is_valid()

    html = draw("registration/login.html", form=form)

    assert "<title>Erro: Entrar · Retaguarda</title>" in html
    assert 'class="rg-errors"' in html
    assert 'href="#id_login"' in html
    assert 'autocomplete="current-password"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/pessoas/%00/", "/esocial/arquivos/%00/", "/estoque/sku/A%00B/", "/privacidade/%00/"])
def test_an_address_that_the_database_cannot_even_read_is_not_found(client: Client, path: str) -> None:
    user = User.objects.create_user("silvia")
    user.groups.add(*Group.objects.filter(name__in=["hr", "sales"]))
    client.force_login(user)

    answer = client.get(path)

    assert answer.status_code == 404
    assert "Erro 404" in answer.content.decode()
