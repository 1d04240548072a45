"""People who sign in, for real: the limits are on, and codes are what an application would show."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import encrypt
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from backoffice import roles
from backoffice.core import clock, relay
from backoffice.core.models import User
from inventory.models import Location
from orders.models import Channel

PASSWORD = "uma frase bem comprida"


@pytest.fixture(autouse=True)
def _limits_are_on(settings: Any) -> None:
    settings.AXES_ENABLED = True


@pytest.fixture
def person() -> Callable[..., User]:
    def make(username: str = "paulo", *, role: str = roles.FINANCE, **fields: Any) -> User:
        fields = {"email": f"{username}@exemplo.com.br", "first_name": username.capitalize(), "is_staff": True, **fields}
        user: User = User.objects.create_user(username, password=PASSWORD, **fields)
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def shop() -> Channel:
    """A sales channel a key can belong to."""
    warehouse = Location.objects.create(code="CD", name="Depósito", kind="warehouse")
    return Channel.objects.create(code="loja", name="Loja virtual", kind="marketplace", price_authority="channel", warehouse=warehouse)


def give_totp(user: User) -> str:
    """Set the application up for this person and return its secret."""
    secret = generate_totp_secret()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)})
    return secret


def code_now(secret: str, *, step: int = 0) -> str:
    """What the application shows at this moment, or some half minutes later."""
    return format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30 + step))


def wrong_code(secret: str) -> str:
    """A code that is not right now nor near now."""
    near = {code_now(secret, step=step) for step in range(-3, 4)}
    return next(code for code in ("000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777") if code not in near)


def type_password(client: Client, name: str = "paulo", password: str = PASSWORD, **extra: Any) -> Any:
    """Send the sign-in form; ``address`` is where from."""
    environ = {"REMOTE_ADDR": extra.pop("address", "203.0.113.7")}
    return client.post("/entrar/", {"login": name, "password": password, **extra}, **environ)


def is_signed_in(client: Client) -> bool:
    return client.get("/conta/seguranca/").status_code == 200


def grow_stale(client: Client) -> None:
    """As if the last proof of who it is were an hour old."""
    session = client.session
    session["confirmed_at"] -= 3600
    session.save()


def mails_after_delivery() -> list[Any]:
    """Let the outbox deliver; what has left by mail."""
    relay.deliver_pending(at=clock.now())
    return mail.outbox


def link_in(message: Any) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", message.body)
    assert found is not None
    return found[1]
