"""How long files are kept, who may be forgotten when, and that a candidate is gone to the last byte."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import TestCase

from backoffice.core.actors import Actor
from backoffice.core.files import keep_file
from backoffice.core.models import AuditEntry, KeptFile
from backoffice.privacy import services as privacy
from backoffice.privacy.datamap import FORGOTTEN
from backoffice.privacy.errors import MayNotBeForgotten, NothingToDispose
from backoffice.privacy.models import Erasure
from backoffice.privacy.services.rules import Rules
from hr.models import (
    Acceptance,
    Admission,
    Document,
    DocumentKind,
    DocumentPage,
    EmergencyContact,
    Employee,
    PayAccount,
    Person,
    TextVersion,
)
from hr.papers import FILE_PURPOSE
from hr.queries import kept_until, list_due
from hr.queries.retention import after_months, after_years
from hr.services import dispose_due
from tests.hr.builders import make_employee, make_person, make_user
from tests.privacy.builders import ask, hits

pytestmark = pytest.mark.django_db
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)
CANARIES = [
    "Canária Azul",
    "canaria.azul@exemplo.com.br",
    "39053344705",
    "390.533.447-05",
    "41988881234",
    "Rua do Canário",
    "CANARIA-CONTA",
    "Mãe da Canária",
]
AT = datetime.fromisoformat("2026-11-24T10:42:00-03:00")


def _candidate(at: datetime, cancelled: datetime) -> Employee:
    """Not hired; papers, contacts, bank data and an acceptance are there."""
    person = make_person(
        "Canária Azul Pereira", cpf="39053344705", email="canaria.azul@exemplo.com.br", phone="41988881234",
        mother_name="Mãe da Canária", race_colour="2",
    )  # fmt: skip
    employee = make_employee(person=person, state="preparing", since=date(2026, 5, 4))
    person.addresses.update(street="Rua do Canário")
    EmergencyContact.objects.create(person=person, name="Mãe da Canária", phone="41988881234")
    PayAccount.objects.create(person=person, bank="341", branch="0412", account="CANARIA-CONTA", recorded_at=at, recorded_by="x")
    Admission.objects.create(
        number="ADM-9", employee=employee, stage="cancelled", papers_due_on=date(2026, 5, 1), contact=make_user("silvia"), created_at=at,
        cancelled_at=cancelled, cancel_reason="Canária Azul desistiu",
    )  # fmt: skip
    text = TextVersion.objects.create(code="aviso", version=1, title="Aviso", body="x", sha256="0" * 64, published_at=at, published_by="x")
    Acceptance.objects.create(
        employee=employee, text=text, content="Eu, Canária Azul", content_sha256="0" * 64, typed_name="Canária Azul Pereira",
        accepted_at=at, ip="203.0.113.9", code="AC-1",
    )  # fmt: skip
    _paper(person, at)
    return employee


def _paper(person: Person, at: datetime, code: str = "rg", years: int = 5) -> KeptFile:
    kind = DocumentKind.objects.get_or_create(code=code, defaults={"name": code.upper(), "retention_years": years})[0]
    kept = keep_file(content=PDF, name="rg da Canária Azul.pdf", purpose=FILE_PURPOSE, by=Actor(kind="system", id=0, name="x"), at=at)
    document = Document.objects.create(person=person, kind=kind, uploaded_at=at, uploaded_by="Candidato")
    DocumentPage.objects.create(document=document, number=1, file=kept)
    return kept


def test_a_candidate_who_was_not_hired_is_due_after_six_months_and_then_gone_to_the_last_byte(by: Actor, at: datetime, files: Path) -> None:
    employee = _candidate(at, cancelled=AT - timedelta(days=200))
    kept = KeptFile.objects.get()
    assert hits(CANARIES)
    [due] = list_due(today=date(2026, 11, 24))
    assert (due.code, due.files, due.due_since) == ("candidate", 1, date(2026, 11, 8))

    with TestCase.captureOnCommitCallbacks(execute=True):
        gone = dispose_due(keys=[due.key], by=by, at=at)

    assert (gone.people, gone.papers, gone.files) == (1, 0, 1)
    assert hits(CANARIES) == []
    kept.refresh_from_db()
    assert ((files / kept.path).exists(), kept.disposed_at, len(kept.sha256)) == (False, at, 64)
    employee.refresh_from_db()
    assert (employee.person.name, employee.person.cpf, employee.person.anonymised_at) == (FORGOTTEN, "", at)
    assert Acceptance.objects.get().ip is None
    assert Erasure.objects.get().cause == "retention"
    assert AuditEntry.objects.filter(action="retention.disposed", subject_key=str(employee.person.key)).count() == 1


def test_sent_twice_the_second_time_nothing_is_left(by: Actor, at: datetime) -> None:
    _candidate(at, cancelled=AT - timedelta(days=200))
    [due] = list_due(today=date(2026, 11, 24))
    dispose_due(keys=[due.key], by=by, at=at)

    with pytest.raises(NothingToDispose):
        dispose_due(keys=[due.key], by=by, at=at)

    assert Erasure.objects.count() == 1


def test_before_its_time_nothing_is_due_and_nothing_goes(by: Actor, at: datetime) -> None:
    employee = _candidate(at, cancelled=AT - timedelta(days=100))

    assert list_due(today=date(2026, 11, 24)) == []
    with pytest.raises(NothingToDispose):
        dispose_due(keys=[f"candidate:{employee.person.key}"], by=by, at=at)

    assert Person.objects.get(pk=employee.person_id).cpf == "39053344705"


def test_the_company_says_how_long_candidates_are_kept(by: Actor, at: datetime) -> None:
    _candidate(at, cancelled=AT - timedelta(days=100))

    privacy.save_rules(rules=Rules(candidate_months=3), by=by, at=at)

    assert [row.code for row in list_due(today=date(2026, 11, 24))] == ["candidate"]


def test_who_works_here_is_not_forgotten_and_the_law_is_named(by: Actor, at: datetime) -> None:
    employee = make_employee("Carlos Mota")
    request = ask(by=by, at=at, document=employee.person.cpf)
    colleague = replace(by, id=by.id + 1)
    survey = privacy.record_survey(number=request.number, job_id=uuid4(), by=colleague, at=at, today=date(2026, 11, 24))

    with pytest.raises(MayNotBeForgotten):
        privacy.anonymise(number=request.number, survey_id=survey.pk, typed=request.number, by=by, at=at, today=date(2026, 11, 24))

    assert survey.obstacles[0]["code"] == "employed"
    assert Person.objects.get(pk=employee.person_id).name == "Carlos Mota"


def test_who_left_is_kept_until_five_years_later_or_as_long_as_a_paper_asks(by: Actor, at: datetime) -> None:
    employee = make_employee("Carlos Mota", state="ended", since=date(2020, 1, 6), ended_on=date(2024, 3, 31))
    assert kept_until(person_id=employee.person_id, today=date(2026, 11, 24)).until == date(2029, 3, 31)

    _paper(employee.person, at, "aso", years=20)

    assert kept_until(person_id=employee.person_id, today=date(2026, 11, 24)).until == date(2044, 3, 31)


def test_of_who_left_the_papers_go_kind_by_kind_the_person_at_the_end(by: Actor, at: datetime) -> None:
    employee = make_employee("Carlos Mota", state="ended", since=date(2010, 1, 4), ended_on=date(2020, 3, 31))
    short, long = _paper(employee.person, at, "rg", 5), _paper(employee.person, at, "aso", 20)

    [due] = list_due(today=date(2026, 11, 24))
    dispose_due(keys=[due.key], by=by, at=at)

    short.refresh_from_db()
    long.refresh_from_db()
    assert (due.code, short.disposed_at, long.disposed_at) == ("paper", at, None)
    assert Person.objects.get(pk=employee.person_id).name == "Carlos Mota"
    assert list_due(today=date(2026, 11, 24)) == []
    assert [row.code for row in list_due(today=date(2040, 4, 1))] == ["person"]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [(date(2026, 1, 31), 1, date(2026, 3, 1)), (date(2026, 8, 31), 6, date(2027, 3, 1)), (date(2026, 12, 5), 1, date(2027, 1, 5))],
)
def test_months_are_counted_in_favour_of_keeping(day: date, months: int, then: date) -> None:
    assert after_months(day, months) == then
    assert after_years(date(2024, 2, 29), 5) == date(2029, 3, 1)
