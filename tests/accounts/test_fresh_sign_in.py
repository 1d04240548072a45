"""Who is there is asked again before something weighty, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from backoffice.core.models import ApiClient, User
from tests.accounts.conftest import PASSWORD, code_now, give_totp, grow_stale, type_password, wrong_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]

Person = Callable[..., User]
ADD = "/admin/core/apiclient/add/"
TYPED = {"name": "Loja nova", "channel_code": "loja", "scopes": ["catalog", "orders"], "requests_per_minute": "60", "is_active": "on"}


@pytest.fixture
def admin(client: Client, person: Person) -> Client:
    person("bruno", role="admin")
    type_password(client, "bruno")
    return client


def test_right_after_signing_in_nothing_is_asked(admin: Client) -> None:
    answer = admin.post(ADD, TYPED)

    assert answer.status_code == 200
    assert ApiClient.objects.get().scopes == ["catalog", "orders"]


def test_later_the_form_waits_behind_the_question_and_goes_on_with_the_answer(admin: Client) -> None:
    grow_stale(admin)

    asked = admin.post(ADD, TYPED)
    page = asked.content.decode()
    assert "Confirme que é você" in page
    assert f'action="{ADD}"' in page
    assert '<input type="hidden" name="name" value="Loja nova">' in page
    assert page.count('name="scopes"') == 2
    assert not ApiClient.objects.exists()
    answered = admin.post(ADD, {**TYPED, "confirm_password": PASSWORD})

    assert "rtg_" in answered.content.decode()
    assert ApiClient.objects.get().name == "Loja nova"
    assert admin.post("/admin/core/apiclient/add/", {**TYPED, "name": "Outra"}).status_code == 200
    assert ApiClient.objects.count() == 2


def test_a_wrong_password_does_nothing_and_keeps_the_form(admin: Client) -> None:
    grow_stale(admin)

    page = admin.post(ADD, {**TYPED, "confirm_password": "errada"}).content.decode()

    assert "Esta não é a sua senha." in page
    assert 'name="name" value="Loja nova"' in page
    assert "errada" not in page
    assert not ApiClient.objects.exists()


def test_guessing_at_the_question_is_slowed(admin: Client) -> None:
    grow_stale(admin)

    answers = [admin.post(ADD, {**TYPED, "confirm_password": "errada"}).status_code for _ in range(8)]

    assert answers == [200] * 7 + [429]
    assert admin.post(ADD, {**TYPED, "confirm_password": PASSWORD}).status_code == 429
    assert not ApiClient.objects.exists()


def test_a_code_answers_too_and_only_once(admin: Client) -> None:
    secret = give_totp(User.objects.get())
    grow_stale(admin)
    assert "ou o código do aplicativo" in admin.post(ADD, TYPED).content.decode()

    wrong = admin.post(ADD, {**TYPED, "confirm_password": "", "confirm_code": wrong_code(secret)}).content.decode()
    assert "Este código não confere." in wrong
    code = code_now(secret)
    admin.post(ADD, {**TYPED, "confirm_password": "", "confirm_code": code})
    assert ApiClient.objects.count() == 1
    grow_stale(admin)
    admin.post(ADD, {**TYPED, "name": "Outra", "confirm_password": "", "confirm_code": code})

    assert ApiClient.objects.count() == 1


def test_an_empty_answer_says_what_is_missing(admin: Client) -> None:
    grow_stale(admin)

    page = admin.post(ADD, {**TYPED, "confirm_password": ""}).content.decode()

    assert "Digite a sua senha." in page
    assert not ApiClient.objects.exists()


def test_reading_a_register_is_not_asked_about(admin: Client) -> None:
    grow_stale(admin)

    assert admin.get("/admin/core/apiclient/").status_code == 200
    assert admin.get(ADD).status_code == 200


def test_a_page_is_asked_about_before_it_opens_and_opens_after(admin: Client) -> None:
    grow_stale(admin)

    asked = admin.get("/conta/seguranca/aplicativo/")
    assert asked["Location"] == "/conta/confirmar/?next=%2Fconta%2Fseguranca%2Faplicativo%2F"
    answered = admin.post(asked["Location"], {"confirm_password": PASSWORD})

    assert answered["Location"] == "/conta/seguranca/aplicativo/"
    assert admin.get("/conta/seguranca/aplicativo/").status_code == 200


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_question_leads_out_of_the_house_for_nobody(admin: Client, target: str) -> None:
    grow_stale(admin)

    answered = admin.post(f"/conta/confirmar/?next={target}", {"confirm_password": PASSWORD})

    assert answered["Location"] == "/conta/seguranca/"


def test_another_persons_password_does_not_answer(admin: Client, person: Person, settings: Any) -> None:
    livia = person("livia")
    livia.set_password("a senha de outra pessoa")
    livia.save()
    grow_stale(admin)

    admin.post(ADD, {**TYPED, "confirm_password": "a senha de outra pessoa", "confirm_user": "livia"})

    assert not ApiClient.objects.exists()
