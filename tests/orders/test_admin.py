"""The registers obey the policy: who may look, who may change, who sees a document."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from backoffice import roles
from backoffice.core.models import User
from orders.models import Customer
from tests.orders.builders import Shop


def _client(role: str) -> Client:
    user = User.objects.create_user(role, password="x", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("page", ["channel", "customer", "order"])
def test_an_auditor_reads_every_register_and_changes_none(shop: Shop, page: str) -> None:
    shop.place(("PRATO-AL", 1))
    auditor = _client(roles.AUDITOR)

    assert auditor.get(f"/admin/orders/{page}/").status_code == 200
    assert auditor.get(f"/admin/orders/{page}/add/").status_code == 403


def test_a_warehouse_worker_does_not_read_customers(shop: Shop) -> None:
    assert _client(roles.WAREHOUSE).get("/admin/orders/customer/").status_code == 403


def test_a_document_is_read_in_full_only_by_those_who_may(shop: Shop) -> None:
    shop.place(("PRATO-AL", 1))
    customer = Customer.objects.get()

    sales = _client(roles.SALES).get(f"/admin/orders/customer/{customer.pk}/change/").content.decode()
    auditor = _client(roles.AUDITOR).get(f"/admin/orders/customer/{customer.pk}/change/").content.decode()

    assert "52998224725" in sales
    assert "52998224725" not in auditor
    assert "•••.982.247-••" in auditor


def test_a_wrong_document_is_refused_with_words_and_nothing_changes(shop: Shop) -> None:
    shop.place(("PRATO-AL", 1))
    customer = Customer.objects.get()
    form = {"name": "Ana B. Nogueira", "document": "529.982.247-26", "email": "ana@example.com", "phone": ""}

    answer = _client(roles.SALES).post(f"/admin/orders/customer/{customer.pk}/change/", form)

    assert answer.status_code == 200
    assert "529.982.247-26" in answer.content.decode()
    customer.refresh_from_db()
    assert (customer.name, customer.document) == ("Ana Beatriz Nogueira", "52998224725")


def test_a_company_is_told_from_a_person_by_its_document(shop: Shop) -> None:
    shop.place(("PRATO-AL", 1))
    customer = Customer.objects.get()
    form = {"name": "Pedra Alta Ltda.", "document": "12.ABC.345/01DE-35", "email": "", "phone": ""}

    answer = _client(roles.SALES).post(f"/admin/orders/customer/{customer.pk}/change/", form)

    assert answer.status_code == 302
    customer.refresh_from_db()
    assert (customer.kind, customer.document) == ("company", "12ABC34501DE35")


def test_an_order_in_the_register_leads_to_its_page(shop: Shop) -> None:
    placed = shop.place(("PRATO-AL", 1))

    answer = _client(roles.SALES).get(f"/admin/orders/order/{placed.id}/change/")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/pedidos/{placed.number}/")
