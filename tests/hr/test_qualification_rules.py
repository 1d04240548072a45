"""The rules by which eSocial knows a person."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr.esocial.hours import Shift, describe_week, has_night_hours
from hr.qualification.letters import mark_differences
from hr.qualification.rules import Contract, Held, Receita, age_on, check_held, compare, minimum_age

BORN = date(1996, 5, 14)
CPF = "52998224725"


def codes(ours: str, theirs: str, *, born: date = BORN, situation: str = "regular") -> list[str]:
    return compare(Held(ours, CPF, BORN), Receita(theirs, born, situation))


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ("Mariana Souza Lima", "MARIANA SOUZA LIMA", []),
        # Only first and last names are compared (MOS).
        ("Mariana Souza Lima", "MARIANA LIMA", []),
        ("Mariana Souza Lima", "MARIANA SOUZA", ["last_name"]),
        ("Mariana Souza Lima", "MARINA SOUZA LIMA", ["first_name"]),
        # Maria, José, João, Ana: the second name too.
        ("Maria Clara Lima", "MARIA CLARA LIMA", []),
        ("Maria Clara Lima", "MARIA LUIZA LIMA", ["second_name"]),
        ("José Carlos Lima", "JOSE LIMA", ["second_name"]),
        ("João Pedro Dias", "JOAO PEDRO DIAS", []),
        ("Ana Beatriz Dias", "ANA DIAS", ["second_name"]),
        # Filho, Neto, ... Júnior: the one before too.
        ("Carlos Dias Filho", "CARLOS DIAS FILHO", []),
        ("Carlos Dias Filho", "CARLOS PRADO FILHO", ["name_before_last"]),
        ("Carlos Dias Filho", "CARLOS DIAS", ["last_name"]),
        ("Carlos Dias Júnior", "CARLOS ALBERTO DIAS JUNIOR", []),
        # Accents are ignored.
        ("Conceição Muñoz", "CONCEICAO MUNOZ", []),
        ("Rosa Sant'Anna", "ROSA SANTANNA", []),
        ("Maria Clara Dias Neto", "MARIA LUIZA PRADO NETO", ["second_name", "name_before_last"]),
    ],
)
def test_names_are_compared_as_the_manual_says(ours: str, theirs: str, found: list[str]) -> None:
    assert codes(ours, theirs) == found


def test_the_day_of_birth_and_the_situation_count_too() -> None:
    assert codes("Mariana Lima", "MARIANA LIMA", born=date(1996, 5, 15)) == ["birth_date"]
    assert codes("Mariana Lima", "MARIANA LIMA", situation="suspended") == ["situation_suspended"]
    assert codes("Mariana Lima", "MARIANA LIMA", situation="deceased") == ["situation_deceased"]
    # Waiting for a tax return still names its holder.
    assert codes("Mariana Lima", "MARIANA LIMA", situation="pending") == []


@pytest.mark.parametrize(
    ("held", "found"),
    [
        (Held("Mariana Lima", CPF, BORN), []),
        (Held("Mariana Lima", "", BORN), ["cpf_missing"]),
        (Held("Mariana Lima", "52998224724", BORN), ["cpf_wrong"]),
        (Held("Mariana Lima", "11111111111", BORN), ["cpf_wrong"]),
        (Held("Mariana", CPF, BORN), ["name_single"]),
        (Held("Mariana L1ma", CPF, BORN), ["name_characters"]),
        (Held("Mariana Lima (Mari)", CPF, BORN), ["name_characters"]),
        (Held("Mariana Lima", CPF, None), ["birth_date_missing"]),
    ],
)
def test_what_we_hold_is_checked_before_anybody_opens_the_page(held: Held, found: list[str]) -> None:
    assert check_held(held) == found


@pytest.mark.parametrize(
    ("kind", "at_night", "born", "found"),
    [
        ("indefinite", False, date(2010, 11, 30), []),
        ("indefinite", False, date(2010, 12, 1), ["too_young"]),
        ("apprentice", False, date(2012, 11, 30), []),
        ("apprentice", False, date(2012, 12, 1), ["too_young"]),
        ("indefinite", True, date(2008, 11, 30), []),
        ("indefinite", True, date(2008, 12, 1), ["too_young"]),
        ("apprentice", False, date(2002, 11, 30), ["too_old_for_apprentice"]),
        ("apprentice", False, date(2002, 12, 1), []),
    ],
)
def test_the_limits_of_age_hold_on_the_first_day(kind: str, at_night: bool, born: date, found: list[str]) -> None:
    contract = Contract(kind, date(2026, 11, 30), at_night)

    assert check_held(Held("Mariana Lima", CPF, born), contract) == found


def test_an_apprentice_with_a_disability_may_be_older() -> None:
    contract = Contract("apprentice", date(2026, 11, 30), has_disability=True)

    assert check_held(Held("Mariana Lima", CPF, date(1990, 1, 1)), contract) == []


def test_who_was_born_on_the_29th_of_february_turns_older_in_march() -> None:
    assert age_on(date(2026, 2, 28), date(2008, 2, 29)) == 17
    assert age_on(date(2026, 3, 1), date(2008, 2, 29)) == 18


def test_an_apprentice_does_not_work_at_night() -> None:
    assert minimum_age(Contract("apprentice", date(2026, 1, 1), works_at_night=True)) == 18


def test_differing_letters_are_marked_and_accents_are_not() -> None:
    ours, theirs = mark_differences("Márina Lima", "MARIANA LIMA")

    assert [(piece.text, piece.differs) for piece in ours] == [("Mári", False), ("na Lima", False)]
    assert [(piece.text, piece.differs) for piece in theirs] == [("MARI", False), ("A", True), ("NA LIMA", False)]


@given(st.text(max_size=40), st.text(max_size=40))
def test_marking_never_loses_a_letter(ours: str, theirs: str) -> None:
    left, right = mark_differences(ours, theirs)

    assert "".join(piece.text for piece in left) == " ".join(ours.split())
    assert "".join(piece.text for piece in right) == " ".join(theirs.split())


def test_a_week_is_told_in_words() -> None:
    week = [Shift(day, time(8), time(17, 48), 60) for day in range(5)]
    turns = [Shift(0, time(22), time(5), 0), Shift(2, time(22), time(5), 0)]

    assert describe_week(week) == "segunda a sexta das 08:00 às 17:48, intervalo de 60 min"
    assert describe_week([*week, Shift(5, time(8), time(12), 0)]).endswith("; sábado das 08:00 às 12:00, sem intervalo")
    assert describe_week(turns) == "segunda e quarta das 22:00 às 05:00, sem intervalo"


@pytest.mark.parametrize(
    ("starts", "ends", "is_night"),
    [("08:00", "17:48", False), ("14:00", "22:00", False), ("14:00", "22:01", True), ("22:00", "05:00", True), ("04:59", "12:00", True)]
    + [("05:00", "13:00", False), ("18:00", "00:00", True)],
)
def test_night_is_from_ten_to_five(starts: str, ends: str, is_night: bool) -> None:
    assert has_night_hours([Shift(0, time.fromisoformat(starts), time.fromisoformat(ends), 60)]) is is_night
