"""A list as a file: exactly what is filtered, with the chosen columns, the same masks, nothing that a spreadsheet would run."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from backoffice import roles
from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.jobs import worker
from backoffice.core.lists.export import CSV, XLSX, defuse, files, restore, run, write_file
from backoffice.core.lists.worklist import WorkList
from backoffice.core.models import AuditEntry, Job
from backoffice.wiring import LISTS
from hr import services
from orders.services import CustomerDraft
from tests.hr.builders import make_employee
from tests.hr.esocial_due_company import file_of
from tests.orders.builders import ANA, Shop

SignIn = Callable[..., Client]
EXPORT = "/listas/pedidos/exportar/"


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet_of(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_a_csv_opens_in_a_brazilian_excel(shop: Shop, sign_in: SignIn) -> None:
    number = shop.place(("PAN-FE-24", 2), external_id="BR-1", promised_ship_date=date(2026, 12, 1)).number

    response = sign_in(roles.SALES).post(EXPORT, {"query": "view=all", "format": "csv", "columns": "customer,promise,units,total"})

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response.content.endswith(b"\r\n")
    assert rows_of(response.content) == [
        ["Pedido", "Cliente", "Promessa", "Unid.", "Total (R$)"],
        [number, "Ana Beatriz Nogueira", "01/12/2026", "2", "439,80"],
    ]


def test_what_stands_beside_a_name_has_its_own_column(sign_in: SignIn) -> None:
    make_employee("Nilo Braga", number="0901")
    client = sign_in(roles.HR)

    plain, chosen = (
        rows_of(client.post("/listas/pessoas/exportar/", {"query": "view=active", "format": "csv", "columns": columns}).content)
        for columns in ("department", "department,number")
    )

    assert [row[:2] for row in plain] == [["Nome", "Matrícula"], ["Nilo Braga", "0901"]]
    assert plain[0].count("Matrícula") == chosen[0].count("Matrícula") == 1


def test_a_position_in_a_file_names_its_warehouse(shop: Shop, sign_in: SignIn) -> None:
    answer = sign_in(roles.WAREHOUSE).post("/listas/estoque/exportar/", {"query": "", "format": "csv"})

    head, first, *_rest = rows_of(answer.content)
    assert head[2:4] == ["Posição", "Depósito"]
    assert first[3] == "CWB"


@pytest.mark.parametrize(
    ("code", "query", "state", "word"),
    [
        ("ferias", "view=all", "Situação", "Adquirindo"),
        ("qualificacao", "view=all", "CPF", "Pendente"),
        ("esocial", "view=all", "Situação", "A enviar"),
    ],
)
def test_a_list_of_people_names_the_matricula_and_the_state_in_words(code: str, query: str, state: str, word: str, sign_in: SignIn) -> None:
    today = clock.company_date(clock.now())
    ana = make_employee("Ana Pires", number="0001", since=today)
    services.refresh_vacation_windows(employee_ids=[ana.pk], today=today)
    file_of(ana, "S-2200")

    answer = sign_in(roles.HR).post(f"/listas/{code}/exportar/", {"query": query, "format": "csv"})

    head, row = rows_of(answer.content)
    assert head[:2] == ["Pessoa", "Matrícula"]
    assert (row[:2], row[head.index(state)]) == (["Ana Pires", "0001"], word)


@pytest.mark.parametrize("worklist", LISTS, ids=lambda worklist: str(worklist.code))
def test_a_state_stands_in_the_file_with_its_word_and_not_its_code(worklist: WorkList) -> None:
    columns = worklist.spec(Actor(kind="user", id=1, name="Renata")).columns

    drawn = [each for each in columns if each.name in {"state", "status", "stage", "headline"} and callable(each.cell)]

    assert [each.name for each in drawn if not callable(each.value)] == []


def test_a_spreadsheet_has_typed_cells(shop: Shop, sign_in: SignIn) -> None:
    shop.place(("PAN-FE-24", 2), promised_ship_date=date(2026, 12, 1))

    response = sign_in(roles.SALES).post(EXPORT, {"query": "view=all", "format": "xlsx", "columns": "promise,units,total"})

    sheet = sheet_of(response.content)
    values = [cell.value for cell in sheet[2]]
    assert values[1:] == [datetime(2026, 12, 1), 2, 439.8]
    assert [cell.data_type for cell in sheet[2]] == ["s", "d", "n", "n"]


def test_a_file_holds_what_is_filtered_and_nothing_else(shop: Shop, sign_in: SignIn) -> None:
    market = shop.place(("PAN-FE-24", 1), channel="mercado").number
    shop.place(("PAN-FE-24", 1))

    response = sign_in(roles.SALES).post(EXPORT, {"query": "channel=mercado&after=abc", "format": "csv", "columns": ""})

    assert [row[0] for row in rows_of(response.content)] == ["Pedido", market]
    assert AuditEntry.objects.get(action="list.exported").after["query"] == "view=all&channel=mercado"


def test_what_is_masked_on_the_screen_is_masked_in_the_file(shop: Shop, sign_in: SignIn) -> None:
    shop.place(("PAN-FE-24", 1))

    def document(role: str, name: str) -> str:
        response = sign_in(role, name=name).post("/listas/clientes/exportar/", {"query": "", "format": "csv", "columns": "document"})
        return rows_of(response.content)[1][1]

    assert document(roles.SALES, "Renata Moura") == "529.982.247-25"
    assert document(roles.AUDITOR, "Joana Reis") == "•••.982.247-••"


def test_costs_are_exported_only_for_those_who_see_them(shop: Shop, sign_in: SignIn) -> None:
    def heads(role: str, name: str) -> list[str]:
        response = sign_in(role, name=name).post("/listas/estoque/exportar/", {"query": "", "format": "csv", "columns": "value,average"})
        return rows_of(response.content)[0]

    assert heads(roles.FINANCE, "Paulo Tavares") == ["SKU", "Valor (R$)", "Custo médio (R$)"]
    assert not {"Valor (R$)", "Custo médio (R$)"} & set(heads(roles.WAREHOUSE, "Diego Ramos"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["=1+1", "+55 41", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=1"])
def test_a_text_that_a_spreadsheet_would_run_is_defused(shop: Shop, sign_in: SignIn, name: str, kind: str) -> None:
    shop.place(("PAN-FE-24", 1), customer=CustomerDraft(name=name, email="x@example.com", address=ANA.address))

    response = sign_in(roles.SALES).post(EXPORT, {"query": "", "format": kind, "columns": "customer"})

    cell = rows_of(response.content)[1][1] if kind == "csv" else sheet_of(response.content)["B2"].value
    assert cell == f"'{name}"
    assert restore(cell) == name


@given(st.text(alphabet=st.sampled_from(list("'=+-@\t\r\n\x00ab 1")), max_size=8))
def test_defusing_is_undone_exactly_and_leaves_nothing_live(text: str) -> None:
    safe = defuse(text)

    assert restore(safe) == text
    assert safe[:1] not in set("=+-@\t\r\n\x00")
    assert safe == text or text.lstrip("'")[:1] in set("=+-@\t\r\n\x00")


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    at = datetime(2026, 11, 24, 13, 5, tzinfo=ZoneInfo("UTC"))
    row = [Decimal("-5.00"), -3, None, True, at, date(2026, 1, 2), Decimal("1234567.8912")]

    write_file(tmp_path / "a.csv", CSV, title="x", heads=list("abcdefg"), rows=[row])

    line = rows_of((tmp_path / "a.csv").read_bytes())[1]
    assert line == ["-5,00", "-3", "", "sim", "24/11/2026 10:05:00", "02/01/2026", "1234567,8912"]


def test_rows_beyond_a_sheet_go_on_in_the_next_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SHEET_ROWS", 4)

    written = write_file(tmp_path / "a.xlsx", XLSX, title="Pedidos", heads=["n"], rows=([number] for number in range(7)))

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert (written, book.sheetnames) == (7, ["Pedidos", "Pedidos 2", "Pedidos 3"])
    assert [[cell.value for (cell,) in sheet.iter_rows()] for sheet in book] == [["n", 0, 1, 2], ["n", 3, 4, 5], ["n", 6]]


def test_an_empty_list_is_an_empty_sheet(tmp_path: Path) -> None:
    write_file(tmp_path / "a.xlsx", XLSX, title="[x]/y:", heads=["n", "m"], rows=[])

    assert [[cell.value for cell in line] for line in openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows()] == [["n", "m"]]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_long_list_is_a_job_of_the_same_rows(
    shop: Shop, sign_in: SignIn, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("backoffice.core.lists.views.exporting.DIRECT_ROWS", 2)
    monkeypatch.setattr(run, "_BATCH", 2)
    placed = [shop.place(("PRATO-AL", 1), external_id=f"N{index}").number for index in range(5)][::-1]
    client = sign_in(roles.SALES)

    response = client.post(EXPORT, {"query": "view=all", "format": kind, "columns": "total", "token": "t1"})
    again = client.post(EXPORT, {"query": "view=all", "format": kind, "columns": "total", "token": "t1"})

    assert (response.status_code, again.status_code) == (302, 302)
    job = Job.objects.get()
    worker.run(str(job.pk))
    worker.run(str(job.pk))
    job.refresh_from_db()
    assert (job.status, job.done, job.result) == ("done", 5, {"rows": 5})
    content = b"".join(client.get(f"/arquivos/{job.files.get().pk}/").streaming_content)  # type: ignore[attr-defined]
    found = rows_of(content) if kind == "csv" else [[cell.value for cell in line] for line in sheet_of(content).iter_rows()]
    assert [line[0] for line in found] == ["Pedido", *placed]


def test_a_file_is_for_those_who_see_the_list(shop: Shop, sign_in: SignIn) -> None:
    client = sign_in(roles.WAREHOUSE)

    assert client.post("/listas/lancamentos/exportar/", {"query": "", "format": "csv"}).status_code == 403
    assert client.post("/listas/clientes/exportar/", {"query": "", "format": "csv"}).status_code == 403
    assert not AuditEntry.objects.filter(action="list.exported").exists()
