"""How the portal says days, phones and values: {% load portal_words %}."""

from datetime import date

from django import template
from django.forms.boundfield import BoundField

from backoffice.core.templatetags import formats
from hr.models import PayAccount
from hr.portal import dates
from hr.portal.banks import bank_words
from hr.portal.views.data import in_words as value_in_words
from hr.portal.words import pix_in_words

register = template.Library()


@register.filter
def day_in_words(day: date) -> str:
    """1º de dezembro."""
    return dates.day_in_words(day)


@register.filter
def weekday_and_day(day: date) -> str:
    """sexta, 27/11."""
    return dates.weekday_and_day(day)


@register.filter
def lower_first(text: str) -> str:
    """Auxiliar de expedição -> auxiliar de expedição; an abbreviation stays as it is."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


@register.filter
def digits(text: str) -> str:
    """Only the digits, for a tel: address."""
    return "".join(char for char in str(text) if char.isdigit())


@register.filter
def phone(text: str) -> str:
    """4133330142 -> (41) 3333-0142; anything else as it is."""
    return formats.phone(str(text))


@register.filter
def cep(text: str) -> str:
    """80420090 -> 80420-090."""
    return formats.postal_code(str(text))


@register.filter
def bank(code: str) -> str:
    """341 -> 341 · Itaú."""
    return bank_words(code)


@register.filter
def pix(account: PayAccount) -> str:
    """The key of an account as people write it."""
    return pix_in_words(account.pix_kind, account.pix_key)


@register.filter
def in_words(bound: BoundField) -> str:
    """The value of a field as a person reads it."""
    return value_in_words(bound)
