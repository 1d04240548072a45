"""Fields that several operations of the sales API take."""

import re
from collections.abc import Iterator
from typing import Any

from backoffice.core.api.fields import CodeField, DocumentField, PatternField, Refusal, StrictInteger, TextField
from backoffice.core.api.serializers import StrictSerializer
from backoffice.core.municipalities import STATES

MAX_LINES = 200
EMAIL = r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+"
PHONE = r"[+]?[0-9(][0-9 ().-]{6,23}[0-9]"
_CEP = re.compile(r"[0-9]{5}-?[0-9]{3}")


class SkuField(CodeField):
    """A SKU: 64 letters, digits and ``. _ / -``."""

    def __init__(self) -> None:
        super().__init__(max_length=64, also="._/-")


class PostalCodeField(PatternField):
    def __init__(self) -> None:
        super().__init__(pattern=r"[0-9A-Za-z][0-9A-Za-z -]{2,9}", example="01310-100", max_length=10, min_length=3)


class AddressInput(StrictSerializer):
    """Where the goods go.  In Brazil the state is one of the 27 and the postal code has eight digits."""

    line1 = TextField(max_length=160)
    line2 = TextField(max_length=120, blank=True, default="")
    district = TextField(max_length=80, blank=True, default="")
    city = TextField(max_length=80)
    state = TextField(max_length=40)
    postal_code = PostalCodeField()
    country = PatternField(pattern="[A-Z]{2}", example="BR", max_length=2, min_length=2)

    @classmethod
    def contradictions(cls, values: dict[str, Any]) -> Iterator[tuple[str, Refusal]]:
        if values["country"] != "BR":
            return
        if values["state"] not in STATES:
            yield "state", Refusal("invalid_choice", choices=", ".join(STATES))
        if not _CEP.fullmatch(values["postal_code"]):
            yield "postal_code", Refusal("invalid_format", example="01310-100")


class CustomerInput(StrictSerializer):
    """Who buys.  With a document, the customer is known again by it; else by the e-mail address."""

    name = TextField(max_length=120)
    email = PatternField(pattern=EMAIL, example="ana@example.com", max_length=254, min_length=5, required=False)
    phone = PatternField(pattern=PHONE, example="+55 11 98765-4321", max_length=25, min_length=8, blank=True, default="")
    document = DocumentField(required=False)
    address = AddressInput()


class QuantityField(StrictInteger):
    """Pieces: 1 to 999,999."""
