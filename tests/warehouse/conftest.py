"""A shop whose goods lie in bins."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from backoffice.core import clock, policy
from backoffice.core.actors import Actor
from backoffice.core.models import User
from tests.warehouse.builders import Floor, build_floor


@pytest.fixture
def floor(db: None, by: Actor, at: datetime) -> Floor:
    return build_floor(by=by, at=at)


@pytest.fixture
def live_floor(db: None) -> Floor:
    """The same, trading now: screens read the clock."""
    by = Actor(kind="system", id=0, name="Loja", grants=policy.known_permissions())
    return build_floor(by=by, at=clock.now())


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
