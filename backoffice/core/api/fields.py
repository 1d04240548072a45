"""
Strict input fields: nothing is coerced, nothing is rounded, nothing is dropped.

They are DRF fields so that drf-spectacular documents them, but they are read through ``StrictSerializer.read``: DRF's
own machine copies every field for every request and takes "1_000", true and full-width digits for numbers.
"""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from rest_framework import serializers

from backoffice.core import clock
from backoffice.core.money import MINOR_UNITS

_CENT = Decimal("0.01")
_ZWJ = "\u200d"


class Refusal(Exception):
    """One value is not accepted; ``code`` and ``params`` become a sentence in ``input_texts``."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


class StrictField(serializers.Field, ABC):  # type: ignore[misc]
    """Reads one JSON value (``read``) or one query parameter (``read_text``); says in OpenAPI what it takes (``schema``)."""

    @abstractmethod
    def read(self, raw: Any) -> Any:
        """:raises Refusal: the value is not accepted as it stands"""

    def read_text(self, text: str) -> Any:
        """The same for a query parameter, where everything is text."""
        return self.read(text)

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """The field in OpenAPI."""


class StrictInteger(StrictField):
    """A JSON whole number in a range; not "1", 1.0, true or 1e3."""

    def __init__(self, *, minimum: int = 1, maximum: int = 999_999, **kwargs: Any) -> None:
        self.minimum, self.maximum = minimum, maximum
        super().__init__(**kwargs)

    def read(self, raw: Any) -> int:
        if type(raw) is not int:
            raise Refusal("invalid_type", expected="integer")
        if not self.minimum <= raw <= self.maximum:
            raise Refusal("out_of_range", min=self.minimum, max=self.maximum)
        return raw

    def read_text(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise Refusal("out_of_range", min=self.minimum, max=self.maximum)
        return self.read(int(text))

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


class MoneyField(StrictField):
    """
    A non-negative amount as "12.34" or 12.34, at most two decimals and twelve digits before the point.

    More decimals are refused, not rounded; so is everything with a sign, an exponent, a comma or a currency mark.
    """

    MAX = Decimal("999999999999.99")
    _AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,2})?")
    _FINER = re.compile(r"[0-9]+\.[0-9]{3,}")

    def __init__(self, *, positive: bool = False, **kwargs: Any) -> None:
        self.positive = positive
        super().__init__(**kwargs)

    def read(self, raw: Any) -> Decimal:
        if type(raw) is str:
            amount = self._of_text(raw)
        elif type(raw) is Decimal or type(raw) is int:
            amount = self._of_number(Decimal(raw))
        else:
            raise Refusal("invalid_type", expected="amount")
        if self.positive and not amount:
            raise Refusal("zero")
        return amount

    def _of_text(self, raw: str) -> Decimal:
        if self._AMOUNT.fullmatch(raw):
            return Decimal(raw).quantize(_CENT)
        if raw.startswith("-"):
            raise Refusal("negative")
        raise Refusal("too_many_decimals" if len(raw) < 40 and self._FINER.fullmatch(raw) else "invalid_amount")

    def _of_number(self, number: Decimal) -> Decimal:
        if number.is_signed():
            raise Refusal("negative")
        if number > self.MAX:
            raise Refusal("too_large", max=self.MAX)
        if number.as_tuple().exponent < -2:  # type: ignore[operator]  # the parser lets only finite numbers through
            raise Refusal("too_many_decimals")
        return number.quantize(_CENT)

    def schema(self) -> dict[str, Any]:
        text = {"type": "string", "pattern": r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$", "examples": ["12.34"]}
        # The whole number above MAX: exact, where the MAX itself would have to be a float.
        number = {"type": "number", "minimum": 0, "exclusiveMaximum": int(self.MAX) + 1, "multipleOf": 0.01}
        return {"oneOf": [text, number], "description": "An amount with at most two decimals; more are refused, not rounded."}


class CodeField(StrictField):
    """An identifier from a short alphabet, such as a SKU: no look-alikes, no invisible characters, no spaces."""

    def __init__(self, *, max_length: int = 64, also: str = "._/-", **kwargs: Any) -> None:
        self.max_length = max_length
        # Written so that JavaScript reads it the same way: ``also`` ends with its hyphen and needs no escapes.
        self.pattern = f"[A-Za-z0-9][A-Za-z0-9{also}]{{0,{max_length - 1}}}"
        self._compiled = re.compile(self.pattern)
        super().__init__(**kwargs)

    def read(self, raw: Any) -> str:
        if type(raw) is not str:
            raise Refusal("invalid_type", expected="string")
        if self._compiled.fullmatch(raw):
            return raw
        if not raw:
            raise Refusal("blank")
        if len(raw) > self.max_length:
            raise Refusal("too_long", limit=self.max_length)
        odd = next(
            (character for index, character in enumerate(raw) if not self._compiled.fullmatch("A" * (index > 0) + character)), raw[0]
        )
        raise Refusal("invalid_character", character=name_of(odd))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.pattern}$", "maxLength": self.max_length}


class TextField(StrictField):
    """
    Text for people, one line: kept in Unicode's composed form (NFC), without the spaces around it.

    Control, direction and zero-width characters are refused; only emoji may be joined (U+200D).
    """

    def __init__(self, *, max_length: int, min_length: int = 1, blank: bool = False, **kwargs: Any) -> None:
        self.max_length, self.min_length, self.blank = max_length, min_length, blank
        super().__init__(**kwargs)

    def read(self, raw: Any) -> str:
        if type(raw) is not str:
            raise Refusal("invalid_type", expected="string")
        if len(raw) > self.max_length:
            raise Refusal("too_long", limit=self.max_length)
        text: str = raw if raw.isascii() else unicodedata.normalize("NFC", raw)
        if not text.isprintable():
            _refuse_invisible(text)
        text = text.strip()
        if not text and not self.blank:
            raise Refusal("blank")
        if text and len(text) < self.min_length:
            raise Refusal("too_short", limit=self.min_length)
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 0 if self.blank else self.min_length, "maxLength": self.max_length}


class PatternField(TextField):
    """Text of a fixed form, such as an e-mail address; ``example`` is shown to whoever got it wrong."""

    def __init__(self, *, pattern: str, example: str, **kwargs: Any) -> None:
        self.pattern, self.example = pattern, example
        self._compiled = re.compile(pattern)
        super().__init__(**kwargs)

    def read(self, raw: Any) -> str:
        text: str = super().read(raw)
        if text and not self._compiled.fullmatch(text):
            raise Refusal("invalid_format", example=self.example)
        return text

    def schema(self) -> dict[str, Any]:
        pattern = f"^({self.pattern})?$" if self.blank else f"^{self.pattern}$"
        return {**super().schema(), "pattern": pattern, "examples": [self.example]}


class DocumentField(StrictField):
    """A CPF or CNPJ (the alphanumeric one too), with or without punctuation; its check digits are the service's to judge."""

    _FORM = re.compile(r"[0-9A-Za-z./ -]{11,18}")

    def read(self, raw: Any) -> str:
        if type(raw) is not str:
            raise Refusal("invalid_type", expected="string")
        if not raw:
            raise Refusal("blank")
        if not self._FORM.fullmatch(raw):
            raise Refusal("invalid_document")
        return raw

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 11, "maxLength": 18, "examples": ["529.982.247-25"], "description": "CPF or CNPJ."}


class ChoiceField(StrictField):
    """One of a few words."""

    def __init__(self, *, choices: Sequence[str], **kwargs: Any) -> None:
        self.choices = frozenset(choices)
        self._in_order = list(choices)
        super().__init__(**kwargs)

    def read(self, raw: Any) -> str:
        if type(raw) is not str:
            raise Refusal("invalid_type", expected="string")
        if raw not in self.choices:
            raise Refusal("invalid_choice", choices=", ".join(self._in_order))
        return raw

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": self._in_order}


class CurrencyField(ChoiceField):
    """An ISO 4217 code in capitals that the house keeps books in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=list(MINOR_UNITS), **kwargs)

    def read(self, raw: Any) -> str:
        try:
            return super().read(raw)
        except Refusal as refusal:
            if refusal.code != "invalid_choice":
                raise
            raise Refusal("currency_mismatch") from None


class MomentField(StrictField):
    """A date and time with its offset (RFC 3339), from 2000 to ten years from now."""

    FIRST = date(2000, 1, 1)
    _FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})")

    def read(self, raw: Any) -> datetime:
        if type(raw) is not str:
            raise Refusal("invalid_type", expected="string")
        if not self._FORM.fullmatch(raw):
            raise Refusal("invalid_date")
        try:
            moment = datetime.fromisoformat(raw)
        except ValueError:
            raise Refusal("invalid_date") from None
        last = clock.now().date() + timedelta(days=3653)
        if not self.FIRST <= moment.date() <= last:
            raise Refusal("date_out_of_range", min=self.FIRST, max=last)
        return moment.astimezone(UTC)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time", "examples": ["2026-11-24T10:42:00-03:00"]}


class ListOf(StrictField):
    """Several values of one field: a JSON list, or a query parameter that may be repeated."""

    def __init__(self, *, child: StrictField, minimum: int, maximum: int, **kwargs: Any) -> None:
        self.child, self.minimum, self.maximum = child, minimum, maximum
        super().__init__(**kwargs)

    def read(self, raw: Any) -> list[Any]:
        if type(raw) is not list:
            raise Refusal("invalid_type", expected="array")
        self._count(raw)
        return [self.child.read(value) for value in raw]

    def read_texts(self, texts: list[str]) -> list[Any]:
        self._count(texts)
        return [self.child.read_text(text) for text in texts]

    def _count(self, values: list[Any]) -> None:
        if len(values) < self.minimum:
            raise Refusal("too_few_items", limit=self.minimum)
        if len(values) > self.maximum:
            raise Refusal("too_many_items", limit=self.maximum)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.child.schema(), "minItems": self.minimum, "maxItems": self.maximum}


def name_of(character: str) -> str:
    """How to write one character down safely: itself if it is printable ASCII, else its number."""
    return character if character.isascii() and character.isprintable() and character not in "<>&\"'" else f"U+{ord(character):04X}"


def _refuse_invisible(text: str) -> None:
    for index, character in enumerate(text):
        if character == _ZWJ and _joins_symbols(text, index):
            continue
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            raise Refusal("invalid_character", character=name_of(character))


def _joins_symbols(text: str, index: int) -> bool:
    """An emoji family is several emoji with U+200D between them; between letters it only hides a difference."""
    before, after = text[:index].rstrip("\ufe0f")[-1:], text[index + 1 : index + 2]
    return all(neighbour and unicodedata.category(neighbour) in ("So", "Sk") for neighbour in (before, after))
