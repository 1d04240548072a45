"""Forgotten passwords: a link by mail, the same answer for everybody."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from backoffice.accounts import services, tokens
from backoffice.accounts.services.passwords import ADDRESS_LIMIT, PERSON_LIMIT
from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.models import OutboxMessage, User
from tests.accounts.conftest import PASSWORD, code_now, give_totp, is_signed_in, link_in, mails_after_delivery, type_password

pytestmark = pytest.mark.django_db

Person = Callable[..., User]
NEW = {"new_password1": "outra frase bem comprida", "new_password2": "outra frase bem comprida"}


def ask(email: str, **extra: Any) -> Any:
    return Client().post("/entrar/senha/", {"email": email}, **extra)


def open_link(message: Any) -> tuple[Client, str]:
    visitor = Client()
    return visitor, visitor.get(link_in(message), follow=True).redirect_chain[-1][0]


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(person: Person) -> None:
    person()
    ask("Paulo@exemplo.com.br")
    message = mails_after_delivery()[0]
    visitor, path = open_link(message)

    answer = visitor.post(path, NEW)

    assert answer["Location"] == "/entrar/"
    assert not is_signed_in(visitor)
    assert type_password(Client()).status_code == 200
    assert type_password(Client(), password=NEW["new_password1"]).status_code == 302
    assert "não vale mais" in Client().get(link_in(message), follow=True).content.decode()
    assert [sent.subject for sent in mails_after_delivery()] == ["Definir uma nova senha", "Sua senha foi alterada"]


def test_a_reset_does_not_skip_the_second_factor(person: Person) -> None:
    secret = give_totp(person())
    ask("paulo@exemplo.com.br")
    visitor, path = open_link(mails_after_delivery()[0])
    visitor.post(path, NEW)

    answer = type_password(visitor, password=NEW["new_password1"])

    assert answer["Location"] == "/entrar/confirmar/"
    assert not is_signed_in(visitor)
    visitor.post("/entrar/confirmar/", {"code": code_now(secret)})
    assert is_signed_in(visitor)


def test_nothing_tells_whether_an_address_is_known(person: Person) -> None:
    person()
    person("carlos", is_active=False)
    User.objects.create_user("convidada", email="convidada@exemplo.com.br")
    seen = set()
    # What a process does on its first answer only is no difference between people.
    ask("primeira@exemplo.com.br")

    for name in ("paulo", "carlos", "convidada", "ninguem"):
        email = f"{name}@exemplo.com.br"
        with CaptureQueriesContext(connection) as queries:
            answer = ask(email)
        statements = tuple(query["sql"].split()[0] for query in queries)
        seen.add((answer.status_code, answer.content.decode().replace(email, "").replace(_code(answer), ""), statements))

    assert len(seen) == 1
    assert OutboxMessage.objects.count() == 5
    assert [message.to for message in mails_after_delivery()] == [["paulo@exemplo.com.br"]]


def _code(answer: Any) -> str:
    return str(answer["X-Request-ID"])


def test_an_address_that_asks_too_often_waits(person: Person) -> None:
    answers = [ask(f"nome{number}@exemplo.com.br").status_code for number in range(ADDRESS_LIMIT + 1)]

    assert answers == [200] * ADDRESS_LIMIT + [429]
    assert ask("paulo@exemplo.com.br", REMOTE_ADDR="198.51.100.9").status_code == 200


def test_nobodys_mailbox_is_filled_from_many_addresses(person: Person) -> None:
    person()

    for number in range(PERSON_LIMIT + 3):
        assert ask("paulo@exemplo.com.br", REMOTE_ADDR=f"198.51.100.{number}").status_code == 200

    assert len(mails_after_delivery()) == PERSON_LIMIT


def test_a_link_works_for_an_hour(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    user = person()
    token = tokens.RESET.make_token(user)
    assert tokens.RESET.check_token(user, token)
    now = tokens.RESET._now()  # type: ignore[attr-defined]

    monkeypatch.setattr(tokens.RESET, "_now", lambda: now + timedelta(minutes=61))

    assert not tokens.RESET.check_token(user, token)


def test_a_link_of_one_kind_is_no_link_of_another(person: Person) -> None:
    user = person()

    assert not tokens.RESET.check_token(user, tokens.INVITATION.make_token(user))
    assert not tokens.INVITATION.check_token(user, tokens.RESET.make_token(user))
    assert not tokens.RESET.check_token(user, default_token_generator.make_token(user))


def test_a_weak_password_says_why_and_keeps_the_link(person: Person) -> None:
    person()
    ask("paulo@exemplo.com.br")
    visitor, path = open_link(mails_after_delivery()[0])

    page = visitor.post(path, {"new_password1": "curta", "new_password2": "curta"}).content.decode()

    assert "12" in page
    assert User.objects.get().check_password(PASSWORD)
    assert visitor.post(path, NEW).status_code == 302


def test_who_has_no_address_gets_no_mail_and_no_error(person: Person) -> None:
    user = person(email="")

    services.set_password(user_id=user.pk, password=PASSWORD, keep_session=None, by=Actor.of_user(user), at=clock.now())

    assert mails_after_delivery() == []
