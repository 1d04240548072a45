"""Who sees what of people: every role against one table, on pages, fields, exports and in the search."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from backoffice import roles
from backoffice.core.models import SensitiveRead, User
from backoffice.core.templatetags import formats
from hr.models import Dependent, Employee, PayAccount
from tests.hr.builders import AT, make_employee, make_person, make_user, new_cpf

pytestmark = pytest.mark.django_db

# page of a stranger (neither oneself nor of one's team) -> roles that get it (200); everybody else gets the other answer.
READERS = {roles.HR, roles.AUDITOR}
WORKERS = {roles.HR, roles.EMPLOYEE, roles.AUDITOR}
PAGES: dict[str, tuple[set[str], int]] = {
    "people": (WORKERS, 403),
    "org_chart": (WORKERS, 403),
    "new_employee": ({roles.HR}, 403),
    "employee": (READERS, 404),
    "employee_edit": ({roles.HR}, 403),
    "employee_job": ({roles.HR}, 403),
    "employee_pay": ({roles.HR}, 403),
    "employee_schedule": ({roles.HR}, 403),
    "employee_manager": ({roles.HR}, 403),
    "employee_address": ({roles.HR}, 403),
    "employee_dependent": ({roles.HR}, 403),
    "employee_contact": ({roles.HR}, 403),
    "employee_account": ({roles.HR}, 403),
    "employee_access": ({roles.HR}, 403),
    "employee_sheet": ({roles.HR}, 403),
}
# Of a stranger, with everything asked to be shown: field -> roles that read it whole.
FIELDS: dict[str, set[str]] = {
    "cpf": {roles.HR},
    "birth date": {roles.HR},
    "e-mail": {roles.HR},
    "phone": {roles.HR},
    "address": {roles.HR},
    "mother": {roles.HR},
    "dependent": {roles.HR},
    "pay": {roles.HR},
    "bank": {roles.HR},
    "race": {roles.HR},
    "name": READERS,
    "position": READERS,
    "masked cpf": {roles.AUDITOR},
}
EVERY_ROLE = list(roles.ROLES)


@dataclass
class Cast:
    stranger: Employee
    team: Employee
    probes: dict[str, str]


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.SECOND_FACTOR_REQUIRED = False
    cache.clear()
    person = make_person(
        "Tatiane Barros", cpf=new_cpf(), race_colour="5", mother_name="Maria Zuleide", phone="41977776666", email="tati@exemplo.com.br"
    )
    stranger = make_employee(person=person, number="0901", pay="2431.77")
    Dependent.objects.create(person=person, kind="03", name="Sofia Zilda", birth_date="2019-02-03", cpf=new_cpf())
    PayAccount.objects.create(person=person, bank="341", branch="0412", account="98765-4", recorded_at=AT, recorded_by="x")
    boss = make_employee("Diego Ramos", number="0902", user=make_user("diego", roles.WAREHOUSE, roles.EMPLOYEE))
    team = make_employee("Carlos Mota", number="0903", pay="1987.65", manager=boss, user=make_user("carlos", roles.EMPLOYEE))
    PayAccount.objects.create(person=team.person, bank="341", branch="0413", account="55555-5", recorded_at=AT, recorded_by="x")
    probes = {
        "cpf": formats.cpf_cnpj(person.cpf),
        "birth date": "14/05/1996",
        "e-mail": "tati@exemplo.com.br",
        "phone": "(41) 97777-6666",
        "address": "Brigadeiro Franco",
        "mother": "Maria Zuleide",
        "dependent": "Sofia Zilda",
        "pay": "2.431,77",
        "bank": "98765-4",
        "race": "Indígena",
        "name": "Tatiane Barros",
        "position": "Auxiliar de expedição",
        "masked cpf": formats.masked_document(person.cpf),
    }
    return Cast(stranger, team, probes)


def client_of(username: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username=username))
    session = client.session
    session["confirmed_at"] = time.time()
    session.save()
    return client


def somebody(role: str) -> Client:
    make_user(f"x-{role}", role)
    return client_of(f"x-{role}")


def whole_file(client: Client, number: str) -> str:
    """All parts of a file, everything asked to be shown."""
    shown = "&show=pay&show=bank&show=origin"
    pages = [client.get(f"{reverse('employee', args=[number])}?tab={tab}{shown}") for tab in ("personal", "employment")]
    return "".join(page.content.decode() for page in pages if page.status_code == 200)


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_each_role_opens_exactly_its_pages(role: str, cast: Cast) -> None:
    client, answers = somebody(role), {}

    for page in PAGES:
        args = [] if page in ("people", "org_chart", "new_employee") else [cast.stranger.number]
        answers[page] = client.get(reverse(page, args=args)).status_code

    expected = {}
    for page, (allowed, refusal) in PAGES.items():
        without_any_door = page == "employee" and role not in WORKERS
        expected[page] = 200 if role in allowed else 403 if without_any_door else refusal
    # What is hidden from somebody with a door of the own (an employee) looks as if it were not there.
    expected["employee_sheet"] = {roles.HR: 200, roles.EMPLOYEE: 404}.get(role, 403)
    assert answers == expected


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_each_role_reads_exactly_its_fields_of_a_stranger(role: str, cast: Cast) -> None:
    html = whole_file(somebody(role), cast.stranger.number)

    assert {field: probe in html for field, probe in cast.probes.items()} == {field: role in allowed for field, allowed in FIELDS.items()}


def test_a_manager_reads_the_team_without_pay_bank_and_documents(cast: Cast) -> None:
    boss = client_of("diego")

    html = whole_file(boss, cast.team.number)

    assert "Carlos Mota" in html
    assert formats.masked_document(cast.team.person.cpf) not in html or formats.cpf_cnpj(cast.team.person.cpf) not in html
    for secret in ("1.987,65", "55555-5", formats.cpf_cnpj(cast.team.person.cpf), cast.team.person.email, "Brigadeiro Franco"):
        assert secret not in html
    assert boss.get(reverse("employee_sheet", args=[cast.team.number])).status_code == 403


def test_everybody_reads_the_own_file_whole_and_leaves_no_trace(cast: Cast) -> None:
    html = whole_file(client_of("carlos"), cast.team.number)

    for own in ("1.987,65", "55555-5", formats.cpf_cnpj(cast.team.person.cpf), cast.team.person.email):
        assert own in html
    assert not SensitiveRead.objects.exists()


def test_each_look_of_people_at_a_sensitive_group_is_written_down(cast: Cast) -> None:
    client = somebody(roles.HR)

    client.get(f"{reverse('employee', args=[cast.stranger.number])}?tab=personal")
    assert not SensitiveRead.objects.exists()
    client.get(f"{reverse('employee', args=[cast.stranger.number])}?tab=personal&show=bank")
    client.get(reverse("people") + "?cols=number,pay")

    looks = {(look.group, look.subject_key) for look in SensitiveRead.objects.all()}
    assert ("bank", str(cast.stranger.person.key)) in looks
    assert ("pay", str(cast.stranger.person.key)) in looks
    assert SensitiveRead.objects.count() == 4


def test_a_strangers_file_looks_like_nobodys(cast: Cast) -> None:
    client = client_of("carlos")

    answers = [client.get(reverse(page, args=[number])) for page in ("employee", "employee_sheet") for number in ("0901", "4711")]

    assert [answer.status_code for answer in answers] == [404, 404, 404, 404]
    bodies = [answer.content.decode().replace("0901", "").replace("4711", "") for answer in answers]
    assert "Tatiane" not in "".join(bodies)


@pytest.mark.parametrize(
    ("who", "expected"),
    [("x-hr", True), ("x-auditor", True), ("diego", False), ("carlos", False), ("x-sales", False), ("x-admin", False)],
)
def test_the_palette_finds_only_who_may_be_opened(who: str, expected: bool, cast: Cast) -> None:
    for role in (roles.HR, roles.AUDITOR, roles.SALES, roles.ADMIN):
        make_user(f"x-{role}", role)

    html = client_of(who).get(reverse("search"), {"q": "Tatiane Bar"}).content.decode()

    assert (reverse("employee", args=[cast.stranger.number]) in html) is expected


def test_the_palette_finds_a_managers_team(cast: Cast) -> None:
    html = client_of("diego").get(reverse("search"), {"q": "carlos mo"}).content.decode()

    assert reverse("employee", args=[cast.team.number]) in html


@pytest.mark.parametrize(("role", "status"), [(roles.HR, 200), (roles.AUDITOR, 403), (roles.EMPLOYEE, 403), (roles.SALES, 403)])
def test_only_people_takes_the_list_out(role: str, status: int, cast: Cast) -> None:
    client = somebody(role)

    answer = client.post(reverse("list_export", args=["pessoas"]), {"format": "csv", "query": "cols=number,cpf,pay"})

    assert answer.status_code == status
    content = answer.content.decode("utf-8-sig")
    assert (formats.cpf_cnpj(cast.stranger.person.cpf) in content) is (status == 200)


def test_nobody_finds_a_cpf_by_searching_without_the_right_to_read_it(cast: Cast) -> None:
    cpf = cast.stranger.person.cpf

    found = {role: "Tatiane" in somebody(role).get(reverse("people"), {"q": cpf}).content.decode() for role in (roles.HR, roles.AUDITOR)}

    assert found == {roles.HR: True, roles.AUDITOR: False}
