"""The person's own page: what one chooses follows to every browser."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from backoffice import roles
from backoffice.core import preferences
from backoffice.core.models import AuditEntry, User

SignIn = Callable[..., Client]
SAVED = {"first_name": "Diego", "last_name": "Ramos", "language": "pt-br", "rows": "roomy", "keys": "on"}


def diego() -> User:
    return User.objects.get(username="diego")


def test_what_is_chosen_holds_in_another_browser(sign_in: SignIn) -> None:
    answer = sign_in(roles.SALES).post(reverse("account"), SAVED | {"language": "en", "rows": "compact", "keys": ""})
    assert answer.status_code == 302

    elsewhere = Client()
    elsewhere.force_login(diego())
    html = elsewhere.get(reverse("today")).content.decode()

    assert '<html lang="en" class="rg-compact" data-keys="off">' in html
    assert ">Orders<" in html


def test_the_browser_speaks_the_language_before_signing_in(sign_in: SignIn) -> None:
    client = sign_in(roles.SALES)
    client.post(reverse("account"), SAVED | {"language": "en"})

    client.post(reverse("logout"))

    assert '<html lang="en"' in client.get(reverse("signed_out")).content.decode()


def test_a_browser_set_to_english_sees_portuguese_until_somebody_chooses(client: Client, db: None) -> None:
    html = client.get(reverse("signed_out"), headers={"Accept-Language": "en-US,en"}).content.decode()

    assert '<html lang="pt-br"' in html
    assert "Você saiu" in html
    assert '<button class="rg-btn rg-btn-flat rg-btn-s" type="submit" name="language" value="en" lang="en">English</button>' in html


def test_the_language_button_stays_on_the_page(sign_in: SignIn) -> None:
    client = sign_in(roles.SALES)
    before = diego().preferences

    answer = client.post(reverse("set_language"), {"language": "en", "next": "/pedidos/"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/pedidos/")
    assert diego().preferences == before | {"language": "en"}


def test_the_sign_in_page_offers_the_other_language(client: Client, db: None) -> None:
    before = client.get(reverse("login")).content.decode()

    client.post(reverse("set_language"), {"language": "en", "next": reverse("login")})

    assert 'name="language" value="en" lang="en">English<' in before
    assert '<html lang="en">' in client.get(reverse("login")).content.decode()


def test_a_language_that_we_do_not_speak_changes_nothing(sign_in: SignIn) -> None:
    client = sign_in(roles.SALES)

    client.post(reverse("set_language"), {"language": "xx", "next": "https://evil.example/"})
    wrong = client.post(reverse("account"), SAVED | {"language": "xx"})

    assert wrong.status_code == 422
    assert diego().preferences == {}
    assert '<html lang="pt-br"' in client.get(reverse("today")).content.decode()


def test_the_way_back_from_the_language_button_never_leaves_the_house(client: Client, db: None) -> None:
    answer = client.post(reverse("set_language"), {"language": "en", "next": "https://evil.example/"})

    assert "evil" not in answer.headers["Location"]


def test_a_new_name_leaves_a_trace(sign_in: SignIn) -> None:
    sign_in(roles.SALES).post(reverse("account"), SAVED | {"first_name": "Dieguito"})

    assert diego().get_full_name() == "Dieguito Ramos"
    entry = AuditEntry.objects.get(action="user.renamed")
    assert (entry.before, entry.after) == (
        {"first_name": "Diego", "last_name": "Ramos"},
        {"first_name": "Dieguito", "last_name": "Ramos"},
    )


def test_the_same_name_leaves_none(sign_in: SignIn) -> None:
    sign_in(roles.SALES).post(reverse("account"), SAVED)

    assert not AuditEntry.objects.exists()


def test_a_missing_name_is_said_and_nothing_is_saved(sign_in: SignIn) -> None:
    answer = sign_in(roles.SALES).post(reverse("account"), SAVED | {"first_name": " ", "language": "en", "last_name": "Novo"})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Erro: Minha conta" in html
    assert 'value="Novo"' in html
    assert diego().preferences == {}
    assert diego().last_name == "Ramos"


def test_a_switch_leaves_the_other_preferences_alone(sign_in: SignIn) -> None:
    client = sign_in(roles.SALES)
    preferences.save(user_id=diego().pk, language="en", hidden=["late"])

    answer = client.post(reverse("account_switch"), {"compact": "1"})

    assert answer.status_code == 204
    assert diego().preferences == {"language": "en", "hidden": ["late"], "compact": True}


@pytest.mark.parametrize("stored", [None, {}, {"language": 7, "queues": "late", "hidden": [1, None], "compact": "yes", "keys": None}])
def test_preferences_that_make_no_sense_fall_away(stored: object) -> None:
    user = User(preferences=stored)

    assert preferences.of(user) == preferences.Preferences()
