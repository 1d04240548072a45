"""Taking people on, and what stands in their file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry, OutboxMessage, User
from hr import errors, services
from hr.models import Department, Employee, Establishment, Person
from hr.services import EmployeeDraft
from tests.hr.builders import (
    AT,
    make_department,
    make_employee,
    make_establishment,
    make_person,
    make_position,
    make_schedule,
    make_user,
    new_cpf,
)

pytestmark = pytest.mark.django_db
SILVIA = Actor(kind="user", id=990_007, name="Sílvia")


def draft(**fields: Any) -> EmployeeDraft:
    person = {"name": "Mariana Souza Lima", "cpf": new_cpf(), "birth_date": date(1996, 5, 14)} | fields.pop("person", {})
    given = {
        "person": person,
        "contract_kind": "indefinite",
        "admitted_on": date(2025, 3, 3),
        "position_id": make_position().pk,
        "department_id": make_department().pk,
        "establishment_id": make_establishment().pk,
        "schedule_id": make_schedule().pk,
        "pay": Decimal("2350.00"),
    }
    return EmployeeDraft(**(given | fields))


def problems(refusal: pytest.ExceptionInfo[errors.PersonInvalid]) -> dict[str, str]:
    return {problem["field"]: problem["problem"] for problem in refusal.value.data["problems"]}


def test_somebody_who_works_here_gets_a_file_with_everything_agreed() -> None:
    boss = make_employee("Diego Ramos", number="0040")

    made = services.create_employee(draft=draft(manager_id=boss.pk), by=SILVIA, at=AT)

    assert (made.number, made.state, made.category) == ("0041", "active", "101")
    assert [made.job_terms.count(), made.schedule_terms.count(), made.pay_terms.get().amount] == [1, 1, Decimal("2350.00")]
    assert made.manager_terms.get().manager == boss
    assert made.pay_terms.get().valid.lower == date(2025, 3, 3)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"person": {"name": "Mariana 2"}}, {"name": "name_form"}),
        ({"person": {"cpf": "123"}}, {"cpf": "cpf_short"}),
        ({"person": {"cpf": "52998224726"}}, {"cpf": "cpf_wrong"}),
        ({"person": {"cpf": "11111111111"}}, {"cpf": "cpf_wrong"}),
        ({"person": {"pis": "12056412548"}}, {"pis": "pis_wrong"}),
        ({"person": {"phone": "9999-0000"}}, {"phone": "phone_form"}),
        ({"person": {"email": "mariana@"}}, {"email": "email_form"}),
        ({"person": {"birth_date": date(2027, 1, 1)}}, {"birth_date": "birth_future"}),
        ({"person": {"birth_date": date(2010, 1, 1)}}, {"birth_date": "too_young"}),
        ({"admitted_on": date(2026, 12, 1)}, {"admitted_on": "starts_later"}),
        ({"pay": Decimal("0.00")}, {"pay": "pay_range"}),
        ({"contract_kind": "fixed_term"}, {"term_ends_on": "missing"}),
        ({"contract_kind": "apprentice", "term_ends_on": date(2027, 3, 4)}, {"term_ends_on": "term_long"}),
        ({"contract_kind": "probation", "probation_until": date(2025, 6, 1)}, {"probation_until": "probation_long"}),
        ({"contract_kind": "probation", "probation_first_until": date(2025, 6, 1)}, {"probation_first_until": "probation_long"}),
        ({"contract_kind": "probation", "probation_first_until": date(2025, 3, 2)}, {"probation_first_until": "probation_order"}),
        ({"number": "00/41"}, {"number": "number_form"}),
    ],
)
def test_a_wrong_field_is_named_and_nobody_is_taken_on(change: dict[str, Any], expected: dict[str, str]) -> None:
    with pytest.raises(errors.PersonInvalid) as refusal:
        services.create_employee(draft=draft(**change), by=SILVIA, at=AT)

    assert problems(refusal) == expected
    assert (Person.objects.count(), Employee.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)


def test_probation_is_twice_45_days_unless_said_otherwise() -> None:
    made = services.create_employee(draft=draft(contract_kind="probation", admitted_on=date(2026, 11, 2)), by=SILVIA, at=AT)

    assert (made.probation_first_until, made.probation_until) == (date(2026, 12, 16), date(2027, 1, 30))
    assert (made.probation_until - made.admitted_on).days + 1 == 90


def test_a_first_part_alone_may_still_be_extended() -> None:
    agreed = {"contract_kind": "probation", "admitted_on": date(2026, 11, 2), "probation_first_until": date(2026, 12, 16)}
    made = services.create_employee(draft=draft(**agreed), by=SILVIA, at=AT)

    services.extend_probation(employee_id=made.pk, until=date(2027, 1, 30), by=SILVIA, at=AT)

    assert made.probation_until is None
    made.refresh_from_db()
    assert (made.probation_first_until, made.probation_until) == (date(2026, 12, 16), date(2027, 1, 30))


def test_who_works_here_is_not_taken_on_twice_and_who_left_may_come_back() -> None:
    first = services.create_employee(draft=draft(), by=SILVIA, at=AT)
    again = draft(person={"cpf": first.person.cpf})

    with pytest.raises(errors.PersonInvalid) as refusal:
        services.create_employee(draft=again, by=SILVIA, at=AT)
    assert problems(refusal) == {"cpf": "employed_already"}

    Employee.objects.filter(pk=first.pk).update(state="ended", ended_on=date(2026, 1, 1))
    with pytest.raises(errors.PersonInvalid) as refusal:
        services.create_employee(draft=replace(again, admitted_on=date(2026, 1, 1)), by=SILVIA, at=AT)
    assert problems(refusal) == {"admitted_on": "contract_before"}
    assert Employee.objects.count() == 1

    back = services.create_employee(draft=replace(again, admitted_on=date(2026, 1, 2)), by=SILVIA, at=AT)
    assert back.person_id == first.person_id
    assert back.number != first.number


def test_many_people_cost_as_many_statements_as_one() -> None:
    def statements(count: int) -> int:
        drafts = [draft(address=ADDRESS) for _ in range(count)]
        with CaptureQueriesContext(connection) as queries:
            services.add_employees(drafts=drafts, by=SILVIA, at=AT)
        return len(queries)

    assert statements(1) == statements(12)


ADDRESS = {"postal_code": "80420090", "street": "Rua Brigadeiro Franco", "number": "1200", "city": "Curitiba", "state": "PR"}


def test_only_what_is_different_is_written_and_the_trail_names_no_value() -> None:
    person = make_person(phone="41999990000")

    changed = services.change_person(
        person_key=person.key, values={"phone": "(41) 98888-7777", "name": person.name}, version=1, by=SILVIA, at=AT
    )

    assert changed == ("phone",)
    [entry] = AuditEntry.objects.filter(subject_key=str(person.key))
    assert (entry.before, entry.after) == (None, {"fields": ["phone"]})
    with pytest.raises(errors.StaleFile):
        services.change_person(person_key=person.key, values={"phone": "41977776666"}, version=1, by=SILVIA, at=AT)
    assert Person.objects.get(pk=person.pk).phone == "41988887777"


def test_two_people_never_have_one_cpf() -> None:
    other, person = make_person(), make_person()

    with pytest.raises(errors.PersonInvalid) as refusal:
        services.change_person(person_key=person.key, values={"cpf": other.cpf}, by=SILVIA, at=AT)

    assert problems(refusal) == {"cpf": "cpf_known"}
    assert Person.objects.get(pk=person.pk).cpf == person.cpf


def test_a_dependent_is_told_apart_from_the_person_and_ends_instead_of_vanishing() -> None:
    person = make_person()
    child = {"name": "Enzo Lima", "kind": "03", "birth_date": date(2020, 5, 1), "for_family_allowance": True}

    with pytest.raises(errors.PersonInvalid):
        services.save_dependent(person_key=person.key, values=child | {"cpf": person.cpf}, by=SILVIA, at=AT)
    made = services.save_dependent(person_key=person.key, values=child | {"cpf": new_cpf()}, by=SILVIA, at=AT)
    services.end_dependent(person_key=person.key, dependent_id=made.pk, ended_on=date(2026, 11, 1), by=SILVIA, at=AT)

    [kept] = person.dependents.all()
    assert (kept.name, kept.ended_on, kept.for_family_allowance) == ("Enzo Lima", date(2026, 11, 1), True)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, {"bank": "account_missing"}),
        ({"bank": "34", "branch": "0412", "account": "30211-5"}, {"bank": "bank_form"}),
        ({"bank": "Banco do Xisto", "branch": "0412", "account": "30211-5"}, {"bank": "bank_form"}),
        ({"bank": "1823612", "branch": "0412", "account": "30211-5"}, {"bank": "bank_form"}),
        ({"bank": "341", "branch": "", "account": ""}, {"branch": "branch_form", "account": "account_form"}),
        ({"pix_kind": "email", "pix_key": "mariana"}, {"pix_key": "email_form"}),
        ({"pix_kind": "random", "pix_key": "123"}, {"pix_key": "pix_form"}),
        ({"pix_kind": "cpf", "pix_key": "111.444.777-35"}, {"pix_key": "pix_of_other"}),
    ],
)
def test_half_an_account_or_one_of_somebody_else_is_refused(values: dict[str, str], expected: dict[str, str]) -> None:
    person = make_person()

    with pytest.raises(errors.PersonInvalid) as refusal:
        services.record_pay_account(person_key=person.key, values=values, by=SILVIA, at=AT)

    assert problems(refusal) == expected
    assert not person.pay_accounts.exists()


def test_another_account_leaves_the_former_one_in_the_file() -> None:
    person = make_person()
    services.record_pay_account(person_key=person.key, values={"bank": "341", "branch": "0412", "account": "30211-5"}, by=SILVIA, at=AT)
    pix = {"pix_kind": "phone", "pix_key": "(41) 99999-0000"}
    for _click in range(2):
        services.record_pay_account(person_key=person.key, values=pix, by=SILVIA, at=AT)

    assert [(row.bank, row.pix_key) for row in person.pay_accounts.all()] == [("", "+5541999990000"), ("341", "")]


def test_an_account_to_sign_in_belongs_to_one_employee() -> None:
    user = make_user("mariana")
    mariana, ana = make_employee(), make_employee("Ana Reis")

    services.link_user(number=mariana.number, user_id=user.pk, by=SILVIA, at=AT)
    with pytest.raises(errors.UserTaken):
        services.link_user(number=ana.number, user_id=user.pk, by=SILVIA, at=AT)

    assert Employee.objects.get(user=user) == mariana
    assert [group.name for group in user.groups.all()] == ["employee"]


def test_an_invitation_makes_an_account_without_password_and_sends_the_link() -> None:
    employee = make_employee(person=make_person(email="mariana.lima@exemplo.com.br"))

    user = services.invite_user(number=employee.number, by=SILVIA, at=AT)

    assert (user.username, user.first_name, user.has_usable_password()) == ("mariana.lima", "Mariana", False)
    assert OutboxMessage.objects.filter(payload__user_id=user.pk).count() == 1
    with pytest.raises(errors.UserTaken):
        services.invite_user(number=employee.number, by=SILVIA, at=AT)
    assert User.objects.count() == 1


def test_an_invitation_needs_an_address() -> None:
    employee = make_employee(person=make_person(email=""))

    with pytest.raises(errors.NoEmail):
        services.invite_user(number=employee.number, by=SILVIA, at=AT)

    assert User.objects.count() == 0


def test_departments_that_differ_in_spelling_only_are_one() -> None:
    make_department("expedicao", name="Expedição")

    found = services.ensure_departments(names=["EXPEDICAO", "Marketing"], by=SILVIA, at=AT)

    assert sorted(Department.objects.values_list("name", flat=True)) == ["Expedição", "Marketing"]
    assert found["expedicao"].name == "Expedição"


def test_without_an_address_of_the_company_there_is_no_first_establishment() -> None:
    with pytest.raises(errors.CompanyMissing):
        services.ensure_establishment(by=SILVIA, at=AT)

    assert not Establishment.objects.exists()
