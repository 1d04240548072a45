"""What people's names, numbers and addresses look like: text in, clean value out.  Knows no table and no clock."""

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from stdnum.br import cpf as cpf_rules
from stdnum.exceptions import ValidationError as NumberInvalid

from backoffice.core.municipalities import STATES

DISABILITIES = ("fisica", "visual", "auditiva", "mental", "intelectual", "reabilitado")
# The eSocial manual (MOS S-1.3, item "nome"): civil name, letters only; the apostrophe and hyphen are part of some names.
_NAME = re.compile(r"[^\W\d_]+(?:[ '’-]+[^\W\d_]+)*['’]?")
_PIS_WEIGHTS = (3, 2, 9, 8, 7, 6, 5, 4, 3, 2)


class FieldProblem(ValueError):
    """A value is no such thing; ``code`` names the sentence (hr.error_texts.people), ``data`` fills it.  Never the value itself."""

    def __init__(self, code: str, **data: Any) -> None:
        self.code = code
        self.data = data
        super().__init__(code)


def name(text: str, *, longest: int = 70) -> str:
    """:raises FieldProblem: digits or signs in it, too long, too short"""
    clean = unicodedata.normalize("NFC", " ".join(text.split()))
    if len(clean) > longest:
        raise FieldProblem("name_long", longest=longest)
    if len(clean) < 2 or not _NAME.fullmatch(clean):
        raise FieldProblem("name_form")
    return clean


def words(longest: int) -> Callable[[str], str]:
    """Text of one line."""

    def clean(text: str) -> str:
        plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
        if len(plain) > longest:
            raise FieldProblem("text_long", longest=longest)
        return plain

    return clean


def cpf(text: str) -> str:
    """11 digits with right check digits (brazil.md 1). :raises FieldProblem: short, wrong"""
    digits = only_digits(text)
    if len(digits) < 11:
        raise FieldProblem("cpf_short", missing=11 - len(digits))
    if len(set(digits)) == 1:  # the check digits of 111.111.111-11 match, and nobody has it
        raise FieldProblem("cpf_wrong")
    try:
        return str(cpf_rules.validate(digits))
    except NumberInvalid:
        raise FieldProblem("cpf_wrong") from None


def pis(text: str) -> str:
    """PIS, PASEP or NIS: 11 digits, the last one a check digit modulo 11. :raises FieldProblem: wrong"""
    digits = only_digits(text)
    if len(digits) != 11 or len(set(digits)) == 1:
        raise FieldProblem("pis_wrong")
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, _PIS_WEIGHTS, strict=False)) % 11
    if int(digits[10]) != (0 if rest > 9 else rest):
        raise FieldProblem("pis_wrong")
    return digits


def postal_code(text: str) -> str:
    """:raises FieldProblem: not eight digits"""
    digits = only_digits(text)
    if len(digits) != 8 or digits == "00000000":
        raise FieldProblem("postal_code_form")
    return digits


def phone(text: str) -> str:
    """With the area code, digits only: 41999990000.  :raises FieldProblem: no Brazilian number"""
    digits = only_digits(text)
    if len(digits) in (12, 13) and digits.startswith("55"):
        digits = digits[2:]
    if not re.fullmatch(r"[1-9]{2}(?:9\d{8}|[2-5]\d{7})", digits, re.ASCII):
        raise FieldProblem("phone_form")
    return digits


def email(text: str) -> str:
    """:raises FieldProblem: no e-mail address"""
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise FieldProblem("email_form") from None
    if len(address) > 254:
        raise FieldProblem("email_form")
    return address


def state(text: str) -> str:
    """:raises FieldProblem: no state"""
    code = text.strip().upper()
    if code not in STATES:
        raise FieldProblem("state_form")
    return code


def one_of(codes: Sequence[str]) -> Callable[[str], str]:
    """One of these codes."""

    def clean(text: str) -> str:
        if text not in codes:
            raise FieldProblem("not_offered")
        return text

    return clean


def disabilities(value: str | Sequence[str]) -> str:
    """A JSON list of codes, or "" for none."""
    codes = (json.loads(value) if value else []) if isinstance(value, str) else list(value)
    if not isinstance(codes, list) or not set(codes) <= set(DISABILITIES):
        raise FieldProblem("not_offered")
    return json.dumps([code for code in DISABILITIES if code in codes]) if codes else ""


def pix_key(kind: str, text: str) -> str:
    """The key as the central bank writes it (brazil.md 1). :raises FieldProblem: does not fit its kind"""
    plain = text.strip()
    if kind == "cpf":
        return cpf(plain)
    if kind == "email":
        address = email(plain)
        if len(address) > 77:
            raise FieldProblem("pix_form")
        return address
    if kind == "phone":
        return f"+55{phone(plain)}"
    try:
        return str(UUID(plain))
    except ValueError:
        raise FieldProblem("pix_form") from None


def only_digits(text: str) -> str:
    """Without the usual punctuation; letters stay and make the number wrong."""
    return re.sub(r"[\s.\-/()+]", "", text)
