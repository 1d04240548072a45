"""Strict fields: each odd value of the catalogue of bad input is refused by name, and the good ones arrive unchanged."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict

from backoffice.core import clock
from backoffice.core.api.fields import (
    ChoiceField,
    CodeField,
    CurrencyField,
    DocumentField,
    ListOf,
    MomentField,
    MoneyField,
    PatternField,
    Refusal,
    StrictField,
    StrictInteger,
    TextField,
)
from backoffice.core.api.serializers import MAX_FINDINGS, InputRefused, StrictSerializer
from backoffice.core.api.strict_json import loads_strict

QUANTITY = StrictInteger()
AMOUNT = MoneyField()
SKU = CodeField(max_length=64)
NAME = TextField(max_length=64)
MOMENT = MomentField()
EMAIL = PatternField(pattern=r"[a-z]+@[a-z]+\.com", example="ana@example.com", max_length=40)


def refusal_of(field: StrictField, raw: Any) -> str:
    with pytest.raises(Refusal) as refused:
        field.read(raw)
    return refused.value.code


@pytest.mark.parametrize("raw", [1, 999_999])
def test_a_whole_number_in_its_range_is_read(raw: int) -> None:
    assert QUANTITY.read(raw) == raw


@pytest.mark.parametrize("literal", ["0", "-1", "1000000", "2147483648", "9223372036854775808"])
def test_a_quantity_out_of_range_is_refused(literal: str) -> None:
    assert refusal_of(QUANTITY, loads_strict(literal.encode())) == "out_of_range"


@pytest.mark.parametrize(
    "literal", ["1.5", "1.0", "1e0", "1" + "0" * 5000, '"1"', '"1_000"', '"１２"', "true", "false", "null", '""', "[]", "{}", "[1]"]
)
def test_what_is_no_whole_number_is_refused_not_coerced(literal: str) -> None:
    assert refusal_of(QUANTITY, loads_strict(literal.encode())) == "invalid_type"


@pytest.mark.parametrize(
    ("literal", "amount"),
    [
        ('"12.34"', "12.34"),
        ("12.34", "12.34"),
        ("12", "12.00"),
        ('"12"', "12.00"),
        ("0", "0.00"),
        ("0.00", "0.00"),
        ('"1.5"', "1.50"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_an_amount_is_read_exactly_as_text_or_number(literal: str, amount: str) -> None:
    read = AMOUNT.read(loads_strict(literal.encode()))

    assert (read, str(read)) == (Decimal(amount), amount)


@pytest.mark.parametrize(
    ("literal", "code"),
    [
        ('"NaN"', "invalid_amount"),
        ('"Infinity"', "invalid_amount"),
        ('"sNaN"', "invalid_amount"),
        ("1e400", "invalid_type"),
        ("1e2", "invalid_type"),
        ('"1e2"', "invalid_amount"),
        ("-0.00", "negative"),
        ('"-0.00"', "negative"),
        ("-5", "negative"),
        ('"-5"', "negative"),
        ("0.001", "too_many_decimals"),
        ("1.005", "too_many_decimals"),
        ('"1.005"', "too_many_decimals"),
        ("0.30000000000000004", "too_many_decimals"),
        ("10000000000000", "too_large"),
        ('"10000000000000"', "invalid_amount"),
        ('"1,50"', "invalid_amount"),
        ('"1.234,56"', "invalid_amount"),
        ('"1,234.56"', "invalid_amount"),
        ('"R$ 10,00"', "invalid_amount"),
        ('"١٢"', "invalid_amount"),
        ('"+1.00"', "invalid_amount"),
        ('" 1.00"', "invalid_amount"),
        ('"007.00"', "invalid_amount"),
        ('""', "invalid_amount"),
        ("true", "invalid_type"),
        ("null", "invalid_type"),
        ("[]", "invalid_type"),
    ],
)
def test_an_odd_amount_is_refused_never_rounded(literal: str, code: str) -> None:
    assert refusal_of(AMOUNT, loads_strict(literal.encode())) == code


def test_an_amount_that_must_be_more_than_zero_says_so() -> None:
    assert refusal_of(MoneyField(positive=True), "0.00") == "zero"


@pytest.mark.parametrize("raw", ["A", "ABC-1.2/x_9", "0" * 64])
def test_a_code_of_the_short_alphabet_is_read(raw: str) -> None:
    assert SKU.read(raw) == raw


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "blank"),
        ("A" * 65, "too_long"),
        ("A" * 1_000_000, "too_long"),
        (" A", "invalid_character"),
        ("-A", "invalid_character"),
        ("A\u202eB", "invalid_character"),
        ("A\u200bB", "invalid_character"),
        ("\u0410", "invalid_character"),
        ("A\n", "invalid_character"),
        ("A' OR 1=1--", "invalid_character"),
        ("../../etc", "invalid_character"),
        (None, "invalid_type"),
        (1, "invalid_type"),
    ],
)
def test_a_code_of_other_characters_is_refused(raw: Any, code: str) -> None:
    assert refusal_of(SKU, raw) == code


def test_a_refused_character_is_named_by_its_number() -> None:
    with pytest.raises(Refusal) as refused:
        SKU.read("AB\u202e")

    assert refused.value.params == {"character": "U+202E"}


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  José  ", "José"),
        ("Jose\u0301", "José"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("{{7*7}} ${7*7} <script>", "{{7*7}} ${7*7} <script>"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("𝕏 李", "𝕏 李"),
    ],
)
def test_a_name_is_kept_as_text_in_composed_form(raw: str, kept: str) -> None:
    assert NAME.read(raw) == kept


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "blank"),
        ("   ", "blank"),
        ("a" * 65, "too_long"),
        ("a\r\nBcc: x", "invalid_character"),
        ("a\tb", "invalid_character"),
        ("a\u202eb", "invalid_character"),
        ("a\u2066b", "invalid_character"),
        ("a\u200bb", "invalid_character"),
        ("a\u200db", "invalid_character"),
        ("\ufeffa", "invalid_character"),
        ("a\u2028b", "invalid_character"),
        ("a\ue000b", "invalid_character"),
        (True, "invalid_type"),
        ({}, "invalid_type"),
    ],
)
def test_a_name_with_invisible_characters_is_refused(raw: Any, code: str) -> None:
    assert refusal_of(NAME, raw) == code


@pytest.mark.parametrize(
    ("raw", "code"), [("ana", "invalid_format"), ("ana@example.com\n", "invalid_character"), ("", "blank"), (1, "invalid_type")]
)
def test_text_of_a_fixed_form_is_checked(raw: Any, code: str) -> None:
    assert refusal_of(EMAIL, raw) == code


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1", "invalid_document"),
        ("５２９９８２２４７２５", "invalid_document"),
        ("5" * 19, "invalid_document"),
        ("", "blank"),
        (52998224725, "invalid_type"),
    ],
)
def test_what_has_not_the_form_of_a_document_is_refused(raw: Any, code: str) -> None:
    assert refusal_of(DocumentField(), raw) == code


@pytest.mark.parametrize("raw", ["2026-11-24T10:42:00-03:00", "2026-11-24T13:42:00Z", "2026-11-24T13:42:00.000000Z"])
def test_a_moment_is_read_in_utc(raw: str) -> None:
    assert MOMENT.read(raw) == datetime(2026, 11, 24, 13, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("0001-01-01T00:00:00Z", "date_out_of_range"),
        ("1999-12-31T23:59:59Z", "date_out_of_range"),
        ("9999-12-31T23:59:59Z", "date_out_of_range"),
        ("10000-01-01T00:00:00Z", "invalid_date"),
        ("2026-02-30T00:00:00Z", "invalid_date"),
        ("2025-02-29T00:00:00Z", "invalid_date"),
        ("2026-13-01T00:00:00Z", "invalid_date"),
        ("2026-01-01T25:00:00Z", "invalid_date"),
        ("01/02/2026", "invalid_date"),
        ("2026-11-24", "invalid_date"),
        ("2026-11-24T10:42:00", "invalid_date"),
        ("2026-W47-2T10:42:00Z", "invalid_date"),
        ("２026-11-24T10:42:00Z", "invalid_date"),
        ("", "invalid_date"),
        (1732455720, "invalid_type"),
        (None, "invalid_type"),
    ],
)
def test_an_odd_moment_is_refused(raw: Any, code: str) -> None:
    assert refusal_of(MOMENT, raw) == code


def test_a_moment_more_than_ten_years_ahead_is_refused() -> None:
    far = clock.now() + timedelta(days=3655)

    assert refusal_of(MOMENT, far.strftime("%Y-%m-%dT%H:%M:%SZ")) == "date_out_of_range"


@pytest.mark.parametrize("raw", ["brl", "BRLX", "XTS", "KWD", "R$", ""])
def test_a_currency_that_the_house_does_not_keep_is_a_mismatch(raw: str) -> None:
    assert refusal_of(CurrencyField(), raw) == "currency_mismatch"


class Line(StrictSerializer):
    sku = CodeField(max_length=8)
    quantity = StrictInteger()


class Place(StrictSerializer):
    city = TextField(max_length=20)


class Order(StrictSerializer):
    note = TextField(max_length=5, default="")
    place = Place()
    lines = Line(many=True, min_length=1, max_length=2)


class Query(StrictSerializer):
    sku = ListOf(child=CodeField(max_length=8), minimum=1, maximum=2)
    status = ChoiceField(choices=["open"], required=False)


def findings_of(raw: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(InputRefused) as refused:
        Order.read(raw)
    return [(finding.field, finding.code) for finding in refused.value.findings]


def test_a_shape_is_read_with_its_defaults() -> None:
    values = Order.read({"place": {"city": "Santos"}, "lines": [{"sku": "A", "quantity": 1}]})

    assert values == {"note": "", "place": {"city": "Santos"}, "lines": [{"sku": "A", "quantity": 1}]}


def test_every_fault_is_found_and_named_with_its_place() -> None:
    raw = {"note": "too long", "place": {"city": None, "id": 1}, "lines": [{"sku": "A", "quantity": "1"}, {"quantity": 1}], "total": 1}

    assert findings_of(raw) == [
        ("note", "too_long"),
        ("place.city", "null"),
        ("place.id", "unknown_field"),
        ("lines[0].quantity", "invalid_type"),
        ("lines[1].sku", "required"),
        ("total", "unknown_field"),
    ]


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ({"place": None}, ("place", "null")),
        ({"place": []}, ("place", "invalid_type")),
        ({"place": "x"}, ("place", "invalid_type")),
        ({"lines": None}, ("lines", "null")),
        ({"lines": {}}, ("lines", "invalid_type")),
        ({"lines": []}, ("lines", "too_few_items")),
        ({"lines": [{}] * 10_000}, ("lines", "too_many_items")),
        ({"lines": [1]}, ("lines[0]", "invalid_type")),
        ({"lines": [None]}, ("lines[0]", "invalid_type")),
    ],
)
def test_a_part_of_another_kind_is_one_fault(part: dict[str, Any], fault: tuple[str, str]) -> None:
    good = {"place": {"city": "Santos"}, "lines": [{"sku": "A", "quantity": 1}]}

    assert findings_of(good | part) == [fault]


def test_faults_are_counted_up_to_a_limit_and_names_are_cut() -> None:
    raw: dict[str, Any] = {"x" * 5000 + str(index): 1 for index in range(1000)}

    found = findings_of(raw)

    assert len(found) == MAX_FINDINGS
    assert max(len(field) for field, _code in found) == 40


def test_a_query_may_repeat_only_what_is_a_list() -> None:
    assert Query.read_query(QueryDict("sku=A&sku=B")) == {"sku": ["A", "B"], "status": None}
    with pytest.raises(InputRefused) as refused:
        Query.read_query(QueryDict("sku=A&sku=B&sku=C&status=open&status=open"))

    assert [(finding.field, finding.code) for finding in refused.value.findings] == [
        ("sku", "too_many_items"),
        ("status", "duplicate_parameter"),
    ]
