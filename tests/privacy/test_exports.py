"""One person's data taken out: complete, sealed, noted, gone after seven days."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdf
import pytest
from django.apps import apps
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import TestCase

from backoffice import roles
from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.jobs import worker
from backoffice.core.models import AuditEntry, Job, SensitiveRead
from backoffice.core.sealing import SealedTextField
from backoffice.core.templatetags import formats
from backoffice.privacy import jobs, services
from backoffice.privacy.datamap import Table, areas
from backoffice.privacy.errors import UnknownExport
from backoffice.privacy.models import DataExport
from backoffice.privacy.telling import tell
from hr.models import Employee, PayAccount
from hr.queries import list_looks
from tests.hr.builders import make_employee, make_user
from tests.privacy.builders import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def silvia() -> Actor:
    return Actor.of_user(make_user("silvia", roles.HR))


@pytest.fixture
def carlos() -> Employee:
    return make_employee("Carlos Mota Canário", user=make_user("carlos", roles.EMPLOYEE), state="active")


def _export(number: str, by: Actor) -> DataExport:
    job = jobs.ask(jobs.EXPORT, number=number, title="x", by=by)
    worker.run(str(job.pk))
    job.refresh_from_db()
    assert job.status == Job.Status.DONE, job.error
    return DataExport.objects.get(job_id=job.pk)


def _open(export: DataExport, by: Actor, at: datetime) -> zipfile.ZipFile:
    name, content = services.note_download(export_id=export.pk, by=by, at=at)
    assert name == f"{export.request.number}.zip"
    return zipfile.ZipFile(io.BytesIO(content))


def test_the_file_has_a_paper_to_read_and_json_and_lies_sealed(carlos: Employee, silvia: Actor, at: datetime, files: Path) -> None:
    request = ask(by=silvia, at=at, kind="access", document=carlos.person.cpf, name="Carlos Mota Canário")

    export = _export(request.number, silvia)

    sealed = (files / export.path).read_bytes()
    assert b"PK" not in sealed[:4]
    assert "canário".encode() not in sealed.lower()
    archive = _open(export, silvia, export.made_at)
    assert archive.namelist() == [f"{request.number}.pdf", f"{request.number}.json"]
    told = json.loads(archive.read(f"{request.number}.json"))
    person = next(section for section in told["sections"] if section["source"] == "hr.Person")
    assert person["records"][0]["name"] == "Carlos Mota Canário"
    assert person["legal_base"]
    assert person["retention"]
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(archive.read(f"{request.number}.pdf"))).pages)
    assert "Carlos Mota Canário" in text
    assert "2.350,00" in text
    assert formats.phone(carlos.person.phone) in text


@pytest.mark.parametrize(
    ("kind", "key", "written"),
    [("cpf", "31841853895", "318.418.538-95"), ("phone", "+5541999990000", "(41) 99999-0000"), ("email", "c@exemplo.com", "c@exemplo.com")],
)
def test_a_pix_key_stands_on_paper_as_on_the_screen_and_plain_for_programs(kind: str, key: str, written: str, carlos: Employee) -> None:
    PayAccount.objects.create(person=carlos.person, pix_kind=kind, pix_key=key, recorded_at=clock.now(), recorded_by="x")

    sections = tell({"hr": [carlos.person_id]}, [])

    [account] = next(section for section in sections if section.code == "hr.PayAccount").records
    fact = next(fact for fact in account if fact.name == "pix_key")
    assert (fact.text, fact.value) == (written, key)


def test_each_making_and_download_stands_in_the_persons_own_list(carlos: Employee, silvia: Actor, at: datetime) -> None:
    request = ask(by=silvia, at=at, kind="access", document=carlos.person.cpf)
    export = _export(request.number, silvia)
    _open(export, silvia, export.made_at)

    looks = list_looks(person_key=carlos.person.key)

    assert [(look.reader_name, look.item) for look in looks] == [("Silvia", "LGPD-0001 baixado"), ("Silvia", "LGPD-0001 reunido")]
    assert AuditEntry.objects.filter(action="privacy.export_downloaded", subject_key=request.number).count() == 1


def test_the_person_gets_the_file_after_the_answer_and_nobody_else_does(carlos: Employee, silvia: Actor, at: datetime) -> None:
    assert carlos.user is not None
    own, other = Actor.of_user(carlos.user), Actor.of_user(make_user("renata", roles.EMPLOYEE))
    request = ask(by=own, at=at, kind="access", document=carlos.person.cpf, user_id=carlos.user_id, channel="self")
    export = _export(request.number, silvia)
    reads = SensitiveRead.objects.count()

    for actor in (own, other):
        with pytest.raises(UnknownExport):
            services.note_download(export_id=export.pk, by=actor, at=export.made_at)
    services.answer_request(number=request.number, answer="Segue.", by=silvia, at=at)
    _open(export, own, export.made_at)
    with pytest.raises(UnknownExport):
        services.note_download(export_id=export.pk, by=other, at=export.made_at)

    assert SensitiveRead.objects.count() == reads, "looking at one's own data is nobody's business"


def test_after_seven_days_the_file_is_gone_and_the_row_stays(carlos: Employee, silvia: Actor, files: Path, at: datetime) -> None:
    request = ask(by=silvia, at=at, kind="access", document=carlos.person.cpf)
    export = _export(request.number, silvia)
    later = export.made_at + timedelta(days=7)

    with pytest.raises(UnknownExport):
        services.note_download(export_id=export.pk, by=silvia, at=later)
    assert (services.dispose_old_exports(at=later - timedelta(hours=1)), (files / export.path).exists()) == (0, True)
    _run_on_commit(later)

    export.refresh_from_db()
    assert (export.disposed_at, (files / export.path).exists(), len(export.sha256)) == (later, False, 64)


def _run_on_commit(at: datetime) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert services.dispose_old_exports(at=at) == 1


def test_the_export_holds_every_personal_column_of_every_table(carlos: Employee, silvia: Actor, at: datetime) -> None:
    """A canary in each personal column of each table of the map: all of them come back."""
    marks = {f"{table.model}.{name}": mark for table in _tables() for name, mark in _fill(table, carlos)}
    request = ask(by=silvia, at=at, kind="access", document=Employee.objects.get(pk=carlos.pk).person.cpf)

    export = _export(request.number, silvia)

    told = _open(export, silvia, export.made_at).read(f"{request.number}.json").decode()
    assert [where for where, mark in marks.items() if mark not in told] == []
    assert len(marks) > 40


def _tables() -> Iterator[Table]:
    return iter(next(area for area in areas() if area.code == "hr").tables)


def _fill(table: Table, employee: Employee) -> Iterator[tuple[str, str]]:
    """Put a mark into every personal text of the table's row of this employee, making the row if there is none."""
    model = apps.get_model(table.model)
    row = model._default_manager.filter(table.of([employee.person_id])).first() or _make(model, employee)
    values = {}
    for index, name in enumerate(table.personal):
        column = model._meta.get_field(name)
        if isinstance(column, SealedTextField | models.TextField | models.CharField) and not column.choices and name not in _CHECKED:
            longest = getattr(column, "max_length", None) or 40
            values[name] = f"{model.__name__}-{index}-canaria"[:longest] if longest >= 12 else f"{index:02d}Z"[:longest]
    if model.__name__ in ("Acceptance", "LeaveEntry"):
        # Insert-only: the row was made with its marks.
        values = {name: getattr(row, name) for name in values}
    else:
        model._default_manager.filter(pk=row.pk).update(**values)
    yield from ((name, mark) for name, mark in values.items() if mark and len(mark) >= 12)


# Columns whose form the database checks.
_CHECKED = {"cpf", "postal_code", "city_code", "pix_kind", "bank", "state", "checked_cpf"}


# What the database asks of a row beyond its columns' types.
_NEEDED: dict[str, dict[str, Any]] = {
    "LeaveEntry": {
        "sort": "vacation",
        "days": 1,
        "away": DateRange(date(2026, 1, 5), date(2026, 1, 6)),
        "window_start": date(2025, 1, 5),
        "reason": "LeaveEntry-reason-canaria",
    },
    "ProbationDecision": {"kind": "confirm", "until": None},
    "EsocialEvent": {"event_id": "ID1" + "12ABC345000135"[:12] + "1" * 21},
    "Document": {"reason": "Document-reason-canaria"},
}


def _make(model: type[models.Model], employee: Employee) -> Any:
    """A row of the model that belongs to the employee, every required column with something that fits."""
    given: dict[str, Any] = {}
    for column in model._meta.concrete_fields:
        if column.primary_key or column.has_default() or column.null or getattr(column, "generated", False):
            continue
        given[column.name] = _value(column, model, employee)
    if model.__name__ == "CorrectedTerm":
        given |= {"employee": employee, "person": None}
    if model.__name__ == "PayAccount":
        given |= {"bank": "341"}
    given |= _NEEDED.get(model.__name__, {})
    if model.__name__ in ("ManagerTerm", "Delegation"):
        given[{"ManagerTerm": "manager", "Delegation": "delegate"}[model.__name__]] = make_employee("Lívia Vasques")
    return model._default_manager.create(**given)


def _value(column: Any, model: type[models.Model], employee: Employee) -> Any:
    if column.is_relation:
        target = column.related_model
        known = {"Employee": employee, "Person": employee.person, "User": employee.user}
        if target.__name__ in known:
            return known[target.__name__]
        return target._default_manager.filter(_own(target, employee)).first() or target._default_manager.first() or _make(target, employee)
    if column.choices:
        return column.choices[0][0]
    kind = column.get_internal_type()
    numbers = {
        "DecimalField": Decimal("1.00"),
        "PositiveSmallIntegerField": 1,
        "SmallIntegerField": 1,
        "PositiveBigIntegerField": 1,
        "BooleanField": False,
    }
    days = {"DateField": date(2026, 1, 5), "DateTimeField": datetime(2026, 1, 5, tzinfo=UTC), "UUIDField": uuid4()}
    days["DateRangeField"] = DateRange(date(2026, 1, 5), date(2026, 1, 6))
    if kind in numbers or kind in days:
        return (numbers | days)[kind]
    if kind == "JSONField":
        return []
    if column.blank:
        return ""
    mark = f"{model.__name__}-{column.name}-canaria"
    return mark[: column.max_length] if getattr(column, "max_length", None) else mark


def _own(target: Any, employee: Employee) -> models.Q:
    table = next((table for table in _tables() if table.model == target._meta.label), None)
    return table.of([employee.person_id]) if table else models.Q()
