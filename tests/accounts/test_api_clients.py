"""Keys of API clients: shown once, rotated, revoked; no second factor concerns them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from backoffice.core.models import ApiClient, AuditEntry, User
from tests.accounts.conftest import PASSWORD, grow_stale, type_password

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]

TYPED = {"name": "Loja nova", "channel_code": "loja", "scopes": ["catalog"], "requests_per_minute": "60", "is_active": "on"}
KEY = re.compile(r"rtg_[0-9a-f]{8}_[A-Za-z0-9_-]{43}")


@pytest.fixture
def admin(client: Client, person: Callable[..., User]) -> Client:
    person("bruno", role="admin")
    type_password(client, "bruno")
    return client


def make(admin: Client) -> str:
    found = KEY.search(admin.post("/admin/core/apiclient/add/", TYPED).content.decode())
    assert found is not None
    return found[0]


def is_accepted(key: str) -> bool:
    """Whether the API takes this key; what it then finds is another story."""
    return Client().get("/api/v1/catalog/products/", headers={"Authorization": f"Bearer {key}"}).status_code != 401


def act(admin: Client, name: str) -> str:
    """The address of the register's own button."""
    page = admin.get(f"/admin/core/apiclient/{ApiClient.objects.get().pk}/change/").content.decode()
    return next(part for part in page.split('"') if name in part and part.startswith("/admin/"))


def test_the_form_names_channels_and_what_a_key_may_do(admin: Client) -> None:
    page = admin.get("/admin/core/apiclient/add/").content.decode()
    refused = admin.post("/admin/core/apiclient/add/", {**TYPED, "channel_code": "lojinha"}).content.decode()

    assert "Loja virtual" in page
    assert "Fazer, ver e cancelar pedidos (orders)" in page
    assert "Nada foi gravado. Corrija os campos marcados." in refused
    assert not ApiClient.objects.exists()


def test_a_key_is_shown_in_one_answer_and_nowhere_else(admin: Client) -> None:
    key = make(admin)

    assert is_accepted(key)
    pages = [admin.get("/admin/core/apiclient/"), admin.get(f"/admin/core/apiclient/{ApiClient.objects.get().pk}/change/")]
    assert [key in page.content.decode() for page in pages] == [False, False]
    assert key not in str(admin.cookies) + str(dict(admin.session)) + str(list(AuditEntry.objects.values()))


def test_rotating_asks_first_and_leaves_the_old_key_a_day(admin: Client) -> None:
    old = make(admin)
    path = act(admin, "rotate")

    assert KEY.search(admin.get(path).content.decode()) is None
    found = KEY.search(admin.post(path).content.decode())

    assert found is not None
    assert found[0] != old
    assert (is_accepted(old), is_accepted(found[0])) == (True, True)


def test_revoking_ends_both_keys_at_once_and_for_good(admin: Client) -> None:
    old = make(admin)
    found = KEY.search(admin.post(act(admin, "rotate")).content.decode())
    assert found is not None

    admin.post(act(admin, "revoke"))
    assert (is_accepted(old), is_accepted(found[0])) == (False, False)
    ApiClient.objects.update(is_active=True)

    assert (is_accepted(old), is_accepted(found[0])) == (False, False)
    assert AuditEntry.objects.filter(action="apiclient.key_revoked").count() == 1


@pytest.mark.parametrize("name", ["rotate", "revoke"])
def test_acts_on_keys_ask_who_is_there(admin: Client, name: str) -> None:
    key = make(admin)
    path = act(admin, name)
    grow_stale(admin)

    assert "Confirme que é você" in admin.post(path).content.decode()
    assert is_accepted(key)
    assert AuditEntry.objects.filter(action__startswith="apiclient.key").count() == 0
    admin.post(path, {"confirm_password": PASSWORD})

    assert AuditEntry.objects.filter(action__startswith="apiclient.key").count() == 1


def test_a_key_needs_no_second_factor(admin: Client, settings: Any) -> None:
    key = make(admin)
    settings.SECOND_FACTOR_REQUIRED = True

    assert is_accepted(key)
