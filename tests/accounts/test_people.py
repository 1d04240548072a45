"""The register of people: invitations, roles, lost devices, the last administrator."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.test import Client

from backoffice.accounts import services, tokens
from backoffice.accounts.admin.users import StaffUserForm
from backoffice.accounts.errors import AlreadyJoined, NoAddress
from backoffice.accounts.words import AREAS, PERMISSIONS, ROLE_HINTS, SCOPES
from backoffice.core import clock, policy
from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry, OutboxMessage, User
from backoffice.roles import ROLES
from tests.accounts.conftest import PASSWORD, give_totp, is_signed_in, link_in, mails_after_delivery, type_password

pytestmark = pytest.mark.django_db

Person = Callable[..., User]
ADD = "/admin/core/user/add/"
NEW = {"first_name": "Renata", "last_name": "Moura", "email": "Renata@exemplo.com.br", "username": "Renata", "roles": ["sales"]}


@pytest.fixture
def bruno(person: Person) -> User:
    return person("bruno", role="admin")


@pytest.fixture
def admin(client: Client, bruno: User) -> Client:
    type_password(client, "bruno")
    return client


def change(user: User, **fields: Any) -> dict[str, Any]:
    """The form of this person as it stands, with some fields changed."""
    kept = {"first_name": user.first_name, "last_name": user.last_name, "email": user.email, "username": user.username}
    return {**kept, "is_active": "on", "roles": sorted(User.objects.get(pk=user.pk).roles), **fields}


def reset_path(admin: Client, user: User) -> str:
    """Where the register's own button leads."""
    page = admin.get(f"/admin/core/user/{user.pk}/change/").content.decode()
    return next(part for part in page.split('"') if "second" in part and part.startswith("/admin/"))


def test_a_new_person_sets_the_password_with_the_link_of_the_invitation(admin: Client) -> None:
    admin.post(ADD, NEW)
    renata = User.objects.get(username="renata")
    assert (renata.email, renata.roles, renata.has_usable_password()) == ("renata@exemplo.com.br", {"sales"}, False)
    message = mails_after_delivery()[0]
    assert (message.to, message.subject) == (["renata@exemplo.com.br"], "Seu acesso à Retaguarda")
    assert "Bruno convidou você" in message.body

    visitor = Client()
    page = visitor.get(link_in(message), follow=True)
    answer = visitor.post(page.redirect_chain[-1][0], {"new_password1": PASSWORD, "new_password2": PASSWORD})

    assert answer["Location"] == "/entrar/"
    assert not is_signed_in(visitor)
    assert type_password(visitor, "renata").status_code == 302
    assert "não vale mais" in Client().get(link_in(message), follow=True).content.decode()
    assert AuditEntry.objects.filter(action="user.invited", subject_key=str(renata.pk)).count() == 1


def test_no_secret_lies_in_the_outbox_or_the_trail(admin: Client) -> None:
    admin.post(ADD, NEW)
    token = link_in(mails_after_delivery()[0]).rstrip("/").split("/")[-1]

    assert token not in str(list(OutboxMessage.objects.values()))
    assert token not in str(list(AuditEntry.objects.values()))


def test_an_invitation_ends_after_three_days_and_with_the_next_one(bruno: User, settings: Any) -> None:
    renata = User.objects.create_user("renata", email="renata@exemplo.com.br")
    by = Actor.of_user(bruno)
    services.invite(user_id=renata.pk, by=by, at=clock.now())
    renata.refresh_from_db()
    first = tokens.INVITATION.make_token(renata)
    assert tokens.INVITATION.check_token(renata, first)

    services.invite(user_id=renata.pk, by=by, at=clock.now())
    renata.refresh_from_db()
    assert not tokens.INVITATION.check_token(renata, first)
    second = tokens.INVITATION.make_token(renata)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert not tokens.INVITATION.check_token(renata, second)


def test_an_invitation_is_no_way_round_a_password(bruno: User, person: Person) -> None:
    paulo = person("paulo")
    without = User.objects.create_user("semmail")

    with pytest.raises(AlreadyJoined):
        services.invite(user_id=paulo.pk, by=Actor.of_user(bruno), at=clock.now())
    with pytest.raises(NoAddress):
        services.invite(user_id=without.pk, by=Actor.of_user(bruno), at=clock.now())

    assert User.objects.get(pk=paulo.pk).has_usable_password()
    assert mails_after_delivery() == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": "bruno"}, "Outra pessoa já tem este nome de usuário."),
        ({"username": "BRUNO"}, "Outra pessoa já tem este nome de usuário."),
        ({"email": "Bruno@exemplo.com.br"}, "Outra pessoa já tem este e-mail."),
        ({"username": "renata@exemplo.com.br"}, "Só letras sem acento"),
        ({"username": "r\u0435nata"}, "Só letras sem acento"),
        ({"roles": ["owner"]}, "owner"),
        ({"email": ""}, "obrigatório"),
    ],
)
def test_a_wrong_form_makes_nobody(admin: Client, wrong: dict[str, Any], said: str) -> None:
    page = admin.post(ADD, {**NEW, **wrong}).content.decode()

    assert said in page
    assert User.objects.count() == 1
    assert mails_after_delivery() == []


def test_roles_change_with_a_trace_and_a_mail(admin: Client, person: Person) -> None:
    paulo = person("paulo")

    admin.post(f"/admin/core/user/{paulo.pk}/change/", change(paulo, roles=["sales", "warehouse"]))

    assert User.objects.get(pk=paulo.pk).roles == {"sales", "warehouse"}
    entry = AuditEntry.objects.get(action="user.changed", subject_key=str(paulo.pk))
    assert (entry.before, entry.after) == ({"roles": ["finance"]}, {"roles": ["sales", "warehouse"]})
    assert [message.subject for message in mails_after_delivery()] == ["Seus papéis mudaram"]


def test_nobody_changes_the_own_roles_or_switches_himself_off(admin: Client, bruno: User) -> None:
    path = f"/admin/core/user/{bruno.pk}/change/"
    assert 'name="roles"' not in admin.get(path).content.decode()

    answer = admin.post(path, change(bruno, roles=["admin", "finance_manager"], is_active="", last_name="Aguiar"))

    bruno = User.objects.get(pk=bruno.pk)
    assert answer.status_code == 302
    assert (bruno.roles, bruno.is_active, bruno.last_name) == ({"admin"}, True, "Aguiar")


@pytest.mark.parametrize("fields", [{"roles": ["sales"]}, {"is_active": ""}])
def test_an_administrator_may_go_as_long_as_another_stays(admin: Client, bruno: User, person: Person, fields: dict[str, Any]) -> None:
    livia = person("livia", role="admin")

    admin.post(f"/admin/core/user/{livia.pk}/change/", change(livia, **fields))

    assert "admin" not in User.objects.get(pk=livia.pk).roles


@pytest.mark.parametrize("fields", [{"roles": ["sales"]}, {"is_active": ""}])
def test_the_last_administrator_stays(bruno: User, person: Person, fields: dict[str, Any]) -> None:
    person("livia", role="admin", is_active=False)

    form = StaffUserForm(change(bruno, **fields), instance=bruno)

    assert form.non_field_errors() == ["Esta é a última pessoa com o papel de administração. Dê o papel a outra pessoa antes."]


def test_switching_a_person_off_ends_the_sessions(admin: Client, person: Person) -> None:
    paulo = person("paulo")
    theirs = Client()
    type_password(theirs)

    admin.post(f"/admin/core/user/{paulo.pk}/change/", change(paulo, is_active=""))

    assert not is_signed_in(theirs)
    assert not UserSession.objects.filter(user=paulo).exists()


def test_an_administrator_resets_a_lost_factor_and_the_person_hears_of_it(admin: Client, person: Person) -> None:
    paulo = person("paulo")
    theirs = Client()
    type_password(theirs)
    give_totp(paulo)
    path = reset_path(admin, paulo)

    assert "Zerar o segundo fator de Paulo?" in admin.get(path).content.decode()
    assert Authenticator.objects.count() == 1
    admin.post(path)

    assert Authenticator.objects.count() == 0
    assert not is_signed_in(theirs)
    message = mails_after_delivery()[-1]
    assert (message.to, message.subject) == (["paulo@exemplo.com.br"], "Seu segundo fator foi zerado")
    assert "Bruno zerou" in message.body
    assert AuditEntry.objects.get(action="user.second_factor_reset").after == {"factors": 1}


def test_nobody_resets_the_own_factor_as_an_administrator(admin: Client, bruno: User) -> None:
    give_totp(bruno)

    answer = admin.post(reset_path(admin, bruno), follow=True).content.decode()

    assert "Esta é a sua própria conta." in answer
    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize("role", ["sales", "finance_manager", "hr", "auditor"])
def test_only_administrators_come_to_the_register(client: Client, person: Person, role: str) -> None:
    person("paulo", role=role)
    type_password(client)

    assert client.get("/admin/core/user/").status_code == 403
    assert client.post(ADD, NEW).status_code == 403
    assert User.objects.count() == 1


def test_the_page_of_the_roles_tells_the_table(client: Client, person: Person) -> None:
    person("paulo")
    type_password(client)

    page = client.get("/conta/papeis/").content.decode()

    row = page[page.index("Fechar e travar períodos") :]
    answers = re.findall(r"rg-sr\">(sim|não)<", row[: row.index("</tr>")])
    assert answers == ["sim" if role == "finance_manager" else "não" for role in policy.known_roles()]


def test_every_permission_has_words_for_people() -> None:
    held = frozenset().union(*ROLES.values())

    assert sorted(held - set(PERMISSIONS)) == []
    assert {code.split(".")[0] for code in held} <= set(AREAS)
    assert set(ROLES) == set(ROLE_HINTS)
    assert set(policy.known_scopes()) == set(SCOPES)


def test_a_name_leads_to_one_person() -> None:
    User.objects.create_user("paulo", email="paulo@exemplo.com.br")

    for fields in ({"username": "Paulo"}, {"username": "outro", "email": "PAULO@exemplo.com.br"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create_user(**fields)
