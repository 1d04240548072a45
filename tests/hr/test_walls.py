"""The database itself keeps people's history straight."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from backoffice.core import sensitive
from backoffice.core.actors import Actor
from backoffice.core.models import SensitiveRead
from hr.models import Employee, PayAccount, PayTerm, Person
from tests.hr.builders import AT, make_employee, make_person, new_cpf

pytestmark = pytest.mark.django_db
SILVIA = Actor(kind="user", id=7, name="Sílvia")


def test_two_salaries_never_hold_on_the_same_day() -> None:
    employee = make_employee(pay="2350.00")

    with pytest.raises(IntegrityError, match="hr_payterm_once_a_day"), transaction.atomic():
        PayTerm.objects.create(
            employee=employee, amount=Decimal("2500.00"), valid=(date(2026, 1, 1), date(2026, 2, 1)), recorded_at=AT, recorded_by="x"
        )

    assert [str(term.amount) for term in employee.pay_terms.all()] == ["2350.00"]


def test_the_day_on_which_one_salary_ends_belongs_to_the_next() -> None:
    employee = make_employee(pay=None)
    for amount, first, end in (("2350.00", date(2026, 1, 1), date(2026, 6, 1)), ("2500.00", date(2026, 6, 1), None)):
        PayTerm.objects.create(employee=employee, amount=Decimal(amount), valid=(first, end), recorded_at=AT, recorded_by="x")

    on_the_day = employee.pay_terms.get(valid__contains=date(2026, 6, 1))

    assert on_the_day.amount == Decimal("2500.00")


def test_one_cpf_is_one_person_and_many_may_have_none_yet() -> None:
    cpf = new_cpf()
    make_person(cpf=cpf)
    make_person("Candidata sem CPF", cpf="")
    make_person("Outro sem CPF", cpf="")

    with pytest.raises(IntegrityError, match="hr_person_cpf_once"), transaction.atomic():
        make_person("Outra pessoa", cpf=cpf)

    assert Person.objects.count() == 3


def test_somebody_has_one_contract_at_a_time_and_may_come_back() -> None:
    person = make_person()
    first = make_employee(person=person)
    with pytest.raises(IntegrityError, match="hr_employee_one_contract"), transaction.atomic():
        make_employee(person=person, since=date(2026, 11, 1))

    Employee.objects.filter(pk=first.pk).update(state="ended", ended_on=date(2026, 10, 1))
    Employee.objects.create(
        number="R-2", person=person, state="preparing", contract_kind="indefinite", admitted_on=date(2026, 12, 1), created_at=AT
    )

    assert person.employments.count() == 2


def test_sealed_fields_are_unreadable_in_the_table() -> None:
    person = make_person(race_colour="4")
    account = PayAccount.objects.create(person=person, bank="341", branch="1234", account="98765-0", recorded_at=AT, recorded_by="x")

    with connection.cursor() as cursor:
        cursor.execute("SELECT race_colour FROM hr_person WHERE id = %s", [person.pk])
        race = cursor.fetchone()[0]
        cursor.execute("SELECT branch, account FROM hr_payaccount WHERE id = %s", [account.pk])
        bank = cursor.fetchone()

    assert race.startswith("gAAAA")
    assert "1234" not in bank[0]
    assert "98765" not in bank[1]
    assert Person.objects.get(pk=person.pk).race_colour == "4"
    assert PayAccount.objects.get(pk=account.pk).account == "98765-0"


def test_the_trace_of_looks_cannot_be_cleaned() -> None:
    person = make_person()
    sensitive.note_reads(subject_kind="person", subject_keys=[str(person.key)], group=sensitive.HEALTH, by=SILVIA, at=AT, item="ASO")

    for sql in ("UPDATE core_sensitiveread SET reader_name = 'outra'", "DELETE FROM core_sensitiveread"):
        with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)

    assert SensitiveRead.objects.get().reader_name == "Sílvia"
