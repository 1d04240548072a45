"""Who gets in, and how the first one does."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from backoffice import production, roles
from backoffice.core.models import AuditEntry, User
from backoffice.demo import access

pytestmark = pytest.mark.django_db

CREATE_USER = "backoffice.management.commands.create_user.getpass"


def test_every_role_is_a_group_after_migrating() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.ROLES)


def test_the_first_administrator_comes_from_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CREATE_USER, lambda prompt: "correct horse battery")

    call_command("create_user", "bruno", "--role", "admin")

    user = User.objects.get(username="bruno")
    assert authenticate(username="bruno", password="correct horse battery") == user
    assert "system.manage_users" in user.grants
    assert AuditEntry.objects.filter(action="user.added", subject_key=str(user.pk)).count() == 1


def test_a_weak_password_makes_no_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CREATE_USER, lambda prompt: "bruno")

    with pytest.raises(CommandError, match="12"):
        call_command("create_user", "bruno", "--role", "admin")

    assert not User.objects.exists()


@pytest.mark.parametrize("arguments", [["BRUNO"], ["outro", "--email", "Bruno@exemplo.com.br"]])
def test_the_command_makes_nobody_twice(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    User.objects.create_user("bruno", email="bruno@exemplo.com.br")
    monkeypatch.setattr(CREATE_USER, lambda prompt: "correct horse battery")

    with pytest.raises(CommandError, match="already"):
        call_command("create_user", *arguments, "--role", "admin")

    assert User.objects.count() == 1


def test_an_inactive_user_holds_nothing() -> None:
    user = User.objects.create_user("carla", is_active=False)
    user.groups.add(Group.objects.get(name=roles.ADMIN))

    assert user.grants == frozenset()


def test_the_demo_tells_how_to_sign_in_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    credentials = tmp_path / "credentials.json"

    first = access.ensure_access(credentials, channel_code="loja")
    again = access.ensure_access(credentials, channel_code="loja")

    assert first == again == json.loads(credentials.read_text())
    assert credentials.stat().st_mode & 0o777 == 0o600
    assert set(first["users"]) == {role.upper() for role in roles.ROLES} | {"FINANCE_MANAGER_2", "HR_2"}
    name, password = first["users"]["SALES"].split(":", 1)
    assert authenticate(username=name, password=password) is not None


def test_production_refuses_a_database_with_demo_users(tmp_path: Path) -> None:
    production.refuse_demo_access()
    access.ensure_access(tmp_path / "credentials.json", channel_code="loja")

    with pytest.raises(ImproperlyConfigured, match="remove_demo_access"):
        production.refuse_demo_access()

    call_command("remove_demo_access")
    production.refuse_demo_access()


@pytest.mark.parametrize(("secret", "debug"), [("insecure-" + "x" * 60, False), ("short", False), ("x" * 60, True)])
def test_production_refuses_demo_settings(settings: Any, secret: str, debug: bool) -> None:
    settings.SECRET_KEY, settings.DEBUG = secret, debug

    with pytest.raises(ImproperlyConfigured):
        production.refuse_unsafe_settings()
