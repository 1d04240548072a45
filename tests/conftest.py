"""Fixtures that every area's tests share."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.test import Client

from backoffice import roles
from backoffice.core import company, policy
from backoffice.core.actors import Actor
from backoffice.core.models import User

SAO_PAULO = ZoneInfo("America/Sao_Paulo")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where the suite runs in several processes, a file's tests stay together: they share what their module has made."""
    for item in items:
        if not any(item.iter_markers("xdist_group")):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.fixture(autouse=True)
def company_is_remembered() -> None:
    """As in a process that has answered before: who comes first does not pay the question for the company."""
    caches["process"].set("company", company.from_settings())


@pytest.fixture
def at() -> datetime:
    """A fixed moment: Tuesday, 24 November 2026, 10h42 in São Paulo."""
    return datetime(2026, 11, 24, 10, 42, tzinfo=SAO_PAULO)


@pytest.fixture
def by() -> Actor:
    """An actor that may do everything, for tests that are not about permissions."""
    return Actor(kind="system", id=0, name="Retaguarda", grants=policy.known_permissions())


@pytest.fixture
def sales() -> Actor:
    return Actor(kind="user", id=0, name="Renata Moura", grants=policy.grants_of_roles([roles.SALES]))


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
