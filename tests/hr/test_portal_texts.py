"""Contract and policies: what is accepted is exactly what was read, with evidence that proves itself."""

from __future__ import annotations

from functools import partial
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils.html import escape
from pypdf import PdfReader

from backoffice.core import clock
from backoffice.core.models import AuditEntry, SensitiveRead
from backoffice.core.pango import pango_problem
from hr.admission.texts import digest
from hr.models import Acceptance, Admission, TextVersion
from hr.portal.evidence import content_digest, paragraphs
from hr.portal.paper import acceptance_pdf
from hr.queries.texts import render_text
from hr.services import Place, accept_text
from hr.services.portal_links import candidate_actor
from tests.hr.builders import make_user
from tests.hr.portal_builders import NOW, enter, make_admission
from tests.racing import at_once

pytestmark = pytest.mark.django_db

BODY = "Cláusula primeira\n\nEu, {{ nome }}, trabalho como {{ cargo }} por {{ salario }}.\n\nCuritiba."


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def admission() -> Admission:
    return make_admission(stage="contract", data_sent_at=NOW)


@pytest.fixture
def contract() -> TextVersion:
    return _publish("contrato", BODY)


def _publish(code: str, body: str, version: int = 1) -> TextVersion:
    title = "Contrato de trabalho"
    return TextVersion.objects.create(
        code=code,
        version=version,
        title=title,
        body=body,
        sha256=digest(title, body),
        is_contract=True,
        published_at=NOW,
        published_by="Sílvia",
    )


def _seen(text: TextVersion, admission: Admission) -> str:
    return content_digest(text.title, render_text(text, admission.employee))


def _form(text: TextVersion, admission: Admission, **fields: str) -> dict[str, str]:
    return {"seen": _seen(text, admission), "typed_name": "mariana  souza LIMA", "agree": "on"} | fields


@pytest.fixture
def phone(admission: Admission) -> Client:
    browser = enter(admission)
    Admission.objects.filter(pk=admission.pk).update(stage="contract")
    return browser


def test_the_candidate_reads_and_accepts(admission: Admission, contract: TextVersion, phone: Client) -> None:
    page = phone.get(f"/portal/textos/{contract.pk}/").content.decode()

    answer = phone.post(
        f"/portal/textos/{contract.pk}/", _form(contract, admission), HTTP_USER_AGENT="Celular/1.0", REMOTE_ADDR="203.0.113.7"
    )

    kept = Acceptance.objects.get()
    assert escape("trabalho como Auxiliar de expedição por R$") in page
    assert _seen(contract, admission) in page
    assert answer.headers["Location"] == "/portal/?feito=aceite"
    assert kept.content == render_text(contract, admission.employee)
    assert (kept.typed_name, kept.ip, kept.user_agent) == ("mariana souza LIMA", "203.0.113.7", "Celular/1.0")
    assert (kept.accepted_at, kept.link.admission_id, kept.content_sha256) == (NOW, admission.pk, _seen(contract, admission))
    trace = AuditEntry.objects.get(action="admission.text_accepted")
    assert trace.after == {"text": "contrato", "version": 1, "sha256": kept.content_sha256, "code": kept.code}


def test_a_double_click_is_one_acceptance(admission: Admission, contract: TextVersion, phone: Client) -> None:
    answers = [phone.post(f"/portal/textos/{contract.pk}/", _form(contract, admission)) for _ in range(2)]

    assert {answer.status_code for answer in answers} == {302}
    assert Acceptance.objects.count() == 1
    assert AuditEntry.objects.filter(action="admission.text_accepted").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("typed_name", "Marina Lima", "Este não é o nome dos seus dados"), ("typed_name", "", "Preencha"), ("agree", "", "Marque esta caixa")],
)
def test_without_name_or_word_nothing_is_accepted(
    admission: Admission, contract: TextVersion, phone: Client, field: str, value: str, sentence: str
) -> None:
    answer = phone.post(f"/portal/textos/{contract.pk}/", _form(contract, admission, **{field: value}))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Acceptance.objects.count() == 0


@pytest.mark.parametrize("typed", ["Élodie D’Avignon Müller", "elodie davignon-muller"])
def test_how_a_phone_writes_an_apostrophe_does_not_matter(admission: Admission, contract: TextVersion, phone: Client, typed: str) -> None:
    type(admission.employee.person).objects.filter(pk=admission.employee.person_id).update(name="Élodie D'Avignon-Müller")
    admission.employee.person.refresh_from_db()

    phone.post(f"/portal/textos/{contract.pk}/", _form(contract, admission, typed_name=typed))

    assert Acceptance.objects.get().typed_name == typed


def test_the_social_name_signs_too(admission: Admission, contract: TextVersion, phone: Client) -> None:
    type(admission.employee.person).objects.filter(pk=admission.employee.person_id).update(social_name="Mário Lima")

    phone.post(f"/portal/textos/{contract.pk}/", _form(contract, admission, typed_name="mario lima"))

    assert Acceptance.objects.get().typed_name == "mario lima"


def test_a_text_that_was_replaced_is_read_anew(admission: Admission, contract: TextVersion, phone: Client) -> None:
    form = _form(contract, admission)
    newer = _publish("contrato", BODY + "\n\nCláusula nova.", version=2)

    answer = phone.post(f"/portal/textos/{contract.pk}/", form)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "mudou enquanto você lia" in page
    assert "Cláusula nova." in page
    assert _seen(newer, admission) in page
    assert Acceptance.objects.count() == 0


def test_terms_that_changed_meanwhile_are_read_anew(admission: Admission, contract: TextVersion, phone: Client) -> None:
    form = _form(contract, admission)
    admission.employee.pay_terms.update(amount="2400.00")

    answer = phone.post(f"/portal/textos/{contract.pk}/", form)

    assert answer.status_code == 409
    assert "2.400,00" in answer.content.decode()
    assert Acceptance.objects.count() == 0


def test_nothing_is_signed_before_everything_is_checked(admission: Admission, contract: TextVersion, phone: Client) -> None:
    Admission.objects.filter(pk=admission.pk).update(stage="review")

    page = phone.get(f"/portal/textos/{contract.pk}/")
    phone.post(f"/portal/textos/{contract.pk}/", _form(contract, admission))

    assert page.status_code == 404
    assert Acceptance.objects.count() == 0


def test_acceptances_are_never_changed_or_deleted(admission: Admission, contract: TextVersion, phone: Client) -> None:
    phone.post(f"/portal/textos/{contract.pk}/", _form(contract, admission))

    for act in (lambda: Acceptance.objects.update(typed_name="x"), lambda: Acceptance.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert Acceptance.objects.get().typed_name == "mariana souza LIMA"


@pytest.mark.skipif(pango_problem() is not None, reason="no Pango")
def test_the_signed_copy_proves_itself(admission: Admission, contract: TextVersion, phone: Client) -> None:
    phone.post(f"/portal/textos/{contract.pk}/", _form(contract, admission), HTTP_USER_AGENT="Celular/1.0")
    kept = Acceptance.objects.get()

    answer = phone.get(f"/portal/aceites/{kept.code}/")

    reader = PdfReader(BytesIO(answer.content))
    words = " ".join(page.extract_text() for page in reader.pages)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{kept.code}.pdf"'
    assert len(reader.pages) == 2
    assert all(said in words for said in ("Auxiliar de expedição", "Celular/1.0", kept.code, "24/11/2026 10:42:00", "mariana souza LIMA"))
    assert kept.content_sha256[:8] in words.replace(" ", "")
    assert acceptance_pdf(kept) == answer.content, "the same from what was kept"


def test_a_copy_is_for_the_candidate_and_for_hr_only(admission: Admission, contract: TextVersion, phone: Client, client: Client) -> None:
    phone.post(f"/portal/textos/{contract.pk}/", _form(contract, admission))
    code = Acceptance.objects.get().code
    stranger = enter(make_admission("Bruno Reis"))

    assert stranger.get(f"/portal/aceites/{code}/").status_code == 404
    client.force_login(make_user("renata", "sales"))
    assert client.get(f"/aceites/{code}/").status_code in (302, 403)
    assert SensitiveRead.objects.count() == 0


def test_the_public_page_shows_that_it_is_genuine_and_no_name(
    admission: Admission, contract: TextVersion, phone: Client, client: Client
) -> None:
    phone.post(f"/portal/textos/{contract.pk}/", _form(contract, admission))
    kept = Acceptance.objects.get()

    page = client.get(f"/v/{kept.code.replace('-', ' ').lower()}/").content.decode()
    right = client.post(f"/v/{kept.code}/", {"hash": kept.content_sha256}).content.decode()
    wrong = client.post(f"/v/{kept.code}/", {"hash": "0" * 64}).content.decode()

    assert "Este código é autêntico" in page or "código" in page
    assert "A empresa guarda este texto aceito, e ele está intacto." in page
    assert "Contrato de trabalho" in page
    assert not any(secret in page for secret in ("Mariana", "2.350", admission.number))
    assert "é o mesmo" in right
    assert "é o mesmo" not in wrong
    assert client.get("/v/AC-2222-2222-2222/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_windows_accept_at_once_and_there_is_one_acceptance() -> None:
    admission = make_admission(stage="contract", data_sent_at=NOW)
    text = _publish("contrato", BODY)
    accept = partial(
        accept_text,
        admission_number=admission.number,
        text_id=text.pk,
        seen_sha256=_seen(text, admission),
        typed_name="Mariana Souza Lima",
        place=Place(ip=None, user_agent="", link_id=None),
        by=candidate_actor(admission),
        at=NOW,
    )

    first, second = at_once(accept, accept)

    assert isinstance(first, Acceptance)
    assert first == second
    assert Acceptance.objects.count() == 1


def test_titles_and_paragraphs_are_told_apart() -> None:
    blocks = paragraphs("Cláusula 1\n\nTexto da cláusula.\n\nCuritiba, 24/11/2026\n\n________\n\nFim")

    assert blocks == [
        ("title", "Cláusula 1"),
        ("text", "Texto da cláusula."),
        ("title", "Curitiba, 24/11/2026"),
        ("text", "________"),
        ("text", "Fim"),
    ]
