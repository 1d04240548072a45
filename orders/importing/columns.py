"""Cells about people: documents, e-mail addresses, phones, addresses."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core.municipalities import STATES
from backoffice.core.templatetags import formats
from backoffice.imports import parsers
from backoffice.imports.importer import CellProblem, Column
from orders.documents import CNPJ_LENGTH, CPF_LENGTH, normalise_document
from orders.errors import DocumentInvalid


def _document(cell: str) -> str:
    parsers.require_unspoilt(cell)
    plain = re.sub(r"[\s.\-/]", "", cell)
    padded = {CPF_LENGTH: plain.zfill(CPF_LENGTH), CNPJ_LENGTH: plain.zfill(CNPJ_LENGTH)}
    try:
        return normalise_document(cell)
    except DocumentInvalid:
        # Excel cuts the zeros off: said only if the number would then be right.
        for length, candidate in padded.items():
            if plain.isdigit() and length - 3 <= len(plain) < length and _is_valid(candidate):
                raise CellProblem("document_zeros_lost", document=formats.cpf_cnpj(candidate)) from None
        raise CellProblem("document_form") from None


def _is_valid(document: str) -> bool:
    try:
        return bool(normalise_document(document))
    except DocumentInvalid:
        return False


def _email(cell: str) -> str:
    address = cell.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise CellProblem("email_form") from None
    if len(address) > 254 or not address.isascii():
        raise CellProblem("email_form")
    return address.lower()


def _phone(cell: str) -> str:
    """With the country in front, as shops send it: +5541999990000."""
    parsers.require_unspoilt(cell)
    digits = re.sub(r"[\s().\-]", "", cell)
    if re.fullmatch(r"(?:\+?55)?0?[1-9]{2}9?\d{8}", digits, re.ASCII):
        return "+55" + re.sub(r"^(?:\+?55(?=\d{10}))?0?", "", digits)
    if re.fullmatch(r"\+[1-9]\d{7,14}", digits, re.ASCII):
        return digits
    raise CellProblem("phone_form")


def _state(cell: str) -> str:
    if cell.upper() not in STATES:
        raise CellProblem("state_form")
    return cell.upper()


def _postal_code_shown(plain: str) -> str:
    return f"{plain[:5]}-{plain[5:]}" if len(plain) == 8 else plain


COLUMNS = (
    Column(
        name="name",
        label=gettext_lazy("Name"),
        parse=parsers.text(120),
        required=True,
        synonyms=("nome", "nome completo", "razao social", "nome razao social", "cliente", "nome do cliente", "contato", "full name"),
    ),
    Column(
        name="document",
        label=gettext_lazy("CPF or CNPJ"),
        parse=_document,
        is_code=True,
        show=formats.cpf_cnpj,
        mask="customer.document",
        synonyms=("cpf/cnpj", "cnpj/cpf", "cpf ou cnpj", "cnpj ou cpf", "cpf", "cnpj", "documento", "cpf cnpj", "document"),
        help=gettext_lazy("With or without punctuation. It tells customers apart; without it the e-mail address does."),
    ),
    Column(
        name="email",
        label=gettext_lazy("E-mail"),
        parse=_email,
        synonyms=("e mail", "email", "endereco de e mail", "e mail principal", "email address"),
    ),
    Column(
        name="phone",
        label=gettext_lazy("Phone"),
        parse=_phone,
        is_code=True,
        synonyms=("telefone", "celular", "fone", "telefone celular", "whatsapp", "fone celular", "phone number"),
        help=gettext_lazy("With the area code."),
    ),
    Column(
        name="postal_code",
        label=gettext_lazy("CEP"),
        parse=parsers.digits(8, problem="postal_code_form"),
        is_code=True,
        show=_postal_code_shown,
        synonyms=("cep", "codigo postal", "cep entrega", "zip", "zip code", "postal code"),
    ),
    Column(
        name="line1",
        label=gettext_lazy("Street"),
        parse=parsers.text(140),
        synonyms=("endereco", "logradouro", "rua", "endereco entrega", "address", "street"),
        help=gettext_lazy("With the number, unless that has a column of its own."),
    ),
    Column(
        name="street_number",
        label=pgettext_lazy("address", "Number"),
        parse=parsers.text(15),
        synonyms=("numero", "n", "num", "numero do endereco", "street number"),
    ),
    Column(
        name="line2",
        label=gettext_lazy("Complement"),
        parse=parsers.text(80),
        synonyms=("complemento", "address line 2"),
    ),
    Column(name="district", label=gettext_lazy("District"), parse=parsers.text(80), synonyms=("bairro", "neighborhood")),
    Column(name="city", label=gettext_lazy("City"), parse=parsers.text(80), synonyms=("cidade", "municipio")),
    Column(name="state", label=pgettext_lazy("address", "State"), parse=_state, synonyms=("uf", "estado", "state")),
)
