"""The screens of qualification and eSocial: what they offer, what they refuse, what they note."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree
from PIL import Image

from backoffice.core import statuses
from backoffice.core.actors import Actor
from backoffice.core.company import CompanyInfo, read_company, save_company
from backoffice.core.files.purposes import purpose_of
from backoffice.core.jobs.files import open_path
from backoffice.core.models import BulkRun, JobFile, KeptFile, SensitiveRead, User
from hr import services
from hr.esocial import missing
from hr.models import Dependent, Employee, EsocialEmployer, EsocialEvent, EsocialTerms, Qualification
from hr.views.esocial.words import WORDS
from tests.hr.builders import AT, make_employee, make_person, make_user, new_cpf
from tests.hr.test_esocial_packages import one

pytestmark = pytest.mark.django_db
RECEIPT = "1.2.0000000012345678901"


@pytest.fixture
def silvia() -> User:
    return make_user("silvia", "hr")


@pytest.fixture
def hr_client(silvia: User) -> Client:
    client = Client()
    client.force_login(silvia)
    return client


@pytest.fixture(autouse=True)
def company() -> None:
    by = Actor(kind="system", id=0, name="Retaguarda")
    info = CompanyInfo(
        name="Loja",
        legal_name="Loja Ltda.",
        cnpj="12ABC34501DE35",
        city="Curitiba",
        state="PR",
        tax_regime="simples",
        version=read_company().version,
    )
    save_company(info=info, by=by, at=AT)
    read_company()


@pytest.fixture
def watched() -> None:
    EsocialEmployer.objects.create(since=date(2026, 9, 1), changed_at=AT, changed_by="Sílvia")


def text(response: Any) -> str:
    page = re.sub(r"<script.*?</script>|<style.*?</style>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def made(number: str, silvia: User) -> EsocialEvent:
    event = services.make_event(kind="S-2200", employee_number=number, by=Actor.of_user(silvia), at=timezone.now()).event
    assert event is not None
    return event


def test_every_state_has_its_shape() -> None:
    assert statuses.uncovered("esocial_event", EsocialEvent.State.values) == []
    assert statuses.uncovered("esocial_validity", EsocialEvent.Validity.values) == []
    assert statuses.uncovered("qualification", ["pending", *Qualification.Result.values]) == []


def test_everything_that_can_be_missing_has_words_and_a_page() -> None:
    make_employee(number="0101")

    source = Path(missing.__file__).read_text()
    asked = set(re.findall(r'Missing\("([a-z_.]+)"', source)) | {f"worker.{name}" for name in ("sex", "race_colour", "marital_status")}
    asked |= {"worker.birth_country", "worker.nationality", "company.cnpj", "establishment.root"}

    assert asked == set(WORDS)
    assert [place("0101")[0] for _words, place in WORDS.values()] == ["/"] * len(WORDS)


def test_what_is_due_is_told_with_its_day_and_one_filled_button(hr_client: Client, watched: None) -> None:
    make_employee("Recém Chegada", number="0101", since=date(2026, 10, 5))

    response = hr_client.get("/esocial/")

    page = text(response)
    assert "Recém Chegada 0101" in page
    assert "S-2200 admissão" in page
    assert "Gerar 1 arquivo" in page
    assert "Nenhum esquema oficial carregado" in page
    assert response.content.decode().count("rg-btn-main") == 1


def test_without_a_first_day_the_page_asks_for_it(hr_client: Client) -> None:
    assert "Desde quando a empresa informa o eSocial por aqui?" in text(hr_client.get("/esocial/"))

    answer = hr_client.post("/esocial/ajustes/", {"since": "01/09/2026", "environment": "2"})

    assert answer.headers["Location"] == "/esocial/"
    row = EsocialEmployer.objects.get()
    assert (row.since, row.environment, row.changed_by) == (date(2026, 9, 1), "2", "Silvia")


@pytest.mark.parametrize("since", ["", "01/01/2010", "ontem mesmo"])
def test_a_first_day_that_cannot_be_is_refused(hr_client: Client, since: str) -> None:
    answer = hr_client.post("/esocial/ajustes/", {"since": since, "environment": "1"})

    assert answer.status_code == 422
    assert EsocialEmployer.objects.count() == 0


def test_a_file_is_made_from_its_row_and_a_second_click_finds_it(hr_client: Client, watched: None) -> None:
    make_employee(number="0101", since=date(2026, 10, 5))
    row = {"kind": "S-2200", "reference": "admission"}

    first, second = hr_client.post("/esocial/0101/gerar/", row), hr_client.post("/esocial/0101/gerar/", row)

    event = EsocialEvent.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == f"/esocial/arquivos/{event.event_id}/"


def test_what_is_missing_comes_with_the_page_that_takes_it(hr_client: Client, watched: None) -> None:
    make_employee(number="0101", since=date(2026, 10, 5), person=make_person("Ana Prado", education=""))

    answer = hr_client.post("/esocial/0101/gerar/", {"kind": "S-2200", "reference": "admission"})

    assert answer.status_code == 422
    assert "Falta a escolaridade de Ana Prado." in text(answer)
    assert f'href="{reverse("employee_edit", args=["0101"])}"' in answer.content.decode()
    assert EsocialEvent.objects.count() == 0


def test_all_that_is_due_is_made_at_once_and_the_rest_is_explained(hr_client: Client, watched: None) -> None:
    make_employee("Boa Pessoa", number="0101", since=date(2026, 10, 5))
    make_employee(number="0102", since=date(2026, 10, 6), person=make_person("Ana Prado", sex=""))

    answer = hr_client.post("/esocial/gerar/")

    assert [event.employee.number for event in EsocialEvent.objects.all()] == ["0101"]
    assert "Falta o sexo de Ana Prado." in text(answer)
    assert "1 arquivo gerado." in text(answer)


def test_a_change_needs_its_day(hr_client: Client) -> None:
    make_employee(number="0101")

    answer = hr_client.post("/esocial/0101/gerar/", {"kind": "S-2206", "day": ""})

    assert answer.status_code == 422
    assert "Diga a partir de que dia a alteração vale." in text(answer)


def test_the_content_opens_by_its_button_and_the_look_is_noted(hr_client: Client, silvia: User) -> None:
    employee = make_employee(number="0101")
    event = made("0101", silvia)
    url = f"/esocial/arquivos/{event.event_id}/"

    closed = hr_client.get(url)
    assert employee.person.cpf not in closed.content.decode()
    assert SensitiveRead.objects.count() == 0

    opened = text(hr_client.get(f"{url}?show=content"))

    assert "R$ 2.350,00" in opened
    assert "Médio completo" in opened
    looks = SensitiveRead.objects.order_by("group").values_list("group", "subject_key", "item")
    assert list(looks) == [(group, str(employee.person.key), "eSocial S-2200") for group in ("origin", "pay")]


def test_the_file_is_taken_with_a_name_that_tells_nothing(hr_client: Client, silvia: User) -> None:
    make_employee(number="0101")
    event = made("0101", silvia)

    answer = hr_client.post(f"/esocial/arquivos/{event.event_id}/baixar/")

    assert answer.headers["Content-Disposition"] == f'attachment; filename="S-2200_{event.event_id}.xml"'
    assert etree.fromstring(answer.content).tag.endswith("eSocial")
    event.refresh_from_db()
    assert event.state == "exported"
    assert hr_client.get(f"/esocial/arquivos/{event.event_id}/baixar/").status_code == 405


def test_a_receipt_is_typed_in_the_dialog(hr_client: Client, silvia: User) -> None:
    make_employee(number="0101")
    event = made("0101", silvia)
    url = f"/esocial/arquivos/{event.event_id}/resposta/"

    assert " data-open>" in hr_client.get(url).content.decode()  # in a tab of its own
    wrong = hr_client.post(url, {"outcome": "taken", "receipt": "1.2.34", "refusal": ""})
    assert wrong.status_code == 422
    assert "Isto não é um recibo" in text(wrong)
    assert 'value="1.2.34"' in wrong.content.decode()
    assert hr_client.post(url, {"outcome": "refused", "refusal": ""}).status_code == 422

    right = hr_client.post(url, {"outcome": "taken", "receipt": RECEIPT})

    assert right.headers["Location"] == f"/esocial/arquivos/{event.event_id}/"
    event.refresh_from_db()
    assert (event.state, event.receipt) == ("receipted", RECEIPT)


def test_a_return_file_is_read_and_told_line_by_line(hr_client: Client, silvia: User) -> None:
    make_employee(number="0101")
    event = made("0101", silvia)
    content = one(key=event.event_id, receipt=RECEIPT).encode()

    page = text(hr_client.post("/esocial/retorno/", {"file": SimpleUploadedFile("retorno.xml", content)}))

    assert re.search(rf"Mariana Souza Lima\W+0101\W+S-2200\W+{event.event_id}\W+Recibo anotado", page)
    assert "1 resposta anotada." in page
    assert EsocialEvent.objects.get().receipt == RECEIPT
    refused = hr_client.post("/esocial/retorno/", {"file": SimpleUploadedFile("retorno.xml", b"%PDF")})
    assert refused.status_code == 422
    assert "não é XML" in text(refused)


def test_many_files_come_as_one_zip(hr_client: Client, silvia: User) -> None:
    for number in ("0101", "0102"):
        make_employee(f"Pessoa {number}", number=number)
    keys = [made(number, silvia).event_id for number in ("0101", "0102")]
    form = {"id": keys, "scope": "rows", "query": "", "until": "9999"}
    start = hr_client.post("/listas/esocial/acoes/baixar/", form)
    token = re.search(r'name="token" value="([^"]+)"', start.content.decode())
    assert token is not None

    hr_client.post("/listas/esocial/acoes/baixar/", form | {"token": token[1], "confirmed": "1"})

    run = BulkRun.objects.get()
    assert (run.done_count, run.refused_count) == (2, 0)
    names = ZipFile(open_path(JobFile.objects.get(job=run.job))).namelist()
    assert names == [f"S-2200_{key}.xml" for key in keys]
    result = text(hr_client.get(f"/listas/resultado/{run.pk}/"))
    assert [f"Pessoa {number} (S-2200) {key}" in result for number, key in zip(("0101", "0102"), keys, strict=True)] == [True, True]
    assert set(EsocialEvent.objects.values_list("state", flat=True)) == {"exported"}


def test_a_termination_makes_only_the_file(hr_client: Client) -> None:
    employee = make_employee(number="0101")
    typed = {"reason": "02", "last_day": "18/11/2026", "allocation": "GERAL", "table": "UNICA", "items": "1000; 1.250,00\n1001; 80,00"}

    answer = hr_client.post("/esocial/0101/desligamento/", typed)

    event = EsocialEvent.objects.get()
    assert answer.headers["Location"] == f"/esocial/arquivos/{event.event_id}/"
    assert [value.text for value in etree.fromstring(event.payload.encode()).iter("{*}vrRubr")] == ["1250.00", "80.00"]
    assert Employee.objects.get(pk=employee.pk).state == "active"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"items": "1000 1.250,00"}, "A linha 1 não é"),
        ({"items": "1000; 1,00\n1000; 2,00"}, "Um código aparece duas vezes"),
        ({"items": "1000; 1,00", "table": ""}, "As verbas precisam da tabela"),
        ({"last_day": ""}, "Último dia"),
        ({"last_day": "01/01/2020"}, "não tem o que declarar"),
    ],
)
def test_a_wrong_termination_keeps_what_was_typed(hr_client: Client, change: dict[str, str], words: str) -> None:
    make_employee(number="0101")
    typed = {"reason": "07", "last_day": "18/11/2026", "allocation": "GERAL", "table": "UNICA", "items": "1000; 1,00"} | change

    answer = hr_client.post("/esocial/0101/desligamento/", typed)

    assert answer.status_code == 422
    assert words in text(answer)
    assert '<option value="07" selected>' in answer.content.decode()
    assert EsocialEvent.objects.count() == 0


def test_only_what_fits_the_contract_is_asked(hr_client: Client) -> None:
    make_employee(number="0101")
    make_employee(number="0102", category="103", contract_kind="apprentice", person=make_person("Ana Prado", nationality="063"))

    assert "training" not in text(hr_client.get("/esocial/0101/complementos/"))
    assert "Condição de ingresso" not in text(hr_client.get("/esocial/0101/complementos/"))
    wrong = hr_client.post("/esocial/0102/complementos/", {"regime": "1", "school_cnpj": "11.222.333/0001-80", "residence": "1"})
    assert wrong.status_code == 422
    assert EsocialTerms.objects.count() == 0
    hr_client.post(
        "/esocial/0102/complementos/", {"regime": "1", "school_cnpj": "11.222.333/0001-81", "residence": "1", "entry_condition": "4"}
    )
    row = EsocialTerms.objects.get()
    assert (row.school_cnpj, row.residence, row.entry_condition, row.early_end_clause) == ("11222333000181", "1", "4", False)


@pytest.mark.parametrize("role", ["sales", "warehouse", "finance", "auditor", "employee"])
def test_others_see_neither_files_nor_qualification(role: str, silvia: User) -> None:
    make_employee(number="0101")
    event = made("0101", silvia)
    client = Client()
    client.force_login(make_user("outra", role))

    pages = ["/esocial/", "/esocial/arquivos/", f"/esocial/arquivos/{event.event_id}/", "/esocial/0101/desligamento/"]
    pages += ["/admissoes/qualificacao/", "/pessoas/0101/qualificacao/"]

    assert [client.get(page).status_code for page in pages] == [403] * len(pages)
    assert client.post(f"/esocial/arquivos/{event.event_id}/baixar/").status_code == 403


def test_the_list_costs_the_same_whatever_its_length(hr_client: Client, silvia: User, django_assert_max_num_queries: Any) -> None:
    for index in range(6):
        make_employee(f"Pessoa {index}", number=f"03{index:02d}")
        made(f"03{index:02d}", silvia)

    with django_assert_max_num_queries(45):
        page = text(hr_client.get("/esocial/arquivos/"))

    assert "Mostrando 6 de 6" in page


ANSWER = {
    "name": "MARIANA LIMA",
    "birth_date": "14/05/1996",
    "situation": "regular",
    "consulted_on": "20/11/2026",
    "control_code": "7F3A.92QD.10B4.C55E",
}


def test_the_comparison_marks_what_differs_and_says_how_to_solve_it(hr_client: Client) -> None:
    make_employee(number="0101")

    answer = hr_client.post("/pessoas/0101/qualificacao/", ANSWER | {"name": "MARIANA PRADO"})
    page = hr_client.get(answer.headers["Location"])

    assert "<mark>" in page.content.decode()
    assert "O último nome difere." in text(page)
    assert "gov.br/receitafederal" in text(page)
    assert Qualification.objects.get().findings == ["last_name"]


def test_wrong_fields_keep_what_was_typed(hr_client: Client) -> None:
    make_employee(number="0101")

    answer = hr_client.post("/pessoas/0101/qualificacao/", ANSWER | {"control_code": "", "birth_date": "31/02/1996"})

    assert answer.status_code == 422
    assert "Copie o código de controle" in text(answer)
    assert 'value="MARIANA LIMA"' in answer.content.decode()
    assert Qualification.objects.count() == 0


def test_a_dependent_is_compared_on_a_page_of_its_own(hr_client: Client) -> None:
    employee = make_employee(number="0101")
    child = Dependent.objects.create(person=employee.person, kind="03", name="Caio Lima", birth_date=date(2019, 9, 14), cpf=new_cpf())
    url = f"/pessoas/0101/qualificacao/?dependente={child.pk}"

    hr_client.post(url, ANSWER | {"name": "CAIO LIMA", "birth_date": "14/09/2019"})

    row = Qualification.objects.get()
    assert (row.dependent, row.result) == (child, "qualified")
    assert "Dependente de Mariana Souza Lima" in text(hr_client.get(url))
    assert hr_client.get("/pessoas/0101/qualificacao/?dependente=999999").status_code == 404


def test_the_queue_and_the_file_of_a_person_show_where_it_stands(hr_client: Client, watched: None, silvia: User) -> None:
    make_employee("Candidata Nova", number="0101", state="preparing", since=date(2026, 12, 1))
    made("0101", silvia)

    assert "Candidata Nova 0101" in text(hr_client.get("/admissoes/qualificacao/"))
    assert "S-2200 admissão" in text(hr_client.get("/pessoas/0101/?tab=esocial"))


def test_the_kept_page_stays_and_who_opens_it_is_noted(hr_client: Client, silvia: User) -> None:
    make_employee(number="0101")
    picture = BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    page = SimpleUploadedFile("comprovante.png", picture.getvalue(), "image/png")

    hr_client.post("/pessoas/0101/qualificacao/", ANSWER | {"evidence": page})

    kept = KeptFile.objects.get()
    assert Qualification.objects.get().evidence == kept
    assert purpose_of("qualification").in_use({kept.pk}) == {kept.pk}
    link = re.search(r'href="([^"]*\?t=[^"]+)"', hr_client.get("/pessoas/0101/qualificacao/").content.decode())
    assert link is not None
    assert hr_client.get(link[1].replace("&amp;", "&")).status_code == 200
    assert SensitiveRead.objects.get().group == "document"


def test_a_file_that_is_no_picture_is_refused_and_nothing_is_recorded(hr_client: Client) -> None:
    make_employee(number="0101")

    answer = hr_client.post("/pessoas/0101/qualificacao/", ANSWER | {"evidence": SimpleUploadedFile("x.png", b"MZ\x00nope")})

    assert answer.status_code == 422
    assert Qualification.objects.count() == 0
    assert KeptFile.objects.count() == 0
