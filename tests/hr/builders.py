"""A small company of people to tell stories about; everything straight in the tables, as history that is already there."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Group

from backoffice.core.models import User
from hr import models

_numbers = itertools.count(1)
AT = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
START = date(2025, 2, 3)


def new_cpf() -> str:
    """A CPF with right digits that nobody in this run has."""
    digits = f"{next(_numbers) + 111_444_000:09d}"
    for _ in range(2):
        weights = range(len(digits) + 1, 1, -1)
        digits += str(sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) * 10 % 11 % 10)
    return digits


def make_user(username: str, *roles: str) -> User:
    user = User.objects.create_user(username, f"{username}@exemplo.com.br", "uma senha comprida", first_name=username.title())
    user.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
    return user


def make_establishment(**fields: Any) -> models.Establishment:
    """The head office in Curitiba unless told otherwise."""
    given = {
        "code": "matriz",
        "name": "Matriz Curitiba",
        "cnpj": "12ABC34501DE35",
        "postal_code": "80410000",
        "street": "Rua das Palmeiras",
        "number": "88",
        "district": "Centro",
        "city": "Curitiba",
        "city_code": "4106902",
        "state": "PR",
        "union_name": "Sindicato dos Empregados no Comércio de Curitiba",
        "union_cnpj": "76683556000105",
    } | fields
    return models.Establishment.objects.get_or_create(code=given.pop("code"), defaults=given)[0]


def make_department(code: str = "expedicao", **fields: Any) -> models.Department:
    return models.Department.objects.get_or_create(code=code, defaults={"name": "Expedição"} | fields)[0]


def make_position(code: str = "auxiliar-expedicao", **fields: Any) -> models.Position:
    return models.Position.objects.get_or_create(code=code, defaults={"name": "Auxiliar de expedição", "cbo": "414105"} | fields)[0]


def make_schedule(code: str = "comercial", **fields: Any) -> models.WorkSchedule:
    """Monday to Friday 8:00 to 17:48 with an hour's break: 44 hours."""
    schedule, is_new = models.WorkSchedule.objects.get_or_create(
        code=code, defaults={"name": "Comercial 44 h", "weekly_hours": Decimal("44.00")} | fields
    )
    if is_new:
        models.WorkDay.objects.bulk_create(
            models.WorkDay(schedule=schedule, weekday=day, starts_at="08:00", ends_at="17:48", break_minutes=60) for day in range(5)
        )
    return schedule


def make_person(name: str = "Mariana Souza Lima", **fields: Any) -> models.Person:
    given = {
        "cpf": new_cpf(),
        "birth_date": date(1996, 5, 14),
        "sex": "F",
        "marital_status": "1",
        "education": "07",
        "race_colour": "3",
        "email": f"pessoa{next(_numbers)}@exemplo.com.br",
        "phone": "41999990000",
        "created_at": AT,
    } | fields
    return models.Person.objects.create(name=name, **given)


def make_employee(
    name: str = "Mariana Souza Lima",
    *,
    state: str = "active",
    since: date = START,
    pay: str | None = "2350.00",
    manager: models.Employee | None = None,
    user: User | None = None,
    person: models.Person | None = None,
    **fields: Any,
) -> models.Employee:
    """An employee with everything agreed since ``since``: position, pay, hours, manager, address."""
    employee = models.Employee.objects.create(
        number=fields.pop("number", f"{next(_numbers):04d}"),
        person=person or make_person(name),
        user=user,
        state=state,
        contract_kind=fields.pop("contract_kind", "indefinite"),
        admitted_on=since,
        created_at=AT,
        **fields,
    )
    told = {"valid": (since, None), "recorded_at": AT, "recorded_by": "Sílvia"}
    models.JobTerm.objects.create(
        employee=employee, position=make_position(), department=make_department(), establishment=make_establishment(), **told
    )
    models.ScheduleTerm.objects.create(employee=employee, schedule=make_schedule(), **told)
    if pay is not None:
        models.PayTerm.objects.create(employee=employee, amount=Decimal(pay), **told)
    if manager is not None:
        models.ManagerTerm.objects.create(employee=employee, manager=manager, **told)
    models.AddressTerm.objects.create(
        person=employee.person,
        postal_code="80420090",
        street_kind="R",
        street="Rua Brigadeiro Franco",
        number="1200",
        district="Batel",
        city="Curitiba",
        city_code="4106902",
        state="PR",
        **told,
    )
    return employee
