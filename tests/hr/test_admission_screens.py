"""The screens of admissions as people of HR use them, and as others do not."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from backoffice.core.actors import Actor
from backoffice.core.models import SensitiveRead
from backoffice.core.statuses import uncovered
from backoffice.dashboard.queues import QUEUES
from hr import services
from hr.models import Admission, AdmissionItem, Employee, MedicalExam, TextVersion
from tests.hr.admission_builders import hand_in, invite, make_contact, make_kinds, make_ready, send_data, terms
from tests.hr.builders import make_department, make_establishment, make_position, make_schedule, make_user, new_cpf

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Screens read the clock themselves."""
    return timezone.now()


@pytest.fixture
def hr(client: Client) -> Client:
    client.force_login(make_contact())
    return client


def soon(now: datetime, days: int) -> Any:
    return timezone.localdate(now) + timedelta(days=days)


def candidate(by: Actor, now: datetime, *, starts: int = 10, due: int = 5, **fields: Any) -> Admission:
    return invite(by=by, at=now, terms=terms(start_on=soon(now, starts)), papers_due_on=soon(now, due), **fields)


def test_every_stage_has_its_pill() -> None:
    assert uncovered("admission", Admission.Stage.values) == []


def test_the_board_shows_each_admission_once_under_its_stage(hr: Client, by: Actor, now: datetime) -> None:
    make_kinds("rg")
    candidate(by, now)
    waiting = candidate(by, now, name="Helena Duarte", email="helena@exemplo.com.br")
    send_data(waiting, at=now)
    hand_in(waiting, state="sent", at=now)
    services.refresh_stage(person_id=waiting.employee.person_id, by=by, at=now)

    page = hr.get(reverse("admission_board"))

    columns = {column["stage"]: [card["row"].name for card in column["cards"]] for column in page.context["columns"]}
    assert columns["invitation"] == ["Mariana Souza Lima"]
    assert columns["review"] == ["Helena Duarte"]
    assert page.content.decode().count("Helena Duarte") == 1
    assert page.context["with_hr"] == 1


def test_what_has_not_come_is_not_shown_as_checked(hr: Client, by: Actor, now: datetime) -> None:
    make_kinds("rg")
    admission = candidate(by, now)
    url = reverse("admission_page", args=[admission.number])

    fresh = hr.get(url).context["steps"]
    send_data(admission, at=now)
    hand_in(admission, state="accepted", at=now)
    services.refresh_stage(person_id=admission.employee.person_id, by=by, at=now)
    checked = hr.get(url).context["steps"]

    assert [step["state"] for step in fresh][:4] == ["current", "", "", ""]
    assert [step["state"] for step in checked][:4] == ["done", "done", "done", "current"]


def test_the_board_costs_the_same_for_one_and_for_many(hr: Client, by: Actor, now: datetime) -> None:
    make_kinds("rg", "cpf")
    candidate(by, now)
    hr.get(reverse("admission_board"))
    with CaptureQueriesContext(connection) as one:
        hr.get(reverse("admission_board"))
    for _number in range(5):
        hand_in(candidate(by, now), state="sent", at=now)

    with CaptureQueriesContext(connection) as many:
        hr.get(reverse("admission_board"))

    assert len(many) == len(one)


def test_the_list_finds_by_name_and_its_tabs_count_what_they_show(hr: Client, by: Actor, now: datetime) -> None:
    candidate(by, now, name="José Antônio Prado")
    candidate(by, now, starts=3, due=2)

    found = hr.get(reverse("admission_list"), {"q": "jose antonio"}).content.decode()
    week = hr.get(reverse("admission_list"), {"view": "week"}).content.decode()

    assert "José Antônio Prado" in found
    assert "Mariana Souza Lima" not in found
    assert "Mariana Souza Lima" in week
    assert "José Antônio Prado" not in week


def test_an_invitation_goes_from_the_form_to_the_page(hr: Client, now: datetime) -> None:
    typed = {
        "token": str(uuid4()),
        "name": "Mariana Souza Lima",
        "birth_date": "14/05/1996",
        "cpf": new_cpf(),
        "email": "mariana@exemplo.com.br",
        "phone": "",
        "position": make_position().pk,
        "department": make_department().pk,
        "establishment": make_establishment().pk,
        "schedule": make_schedule().pk,
        "manager": "",
        "contract": "probation:45+45",
        "term_ends_on": "",
        "pay": "2.350,00",
        "pay_unit": "5",
        "start_on": f"{soon(now, 10):%d/%m/%Y}",
        "papers_due_on": f"{soon(now, 5):%d/%m/%Y}",
        "contact_phone": "(41) 3333-0142",
    }

    wrong = hr.post(reverse("admission_new"), typed | {"birth_date": "14/05/2015", "pay": "muito"})
    assert wrong.status_code == 422
    assert "Mariana Souza Lima" in wrong.content.decode()
    assert Admission.objects.count() == 0

    several = {"pay": "muito", "cpf": "111.111.111-11", "email": "mari", "papers_due_on": "01/01/2020"}
    rounds = hr.post(reverse("admission_new"), typed | several)
    assert set(rounds.context["form"].errors) == {"pay", "cpf", "email", "papers_due_on"}

    sent = hr.post(reverse("admission_new"), typed)
    again = hr.post(reverse("admission_new"), typed)

    [admission] = Admission.objects.select_related("employee")
    assert sent["Location"] == again["Location"] == reverse("admission_page", args=[admission.number])
    assert str(admission.employee.pay_terms.get().amount) == "2350.00"
    assert admission.employee.admitted_on == soon(now, 10)


def test_the_page_names_the_next_step_and_hides_pay_until_it_is_asked_for(hr: Client, by: Actor, now: datetime) -> None:
    make_kinds("rg")
    admission = candidate(by, now)
    hand_in(admission, state="sent", at=now)
    url = reverse("admission_page", args=[admission.number])

    plain = hr.get(url)
    assert plain.context["main"]["url"] == reverse("paper", args=[admission.employee.person.documents.get().pk])
    assert "2.350,00" not in plain.content.decode()
    assert SensitiveRead.objects.count() == 0

    shown = hr.get(url, {"show": "pay"})
    assert "2.350,00" in shown.content.decode()
    assert SensitiveRead.objects.get().group == "pay"


def test_the_result_of_the_exam_is_shown_on_demand_and_noted(hr: Client, by: Actor, now: datetime) -> None:
    admission = candidate(by, now)
    MedicalExam.objects.create(employee=admission.employee, result="fit", done_on=soon(now, 0), recorded_by="x")
    url = reverse("admission_page", args=[admission.number])

    assert "Apto" not in hr.get(url).content.decode()
    assert "Apto" in hr.get(url, {"show": "health"}).content.decode()
    assert [read.group for read in SensitiveRead.objects.all()] == ["health"]


def test_unfit_is_told_on_the_page_and_nowhere_else(hr: Client, by: Actor, now: datetime) -> None:
    make_kinds("rg")
    admission = candidate(by, now)
    send_data(admission, at=now)
    MedicalExam.objects.create(employee=admission.employee, result="unfit", done_on=soon(now, 0), recorded_by="x")

    page = hr.get(reverse("admission_page", args=[admission.number])).content.decode()
    board = hr.get(reverse("admission_board")).content.decode()

    assert "inapto" in page.lower()
    assert "inapto" not in board.lower()


def test_acts_go_through_their_dialogs_and_a_stale_one_changes_nothing(hr: Client, by: Actor, now: datetime) -> None:
    admission = candidate(by, now)
    url = reverse("admission_start", args=[admission.number])
    typed = {"version": admission.version, "start_on": f"{soon(now, 12):%d/%m/%Y}", "papers_due_on": f"{soon(now, 6):%d/%m/%Y}"}
    assert hr.get(url).status_code == 200
    assert hr.post(url, typed | {"start_on": "ontem"}).status_code == 422

    done = hr.post(url, typed)
    stale = hr.post(url, typed | {"start_on": f"{soon(now, 20):%d/%m/%Y}"})

    assert (done.status_code, stale.status_code) == (302, 409)
    assert Employee.objects.get().admitted_on == soon(now, 12)


def test_the_exam_is_booked_and_its_result_recorded_by_dialog(hr: Client, by: Actor, now: datetime) -> None:
    admission = candidate(by, now)
    book = {"version": admission.version, "day": f"{soon(now, 3):%d/%m/%Y}", "hour": "9h30", "clinic": "Vida Plena", "clinic_address": ""}
    assert hr.post(reverse("admission_exam", args=[admission.number]), book).status_code == 302
    admission.refresh_from_db()
    told = {
        "version": admission.version,
        "result": "fit",
        "done_on": "hoje",
        "valid_until": "",
        "physician": "Helena Prado",
        "crm": "21345",
        "crm_state": "PR",
    }

    nowhere = hr.post(reverse("admission_result", args=[admission.number]), told | {"crm_state": ""})
    assert nowhere.status_code == 422
    assert set(nowhere.context["form"].errors) == {"crm_state"}
    assert nowhere.context["form"].fields["crm_state"].choices[0][0] == ""
    assert hr.post(reverse("admission_result", args=[admission.number]), told).status_code == 302

    exam = MedicalExam.objects.get()
    assert (exam.result, timezone.localtime(exam.scheduled_for).strftime("%H:%M")) == ("fit", "09:30")


def test_whoever_is_ready_is_admitted_by_button_and_nobody_else(hr: Client, by: Actor, now: datetime) -> None:
    make_kinds("rg")
    admission = candidate(by, now, starts=0, due=0)
    url = reverse("admission_admit", args=[admission.number])

    hr.post(url, {"version": admission.version})
    assert Employee.objects.get().state == "preparing"

    make_ready(admission, by=by, at=now)
    page = hr.get(reverse("admission_page", args=[admission.number]))
    assert page.context["main"]["url"] == url
    hr.post(url, {"version": admission.version})

    assert Employee.objects.get().state == "active"
    assert hr.get(reverse("admission_page", args=[admission.number])).context["menu"] == []


def test_cancelling_asks_for_a_reason_and_says_what_happens(hr: Client, by: Actor, now: datetime) -> None:
    admission = candidate(by, now)
    url = reverse("admission_cancel", args=[admission.number])
    assert admission.employee.number in hr.get(url).content.decode()

    assert hr.post(url, {"version": admission.version, "reason": ""}).status_code == 422
    assert hr.post(url, {"version": admission.version, "reason": "Desistiu"}).status_code == 302

    assert Admission.objects.get().stage == "cancelled"
    assert "Desistiu" in hr.get(reverse("admission_page", args=[admission.number])).content.decode()


def test_nothing_of_a_cancelled_admission_reads_as_if_it_were_still_open(hr: Client, by: Actor, now: datetime) -> None:
    hr.post(reverse("admission_texts"))
    admission = candidate(by, now)
    before = hr.get(reverse("admission_page", args=[admission.number])).content.decode()
    services.cancel_admission(number=admission.number, reason="Desistiu", by=by, at=now)

    after = hr.get(reverse("admission_page", args=[admission.number])).content.decode()

    for word in ("Falta aceitar", "Pendente"):
        assert word in before
        assert word not in after
    assert "Encerrado" in after
    assert "Encerrada" in after


def test_a_link_to_copy_is_told_once(hr: Client, by: Actor, now: datetime) -> None:
    admission = candidate(by, now)

    answer = hr.post(reverse("admission_copy_link", args=[admission.number]), {"version": admission.version})
    later = hr.get(reverse("admission_page", args=[admission.number]))

    assert "/portal/entrar/#" in answer.content.decode()
    assert "/portal/entrar/#" not in later.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_a_paper_is_waived_with_a_reason_and_asked_again(hr: Client, by: Actor, now: datetime) -> None:
    make_kinds("reservista")
    admission = candidate(by, now)
    args = [admission.number, "reservista"]

    hr.post(reverse("admission_waive", args=args), {"version": admission.version, "reason": "Não se aplica"})
    assert AdmissionItem.objects.get().waived_reason == "Não se aplica"
    hr.post(reverse("admission_ask", args=args), {"version": admission.version})

    assert AdmissionItem.objects.get().waived_reason == ""


def test_texts_are_published_previewed_and_taken_out_of_force(hr: Client, by: Actor, now: datetime) -> None:
    hr.post(reverse("admission_texts"))
    assert TextVersion.objects.count() == 6
    url = reverse("admission_text", args=["normas-internas"])
    typed = {"title": "Normas internas", "contract_kind": "", "body": "Vale para {{ nome }}."}

    refused = hr.post(url, typed | {"body": "Vale para {{ apelido }}."})
    assert refused.status_code == 422
    assert "apelido" in refused.content.decode()
    assert hr.post(url, typed).status_code == 302
    admission = candidate(by, now)
    preview = hr.get(reverse("admission_text_preview", args=[admission.number, "normas-internas"])).content.decode()
    hr.post(url, {"do": "retire"})

    assert "Vale para Mariana Souza Lima." in preview
    assert TextVersion.objects.get(code="normas-internas", version=2).retired_at is not None


@pytest.mark.parametrize("role", ["sales", "warehouse", "finance", "finance_manager", "auditor", "admin", "employee"])
def test_nobody_but_hr_sees_admissions(role: str, client: Client, by: Actor, now: datetime) -> None:
    admission = candidate(by, now)
    client.force_login(make_user(f"pessoa-{role}", role))

    for name, args in (("admission_board", []), ("admission_list", []), ("admission_new", []), ("admission_page", [admission.number])):
        answer = client.get(reverse(name, args=args))
        assert answer.status_code == 403, (role, name)
        assert "Mariana" not in answer.content.decode()


def test_a_number_that_does_not_exist_is_a_404(hr: Client) -> None:
    assert hr.get(reverse("admission_page", args=["AD-999999"])).status_code == 404


def test_the_queues_of_the_home_page_count_what_their_lists_show(hr: Client, by: Actor, now: datetime) -> None:
    make_kinds("rg")
    waiting = candidate(by, now, starts=3, due=2)
    hand_in(waiting, state="sent", at=now)
    services.refresh_stage(person_id=waiting.employee.person_id, by=by, at=now)
    candidate(by, now)

    queues = [queue for queue in QUEUES if queue.source == "admissions"]
    lists = {queue.code: hr.get(reverse(queue.url_name) + queue.query).content.decode() for queue in queues}
    shown = {code: set(re.findall(r"/admissoes/(AD-\d{6})/", html)) for code, html in lists.items()}
    home = hr.get(reverse("today")).content.decode()

    assert shown == {"admissions_at_risk": {waiting.number}, "admissions_with_hr": {waiting.number}}
    assert "Admissões com o RH" in home


def test_the_story_tells_what_happened_without_values(hr: Client, by: Actor, now: datetime) -> None:
    admission = candidate(by, now)
    when = now + timedelta(days=2)
    services.schedule_exam(number=admission.number, scheduled_for=when, clinic="Vida", clinic_address="", by=by, at=now)

    page = hr.get(reverse("admission_page", args=[admission.number])).content.decode()

    assert "agendou o exame admissional" in page
    assert "convidou para a admissão" in page
