"""Every file is valid against the official schemas but for the signature; what cannot be valid is named, never written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from backoffice.core.municipalities import STATES
from hr.esocial.events import EVENTS
from hr.esocial.ids import event_id
from hr.esocial.missing import Missing, missing_of
from hr.esocial.parts import Address, Admission, Contract, ContractChange, DependentFacts, Leave, PersonalChange, Week, Worker
from hr.esocial.schemas import compile_schema, validate
from tests.hr.esocial_facts import CONTRACT, FACTS, HEADER, WORKER, needs_official_schemas, official_files, with_contract, with_worker

KINDS = list(EVENTS)


@cache
def official_schema(kind: str) -> Any:
    return compile_schema(official_files(), EVENTS[kind].schema_file)


def problems_of(kind: str, facts: Any, header: Any = HEADER) -> tuple[str, ...]:
    verdict = validate(official_schema(kind), EVENTS[kind].build(header, facts))
    assert not verdict.is_signed
    return verdict.problems


def text_of(content: bytes, path: str) -> list[str]:
    """Values of the leaves of that name, whatever the namespace."""
    return [str(found) for found in etree.XML(content).xpath(f"//*[local-name()='{path}']/text()")]


@needs_official_schemas
@pytest.mark.parametrize("kind", KINDS)
def test_a_complete_event_lacks_nothing_but_the_signature(kind: str) -> None:
    document = EVENTS[kind].build(HEADER, FACTS[kind])
    schema = official_schema(kind)

    assert missing_of(kind, FACTS[kind]) == []
    assert problems_of(kind, FACTS[kind]) == ()
    # Exactly one error, and it is the signature.
    schema.validate(etree.XML(document))
    assert len(schema.error_log) == 1
    assert "{http://www.w3.org/2000/09/xmldsig#}Signature" in schema.error_log[0].message


@needs_official_schemas
@pytest.mark.parametrize("kind", KINDS)
def test_a_correction_names_the_receipt_of_what_it_corrects(kind: str) -> None:
    header = replace(HEADER, receipt="1.2.0000000012345678901")

    document = EVENTS[kind].build(header, FACTS[kind])

    assert text_of(document, "indRetif") == ["2"]
    assert text_of(document, "nrRecibo") == ["1.2.0000000012345678901"]
    assert problems_of(kind, FACTS[kind], header) == ()


@needs_official_schemas
@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("S-2190", with_contract(category="103", ends_on=date(2027, 11, 30))),
        ("S-2200", with_contract(category="103", school_cnpj="33564543000190", ends_on=date(2027, 11, 30))),
        ("S-2200", with_contract(category="111", pay_unit="1", pay=Decimal("12.50"), ends_on=None)),
        ("S-2200", with_contract(regime="3", week=None)),
        ("S-2200", with_worker(nationality="063", birth_country="063", residence="1", entry_condition="4")),
        ("S-2200", with_worker(disabilities=frozenset({"fisica", "reabilitado"}))),
        ("S-2200", with_worker(social_name="Mário Souza Lima", marital_status="", phone="123", email="nada")),
        ("S-2230", Leave(cpf="52998224725", number="1", motive="03", first_day=date(2026, 11, 2), same_illness=False)),
        ("S-2230", Leave(cpf="52998224725", number="1", motive="21", first_day=date(2026, 11, 2), note="Estudos no exterior")),
        ("S-2230", Leave(cpf="52998224725", number="1", motive="24", first_day=date(2026, 11, 2), union_cnpj="76683556000105")),
        ("S-2299", replace(FACTS["S-2299"], items=(), notice_until=None, notice_given_on=None)),  # type: ignore[call-overload]
    ],
)
def test_the_rarer_cases_are_valid_too(kind: str, facts: Any) -> None:
    assert missing_of(kind, facts) == []
    assert problems_of(kind, facts) == ()


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (with_worker(education=""), [Missing("worker.education")]),
        (with_worker(race_colour=""), [Missing("worker.race_colour")]),
        # "Not told" is refused for admissions since 22/04/2024.
        (with_worker(race_colour="6"), [Missing("worker.race_colour")]),
        (with_worker(cpf="5299822472"), [Missing("worker.cpf")]),
        (with_worker(birth_date=None), [Missing("worker.birth_date")]),
        (with_worker(sex=""), [Missing("worker.sex")]),
        (with_worker(address=None), [Missing("address")]),
        (with_worker(nationality="063"), [Missing("worker.immigration")]),
        (
            with_worker(address=Address()),
            [Missing(f"address.{name}") for name in ("street", "number", "postal_code", "city_code", "state")],
        ),
        (
            with_worker(dependents=(DependentFacts(kind="03", name="Caio Lima", birth_date=date(2019, 9, 14), for_income_tax=True),)),
            [Missing("dependent.cpf", "Caio Lima")],
        ),
        (with_contract(pay=None), [Missing("contract.pay")]),
        (with_contract(union_cnpj=""), [Missing("establishment.union_cnpj")]),
        (with_contract(week=None), [Missing("contract.schedule")]),
        (with_contract(category="103", ends_on=None), [Missing("contract.ends_on"), Missing("contract.school_cnpj")]),
        (with_contract(category="103"), [Missing("contract.school_cnpj")]),
        (with_contract(number="eSocial01"), [Missing("contract.number")]),
        (
            Admission(worker=replace(WORKER, education="", cpf=""), contract=replace(CONTRACT, cbo="")),
            [Missing("worker.cpf"), Missing("worker.education"), Missing("contract.cbo")],
        ),
    ],
)
def test_what_is_missing_is_named(facts: Admission, missing: list[Missing]) -> None:
    assert missing_of("S-2200", facts) == missing


def test_a_preliminary_admission_asks_for_less() -> None:
    facts = Admission(worker=Worker(cpf="52998224725", birth_date=date(1996, 5, 14)), contract=replace(CONTRACT, union_cnpj="", week=None))

    assert missing_of("S-2190", facts) == []


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"motive": "15", "window_start": None}, "leave.window_start"),
        ({"motive": "21"}, "leave.note"),
        ({"motive": "24"}, "establishment.union_cnpj"),
        ({"last_day": date(2028, 1, 2)}, "leave.last_day"),
        ({"motive": ""}, "leave.motive"),
    ],
)
def test_a_leave_asks_for_what_its_motive_needs(change: dict[str, Any], missing: str) -> None:
    facts = replace(FACTS["S-2230"], **change)  # type: ignore[call-overload]

    assert missing_of("S-2230", facts) == [Missing(missing)]


def test_the_same_facts_give_the_same_bytes() -> None:
    assert EVENTS["S-2200"].build(HEADER, FACTS["S-2200"]) == EVENTS["S-2200"].build(HEADER, FACTS["S-2200"])


def test_markup_in_a_name_stays_text() -> None:
    document = EVENTS["S-2200"].build(HEADER, with_worker(name="Ana <b>&amp; \x00\u0007Lima"))

    assert text_of(document, "nmTrab") == ["Ana <b>&amp; Lima"]


def test_an_id_is_made_of_the_root_the_moment_and_a_sequence() -> None:
    made = event_id(employer="12ABC345", at=datetime(2026, 11, 22, 13, 30, 5, tzinfo=UTC), sequence=100_007)

    assert made == "ID112ABC3450000002026112210300500007"
    assert len(made) == 36
    with pytest.raises(ValueError, match="8 characters"):
        event_id(employer="12ABC34", at=datetime(2026, 11, 22, tzinfo=UTC), sequence=1)


names = st.text(min_size=0, max_size=90)
codes = st.sampled_from(["", "0", "1", "3", "6", "07", "12", "13", "105", "F", "M"])
digits = st.text("0123456789", max_size=15)
days = st.dates(date(1880, 1, 1), date(2060, 1, 1))
amounts = st.none() | st.decimals(min_value="-10", max_value="2e12", places=2)
# Mostly complete facts with a few wild fields: otherwise hardly any would get as far as the schema.
wild_fields = st.integers(min_value=0, max_value=4)


@st.composite
def mixed(draw: st.DrawFn, sound: Any, wild: st.SearchStrategy[Any]) -> Any:
    strange = draw(wild)
    fields = list(type(sound).__dataclass_fields__)
    chosen = draw(st.lists(st.sampled_from(fields), max_size=draw(wild_fields), unique=True))
    return replace(sound, **{name: getattr(strange, name) for name in chosen})


addresses = st.builds(
    Address,
    street_kind=st.text(max_size=6),
    street=names,
    number=st.text(max_size=14),
    complement=st.text(max_size=40),
    district=names,
    postal_code=st.sampled_from(["80420090", "8042009", ""]),
    city_code=st.sampled_from(["4106902", "410690", ""]),
    state=st.sampled_from([*sorted(STATES), "XX", ""]),
)
dependents = st.builds(
    DependentFacts,
    kind=st.sampled_from(["01", "03", "99", "", "3"]),
    name=names,
    birth_date=days,
    cpf=st.sampled_from(["", "11144477735", "123"]),
    for_income_tax=st.booleans(),
    for_family_allowance=st.booleans(),
    is_incapable=st.booleans(),
)
workers = st.builds(
    Worker,
    cpf=st.sampled_from(["52998224725", "5299822472", ""]),
    name=names,
    social_name=names,
    sex=codes,
    race_colour=codes,
    marital_status=codes,
    education=codes,
    birth_date=st.none() | days,
    birth_country=st.sampled_from(["105", "063", ""]),
    nationality=st.sampled_from(["105", "063", "10"]),
    residence=st.sampled_from(["", "1", "2"]),
    entry_condition=st.sampled_from(["", "4"]),
    address=st.none() | addresses,
    disabilities=st.frozensets(st.sampled_from(["fisica", "visual", "reabilitado"])),
    dependents=st.lists(dependents, max_size=2).map(tuple),
    phone=st.text(max_size=20) | digits,
    email=st.text(max_size=20) | st.sampled_from(["mariana@exemplo.com.br", "a@b", "@.@x.y"]),
)
weeks = st.builds(
    Week,
    hours=st.decimals(min_value="0.01", max_value="44", places=2),
    journey=st.sampled_from("2345679"),
    part_time=st.sampled_from("0123"),
    at_night=st.booleans(),
    description=st.text(max_size=1200),
)
contracts = st.builds(
    Contract,
    number=st.text(max_size=40),
    category=st.sampled_from(["101", "103", "105", "111"]),
    admitted_on=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    regime=st.sampled_from("1234"),
    position=names,
    cbo=digits,
    pay=amounts,
    pay_unit=st.sampled_from("15"),
    ends_on=st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    early_end_clause=st.booleans(),
    establishment_cnpj=st.sampled_from(["12ABC34501DE35", "12abc34501DE35", ""]),
    union_cnpj=st.sampled_from(["76683556000105", ""]),
    week=st.none() | mixed(CONTRACT.week, weeks),
    school_cnpj=st.sampled_from(["33564543000190", ""]),
)


@st.composite
def admissions(draw: st.DrawFn) -> Admission:
    near = {"address": draw(mixed(WORKER.address, addresses)), "dependents": (draw(mixed(WORKER.dependents[0], dependents)),)}
    worker = replace(WORKER, **near) if draw(st.booleans()) else draw(mixed(WORKER, workers))
    contract = draw(mixed(CONTRACT, contracts)) if draw(st.booleans()) else CONTRACT
    return Admission(worker=worker, contract=contract)


@needs_official_schemas
@settings(max_examples=200, deadline=None)
@given(admissions())
def test_whatever_a_person_is_like_nothing_missing_means_valid(facts: Admission) -> None:
    whole: dict[str, Any] = {
        "S-2190": facts,
        "S-2200": facts,
        "S-2205": PersonalChange(worker=facts.worker, day=date(2026, 12, 10)),
        "S-2206": ContractChange(cpf=facts.worker.cpf, contract=facts.contract, day=date(2027, 3, 1), description=facts.contract.position),
    }
    for kind, each in whole.items():
        if not missing_of(kind, each):
            assert problems_of(kind, each) == ()


@needs_official_schemas
@settings(max_examples=100, deadline=None)
@given(
    st.builds(
        Leave,
        cpf=st.just("52998224725"),
        number=st.sampled_from(["0101", ""]),
        motive=st.sampled_from(["01", "03", "15", "17", "21", "24", "", "9"]),
        first_day=days,
        last_day=st.none() | days,
        window_start=st.none() | days,
        same_illness=st.none() | st.booleans(),
        note=st.text(max_size=400),
        union_cnpj=st.sampled_from(["76683556000105", ""]),
    )
)
def test_whatever_a_leave_is_like_nothing_missing_means_valid(facts: Leave) -> None:
    if not missing_of("S-2230", facts):
        assert problems_of("S-2230", facts) == ()
