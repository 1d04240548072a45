"""Acts on registers: asked first, done by POST only, refused to whoever may not."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from backoffice import roles
from backoffice.core import clock
from backoffice.core.api import keys
from backoffice.core.models import ApiClient, AuditEntry, Job, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in() -> Callable[[str], Client]:
    def sign_in(role: str) -> Client:
        user = User.objects.create_user(f"somebody-{role}", is_staff=True)
        user.groups.add(Group.objects.get_or_create(name=role)[0])
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def storefront() -> ApiClient:
    client = ApiClient(name="Loja", channel_code="loja", scopes=["orders"])
    keys.prepare_key(client)
    client.save()
    return client


def test_a_link_asks_and_only_the_form_rotates_a_key(signed_in: Callable[[str], Client], storefront: ApiClient) -> None:
    admin, address = signed_in(roles.ADMIN), reverse("admin:core_apiclient_rotate_key", args=[storefront.pk])
    before = storefront.key_hash

    asked = admin.get(address)
    storefront.refresh_from_db()
    assert asked.status_code == 200
    assert "Trocar a chave de Loja?" in asked.content.decode()
    assert storefront.key_hash == before

    shown = admin.post(address, follow=True)
    storefront.refresh_from_db()
    assert storefront.previous_key_hash == before
    assert storefront.key_prefix in shown.content.decode()
    assert AuditEntry.objects.filter(action="apiclient.key_rotated").count() == 1


def test_an_auditor_reads_clients_but_rotates_nothing(signed_in: Callable[[str], Client], storefront: ApiClient) -> None:
    before = storefront.key_hash

    response = signed_in(roles.AUDITOR).post(reverse("admin:core_apiclient_rotate_key", args=[storefront.pk]))

    storefront.refresh_from_db()
    assert response.status_code == 403
    assert storefront.key_hash == before


def test_a_failed_job_is_tried_again_by_form_only(signed_in: Callable[[str], Client]) -> None:
    job = Job.objects.create(kind="inventory.reconcile_stock", title="Reconciliação", status=Job.Status.FAILED, created_at=clock.now())
    admin, address = signed_in(roles.ADMIN), reverse("admin:core_job_try_again", args=[job.pk])

    admin.get(address)
    job.refresh_from_db()
    assert job.status == "failed"

    admin.post(address)
    job.refresh_from_db()
    assert job.status == "queued"


def test_nobody_changes_the_own_roles(signed_in: Callable[[str], Client]) -> None:
    admin = signed_in(roles.ADMIN)
    me = User.objects.get(username=f"somebody-{roles.ADMIN}")
    finance = Group.objects.get_or_create(name=roles.FINANCE)[0]

    admin.post(reverse("admin:core_user_change", args=[me.pk]), {"username": me.username, "groups": [finance.pk], "is_active": "on"})

    assert set(me.groups.values_list("name", flat=True)) == {roles.ADMIN}


def test_whoever_opens_no_register_is_told_so_by_their_page_too(signed_in: Callable[[str], Client]) -> None:
    nobody, auditor = signed_in(roles.EMPLOYEE).get("/admin/"), signed_in(roles.AUDITOR).get("/admin/")

    assert nobody.status_code == 403
    assert "Seu papel não abre esta página" in nobody.content.decode()
    assert auditor.status_code == 200
