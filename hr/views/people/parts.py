"""The parts of the file's page, in words."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core import clock, sensitive
from backoffice.core.templatetags import formats
from hr.models import AddressTerm, Dependent, Employee, PayAccount, PayTerm, Person, ProbationDecision
from hr.portal.banks import bank_words
from hr.portal.countries import COUNTRIES
from hr.portal.words import pix_in_words
from hr.queries.file import EmployeeFile, PersonalSide, TermLine
from hr.words import DISABILITIES, RACES

KIND_WORDS = {
    "job": pgettext_lazy("employment", "Position"),
    "pay": gettext_lazy("Salary"),
    "schedule": gettext_lazy("Work schedule"),
    "manager": gettext_lazy("Manager"),
    "address": gettext_lazy("Address"),
}
Facts = list[dict[str, Any]]


def head_facts(file: EmployeeFile) -> str:
    """One line of identity."""
    employee, job = file.employee, file.job
    since = _("since %(day)s") % {"day": formats.day_month_year(employee.admitted_on)}
    if employee.state == Employee.State.PREPARING:
        since = _("starts on %(day)s") % {"day": formats.day_month_year(employee.admitted_on)}
    elif employee.ended_on:
        since = _("%(first)s to %(last)s") % {
            "first": formats.day_month_year(employee.admitted_on),
            "last": formats.day_month_year(employee.ended_on),
        }
    return " · ".join(filter(None, [job.position.name if job else "", job.department.name if job else "", since]))


def personal(file: EmployeeFile, side: PersonalSide, shown: set[str]) -> dict[str, Any]:
    """Identity, contact, people around, and what opens by its button only."""
    person, sight = file.employee.person, file.sight
    today = clock.company_date(clock.now())
    return {
        "identity": personal_facts(file),
        "contact": [
            _fact(_("E-mail"), person.email),
            _fact(_("Phone"), formats.phone(person.phone)),
            _fact(_("Address"), address_words(side.address)),
        ]
        if sight.contact
        else [],
        "dependents": [_dependent(row, file) for row in side.dependents],
        "contacts": [{"row": row, "phone": formats.phone(row.phone)} for row in side.contacts],
        "accounts": [{"row": row, "words": account_words(row), "is_present": not index} for index, row in enumerate(side.accounts)],
        "origin": _origin(person) if sensitive.ORIGIN in shown else [],
        "groups": {"bank": sight.bank, "origin": sight.sensitive},
        "is_minor": person.birth_date is not None and (today - person.birth_date).days < 18 * 365,
    }


def employment(file: EmployeeFile, history: Sequence[TermLine]) -> dict[str, Any]:
    """The contract, and everything dated."""
    employee = file.employee
    contract = [
        _fact(_("Registration number"), employee.number),
        _fact(_("Kind of contract"), employee.get_contract_kind_display()),
        _fact(_("Category"), employee.get_category_display()),
        _fact(_("Admitted on"), formats.day_month_year(employee.admitted_on)),
        *_probation(employee),
        _fact(_("Contract ends on"), formats.day_month_year(employee.term_ends_on)),
        _fact(_("Left on"), formats.day_month_year(employee.ended_on)),
        _fact(_("Leads"), formats.qty(file.team_count) if file.team_count else ""),
    ]
    return {"contract": contract, "history": [_line(line, file) for line in history], "groups": {"pay": file.sight.pay}}


def _probation(employee: Employee) -> Facts:
    """Its parts, and who decided on it when: an extension that nobody decided on was agreed with the contract."""
    if employee.probation_first_until is None:
        return []
    decided = {
        decision.kind: _("on %(day)s by %(who)s") % {"day": formats.day_month_year(decision.decided_at), "who": decision.decided_by}
        for decision in employee.probation_decisions.all()
    }
    until, extended = formats.day_month_year(employee.probation_until), decided.get(ProbationDecision.Kind.EXTEND)
    return [
        _fact(_("Probation until"), formats.day_month_year(employee.probation_first_until)),
        _fact(_("Extended until"), _("%(day)s, decided %(when)s") % {"day": until, "when": extended} if extended else until),
        _fact(_("Confirmed after the probation"), decided.get(ProbationDecision.Kind.CONFIRM, "")),
    ]


def address_words(term: AddressTerm | None) -> str:
    """On one line."""
    if term is None:
        return ""
    names = ("street", "number", "complement", "district", "city", "state", "postal_code")
    return _place({name: getattr(term, name) for name in names})


def account_words(account: PayAccount) -> str:
    """Bank, branch and account, or the Pix key."""
    if account.pix_kind:
        return f"Pix {pix_in_words(account.pix_kind, account.pix_key)}"
    return f"{bank_words(account.bank)} · {account.branch} · {account.account}"


def value_words(kind: str, values: dict[str, Any]) -> str:
    """What held, in words."""
    if kind == "pay":
        unit = _("an hour") if values.get("unit") == PayTerm.Unit.HOUR else _("a month")
        return f"{formats.brl(Decimal(values['amount']))} {unit}"
    if kind == "address":
        return _place(values)
    return " · ".join(str(value) for value in values.values() if value)


def personal_facts(file: EmployeeFile) -> Facts:
    """Who it is, as far as the reader may see."""
    person, sight = file.employee.person, file.sight
    facts = [_fact(_("Civil name"), person.name if person.social_name else ""), _fact("CPF", sight.cpf(person))]
    if not sight.document:
        return facts
    countries = dict(COUNTRIES)
    return [
        *facts,
        _fact(_("Date of birth"), formats.day_month_year(person.birth_date)),
        _fact(_("Sex"), person.get_sex_display()),
        _fact(_("Marital status"), person.get_marital_status_display()),
        _fact(_("Schooling"), person.get_education_display()),
        _fact(_("Mother's name"), person.mother_name),
        _fact(_("Nationality"), countries.get(person.nationality, person.nationality)),
        _fact(_("Country of birth"), countries.get(person.birth_country, person.birth_country)),
        _fact(_("Identity document"), " ".join(filter(None, [person.identity_number, person.identity_issuer]))),
        _fact("PIS/NIS", formats.pis(person.pis)),
    ]


def _origin(person: Person) -> Facts:
    codes = json.loads(person.disabilities) if person.disabilities else []
    return [
        _fact(_("Race or colour"), str(RACES.get(person.race_colour, _("Not said")))),
        _fact(_("Disabilities"), ", ".join(str(DISABILITIES[code]) for code in codes) or _("none")),
    ]


def _dependent(row: Dependent, file: EmployeeFile) -> dict[str, Any]:
    flags = [
        (row.for_income_tax, _("income tax")),
        (row.for_family_allowance, _("family allowance")),
        (row.is_incapable, _("unable to work")),
    ]
    cpf = formats.cpf_cnpj(row.cpf) if file.sight.document else formats.masked_document(row.cpf)
    return {"row": row, "cpf": cpf, "counts": ", ".join(word for flag, word in flags if flag)}


def _line(line: TermLine, file: EmployeeFile) -> dict[str, Any]:
    return {
        "line": line,
        "kind": KIND_WORDS[line.kind],
        "words": value_words(line.kind, line.values),
        # Of somebody who left, file.day is the last day.
        "is_now": line.holds_on(file.day) and file.employee.state != Employee.State.ENDED,
        "is_ahead": line.replaced_at is None and line.first > file.day,
    }


def _place(values: dict[str, Any]) -> str:
    street = ", ".join(filter(None, [values["street"], values["number"], values.get("complement", "")]))
    code = formats.postal_code(values["postal_code"])
    return f"{street} · {values.get('district', '')} · {values['city']}/{values['state']} · CEP {code}".replace(" ·  · ", " · ")


def _fact(label: str, value: str) -> dict[str, Any]:
    return {"label": label, "value": value}
