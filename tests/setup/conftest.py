"""People who set an installation up."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from backoffice import roles
from backoffice.core import clock, company
from backoffice.core.api import authentication
from backoffice.core.api.throttling import permits
from backoffice.core.models import User

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def nothing_is_remembered(settings: Any, tmp_path: Path) -> None:
    """As in a new process: no company, no key; files go to a folder of the test."""
    company.forget()
    permits.forget()
    authentication.forget_uses()
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """sign_in("admin") -> a browser in which a person of these roles has just signed in."""

    def signed_in(*names: str) -> Client:
        user = User.objects.create_user(f"pessoa{User.objects.count()}", first_name="Nair", last_name="Lima", is_staff=True)
        user.groups.set(Group.objects.filter(name__in=names or roles.OWNER_ROLES))
        client = Client()
        client.force_login(user)
        session = client.session
        session["confirmed_at"] = clock.now().timestamp()
        session.save()
        return client

    return signed_in
