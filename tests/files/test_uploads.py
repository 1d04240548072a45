"""Files in pieces: cut off in the middle, sent twice, out of step, given up."""

from __future__ import annotations

import json
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory

from backoffice.core import files
from backoffice.core.actors import Actor
from backoffice.core.files import protocol, uploads
from backoffice.core.models import KeptFile, Upload, UploadPart
from tests.files import papers
from tests.files.conftest import PURPOSE

pytestmark = pytest.mark.django_db
OWNER = "user:7"


def start(content: bytes, at: datetime, owner: str = OWNER) -> Upload:
    return files.start_upload(name="rg.jpg", size_bytes=len(content), purpose=PURPOSE, owner=owner, at=at)


def append(upload: Upload, start: int, content: bytes, owner: str = OWNER) -> int:
    return files.append_part(upload_id=upload.pk, owner=owner, start=start, content=content)


def finish(upload: Upload, by: Actor, at: datetime, owner: str = OWNER) -> KeptFile:
    return files.finish_upload(upload_id=upload.pk, owner=owner, by=by, at=at)


def test_an_upload_that_was_cut_off_goes_on_where_it_stopped(by: Actor, at: datetime) -> None:
    content = papers.pdf(3)
    upload = start(content, at)
    assert append(upload, 0, content[:1000]) == 1000

    assert files.received_bytes(upload_id=upload.pk, owner=OWNER) == 1000
    assert append(upload, 1000, content[1000:]) == len(content)
    kept = finish(upload, by, at)

    assert (kept.pages, kept.content_type) == (3, "application/pdf")
    assert UploadPart.objects.count() == 0


def test_a_piece_that_comes_again_changes_nothing_and_a_gap_says_where_to_go_on(by: Actor, at: datetime) -> None:
    content = papers.jpeg()
    upload = start(content, at)
    append(upload, 0, content[:500])
    append(upload, 500, content[500:900])

    assert append(upload, 0, content[:500]) == 900
    assert append(upload, 500, content[500:900]) == 900
    for wrong in (901, 2000, 700):
        with pytest.raises(files.UploadOutOfStep) as told:
            append(upload, wrong, content[wrong : wrong + 400])
        assert told.value.data == {"received": 900}

    append(upload, 900, content[900:])
    assert files.read_file(finish(upload, by, at)).startswith(b"\xff\xd8\xff")


def test_finishing_again_is_the_same_file(by: Actor, at: datetime, media: Path) -> None:
    content = papers.jpeg()
    upload = start(content, at)
    append(upload, 0, content)

    assert finish(upload, by, at).pk == finish(upload, by, at).pk

    assert KeptFile.objects.count() == 1
    assert len(papers.on_disk(media)) == 1


def test_nothing_is_kept_of_half_a_file(by: Actor, at: datetime) -> None:
    content = papers.jpeg()
    upload = start(content, at)
    append(upload, 0, content[:-1])

    with pytest.raises(files.UploadIncomplete) as told:
        finish(upload, by, at)

    assert told.value.data == {"received": len(content) - 1, "size_bytes": len(content)}
    assert KeptFile.objects.count() == 0


def test_more_than_was_announced_is_refused(at: datetime) -> None:
    upload = start(b"x" * 100, at)

    with pytest.raises(files.FileTooLarge):
        append(upload, 0, b"x" * 101)
    with pytest.raises(files.FileTooLarge):
        append(upload, 0, b"x" * (uploads.LARGEST_PART + 1))

    assert files.received_bytes(upload_id=upload.pk, owner=OWNER) == 0


def test_too_large_and_empty_files_are_refused_before_a_byte_travels(at: datetime, settings: Any) -> None:
    for size, refusal in ((settings.KEPT_FILE_MAX_BYTES + 1, files.FileTooLarge), (0, files.FileEmpty), (-1, files.FileEmpty)):
        with pytest.raises(refusal):
            files.start_upload(name="x", size_bytes=size, purpose=PURPOSE, owner=OWNER, at=at)

    assert Upload.objects.count() == 0


def test_nobody_goes_on_with_somebody_elses_upload(by: Actor, at: datetime) -> None:
    content = papers.jpeg()
    upload = start(content, at)
    append(upload, 0, content)

    for act in (
        lambda: append(upload, 0, b"x", owner="user:8"),
        lambda: finish(upload, by, at, owner="user:8"),
        lambda: files.received_bytes(upload_id=upload.pk, owner="user:8"),
    ):
        with pytest.raises(files.UnknownUpload):
            act()

    kept = finish(upload, by, at)
    assert files.own_files(file_ids=[kept.pk], owner=OWNER)
    assert not files.own_files(file_ids=[kept.pk], owner="user:8")


def test_pieces_lie_sealed_in_the_table(at: datetime) -> None:
    upload = start(papers.EICAR + b"x" * 100, at)
    append(upload, 0, papers.EICAR)

    assert b"EICAR" not in bytes(UploadPart.objects.get().content)


def test_an_owner_begins_twenty_at_most_and_old_ones_are_forgotten(at: datetime) -> None:
    for _ in range(uploads.MOST_OPEN):
        start(b"x", at)
    with pytest.raises(files.TooManyUploads):
        start(b"x", at)
    start(b"x", at, owner="user:8")

    assert files.sweep_uploads(at=at + timedelta(hours=23)) == 0
    assert files.sweep_uploads(at=at + timedelta(hours=25)) == uploads.MOST_OPEN + 1

    assert start(b"x", at).received == 0


@pytest.mark.django_db(transaction=True)
def test_the_same_piece_twice_at_once_counts_once(at: datetime) -> None:
    content = papers.jpeg()
    upload = start(content, at)
    answers: list[object] = []

    def send() -> None:
        try:
            answers.append(append(upload, 0, content))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [len(content)] * 4
    assert UploadPart.objects.count() == 1


class Talk:
    """The exchange of the script with a view."""

    def __init__(self, by: Actor, at: datetime) -> None:
        self.by, self.at, self.make = by, at, RequestFactory()

    def __call__(self, method: str, content: bytes = b"", upload_id: Any = None, offset: object = None) -> tuple[int, dict[str, Any]]:
        headers = {} if offset is None else {"HTTP_UPLOAD_OFFSET": str(offset)}
        request = self.make.generic(method, "/x/", content, content_type="application/octet-stream", **headers)
        answer = protocol.answer(request, upload_id=upload_id, owner=OWNER, purpose=PURPOSE, by=self.by, at=self.at)
        return answer.status_code, json.loads(answer.content)


@pytest.fixture
def talk(by: Actor, at: datetime) -> Talk:
    return Talk(by, at)


def announce(content: bytes) -> bytes:
    return json.dumps({"name": "rg.jpg", "size": len(content)}).encode()


def test_the_protocol_brings_a_file_over(talk: Talk) -> None:
    content = papers.jpeg()

    status, begun = talk("POST", announce(content))
    assert (status, begun["received"]) == (201, 0)
    assert talk("PUT", content[:700], begun["id"], 0) == (200, {"received": 700})
    assert talk("GET", b"", begun["id"]) == (200, {"received": 700})
    assert talk("PUT", content[800:], begun["id"], 800)[1]["received"] == 700
    assert talk("PUT", content[700:], begun["id"], 700) == (200, {"received": len(content)})
    status, kept = talk("POST", b"", begun["id"])

    assert (status, kept) == (200, {"file": str(KeptFile.objects.get().pk), "pages": 1, "checked": True})


def test_a_file_that_is_refused_at_the_end_is_forgotten_and_says_why(talk: Talk) -> None:
    _status, begun = talk("POST", announce(b"GIF89a"))
    talk("PUT", b"GIF89a", begun["id"], 0)

    status, refusal = talk("POST", b"", begun["id"])

    assert (status, refusal["code"]) == (422, "file_kind_refused")
    assert "JPG, PNG ou PDF" in refusal["text"]
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"name": "x"}', b'{"name": "x", "size": -4}', b'{"name": "x", "size": "1e9"}', b"\xff" * 9000]
)
def test_an_announcement_that_makes_no_sense_is_an_empty_file(body: bytes, talk: Talk) -> None:
    assert talk("POST", body)[1]["code"] == "file_empty"
    assert Upload.objects.count() == 0
