"""What changes with time closes what held before, never overlaps, and forgets nothing."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backoffice.core.actors import Actor
from backoffice.core.errors import BusinessError
from backoffice.core.models import AuditEntry
from hr import errors, services
from hr.models import CorrectedTerm, Employee, PayTerm
from tests.hr.builders import AT, START, make_department, make_employee, make_position, make_user

pytestmark = pytest.mark.django_db
SILVIA = Actor(kind="user", id=990_007, name="Sílvia")
DEC = date(2026, 12, 1)


def pay(employee: Employee) -> list[tuple[str, str, str]]:
    return [
        (str(term.amount), term.valid.lower.isoformat(), term.valid.upper.isoformat() if term.valid.upper else "")
        for term in PayTerm.objects.filter(employee=employee).order_by("valid")
    ]


def raise_pay(employee: Employee, amount: str, from_day: date, **more: Any) -> PayTerm:
    return services.change_pay(
        number=employee.number, amount=Decimal(amount), from_day=from_day, **({"reason": "Mérito", "by": SILVIA, "at": AT} | more)
    )


def test_a_new_salary_closes_the_former_one_on_the_day_before() -> None:
    employee = make_employee(pay="2350.00")

    raise_pay(employee, "2500.00", DEC)

    assert pay(employee) == [("2350.00", "2025-02-03", "2026-12-01"), ("2500.00", "2026-12-01", "")]
    assert Employee.objects.get(pk=employee.pk).version == 2


def test_the_trail_names_the_day_and_never_the_amount() -> None:
    employee = make_employee(pay="2350.00")

    raise_pay(employee, "2500.00", DEC)

    [entry] = AuditEntry.objects.filter(subject_kind="employee", subject_key=employee.number)
    assert (entry.action, entry.after) == ("employee.pay_changed", {"from": "2026-12-01"})


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("keep", [("2350.00", "2025-02-03", "2026-06-01"), ("2400.00", "2026-06-01", "2026-12-01"), ("2500.00", "2026-12-01", "")]),
        ("replace", [("2350.00", "2025-02-03", "2026-06-01"), ("2400.00", "2026-06-01", "")]),
    ],
)
def test_what_begins_later_is_replaced_only_if_said_so(later: str, expected: list[Any]) -> None:
    employee = make_employee(pay="2350.00")
    raise_pay(employee, "2500.00", DEC)
    before = pay(employee)

    with pytest.raises(errors.TermsInTheWay) as refusal:
        raise_pay(employee, "2400.00", date(2026, 6, 1))
    assert refusal.value.data == {"kind": "pay", "days": [DEC]}
    assert pay(employee) == before

    raise_pay(employee, "2400.00", date(2026, 6, 1), later=later)
    assert pay(employee) == expected


def test_a_corrected_salary_does_not_count_and_is_not_forgotten() -> None:
    employee = make_employee(pay="2350.00")
    raise_pay(employee, "25000.00", DEC, reason="Promoção")

    raise_pay(employee, "2500.00", DEC, later="keep")

    assert pay(employee) == [("2350.00", "2025-02-03", "2026-12-01"), ("2500.00", "2026-12-01", "")]
    wrong = CorrectedTerm.objects.get()
    assert (wrong.kind, wrong.first_day, wrong.reason, json.loads(wrong.values)) == (
        "pay",
        DEC,
        "Promoção",
        {"amount": "25000.00", "unit": "5"},
    )


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"from_day": date(2025, 2, 2)}, errors.BeforeAdmission),
        ({"amount": "2350.00"}, errors.TermUnchanged),
        ({"version": 7}, errors.StaleFile),
        ({"amount": "0.00"}, errors.UnknownStructure),
        ({"amount": "1000000.01"}, errors.UnknownStructure),
        ({"number": "nobody"}, errors.UnknownEmployee),
    ],
)
def test_a_wrong_change_of_pay_changes_nothing(change: dict[str, Any], error: type[BusinessError]) -> None:
    employee = make_employee(pay="2350.00")
    given = {"number": employee.number, "amount": "2500.00", "from_day": DEC} | change

    with pytest.raises(error):
        services.change_pay(**(given | {"amount": Decimal(given["amount"])}), by=SILVIA, at=AT)

    assert pay(employee) == [("2350.00", "2025-02-03", "")]
    assert not AuditEntry.objects.filter(subject_kind="employee").exists()


def test_who_has_left_keeps_what_the_contract_said() -> None:
    employee = make_employee(pay="2350.00")
    Employee.objects.filter(pk=employee.pk).update(state="ended", ended_on=date(2026, 10, 1))

    with pytest.raises(errors.EmployeeEnded):
        raise_pay(employee, "2500.00", DEC)

    assert pay(employee) == [("2350.00", "2025-02-03", "")]


def test_nobody_raises_the_own_salary() -> None:
    user = make_user("silvia", "hr")
    employee = make_employee(pay="2350.00", user=user)

    with pytest.raises(errors.OwnPay):
        raise_pay(employee, "9000.00", DEC, by=Actor.of_user(user))

    assert pay(employee) == [("2350.00", "2025-02-03", "")]


def change_manager(employee: Employee, manager: Employee | None, from_day: date, **more: Any) -> None:
    services.change_manager(
        number=employee.number, manager_number=manager.number if manager else "", from_day=from_day, by=SILVIA, at=AT, **more
    )


def test_a_chain_of_managers_never_leads_back_on_any_day() -> None:
    ana, bia, caio = make_employee("Ana Reis"), make_employee("Bia Reis"), make_employee("Caio Reis")
    change_manager(bia, ana, date(2026, 1, 1))
    change_manager(caio, bia, date(2026, 3, 1))

    with pytest.raises(errors.ManagerCycle) as refusal:
        change_manager(ana, caio, date(2026, 1, 15))

    assert refusal.value.data["day"] == date(2026, 3, 1)
    assert not ana.manager_terms.exists()


def test_managers_may_swap_places_one_after_the_other() -> None:
    ana, bia = make_employee("Ana Reis"), make_employee("Bia Reis")
    change_manager(bia, ana, date(2026, 1, 1))

    change_manager(bia, None, date(2026, 6, 1))
    change_manager(ana, bia, date(2026, 6, 1))

    assert [term.valid.upper for term in bia.manager_terms.all()] == [date(2026, 6, 1)]
    assert [term.manager_id for term in ana.manager_terms.all()] == [bia.pk]


def test_nobody_leads_himself_nor_is_led_by_who_has_left() -> None:
    ana, bia = make_employee("Ana Reis"), make_employee("Bia Reis")
    Employee.objects.filter(pk=bia.pk).update(state="ended", ended_on=date(2026, 10, 1))

    with pytest.raises(errors.ManagerCycle):
        change_manager(ana, ana, DEC)
    with pytest.raises(errors.ManagerLeft):
        change_manager(ana, bia, DEC)

    assert not ana.manager_terms.exists()


def test_another_position_takes_the_cost_centre_of_its_department() -> None:
    employee = make_employee()
    term = employee.job_terms.get()
    sales = make_department("vendas", name="Vendas")

    services.change_job(
        number=employee.number,
        position_id=make_position("vendedor", name="Vendedor", cbo="521110").pk,
        department_id=sales.pk,
        establishment_id=term.establishment_id,
        from_day=DEC,
        by=SILVIA,
        at=AT,
    )

    now = employee.job_terms.get(valid__contains=DEC)
    assert (now.position.name, now.department.name, now.cost_center_id) == ("Vendedor", "Vendas", None)
    assert employee.job_terms.get(valid__contains=START).valid.upper == DEC


def test_a_position_out_of_use_is_refused() -> None:
    employee = make_employee()
    term = employee.job_terms.get()
    old = make_position("datilografo", name="Datilógrafo", cbo="412110", is_active=False)

    with pytest.raises(errors.UnknownStructure):
        services.change_job(
            number=employee.number,
            position_id=old.pk,
            department_id=term.department_id,
            establishment_id=term.establishment_id,
            from_day=DEC,
            by=SILVIA,
            at=AT,
        )

    assert employee.job_terms.get().valid.upper is None


def test_an_address_finds_the_code_of_its_city() -> None:
    person = make_employee().person

    services.change_address(
        person_key=person.key,
        address={"postal_code": "86010-000", "street": "Avenida Paraná", "number": "55", "city": "LONDRINA", "state": "pr"},
        from_day=DEC,
        by=SILVIA,
        at=AT,
    )

    term = person.addresses.get(valid__contains=DEC)
    assert (term.postal_code, term.city_code, term.state) == ("86010000", "4113700", "PR")


def test_an_address_says_what_is_wrong_with_each_field() -> None:
    person = make_employee().person

    with pytest.raises(errors.PersonInvalid) as refusal:
        services.change_address(
            person_key=person.key,
            address={"postal_code": "8601", "street": "", "number": "1", "city": "Atlântida", "state": "PR"},
            from_day=DEC,
            by=SILVIA,
            at=AT,
        )

    assert {problem["field"]: problem["problem"] for problem in refusal.value.data["problems"]} == {
        "street": "missing",
        "postal_code": "postal_code_form",
        "city": "city_unknown",
    }
    assert person.addresses.count() == 1
