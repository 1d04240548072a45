"""Recording what the Receita says, and when it stops counting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry
from hr import queries, services
from hr.errors import QualificationRefused, UnknownPerson
from hr.models import Dependent, Person, Qualification
from hr.queries.qualification_list import count_qualifications, read_qualifications
from tests.hr.builders import AT, make_employee, make_person, new_cpf

pytestmark = pytest.mark.django_db
SILVIA = Actor(kind="user", id=7, name="Sílvia", grants=frozenset({"hr.qualify", "hr.view_people"}))
ANSWER = services.ReceitaAnswer(
    name="MARIANA LIMA",
    birth_date=date(1996, 5, 14),
    situation="regular",
    consulted_on=date(2026, 11, 20),
    control_code="7f3a.92qd.10b4.c55e",
)


def record(person: Person, answer: services.ReceitaAnswer = ANSWER, **given: Any) -> Qualification:
    return services.record_qualification(person_key=person.key, answer=answer, by=SILVIA, at=AT, **given)


def test_equal_data_qualify_and_the_trail_names_no_data() -> None:
    person = make_person()

    row = record(person)

    assert (row.result, row.findings, row.control_code) == ("qualified", [], "7F3A.92QD.10B4.C55E")
    assert (row.checked_name, row.checked_cpf, row.recorded_by) == ("Mariana Souza Lima", person.cpf, "Sílvia")
    assert queries.qualification_of(person.pk).state == "qualified"
    trace = AuditEntry.objects.get(action="qualification.recorded")
    assert trace.after == {"result": "qualified", "findings": [], "dependent": None}
    assert (trace.subject_kind, trace.subject_key) == ("person", str(person.key))


def test_what_differs_is_kept_with_its_codes() -> None:
    person = make_person()

    row = record(person, replace(ANSWER, name="MARIANA PRADO", birth_date=date(1996, 5, 15), situation="suspended"))

    assert row.result == "divergent"
    assert row.findings == ["last_name", "birth_date", "situation_suspended"]
    assert queries.qualification_of(person.pk).own.findings == ("last_name", "birth_date", "situation_suspended")


def test_the_limit_of_age_of_the_contract_counts() -> None:
    employee = make_employee(since=date(2026, 12, 1), state="preparing", person=make_person(birth_date=date(2011, 1, 1)))

    row = record(employee.person, replace(ANSWER, birth_date=date(2011, 1, 1)))

    assert row.findings == ["too_young"]


@pytest.mark.parametrize(("field", "value"), [("name", "Mariana Souza Dias"), ("cpf", ""), ("birth_date", date(1990, 1, 1))])
def test_a_later_change_ends_the_result(field: str, value: Any) -> None:
    person = make_person()
    record(person)

    setattr(person, field, value)
    person.save()

    now = queries.qualification_of(person.pk).own
    assert (now.state, now.has_changed, now.findings) == ("pending", True, ())


def test_a_change_of_something_else_ends_nothing() -> None:
    person = make_person()
    record(person)

    Person.objects.filter(pk=person.pk).update(phone="41988887777", social_name="Mari", education="09")

    assert queries.qualification_of(person.pk).state == "qualified"


def test_the_newest_counts_and_older_ones_stay() -> None:
    person = make_person()
    record(person, replace(ANSWER, name="MARIANA PRADO"))

    record(person, replace(ANSWER, consulted_on=date(2026, 11, 19)))

    assert queries.qualification_of(person.pk).state == "qualified"
    assert [row.result for row in queries.list_qualifications(person_id=person.pk)] == ["qualified", "divergent"]


def test_the_same_answer_twice_is_one() -> None:
    person = make_person()

    assert record(person) == record(person)

    assert Qualification.objects.count() == 1
    assert AuditEntry.objects.filter(action="qualification.recorded").count() == 1


def test_dependents_with_a_cpf_count_too() -> None:
    employee = make_employee()
    person = employee.person
    child = Dependent.objects.create(person=person, kind="03", name="Caio Lima", birth_date=date(2019, 9, 14), cpf=new_cpf())
    Dependent.objects.create(person=person, kind="03", name="Bebê Lima", birth_date=date(2026, 9, 14))
    record(person)
    assert queries.qualification_of(person.pk).state == "pending"

    record(person, replace(ANSWER, name="CAIO LIMA", birth_date=date(2019, 9, 15)), dependent_id=child.pk)
    assert queries.qualification_of(person.pk).state == "divergent"

    record(person, replace(ANSWER, name="CAIO LIMA", birth_date=date(2019, 9, 14)), dependent_id=child.pk)
    assert queries.qualification_of(person.pk).state == "qualified"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"situation": "boa"}, "situation"),
        ({"control_code": ""}, "control_code"),
        ({"consulted_on": date(2026, 11, 21)}, "consulted_on"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(change: dict[str, Any], field: str) -> None:
    person = make_person()

    with pytest.raises(QualificationRefused) as refusal:
        record(person, replace(ANSWER, **change))

    assert refusal.value.data["field"] == field
    assert Qualification.objects.count() == 0


def test_nobody_is_qualified_by_another_s_dependent() -> None:
    stranger = make_person("Outra Pessoa")
    child = Dependent.objects.create(person=stranger, kind="03", name="Caio Lima", birth_date=date(2019, 9, 14), cpf=new_cpf())

    with pytest.raises(UnknownPerson):
        record(make_person(), dependent_id=child.pk)
    with pytest.raises(UnknownPerson):
        services.record_qualification(person_key=uuid4(), answer=ANSWER, by=SILVIA, at=AT)

    assert Qualification.objects.count() == 0


def test_the_queue_tells_who_waits(django_assert_num_queries: Any) -> None:
    candidate = make_employee("Candidata Nova", number="C1", state="preparing", since=date(2026, 12, 1))
    divergent = make_employee("Mariana Souza Lima", number="D1")
    never = make_employee("Nunca Vista", number="N1")
    good = make_employee("Mariana Boa Lima", number="G1")
    parent = make_employee("Mariana Mãe Lima", number="P1")
    record(divergent.person, replace(ANSWER, name="MARIANA PRADO"))
    record(good.person)
    record(parent.person)
    child = Dependent.objects.create(person=parent.person, kind="03", name="Caio Lima", birth_date=date(2019, 9, 14), cpf=new_cpf())

    def numbers(tab: str, search: str = "") -> list[str]:
        return sorted(key for _pk, key in read_qualifications(actor=SILVIA, tab=tab, search=search).keys(until=10**9, limit=50))

    assert numbers("to_check") == ["C1", "D1"]
    assert numbers("divergent") == ["D1"]
    assert numbers("never") == ["N1", "P1"]
    assert numbers("qualified") == ["G1"]
    assert numbers("all", "nova") == ["C1"]
    with django_assert_num_queries(1):
        assert count_qualifications(actor=SILVIA) == {"to_check": 2, "divergent": 1, "never": 2}
    record(parent.person, replace(ANSWER, name="CAIO LIMA", birth_date=date(2019, 9, 14)), dependent_id=child.pk)
    assert numbers("qualified") == ["G1", "P1"]
    Dependent.objects.filter(pk=child.pk).update(name="Caio Prado")
    assert numbers("never") == ["N1", "P1"]
    assert {candidate.state, never.state} == {"preparing", "active"}


def test_many_people_cost_the_same_statements(django_assert_num_queries: Any) -> None:
    people = [make_person(f"Mariana {name} Lima") for name in ("A", "B", "C", "D")]
    for person in people:
        record(person)

    with django_assert_num_queries(3):
        found = queries.qualifications_of([person.pk for person in people])

    assert {each.state for each in found.values()} == {"qualified"}
