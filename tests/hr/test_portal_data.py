"""Seus dados: small parts, each saved on its own, nothing overwritten unseen."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from backoffice.core import clock
from backoffice.core.actors import SYSTEM
from backoffice.core.models import AuditEntry
from hr.errors import PortalDataMissing
from hr.models import Admission, Dependent, PayAccount, Person, PortalStep, TransportChoice
from hr.portal import steps
from hr.queries.portal_data import digest_of, read_step
from hr.services.person import change_person
from hr.services.portal_data import send_portal_data
from hr.services.portal_links import candidate_actor
from tests.hr.builders import new_cpf
from tests.hr.portal_builders import NOW, enter, make_admission

pytestmark = pytest.mark.django_db

CONTACT = "/portal/dados/contato/"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def admission() -> Admission:
    return make_admission()


@pytest.fixture
def phone(admission: Admission) -> Client:
    return enter(admission)


def _seen(admission: Admission, code: str) -> str:
    return digest_of(read_step(code, Admission.objects.get(pk=admission.pk).employee))


def _person(admission: Admission) -> Person:
    return Person.objects.get(pk=admission.employee.person_id)


def test_a_part_is_saved_on_its_own_and_leads_to_the_next(admission: Admission, phone: Client) -> None:
    form = {"seen": _seen(admission, "contact"), "email": "Mari@Exemplo.com.br", "phone": "(41) 98888-7777"}

    answer = phone.post(CONTACT, form)

    person = _person(admission)
    assert answer.headers["Location"] == "/portal/dados/dependentes/"
    assert (person.email, person.phone) == ("mari@exemplo.com.br", "41988887777")
    assert PortalStep.objects.get(admission=admission).code == "contact"


def test_every_part_of_the_portal_is_written(admission: Admission, phone: Client) -> None:
    cpf = new_cpf()
    answers = {
        "identificacao": {"name": "Mariana Souza Lima", "cpf": cpf, "mother_name": "Rosa Souza", "identity_number": "9.876.543-2"}
        | {"identity_issuer": "SSP/PR", "identity_issued_on": "02/03/2015"},
        "nascimento": {"birth_date": "14/05/1996", "sex": "F", "marital_status": "2", "education": "07"}
        | {"birth_country": "105", "nationality": "105"},
        "declaracao": {"race_colour": "6"},
        "endereco": {
            "postal_code": "80.420-090",
            "street": "Avenida Sete de Setembro",
            "number": "1200",
            "city": "curitiba",
            "state": "PR",
        },
        "contato": {"email": "mari@exemplo.com.br", "phone": "41988887777"},
        "dependentes": {},
        "pagamento": {"pix_kind": "cpf", "pix_key": cpf},
        "emergencia": {"name": "Rosa Souza", "relationship": "mãe", "phone": "4133330000"},
        "transporte": {"wants_voucher": "yes", "trips_a_day": "4", "lines": "linha 502"},
    }

    for slug, form in answers.items():
        answer = phone.post(f"/portal/dados/{slug}/", form | {"seen": _seen(admission, steps.BY_SLUG[slug].code)})
        assert answer.status_code == 302, (slug, answer.content.decode())

    person = _person(admission)
    address = person.addresses.get()
    assert (person.cpf, person.identity_issued_on, person.marital_status, person.race_colour) == (cpf, date(2015, 3, 2), "2", "6")
    assert (address.city_code, address.street_kind, address.postal_code) == ("4106902", "AV", "80420090")
    assert (person.pay_accounts.get().pix_key, person.emergency_contacts.get().phone) == (cpf, "4133330000")
    assert TransportChoice.objects.get().trips_a_day == 4
    assert answer.headers["Location"] == "/portal/?feito=dados"
    assert PortalStep.objects.filter(admission=admission).count() == 9


def test_no_trace_carries_what_was_typed(admission: Admission, phone: Client) -> None:
    phone.post(CONTACT, {"seen": _seen(admission, "contact"), "email": "segredo@exemplo.com.br", "phone": "41977776666"})

    told = " ".join(f"{entry.actor_name} {entry.before} {entry.after}" for entry in AuditEntry.objects.all())
    assert "segredo" not in told
    assert "41977776666" not in told
    assert "Mariana" not in told
    assert AuditEntry.objects.get(action="admission.data_saved").after == {"part": "contact"}


@pytest.mark.parametrize(
    ("slug", "form", "field", "sentence"),
    [
        (
            "identificacao",
            {"name": "Mariana Souza", "cpf": "123.456.789", "identity_number": "1", "identity_issuer": "SSP"},
            "cpf",
            "faltam 2",
        ),
        ("contato", {"email": "mari", "phone": "41988887777"}, "email", "nome@"),
        (
            "endereco",
            {"postal_code": "80420090", "street": "Rua A", "number": "1", "city": "Curitib", "state": "PR"},
            "city",
            "cidade em PR",
        ),
        ("pagamento", {"pix_kind": "email", "pix_key": "nada"}, "pix_key", "nome@"),
        ("transporte", {"wants_voucher": "yes"}, "trips_a_day", "quantas viagens"),
        ("nascimento", {"birth_date": "14/05/2020", "sex": "F"}, "birth_date", "ano de nascimento"),
    ],
)
def test_a_wrong_field_says_why_in_portuguese_and_keeps_what_was_typed(
    admission: Admission, phone: Client, slug: str, form: dict[str, str], field: str, sentence: str
) -> None:
    code = steps.BY_SLUG[slug].code
    before = read_step(code, admission.employee)
    if slug == "nascimento":
        form = form | {"marital_status": "1", "education": "07", "birth_country": "105", "nationality": "105"}

    answer = phone.post(f"/portal/dados/{slug}/", form | {"seen": _seen(admission, code)})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert sentence in page.split(f'id="id_{field}_error"')[1][:400]
    assert page.split("<title>")[1].startswith("Erro:")
    assert all(f'value="{value}"' in page for value in form.values() if len(value) > 2)
    assert read_step(code, Admission.objects.get(pk=admission.pk).employee) == before
    assert not PortalStep.objects.exists()


@pytest.mark.parametrize(
    ("path", "form", "sentences"),
    [
        (
            "identificacao/",
            {"name": "", "cpf": "111.111.111-11", "identity_number": "1", "identity_issuer": "", "identity_issued_on": "31/02/2020"},
            {
                "name": "Preencha",
                "cpf": "Este CPF não existe",
                "identity_issuer": "Preencha",
                "identity_issued_on": "não é uma data",
            },
        ),
        ("contato/", {"email": "mari", "phone": ""}, {"email": "nome@", "phone": "Preencha"}),
        ("endereco/", {"postal_code": "80", "street": "", "number": "1", "city": "Curitib", "state": "PR"}, {"postal_code": "CEP"}),
        (
            "dependentes/novo/",
            {"name": "Lia 2", "cpf": "529.982", "kind": "03"},
            {"name": "só tem letras", "cpf": "faltam", "sex": "Escolha"},
        ),
    ],
)
def test_a_form_tells_all_that_is_wrong_in_one_round(
    admission: Admission, phone: Client, path: str, form: dict[str, str], sentences: dict[str, str]
) -> None:
    answer = phone.post(f"/portal/dados/{path}", form)

    page = answer.content.decode()
    assert answer.status_code == 422
    said = {field: page.partition(f'id="id_{field}_error"')[2][:400] for field in sentences}
    assert {field: words for field, words in sentences.items() if words not in said[field]} == {}
    assert not PortalStep.objects.exists()
    assert not Dependent.objects.exists()


def test_a_cpf_of_somebody_else_is_refused_without_saying_whose(admission: Admission, phone: Client) -> None:
    other = make_admission("Bruno Reis").employee.person
    form = {"name": "Mariana Souza", "cpf": other.cpf, "identity_number": "1", "identity_issuer": "SSP"}

    answer = phone.post("/portal/dados/identificacao/", form | {"seen": _seen(admission, "identity")})

    assert answer.status_code == 422
    assert "Este CPF não pode ser usado aqui" in answer.content.decode()
    assert "Bruno" not in answer.content.decode()


def test_the_same_form_sent_twice_has_one_effect(admission: Admission, phone: Client) -> None:
    form = {"seen": _seen(admission, "pay"), "pix_kind": "email", "pix_key": "mari@exemplo.com.br"}

    answers = [phone.post("/portal/dados/pagamento/", form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert PayAccount.objects.count() == 1
    assert AuditEntry.objects.filter(action="admission.data_saved").count() == 1


def test_two_windows_do_not_overwrite_each_other(admission: Admission, phone: Client) -> None:
    seen = _seen(admission, "contact")
    phone.post(CONTACT, {"seen": seen, "email": "primeira@exemplo.com.br", "phone": "41988887777"})

    answer = phone.post(CONTACT, {"seen": seen, "email": "segunda@exemplo.com.br", "phone": "41988887777"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "agora “primeira@exemplo.com.br”, você digitou “segunda@exemplo.com.br”" in page
    assert "Usar o que digitei" in page
    assert _person(admission).email == "primeira@exemplo.com.br"


def test_who_saw_both_may_use_what_was_typed(admission: Admission, phone: Client) -> None:
    seen = _seen(admission, "contact")
    phone.post(CONTACT, {"seen": seen, "email": "primeira@exemplo.com.br", "phone": "41988887777"})
    page = phone.post(CONTACT, {"seen": seen, "email": "segunda@exemplo.com.br", "phone": "41988887777"}).content.decode()
    fresh = page.split('name="seen" value="')[1].split('"')[0]

    answer = phone.post(CONTACT, {"seen": fresh, "email": "segunda@exemplo.com.br", "phone": "41988887777"})

    assert answer.status_code == 302
    assert _person(admission).email == "segunda@exemplo.com.br"


def test_what_hr_corrects_later_is_shown_until_it_was_looked_at(admission: Admission, phone: Client) -> None:
    phone.post(CONTACT, {"seen": _seen(admission, "contact"), "email": "mari@exemplo.com.br", "phone": "41988887777"})
    change_person(person_key=_person(admission).key, values={"phone": "41911112222"}, by=SYSTEM, at=NOW)

    home = phone.get("/portal/").content.decode()
    part = phone.get(CONTACT).content.decode()
    phone.post(CONTACT, {"looked": "1"})

    assert "o RH mudou algo aqui depois que você salvou" in home
    assert "Está certo" in part
    assert "o RH mudou algo" not in phone.get("/portal/").content.decode()


def test_checked_data_are_closed_and_say_whom_to_call(admission: Admission, phone: Client) -> None:
    form = {"seen": _seen(admission, "contact"), "email": "tarde@exemplo.com.br", "phone": "41988887777"}
    Admission.objects.filter(pk=admission.pk).update(stage="qualification")

    page = phone.get(CONTACT).content.decode()
    answer = phone.post(CONTACT, form)

    assert "Já conferimos" in page
    assert 'name="email"' not in page
    assert answer.status_code == 409
    assert _person(admission).email != "tarde@exemplo.com.br"


def test_dependents_come_one_by_one(admission: Admission, phone: Client) -> None:
    form = {"seen": "", "kind": "03", "name": "Lia Souza", "birth_date": "02/02/2020", "cpf": new_cpf(), "sex": "F", "for_income_tax": "on"}

    answers = [phone.post("/portal/dados/dependentes/novo/", form) for _ in range(2)]

    lia = Dependent.objects.get()
    assert {answer.status_code for answer in answers} == {302}
    assert (lia.person_id, lia.name, lia.for_income_tax) == (admission.employee.person_id, "Lia Souza", True)
    assert "Lia Souza" in phone.get("/portal/dados/dependentes/").content.decode()


def test_a_dependent_that_was_a_mistake_goes(admission: Admission, phone: Client) -> None:
    form = {"seen": "", "kind": "03", "name": "Lia Souza", "birth_date": "02/02/2020", "cpf": new_cpf(), "sex": "F"}
    phone.post("/portal/dados/dependentes/novo/", form)
    lia = Dependent.objects.get()

    answers = [phone.post(f"/portal/dados/dependentes/{lia.pk}/tirar/") for _ in range(2)]
    phone.post("/portal/dados/dependentes/novo/", form)

    assert {answer.status_code for answer in answers} == {302}
    assert Dependent.objects.get().pk != lia.pk


def test_dependents_of_others_do_not_exist(admission: Admission, phone: Client) -> None:
    other = make_admission("Bruno Reis")
    theirs = Dependent.objects.create(person=other.employee.person, kind="03", name="Téo", birth_date=date(2020, 1, 1))

    page = phone.get(f"/portal/dados/dependentes/{theirs.pk}/")
    phone.post(f"/portal/dados/dependentes/{theirs.pk}/tirar/")

    assert page.status_code == 404
    assert "Téo" not in page.content.decode()
    assert Dependent.objects.filter(pk=theirs.pk, ended_on=None).exists()


def test_sending_names_what_is_missing(admission: Admission, phone: Client) -> None:
    answer = phone.post("/portal/enviar/")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Faltam 9 itens" in page
    assert "Dados bancários ou chave Pix" in page
    admission.refresh_from_db()
    assert admission.data_sent_at is None


def test_sending_twice_is_sending_once(admission: Admission, phone: Client) -> None:
    for step in steps.STEPS:
        PortalStep.objects.create(admission=admission, code=step.code, digest=_seen(admission, step.code), saved_at=NOW)

    first, second = phone.post("/portal/enviar/"), phone.post("/portal/enviar/")

    admission.refresh_from_db()
    assert (first.headers["Location"], second.headers["Location"]) == ("/portal/?feito=enviado", "/portal/?feito=enviado")
    assert admission.data_sent_at == NOW
    assert AuditEntry.objects.filter(action="admission.data_sent").count() == 1


def test_nothing_is_sent_after_the_end(admission: Admission) -> None:
    with pytest.raises(PortalDataMissing):
        send_portal_data(admission_number=admission.number, by=candidate_actor(admission), at=NOW)

    admission.refresh_from_db()
    assert admission.data_sent_at is None


def test_the_first_page_asks_a_fixed_number_of_questions(admission: Admission, phone: Client) -> None:
    phone.get("/portal/")
    with CaptureQueriesContext(connection) as few:
        phone.get("/portal/")
    for number in range(4):
        Dependent.objects.create(person=admission.employee.person, kind="03", name=f"Filho {number}", birth_date=date(2020, 1, 1 + number))
    for step in steps.STEPS:
        PortalStep.objects.create(admission=admission, code=step.code, digest=_seen(admission, step.code), saved_at=NOW)

    with CaptureQueriesContext(connection) as many:
        phone.get("/portal/")

    assert len(many) == len(few)
    assert len(many) <= 22
