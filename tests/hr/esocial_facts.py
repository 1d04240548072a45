"""Complete facts to build files from, and where the official schemas lie if somebody put them there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hr.esocial.parts import (
    Address,
    Admission,
    Contract,
    ContractChange,
    DependentFacts,
    Facts,
    Header,
    Leave,
    PayItem,
    PersonalChange,
    Termination,
    Week,
    Worker,
)

# The government's files are not ours to ship (docs/mechanisms/esocial.md).
OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "esocial-xsd-s13"
needs_official_schemas = pytest.mark.skipif(
    not (OFFICIAL / "tipos.xsd").is_file(), reason=f"the official eSocial schemas are not in {OFFICIAL.parent.name}/{OFFICIAL.name}"
)
HEADER = Header(event_id="ID112ABC3450000002026112210300000007", environment="1", employer="12ABC345")
WORKER = Worker(
    cpf="52998224725",
    name="Mariana Souza Lima",
    sex="F",
    race_colour="3",
    marital_status="1",
    education="07",
    birth_date=date(1996, 5, 14),
    address=Address(
        street_kind="R",
        street="Rua Brigadeiro Franco",
        number="1200",
        complement="ap. 32",
        district="Batel",
        postal_code="80420090",
        city_code="4106902",
        state="PR",
    ),
    dependents=(DependentFacts(kind="03", name="Caio Lima", birth_date=date(2019, 9, 14), cpf="11144477735", for_income_tax=True),),
    phone="(41) 99999-0000",
    email="mariana@exemplo.com.br",
)
CONTRACT = Contract(
    number="0101",
    category="101",
    admitted_on=date(2026, 12, 1),
    position="Auxiliar de expedição",
    cbo="414105",
    pay=Decimal("2350.00"),
    ends_on=date(2027, 1, 14),
    establishment_cnpj="12ABC34501DE35",
    union_cnpj="76683556000105",
    week=Week(hours=Decimal("44.00"), journey="4", part_time="0", at_night=False, description="segunda a sexta das 08:00 às 17:48"),
)
FACTS: dict[str, Facts] = {
    "S-2190": Admission(worker=WORKER, contract=CONTRACT),
    "S-2200": Admission(worker=WORKER, contract=CONTRACT),
    "S-2205": PersonalChange(worker=WORKER, day=date(2026, 12, 10)),
    "S-2206": ContractChange(cpf=WORKER.cpf, contract=replace(CONTRACT, ends_on=None), day=date(2027, 3, 1), description="Promoção"),
    "S-2230": Leave(
        cpf=WORKER.cpf,
        number="0101",
        motive="15",
        first_day=date(2028, 1, 3),
        last_day=date(2028, 1, 22),
        window_start=date(2026, 12, 1),
    ),
    "S-2299": Termination(
        cpf=WORKER.cpf,
        number="0101",
        reason="02",
        last_day=date(2028, 5, 5),
        notice_given_on=date(2028, 5, 5),
        notice_until=date(2028, 6, 7),
        establishment_cnpj="12ABC34501DE35",
        allocation="GERAL",
        items=(
            PayItem(code="SALDO", table="UNICA", amount=Decimal("391.67")),
            PayItem(code="FERIAS", table="UNICA", amount=Decimal("1200.00")),
        ),
    ),
}


def official_files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in OFFICIAL.glob("*.xsd")}


def with_worker(**changes: Any) -> Admission:
    return Admission(worker=replace(WORKER, **changes), contract=CONTRACT)


def with_contract(**changes: Any) -> Admission:
    return Admission(worker=WORKER, contract=replace(CONTRACT, **changes))
