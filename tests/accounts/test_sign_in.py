"""The door: password, second factor, what it gives away, where it leads."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from backoffice.accounts.models import Attempt
from backoffice.core.models import User
from tests.accounts.conftest import PASSWORD, code_now, give_totp, is_signed_in, mails_after_delivery, type_password, wrong_code

pytestmark = pytest.mark.django_db

Person = Callable[..., User]


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is hashed: the time that a sign-in takes."""

    algorithm = "counting"
    hashes = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).hashes += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("name", ["paulo", "PAULO", " paulo ", "paulo@exemplo.com.br", "Paulo@Exemplo.com.br"])
def test_user_name_or_address_open_however_they_are_written(client: Client, person: Person, name: str) -> None:
    person()

    response = type_password(client, name)

    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_signed_in(client)


def test_a_wrong_password_says_what_to_check_and_keeps_the_name(client: Client, person: Person) -> None:
    person()

    response = type_password(client, password="errada")

    page = response.content.decode()
    assert "Usuário e senha não conferem." in page
    assert 'value="paulo"' in page
    assert "errada" not in page
    assert not is_signed_in(client)


def test_unknown_wrong_and_switched_off_look_the_same_and_cost_the_same(client: Client, person: Person, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    person("paulo")
    person("carlos", is_active=False)
    seen = set()

    for name, password in [("paulo", "errada"), ("ninguem", "errada"), ("carlos", PASSWORD), ("ninguem@exemplo.com.br", "x")]:
        CountingHasher.hashes = 0
        page = type_password(client, name, password).content.decode()
        seen.add((page[page.index('class="rg-errors"') : page.index("<form")], CountingHasher.hashes))

    assert len(seen) == 1
    assert seen.pop()[1] == 1


@pytest.mark.parametrize(
    ("target", "leads_to"), [("/pedidos/?q=1", "/pedidos/?q=1"), ("//evil.example/", "/"), ("https://evil.example/", "/")]
)
def test_the_door_leads_back_to_where_one_was_but_never_out_of_the_house(
    client: Client, person: Person, target: str, leads_to: str
) -> None:
    secret = give_totp(person())

    type_password(client, next=target)
    response = client.post("/entrar/confirmar/", {"code": code_now(secret)})

    assert response["Location"] == leads_to


def test_the_session_gets_another_key_at_sign_in(client: Client, person: Person) -> None:
    person()
    client.get("/entrar/")
    session = client.session
    session["planted"] = 1
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted

    type_password(client)

    assert client.session.session_key != planted


def test_with_a_second_factor_the_password_alone_opens_nothing(client: Client, person: Person) -> None:
    secret = give_totp(person())

    response = type_password(client)

    assert response["Location"] == "/entrar/confirmar/"
    assert not is_signed_in(client)
    page = client.get("/entrar/confirmar/").content.decode()
    assert 'inputmode="numeric"' in page
    assert 'autocomplete="one-time-code"' in page
    assert client.post("/entrar/confirmar/", {"code": f"{code_now(secret)[:3]} {code_now(secret)[3:]}"}).status_code == 302
    assert is_signed_in(client)


def test_a_code_opens_once(person: Person) -> None:
    secret = give_totp(person())
    first, second = Client(), Client()
    code = code_now(secret)

    for client in (first, second):
        type_password(client)
        client.post("/entrar/confirmar/", {"code": code})

    assert is_signed_in(first)
    assert not is_signed_in(second)


def test_a_code_older_than_one_already_used_is_refused(person: Person) -> None:
    secret = give_totp(person())
    first, second = Client(), Client()
    for client in (first, second):
        type_password(client)

    first.post("/entrar/confirmar/", {"code": code_now(secret, step=1)})
    second.post("/entrar/confirmar/", {"code": code_now(secret)})

    assert (is_signed_in(first), is_signed_in(second)) == (True, False)


def test_a_recovery_code_opens_once(person: Person) -> None:
    user = person()
    give_totp(user)
    row = Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": _seed(), "used_mask": 0})
    code = row.wrap().get_unused_codes()[3]
    first, second = Client(), Client()

    for client in (first, second):
        type_password(client)
        client.post("/entrar/confirmar/", {"code": f"{code[:4]}-{code[4:]}"})

    assert (is_signed_in(first), is_signed_in(second)) == (True, False)
    row.refresh_from_db()
    assert len(row.wrap().get_unused_codes()) == 9


def _seed() -> str:
    return str(encrypt("0" * 80))


def test_five_wrong_codes_are_too_many_even_when_the_sixth_is_right(client: Client, person: Person) -> None:
    user = person()
    secret = give_totp(user)
    type_password(client)

    answers = [client.post("/entrar/confirmar/", {"code": wrong_code(secret)}).status_code for _ in range(5)]
    sixth = client.post("/entrar/confirmar/", {"code": code_now(secret)})

    assert answers == [200] * 5
    assert sixth.status_code == 429
    assert "Códigos errados demais. Tente de novo às" in sixth.content.decode()
    assert not is_signed_in(client)
    assert [message.subject for message in mails_after_delivery()] == ["Alguém sabe a sua senha"]


def test_wrong_codes_elsewhere_do_not_stop_the_owner(person: Person) -> None:
    user = person()
    secret = give_totp(user)
    stranger, owner = Client(REMOTE_ADDR="198.51.100.9"), Client(REMOTE_ADDR="203.0.113.7")
    for client, address in ((stranger, "198.51.100.9"), (owner, "203.0.113.7")):
        type_password(client, address=address)
    for _ in range(7):
        stranger.post("/entrar/confirmar/", {"code": wrong_code(secret)})

    owner.post("/entrar/confirmar/", {"code": code_now(secret)})

    assert is_signed_in(owner)
    assert Attempt.objects.filter(user=user).count() == 5


def test_a_right_code_forgets_the_wrong_ones_of_this_address(client: Client, person: Person) -> None:
    user = person()
    secret = give_totp(user)
    type_password(client)
    client.post("/entrar/confirmar/", {"code": wrong_code(secret)}, REMOTE_ADDR="203.0.113.7")

    client.post("/entrar/confirmar/", {"code": code_now(secret)}, REMOTE_ADDR="203.0.113.7")

    assert not Attempt.objects.filter(user=user).exists()


def test_secrets_of_factors_are_not_readable_in_the_database(person: Person) -> None:
    user = person()
    secret = give_totp(user)

    assert secret not in str(Authenticator.objects.get(user=user).data)


def test_the_register_admin_has_no_door_of_its_own(client: Client, person: Person) -> None:
    secret = give_totp(person(role="admin"))

    at_the_door = client.get("/admin/core/user/", follow=True)
    assert at_the_door.redirect_chain[-1][0].startswith("/entrar/?next=")
    type_password(client, next="/admin/core/user/")

    assert client.get("/admin/core/user/").status_code == 302
    assert client.post("/entrar/confirmar/", {"code": code_now(secret)})["Location"] == "/admin/core/user/"
    assert client.get("/admin/core/user/").status_code == 200


def test_nobody_can_sign_up(client: Client) -> None:
    assert client.get("/signup/").status_code == 404
    assert client.post("/entrar/", {"login": "novo", "password": PASSWORD, "password1": PASSWORD}).status_code == 200
    assert not User.objects.exists()


def test_signing_out_ends_the_session_in_the_list_too(client: Client, person: Person) -> None:
    person()
    type_password(client)
    assert UserSession.objects.count() == 1

    client.post("/sair/")

    assert not is_signed_in(client)
    assert UserSession.objects.count() == 0
