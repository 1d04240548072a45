"""Which fields a person, an address and an account have, and what each of them must look like."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from backoffice.core.municipalities import is_municipality, municipality_code
from hr import fields
from hr.errors import PersonInvalid
from hr.fields import FieldProblem
from hr.models import Dependent, PayAccount, Person
from hr.portal.banks import is_bank_code
from hr.portal.countries import COUNTRIES

Clean = Callable[[Any], Any]
_COUNTRIES = frozenset(code for code, _name in COUNTRIES)
OLDEST = 100
# CF art. 7 XXXIII: no work before 16, but as an apprentice from 14.
YOUNGEST = 14


def _country(text: str) -> str:
    if text not in _COUNTRIES:
        raise FieldProblem("country_form")
    return text


PERSON: Mapping[str, Clean] = {
    "name": fields.name,
    "social_name": fields.name,
    "cpf": fields.cpf,
    "sex": fields.one_of(Person.Sex.values),
    "marital_status": fields.one_of(Person.MaritalStatus.values),
    "education": fields.one_of(Person.Education.values),
    "birth_country": _country,
    "nationality": _country,
    "mother_name": fields.name,
    "race_colour": fields.one_of("123456"),
    "disabilities": fields.disabilities,
    "email": fields.email,
    "phone": fields.phone,
    "pis": fields.pis,
    "identity_number": fields.words(20),
    "identity_issuer": fields.words(20),
}
_ADDRESS: Mapping[str, Clean] = {
    "postal_code": fields.postal_code,
    "street_kind": fields.words(4),
    "street": fields.words(100),
    "number": fields.words(10),
    "complement": fields.words(30),
    "district": fields.words(90),
    "city": fields.words(80),
    "state": fields.state,
}
_DEPENDENT: Mapping[str, Clean] = {
    "name": fields.name,
    "kind": fields.one_of(Dependent.Kind.values),
    "cpf": fields.cpf,
    "sex": fields.one_of(Person.Sex.values),
}
_CONTACT: Mapping[str, Clean] = {"name": fields.name, "relationship": fields.words(40), "phone": fields.phone}


def check_person(values: Mapping[str, Any], *, today: date, required: tuple[str, ...] = ()) -> dict[str, Any]:
    """
    The given fields of a person, clean; a field that is not given is not looked at, an empty one becomes "" (a date None).
    ``required`` ones have to be there; the name is never empty.

    :raises PersonInvalid: with every problem, one per field
    """
    clean, problems = _clean(values, PERSON, required if "name" not in values else (*dict.fromkeys(("name", *required)),))
    for name in ("birth_date", "identity_issued_on"):
        if name in values:
            clean[name] = values[name] or None
    born = clean.get("birth_date")
    if born is not None and (age := years_between(born, today)) not in range(YOUNGEST, OLDEST + 1):
        problems.append({"field": "birth_date", "problem": "birth_future" if born > today else "age_out", "age": age})
    if clean.get("identity_issued_on") and clean["identity_issued_on"] > today:
        problems.append({"field": "identity_issued_on", "problem": "day_future"})
    _refuse(problems)
    return clean


def check_address(values: Mapping[str, Any]) -> dict[str, str]:
    """
    An address with the IBGE's code of its city.

    :raises PersonInvalid: with every problem
    """
    clean, problems = _clean(values, _ADDRESS, ("postal_code", "street", "number", "city", "state"))
    code = str(values.get("city_code") or "")
    if "city" in clean and "state" in clean:
        code = municipality_code(city=clean["city"], state=clean["state"]) or code
        if not is_municipality(code) and not any(problem["field"] in ("city", "state") for problem in problems):
            problems.append({"field": "city", "problem": "city_unknown", "state": clean["state"]})
    _refuse(problems)
    return {name: clean.get(name, "") for name in _ADDRESS} | {"city_code": code}


def check_dependent(values: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """
    A dependent's fields, clean.

    :raises PersonInvalid: with every problem
    """
    clean, problems = _clean(values, _DEPENDENT, ("name", "kind"))
    born = values.get("birth_date")
    if born is None:
        problems.append({"field": "birth_date", "problem": "missing"})
    elif born > today or years_between(born, today) > OLDEST + 20:
        problems.append(
            {"field": "birth_date", "problem": "birth_future" if born > today else "age_out", "age": years_between(born, today)}
        )
    _refuse(problems)
    flags = {name: bool(values.get(name)) for name in ("for_income_tax", "for_family_allowance", "is_incapable")}
    return {name: clean.get(name, "") for name in _DEPENDENT} | flags | {"birth_date": born}


def check_contact(values: Mapping[str, Any]) -> dict[str, str]:
    """:raises PersonInvalid: with every problem"""
    clean, problems = _clean(values, _CONTACT, ("name", "phone"))
    _refuse(problems)
    return {name: clean.get(name, "") for name in _CONTACT}


def check_pay_account(values: Mapping[str, Any], *, own_cpf: str) -> dict[str, str]:
    """
    A bank account or a Pix key, never half of one.  Pay goes to an account in the person's own name (CLT 464, sole
    paragraph), so a CPF as key is ``own_cpf``, if that is known.

    :raises PersonInvalid: with every problem
    """
    given = {name: str(values.get(name) or "").strip() for name in ("bank", "branch", "account", "pix_kind", "pix_key")}
    problems: list[dict[str, Any]] = []
    if given["pix_kind"]:
        if given["pix_kind"] not in PayAccount.PixKind.values:
            problems.append({"field": "pix_kind", "problem": "not_offered"})
        else:
            _into(given, problems, "pix_key", lambda text: fields.pix_key(given["pix_kind"], text))
            if given["pix_kind"] == PayAccount.PixKind.CPF and not problems and own_cpf and given["pix_key"] != own_cpf:
                problems.append({"field": "pix_key", "problem": "pix_of_other"})
    if given["bank"] or given["branch"] or given["account"]:
        for name, longest in (("bank", 8), ("branch", 6), ("account", 14)):
            plain = "".join(char for char in given[name] if char.isalnum() or char == "-")
            fits = is_bank_code(plain) if name == "bank" else bool(plain) and plain[0].isdigit() and len(plain) <= longest
            if not fits:
                problems.append({"field": name, "problem": f"{name}_form"})
            given[name] = plain
    elif not given["pix_kind"]:
        problems.append({"field": "bank", "problem": "account_missing"})
    _refuse(problems)
    return given if given["pix_kind"] else given | {"pix_key": ""}


def years_between(born: date, day: date) -> int:
    """Full years of age on that day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _clean(values: Mapping[str, Any], rules: Mapping[str, Clean], required: tuple[str, ...]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    clean: dict[str, Any] = {name: values[name] for name in rules if name in values}
    problems: list[dict[str, Any]] = [{"field": name, "problem": "missing"} for name in required if not values.get(name)]
    for name, value in list(clean.items()):
        if value in ("", None):
            clean[name] = ""
        else:
            _into(clean, problems, name, rules[name])
    return clean, problems


def _into(clean: dict[str, Any], problems: list[dict[str, Any]], name: str, rule: Clean) -> None:
    try:
        clean[name] = rule(clean[name])
    except FieldProblem as wrong:
        problems.append({"field": name, "problem": wrong.code} | wrong.data)


def _refuse(problems: list[dict[str, Any]]) -> None:
    if problems:
        raise PersonInvalid(problems=problems)
