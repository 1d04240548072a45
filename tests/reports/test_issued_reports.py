"""A report from the request to the paper: the job, its files, its snapshot, and what a stranger may check."""

import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pypdf import PdfReader

from backoffice.core import jobs, pdf
from backoffice.core.actors import SYSTEM
from backoffice.core.jobs import JobFailed, worker
from backoffice.core.models import Job
from backoffice.core.pango import pango_problem
from backoffice.core.reports.canonical import canonical_json, hash_of
from backoffice.core.reports.restore import restore
from backoffice.core.templatetags.formats import money, qty
from backoffice.report_centre import jobs as report_jobs
from backoffice.report_centre.models import ReportSnapshot
from finance.models import Account
from finance.reports.income_statement import StatementPeriod, build_income_statement
from finance.reports.issue import IssuedBalance, IssuedStatement
from tests.finance.builders import NOW, draft, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
needs_pango = pytest.mark.skipif(pango_problem() is not None, reason="PDFs need the Pango library")
INCOME_STATEMENT, TRIAL_BALANCE = "finance.income_statement", "finance.trial_balance"
OCTOBER = {"period": "2026-10", "compare": "previous"}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def _run(kind: str, params: dict[str, Any]) -> Job:
    job = jobs.enqueue(kind=kind, title="DRE", params=params, by=SYSTEM, at=NOW)
    worker.run(str(job.pk))
    job.refresh_from_db()
    return job


def _file(job: Job, suffix: str, media: Path) -> bytes:
    stored = job.files.get(name__endswith=suffix)
    return (media / stored.path).read_bytes()


def _issued(job: Job) -> IssuedStatement:
    return restore(IssuedStatement, ReportSnapshot.objects.get(job_id=job.pk).content)


@needs_pango
def test_paper_spreadsheet_and_kept_figures_are_the_same(media: Path) -> None:
    job = _run(INCOME_STATEMENT, OCTOBER)

    assert (job.status, job.error) == ("done", "")
    statement = _issued(job).statement
    assert statement == build_income_statement(period=StatementPeriod(2026, 10), as_of_seq=statement.as_of_seq)
    first_page = PdfReader(io.BytesIO(_file(job, ".pdf", media))).pages[0].extract_text()
    text = first_page[first_page.index("Valores em R$") :]
    sheet = openpyxl.load_workbook(io.BytesIO(_file(job, ".xlsx", media))).worksheets[0]
    cells = {row[0].value: (row[1].value, row[3].value) for row in sheet.iter_rows(min_row=8) if row[0].value}
    for row in statement.rows:
        now, before = row.amounts
        assert tuple(Decimal(str(value)).quantize(Decimal("0.01")) for value in cells[row.label]) == (now, before), row.code
        line = next(line for line in text.splitlines() if re.match(rf"{re.escape(row.label)} [−0-9]", line))
        assert money(now) in line, row.code
        assert money(before) in line, row.code


@needs_pango
def test_the_paper_says_who_when_position_code_and_proves_itself(media: Path) -> None:
    job = _run(INCOME_STATEMENT, OCTOBER)

    snapshot = ReportSnapshot.objects.get(job_id=job.pk)
    reader = PdfReader(io.BytesIO(_file(job, ".pdf", media)))
    first, last = reader.pages[0].extract_text(), reader.pages[-1].extract_text()
    assert re.fullmatch(r"RG-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", snapshot.code)
    assert "DRE de outubro de 2026" in first
    assert "Período aberto: os números ainda podem mudar" in first
    assert "por Retaguarda" in first
    assert f"Código {snapshot.code}, posição do livro {qty(snapshot.as_of_seq)}," in first
    assert f"Página 1 de {len(reader.pages)}" in first
    assert "este relatório confere com o livro" in last
    assert snapshot.sha256[:8] in last
    assert job.result == {
        "code": snapshot.code,
        "position": snapshot.as_of_seq,
        "sha256": snapshot.sha256,
        "title": "DRE de outubro de 2026",
    }


@needs_pango
def test_a_year_by_month_lies_across(media: Path) -> None:
    job = _run(INCOME_STATEMENT, {"period": "2026", "formats": ["pdf"]})

    page = PdfReader(io.BytesIO(_file(job, ".pdf", media))).pages[0]
    assert page.mediabox.width > page.mediabox.height
    assert "DRE de 2026" in page.extract_text()
    assert [file.name for file in job.files.all()] == ["dre-2026.pdf"]


@needs_pango
def test_the_trial_balance_on_paper_and_in_the_spreadsheet(media: Path) -> None:
    job = _run(TRIAL_BALANCE, {"date_from": "2026-10-01", "date_to": "2026-10-31"})

    balance = restore(IssuedBalance, ReportSnapshot.objects.get(job_id=job.pk).content).balance
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(_file(job, ".pdf", media))).pages)
    sheet = openpyxl.load_workbook(io.BytesIO(_file(job, ".xlsx", media))).worksheets[0]
    closing = {row[0].value: row[5].value for row in sheet.iter_rows(min_row=8)}
    assert balance.is_balanced
    assert "4.300,00 D" in text
    assert closing["1.1.03.001"] == 4300


def test_a_spreadsheet_needs_no_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "Para gerar PDF falta a biblioteca Pango nesta máquina."
    monkeypatch.setattr(report_jobs, "pango_problem", lambda: sentence)
    monkeypatch.setattr(pdf, "pango_problem", lambda: sentence)

    with_pdf = _run(INCOME_STATEMENT, OCTOBER)
    without = _run(INCOME_STATEMENT, OCTOBER | {"formats": ["xlsx"]})

    assert (with_pdf.status, with_pdf.error) == ("failed", sentence)
    assert (without.status, [file.name for file in without.files.all()]) == ("done", ["dre-2026-10.xlsx"])
    with pytest.raises(JobFailed, match="Pango"):
        pdf.html_to_pdf("<p>")


@pytest.mark.parametrize("params", [{}, {"period": "2026-13"}, {"period": "2026-10", "compare": "moon"}])
def test_parameters_that_make_no_sense_fail_with_a_sentence(params: dict[str, Any]) -> None:
    job = _run(INCOME_STATEMENT, params | {"formats": ["xlsx"]})

    assert job.status == "failed"
    assert job.error.endswith((".", "moon"))
    assert ReportSnapshot.objects.count() == 0


def test_a_job_that_runs_again_issues_the_same_figures_under_the_same_code() -> None:
    job = _run(INCOME_STATEMENT, OCTOBER | {"formats": ["xlsx"]})
    first = ReportSnapshot.objects.get()
    post(draft(("4.3.02.001", "5"), ("1.1.01.002", "-5"), on=date(2026, 10, 9)))

    Job.objects.filter(pk=job.pk).update(status="queued", attempts=0)
    worker.run(str(job.pk))

    assert ReportSnapshot.objects.get().pk == first.pk


def test_the_same_position_gives_the_same_hash() -> None:
    _run(INCOME_STATEMENT, OCTOBER | {"formats": ["xlsx"]})
    _run(INCOME_STATEMENT, OCTOBER | {"formats": ["xlsx"]})

    first, second = ReportSnapshot.objects.order_by("id")
    assert first.sha256 == second.sha256
    assert first.code != second.code
    assert hash_of(canonical_json(first.content)) == first.sha256


def test_an_issued_report_does_not_change() -> None:
    _run(INCOME_STATEMENT, OCTOBER | {"formats": ["xlsx"]})

    with pytest.raises(IntegrityError, match="insert-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE report_centre_reportsnapshot SET content = '{}'")


def test_a_stranger_sees_the_hash_and_no_figures(client: Client) -> None:
    job = _run(INCOME_STATEMENT, OCTOBER | {"formats": ["xlsx"]})
    snapshot = ReportSnapshot.objects.get(job_id=job.pk)

    answer = client.get(f"/v/{snapshot.code.lower()}/")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "DRE de outubro de 2026" in page
    assert snapshot.sha256[:8] in page
    assert "dre-2026-10.xlsx" in page
    assert "257,66" not in page


def test_a_code_that_nobody_issued_leads_nowhere(client: Client) -> None:
    assert client.get("/v/RG-AAAA-BBBB-CCCC/").status_code == 404


def test_a_report_that_was_changed_past_the_trigger_is_told(client: Client) -> None:
    job = _run(INCOME_STATEMENT, OCTOBER | {"formats": ["xlsx"]})
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE report_centre_reportsnapshot DISABLE TRIGGER report_centre_snapshot_insert_only")
        cursor.execute("UPDATE report_centre_reportsnapshot SET content = jsonb_set(content, '{statement,line_count}', '1')")
        cursor.execute("ALTER TABLE report_centre_reportsnapshot ENABLE TRIGGER report_centre_snapshot_insert_only")

    page = client.get(f"/v/{ReportSnapshot.objects.get(job_id=job.pk).code}/").content.decode()

    assert "Não confie no papel" in page


def test_text_never_becomes_a_formula(media: Path) -> None:
    Account.objects.filter(code="1.1.01.002").update(name='=HYPERLINK("http://x","y")')

    job = _run(TRIAL_BALANCE, {"date_from": "2026-10-01", "date_to": "2026-10-31", "formats": ["xlsx"]})

    sheet = openpyxl.load_workbook(io.BytesIO(_file(job, ".xlsx", media))).worksheets[0]
    cell = next(row[1] for row in sheet.iter_rows(min_row=8) if row[0].value == "1.1.01.002")
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x","y")')
    assert cell.hyperlink is None


@needs_pango
@pytest.mark.parametrize(
    "evil",
    [
        '<link rel="attachment" href="file:///etc/hostname">',
        '<img src="file:///etc/hostname">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<link rel="stylesheet" href="http://static.invalid/../settings.py">',
        '<style>@import "http://static.invalid/backoffice/retaguarda.css"; body { background: url(ftp://x/y) }</style>',
    ],
)
def test_a_pdf_loads_nothing_but_the_paper_files(evil: str) -> None:
    content = pdf.html_to_pdf(f'<html lang="pt"><head><title>x</title></head><body>{evil}<p>ok</p></body></html>')

    reader = PdfReader(io.BytesIO(content))
    assert "ok" in reader.pages[0].extract_text()
    assert not list(reader.attachments)
    assert not reader.pages[0].images
