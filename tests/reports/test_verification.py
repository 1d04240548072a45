"""What a stranger with a paper may learn, and what not."""

import hashlib
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from backoffice.core import jobs
from backoffice.core.actors import SYSTEM
from backoffice.core.jobs import worker
from backoffice.core.jobs.retention import sweep_files
from backoffice.core.models import Job
from backoffice.report_centre import throttle
from backoffice.report_centre.models import ReportSnapshot
from tests.finance.builders import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    # Counts in this process, so that neighbours' runs do not share them.
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}}
    cache.clear()
    return tmp_path


@pytest.fixture
def issued() -> ReportSnapshot:
    params = {"period": "2026-10", "compare": "previous", "formats": ["xlsx"]}
    job = jobs.enqueue(kind="finance.income_statement", title="DRE", params=params, by=SYSTEM, at=NOW)
    worker.run(str(job.pk))
    return ReportSnapshot.objects.get()


def _content(media: Path) -> bytes:
    return next(media.rglob("*.xlsx")).read_bytes()


def test_the_same_file_is_recognised_and_another_one_is_not(client: Client, issued: ReportSnapshot, media: Path) -> None:
    content = _content(media)

    same = client.post(f"/v/{issued.code}/", {"file": io.BytesIO(content)}).content.decode()
    other = client.post(f"/v/{issued.code}/", {"file": io.BytesIO(content + b" ")}).content.decode()

    assert "o mesmo arquivo" in same
    assert "dre-2026-10.xlsx" in same
    assert "NÃO é o que foi emitido" in other


@pytest.mark.parametrize("shape", [str.upper, lambda digest: " ".join([digest[:8], digest[8:]]), lambda digest: f"\n{digest}\n"])
def test_a_pasted_hash_is_compared_however_it_is_written(shape: Any, client: Client, issued: ReportSnapshot, media: Path) -> None:
    of_file = hashlib.sha256(_content(media)).hexdigest()

    assert "o mesmo arquivo" in client.post(f"/v/{issued.code}/", {"hash": shape(of_file)}).content.decode()
    assert "os mesmos números" in client.post(f"/v/{issued.code}/", {"hash": shape(issued.sha256)}).content.decode()
    assert "NÃO é o que foi emitido" in client.post(f"/v/{issued.code}/", {"hash": shape("0" * 64)}).content.decode()


@pytest.mark.parametrize("data", [{}, {"hash": "xyz"}, {"hash": "0" * 63}, {"hash": "\x00" * 64}])
def test_nothing_to_compare_is_said(data: dict[str, str], client: Client, issued: ReportSnapshot) -> None:
    answer = client.post(f"/v/{issued.code}/", data)

    assert answer.status_code == 422
    assert "64 dígitos" in answer.content.decode()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client: Client, issued: ReportSnapshot) -> None:
    answer = client.generic(
        "POST", f"/v/{issued.code}/", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(60 * 1024 * 1024)
    )

    assert answer.status_code == 413
    assert "Nada foi lido" in answer.content.decode()


@pytest.mark.parametrize("typed", ["{code}", "{lower}", "{bare}", " {spaced} ", "{without}"])
def test_a_code_is_found_however_it_is_typed(typed: str, client: Client, issued: ReportSnapshot) -> None:
    code = issued.code
    shapes = {
        "code": code, "lower": code.lower(), "bare": code.replace("-", ""), "spaced": code.replace("-", " "), "without": code[3:],
    }  # fmt: skip

    answer = client.get("/v/", {"code": typed.format(**shapes)}, follow=True)

    assert answer.status_code == 200
    assert "O código é verdadeiro" in answer.content.decode()


@pytest.mark.parametrize("code", ["RG-AAAA-BBBB-CCCC", "x", "RG-7F3K", "<script>alert(1)</script>", "RG-\u202e", "%00"])
def test_an_unknown_code_says_so_and_asks_again(code: str, client: Client) -> None:
    answer = client.get(f"/v/{code.replace('/', '')}/")

    assert answer.status_code == 404
    assert "<script>alert" not in answer.content.decode()
    assert 'name="code"' in answer.content.decode()


def test_nothing_but_what_the_paper_shows_is_told(client: Client, issued: ReportSnapshot) -> None:
    page = client.get(f"/v/{issued.code}/").content.decode()

    for figure in ("1.050,00", "257,66", "920,00"):
        assert figure not in page
    assert "Retaguarda" in page
    assert str(issued.job_id) not in page


def test_who_tries_codes_is_slowed_down(client: Client, issued: ReportSnapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "PER_MINUTE", 3)

    answers = [client.get("/v/RG-AAAA-BBBB-CCCC/").status_code for _try in range(5)]

    assert answers[:3] == [404, 404, 404]
    assert answers[-1] == 429
    assert client.get(f"/v/{issued.code}/", REMOTE_ADDR="198.51.100.7").status_code == 200


def test_a_file_that_was_kept_for_its_time_still_proves_itself(client: Client, issued: ReportSnapshot, media: Path) -> None:
    content = _content(media)
    job = Job.objects.get()
    late = job.finished_at.replace(year=job.finished_at.year + 1)

    assert sweep_files(at=job.finished_at + timedelta(days=179)) == 0
    assert sweep_files(at=late) == 1
    assert sweep_files(at=late) == 0

    assert list(media.rglob("*.xlsx")) == []
    assert "o mesmo arquivo" in client.post(f"/v/{issued.code}/", {"file": io.BytesIO(content)}).content.decode()
