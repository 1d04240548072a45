"""Official packages are loaded from a folder, once, and read nothing else; returns are read without harm."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from backoffice.core.actors import SYSTEM
from hr import services
from hr.errors import SchemaDateTaken, SchemaRefused
from hr.esocial.packages import check_file, fingerprint, schema_in_force
from hr.esocial.returns import Answer, ReturnBroken, read_answers
from hr.esocial.schemas import SchemaBroken, compile_schema, validate
from hr.models import EsocialEvent, EsocialSchema, EsocialSchemaFile
from tests.hr.builders import AT, make_employee

FIRST = date(2026, 11, 1)
# A package as small as can be: one event that holds a CPF and wants a signature, types in a file of their own.
TYPES = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="TS_cpf"><xs:restriction base="xs:string">
<xs:pattern value="[0-9]{11}"/></xs:restriction></xs:simpleType></xs:schema>"""
SIGNATURE = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2000/09/xmldsig#">
<xs:element name="Signature"/></xs:schema>"""
EVENT = b"""<xs:schema xmlns="urn:e" targetNamespace="urn:e" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">
<xs:include schemaLocation="tipos.xsd"/><xs:import namespace="http://www.w3.org/2000/09/xmldsig#" schemaLocation="sig.xsd"/>
<xs:element name="eSocial"><xs:complexType><xs:sequence><xs:element name="cpf" type="TS_cpf"/><xs:element ref="ds:Signature"/>
</xs:sequence></xs:complexType></xs:element></xs:schema>"""
FILES = {"tipos.xsd": TYPES, "sig.xsd": SIGNATURE, "evtAdmissao.xsd": EVENT}


def load(files: dict[str, bytes] = FILES, day: date = FIRST, name: str = "pacote") -> services.LoadedPackage:
    return services.load_schemas(name=name, files=files, valid_from=day, by=SYSTEM, at=AT)


def told(content: bytes) -> tuple[bool, tuple[str, ...]]:
    verdict = validate(compile_schema(FILES, "evtAdmissao.xsd"), content)
    return verdict.is_signed, verdict.problems


def test_only_the_missing_signature_is_forgiven() -> None:
    assert told(b'<eSocial xmlns="urn:e"><cpf>52998224725</cpf></eSocial>') == (False, ())
    assert told(b'<eSocial xmlns="urn:e"/>')[1][0].startswith(
        "1: Element '{urn:e}eSocial': Missing child element(s). Expected is ( {urn:e}cpf )"
    )
    assert len(told(b'<eSocial xmlns="urn:e"><cpf>1</cpf></eSocial>')[1]) >= 1
    signed = b'<eSocial xmlns="urn:e"><cpf>52998224725</cpf><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></eSocial>'
    assert told(signed) == (True, ())


def test_a_schema_reads_nothing_but_its_own_package(tmp_path: Path) -> None:
    outside = tmp_path / "tipos.xsd"
    outside.write_bytes(TYPES)
    reaching = EVENT.replace(b'schemaLocation="tipos.xsd"', f'schemaLocation="file://{outside}"'.encode())

    # The name is looked up in the package, never on the disk or the network.
    with pytest.raises(SchemaBroken):
        compile_schema({"evtAdmissao.xsd": reaching, "sig.xsd": SIGNATURE}, "evtAdmissao.xsd")
    assert compile_schema(FILES | {"evtAdmissao.xsd": reaching}, "evtAdmissao.xsd") is not None


def test_entities_in_a_schema_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "segredo.txt"
    secret.write_text("segredo")
    evil = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file://' + str(secret).encode() + b'">]>' + EVENT.replace(b'name="cpf"', b'name="&e;"')

    with pytest.raises(SchemaBroken):
        compile_schema(FILES | {"evtAdmissao.xsd": evil}, "evtAdmissao.xsd")


def test_the_fingerprint_is_of_all_files() -> None:
    assert fingerprint(FILES) == fingerprint(dict(reversed(list(FILES.items()))))
    assert fingerprint(FILES) != fingerprint(FILES | {"sig.xsd": SIGNATURE + b" "})


@pytest.mark.django_db
def test_the_same_package_again_changes_nothing() -> None:
    first, again = load(), load()

    assert (first.is_new, again.is_new, again.schema) == (True, False, first.schema)
    assert first.events == ("S-2200",)
    assert EsocialSchemaFile.objects.count() == 3


@pytest.mark.django_db
def test_an_unused_package_may_be_exchanged_and_a_used_one_not() -> None:
    load()
    changed = FILES | {"extra.xsd": SIGNATURE}
    second = load(changed)
    assert (second.is_new, EsocialSchema.objects.count()) == (True, 1)
    _event(second.schema)

    with pytest.raises(SchemaDateTaken):
        load()

    assert EsocialSchema.objects.get().sha256 == fingerprint(changed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "empty"),
        ({"evtAdmissao.xsd": EVENT}, "no_types"),
        ({"tipos.xsd": TYPES}, "no_events"),
        ({"tipos.xsd": TYPES, "evtAdmissao.xsd": EVENT}, "broken"),
        (FILES | {"evtAdmissao.xsd": b"no xml"}, "broken"),
        (FILES | {f"{n}.xsd": b"" for n in range(300)}, "size"),
    ],
)
def test_what_is_no_package_is_refused_whole(files: dict[str, bytes], reason: str) -> None:
    with pytest.raises(SchemaRefused) as refusal:
        load(files)

    assert refusal.value.data["reason"] == reason
    assert EsocialSchema.objects.count() == 0


@pytest.mark.django_db
def test_the_package_of_the_day_counts_and_knows_only_its_events() -> None:
    load()
    later = load(FILES | {"b.xsd": SIGNATURE}, date(2026, 12, 14), "dezembro").schema

    assert schema_in_force(date(2026, 10, 31)) is None
    november = schema_in_force(date(2026, 12, 13))
    assert november is not None
    assert november.valid_from == FIRST
    assert schema_in_force(date(2026, 12, 14)) == later
    assert check_file(later, "S-2206", b"<x/>") is None


@pytest.mark.django_db
def test_the_command_loads_a_folder_once(tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "leia-me.txt").write_text("nada")
    said = io.StringIO()

    call_command("load_esocial_schemas", str(tmp_path), "--valid-from", "2026-11-23", "--name", "S-1.3", stdout=said)
    call_command("load_esocial_schemas", str(tmp_path), "--valid-from", "2026-11-23", stdout=said)

    assert "S-2200" in said.getvalue()
    assert said.getvalue().splitlines()[-1] == "Estes esquemas já estavam carregados; nada mudou."
    schema = EsocialSchema.objects.get()
    assert (schema.name, schema.valid_from, schema.files.count()) == ("S-1.3", date(2026, 11, 23), 3)


@pytest.mark.django_db
def test_the_command_refuses_a_folder_without_types(tmp_path: Path) -> None:
    (tmp_path / "evtAdmissao.xsd").write_bytes(EVENT)

    with pytest.raises(CommandError, match=r"tipos\.xsd"):
        call_command("load_esocial_schemas", str(tmp_path), "--valid-from", "2026-11-23")
    with pytest.raises(CommandError, match="não é uma pasta"):
        call_command("load_esocial_schemas", str(tmp_path / "nada"), "--valid-from", "2026-11-23")

    assert EsocialSchema.objects.count() == 0


ONE = """<eSocial xmlns="http://www.esocial.gov.br/schema/evt/retornoEvento/v1_2_1"><retornoEvento Id="{id}">
<processamento><cdResposta>{code}</cdResposta><descResposta>{text}</descResposta>{more}</processamento>{receipt}</retornoEvento></eSocial>"""
RECEIPT = "1.2.0000000012345678901"
ID = "ID112ABC3450000002026112010000000001"


def one(code: str = "201", text: str = "Sucesso.", receipt: str = RECEIPT, more: str = "", key: str = ID) -> str:
    given = f"<recibo><nrRecibo>{receipt}</nrRecibo></recibo>" if receipt else ""
    return ONE.format(id=key, code=code, text=text, receipt=given, more=more)


def test_the_return_of_one_event_has_its_receipt() -> None:
    assert read_answers(one().encode()) == [Answer(ID, RECEIPT, "")]


def test_a_refusal_tells_every_occurrence() -> None:
    more = "<ocorrencias><ocorrencia><codigo>1710</codigo><descricao>Falta o S-1005</descricao></ocorrencia></ocorrencias>"

    [answer] = read_answers(one("401", "Erro no conteúdo", "", more).encode())

    assert answer == Answer(ID, "", "401 Erro no conteúdo\n1710 Falta o S-1005")


def test_a_batch_names_each_event_around_its_answer() -> None:
    inner = [one(key="ID9"), one("402", "Recusado", "")]
    batch = "".join(f'<evento Id="ID{place}"><retornoEvento>{each}</retornoEvento></evento>' for place, each in enumerate(inner))
    document = f'<?xml version="1.0"?><eSocial xmlns="urn:lote"><retornoEventos>{batch}</retornoEventos></eSocial>'

    assert read_answers(document.encode()) == [Answer("ID0", RECEIPT, ""), Answer("ID1", "", "402 Recusado")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "xml"),
        (b"%PDF-1.7", "xml"),
        (b"<a/>", "empty"),
        (b'<eSocial><retornoEvento Id="x"><processamento/></retornoEvento></eSocial>', "empty"),
        (b" " * 5_000_001, "size"),
    ],
)
def test_what_answers_nothing_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ReturnBroken, match=reason):
        read_answers(content)


def test_a_bomb_of_entities_does_not_go_off() -> None:
    bomb = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>' + one(text="&c;", code="401", receipt="")

    try:
        answers = read_answers(bomb.encode())
    except ReturnBroken:
        return
    assert "haha" not in answers[0].text


def _event(schema: EsocialSchema, **given: Any) -> EsocialEvent:
    return EsocialEvent.objects.create(
        event_id=ID,
        kind="S-2200",
        employee=make_employee(number="1"),
        reference="admission",
        occurred_on=FIRST,
        due_on=FIRST,
        payload="<eSocial/>",
        environment="1",
        schema=schema,
        made_at=AT,
        made_by="Sílvia",
        **given,
    )
