"""CPF and CNPJ (numeric and, from 2026, alphanumeric): normalised, check digits verified.  Pure functions."""

from stdnum.br import cnpj, cpf

from orders.errors import DocumentInvalid

_PUNCTUATION = str.maketrans("", "", " .-/")
CPF_LENGTH = 11
CNPJ_LENGTH = 14


def normalise_document(text: str) -> str:
    """
    The document without punctuation, letters in capitals; empty stays empty.

    :raises DocumentInvalid: neither CPF nor CNPJ, or wrong check digits
    """
    document = text.translate(_PUNCTUATION).upper()
    if not document:
        return ""
    check = {CPF_LENGTH: cpf.is_valid, CNPJ_LENGTH: cnpj.is_valid}.get(len(document))
    # 111.111.111-11 has valid check digits and belongs to nobody.
    if check is None or not document.isascii() or len(set(document)) == 1 or not check(document):
        raise DocumentInvalid(document=text[:20])
    return document


def kind_of(document: str) -> str:
    """A CNPJ makes a company; anybody else is a person."""
    return "company" if len(document) == CNPJ_LENGTH else "person"
