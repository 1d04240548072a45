"""
What the files are built from: frozen facts, no tables.

An empty text or None says that the fact is not known; ``hr.esocial.missing`` names what an event cannot go without, and
an event with nothing missing is valid against the schema.  Codes are eSocial's (leiaute S-1.3).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

BRAZIL = "105"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """
    ``event_id`` as hr.esocial.ids makes it; ``environment`` is tpAmb; ``employer`` the root of the CNPJ, 8 characters;
    ``receipt`` the number of the file that this one corrects, "" for an original.
    """

    event_id: str
    environment: str
    employer: str
    receipt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    street_kind: str = ""
    street: str = ""
    number: str = ""
    complement: str = ""
    district: str = ""
    postal_code: str = ""
    city_code: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DependentFacts:
    kind: str
    name: str
    birth_date: date
    cpf: str = ""
    for_income_tax: bool = False
    for_family_allowance: bool = False
    is_incapable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """``disabilities``: codes of Person.disabilities; ``residence`` and ``entry_condition`` only of foreigners."""

    cpf: str = ""
    name: str = ""
    social_name: str = ""
    sex: str = ""
    race_colour: str = ""
    marital_status: str = ""
    education: str = ""
    birth_date: date | None = None
    birth_country: str = BRAZIL
    nationality: str = BRAZIL
    residence: str = ""
    entry_condition: str = ""
    address: Address | None = None
    disabilities: frozenset[str] = frozenset()
    dependents: tuple[DependentFacts, ...] = ()
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """``hours`` a week with two places; ``description`` tells the days and times (dscJorn)."""

    hours: Decimal
    journey: str
    part_time: str
    at_night: bool
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """
    The contract as it holds on one day.  ``ends_on`` is None for an indefinite term, ``pay`` in BRL per ``pay_unit``.

    ``regime`` is tpRegJor; ``school_cnpj`` the training entity of an apprentice.
    """

    number: str
    category: str
    admitted_on: date
    regime: str = "1"
    position: str = ""
    cbo: str = ""
    pay: Decimal | None = None
    pay_unit: str = "5"
    ends_on: date | None = None
    early_end_clause: bool = True
    establishment_cnpj: str = ""
    union_cnpj: str = ""
    week: Week | None = None
    school_cnpj: str = ""

    @property
    def is_apprentice(self) -> bool:
        return self.category == "103"

    @property
    def is_intermittent(self) -> bool:
        return self.category == "111"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What S-2190 and S-2200 tell."""

    worker: Worker
    contract: Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalChange:
    """S-2205: all personal data as they are from ``day`` on."""

    worker: Worker
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractChange:
    """S-2206: the whole contract as it is from ``day`` on."""

    cpf: str
    contract: Contract
    day: date
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """
    S-2230.  ``motive`` is of table 18; ``last_day`` None while nobody knows it; ``window_start`` the first day of the
    year of acquisition of a vacation (motive 15), ``note`` obligatory with motive 21.
    """

    cpf: str
    number: str
    motive: str
    first_day: date
    last_day: date | None = None
    window_start: date | None = None
    same_illness: bool | None = None
    note: str = ""
    union_cnpj: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayItem:
    """One amount of the settlement, in BRL: ``code`` of the accountant's table ``table`` of pay items."""

    code: str
    table: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Termination:
    """
    S-2299, the least that it takes.  ``reason`` is of table 19; ``notice_until`` the projected end of a notice that is
    paid instead of worked.  Pay items come from the accountant: payroll is not ours.
    """

    cpf: str
    number: str
    reason: str
    last_day: date
    notice_given_on: date | None = None
    notice_until: date | None = None
    establishment_cnpj: str = ""
    allocation: str = ""
    items: tuple[PayItem, ...] = ()


Facts = Admission | PersonalChange | ContractChange | Leave | Termination
