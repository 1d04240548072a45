"""Words for what is wrong with one field of a request: fact, then way out."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_TEXTS = {
    "required": _("This field is missing."),
    "null": _("Null is not accepted. Leave the field out instead."),
    "invalid_type": _("This must be %(expected)s."),
    "blank": _("This may not be empty."),
    "too_long": _("This is longer than %(limit)d characters."),
    "too_short": _("This is shorter than %(limit)d characters."),
    "out_of_range": _("This must be a whole number from %(min)s to %(max)s."),
    "invalid_character": _("This contains a character that may not be here: %(character)s."),
    "invalid_format": _("This must look like %(example)s."),
    "invalid_choice": _("This must be one of: %(choices)s."),
    "invalid_amount": _("This must be an amount such as 12.34: digits, a point, at most two decimals."),
    "negative": _("This may not be negative."),
    "zero": _("This must be more than zero."),
    "too_many_decimals": _("This has more than two decimals. It is not rounded; send two."),
    "too_large": _("This is more than %(max)s."),
    "invalid_document": _("This is no valid CPF or CNPJ: a digit is wrong or missing."),
    "invalid_date": _("This must be a date and time with its offset, such as 2026-11-24T10:42:00-03:00."),
    "date_out_of_range": _("This must lie between %(min)s and %(max)s."),
    "too_few_items": _("Send at least %(limit)d."),
    "too_many_items": _("Send at most %(limit)d."),
    "currency_mismatch": _("This must be the three capital letters of the price list's currency, such as BRL."),
    "unknown_field": _("There is no such field here. Leave it out."),
    "unknown_parameter": _("There is no such parameter here. Leave it out."),
    "duplicate_parameter": _("This parameter came twice. Send it once."),
    "invalid_cursor": _("This cursor was not made by this list. Begin again without it."),
    "idempotency_key_required": _("Send a key of your own that is new for each request, such as a UUID."),
}

EXPECTED = {
    "string": _("a string"),
    "integer": _("a whole number, without quotes"),
    "object": _("an object"),
    "array": _("a list"),
    "amount": _("an amount, as a string or a number"),
    "boolean": _("true or false"),
}


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """The words of a finding, in the language of the request."""
    return str(_TEXTS[code] % {name: EXPECTED.get(value, value) if name == "expected" else value for name, value in params.items()})
