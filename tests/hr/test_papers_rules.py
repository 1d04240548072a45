"""Which papers are asked of whom, and until when they hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hr.errors import PaperDateMissing, PaperDateWrong, PaperExpired
from hr.papers.checklist import Applicant, Rule, asked_kinds
from hr.papers.standard import STANDARD
from hr.papers.validity import Asked, add_months, settle_dates

TODAY = date(2026, 11, 24)
CPF, RESERVIST, BIRTH, SCHOOL = 1, 2, 3, 4


def applicant(**fields: Any) -> Applicant:
    return Applicant(**({"contract_kind": "indefinite", "position_id": 7, "department_id": 8} | fields))


@pytest.mark.parametrize(
    ("sex", "birth", "nationality", "is_asked"),
    [
        ("M", date(2008, 12, 31), "105", True),  # turns 18 this year
        ("M", date(2009, 1, 1), "105", False),
        ("M", date(1981, 1, 1), "105", True),  # turns 45 this year
        ("M", date(1980, 12, 31), "105", False),
        ("F", date(1996, 5, 14), "105", False),
        ("", date(1996, 5, 14), "105", False),  # not known yet
        ("M", None, "105", False),
        ("M", date(1996, 5, 14), "063", False),  # a foreigner owes no service
    ],
)
def test_the_reservists_certificate_is_asked_of_brazilian_men_by_the_year_of_their_birth(
    sex: str, birth: date | None, nationality: str, is_asked: bool
) -> None:
    rules = [Rule(RESERVIST, only_if="men_18_45")]

    asked = asked_kinds(rules, applicant(sex=sex, birth_date=birth, nationality=nationality), on=TODAY)

    assert asked == ({RESERVIST: True} if is_asked else {})


@pytest.mark.parametrize(
    ("rule", "fields", "is_asked"),
    [
        ({"only_if": "married"}, {"is_married": True}, True),
        ({"only_if": "married"}, {}, False),
        ({"only_if": "children"}, {"has_dependents": True}, True),
        ({"only_if": "children"}, {}, False),
        ({"only_if": "foreign"}, {"nationality": "063"}, True),
        ({"only_if": "foreign"}, {}, False),
        ({"only_if": "disability"}, {"has_disability": True}, True),
        ({"only_if": "disability"}, {}, False),
        ({"only_if": "minor"}, {"birth_date": date(2008, 11, 25)}, True),
        ({"only_if": "minor"}, {"birth_date": date(2008, 11, 24)}, False),
        ({"contract_kind": "apprentice"}, {"contract_kind": "apprentice"}, True),
        ({"contract_kind": "apprentice"}, {}, False),
        ({"position_id": 7}, {}, True),
        ({"position_id": 9}, {}, False),
        ({"department_id": 8, "position_id": 9}, {}, False),
        ({"department_id": 8}, {"department_id": None}, False),
        ({"only_if": "something new"}, {}, False),
    ],
)
def test_everything_that_a_rule_fills_in_must_fit(rule: dict[str, Any], fields: dict[str, Any], is_asked: bool) -> None:
    assert bool(asked_kinds([Rule(CPF, **rule)], applicant(**fields), on=TODAY)) is is_asked


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_rules_that_fit_the_mandatory_one_wins(order: int) -> None:
    rules = [Rule(SCHOOL, is_mandatory=False), Rule(SCHOOL, is_mandatory=True, position_id=7), Rule(BIRTH, is_mandatory=False)]

    assert asked_kinds(rules[::order], applicant(), on=TODAY) == {SCHOOL: True, BIRTH: False}


def test_the_usual_papers_have_codes_and_sentences_that_fit() -> None:
    codes = [paper.code for paper in STANDARD]
    assert len(codes) == len(set(codes))
    for paper in STANDARD:
        assert len(paper.code) <= 30
        assert len(paper.name) <= 80
        assert paper.advice.endswith(".")
        assert len(paper.advice) <= 200
        assert paper.years >= 5
    assert {"cpf", "identidade", "comprovante-endereco", "reservista", "aso", "certidao-dependente"} <= set(codes)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
    ],
)
def test_months_end_on_the_last_day_that_there_is(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def test_an_expiry_that_can_be_computed_is_not_typed() -> None:
    asked = Asked(issue_date=True, expiry=True, valid_months=6)

    assert settle_dates(asked, issued_on=date(2026, 9, 1), expires_on=date(2099, 1, 1), on=TODAY) == (date(2026, 9, 1), date(2027, 3, 1))


def test_a_copied_expiry_is_kept_and_dates_that_nobody_asked_for_are_not() -> None:
    assert settle_dates(Asked(expiry=True), issued_on=None, expires_on=TODAY, on=TODAY) == (None, TODAY)
    assert settle_dates(Asked(), issued_on=date(2020, 1, 1), expires_on=date(2030, 1, 1), on=TODAY) == (None, None)


@pytest.mark.parametrize(
    ("asked", "issued_on", "expires_on", "refusal", "data"),
    [
        (Asked(issue_date=True), None, None, PaperDateMissing, {"field": "issued_on"}),
        (Asked(valid_months=6), None, None, PaperDateMissing, {"field": "issued_on"}),
        (Asked(expiry=True), None, None, PaperDateMissing, {"field": "expires_on"}),
        (Asked(issue_date=True), date(2026, 11, 25), None, PaperDateWrong, {"field": "issued_on", "reason": "future"}),
        (
            Asked(True, True),
            date(2026, 11, 1),
            date(2026, 10, 31),
            PaperDateWrong,
            {"field": "expires_on", "reason": "before_issue"},
        ),
        (Asked(expiry=True), None, date(2057, 1, 1), PaperDateWrong, {"field": "expires_on", "reason": "too_far"}),
        (Asked(expiry=True), None, date(2026, 11, 23), PaperExpired, {"expires_on": date(2026, 11, 23)}),
        (Asked(valid_months=6), date(2026, 5, 23), None, PaperExpired, {"expires_on": date(2026, 11, 23)}),
    ],
)
def test_dates_that_cannot_be_are_refused(asked: Asked, issued_on: Any, expires_on: Any, refusal: type[Any], data: dict[str, Any]) -> None:
    with pytest.raises(refusal) as told:
        settle_dates(asked, issued_on=issued_on, expires_on=expires_on, on=TODAY)

    assert told.value.data == data
