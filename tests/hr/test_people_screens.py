"""The screens of people: changes with their consequences, refusals that keep what was typed, registers, the register sheet."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from pypdf import PdfReader

from backoffice import roles
from backoffice.core import clock, statuses
from backoffice.core.models import AuditEntry, SensitiveRead, User
from hr import services
from hr.models import Department, Employee, PayAccount, PayTerm, Person, Position, WorkSchedule
from tests.hr.builders import AT, make_department, make_employee, make_establishment, make_person, make_position, make_schedule, make_user
from tests.hr.test_people_terms import SILVIA

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(settings: Any) -> Client:
    settings.SECOND_FACTOR_REQUIRED = False
    cache.clear()
    user = make_user("silvia", roles.HR)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    return signed_in(user)


def signed_in(user: Any, *, fresh: bool = True) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session["confirmed_at"] = time.time() if fresh else 0
    session.save()
    return client


def today() -> date:
    return clock.company_date(clock.now())


def br(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def pay_form(employee: Employee, **more: str) -> dict[str, str]:
    return {"version": str(employee.version), "amount": "2.500,00", "unit": "5", "from_day": br(today()), "reason": "Mérito"} | more


def amounts(employee: Employee) -> list[str]:
    return [str(term.amount) for term in PayTerm.objects.filter(employee=employee).order_by("valid")]


def test_every_state_of_a_person_has_a_shape() -> None:
    assert statuses.uncovered("employee", Employee.State.values) == []


def test_a_change_says_what_will_happen_while_somebody_types(hr: Client) -> None:
    employee = make_employee(pay="2350.00")
    url = reverse("employee_pay", args=[employee.number])

    html = text(hr.get(url, pay_form(employee, effects="1", from_day="01/12/2026")))

    assert "A partir de 01/12/2026: salário R$\u00a02.350,00 → R$\u00a02.500,00" in html
    assert "termina em 30/11/2026" in html
    assert "Um S-2206 precisa ser enviado até 15/01/2027." in html


def test_a_transfer_is_told_with_its_places_and_another_department_is_none_for_esocial(hr: Client) -> None:
    employee = make_employee()
    job = employee.job_terms.get()
    other = make_establishment(code="cd", name="Centro de distribuição", cnpj="11222333000262")
    sales = make_department("vendas", name="Vendas")
    url = reverse("employee_job", args=[employee.number])
    ids = {name: str(getattr(job, f"{name}_id")) for name in ("position", "department", "establishment")}
    form = {"version": str(employee.version), "from_day": "01/12/2026", "effects": "1"} | ids

    same, transfer, department = (
        text(hr.get(url, form | change)) for change in ({}, {"establishment": other.pk}, {"department": sales.pk})
    )

    words = f"{job.position.name}, {job.department.name}"
    assert "A partir de" not in same
    assert f"cargo {words}, {job.establishment.name} → {words}, Centro de distribuição" in transfer
    assert "Um S-2206 precisa ser enviado até 15/01/2027." in transfer
    assert f"cargo {words} → {job.position.name}, Vendas" in department
    assert "S-2206" not in department


@pytest.mark.parametrize(("amount", "is_warned"), [("2.349,99", True), ("2.350,00", False), ("2.500,00", False)])
def test_a_salary_that_goes_down_is_warned_of(hr: Client, amount: str, is_warned: bool) -> None:
    employee = make_employee(pay="2350.00")

    html = text(hr.get(reverse("employee_pay", args=[employee.number]), pay_form(employee, effects="1", amount=amount)))

    assert ("só convenção ou acordo coletivo permite" in html) is is_warned


def test_a_raise_is_written_once_however_often_the_button_is_pressed(hr: Client) -> None:
    employee = make_employee(pay="2350.00")
    url = reverse("employee_pay", args=[employee.number])

    first, second = (hr.post(url, pay_form(employee)) for _click in range(2))

    assert (first.status_code, second.status_code) == (302, 409)
    assert "alguém mudou a ficha" in text(second)
    assert amounts(employee) == ["2350.00", "2500.00"]


def test_an_amount_beyond_all_reason_is_refused_like_any_other(hr: Client) -> None:
    employee = make_employee(pay="2350.00")

    answer = hr.post(reverse("employee_pay", args=[employee.number]), pay_form(employee, amount="9" * 400))

    assert answer.status_code == 422
    assert "O valor é grande demais." in text(answer)
    assert amounts(employee) == ["2350.00"]


def test_a_wrong_amount_comes_back_with_what_was_typed(hr: Client) -> None:
    employee = make_employee(pay="2350.00")

    answer = hr.post(reverse("employee_pay", args=[employee.number]), pay_form(employee, amount="1,234.567", reason="Mérito anual"))

    assert answer.status_code == 422
    assert "1,234.567" in text(answer)
    assert "Mérito anual" in text(answer)
    assert "<title>Erro:" in text(answer)
    assert amounts(employee) == ["2350.00"]


def test_what_is_written_down_for_later_is_asked_for_and_then_obeyed(hr: Client) -> None:
    employee = make_employee(pay="2350.00")
    services.change_pay(number=employee.number, amount=Decimal("3000.00"), from_day=today() + timedelta(days=30), by=SILVIA, at=AT)
    employee.refresh_from_db()
    url = reverse("employee_pay", args=[employee.number])

    refused = hr.post(url, pay_form(employee))
    assert refused.status_code == 409
    assert 'name="later"' in text(refused)
    assert amounts(employee) == ["2350.00", "3000.00"]

    assert hr.post(url, pay_form(employee, later="keep")).status_code == 302
    assert amounts(employee) == ["2350.00", "2500.00", "3000.00"]


def test_own_pay_is_refused_with_the_way_out(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    user = make_user("silvia", roles.HR)
    employee = make_employee("Sílvia Prado", pay="2350.00", user=user)

    answer = signed_in(user).post(reverse("employee_pay", args=[employee.number]), pay_form(employee), follow=True)

    assert "Ninguém muda o próprio salário" in text(answer)
    assert amounts(employee) == ["2350.00"]


def test_the_contract_tells_who_decided_on_the_probation_and_when(hr: Client) -> None:
    since = date(2026, 9, 1)
    agreed = {"contract_kind": "probation", "probation_first_until": date(2026, 10, 15)}
    employee = make_employee(since=since, **agreed)
    with_contract = make_employee("Caio Reis", since=since, probation_until=date(2026, 11, 29), **agreed)
    on = datetime(2026, 10, 10, 15, tzinfo=UTC)
    services.extend_probation(employee_id=employee.pk, until=date(2026, 11, 29), by=SILVIA, at=on)
    services.confirm_probation(employee_id=employee.pk, by=SILVIA, at=on + timedelta(days=40))

    told = {}
    for row in (employee, with_contract):
        page = text(hr.get(f"{reverse('employee', args=[row.number])}?tab=employment"))
        told[row.number] = " ".join(strip_tags(page.replace("<", " <")).split())

    assert "Experiência até 15/10/2026 Prorrogada até 29/11/2026, decidido em 10/10/2026 por Sílvia" in told[employee.number]
    assert "Efetivação após a experiência em 19/11/2026 por Sílvia" in told[employee.number]
    assert "Prorrogada até 29/11/2026 " in told[with_contract.number]
    assert "decidido" not in told[with_contract.number]
    assert "Efetivação" not in told[with_contract.number]


def test_the_employee_pages_cost_the_same_with_a_long_history(hr: Client) -> None:
    employee = make_employee(pay="2350.00")
    url = f"{reverse('employee', args=[employee.number])}?tab=employment&show=pay"

    def statements() -> int:
        hr.get(url)
        with CaptureQueriesContext(connection) as queries:
            hr.get(url)
        return len(queries)

    short = statements()
    for month in range(1, 9):
        services.change_pay(
            number=employee.number, amount=Decimal(2400 + month), from_day=date(2026, month, 1), reason="x", by=SILVIA, at=AT
        )
    assert statements() == short


def test_the_list_costs_the_same_for_one_and_for_thirty(hr: Client) -> None:
    boss = make_employee("Bruno Duarte")
    url = f"{reverse('people')}?cols=number,pay,manager,establishment,schedule"

    def statements() -> int:
        hr.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert hr.get(url).status_code == 200
        return len(queries)

    one = statements()
    for index in range(30):
        make_employee(f"Pessoa {'ABCDEFGHIJ'[index % 10]}reis", manager=boss)
    assert statements() == one


def test_filters_and_search_find_who_they_name(hr: Client) -> None:
    boss = make_employee("Bruno Duarte", number="0700")
    make_employee("Ângela Conceição", number="0701", manager=boss, contract_kind="apprentice")
    make_employee("Caio Reis", number="0702")

    def found(query: str) -> set[str]:
        html = text(hr.get(f"{reverse('people')}?{query}"))
        return {
            name for name in ("Ângela", "Caio", "Bruno") if f'href="/pessoas/070{"120"[("Ângela", "Caio", "Bruno").index(name)]}/"' in html
        }

    assert found("q=angela+conceicao") == {"Ângela"}
    assert found("q=0702") == {"Caio"}
    assert found("manager=0700") == {"Ângela"}
    assert found("contract=apprentice") == {"Ângela"}
    assert found(f"department={Department.objects.get().pk}") == {"Ângela", "Caio", "Bruno"}
    assert found("view=ended") == set()


def test_who_works_here_already_gets_a_file_and_each_wrong_field_its_sentence(hr: Client) -> None:
    places = {
        "position": make_position().pk,
        "department": make_department().pk,
        "establishment": make_establishment().pk,
        "schedule": make_schedule().pk,
    }
    typed = {name: str(pk) for name, pk in places.items()} | {
        "name": "Mariana Souza",
        "cpf": "529.982.247-26",
        "birth_date": "14/05/1996",
        "birth_country": "105",
        "nationality": "105",
        "contract_kind": "indefinite",
        "admitted_on": "03/02/2025",
        "pay": "2.350,00",
        "pay_unit": "5",
    }

    wrong = hr.post(reverse("new_employee"), typed)
    assert wrong.status_code == 422
    assert "os dígitos verificadores não batem" in text(wrong)
    assert 'value="Mariana Souza"' in text(wrong)
    assert not Person.objects.exists()

    right = hr.post(reverse("new_employee"), typed | {"cpf": "529.982.247-25"})
    employee = Employee.objects.select_related("person").get()
    assert right["Location"] == reverse("employee", args=[employee.number])
    assert (employee.person.cpf, amounts(employee)) == ("52998224725", ["2350.00"])


def test_personal_data_that_somebody_else_changed_meanwhile_are_not_overwritten(hr: Client) -> None:
    employee = make_employee(person=make_person("Ana Reis"))
    person = employee.person
    services.change_person(person_key=person.key, values={"phone": "41955554444"}, by=SILVIA, at=AT)
    form = {"version": "1", "name": "Ana Maria Reis", "birth_country": "105", "nationality": "105"}

    answer = hr.post(reverse("employee_edit", args=[employee.number]), form)

    assert answer.status_code == 409
    assert 'value="Ana Maria Reis"' in text(answer)
    person.refresh_from_db()
    assert (person.name, person.phone) == ("Ana Reis", "41955554444")


def test_a_dependent_sent_twice_is_one(hr: Client) -> None:
    employee = make_employee()
    form = {"version": "1", "name": "Enzo Reis", "kind": "03", "birth_date": "01/05/2020"}

    answers = [hr.post(reverse("employee_dependent", args=[employee.number]), form).status_code for _click in range(2)]

    assert answers == [302, 409]
    assert [row.name for row in employee.person.dependents.all()] == ["Enzo Reis"]


def test_a_dependent_of_somebody_else_is_not_found_under_this_file(hr: Client) -> None:
    mine, other = make_employee(), make_employee("Bia Reis")
    child = services.save_dependent(
        person_key=other.person.key, values={"name": "Enzo Reis", "kind": "03", "birth_date": date(2020, 5, 1)}, by=SILVIA, at=AT
    )

    answer = hr.get(f"{reverse('employee_dependent', args=[mine.number])}?id={child.pk}")

    assert answer.status_code == 404


def test_bank_data_ask_first_who_is_there(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    cache.clear()
    client = signed_in(make_user("silvia", roles.HR), fresh=False)
    employee = make_employee()
    form = {"version": "1", "bank": "341", "branch": "0412", "account": "30211-5"}

    client.post(reverse("employee_account", args=[employee.number]), form)

    assert not PayAccount.objects.exists()


def test_the_register_sheet_says_what_the_law_asks_and_the_look_is_noted(hr: Client) -> None:
    employee = make_employee("Mariana Souza Lima", number="0815", pay="2350.00")
    employee.person.race_colour = "3"
    employee.person.save()
    services.change_pay(number="0815", amount=Decimal("2500.00"), from_day=date(2026, 6, 1), reason="Mérito", by=SILVIA, at=AT)

    answer = hr.get(reverse("employee_sheet", args=["0815"]))

    paper = "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    for said in (
        "Ficha de registro de empregado",
        "Mariana Souza Lima",
        "0815",
        "03/02/2025",
        "414105",
        "R$ 2.500,00",
        "Parda",
        "Segunda-feira",
        "Curitiba/PR",
        "Portaria MTP 671/2021",
    ):
        assert said in paper.replace("\u00a0", " "), said
    assert "Mariana" not in answer["Content-Disposition"]
    assert {look.group for look in SensitiveRead.objects.filter(subject_key=str(employee.person.key))} == {"pay", "origin"}


def test_the_org_chart_shows_each_person_once_under_who_leads(hr: Client) -> None:
    boss = make_employee("Bruno Duarte")
    make_employee("Ana Reis", manager=make_employee("Bia Reis", manager=boss))

    html = text(hr.get(reverse("org_chart")))

    assert [html.count(f">{name}</a>") for name in ("Bruno Duarte", "Bia Reis", "Ana Reis")] == [1, 1, 1]
    assert html.index("Bruno Duarte</a>") < html.index("Bia Reis</a>") < html.index("Ana Reis</a>")


def test_a_department_never_lies_in_itself(hr: Client) -> None:
    sales = make_department("vendas", name="Vendas")
    inner = make_department("atendimento", name="Atendimento", parent=sales)
    form = {"code": "vendas", "name": "Vendas", "parent": str(inner.pk), "head": "", "cost_center": "", "is_active": "on"}

    answer = hr.post(reverse("admin:hr_department_change", args=[sales.pk]), form)

    assert "não fica dentro dele mesmo" in text(answer)
    assert Department.objects.get(pk=sales.pk).parent is None


def test_of_who_left_nothing_holds_now(hr: Client) -> None:
    employee = make_employee()
    url = f"{reverse('employee', args=[employee.number])}?tab=employment"

    before = text(hr.get(url))
    Employee.objects.filter(pk=employee.pk).update(state="ended", ended_on=today())
    after = text(hr.get(url))

    assert (">Hoje</h2>" in before, ">agora</span>" in before, "No último dia" in before) == (True, True, False)
    assert (">Hoje</h2>" in after, ">agora</span>" in after, "No último dia" in after) == (False, False, True)


def test_a_position_needs_a_cbo_of_six_digits(hr: Client) -> None:
    form = {"code": "vendedor", "name": "Vendedor", "cbo": "5211", "duties": "", "is_active": "on"}

    answer = hr.post(reverse("admin:hr_position_add"), form)
    assert "O CBO tem seis dígitos" in text(answer)
    assert not Position.objects.exists()

    hr.post(reverse("admin:hr_position_add"), form | {"cbo": "5211-10"})
    assert Position.objects.get().cbo == "521110"


@pytest.mark.parametrize(("hours", "said"), [("40,00", "somam 44 horas"), ("44,00", "")])
def test_the_days_of_a_schedule_make_up_its_week(hours: str, said: str, hr: Client) -> None:
    form = {"code": "novo", "name": "Novo", "weekly_hours": hours, "journey": "4", "part_time": "0", "is_active": "on"}
    form |= {"days-TOTAL_FORMS": "5", "days-INITIAL_FORMS": "0", "days-MIN_NUM_FORMS": "0", "days-MAX_NUM_FORMS": "7"}
    for day in range(5):
        form |= {
            f"days-{day}-weekday": str(day),
            f"days-{day}-starts_at": "08:00",
            f"days-{day}-ends_at": "17:48",
            f"days-{day}-break_minutes": "60",
        }

    answer = hr.post(reverse("admin:hr_workschedule_add"), form)

    assert said in text(answer)
    assert WorkSchedule.objects.filter(code="novo").exists() is (said == "")


def test_the_story_of_a_file_names_days_and_fields_and_no_value(hr: Client) -> None:
    employee = make_employee(pay="2350.00")
    services.change_pay(number=employee.number, amount=Decimal("2777.77"), from_day=date(2026, 6, 1), by=SILVIA, at=AT)
    services.change_person(person_key=employee.person.key, values={"phone": "41955554444"}, by=SILVIA, at=AT)

    html = text(hr.get(f"{reverse('employee', args=[employee.number])}?tab=employment"))

    assert "mudou o salário" in html
    assert "a partir de 01/06/2026" in html
    assert "2.777,77" not in html
    assert AuditEntry.objects.filter(after__icontains="2777").count() == 0
