"""What a Brazilian types, as the server reads it."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import timezone, translation

from backoffice.core.forms import LocalizedDateField, LocalizedMoneyField, PlainTextField, WholeNumberField, parse_amount, parse_date

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("R$ 1.234,5", "1234.50"),
        ("r$\u00a01\u00a0234,50", "1234.50"),
        ("10", "10.00"),
        ("1.234", "1234.00"),
        ("1.234.567", "1234567.00"),
        ("0,01", "0.01"),
        ("−51,44", "-51.44"),
        ("-51,44", "-51.44"),
    ],
)
def test_an_amount_reads_as_it_was_meant(text: str, amount: str) -> None:
    assert str(parse_amount(text)) == amount


@pytest.mark.parametrize(
    "text", ["1,234", "1.23.456", "12,345", "1.2345", "abc", "1e5", "NaN", "Infinity", "", "--1", "1,", ",5", "1 2,3,4", "٣,00"]
)
def test_what_can_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=".*"):
        parse_amount(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24/11/2026", date(2026, 11, 24)),
        ("3/1", date(2026, 1, 3)),
        ("24.11.26", date(2026, 11, 24)),
        ("241126", date(2026, 11, 24)),
        ("0301", date(2026, 1, 3)),
        ("2026-11-20", date(2026, 11, 20)),
        ("hoje", date(2026, 11, 24)),
        ("Ontem", date(2026, 11, 23)),
        ("+3", date(2026, 11, 27)),
        ("-1", date(2026, 11, 23)),
    ],
)
def test_a_date_reads_as_it_was_meant(text: str, day: date) -> None:
    assert parse_date(text, today=TODAY) == day


@pytest.mark.parametrize("text", ["31/02/2026", "24/13", "amanhecer", "2026-13-01", "1/1/123", ""])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=".*"):
        parse_date(text, today=TODAY)


class _Form(forms.Form):
    amount = LocalizedMoneyField(label="Valor", minimum=Decimal("0.01"))
    day = LocalizedDateField(label="Data", latest_today=True)
    units = WholeNumberField(label="Unidades", min_value=1, max_value=9000)
    note = PlainTextField(label="Nota", required=False)


def test_a_good_form_gives_exact_values() -> None:
    form = _Form({"amount": "1.234,56", "day": "20/11/2020", "units": "1.200", "note": " a\x00b\x1b\nc "})

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"amount": Decimal("1234.56"), "day": date(2020, 11, 20), "units": 1200, "note": "ab\nc"}


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("amount", "muito", "“muito” não é um valor. Digite como 1.234,56."),
        ("amount", "0,00", "O valor é R$\u00a00,00. O mínimo é R$\u00a00,01."),
        ("amount", "99999999999999999", "O valor é grande demais. O maior é R$\u00a09.999.999.999.999,99."),
        ("amount", "", "Informe o valor."),
        ("day", "31/02/2026", "“31/02/2026” não é uma data. Digite como 24/11/2026."),
        ("day", "01/01/2090", "01/01/2090 está no futuro. Digite a data de hoje ou uma anterior."),
        ("day", "01/01/1990", "O ano é 1990. Precisa ficar entre 2000 e 2100."),
        ("units", "1,5", "“1,5” não é um número inteiro."),
        ("units", "९", "“९” não é um número inteiro."),
        ("units", "0", "O número é 0. O mínimo é 1."),
        ("units", "9.001", "O número é 9001. O máximo é 9000."),
    ],
)
def test_a_refusal_says_what_is_wrong_and_keeps_what_was_typed(field: str, typed: str, error: str) -> None:
    good = {"amount": "1,00", "day": "20/11/2020", "units": "1"}

    with translation.override("pt-br"):
        form = _Form(good | {field: typed})

        assert form.errors[field] == [error]
        assert form[field].value() == typed
        assert set(form.errors) == {field}


def test_an_exact_value_is_shown_the_local_way() -> None:
    form = _Form(initial={"amount": Decimal("1234.5"), "day": timezone.localdate().replace(year=2025, month=3, day=1)})

    assert 'value="1.234,50"' in str(form["amount"])
    assert 'value="01/03/2025"' in str(form["day"])


def test_a_text_that_is_too_long_says_how_much_fits() -> None:
    with translation.override("pt-br"), pytest.raises(forms.ValidationError) as refusal:
        PlainTextField(max_length=70).clean("A" * 10_000)

    assert refusal.value.messages == ["Longo demais: cabem 70 caracteres e aqui há 10000."]
