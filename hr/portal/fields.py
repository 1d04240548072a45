"""Form fields of the portal.  They read what is typed; what it must look like is checked by hr.services and said in ``words``."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.forms import parse_date
from backoffice.core.templatetags import formats
from hr.portal.banks import BANK_WORDS, bank_words, read_bank

ASK = gettext_lazy("Fill this in.")
CHOOSE = gettext_lazy("Choose one of the answers.")


class Line(forms.CharField):
    """One line of text; a pasted value with blanks and dots is not cut but read."""

    def __init__(self, *, autocomplete: str = "off", inputmode: str = "", kind: str = "text", **kwargs: Any) -> None:
        attrs = {"autocomplete": autocomplete, "type": kind} | ({"inputmode": inputmode} if inputmode else {})
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("error_messages", {"required": ASK})
        super().__init__(max_length=300, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without maxlength."""
        return {}


class Choice(forms.ChoiceField):
    """One of some answers; as a list of buttons where there are few."""

    def __init__(self, *, choices: Any, is_list: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": CHOOSE, "invalid_choice": CHOOSE})
        if is_list:
            choices = [("", _choose), *choices]
        super().__init__(choices=choices, widget=forms.Select() if is_list else forms.RadioSelect(), **kwargs)


_choose = gettext_lazy("Choose")
_bank_help = gettext_lazy("its number of three digits or its name; without one, the eight digits of its ISPB")


class BankInput(forms.TextInput):
    """A line with the known banks to choose from; any other number can be typed."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The line and its list."""
        listed = f"{(attrs or {}).get('id', name)}_banks"
        control = super().render(name, value, {"autocomplete": "off", **(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((words,) for words in BANK_WORDS.values()))
        return format_html('{}<datalist id="{}">{}</datalist>', control, listed, options)


class BankField(forms.CharField):
    """A bank by number or name.  Whether it can be one is checked by hr.services."""

    widget = BankInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": ASK})
        kwargs.setdefault("help_text", _bank_help)
        super().__init__(max_length=80, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without maxlength: what is pasted is read, not cut."""
        return {}

    def to_python(self, value: Any) -> str:
        """Its number."""
        return read_bank(super().to_python(value))

    def prepare_value(self, value: Any) -> Any:
        """With its name, where it has one here."""
        return bank_words(value) if isinstance(value, str) else value


class Day(forms.Field):
    """A day that has been, typed like 24/11/1996 (or 241196)."""

    def __init__(self, *, autocomplete: str = "off", **kwargs: Any) -> None:
        self.today: Callable[[], date] = date.today
        kwargs.setdefault("widget", forms.TextInput(attrs={"placeholder": "dd/mm/aaaa", "autocomplete": autocomplete}))
        kwargs.setdefault("error_messages", {"required": ASK})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return read_past_day(text, today=self.today())
        except (ValueError, OverflowError):
            raise ValidationError(_("“%(value)s” is no day. Type it like 24/11/1996.") % {"value": text[:20]}) from None

    def prepare_value(self, value: Any) -> Any:
        return formats.day_month_year(value) if isinstance(value, date) else value


def read_past_day(text: str, *, today: date) -> date:
    """
    "24/11/1996", "24.11.96", "24111996" -> date; two digits of a year mean the last time that it was that year.

    :raises ValueError: no such day
    """
    day = parse_date(text, today=today)
    is_short = len("".join(char for char in text if char.isdigit())) <= 6
    return day.replace(year=day.year - 100) if is_short and day > today else day
