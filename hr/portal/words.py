"""What the portal says of a wrong value: as HR's pages (hr.error_texts.people), but where those speak to somebody of the house."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from hr.error_texts import people

# Digits with the area code.
MOBILE, LANDLINE = 11, 10

_OTHERWISE: dict[str, Callable[[dict[str, Any]], str]] = {
    "cpf_known": lambda data: _("This CPF cannot be used here. Compare it with the document; if it is right, call us."),
    "state_form": lambda data: _("Choose the state."),
    "country_form": lambda data: _("Choose the country."),
    "city_unknown": lambda data: _("There is no such city in %(state)s. Write its whole name and compare the state.") % data,
    "age_out": lambda data: _("At %(age)s years nobody works with us. Compare the year of birth.") % data,
    "bank_form": lambda data: _("Choose the bank."),
}


def phone_in_words(text: str) -> str:
    """4133330142 -> (41) 3333-0142; anything else as it is."""
    plain = "".join(char for char in text if char.isdigit())
    return f"({plain[:2]}) {plain[2:-4]}-{plain[-4:]}" if len(plain) in (LANDLINE, MOBILE) else text


def problem_text(problem: dict[str, Any]) -> str:
    """``{"field", "problem", ...}`` -> fact and way out, without the value itself."""
    words = _OTHERWISE.get(problem["problem"])
    return words(problem) if words else people.problem_text(problem)
