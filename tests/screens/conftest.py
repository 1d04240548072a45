"""A shop of today and people of each role, for the screens."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from backoffice.core import clock, policy
from backoffice.core.actors import Actor
from backoffice.core.models import User
from tests.orders.builders import Shop, build_shop


@pytest.fixture
def shop(db: None) -> Shop:
    """The shop of the sales tests, trading now: screens read the clock."""
    by = Actor(kind="system", id=0, name="Loja", grants=policy.known_permissions())
    return build_shop(by=by, at=clock.now(), stock=50)


@pytest.fixture
def sign_in(db: None) -> Callable[..., Client]:
    """sign_in("warehouse") -> a browser in which a person of these roles is signed in."""

    def signed_in(*roles: str, name: str = "Diego Ramos") -> Client:
        first, _, last = name.partition(" ")
        user, _created = User.objects.get_or_create(username=first.lower(), defaults={"first_name": first, "last_name": last})
        user.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
        client = Client()
        client.force_login(user)
        return client

    return signed_in
