"""A shop with an order to talk about, and people of each role."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from backoffice.core import clock, policy
from backoffice.core.actors import Actor
from backoffice.core.models import User
from tests.orders.builders import Shop, build_shop

Hire = Callable[..., User]


@pytest.fixture
def shop(db: None) -> Shop:
    by = Actor(kind="system", id=0, name="Loja", grants=policy.known_permissions())
    return build_shop(by=by, at=clock.now(), stock=50)


@pytest.fixture
def order(shop: Shop) -> str:
    return shop.place(("PRATO-AL", 1)).number


@pytest.fixture
def hire(db: None) -> Hire:
    """hire("Renata Moura", "sales") -> a colleague with these roles; the user name is the first name."""

    def hired(name: str, *roles: str, email: str = "", is_active: bool = True) -> User:
        first, _, last = name.partition(" ")
        user = User.objects.create_user(first.lower(), email=email, first_name=first, last_name=last, is_active=is_active)
        user.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
        return user

    return hired


@pytest.fixture
def renata(hire: Hire) -> User:
    return hire("Renata Moura", "sales", email="renata@example.com")


@pytest.fixture
def diego(hire: Hire) -> User:
    return hire("Diego Ramos", "warehouse", email="diego@example.com")


@pytest.fixture
def helena(hire: Hire) -> User:
    """Of the personnel office: sees no order."""
    return hire("Helena Prado", "hr", email="helena@example.com")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def actor(user: User) -> Actor:
    """Fresh from the database: roles are kept on the object."""
    return Actor.of_user(User.objects.get(pk=user.pk))
