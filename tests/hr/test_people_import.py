"""People come in from a table: who is wrong is told why, nobody comes in twice, and it can be taken back."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest

from backoffice.core.actors import Actor
from backoffice.imports import services as imports
from backoffice.imports.models import ImportBatch, ImportRow
from backoffice.imports.registry import importer_of
from hr import services
from hr.models import AddressTerm, Department, Employee, JobTerm, PayTerm, Person, Position
from tests.hr.builders import make_department, make_employee, make_establishment, make_person, make_position, make_schedule, new_cpf
from tests.imports.builders import NOW, a_person, bring_in, preview, run_jobs

pytestmark = pytest.mark.django_db
HEAD = "CPF;Matrícula;Nome;Nascimento;E-mail;Admissão;Contrato;Cargo;CBO;Departamento;Jornada;Salário;CEP;Rua;Número;Cidade;UF"


@pytest.fixture
def silvia() -> Actor:
    make_position()
    make_department()
    make_schedule()
    make_establishment()
    return a_person("hr", name="silvia")


def line(**fields: str) -> str:
    given = {
        "cpf": new_cpf(),
        "number": "",
        "name": "Ana Reis",
        "born": "14/05/1996",
        "email": "ana@exemplo.com.br",
        "since": "03/02/2025",
        "contract": "indeterminado",
        "position": "Auxiliar de Expedição",
        "cbo": "",
        "department": "EXPEDICAO",
        "schedule": "comercial",
        "pay": "2.350,00",
        "cep": "80420-090",
        "street": "Rua Brigadeiro Franco",
        "house": "1200",
        "city": "Curitiba",
        "state": "PR",
    } | fields
    return ";".join(given.values())


def table(*lines: str) -> str:
    return "\n".join([HEAD, *lines])


def reasons(batch: ImportBatch) -> dict[int, list[tuple[str, str]]]:
    return {
        row.line: [(problem["column"], problem["code"]) for problem in row.problems]
        for row in ImportRow.objects.filter(batch=batch, verdict="refused").order_by("line")
    }


def test_a_row_becomes_a_person_with_a_contract_and_everything_dated(silvia: Actor) -> None:
    bring_in("funcionarios", table(line(number="0107", name="ana beatriz  Nogueira")), by=silvia)

    employee = Employee.objects.select_related("person").get()
    job = JobTerm.objects.get()
    assert (employee.number, employee.person.name, employee.state, employee.admitted_on) == (
        "0107",
        "ana beatriz Nogueira",
        "active",
        date(2025, 2, 3),
    )
    assert (job.position.name, job.department.name, job.valid.lower) == ("Auxiliar de expedição", "Expedição", date(2025, 2, 3))
    assert (PayTerm.objects.get().amount, AddressTerm.objects.get().city_code) == (Decimal("2350.00"), "4106902")


def test_the_same_file_twice_brings_nobody_twice(silvia: Actor) -> None:
    content = table(line(), line(name="Bia Reis"))
    bring_in("funcionarios", content, by=silvia)

    again = preview("funcionarios", content, by=silvia)

    assert Employee.objects.count() == Person.objects.count() == 2
    assert set(ImportRow.objects.filter(batch=again).values_list("verdict", flat=True)) == {"same"}


def test_each_wrong_row_says_which_field_and_why(silvia: Actor) -> None:
    taken, elsewhere = make_employee(number="0500"), make_employee("Bia Reis", number="0501")
    rows = [
        line(cpf="529.982.247-26"),
        line(cpf="5299822472"),
        line(name="Ana 2"),
        line(born="14/05/96"),
        line(born="31/02/1996"),
        line(email="ana@"),
        line(since="01/12/2026"),
        line(born="01/01/2012"),
        line(contract="pejota"),
        line(contract="determinado"),
        line(position="Astronauta"),
        line(department="Lua"),
        line(schedule="Noturno"),
        line(pay="0,00"),
        line(pay="1,234.56"),
        line(city="Atlântida"),
        line(number=taken.number),
        line(cpf=elsewhere.person.cpf, number="0777"),
        line(cep="8042"),
    ]

    batch = preview("funcionarios", table(*rows), by=silvia)

    assert [found[0] for found in reasons(batch).values()] == [
        ("cpf", "cpf_wrong"),
        ("cpf", "cpf_short"),
        ("name", "name_form"),
        ("birth_date", "day_form"),
        ("birth_date", "no_such_day"),
        ("email", "email_form"),
        ("admitted_on", "starts_later"),
        ("birth_date", "too_young"),
        ("contract_kind", "contract_form"),
        ("term_ends_on", "missing"),
        ("position", "position_unknown"),
        ("department", "department_unknown"),
        ("schedule", "schedule_unknown"),
        ("pay", "pay_range"),
        ("pay", "ambiguous_number"),
        ("city", "city_unknown"),
        ("number", "number_of_another"),
        ("number", "works_here"),
        ("postal_code", "postal_code_form"),
    ]
    assert Employee.objects.count() == 2


def test_a_wrong_value_is_shown_as_people_write_it(silvia: Actor) -> None:
    rows = [line(born="14/02/2012"), line(since="01/12/2026")]

    batch = preview("funcionarios", table(*rows), by=silvia)

    wrong = [problem for row in batch.rows.order_by("line") for problem in row.problems]
    assert [(problem["column"], problem["value"]) for problem in wrong] == [("birth_date", "14/02/2012"), ("admitted_on", "01/12/2026")]


def test_missing_positions_and_departments_are_made_only_if_said_so(silvia: Actor) -> None:
    content = table(line(position="Separador", cbo="414210", department="Galpão 2"), line(position="Empacotador", department="Galpão 2"))

    batch = preview("funcionarios", content, by=silvia, missing="make")
    assert list(reasons(batch).values()) == [[("position", "position_without_cbo")]]
    assert not Position.objects.filter(name="Separador").exists()

    bring_in("funcionarios", content, by=silvia, missing="make")
    assert (Position.objects.get(name="Separador").cbo, Department.objects.filter(name="Galpão 2").count()) == ("414210", 1)
    assert Employee.objects.count() == 1


def test_of_somebody_known_only_personal_data_change(silvia: Actor) -> None:
    employee = make_employee(pay="2350.00", person=make_person("Ana Reis", email="velho@exemplo.com.br", birth_date=date(1996, 5, 14)))
    content = table(line(cpf=employee.person.cpf, pay="9.999,00", department="Lua"))

    batch = bring_in("funcionarios", content, by=silvia)

    assert ImportRow.objects.get(batch=batch).verdict == "changed"
    assert Person.objects.get().email == "ana@exemplo.com.br"
    assert [str(term.amount) for term in PayTerm.objects.all()] == ["2350.00"]


def test_who_left_comes_back_with_a_new_contract(silvia: Actor) -> None:
    former = make_employee("Ana Reis")
    Employee.objects.filter(pk=former.pk).update(state="ended", ended_on=date(2025, 6, 1))

    batch = preview("funcionarios", table(line(cpf=former.person.cpf, since="01/06/2025")), by=silvia)
    assert reasons(batch) == {2: [("admitted_on", "contract_before")]}
    assert Employee.objects.count() == 1

    bring_in("funcionarios", table(line(cpf=former.person.cpf, since="03/08/2025")), by=silvia)

    assert Person.objects.count() == 1
    assert sorted(Employee.objects.values_list("state", flat=True)) == ["active", "ended"]


def undo(batch: ImportBatch, by: Actor) -> ImportBatch:
    imports.start_undoing(batch_id=batch.pk, by=by, at=NOW)
    run_jobs()
    batch.refresh_from_db()
    return batch


def test_undoing_takes_back_what_nobody_touched_since(silvia: Actor) -> None:
    batch = bring_in("funcionarios", table(line(name="Ana Reis"), line(name="Bia Reis")), by=silvia)
    bia = Employee.objects.get(person__name="Bia Reis")
    services.change_pay(number=bia.number, amount=Decimal("2500.00"), from_day=date(2026, 11, 1), by=silvia, at=NOW)

    undo(batch, silvia)

    assert [employee.person.name for employee in Employee.objects.all()] == ["Bia Reis"]
    assert Person.objects.count() == 1
    assert PayTerm.objects.count() == 2


def test_undoing_gives_changed_data_back(silvia: Actor) -> None:
    employee = make_employee(person=make_person("Ana Reis", email="velho@exemplo.com.br", birth_date=date(1996, 5, 14)))
    batch = bring_in("funcionarios", table(line(cpf=employee.person.cpf)), by=silvia)

    undo(batch, silvia)

    assert Person.objects.get().email == "velho@exemplo.com.br"


def test_pay_and_documents_in_the_preview_follow_the_masks() -> None:
    masks = {column.name: column.mask for column in importer_of("funcionarios").columns}

    assert (masks["pay"], masks["cpf"], masks["email"], masks["street"]) == (
        "employee.pay",
        "person.document",
        "person.contact",
        "person.contact",
    )


@pytest.mark.slow
def test_five_thousand_rows_with_fifty_bad_ones(silvia: Actor) -> None:
    """4,950 in, 50 explained, twice: nobody twice."""
    bad = [{"cpf": "11111111111"}, {"name": "R2D2"}, {"born": "99/99/1999"}, {"position": "Astronauta"}, {"pay": "abc"}]
    rows = [
        line(**({"name": "Ana Reis", "email": f"p{index}@exemplo.com.br"} | (bad[index // 100 % 5] if index % 100 == 7 else {})))
        for index in range(5000)
    ]
    content = table(*rows)
    # Processor time: a busy machine is no slower program.
    begun = time.process_time()

    batch = bring_in("funcionarios", content, by=silvia)

    taken = time.process_time() - begun
    assert (Employee.objects.count(), PayTerm.objects.count(), AddressTerm.objects.count()) == (4950, 4950, 4950)
    assert len(reasons(batch)) == 50
    assert all(found and found[0][0] for found in reasons(batch).values())
    again = preview("funcionarios", content, by=silvia)
    assert Employee.objects.count() == Person.objects.count() == 4950
    assert ImportRow.objects.filter(batch=again, verdict="same").count() == 4950
    assert taken < 40, f"{taken:.1f} s"
