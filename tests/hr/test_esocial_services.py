"""Making, handing out and answering the files."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from lxml import etree

from backoffice.core.actors import Actor
from backoffice.core.company import CompanyInfo, read_company, save_company
from backoffice.core.models import AuditEntry, SensitiveRead
from hr import services
from hr.errors import (
    EventInvalid,
    EventNotForContract,
    EventReferenceWrong,
    EventSettled,
    ReceiptTaken,
    ReceiptWrong,
    UnknownEmployee,
    UnknownEvent,
)
from hr.esocial.missing import Missing
from hr.esocial.parts import PayItem, Termination
from hr.esocial.returns import Answer
from hr.models import Employee, EsocialEvent, EsocialSchema, PayTerm
from tests.hr.builders import AT, make_employee, make_person
from tests.hr.esocial_facts import needs_official_schemas, official_files

pytestmark = pytest.mark.django_db
SILVIA = Actor(kind="user", id=7, name="Sílvia", grants=frozenset({"hr.use_esocial", "hr.view_people"}))
RECEIPT = "1.2.0000000012345678901"


@pytest.fixture(autouse=True)
def company() -> None:
    info = CompanyInfo(
        name="Loja",
        legal_name="Loja Ltda.",
        cnpj="12ABC34501DE35",
        city="Curitiba",
        state="PR",
        tax_regime="simples",
        version=read_company().version,
    )
    save_company(info=info, by=SILVIA, at=AT)
    read_company()


def make(kind: str = "S-2200", number: str = "0101", **given: Any) -> services.MadeEvent:
    return services.make_event(kind=kind, employee_number=number, by=SILVIA, at=AT, **given)


def made(kind: str = "S-2200", number: str = "0101", **given: Any) -> EsocialEvent:
    event = make(kind, number, **given).event
    assert event is not None
    return event


def leaf(event: EsocialEvent, name: str) -> str:
    found = etree.XML(event.payload.encode()).xpath(f"//*[local-name()='{name}']/text()")
    return str(found[0]) if found else ""


def test_the_file_of_an_admission_tells_what_was_agreed() -> None:
    employee = make_employee(number="0101", since=date(2026, 12, 1), state="preparing")

    event = made()

    assert (event.kind, event.reference, event.state, event.validity) == ("S-2200", "admission", "made", "unknown")
    assert (event.occurred_on, event.due_on) == (date(2026, 12, 1), date(2026, 11, 30))
    assert event.event_id.startswith("ID112ABC345000000202611201000")
    told = [leaf(event, name) for name in ("nmTrab", "cpfTrab", "dtAdm", "vrSalFx", "nrInsc", "tpAmb", "dscJorn")]
    assert told == [
        "Mariana Souza Lima",
        employee.person.cpf,
        "2026-12-01",
        "2350.00",
        "12ABC345",
        "1",
        "segunda a sexta das 08:00 às 17:48, intervalo de 60 min",
    ]
    trace = AuditEntry.objects.get(action="esocial.made")
    assert (trace.subject_kind, trace.subject_key) == ("employee", "0101")
    assert employee.person.cpf not in str(trace.after)


def test_the_xml_is_unreadable_in_the_table(django_assert_num_queries: Any) -> None:
    make_employee(number="0101")
    event = made()

    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM hr_esocialevent WHERE id = %s", [event.pk])
        stored = cursor.fetchone()[0]

    assert "Mariana" not in stored
    assert EsocialEvent.objects.get().payload.startswith("<?xml")


def test_asked_twice_it_is_one_file() -> None:
    make_employee(number="0101")

    first, second = make(), make()

    assert first.is_new
    assert not second.is_new
    assert first.event == second.event
    assert EsocialEvent.objects.count() == 1


def test_what_is_missing_is_told_and_nothing_is_written() -> None:
    make_employee(number="0101", person=make_person(education="", cpf=""))

    outcome = make()

    assert outcome.event is None
    assert outcome.missing == (Missing("worker.cpf"), Missing("worker.education"))
    assert EsocialEvent.objects.count() == 0
    assert AuditEntry.objects.filter(action="esocial.made").count() == 0


def test_an_establishment_of_another_company_is_named() -> None:
    employee = make_employee(number="0101")
    place = employee.job_terms.get().establishment
    place.cnpj = "11222333000181"
    place.save()

    assert make().missing == (Missing("establishment.root"),)


def test_a_new_file_takes_the_place_of_one_without_receipt() -> None:
    make_employee(number="0101")
    first = made()

    second = made(replace=True)

    first.refresh_from_db()
    assert first.state == "superseded"
    assert second.replaces == first
    assert (leaf(second, "indRetif"), leaf(second, "nrRecibo")) == ("1", "")


def test_a_new_file_corrects_one_with_a_receipt() -> None:
    make_employee(number="0101")
    first = made()
    services.record_receipt(event_id=first.event_id, receipt=RECEIPT, by=SILVIA, at=AT)

    second = made(replace=True)

    assert (leaf(second, "indRetif"), leaf(second, "nrRecibo")) == ("2", RECEIPT)
    assert EsocialEvent.objects.get(pk=first.pk).receipt == RECEIPT


def test_ids_are_never_the_same_even_in_one_second() -> None:
    for number in ("0101", "0102", "0103"):
        make_employee(f"Pessoa {number}", number=number)

    ids = {made(number=number).event_id for number in ("0101", "0102", "0103")}

    assert len(ids) == 3


def test_a_change_of_pay_is_told_from_its_day() -> None:
    employee = make_employee(number="0101", since=date(2026, 2, 2))
    PayTerm.objects.filter(employee=employee).update(valid=(date(2026, 2, 2), date(2026, 11, 1)))
    PayTerm.objects.create(
        employee=employee, amount=Decimal("2500.00"), valid=(date(2026, 11, 1), None), reason="Mérito", recorded_at=AT, recorded_by="x"
    )

    event = made("S-2206", reference="2026-11-01")

    assert (leaf(event, "vrSalFx"), leaf(event, "dtAlteracao"), leaf(event, "dscAlt")) == ("2500.00", "2026-11-01", "Mérito")
    assert event.due_on == date(2026, 12, 15)


def test_probation_is_a_fixed_term_until_it_ends() -> None:
    employee = make_employee(number="0101", since=date(2026, 9, 1), contract_kind="probation")
    Employee.objects.filter(pk=employee.pk).update(probation_first_until=date(2026, 10, 15), probation_until=date(2026, 11, 29))

    admission = made()
    extension, conversion = made("S-2206", reference="2026-10-16"), made("S-2206", reference="2026-11-30")

    assert [(leaf(each, "tpContr"), leaf(each, "dtTerm")) for each in (admission, extension, conversion)] == [
        ("2", "2026-10-15"),
        ("2", "2026-11-29"),
        ("1", ""),
    ]


def test_a_termination_is_told_as_typed() -> None:
    make_employee(number="0101")
    told = Termination(
        cpf="",
        number="",
        reason="02",
        last_day=date(2026, 11, 18),
        allocation="GERAL",
        items=(PayItem(code="1", table="U", amount=Decimal("9.90")),),
    )

    event = made("S-2299", termination=told)

    assert (leaf(event, "mtvDeslig"), leaf(event, "dtDeslig"), leaf(event, "vrRubr")) == ("02", "2026-11-18", "9.90")
    assert event.due_on == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("kind", "reference"),
    [("S-2206", ""), ("S-2206", "ontem"), ("S-2205", "2025-02-03"), ("S-2230", "leave:1"), ("S-2230", "1"), ("S-2299", ""), ("S-9999", "")],
)
def test_nothing_is_declared_that_does_not_exist(kind: str, reference: str) -> None:
    make_employee(number="0101", since=date(2025, 2, 3))

    with pytest.raises(EventReferenceWrong):
        make(kind, reference=reference)

    assert EsocialEvent.objects.count() == 0


def test_interns_are_told_elsewhere() -> None:
    make_employee(number="0101", contract_kind="intern", category="901")

    with pytest.raises(EventNotForContract):
        make()
    with pytest.raises(UnknownEmployee):
        make(number="9999")


def test_a_file_is_handed_out_without_personal_data_in_its_name() -> None:
    employee = make_employee(number="0101")
    event = made()

    [file] = services.export_events(event_ids=[event.event_id], by=SILVIA, at=AT)

    event.refresh_from_db()
    assert file.name == f"S-2200_{event.event_id}.xml"
    assert file.content == event.payload.encode()
    assert (event.state, event.exported_by, event.exported_at) == ("exported", "Sílvia", AT)
    look = SensitiveRead.objects.get()
    assert (look.subject_key, look.group, look.item) == (str(employee.person.key), "export", "eSocial S-2200")


def test_many_files_cost_the_same_statements(django_assert_max_num_queries: Any) -> None:
    for index in range(12):
        make_employee(f"Pessoa {index}", number=f"02{index:02d}")
    ids = [made(number=f"02{index:02d}").event_id for index in range(12)]

    with django_assert_max_num_queries(10):
        files = services.export_events(event_ids=ids, by=SILVIA, at=AT)

    assert len(files) == 12


def test_a_file_that_does_not_exist_is_not_handed_out() -> None:
    with pytest.raises(UnknownEvent):
        services.export_events(event_ids=["ID0"], by=SILVIA, at=AT)


@needs_official_schemas
def test_the_day_of_sending_decides_which_schema_counts() -> None:
    make_employee(number="0101")
    event = made()
    assert event.validity == "unknown"

    loaded = services.load_schemas(name="S-1.3", files=official_files(), valid_from=date(2026, 11, 1), by=SILVIA, at=AT)

    event.refresh_from_db()
    assert (loaded.is_new, loaded.checked, len(loaded.events)) == (True, 1, 6)
    assert (event.validity, event.schema, event.problems) == ("valid", loaded.schema, "")


@needs_official_schemas
def test_a_file_that_the_schema_refuses_stays_here() -> None:
    make_employee(number="0101")
    event = made()
    files = official_files()
    broken = files["evtAdmissao.xsd"].replace(b'<xs:element name="nmTrab" type="TS_nmTrab"', b'<xs:element name="nmOutro" type="TS_nmTrab"')
    services.load_schemas(name="outro", files=files | {"evtAdmissao.xsd": broken}, valid_from=date(2026, 11, 1), by=SILVIA, at=AT)

    with pytest.raises(EventInvalid):
        services.export_events(event_ids=[event.event_id], by=SILVIA, at=AT)

    event.refresh_from_db()
    assert (event.state, event.validity) == ("made", "invalid")
    assert "nmOutro" in event.problems
    assert SensitiveRead.objects.count() == 0


@needs_official_schemas
def test_a_later_package_counts_from_its_day_on() -> None:
    files = official_files()
    services.load_schemas(name="novembro", files=files, valid_from=date(2026, 11, 1), by=SILVIA, at=AT)
    services.load_schemas(name="dezembro", files=files | {"leia.xsd": b"x"}, valid_from=date(2026, 12, 14), by=SILVIA, at=AT)
    make_employee(number="0101")
    event = made()
    assert event.schema is not None
    assert event.schema.name == "novembro"

    services.export_events(event_ids=[event.event_id], by=SILVIA, at=AT + timedelta(days=30))

    event.refresh_from_db()
    assert event.schema.name == "dezembro"
    assert EsocialSchema.objects.count() == 2


def test_a_receipt_is_typed_in_once() -> None:
    make_employee(number="0101")
    event = made()

    services.record_receipt(event_id=event.event_id, receipt=f" {RECEIPT} ", by=SILVIA, at=AT)
    again = services.record_receipt(event_id=event.event_id, receipt=RECEIPT, by=SILVIA, at=AT)

    assert (again.state, again.receipt, again.version) == ("receipted", RECEIPT, 2)
    assert AuditEntry.objects.filter(action="esocial.receipted").count() == 1


@pytest.mark.parametrize(
    "receipt", ["", "1.2.123", "2.2.0000000012345678901", f"{RECEIPT}0", "1.2.000000001234567890x", "1.2.٠000000012345678901"]
)
def test_a_wrong_receipt_changes_nothing(receipt: str) -> None:
    make_employee(number="0101")
    event = made()

    with pytest.raises(ReceiptWrong):
        services.record_receipt(event_id=event.event_id, receipt=receipt, by=SILVIA, at=AT)

    event.refresh_from_db()
    assert (event.state, event.receipt) == ("made", "")


def test_two_files_never_share_a_receipt() -> None:
    make_employee(number="0101")
    make_employee("Outra Pessoa", number="0102")
    services.record_receipt(event_id=made().event_id, receipt=RECEIPT, by=SILVIA, at=AT)
    other = made(number="0102")

    with pytest.raises(ReceiptTaken):
        services.record_receipt(event_id=other.event_id, receipt=RECEIPT, by=SILVIA, at=AT)

    other.refresh_from_db()
    assert other.state == "made"


def test_a_refused_file_can_still_be_taken_and_a_settled_one_not() -> None:
    make_employee(number="0101")
    event = made()
    services.record_refusal(event_id=event.event_id, text="1710 Falta o S-1005", by=SILVIA, at=AT)
    assert EsocialEvent.objects.get().refusal == "1710 Falta o S-1005"

    services.record_receipt(event_id=event.event_id, receipt=RECEIPT, by=SILVIA, at=AT)

    assert EsocialEvent.objects.get().state == "receipted"
    with pytest.raises(EventSettled):
        services.record_refusal(event_id=event.event_id, text="tarde demais", by=SILVIA, at=AT)


def test_a_return_file_answers_many_and_says_what_became_of_each() -> None:
    make_employee(number="0101")
    make_employee("Outra Pessoa", number="0102")
    first, second = made(), made(number="0102")
    answers = [Answer(first.event_id, RECEIPT, ""), Answer(second.event_id, "", "401 Erro"), Answer("ID9", RECEIPT, "")]

    outcomes = services.record_answers(answers=answers, by=SILVIA, at=AT)
    again = services.record_answers(answers=answers, by=SILVIA, at=AT)

    assert [each.outcome for each in outcomes] == ["receipted", "refused", "unknown"]
    assert [each.outcome for each in again] == ["unchanged", "unchanged", "unknown"]
    assert [each.state for each in EsocialEvent.objects.order_by("pk")] == ["receipted", "refused"]
