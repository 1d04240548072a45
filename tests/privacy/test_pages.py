"""The pages: who opens them, what they show, what a form does."""

import time
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from backoffice import roles
from backoffice.core import clock, fresh
from backoffice.core.actors import Actor
from backoffice.core.models import SensitiveRead, User
from backoffice.intranet.models import Notice
from backoffice.privacy import services
from backoffice.privacy.models import Erasure, SubjectRequest
from hr.models import Document, DocumentKind, PayAccount
from orders.models import Customer, Order
from tests.hr.builders import make_employee, make_user
from tests.orders.builders import Shop
from tests.privacy.builders import ask

pytestmark = pytest.mark.django_db
CPF = "39053344705"


@pytest.fixture
def hr(client: Client) -> Client:
    client.force_login(make_user("silvia", roles.HR))
    _made_fresh(client)
    return client


def _made_fresh(client: Client, seconds_ago: int = 0) -> None:
    session = client.session
    session[fresh._CONFIRMED_AT] = time.time() - seconds_ago
    session.save()


def test_a_typed_request_becomes_one_however_often_it_is_sent(hr: Client) -> None:
    form = {"kind": "access", "name": "Ana", "document": "390.533.447-05", "channel": "email", "received_on": "hoje", "token": str(uuid4())}

    answers = [hr.post(reverse("privacy_new"), form) for _again in range(2)]

    assert {answer["Location"] for answer in answers} == {"/privacidade/LGPD-0001/"}
    assert SubjectRequest.objects.get().document == CPF


@pytest.mark.parametrize("typed", ["111", "111.111.111-11"])
def test_a_wrong_cpf_is_said_beside_the_field_and_nothing_typed_is_lost(typed: str, hr: Client) -> None:
    form = {"kind": "access", "name": "Ana Lima", "document": typed, "channel": "email", "received_on": "hoje", "token": str(uuid4())}

    answer = hr.post(reverse("privacy_new"), form)

    assert (answer.status_code, SubjectRequest.objects.count()) == (422, 0)
    assert f"{typed} não é CPF nem CNPJ" in answer.content.decode()
    assert 'value="Ana Lima"' in answer.content.decode()


def test_the_whole_way_of_an_answer(hr: Client, by: Actor, at: datetime) -> None:
    made = ask(by=by, at=at, kind="confirmation", document=CPF)

    page = hr.get(reverse("privacy_request", args=[made.number])).content.decode()
    assert "Nenhum cadastro tem alguém" in page
    hr.post(reverse("privacy_act", args=[made.number, "responder"]), {"words": "Não temos nada."})

    made.refresh_from_db()
    assert (made.state, made.answer) == ("answered", "Não temos nada.")


def test_an_employee_reaches_neither_desk_nor_others_files(client: Client, by: Actor, at: datetime) -> None:
    made = ask(by=by, at=at, document=CPF)
    client.force_login(make_user("carlos", roles.EMPLOYEE))

    pages = [reverse("privacy_requests"), reverse("privacy_request", args=[made.number]), reverse("retention"), reverse("privacy_reads")]

    assert [client.get(page).status_code for page in pages] == [403] * 4
    assert client.get(reverse("my_data")).status_code == 200, "without a contract there is a page that says whom to ask"


def test_ones_own_file_is_shown_whole_and_leaves_no_look(client: Client) -> None:
    employee = make_employee("Carlos Mota", user=make_user("carlos", roles.EMPLOYEE))
    PayAccount.objects.create(person=employee.person, bank="341", branch="0412", account="30211-5", recorded_at=employee.created_at)
    client.force_login(employee.user)

    data, contract = client.get(reverse("my_data")).content.decode(), client.get(reverse("my_contract")).content.decode()

    assert "30211-5" in data
    assert "2.350,00" in contract
    assert SensitiveRead.objects.count() == 0


def test_bank_data_ask_again_who_is_there_and_tell_hr_with_the_number_only(client: Client) -> None:
    silvia = make_user("silvia", roles.HR)
    employee = make_employee("Carlos Mota", user=make_user("carlos", roles.EMPLOYEE))
    client.force_login(employee.user)
    form = {"pix_kind": "email", "pix_key": "carlos@exemplo.com.br"}

    _made_fresh(client, seconds_ago=3600)
    asked = client.post(reverse("my_bank"), form)
    assert PayAccount.objects.count() == 0, asked.status_code
    _made_fresh(client)
    client.post(reverse("my_bank"), form)

    assert PayAccount.objects.get().pix_key == "carlos@exemplo.com.br"
    assert [(notice.recipient_id, notice.data) for notice in Notice.objects.all()] == [(silvia.pk, {"number": employee.number})]


def test_somebody_else_s_paper_is_not_found(client: Client, at: datetime) -> None:
    other, own = make_employee("Lívia Vasques"), make_employee("Carlos Mota", user=make_user("carlos", roles.EMPLOYEE))
    kind = DocumentKind.objects.create(code="zz", name="ZZ")
    Document.objects.create(person=other.person, kind=kind, uploaded_at=at, uploaded_by="x")
    client.force_login(own.user)

    assert client.get(reverse("my_file", args=[uuid4()])).status_code == 404
    assert client.get(reverse("my_paper", args=["zz"])).status_code == 404
    assert "ZZ" not in client.get(reverse("my_papers")).content.decode()


def test_a_right_asked_in_the_own_file_knows_who_asks(client: Client) -> None:
    employee = make_employee("Carlos Mota", user=make_user("carlos", roles.EMPLOYEE))
    client.force_login(employee.user)

    client.post(reverse("my_requests"), {"kind": "portability", "details": "", "token": str(uuid4())})

    made = SubjectRequest.objects.get()
    assert (made.document, made.user_id, made.channel, made.identity_how) == (employee.person.cpf, employee.user_id, "self", "signed_in")
    assert made.number in client.get(reverse("my_requests")).content.decode()


def test_who_made_the_dry_run_waits_for_a_second_person(hr: Client, by: Actor, at: datetime, shop: Shop) -> None:
    shop.pay(shop.place(("PRATO-AL", 1)).number)
    Order.objects.update(status="completed", fulfilment_status="delivered", delivered_at=at - timedelta(days=30))
    silvia = Actor.of_user(User.objects.get(username="silvia"))
    made = ask(by=by, at=at, document=Customer.objects.get().document)
    survey = services.record_survey(number=made.number, job_id=uuid4(), by=silvia, at=at, today=clock.company_date(at))
    address, act = reverse("privacy_request", args=[made.number]), reverse("privacy_anonymise", args=[made.number])
    form = {"survey": str(survey.pk), "typed": made.number}

    own = hr.get(address).content.decode()
    refused = hr.post(act, form, follow=True).content.decode()
    kept = Erasure.objects.count()
    hr.force_login(make_user("tereza", roles.HR))
    _made_fresh(hr)
    other = hr.get(address).content.decode()
    hr.post(act, form)

    assert "Aguarda uma segunda pessoa." in own
    assert act not in own
    assert f"Foi você quem fez o ensaio de {made.number}." in refused
    assert kept == 0
    assert "Aguarda uma segunda pessoa." not in other
    assert act in other
    assert Erasure.objects.get().done_by == "Tereza"


def test_who_has_to_be_kept_is_refused_with_the_reason_and_nobody_is_offered_the_run(hr: Client, by: Actor, at: datetime) -> None:
    employee = make_employee()
    employee.state, employee.ended_on = "ended", at.date()
    employee.save()
    made = ask(by=by, at=at, document=employee.person.cpf)
    services.record_survey(number=made.number, job_id=uuid4(), by=by, at=at, today=clock.company_date(at))

    page = hr.get(reverse("privacy_request", args=[made.number])).content.decode()

    assert "Não pode ser anonimizado agora." in page
    assert reverse("privacy_anonymise", args=[made.number]) not in page
    [filled] = [line for line in page.splitlines() if "rg-btn-main" in line and 'data-key="e"' in line]
    assert reverse("privacy_act", args=[made.number, "recusar"]) in filled


def test_a_customer_is_named_without_a_link_that_would_be_refused(hr: Client, by: Actor, at: datetime, shop: Shop) -> None:
    shop.place(("PRATO-AL", 1))
    customer = Customer.objects.get()
    made = ask(by=by, at=at, document=customer.document)
    address, page = reverse("privacy_request", args=[made.number]), reverse("customer_page", args=[customer.pk])

    desk = hr.get(address).content.decode()
    hr.force_login(make_user("renata", roles.HR, roles.SALES))
    both = hr.get(address).content.decode()

    assert customer.name in desk
    assert page not in desk
    assert f'href="{page}"' in both
