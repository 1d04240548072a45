"""
Form fields as a Brazilian types them: "1.234,56", "24/11/2026", "hoje".

The browser tidies on leaving a field (static/backoffice/js/masks.js); what decides is here, on the server, and the
two agree.  Anything ambiguous is refused with an example, never guessed: 1,234 might be one or a thousand.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.money import MAX_AMOUNT
from backoffice.core.templatetags import formats

_SPACES = re.compile(r"[\s\u00a0\u202f]")
# Thousands in threes or not at all, then at most two decimals; the same with the separators exchanged (1,234.56).
_AMOUNT = re.compile(
    r"(?P<sign>[-\u2212]?)(?:(?P<pt>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<pt_cents>\d{1,2}))?|(?P<en>\d{1,3}(?:,\d{3})+|\d+)\.(?P<en_cents>\d{1,2}))",
    re.ASCII,
)
_DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?", re.ASCII)
_BARE_DATE = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_SHIFT = re.compile(r"[+-]\d{1,3}", re.ASCII)
_WORDS = {"hoje": 0, "h": 0, "ontem": -1, "amanhã": 1, "amanha": 1}


def parse_amount(text: str) -> Decimal:
    """
    "1.234,56", "1234.56", "R$ 1 234,5", "10" -> Decimal with two places.

    :raises ValueError: no amount, or one that can be read in two ways
    """
    clean = _SPACES.sub("", text).replace("R$", "").replace("r$", "")
    found = _AMOUNT.fullmatch(clean)
    if not found:
        raise ValueError(text)
    whole = (found["pt"] or found["en"]).replace(".", "").replace(",", "")
    cents = (found["pt_cents"] or found["en_cents"] or "").ljust(2, "0")
    amount = Decimal(f"{whole}.{cents}")
    return -amount if found["sign"] else amount


def parse_date(text: str, *, today: date) -> date:
    """
    "24/11/2026", "24/11", "24.11.26", "241126", "2026-11-24", "hoje", "ontem", "+3" -> date; without a year, this year's.

    :raises ValueError: no such day
    """
    word = text.strip().lower()
    if word in _WORDS:
        return today + timedelta(days=_WORDS[word])
    if _SHIFT.fullmatch(word):
        return today + timedelta(days=int(word))
    if iso := _ISO_DATE.fullmatch(word):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DATE.fullmatch(word) or _BARE_DATE.fullmatch(word)
    if not found:
        raise ValueError(text)
    year = today.year if not found[3] else int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    return date(year, int(found[2]), int(found[1]))


class LocalizedMoneyField(forms.Field):
    """An amount in the company's currency, as Decimal with two places.  ``minimum`` is the smallest that is accepted."""

    widget = forms.TextInput
    default_error_messages = {"required": gettext_lazy("Say the amount.")}

    def __init__(self, *, minimum: Decimal | None = None, **kwargs: Any) -> None:
        self.minimum = minimum
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return parse_amount(str(value))
        except ValueError:
            raise ValidationError(
                _("“%(value)s” is not an amount. Type it like 1.234,56.") % {"value": str(value)[:40]}, code="invalid"
            ) from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if abs(value) > MAX_AMOUNT:
            raise ValidationError(
                _("The amount is too large. The largest is %(limit)s.") % {"limit": formats.brl(MAX_AMOUNT)}, code="too_large"
            )
        if self.minimum is not None and value < self.minimum:
            raise ValidationError(
                _("The amount is %(value)s. It starts at %(minimum)s.")
                % {"value": formats.brl(value), "minimum": formats.brl(self.minimum)},
                code="too_small",
            )

    def prepare_value(self, value: Any) -> Any:
        return formats.money(value) if isinstance(value, Decimal) else value


class LocalizedDateField(forms.Field):
    """A day.  ``latest_today`` refuses the future: what has happened has a past date."""

    widget = forms.TextInput
    default_error_messages = {"required": gettext_lazy("Say the date.")}

    def __init__(self, *, latest_today: bool = False, **kwargs: Any) -> None:
        self.latest_today = latest_today
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, datetime):
            return timezone.localtime(value).date()
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value), today=timezone.localdate())
        except (ValueError, OverflowError):
            raise ValidationError(
                _("“%(value)s” is not a date. Type it like 24/11/2026.") % {"value": str(value)[:40]}, code="invalid"
            ) from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if not 2000 <= value.year <= 2100:
            raise ValidationError(
                _("The year is %(year)s. It has to be between 2000 and 2100.") % {"year": value.year}, code="out_of_range"
            )
        if self.latest_today and value > timezone.localdate():
            raise ValidationError(
                _("%(date)s is in the future. Type today's date or an earlier one.") % {"date": formats.day_month_year(value)},
                code="future",
            )

    def prepare_value(self, value: Any) -> Any:
        return formats.day_month_year(value) if isinstance(value, date) else value


class PlainTextField(forms.CharField):
    """Text of one line or more, without the control characters that a database or a report chokes on."""

    default_error_messages = {"max_length": gettext_lazy("Too long: %(limit_value)d characters fit, and these are %(show_value)d.")}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return "".join(char for char in text if char in "\n\t" or char.isprintable()).strip()


class WholeNumberField(forms.IntegerField):
    """A quantity of units: digits only, thousands points accepted."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "min_value": gettext_lazy("The number is %(show_value)s. The least is %(limit_value)s."),
        "max_value": gettext_lazy("The number is %(show_value)s. The most is %(limit_value)s."),
    }

    def to_python(self, value: Any) -> int | None:
        text = _SPACES.sub("", str(value)) if value is not None else ""
        if re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
            text = text.replace(".", "")
        if text and not re.fullmatch(r"[+-]?\d{1,9}", text, re.ASCII):
            raise ValidationError(_("“%(value)s” is not a whole number.") % {"value": text[:40]}, code="invalid")
        return super().to_python(text)
