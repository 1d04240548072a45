"""Which papers are asked of somebody: everything that a rule fills in must fit; a mandatory rule wins over an optional one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# Whoever is obliged to military service: from 1 January of the year in which one turns 18 to 31 December of the one in
# which one turns 45 (Lei 4.375/1964, art. 5).
SERVICE_FROM, SERVICE_UNTIL = 18, 45
OF_AGE = 18
BRAZIL = "105"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of ChecklistRule; None or "" is no condition."""

    kind_id: int
    is_mandatory: bool = True
    contract_kind: str = ""
    position_id: int | None = None
    department_id: int | None = None
    only_if: str = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What rules look at.  What is not known yet ("" or None) fits no condition: the paper is asked once it is known."""

    contract_kind: str
    position_id: int | None
    department_id: int | None
    sex: str = ""
    birth_date: date | None = None
    is_married: bool = False
    has_dependents: bool = False
    nationality: str = BRAZIL
    has_disability: bool = False


def asked_kinds(rules: Iterable[Rule], applicant: Applicant, *, on: date) -> dict[int, bool]:
    """Kind of document -> whether it is mandatory."""
    asked: dict[int, bool] = {}
    for rule in rules:
        if _fits(rule, applicant, on):
            asked[rule.kind_id] = asked.get(rule.kind_id, False) or rule.is_mandatory
    return asked


def _fits(rule: Rule, applicant: Applicant, on: date) -> bool:
    if rule.contract_kind and rule.contract_kind != applicant.contract_kind:
        return False
    if rule.position_id is not None and rule.position_id != applicant.position_id:
        return False
    if rule.department_id is not None and rule.department_id != applicant.department_id:
        return False
    return _is_meant(rule.only_if, applicant, on)


def _is_meant(only_if: str, applicant: Applicant, on: date) -> bool:
    birth = applicant.birth_date
    match only_if:
        case "men_18_45":
            # By the year, as the law counts; foreigners owe no service.
            is_obliged = birth is not None and SERVICE_FROM <= on.year - birth.year <= SERVICE_UNTIL
            return applicant.sex == "M" and is_obliged and applicant.nationality == BRAZIL
        case "married":
            return applicant.is_married
        case "children":
            return applicant.has_dependents
        case "foreign":
            return applicant.nationality != BRAZIL
        case "disability":
            return applicant.has_disability
        case "minor":
            return birth is not None and age_on(birth, on) < OF_AGE
        case _:
            return only_if == "always"


def age_on(birth: date, on: date) -> int:
    """Whole years; somebody born on 29/02 has the birthday on 01/03 of other years."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
