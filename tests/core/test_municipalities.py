"""Codes of cities."""

import pytest

from backoffice.core.municipalities import is_municipality, municipality_code


@pytest.mark.parametrize(
    ("city", "state", "code"),
    [
        ("Curitiba", "PR", "4106902"),
        ("SÃO PAULO", "sp", "3550308"),
        ("Mogi das Cruzes", "SP", "3530607"),
        ("Pau d'Alho", "PE", ""),
        ("Curitiba", "SP", ""),
        ("Santa Bárbara d'Oeste", "SP", "3545803"),
    ],
)
def test_a_city_is_found_however_it_is_written(city: str, state: str, code: str) -> None:
    assert municipality_code(city=city, state=state) == code


def test_only_the_codes_of_the_ibge_are_known() -> None:
    assert is_municipality("4106902")
    assert not is_municipality("4106903")
