"""The people of the demo shop with their history, written as what was already there before the system came."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from stdnum.br import cnpj, cpf

from backoffice import roles
from backoffice.core import clock
from backoffice.core.company import get_company
from backoffice.core.models import User
from backoffice.demo.staff_cast import CAST, COST_CENTERS, DEPARTMENTS, POSITIONS, SCHEDULES, Hand
from hr import models

RECORDED_BY = "Sílvia Nakamura"
_STREETS = [("R", "Rua Brigadeiro Franco", "Batel", "80420090"), ("AV", "Avenida Sete de Setembro", "Centro", "80060070")]
_CATEGORIES = {"apprentice": "103", "intern": "901"}
PROBATION = timedelta(days=45)


@transaction.atomic
def tell_staff(*, now: datetime) -> None:
    """Once; the candidate who starts soon is the admission's story."""
    if models.Employee.objects.exists():
        return
    today = clock.company_date(now)
    places, positions, schedules = _structure()
    people = models.Person.objects.bulk_create(_person(hand, index, now) for index, hand in enumerate(CAST))
    users = {user.username: user for user in User.objects.filter(username__in=[hand.username for hand in CAST if hand.username])}
    rows = [_employee(hand, person, users.get(hand.username), today, now) for hand, person in zip(CAST, people, strict=True)]
    employees = {row.number: row for row in models.Employee.objects.bulk_create(rows)}
    departments = _departments(employees)
    said = {"recorded_at": now, "recorded_by": RECORDED_BY}
    jobs, pay, hours, managers, homes = [], [], [], [], []
    for index, hand in enumerate(CAST):
        employee, end = employees[hand.number], _end(hand, today)
        for (months, position, department), valid in zip(hand.jobs, _ranges([row[0] for row in hand.jobs], end, today), strict=True):
            row = {"position": positions[position], "department": departments[department], "establishment": places[hand.place]}
            cost_center_id = departments[department].cost_center_id
            jobs.append(
                models.JobTerm(employee=employee, valid=valid, cost_center_id=cost_center_id, reason=_why(hand, months), **row, **said)
            )
        for (months, amount), valid in zip(hand.salaries(), _ranges([row[0] for row in hand.pay], end, today), strict=True):
            why = "Dissídio da categoria" if months == 9 else _why(hand, months)
            pay.append(models.PayTerm(employee=employee, valid=valid, amount=amount, reason=why, **said))
        whole = (employee.admitted_on, end)
        hours.append(models.ScheduleTerm(employee=employee, valid=whole, schedule=schedules[hand.schedule], **said))
        if hand.manager:
            managers.append(models.ManagerTerm(employee=employee, valid=whole, manager=employees[hand.manager], **said))
        homes.append(_home(employee, index, said))
    models.JobTerm.objects.bulk_create(jobs)
    models.PayTerm.objects.bulk_create(pay)
    models.ScheduleTerm.objects.bulk_create(hours)
    models.ManagerTerm.objects.bulk_create(managers)
    models.AddressTerm.objects.bulk_create(homes)
    _relations(people, now)
    _let_in(users.values())


def _months_ago(today: date, months: int) -> date:
    """The first of the month so many months back."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, 1)


def _end(hand: Hand, today: date) -> date | None:
    """The day after the last one."""
    return None if hand.ended is None else _months_ago(today, hand.ended) + timedelta(days=1)


def _ranges(months: Sequence[int], end: date | None, today: date) -> list[tuple[date, date | None]]:
    starts = [_months_ago(today, count) for count in months]
    return list(zip(starts, [*starts[1:], end], strict=True))


def _why(hand: Hand, months: int) -> str:
    return "Admissão" if months == hand.since else "Promoção"


def _structure() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    company = get_company()
    head = company.cnpj or "12ABC34501DE35"
    branch = head[:8] + "0002"
    home = {"city": "Curitiba", "city_code": "4106902", "state": "PR", "union_name": "Sindicato dos Empregados no Comércio de Curitiba"}
    union = {"union_cnpj": "76683556" + "0001" + cnpj.calc_check_digits("766835560001")}
    near = {"city": "São José dos Pinhais", "city_code": "4125506", "district": "Afonso Pena", "postal_code": "83045000"}
    matriz = {"street": "Rua Padre Anchieta", "number": "1846", "district": "Bigorrilho", "postal_code": "80730000"}
    places = models.Establishment.objects.bulk_create(
        [
            models.Establishment(code="matriz", name="Matriz Curitiba", cnpj=head, **(home | union | matriz)),
            models.Establishment(
                code="cd",
                name="Centro de distribuição",
                cnpj=branch + cnpj.calc_check_digits(branch),
                street="Avenida Rui Barbosa",
                number="5120",
                **(home | union | near),
            ),
        ]
    )
    positions = models.Position.objects.bulk_create(models.Position(code=code, name=name, cbo=cbo) for code, name, cbo in POSITIONS)
    schedules = models.WorkSchedule.objects.bulk_create(
        models.WorkSchedule(code=code, name=name, weekly_hours=hours, part_time=part) for code, name, hours, part, _days in SCHEDULES
    )
    models.WorkDay.objects.bulk_create(
        models.WorkDay(schedule=schedule, weekday=day, starts_at=begins, ends_at=ends, break_minutes=pause)
        for schedule, row in zip(schedules, SCHEDULES, strict=True)
        for days, begins, ends, pause in row[4]
        for day in days
    )
    return tuple({row.code: row for row in rows} for rows in (places, positions, schedules))  # type: ignore[return-value]


def _departments(employees: dict[str, models.Employee]) -> dict[str, models.Department]:
    centers = {row.code: row for row in models.CostCenter.objects.bulk_create(models.CostCenter(code=c, name=n) for c, n in COST_CENTERS)}
    made: dict[str, models.Department] = {}
    for code, name, parent, head, center in DEPARTMENTS:
        given = {"parent": made.get(parent), "head": employees[head], "cost_center": centers[center]}
        made[code] = models.Department.objects.create(code=code, name=name, **given)
    return made


def _person(hand: Hand, index: int, now: datetime) -> models.Person:
    base = f"{318402700 + index * 7919:09d}"
    handle = hand.username or hand.name.split()[0].lower().translate(str.maketrans("áãéíó", "aaeio"))
    return models.Person(
        name=hand.name,
        social_name=hand.social_name,
        cpf=next(number for ending in range(100) if cpf.is_valid(number := f"{base}{ending:02d}")),
        birth_date=date(*hand.born),
        sex=hand.sex,
        marital_status=hand.marital,
        education=hand.education,
        race_colour=hand.race,
        mother_name=f"Maria {hand.name.split()[-1]}",
        email=f"{handle}@exemplo.com.br",
        phone=f"419{88110000 + index * 37}",
        identity_number=f"{9123400 + index * 11}",
        identity_issuer="SSP/PR",
        identity_issued_on=date(hand.born[0] + 16, 2, 10),
        created_at=now,
    )


def _employee(hand: Hand, person: models.Person, user: User | None, today: date, now: datetime) -> models.Employee:
    since = _months_ago(today, hand.since)
    first = since + PROBATION - timedelta(days=1)
    on_probation = {"probation_first_until": first, "probation_until": first + PROBATION} if hand.kind == "probation" else {}
    ended = {"state": "ended", "ended_on": _months_ago(today, hand.ended), "end_reason": "02"} if hand.ended is not None else {}
    ends = {"term_ends_on": date(since.year + 1, since.month, 28)} if hand.kind in ("apprentice", "intern") else {}
    return models.Employee(
        number=hand.number,
        person=person,
        user=user,
        contract_kind=hand.kind,
        category=_CATEGORIES.get(hand.kind, "101"),
        admitted_on=since,
        created_at=now,
        **({"state": "active"} | on_probation | ended | ends),
    )


def _home(employee: models.Employee, index: int, said: dict[str, Any]) -> models.AddressTerm:
    kind, street, district, postal_code = _STREETS[index % len(_STREETS)]
    return models.AddressTerm(
        person=employee.person,
        valid=(employee.admitted_on, None),
        street_kind=kind,
        street=street,
        number=str(120 + index * 83),
        complement=f"ap. {11 + index}" if index % 3 else "",
        district=district,
        postal_code=postal_code,
        city="Curitiba",
        city_code="4106902",
        state="PR",
        **said,
    )


def _relations(people: Sequence[models.Person], now: datetime) -> None:
    """Dependents, whom to call, where pay goes."""
    dependents, contacts, accounts = [], [], []
    for index, (hand, person) in enumerate(zip(CAST, people, strict=True)):
        for place, (name, kind, born) in enumerate(hand.dependents):
            base = f"{402118300 + index * 991 + place * 13:09d}"
            number = next(found for ending in range(100) if cpf.is_valid(found := f"{base}{ending:02d}"))
            given = {"cpf": number, "for_income_tax": True, "for_family_allowance": kind == "03"}
            dependents.append(models.Dependent(person=person, name=name, kind=kind, birth_date=date(*born), **given))
        contacts.append(models.EmergencyContact(person=person, name=person.mother_name, relationship="mãe", phone=f"419{87220000 + index}"))
        said = {"person": person, "recorded_at": now, "recorded_by": RECORDED_BY}
        if index % 3:
            accounts.append(models.PayAccount(bank="341", branch="0412", account=f"{30211 + index * 17}-{index % 10}", **said))
        else:
            accounts.append(models.PayAccount(pix_kind="cpf", pix_key=person.cpf, **said))
    models.Dependent.objects.bulk_create(dependents)
    models.EmergencyContact.objects.bulk_create(contacts)
    models.PayAccount.objects.bulk_create(accounts)


def _let_in(users: Any) -> None:
    """Whoever works here sees the own file."""
    group = Group.objects.get_or_create(name=roles.EMPLOYEE)[0]
    for user in users:
        user.groups.add(group)
