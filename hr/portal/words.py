"""What the portal says of a wrong value: as HR's pages (hr.error_texts.people), but where those speak to somebody of the house."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from backoffice.core.templatetags import formats
from hr.error_texts import people
from hr.models import PayAccount

_OTHERWISE: dict[str, Callable[[dict[str, Any]], str]] = {
    "cpf_known": lambda data: _("This CPF cannot be used here. Compare it with the document; if it is right, call us."),
    "state_form": lambda data: _("Choose the state."),
    "country_form": lambda data: _("Choose the country."),
    "city_unknown": lambda data: _("There is no such city in %(state)s. Write its whole name and compare the state.") % data,
    "age_out": lambda data: _("At %(age)s years nobody works with us. Compare the year of birth.") % data,
    "bank_form": lambda data: _("We do not find this bank. Take one from the list, or type its three digits or the eight of its ISPB."),
}


def pix_in_words(kind: str, key: str) -> str:
    """The key as people write it: "cpf", "31841853895" -> "318.418.538-95"; an e-mail or a random key stays."""
    if kind == PayAccount.PixKind.CPF:
        return formats.cpf_cnpj(key)
    return formats.phone(key) if kind == PayAccount.PixKind.PHONE else key


def problem_text(problem: dict[str, Any]) -> str:
    """``{"field", "problem", ...}`` -> fact and way out, without the value itself."""
    words = _OTHERWISE.get(problem["problem"])
    return words(problem) if words else people.problem_text(problem)
