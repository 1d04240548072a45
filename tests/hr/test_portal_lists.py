"""Banks and countries as people type, choose and read them."""

from __future__ import annotations

import pytest
from django.test import Client

from backoffice.core import clock
from hr.models import Admission, PayAccount, Person
from hr.portal.banks import bank_words, read_bank
from hr.portal.countries import COUNTRIES
from hr.queries.portal_data import digest_of, read_step
from tests.hr.portal_builders import enter, make_admission


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("341", "341"),
        (" 341 · Itaú ", "341"),
        ("itau", "341"),
        ("Banco do Brasil", "001"),
        ("Banco Inter", "077"),
        ("655 · Votorantim (BV)", "655"),
        # Nobody's in our list, and of somebody all the same.
        ("412", "412"),
        ("18236120", "18236120"),
        ("Banco do Xisto", "Banco do Xisto"),
        ("34", "34"),
        ("", ""),
    ],
)
def test_a_bank_is_known_by_number_name_or_both(typed: str, code: str) -> None:
    assert read_bank(typed) == code


def test_a_bank_reads_with_its_name_where_it_has_one() -> None:
    assert [bank_words(code) for code in ("260", "412", "18236120", "")] == ["260 · Nubank", "412", "18236120", ""]


def test_the_table_of_countries_is_whole_and_each_code_means_one() -> None:
    names = dict(COUNTRIES)

    assert COUNTRIES[0] == ("105", "Brasil")
    assert len(names) == len(COUNTRIES) == len(set(names.values())) > 240
    assert all(len(code) == 3 and code.isdigit() for code in names)
    # Of every continent, new, gone, and with accents at the beginning.
    known = {"756": "África do Sul", "498": "Montenegro", "760": "Sudão do Sul", "840": "União Soviética (extinta)", "589": "Peru"}
    assert {code: names[code] for code in known} == known
    assert [name for _code, name in COUNTRIES[1:4]] == ["Afeganistão", "África do Sul", "Aland, Ilhas"]


def _send(phone: Client, admission: Admission, slug: str, code: str, form: dict[str, str]) -> int:
    seen = digest_of(read_step(code, Admission.objects.get(pk=admission.pk).employee))
    return phone.post(f"/portal/dados/{slug}/", form | {"seen": seen}).status_code


@pytest.mark.django_db
def test_somebody_born_far_away_with_an_account_at_a_small_bank_needs_nobody() -> None:
    admission = make_admission()
    phone = enter(admission, at=clock.now())
    account = {"pix_kind": "bank", "bank": "18236120", "branch": "1", "account": "30211-5"}
    born = {"birth_date": "14/05/1996", "sex": "F", "marital_status": "1", "education": "07", "birth_country": "867", "nationality": "105"}

    refused = _send(phone, admission, "nascimento", "birth", born)
    taken = _send(phone, admission, "nascimento", "birth", born | {"birth_country": "253"})
    paid = _send(phone, admission, "pagamento", "pay", account)

    assert (refused, taken, paid) == (422, 302, 302)
    assert Person.objects.get(pk=admission.employee.person_id).birth_country == "253"
    assert PayAccount.objects.get().bank == "18236120"
    said = phone.get("/portal/dados/").content.decode()
    assert "Etiópia" in said
    assert "18236120" in said


@pytest.mark.django_db
def test_a_bank_that_nobody_knows_is_refused_with_the_way_out() -> None:
    admission = make_admission()
    phone = enter(admission, at=clock.now())
    account = {"pix_kind": "bank", "bank": "Banco do Xisto", "branch": "1", "account": "30211-5"}

    assert _send(phone, admission, "pagamento", "pay", account) == 422

    assert PayAccount.objects.count() == 0
    answer = phone.post("/portal/dados/pagamento/", account).content.decode()
    assert "oito do ISPB" in answer
    assert 'value="Banco do Xisto"' in answer
