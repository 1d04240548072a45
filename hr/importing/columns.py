"""Cells about people who work here."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core.people import unaccented
from backoffice.core.templatetags import formats
from backoffice.imports import parsers
from backoffice.imports.importer import CellProblem, Column
from hr import fields
from hr.fields import FieldProblem
from hr.models import Employee, Person
from hr.services.employment_rules import MOST_PAY

_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?: 00:00(?::00)?)?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00:00)?", re.ASCII)
_CONTRACTS = {
    "indeterminado": "indefinite",
    "prazo indeterminado": "indefinite",
    "clt": "indefinite",
    "experiencia": "probation",
    "contrato de experiencia": "probation",
    "determinado": "fixed_term",
    "prazo determinado": "fixed_term",
    "temporario": "fixed_term",
    "aprendiz": "apprentice",
    "jovem aprendiz": "apprentice",
    "estagio": "intern",
    "estagiario": "intern",
}
_SEXES = {"f": "F", "feminino": "F", "mulher": "F", "m": "M", "masculino": "M", "homem": "M"}
_MARITAL = {"solteir": "1", "casad": "2", "divorciad": "3", "separad": "4", "viuv": "5"}


def _checked(rule: Callable[[str], Any], *, is_code: bool = False) -> Callable[[str], Any]:
    """A rule of hr.fields as a parser of cells; codes that Excel spoilt are named as such."""

    def parse(cell: str) -> Any:
        if is_code:
            parsers.require_unspoilt(cell)
        try:
            return rule(cell)
        except FieldProblem as wrong:
            raise CellProblem(wrong.code, **wrong.data) from None

    return parse


def _cpf(cell: str) -> str:
    parsers.require_unspoilt(cell)
    digits = fields.only_digits(cell)
    try:
        return fields.cpf(cell)
    except FieldProblem as wrong:
        # Excel cuts the zeros off: said only if the number would then be right.
        if digits.isdigit() and 8 <= len(digits) < 11 and _is_cpf(digits.zfill(11)):
            raise CellProblem("cpf_zeros_lost", cpf=formats.cpf_cnpj(digits.zfill(11))) from None
        raise CellProblem(wrong.code, **wrong.data) from None


def _is_cpf(digits: str) -> bool:
    try:
        return bool(fields.cpf(digits))
    except FieldProblem:
        return False


def _day(cell: str) -> date:
    """A whole date: a table without years is guessed by nobody."""
    found, iso = _DAY.fullmatch(cell.strip()), _ISO.fullmatch(cell.strip())
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        raise CellProblem("no_such_day") from None
    raise CellProblem("day_form")


def _number(cell: str) -> str:
    parsers.require_unspoilt(cell)
    if not re.fullmatch(r"[A-Za-z0-9._\-]{1,30}", cell, re.ASCII):
        raise CellProblem("number_form")
    return cell


def _pay(cell: str) -> Decimal:
    amount = parsers.decimal(2, MOST_PAY)(cell)
    if not amount:
        raise CellProblem("pay_range")
    return amount


def _word(table: dict[str, str], codes: list[str], problem: str) -> Callable[[str], str]:
    def parse(cell: str) -> str:
        plain = unaccented(cell.strip())
        code = table.get(plain) or next((code for code in codes if plain == code), None)
        if code is None:
            raise CellProblem(problem)
        return code

    return parse


def _marital(cell: str) -> str:
    plain = unaccented(cell.strip())
    code = next((code for stem, code in _MARITAL.items() if plain.startswith(stem)), plain if plain in _MARITAL.values() else "")
    if not code:
        raise CellProblem("not_offered")
    return code


def _cbo(cell: str) -> str:
    parsers.require_unspoilt(cell)
    digits = fields.only_digits(cell)
    if len(digits) != 6 or not digits.isdigit():
        raise CellProblem("cbo_form")
    return digits


def _money_shown(plain: str) -> str:
    return formats.money(Decimal(plain))


def _day_shown(plain: str) -> str:
    return formats.day_month_year(date.fromisoformat(plain))


def _label(enum: Any) -> Callable[[str], str]:
    return lambda plain: str(enum(plain).label)


def _text(name: str, label: Any, longest: int, *synonyms: str, **more: Any) -> Column:
    return Column(name=name, label=label, parse=parsers.text(longest), synonyms=synonyms, **more)


COLUMNS = (
    Column(
        name="cpf",
        label="CPF",
        parse=_cpf,
        required=True,
        is_code=True,
        show=formats.cpf_cnpj,
        mask="person.document",
        synonyms=("cpf", "documento", "cpf do funcionario", "cpf colaborador", "nr cpf"),
        help=gettext_lazy("With or without punctuation. It tells people apart."),
    ),
    Column(
        name="number",
        label=gettext_lazy("Registration number"),
        parse=_number,
        is_code=True,
        synonyms=("matricula", "matricula esocial", "registro", "codigo", "cod funcionario", "chapa", "id"),
        help=gettext_lazy("As eSocial knows it; empty for the next free one."),
    ),
    Column(
        name="name",
        label=gettext_lazy("Name"),
        parse=_checked(fields.name),
        required=True,
        synonyms=("nome", "nome completo", "nome civil", "funcionario", "colaborador", "empregado", "full name"),
    ),
    Column(name="social_name", label=gettext_lazy("Social name"), parse=_checked(fields.name), synonyms=("nome social",)),
    Column(
        name="birth_date",
        label=gettext_lazy("Date of birth"),
        parse=_day,
        show=_day_shown,
        mask="person.document",
        synonyms=("nascimento", "data de nascimento", "dt nascimento", "data nasc", "birth date"),
    ),
    Column(
        name="sex",
        label=gettext_lazy("Sex"),
        parse=_word(_SEXES, [], "not_offered"),
        show=_label(Person.Sex),
        synonyms=("sexo", "genero"),
        help=gettext_lazy("F or M, as in the document."),
    ),
    Column(
        name="marital_status",
        label=gettext_lazy("Marital status"),
        parse=_marital,
        show=_label(Person.MaritalStatus),
        synonyms=("estado civil",),
    ),
    Column(
        name="email",
        label=gettext_lazy("E-mail"),
        parse=_checked(fields.email),
        mask="person.contact",
        synonyms=("e mail", "email", "email pessoal", "e mail pessoal"),
    ),
    Column(
        name="phone",
        label=gettext_lazy("Phone"),
        parse=_checked(fields.phone, is_code=True),
        is_code=True,
        mask="person.contact",
        synonyms=("telefone", "celular", "fone", "whatsapp"),
        help=gettext_lazy("With the area code."),
    ),
    Column(
        name="mother_name",
        label=gettext_lazy("Mother's name"),
        parse=_checked(fields.name),
        mask="person.document",
        synonyms=("nome da mae", "mae", "filiacao"),
    ),
    Column(
        name="pis",
        label="PIS/NIS",
        parse=_checked(fields.pis, is_code=True),
        is_code=True,
        mask="person.document",
        synonyms=("pis", "nis", "pis/pasep", "pis pasep", "nit"),
    ),
    Column(
        name="admitted_on",
        label=gettext_lazy("Admitted on"),
        parse=_day,
        required=True,
        show=_day_shown,
        synonyms=("admissao", "data de admissao", "dt admissao", "data admissao", "inicio"),
    ),
    Column(
        name="contract_kind",
        label=gettext_lazy("Kind of contract"),
        parse=_word(_CONTRACTS, list(Employee.ContractKind.values), "contract_form"),
        show=_label(Employee.ContractKind),
        synonyms=("tipo de contrato", "contrato", "vinculo", "tipo contrato"),
        help=gettext_lazy("Indeterminado, experiência, determinado, aprendiz or estágio; empty is indeterminado."),
    ),
    Column(
        name="term_ends_on",
        label=gettext_lazy("Contract ends on"),
        parse=_day,
        show=_day_shown,
        synonyms=("fim do contrato", "termino do contrato", "data termino"),
        help=gettext_lazy("Fixed term, apprentice and intern."),
    ),
    _text("position", pgettext_lazy("employment", "Position"), 100, "cargo", "funcao", "cargo/funcao", required=True),
    Column(
        name="cbo",
        label="CBO",
        parse=_cbo,
        is_code=True,
        synonyms=("cbo", "codigo cbo"),
        help=gettext_lazy("Six digits; only to make a position that does not exist yet."),
    ),
    _text("department", gettext_lazy("Department"), 80, "departamento", "setor", "area", "lotacao", required=True),
    _text("establishment", gettext_lazy("Establishment"), 80, "estabelecimento", "filial", "unidade", "empresa"),
    _text("schedule", gettext_lazy("Work schedule"), 80, "horario de trabalho", "jornada", "horario", "escala", required=True),
    Column(
        name="pay",
        label=gettext_lazy("Salary (R$)"),
        parse=_pay,
        is_number=True,
        show=_money_shown,
        mask="employee.pay",
        synonyms=("salario", "salario base", "remuneracao", "salario contratual"),
    ),
    Column(
        name="postal_code",
        label=gettext_lazy("CEP"),
        parse=_checked(fields.postal_code, is_code=True),
        is_code=True,
        mask="person.contact",
        synonyms=("cep", "codigo postal"),
    ),
    _text("street", pgettext_lazy("address", "Street"), 100, "endereco", "logradouro", "rua", mask="person.contact"),
    _text("street_number", pgettext_lazy("address", "Number"), 10, "numero", "n", "num", mask="person.contact"),
    _text("complement", gettext_lazy("Complement"), 30, "complemento", mask="person.contact"),
    _text("district", gettext_lazy("District"), 90, "bairro", mask="person.contact"),
    _text("city", gettext_lazy("City"), 80, "cidade", "municipio", mask="person.contact"),
    Column(
        name="state",
        label=pgettext_lazy("address", "State"),
        parse=_checked(fields.state),
        mask="person.contact",
        synonyms=("uf", "estado", "state"),
    ),
)
