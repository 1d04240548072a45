"""
The rules by which eSocial knows a person: pure, no tables, no clock.

Since 16/08/2025 there is no check in batches any more: an operator opens the public "Comprovante de Situação Cadastral
no CPF" of the Receita Federal, copies what stands there, and these rules compare it (S-2190, S-2200 and S-2205 are refused
on a difference).  Sources: Manual de Orientação do eSocial (MOS S-1.3) on the name of the worker, CF art. 7 XXXIII and
CLT art. 403, 428 and 404 on ages.  [U]: the MOS does not say what counts as second name after "de, da, dos"; the word
itself is compared, so that a doubt ends as a difference that somebody looks at.
"""

from dataclasses import dataclass
from datetime import date

from stdnum.br import cpf as cpf_rules

from backoffice.core.people import unaccented

# MOS S-1.3: after these first names the second one counts too, before these last names the one before.
COMMON_FIRST = frozenset({"maria", "jose", "joao", "ana"})
FAMILY_ENDINGS = frozenset({"filho", "neto", "bisneto", "trineto", "tetraneto", "sobrinho", "junior"})

# A CPF that is only waiting for a tax return still names its holder; eSocial stops at the others.  [U] for "pending".
BLOCKING_SITUATIONS = {
    "suspended": "situation_suspended",
    "cancelled": "situation_cancelled",
    "null": "situation_null",
    "deceased": "situation_deceased",
}
FINDINGS = (
    "cpf_missing",
    "cpf_wrong",
    "name_single",
    "name_characters",
    "birth_date_missing",
    "too_young",
    "too_old_for_apprentice",
    "first_name",
    "second_name",
    "name_before_last",
    "last_name",
    "birth_date",
    *BLOCKING_SITUATIONS.values(),
)
APPRENTICE_AGE, WORKING_AGE, FULL_AGE, APPRENTICE_LIMIT = 14, 16, 18, 24


@dataclass(frozen=True, slots=True)
class Held:
    """What we hold; ``name`` is the civil name, ``cpf`` 11 digits or "" while it is not known."""

    name: str
    cpf: str
    birth_date: date | None


@dataclass(frozen=True, slots=True)
class Receita:
    """What the Receita's page says; ``situation`` is a value of Qualification.Situation."""

    name: str
    birth_date: date
    situation: str


@dataclass(frozen=True, slots=True)
class Contract:
    """What the law's limits of age depend on; ``starts_on`` is the first day of work."""

    kind: str
    starts_on: date
    works_at_night: bool = False
    has_disability: bool = False


def check_held(held: Held, contract: Contract | None = None) -> list[str]:
    """What is wrong with our own data, before anybody opens the Receita's page.  Dependents have no contract."""
    found = []
    if not held.cpf:
        found.append("cpf_missing")
    elif len(set(held.cpf)) == 1 or not cpf_rules.is_valid(held.cpf):
        found.append("cpf_wrong")
    if len(_words(held.name)) < 2:
        found.append("name_single")
    if not has_plain_name(held.name):
        found.append("name_characters")
    if held.birth_date is None:
        found.append("birth_date_missing")
    elif contract is not None:
        found += _check_age(held.birth_date, contract)
    return found


def compare(held: Held, receita: Receita) -> list[str]:
    """The codes of what differs, in the order in which they are solved; empty if eSocial takes the person."""
    found = _compare_names(_words(held.name), _words(receita.name))
    if held.birth_date != receita.birth_date:
        found.append("birth_date")
    if receita.situation in BLOCKING_SITUATIONS:
        found.append(BLOCKING_SITUATIONS[receita.situation])
    return found


def minimum_age(contract: Contract) -> int:
    """
    In years, on the first day: 14 for apprentices (CLT 403), 18 where the work is at night (CF 7 XXXIII), 16 otherwise.

    The same limit of 18 holds for dangerous and unhealthy work, which the position does not say: HR decides that.
    """
    if contract.works_at_night:
        return FULL_AGE
    return APPRENTICE_AGE if contract.kind == "apprentice" else WORKING_AGE


def age_on(day: date, birth_date: date) -> int:
    """Full years; who was born on 29/02 turns older on 01/03 in common years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def has_plain_name(name: str) -> bool:
    """Letters and single spaces only, as eSocial wants it; hyphens and apostrophes stand in documents and are tolerated."""
    return bool(name.strip()) and all(char.isalpha() or char in " '’-" for char in name)


def _check_age(birth_date: date, contract: Contract) -> list[str]:
    age = age_on(contract.starts_on, birth_date)
    if age < minimum_age(contract):
        return ["too_young"]
    # CLT 428: up to 24, without limit for people with a disability.
    too_old = contract.kind == "apprentice" and age >= APPRENTICE_LIMIT and not contract.has_disability
    return ["too_old_for_apprentice"] if too_old else []


def _words(name: str) -> list[str]:
    return unaccented(name).replace("'", "").replace("’", "").replace("-", " ").split()


def _compare_names(ours: list[str], theirs: list[str]) -> list[str]:
    if not ours or not theirs:
        return ["first_name"]
    found = []
    if ours[0] != theirs[0]:
        found.append("first_name")
    elif ours[0] in COMMON_FIRST and _at(ours, 1) != _at(theirs, 1):
        found.append("second_name")
    if ours[-1] != theirs[-1]:
        found.append("last_name")
    elif ours[-1] in FAMILY_ENDINGS and _at(ours, -2) != _at(theirs, -2):
        found.append("name_before_last")
    return found


def _at(words: list[str], place: int) -> str:
    return words[place] if len(words) > abs(place) - (place < 0) else ""
