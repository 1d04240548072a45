"""The queue and the review of papers, and handing in for somebody."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backoffice.core import clock, policy
from backoffice.core.actors import SYSTEM, Actor
from backoffice.core.files import file_link
from backoffice.core.models import KeptFile, SensitiveRead, Upload, User
from hr import services
from hr.models import Document, DocumentKind, Employee
from tests.files import papers
from tests.hr.builders import make_employee, make_user
from tests.hr.papers_builders import hand_in, make_kind

pytestmark = pytest.mark.django_db
QUEUE = "/documentos/revisao/"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    settings.SECOND_FACTOR_REQUIRED = False


def sign_in(name: str = "silvia", *roles: str, user: Any = None) -> Client:
    client = Client()
    client.force_login(user or make_user(name, *(roles or ("hr",))))
    return client


@pytest.fixture
def hr() -> Client:
    return sign_in()


@pytest.fixture
def employee() -> Employee:
    return make_employee(number="0042")


def paper(employee: Employee, code: str = "identidade", **fields: Any) -> Document:
    return hand_in(employee.person, code, **({"at": clock.now()} | fields))


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_queue_shows_what_waits_longest_first_and_counts_its_tabs(hr: Client, employee: Employee) -> None:
    now = clock.now()
    make_kind("cnh", asks_expiry=True, name="CNH")
    newer, older = paper(employee, at=now), hand_in(make_employee("Diego Ramos").person, "cpf", at=now - timedelta(hours=3))
    expiring = paper(employee, "cnh")
    services.decide_document(document_id=expiring.pk, accept=True, expires_on=date.today() + timedelta(days=9), by=SYSTEM, at=now)

    answer = hr.get(QUEUE)

    page = text_of(answer)
    assert [row["cells"][0]["html"] for row in answer.context["rows"]] == [
        f'<a class="rg-link rg-code rg-num" href="/documentos/{older.pk}/">Diego Ramos</a>',
        f'<a class="rg-link rg-code rg-num" href="/documentos/{newer.pk}/">Mariana Souza Lima</a>',
    ]
    assert f'href="/documentos/{older.pk}/" data-key="e"' in page
    assert "CNH" in text_of(hr.get(f"{QUEUE}?view=expiring"))
    assert "Mariana" not in text_of(hr.get(f"{QUEUE}?q=diego"))


def test_the_queue_takes_the_same_statements_for_two_papers_and_for_twenty(
    hr: Client, employee: Employee, django_assert_num_queries: Any
) -> None:
    counts = []
    for codes in (range(2), range(2, 20)):
        for code in codes:
            paper(employee, f"papel-{code}")
        hr.get(QUEUE)
        with CaptureQueriesContext(connection) as seen:
            assert hr.get(QUEUE).status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_the_review_shows_pages_beside_what_was_typed_and_notes_only_real_looks(hr: Client, employee: Employee) -> None:
    document = paper(employee, pages=2)

    answer = hr.get(f"/documentos/{document.pk}/")

    page = text_of(answer)
    assert "Página 2 de 2" in page
    assert "Mariana Souza Lima" in page
    assert "14/05/1996" in page
    assert SensitiveRead.objects.count() == 0
    shown = hr.get(answer.context["pages"][1]["url"])
    assert shown["Content-Disposition"].startswith("inline")
    read = SensitiveRead.objects.get()
    assert (read.subject_kind, read.subject_key, read.group, read.item, read.reader_name) == (
        "person",
        str(employee.person.key),
        "document",
        "Identidade",
        "Silvia",
    )


def test_looking_at_ones_own_paper_is_nobodys_business(employee: Employee) -> None:
    user = make_user("mariana", "employee")
    Employee.objects.update(user=user)
    kept = paper(employee).pages.get().file

    answer = sign_in(user=user).get(file_link(kept, actor=Actor.of_user(user), at=clock.now()))

    assert answer.status_code == 200
    assert SensitiveRead.objects.count() == 0


@pytest.mark.parametrize("role", ["sales", "warehouse", "finance", "finance_manager", "auditor", "admin", "employee"])
def test_nobody_but_hr_sees_papers_of_others(role: str, employee: Employee) -> None:
    document = paper(employee)
    other = make_user("outra", role)
    client = sign_in(user=other)
    link = file_link(document.pages.get().file, actor=Actor.of_user(other), at=clock.now())

    for address in (QUEUE, f"/documentos/{document.pk}/", "/documentos/enviar/0042/identidade/", link):
        assert client.get(address).status_code == 403, address
    for address in ("decidir", "voltar", "pagina/1"):
        assert client.post(f"/documentos/{document.pk}/{address}/", {"do": "accept"}).status_code == 403
    document.refresh_from_db()
    assert document.state == "sent"
    assert SensitiveRead.objects.count() == 0


def test_accepting_goes_on_to_the_next_and_can_be_taken_back(hr: Client, employee: Employee) -> None:
    now = clock.now()
    first, second = paper(employee, at=now - timedelta(hours=1)), paper(employee, "cpf", at=now)

    answer = hr.post(f"/documentos/{first.pk}/decidir/", {"do": "accept"})

    assert answer["Location"] == f"/documentos/{second.pk}/?feito={first.pk}"
    page = text_of(hr.get(answer["Location"]))
    assert "Identidade de Mariana Souza Lima: aceito." in page
    assert f'action="/documentos/{first.pk}/voltar/"' in page
    assert (
        hr.post(f"/documentos/{second.pk}/decidir/", {"do": "refuse", "ready": "Falta o verso."})["Location"]
        == f"{QUEUE}?feito={second.pk}"
    )
    hr.post(f"/documentos/{first.pk}/voltar/")
    assert list(Document.objects.order_by("pk").values_list("state", "reason", "decided_by")) == [
        ("sent", "", ""),
        ("refused", "Falta o verso.", "Silvia"),
    ]


def test_a_paper_that_waits_no_more_has_no_place_in_the_queue(hr: Client, employee: Employee) -> None:
    document, _waiting = paper(employee), paper(employee, "cpf")
    before = text_of(hr.get(f"/documentos/{document.pk}/"))
    services.decide_document(document_id=document.pk, accept=True, by=SYSTEM, at=clock.now())

    after = text_of(hr.get(f"/documentos/{document.pk}/"))

    assert "1 de 2" in before
    assert "0 de 1" not in after


def test_a_second_click_has_no_second_effect_and_a_slower_colleague_is_told(hr: Client, employee: Employee) -> None:
    document = paper(employee)
    address = f"/documentos/{document.pk}/decidir/"
    hr.post(address, {"do": "accept"})

    assert hr.post(address, {"do": "accept"}).status_code == 302
    slower = sign_in("renata", "hr").post(address, {"do": "refuse", "reason": "Outra foto."})

    assert slower.status_code == 409
    assert "Silvia aceitou este documento antes de você" in text_of(slower)
    document.refresh_from_db()
    assert (document.state, document.decided_by) == ("accepted", "Silvia")


def test_missing_and_wrong_dates_come_back_with_what_was_typed(hr: Client, employee: Employee) -> None:
    make_kind("cnh", asks_expiry=True, asks_issue_date=True, name="CNH")
    document = paper(employee, "cnh")
    address = f"/documentos/{document.pk}/decidir/"

    for given, said in (
        ({"issued_on": "", "expires_on": ""}, "Emitido em"),
        ({"issued_on": "31/02/2026", "expires_on": "10/10/2035"}, 'value="31/02/2026"'),
        ({"issued_on": "10/10/2025", "expires_on": "10/10/2020"}, "venceria antes de ser emitido"),
        ({"issued_on": "10/10/2015", "expires_on": "10/10/2020"}, "O documento venceu em 10/10/2020"),
    ):
        answer = hr.post(address, {"do": "accept", **given})
        assert answer.status_code == 422
        page = text_of(answer)
        assert said in page
        assert "<title>Erro:" in page.replace("\n", "")
        if given["expires_on"]:
            assert f'value="{given["expires_on"]}"' in page
    document.refresh_from_db()
    assert document.state == "sent"
    assert hr.post(address, {"do": "accept", "issued_on": "10102025", "expires_on": "10/10/2035"}).status_code == 302


def test_refusing_without_a_reason_opens_the_dialog_again(hr: Client, employee: Employee) -> None:
    document = paper(employee)

    answer = hr.post(f"/documentos/{document.pk}/decidir/", {"do": "refuse", "reason": " "})

    assert answer.status_code == 422
    assert 'id="refuse" aria-labelledby="refuse-t" data-open' in text_of(answer)
    assert "Falta o motivo" in text_of(answer)
    document.refresh_from_db()
    assert document.state == "sent"


def test_page_verdicts_fill_the_refusal(hr: Client, employee: Employee) -> None:
    document = paper(employee, pages=2)

    answer = hr.post(f"/documentos/{document.pk}/pagina/2/", {"do": "refuse", "reason": "O verso está tremido."})

    assert answer["Location"] == f"/documentos/{document.pk}/#pagina-2"
    assert "Página 2: O verso está tremido." in text_of(hr.get(f"/documentos/{document.pk}/"))
    assert hr.post(f"/documentos/{document.pk}/decidir/", {"do": "accept"}).status_code == 409


def test_a_page_that_waits_for_the_scanner_is_not_drawn(hr: Client, employee: Employee) -> None:
    document = paper(employee)
    KeptFile.objects.update(verdict="pending")

    page = text_of(hr.get(f"/documentos/{document.pk}/"))

    assert "ainda está sendo verificada" in page
    assert "<img" not in page.split("data-pages")[1].split("</ol>")[0]
    assert hr.post(f"/documentos/{document.pk}/decidir/", {"do": "accept"}).status_code == 409


def test_health_papers_stay_closed_without_the_right_to_health_data(employee: Employee, monkeypatch: pytest.MonkeyPatch) -> None:
    make_kind("aso", is_health=True, name="ASO")
    document = paper(employee, "aso")
    grants = policy.grants_of_roles(["hr"]) - {"hr.view_sensitive"}
    monkeypatch.setattr("backoffice.core.policy.grants_of_roles", lambda roles: grants)
    client = sign_in()

    assert client.get(f"/documentos/{document.pk}/").status_code == 404
    assert not client.get(f"{QUEUE}?view=all").context["rows"]


def test_papers_that_are_not_there_are_not_there(hr: Client, employee: Employee) -> None:
    assert hr.get("/documentos/999999/").status_code == 404
    assert hr.post("/documentos/999999/decidir/", {"do": "accept"}).status_code == 404
    assert hr.get("/documentos/enviar/9999/identidade/").status_code == 404
    assert hr.get("/documentos/enviar/0042/nada/").status_code == 404


def hand_in_form(client: Client, *contents: bytes, **fields: Any) -> Any:
    files = [SimpleUploadedFile(f"pagina {number}.jpg", content) for number, content in enumerate(contents)]
    return client.post("/documentos/enviar/0042/identidade/", {"files": files, **fields})


def test_hr_hands_a_paper_in_for_somebody_with_a_plain_form(hr: Client, employee: Employee) -> None:
    make_kind()

    answer = hand_in_form(hr, papers.jpeg(), papers.pdf())

    document = Document.objects.get()
    assert answer["Location"] == f"/documentos/{document.pk}/"
    assert (document.uploaded_by, document.person_id) == ("Silvia", employee.person_id)
    assert list(document.pages.values_list("file__content_type", flat=True)) == ["image/jpeg", "application/pdf"]


def test_a_form_with_something_wrong_keeps_the_files_that_were_fine(hr: Client, employee: Employee) -> None:
    make_kind(most_pages=1)

    answer = hand_in_form(hr, papers.jpeg(), papers.png())

    assert answer.status_code == 422
    kept = list(Upload.objects.values_list("file_id", flat=True))
    assert all(f'name="file" value="{file_id}"' in text_of(answer) for file_id in kept)
    assert Document.objects.count() == 0
    assert hand_in_form(hr, file=[str(kept[0])]).status_code == 302
    assert Document.objects.get().pages.get().file_id == kept[0]


@pytest.mark.parametrize(("content", "said"), [(b"", "vazio"), (b"GIF89a", "JPG, PNG ou PDF"), (papers.EICAR, "vírus")])
def test_a_file_that_is_not_taken_says_why_on_the_form(content: bytes, said: str, hr: Client, employee: Employee) -> None:
    make_kind()

    answer = (
        hand_in_form(hr, content)
        if content
        else hr.post("/documentos/enviar/0042/identidade/", {"files": SimpleUploadedFile("x.jpg", b"", content_type="image/jpeg")})
    )

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert Document.objects.count() == 0


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(hr: Client, employee: Employee, settings: Any) -> None:
    make_kind()
    settings.KEPT_FILE_MAX_BYTES = 1024 * 1024
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user("renata", "hr"))

    stopped = hand_in_form(hr, b"\xff\xd8\xff" + b"x" * 1_500_000)
    unread = strict.post("/documentos/enviar/0042/identidade/", {"files": SimpleUploadedFile("x.jpg", b"\xff\xd8\xff" + b"x" * 3_000_000)})

    for answer in (stopped, unread):
        assert answer.status_code == 422
        assert "passa de 1 MB" in text_of(answer)
    assert KeptFile.objects.count() == 0


def test_a_form_without_its_secret_is_not_taken(employee: Employee) -> None:
    make_kind()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user("renata", "hr"))

    assert hand_in_form(strict, papers.jpeg()).status_code == 403

    assert KeptFile.objects.count() == 0


def test_files_of_somebody_else_cannot_be_named(hr: Client, employee: Employee) -> None:
    make_kind()
    other = sign_in("renata", "hr")
    begun = other.post(
        reverse("paper_uploads"), json.dumps({"name": "x", "size": len(papers.jpeg())}), content_type="application/octet-stream"
    )
    upload = reverse("paper_upload", args=[begun.json()["id"]])
    other.put(upload, papers.jpeg(), content_type="application/octet-stream", headers={"Upload-Offset": "0"})
    file_id = other.post(upload).json()["file"]

    stolen = hand_in_form(hr, file=[file_id])
    assert hr.get(upload).status_code == 404

    assert stolen.status_code == 409
    assert file_id not in text_of(stolen)
    assert Document.objects.count() == 0
    assert hand_in_form(other, file=[file_id]).status_code == 302


def test_papers_of_dependents_name_the_dependent(hr: Client, employee: Employee) -> None:
    make_kind("certidao-dependente", of_dependents=True)
    child = employee.person.dependents.create(kind="03", name="Davi", birth_date=date(2022, 3, 1))
    address = "/documentos/enviar/0042/certidao-dependente/"

    refused = hr.post(address, {"files": SimpleUploadedFile("x.jpg", papers.jpeg()), "dependent": ""})
    done = hr.post(address, {"files": SimpleUploadedFile("x.jpg", papers.jpeg()), "dependent": str(child.pk)})

    assert "Escolha de quem" in text_of(refused)
    assert done.status_code == 302
    assert Document.objects.get().dependent == child


def test_the_file_of_a_person_shows_the_papers_and_the_way_to_hand_in(hr: Client, employee: Employee) -> None:
    document = paper(employee)
    make_kind("aso", is_health=True, name="ASO")
    services.decide_document(document_id=paper(employee, "aso").pk, accept=False, reason="Falta o CRM.", by=SYSTEM, at=clock.now())

    page = text_of(hr.get("/pessoas/0042/?tab=papers"))

    assert f'href="/documentos/{document.pk}/"' in page
    assert 'href="/documentos/enviar/0042/identidade/"' in page
    assert "Falta o CRM." in page
    assert "Falta o CRM." not in text_of(sign_in("joana", "auditor").get("/pessoas/0042/?tab=papers"))


def test_another_paper_is_chosen_from_the_register(hr: Client, employee: Employee) -> None:
    make_kind("cnh", name="CNH")

    assert hr.get("/documentos/enviar/0042/?kind=cnh")["Location"] == "/documentos/enviar/0042/cnh/"
    assert hr.get("/documentos/enviar/0042/?kind=nada").status_code == 404


def test_the_register_adds_the_usual_papers_after_asking(hr: Client) -> None:
    address = "/admin/hr/documentkind/usual/"
    joana = sign_in("joana", "auditor")
    User.objects.update(is_staff=True)
    asked = hr.get(address)
    assert "Acrescentar os documentos usuais no Brasil?" in text_of(asked)
    assert DocumentKind.objects.count() == 0

    done = hr.post(address, follow=True)

    assert DocumentKind.objects.count() == 20
    assert "20 documentos acrescentados." in text_of(done)
    assert joana.post(address).status_code in (302, 403)
    assert DocumentKind.objects.count() == 20
