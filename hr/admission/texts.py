"""
Contracts and policies with places to fill in: ``{{ nome }}`` and the like.  Pure: the facts are given.

Names and values are Portuguese whatever language the screen has: the papers are.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backoffice.core.templatetags import formats

_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")

# What a text may fill in, with what the register says about it.
PLACES: dict[str, str | Promise] = {
    "empresa": _("legal name of the company"),
    "cnpj": _("CNPJ of the establishment"),
    "endereco_empresa": _("address of the establishment"),
    "cidade": _("city of the establishment"),
    "nome": _("civil name of the person"),
    "cpf": _("CPF of the person"),
    "nascimento": _("date of birth"),
    "endereco": _("address of the person"),
    "matricula": _("registration number"),
    "cargo": _("position"),
    "cbo": _("CBO of the position"),
    "departamento": _("department"),
    "salario": _("salary with its unit"),
    "jornada": _("name of the work schedule"),
    "horas_semanais": _("hours a week"),
    "inicio": _("first day"),
    "experiencia_primeira_parte": _("last day of the first part of the probation"),
    "experiencia_ate": _("last day of the probation"),
    "termino": _("last day of a contract for a fixed term"),
}
# What stands where something is not known yet, in a preview.
BLANK = "________"


def places_in(body: str) -> list[str]:
    """The names that a text fills in, each once, in order."""
    return list(dict.fromkeys(_PLACE.findall(body)))


def unknown_places(body: str) -> list[str]:
    """Names that nothing fills, and braces that are no place at all."""
    wrong = [name or "{{ }}" for name in places_in(body) if name not in PLACES]
    return wrong + (["{{ }}"] if re.search(r"\{\{|\}\}", _PLACE.sub("", body)) else [])


def empty_places(body: str, values: Mapping[str, str]) -> list[str]:
    """Names in the text whose value is not known."""
    return [name for name in places_in(body) if not values.get(name)]


def fill(body: str, values: Mapping[str, str]) -> str:
    """The text with its places filled in, what is not known as a line to write on; the same facts give the same bytes."""
    return _PLACE.sub(lambda place: values.get(place[1]) or BLANK, body.replace("\r\n", "\n")).strip() + "\n"


def digest(title: str, body: str) -> str:
    """The SHA-256 that names a wording: of its title and body."""
    return hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()


def day(value: date | None) -> str:
    """01/12/2026; empty if there is none."""
    return f"{value:%d/%m/%Y}" if value else ""


def money(amount: Decimal, unit: str) -> str:
    """R$ 2.350,00 por mês; ``unit`` is eSocial's undSalFixo, 1 an hour, 5 a month."""
    return f"{formats.brl(amount)} por {'hora' if unit == '1' else 'mês'}"
