"""
What an event cannot go without and is not known, or is written in a way that the layout refuses.

An event with nothing missing is valid against the schema: a property test holds the two together.  Beyond the schema it
asks for what the layout's conditions ask for (CONDICAO_GRUPO and Validação in the annotations of the XSDs).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from backoffice.core.municipalities import STATES
from hr.esocial.events.s2230 import UNION_OFFICE, VACATION
from hr.esocial.parts import (
    BRAZIL,
    Address,
    Admission,
    Contract,
    ContractChange,
    DependentFacts,
    Facts,
    Leave,
    PersonalChange,
    Termination,
    Worker,
)
from hr.esocial.tree import written

# tipos.xsd: TS_cpf, TS_cnpj, TS_cbo, TS_cep, TS_codMunic, TS_pais, TS_codCateg, TS_racaCor.
_CPF, _CNPJ = re.compile(r"[0-9]{11}"), re.compile(r"[A-Z0-9]{12}[0-9]{2}")
_DIGITS = {length: re.compile(rf"[0-9]{{{length}}}") for length in (2, 3, 6, 7, 8)}
_NOT_TOLD = "6"
_OLDEST_BIRTH = date(1890, 1, 1)
# "observacao" is obligatory for leave without pay.
_UNPAID = "21"


@dataclass(frozen=True, slots=True)
class Missing:
    """``code`` says which fact ("worker.education"); ``whose`` names the dependent where there are several."""

    code: str
    whose: str = ""


def missing_of(kind: str, facts: Facts) -> list[Missing]:
    """Everything that keeps the event of this kind from being made, in the order of its pages."""
    if isinstance(facts, Admission):
        checks = _preliminary(facts) if kind == "S-2190" else _admission(facts)
    elif isinstance(facts, PersonalChange):
        checks = _worker(facts.worker)
    elif isinstance(facts, ContractChange):
        checks = _change(facts)
    elif isinstance(facts, Leave):
        checks = _leave(facts)
    else:
        checks = _termination(facts)
    return list(checks)


def _preliminary(facts: Admission) -> Iterator[Missing]:
    yield from _cpf_and_birth(facts.worker)
    yield from _number(facts.contract.number)
    yield from _position_and_pay(facts.contract)


def _admission(facts: Admission) -> Iterator[Missing]:
    yield from _cpf_and_birth(facts.worker)
    yield from _worker(facts.worker, with_cpf=False)
    yield from _contract(facts.contract)


def _change(facts: ContractChange) -> Iterator[Missing]:
    if not _CPF.fullmatch(facts.cpf):
        yield Missing("worker.cpf")
    yield from _contract(facts.contract)


def _cpf_and_birth(worker: Worker) -> Iterator[Missing]:
    if not _CPF.fullmatch(worker.cpf):
        yield Missing("worker.cpf")
    if worker.birth_date is None or worker.birth_date < _OLDEST_BIRTH:
        yield Missing("worker.birth_date")


def _worker(worker: Worker, *, with_cpf: bool = True) -> Iterator[Missing]:
    if with_cpf and not _CPF.fullmatch(worker.cpf):
        yield Missing("worker.cpf")
    if not 2 <= len(written(worker.name)) <= 70:
        yield Missing("worker.name")
    if len(written(worker.social_name)) == 1:
        yield Missing("worker.social_name")
    for name, allowed in (("sex", "MF"), ("race_colour", "12345"), ("marital_status", "12345")):
        value = getattr(worker, name)
        # Marital status may stay unsaid; race may not, and "not told" is refused since 2024-04-22.
        if not (value and value in allowed and len(value) == 1) and (value or name != "marital_status"):
            yield Missing(f"worker.{name}")
    if worker.education not in [f"{code:02d}" for code in range(1, 13)]:
        yield Missing("worker.education")
    for name in ("birth_country", "nationality"):
        if not _DIGITS[3].fullmatch(getattr(worker, name)):
            yield Missing(f"worker.{name}")
    if worker.nationality != BRAZIL and not (worker.residence and worker.entry_condition):
        yield Missing("worker.immigration")
    yield from _address(worker.address)
    for dependent in worker.dependents:
        yield from _dependent(dependent)


def _address(address: Address | None) -> Iterator[Missing]:
    if address is None:
        yield Missing("address")
        return
    if not written(address.street):
        yield Missing("address.street")
    if not written(address.number):
        yield Missing("address.number")
    if len(written(address.street_kind)) > 4:
        yield Missing("address.street_kind")
    if not _DIGITS[8].fullmatch(address.postal_code):
        yield Missing("address.postal_code")
    if not _DIGITS[7].fullmatch(address.city_code):
        yield Missing("address.city_code")
    if address.state not in STATES:
        yield Missing("address.state")


def _dependent(dependent: DependentFacts) -> Iterator[Missing]:
    if not 2 <= len(written(dependent.name)) <= 70:
        yield Missing("dependent.name", dependent.name)
    if dependent.birth_date < _OLDEST_BIRTH:
        yield Missing("dependent.birth_date", dependent.name)
    if not _DIGITS[2].fullmatch(dependent.kind):
        yield Missing("dependent.kind", dependent.name)
    # cpfDep is obligatory where the dependent counts for income tax; a wrong one never passes.
    if (dependent.cpf or dependent.for_income_tax) and not _CPF.fullmatch(dependent.cpf):
        yield Missing("dependent.cpf", dependent.name)


def _number(number: str) -> Iterator[Missing]:
    # The government keeps numbers that begin with its own name for itself.
    if not 1 <= len(written(number)) <= 30 or number.lower().startswith("esocial"):
        yield Missing("contract.number")


def _position_and_pay(contract: Contract) -> Iterator[Missing]:
    if not _DIGITS[6].fullmatch(contract.cbo):
        yield Missing("contract.cbo")
    if contract.pay is None or not 0 < contract.pay < 10**12:
        yield Missing("contract.pay")
    if contract.is_apprentice and contract.ends_on is None:
        yield Missing("contract.ends_on")


def _contract(contract: Contract) -> Iterator[Missing]:
    yield from _number(contract.number)
    if not written(contract.position):
        yield Missing("contract.position")
    yield from _position_and_pay(contract)
    if not _CNPJ.fullmatch(contract.establishment_cnpj):
        yield Missing("establishment.cnpj")
    if not _CNPJ.fullmatch(contract.union_cnpj):
        yield Missing("establishment.union_cnpj")
    if contract.week is None and contract.regime == "1":
        yield Missing("contract.schedule")
    if contract.week is not None and not written(contract.week.description):
        yield Missing("contract.work_days")
    if contract.is_apprentice and not _CNPJ.fullmatch(contract.school_cnpj):
        yield Missing("contract.school_cnpj")


def _leave(facts: Leave) -> Iterator[Missing]:
    if not _CPF.fullmatch(facts.cpf):
        yield Missing("worker.cpf")
    yield from _number(facts.number)
    if not _DIGITS[2].fullmatch(facts.motive):
        yield Missing("leave.motive")
    if facts.last_day is not None and facts.last_day < facts.first_day:
        yield Missing("leave.last_day")
    if facts.motive == VACATION and facts.window_start is None:
        yield Missing("leave.window_start")
    if facts.motive == _UNPAID and not written(facts.note):
        yield Missing("leave.note")
    if facts.motive == UNION_OFFICE and not _CNPJ.fullmatch(facts.union_cnpj):
        yield Missing("establishment.union_cnpj")


def _termination(facts: Termination) -> Iterator[Missing]:
    if not _CPF.fullmatch(facts.cpf):
        yield Missing("worker.cpf")
    yield from _number(facts.number)
    if not _DIGITS[2].fullmatch(facts.reason):
        yield Missing("termination.reason")
    if facts.notice_given_on is not None and facts.notice_given_on > facts.last_day:
        yield Missing("termination.notice_given_on")
    if facts.notice_until is not None and facts.notice_until < facts.last_day:
        yield Missing("termination.notice_until")
    if not facts.items:
        return
    if not _CNPJ.fullmatch(facts.establishment_cnpj):
        yield Missing("establishment.cnpj")
    if not 1 <= len(written(facts.allocation)) <= 30:
        yield Missing("termination.allocation")
    if any(
        not (1 <= len(written(item.code)) <= 30 and 1 <= len(written(item.table)) <= 8 and 0 < item.amount < 10**12) for item in facts.items
    ):
        yield Missing("termination.items")
