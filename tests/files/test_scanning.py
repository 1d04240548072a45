"""The look for malware: clamd over its socket, and what happens while nobody answers."""

from __future__ import annotations

import os
import socket
import struct
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backoffice.core import files
from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry, KeptFile
from tests.files import papers
from tests.files.conftest import PURPOSE, Area

pytestmark = pytest.mark.django_db


class Clamd:
    """Speaks INSTREAM as clamd does: reads to the length of zero, then says what it found."""

    def __init__(self, path: Path) -> None:
        self.path, self.answer, self.received = path, b"stream: OK\0", [b""]
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._door.bind(str(path))
        self._door.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._door.close()
        self.path.unlink()

    def _serve(self) -> None:
        while True:
            try:
                line, _address = self._door.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!I", stream.read(4))[0]:
                    content += stream.read(size)
                self.received.append(content)
                line.sendall(self.answer)


@pytest.fixture
def clamd(tmp_path: Path, settings: Any) -> Iterator[Clamd]:
    server = Clamd(tmp_path / "clamd.sock")
    settings.CLAMD_SOCKET = str(server.path)
    yield server
    server.close()


def keep(content: bytes, by: Actor, at: datetime) -> KeptFile:
    return files.keep_file(content=content, name="x.jpg", purpose=PURPOSE, by=by, at=at)


def test_clamd_sees_every_byte_and_its_word_counts(clamd: Clamd, by: Actor, at: datetime) -> None:
    content = papers.jpeg((2000, 1500), quality=100) + b"x" * 200_000

    assert keep(content, by, at).verdict == "clean"

    assert clamd.received[-1] == content


def test_what_clamd_finds_is_not_kept(clamd: Clamd, by: Actor, at: datetime, media: Path) -> None:
    clamd.answer = b"stream: Eicar-Test-Signature FOUND\0"

    with pytest.raises(files.FileInfected):
        keep(papers.jpeg(), by, at)

    assert KeptFile.objects.count() == 0
    assert papers.on_disk(media) == []


def test_while_the_scanner_is_down_files_wait_unopened_and_are_looked_at_later(
    tmp_path: Path, settings: Any, by: Actor, at: datetime
) -> None:
    settings.CLAMD_SOCKET = str(tmp_path / "away.sock")
    good, bad = keep(papers.jpeg(), by, at), keep(papers.pdf(), by, at + timedelta(seconds=1))
    assert {kept.verdict for kept in (good, bad)} == {"pending"}
    with pytest.raises(files.FileWithheld) as told:
        files.read_file(good)
    assert told.value.data == {"reason": "pending"}
    assert files.scan_pending(by=by, at=at) == 0

    server = Clamd(tmp_path / "away.sock")
    answers = iter([b"stream: OK\0", b"stream: Eicar-Test-Signature FOUND\0"])
    type(server).answer = property(lambda self: next(answers), lambda self, value: None)  # type: ignore[assignment,method-assign]
    try:
        assert files.scan_pending(by=by, at=at) == 2
    finally:
        del type(server).answer
        server.close()

    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.verdict, bad.verdict) == ("clean", "quarantined")
    assert files.read_file(good).startswith(b"\xff\xd8\xff")
    with pytest.raises(files.FileWithheld) as told:
        files.read_file(bad)
    assert told.value.data == {"reason": "quarantined"}
    assert list(AuditEntry.objects.filter(subject_kind="file").values_list("action", "subject_key").order_by("id")) == [
        ("file.clean", str(good.pk)),
        ("file.quarantined", str(bad.pk)),
    ]


def test_an_answer_that_makes_no_sense_is_no_acquittal(clamd: Clamd, by: Actor, at: datetime) -> None:
    clamd.answer = b"INSTREAM size limit exceeded. ERROR\0"

    assert keep(papers.jpeg(), by, at).verdict == "pending"


@pytest.mark.django_db(transaction=True)
def test_what_belongs_to_nothing_is_thrown_away_after_a_day(by: Actor, at: datetime, area: Area, media: Path) -> None:
    used, unused, fresh = keep(papers.jpeg(), by, at), keep(papers.png(), by, at), keep(papers.pdf(), by, at + timedelta(hours=23))
    area.used = {used.pk}

    assert files.sweep_files(by=by, at=at + timedelta(days=1, minutes=1)) == 1

    unused.refresh_from_db()
    assert unused.disposed_at == at + timedelta(days=1, minutes=1)
    assert unused.name == ""
    assert files.read_file(used)
    assert files.read_file(fresh)
    with pytest.raises(files.FileWithheld) as told:
        files.read_file(unused)
    assert told.value.data == {"reason": "disposed"}


@pytest.mark.django_db(transaction=True)
def test_bytes_go_when_their_row_says_so_and_bytes_without_a_row_are_swept(by: Actor, at: datetime, area: Area, media: Path) -> None:
    used, unused = keep(papers.jpeg(), by, at), keep(papers.png(), by, at)
    area.used = {used.pk}
    orphan = media / "kept" / "aa" / "orphan.part"
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"half of a file")
    os.utime(orphan, (at.timestamp(), at.timestamp()))
    late = at + timedelta(days=2)

    assert files.sweep_files(by=by, at=late) == 2

    assert papers.on_disk(media) == [media / used.path]
    assert files.sweep_files(by=by, at=late) == 0
    assert KeptFile.objects.get(pk=unused.pk).sha256 == unused.sha256
