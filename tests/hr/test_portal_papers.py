"""Pictures from a phone: in pieces, cut, resumed, sent twice; never somebody else's."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from backoffice.core import clock
from hr.models import Admission, AdmissionItem, Dependent, Document, DocumentKind
from tests.hr.portal_builders import NOW, enter, make_admission

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def admission() -> Admission:
    made = make_admission()
    for code, pages in (("rg", 2), ("foto", 1), ("aso", 1)):
        kind = DocumentKind.objects.create(code=code, name=code.upper(), most_pages=pages, advice="Com as quatro bordas.")
        AdmissionItem.objects.create(admission=made, kind=kind, is_mandatory=True)
    return made


@pytest.fixture
def phone(admission: Admission) -> Client:
    return enter(admission)


def _picture(colour: str = "white") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(drawn, "JPEG")
    return drawn.getvalue()


def _begin(phone: Client, size: int) -> str:
    told = phone.post("/portal/envios/", json.dumps({"name": "IMG_001.jpg", "size": size}), content_type="application/octet-stream")
    return str(told.json()["id"])


def _piece(phone: Client, upload: str, start: int, content: bytes) -> Any:
    return phone.put(f"/portal/envios/{upload}/", content, content_type="application/octet-stream", headers={"Upload-Offset": str(start)})


def _bring(phone: Client, content: bytes) -> str:
    upload = _begin(phone, len(content))
    _piece(phone, upload, 0, content)
    return str(phone.post(f"/portal/envios/{upload}/").json()["file"])


def test_a_picture_comes_in_pieces_and_becomes_a_document(admission: Admission, phone: Client) -> None:
    front, back = _bring(phone, _picture()), _bring(phone, _picture("grey"))

    answer = phone.post("/portal/documentos/rg/", {"file": [front, back]})

    document = Document.objects.get()
    assert answer.headers["Location"] == "/portal/?feito=documento"
    assert (document.kind.code, document.state, document.person_id) == ("rg", "sent", admission.employee.person_id)
    assert [str(page.file_id) for page in document.pages.order_by("number")] == [front, back]
    assert "enviado hoje às 10h42" in phone.get("/portal/").content.decode()


def test_an_upload_that_was_cut_goes_on_where_it_stopped(admission: Admission, phone: Client) -> None:
    content = _picture()
    upload = _begin(phone, len(content))
    _piece(phone, upload, 0, content[:300])

    other_window = enter(admission)
    here = other_window.get(f"/portal/envios/{upload}/").json()["received"]
    twice = _piece(other_window, upload, 0, content[:300]).json()["received"]
    gap = _piece(other_window, upload, 400, content[400:])
    _piece(other_window, upload, here, content[here:])
    kept = other_window.post(f"/portal/envios/{upload}/")

    assert (here, twice) == (300, 300)
    assert (gap.status_code, gap.json()["received"]) == (409, 300)
    assert kept.status_code == 200


def test_without_script_the_form_carries_the_file(admission: Admission, phone: Client) -> None:
    photo = SimpleUploadedFile("../../selfie de Mariana.jpg", _picture(), "image/jpeg")

    answer = phone.post("/portal/documentos/foto/", {"files": photo})

    assert answer.status_code == 302
    assert Document.objects.get().pages.count() == 1


def test_a_form_sent_twice_is_one_document(admission: Admission, phone: Client) -> None:
    picture = _bring(phone, _picture())

    answers = [phone.post("/portal/documentos/foto/", {"file": [picture]}) for _ in range(2)]

    assert {answer.status_code for answer in answers} == {302}
    assert Document.objects.count() == 1


def test_what_is_no_picture_is_refused_in_words(admission: Admission, phone: Client) -> None:
    answer = phone.post("/portal/documentos/foto/", {"files": SimpleUploadedFile("foto.jpg", b"<html>oi</html>", "image/jpeg")})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert Document.objects.count() == 0


def test_nothing_chosen_is_said(admission: Admission, phone: Client) -> None:
    answer = phone.post("/portal/documentos/foto/", {})

    assert answer.status_code == 422
    assert Document.objects.count() == 0


def test_files_of_another_candidate_cannot_be_named(admission: Admission, phone: Client) -> None:
    theirs = _bring(enter(make_admission("Bruno Reis")), _picture())

    answers = [phone.post("/portal/documentos/foto/", {"file": [file]}) for file in (theirs, str(uuid4()), "../etc")]

    assert {answer.status_code for answer in answers} == {answers[0].status_code}
    assert answers[0].status_code in (409, 422)
    assert Document.objects.count() == 0


def test_an_upload_of_another_candidate_does_not_exist(admission: Admission, phone: Client) -> None:
    upload = _begin(phone, 500)
    stranger = enter(make_admission("Bruno Reis"))

    assert stranger.get(f"/portal/envios/{upload}/").status_code == 404
    assert _piece(stranger, upload, 0, b"x").status_code == 404


def test_only_what_is_asked_can_be_sent_and_the_clinic_writes_the_aso(admission: Admission, phone: Client) -> None:
    DocumentKind.objects.create(code="titulo", name="Título de eleitor")

    assert phone.get("/portal/documentos/titulo/").status_code == 404
    assert phone.get("/portal/documentos/aso/").status_code == 404
    assert phone.post("/portal/documentos/aso/", {"file": [_bring(phone, _picture())]}).status_code == 404
    assert Document.objects.count() == 0


def test_an_accepted_paper_is_not_replaced(admission: Admission, phone: Client) -> None:
    phone.post("/portal/documentos/foto/", {"file": [_bring(phone, _picture())]})
    Document.objects.update(state="accepted", decided_at=NOW, decided_by="Sílvia")

    page = phone.get("/portal/documentos/foto/").content.decode()
    answer = phone.post("/portal/documentos/foto/", {"file": [_bring(phone, _picture("grey"))]})

    assert "está resolvido, não há nada a enviar" in page
    assert answer.status_code == 409
    assert Document.objects.get().state == "accepted"


def test_a_refused_paper_says_why_and_comes_first(admission: Admission, phone: Client) -> None:
    phone.post("/portal/documentos/rg/", {"file": [_bring(phone, _picture())]})
    Document.objects.update(state="refused", reason="A foto cortou o número.", decided_at=NOW, decided_by="Sílvia")

    home = phone.get("/portal/").content.decode()
    again = phone.post("/portal/documentos/rg/", {"file": [_bring(phone, _picture("grey"))]})

    assert home.index("A foto cortou o número.") < home.index(">FOTO<")
    assert "Refazer" in home
    assert again.status_code == 302
    assert list(Document.objects.order_by("version").values_list("state", flat=True)) == ["replaced", "sent"]


def test_a_paper_of_a_dependent_says_whose_it_is(admission: Admission, phone: Client) -> None:
    kind = DocumentKind.objects.create(code="certidao", name="Certidão", of_dependents=True)
    AdmissionItem.objects.create(admission=admission, kind=kind, is_mandatory=True)
    lia = Dependent.objects.create(person=admission.employee.person, kind="03", name="Lia Souza", birth_date="2020-02-02")

    page = phone.get("/portal/documentos/certidao/").content.decode()
    phone.post("/portal/documentos/certidao/", {"file": [_bring(phone, _picture())], "dependent": str(lia.pk)})

    assert "Lia Souza" in page
    assert Document.objects.get().dependent_id == lia.pk


def test_nothing_is_sent_to_an_admission_that_is_over(admission: Admission, phone: Client) -> None:
    picture = _bring(phone, _picture())
    Admission.objects.filter(pk=admission.pk).update(stage="cancelled", cancelled_at=NOW)

    assert phone.post("/portal/documentos/foto/", {"file": [picture]}).status_code == 403
    assert phone.post("/portal/envios/", json.dumps({"name": "a", "size": 5}), content_type="application/octet-stream").status_code == 403
    assert Document.objects.count() == 0
