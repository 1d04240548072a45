"""Numbers, dates and documents as a Brazilian reader expects them, character by character."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from backoffice.core.templatetags import formats

NBSP = "\u00a0"
MINUS = "\u2212"


@pytest.fixture(autouse=True)
def portuguese():
    with translation.override("pt-br"), timezone.override("America/Sao_Paulo"):
        yield


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1189"), "1.189,00"),
        (Decimal("-51.44"), f"{MINUS}51,44"),
        (Decimal("0"), "0,00"),
        (Decimal("-0.004"), "0,00"),
        (Decimal("1.005"), "1,01"),
        (Decimal("-1.005"), f"{MINUS}1,01"),
        (Decimal("9999999999999.99"), "9.999.999.999.999,99"),
        (7, "7,00"),
        ("10.5", "10,50"),
        (None, ""),
        ("", ""),
    ],
)
def test_money(value: formats.Number, text: str) -> None:
    assert formats.money(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("1189"), f"R${NBSP}1.189,00"), (Decimal("-51.44"), f"{MINUS}R${NBSP}51,44"), (Decimal(0), f"R${NBSP}0,00"), (None, "")],
)
def test_brl(value: formats.Number, text: str) -> None:
    assert formats.brl(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("9061"), 2, "+9.061,00"),
        (Decimal("-786.30"), 2, f"{MINUS}786,30"),
        (Decimal("0.00"), 2, "0,00"),
        (Decimal("0.04"), 1, "0,0"),
        (Decimal("5.45"), 1, "+5,5"),
        (None, 2, ""),
    ],
)
def test_signed(value: formats.Number, places: int, text: str) -> None:
    assert formats.signed(value, places) == text


@pytest.mark.parametrize(("value", "text"), [(Decimal("31.84"), "31,8%"), (Decimal("-3.55"), f"{MINUS}3,6%"), (0, "0,0%"), (None, "")])
def test_percent(value: formats.Number, text: str) -> None:
    assert formats.percent(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (6, "6"),
        (Decimal("4.850"), "4,85"),
        (1106, "1.106"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("-2.0"), f"{MINUS}2"),
        (0, "0"),
        (None, ""),
    ],
)
def test_qty(value: formats.Number, text: str) -> None:
    assert formats.qty(value) == text


@pytest.mark.parametrize("value", [1.5, True])
def test_a_float_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no exact number"):
        formats.money(value)  # type: ignore[arg-type]


def test_times_are_local_and_spoken() -> None:
    moment = datetime(2025, 11, 24, 11, 14, tzinfo=UTC)

    assert formats.clock(moment) == "8h14"
    assert formats.short_datetime(moment) == "24/11/2025 8h14"
    assert formats.long_when(moment) == "24/11/2025 às 8h14"
    assert formats.clock(datetime(2025, 11, 24, 17, 0, tzinfo=UTC)) == "14h00"


def test_a_moment_before_midnight_belongs_to_its_local_day() -> None:
    assert formats.day_month_year(datetime(2025, 12, 1, 2, 59, tzinfo=UTC)) == "30/11/2025"


def test_the_year_is_left_out_only_in_the_present_year() -> None:
    year = timezone.localdate().year

    assert formats.short_date(date(year, 11, 24)) == "24/11"
    assert formats.short_date(date(year - 1, 11, 24)) == f"24/11/{year - 1}"


@pytest.mark.parametrize(("second", "named"), [(0, "8h14"), (1, "8h15"), (59, "8h15")])
def test_what_opens_later_names_a_minute_at_which_it_is_open(second: int, named: str) -> None:
    assert formats.clock_after(datetime(2025, 11, 24, 11, 14, second, tzinfo=UTC)) == named
    assert formats.clock_after(None) == ""


def test_a_month_is_written_as_the_language_does() -> None:
    assert formats.month_year(202610) == "outubro de 2026"
    with translation.override("en"):
        assert formats.month_year(202610) == "October 2026"


def test_a_timeline_shows_the_clock_today_and_the_date_before() -> None:
    now = timezone.localtime().replace(hour=8, minute=14)

    assert formats.recent_when(now) == "8h14"
    assert formats.recent_when(now.replace(year=now.year - 1, month=3, day=2)) == f"02/03/{now.year - 1} 8h14"


def test_weekdays_and_months_are_in_lower_case() -> None:
    assert formats.full_date(date(2026, 11, 24)) == "terça-feira, 24 de novembro de 2026"


@pytest.mark.parametrize(
    "write", [formats.clock, formats.short_date, formats.short_datetime, formats.long_when, formats.recent_when, formats.full_date]
)
def test_a_missing_moment_is_empty(write) -> None:
    assert write(None) == ""


@pytest.mark.parametrize(
    ("value", "text", "masked"),
    [
        ("12345678909", "123.456.789-09", "•••.456.789-••"),
        ("123.456.789-09", "123.456.789-09", "•••.456.789-••"),
        ("12abc34501de35", "12.ABC.345/01DE-35", "12.ABC.345/01DE-35"),
        ("AB123", "AB123", "•••••"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_documents(value: str | None, text: str, masked: str) -> None:
    assert formats.cpf_cnpj(value) == text
    assert formats.masked_document(value) == masked


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("41999990000", "(41) 99999-0000"),
        ("4133330142", "(41) 3333-0142"),
        ("+5541999990000", "(41) 99999-0000"),
        ("(41) 3333-0142", "(41) 3333-0142"),
        ("0800 123", "0800 123"),
        ("", ""),
        (None, ""),
    ],
)
def test_phones(value: str | None, text: str) -> None:
    assert formats.phone(value) == text


@pytest.mark.parametrize(("value", "text"), [("80420090", "80420-090"), ("80420-090", "80420-090"), ("8042", "8042"), ("", ""), (None, "")])
def test_postal_codes(value: str | None, text: str) -> None:
    assert formats.postal_code(value) == text


@pytest.mark.parametrize(("value", "text"), [("12045678909", "120.45678.90-9"), ("120", "120"), ("", ""), (None, "")])
def test_numbers_of_pis(value: str | None, text: str) -> None:
    assert formats.pis(value) == text


@pytest.mark.parametrize(
    ("name", "letters"), [("Renata Moura", "RM"), ("Lívia de Souza Vasques", "LV"), ("admin", "A"), ("", ""), (None, "")]
)
def test_initials(name: str | None, letters: str) -> None:
    assert formats.initials(name) == letters


@pytest.mark.parametrize(
    ("language", "full", "short"),
    [
        ("pt-br", "terça-feira, 24 de novembro de 2026", "terça"),
        ("en", "Tuesday, November 24, 2026", "Tuesday"),
    ],
)
def test_days_and_months_are_written_as_their_language_writes_them(language: str, full: str, short: str) -> None:
    with translation.override(language):
        assert formats.full_date(date(2026, 11, 24)) == full
        assert formats.weekday_date(date(2026, 11, 24)).split()[0] == short
