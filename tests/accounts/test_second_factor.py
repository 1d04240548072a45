"""Second factors: set up, required by role, recovered, removed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.checks import run_checks
from django.test import Client
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from backoffice import roles
from backoffice.core.models import AuditEntry, User
from tests.accounts.conftest import code_now, give_totp, grow_stale, is_signed_in, mails_after_delivery, type_password, wrong_code

pytestmark = pytest.mark.django_db

Person = Callable[..., User]


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def set_up(client: Client) -> tuple[str, Any]:
    """Go through the page as a person would: read the key, type the first code."""
    page = client.get("/conta/seguranca/aplicativo/").content.decode()
    found = re.search(r'ac-secret rg-code">([A-Z2-7 ]+)<', page)
    assert found is not None
    secret = found[1].replace(" ", "")
    return secret, client.post("/conta/seguranca/aplicativo/", {"code": code_now(secret)})


def test_setting_the_application_up_shows_recovery_codes_once(client: Client, person: Person) -> None:
    user = person()
    type_password(client)

    _secret, answer = set_up(client)
    page = client.get(answer["Location"]).content.decode()
    codes = re.findall(r"<li>(\d{8})</li>", page)

    assert answer["Location"] == "/conta/seguranca/codigos/"
    assert len(set(codes)) == 10
    as_file = client.get("/conta/seguranca/codigos/arquivo/")
    assert as_file["Content-Disposition"] == 'attachment; filename="retaguarda-codigos.txt"'
    assert re.findall(r"^\d{8}$", as_file.content.decode(), re.MULTILINE) == codes
    assert client.post("/conta/seguranca/codigos/", {"act": "kept"})["Location"] == "/conta/seguranca/"
    assert codes[0] not in client.get("/conta/seguranca/codigos/").content.decode()
    assert client.get("/conta/seguranca/codigos/arquivo/").status_code == 302
    assert "Restam 10 códigos" in client.get("/conta/seguranca/").content.decode()
    assert AuditEntry.objects.filter(action="user.factor_added", subject_key=str(user.pk)).count() == 1
    assert [message.subject for message in mails_after_delivery()] == ["Um segundo fator foi incluído na sua conta"]


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_same_key(client: Client, person: Person) -> None:
    person()
    type_password(client)
    page = client.get("/conta/seguranca/aplicativo/").content.decode()
    shown = re.search(r'ac-secret rg-code">([A-Z2-7 ]+)<', page)
    assert shown is not None

    answer = client.post("/conta/seguranca/aplicativo/", {"code": wrong_code(shown[1].replace(" ", ""))}).content.decode()

    assert "Este código não confere." in answer
    assert shown[1] in answer
    assert not Authenticator.objects.exists()


def test_the_code_that_set_the_application_up_opens_no_sign_in(client: Client, person: Person) -> None:
    person()
    type_password(client)
    secret, _answer = set_up(client)
    other = Client()

    type_password(other)
    other.post("/entrar/confirmar/", {"code": code_now(secret)})

    assert not is_signed_in(other)


def test_new_recovery_codes_make_the_old_ones_worthless(client: Client, person: Person) -> None:
    user = person()
    type_password(client)
    set_up(client)
    old = re.findall(r"<li>(\d{8})</li>", client.get("/conta/seguranca/codigos/").content.decode())
    client.post("/conta/seguranca/codigos/", {"act": "kept"})

    client.post("/conta/seguranca/codigos/", {})
    new = re.findall(r"<li>(\d{8})</li>", client.get("/conta/seguranca/codigos/").content.decode())

    assert len(new) == 10
    assert not set(old) & set(new)
    other = Client()
    type_password(other)
    other.post("/entrar/confirmar/", {"code": old[0]})
    assert not is_signed_in(other)
    assert AuditEntry.objects.filter(action="user.codes_made", subject_key=str(user.pk)).count() == 1


def test_removing_the_last_factor_takes_the_recovery_codes_too(client: Client, person: Person) -> None:
    person()
    type_password(client)
    set_up(client)

    client.post("/conta/seguranca/aplicativo/remover/")

    assert not Authenticator.objects.exists()
    assert "Só senha" in client.get("/conta/seguranca/").content.decode()
    assert [message.subject for message in mails_after_delivery()][-1] == "Um segundo fator foi removido da sua conta"


@pytest.mark.usefixtures("required")
def test_a_required_factor_cannot_be_removed(client: Client, person: Person) -> None:
    secret = give_totp(person())
    type_password(client)
    client.post("/entrar/confirmar/", {"code": code_now(secret)})

    answer = client.post("/conta/seguranca/aplicativo/remover/").content.decode()

    assert "Seu papel exige um segundo fator." in answer
    assert Authenticator.objects.count() == 1


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_roles_that_touch_money_people_or_settings_set_a_factor_up_before_anything_else(client: Client, person: Person, role: str) -> None:
    person(role=role)
    type_password(client)

    first, register = client.get("/conta/papeis/?x=1"), client.get("/admin/")

    if role in roles.SECOND_FACTOR_ROLES:
        assert first["Location"] == "/conta/seguranca/ativar/?next=%2Fconta%2Fpapeis%2F%3Fx%3D1"
        assert register["Location"].startswith("/conta/seguranca/ativar/")
    else:
        # Employees have no register to open; the page says so itself.
        assert (first.status_code, register.status_code) == (200, 403 if role == roles.EMPLOYEE else 200)


@pytest.mark.usefixtures("required")
def test_after_setting_it_up_one_goes_on_to_where_one_wanted(client: Client, person: Person) -> None:
    person()
    type_password(client)
    page = client.get("/conta/papeis/", follow=True).content.decode()
    assert "Seu papel mexe com dinheiro" in page

    set_up(client)
    answer = client.post("/conta/seguranca/codigos/", {"act": "kept"})

    assert answer["Location"] == "/conta/papeis/"
    assert client.get("/conta/papeis/").status_code == 200


@pytest.mark.usefixtures("required")
def test_a_form_is_not_done_before_the_factor_is_there(client: Client, person: Person) -> None:
    person()
    type_password(client)

    answer = client.post("/conta/seguranca/sessoes/outras/encerrar/")

    assert answer["Location"].startswith("/conta/seguranca/ativar/")
    assert not AuditEntry.objects.filter(action="user.sessions_ended").exists()


@pytest.mark.usefixtures("required")
def test_there_may_be_days_of_grace(client: Client, person: Person, settings: Any) -> None:
    settings.SECOND_FACTOR_GRACE_DAYS = 3
    person()

    type_password(client)

    assert client.get("/conta/papeis/").status_code == 200


@pytest.mark.usefixtures("required")
def test_the_page_to_set_it_up_leads_out_of_the_house_for_nobody(client: Client, person: Person) -> None:
    person()
    type_password(client)
    client.get("/conta/seguranca/ativar/?next=https://evil.example/")

    set_up(client)

    assert client.post("/conta/seguranca/codigos/", {"act": "kept"})["Location"] == "/conta/seguranca/"


def test_deploying_without_the_requirement_is_warned_about(settings: Any) -> None:
    def found() -> list[str | None]:
        return [message.id for message in run_checks(include_deployment_checks=True) if (message.id or "").startswith("accounts.")]

    assert found() == ["accounts.W001"]
    settings.SECOND_FACTOR_REQUIRED = True
    assert found() == []


def test_factors_are_touched_only_by_who_has_just_proved_who_he_is(client: Client, person: Person) -> None:
    give_totp(person())
    type_password(client)
    client.force_login(User.objects.get())
    grow_stale(client)

    for path in ("aplicativo/remover/", "chaves/nova/", "codigos/"):
        answer = client.get(f"/conta/seguranca/{path}")
        assert answer["Location"].startswith("/conta/confirmar/?next="), path


def test_passkeys_are_offered_only_where_a_browser_can_use_them(client: Client, person: Person) -> None:
    person()
    type_password(client)

    by_number = client.get("/conta/seguranca/", HTTP_HOST="127.0.0.1:8000").content.decode()
    by_name = client.get("/conta/seguranca/", HTTP_HOST="localhost:8000").content.decode()

    assert "Abra http://localhost:8000/conta/seguranca/" in by_number
    assert "/conta/seguranca/chaves/nova/" not in by_number
    assert "/conta/seguranca/chaves/nova/" in by_name


def test_whoever_has_only_a_passkey_is_not_asked_for_the_digits_of_an_application(client: Client, person: Person) -> None:
    user, other = person(), Client(headers={"host": "127.0.0.1:8000"})
    type_password(client)
    give_passkey(user)
    grow_stale(client)
    type_password(other)

    asked_again = client.get("/conta/confirmar/").content.decode()
    second_step = other.get("/entrar/confirmar/").content.decode()

    assert "ou um código de recuperação" in asked_again
    assert "aplicativo" not in second_step
    assert "Sua chave de acesso só abre num endereço com nome: http://localhost:8000/entrar/confirmar/." in second_step
    assert ">Código de recuperação" in second_step


def give_passkey(user: User) -> None:
    """A passkey as a device makes one, and the recovery codes that come with it."""
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    made = AttestedCredentialData.create(Aaguid.NONE, b"a key of a test!", ES256.from_cryptography_key(key))
    told = AuthenticatorData.create(sha256(b"localhost"), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, made)
    answer = {
        "clientDataJSON": websafe_encode(CollectedClientData.create("webauthn.create", b"once", "http://localhost")),
        "attestationObject": websafe_encode(AttestationObject.create("none", told, {})),
    }
    key_id = websafe_encode(made.credential_id)
    data = {"name": "Notebook", "credential": {"id": key_id, "rawId": key_id, "type": "public-key", "response": answer}}
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={"migrated_codes": []})
