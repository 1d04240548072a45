"""c7 of the bad inputs: what is taken in is what we made of it."""

from __future__ import annotations

import io
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import InvalidToken
from PIL import Image

from backoffice.core import files
from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.models import KeptFile
from tests.files import papers
from tests.files.conftest import PURPOSE

pytestmark = pytest.mark.django_db


def keep(content: bytes, by: Actor, at: datetime, name: str = "foto.jpg") -> KeptFile:
    return files.keep_file(content=content, name=name, purpose=PURPOSE, by=by, at=at)


def picture(kept: KeptFile) -> Image.Image:
    return Image.open(io.BytesIO(files.read_file(kept)))


def test_a_picture_of_a_phone_stands_upright_and_has_lost_where_it_was_taken(by: Actor, at: datetime) -> None:
    kept = keep(papers.jpeg_of_a_phone(), by, at)

    content = files.read_file(kept)
    assert picture(kept).size == (600, 800)
    assert not picture(kept).getexif()
    assert b"CANARIO" not in content
    assert kept.content_type == "image/jpeg"
    assert kept.size_bytes == len(content)
    assert kept.sha256 != kept.source_sha256


@pytest.mark.parametrize(
    ("mode", "colour"), [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0)), ("P", 0), ("1", 1), ("L", 255), ("I;16", 65535), ("RGB", "white")]
)
def test_every_kind_of_png_becomes_a_plain_jpeg(mode: str, colour: Any, by: Actor, at: datetime) -> None:
    kept = keep(papers.png(mode=mode, colour=colour, text="CANARIO"), by, at)

    assert (picture(kept).format, picture(kept).mode, picture(kept).size) == ("JPEG", "RGB", (300, 200))
    assert b"CANARIO" not in files.read_file(kept)


def test_what_is_see_through_becomes_white_paper(by: Actor, at: datetime) -> None:
    kept = keep(papers.png(mode="RGBA", colour=(0, 0, 0, 0)), by, at)

    assert picture(kept).getpixel((10, 10)) == (255, 255, 255)


def test_a_large_picture_is_kept_at_three_thousand_pixels(by: Actor, at: datetime) -> None:
    kept = keep(papers.jpeg((6000, 4000)), by, at)

    assert picture(kept).size == (3000, 2000)


def test_a_second_file_behind_the_picture_does_not_survive(by: Actor, at: datetime) -> None:
    kept = keep(papers.jpeg() + b"<script>CANARIO</script>PK\x03\x04", by, at)

    assert b"CANARIO" not in files.read_file(kept)


def test_a_pdf_keeps_its_pages_and_what_was_filled_in_and_loses_what_acts(by: Actor, at: datetime) -> None:
    source = papers.acting_pdf()
    assert source.count(b"CANARIO") >= 5

    kept = keep(source, by, at, "comprovante.pdf")

    plain = papers.everything_in(files.read_file(kept))
    assert b"CANARIO" not in plain
    assert not re.search(rb"/(JavaScript|JS|Launch|URI|OpenAction|AA|EmbeddedFiles|XFA|AcroForm|Annots)\b", plain)
    assert b"(Comprovante) Tj" in plain
    assert b"(CAMPO PREENCHIDO) Tj" in plain
    assert (kept.content_type, kept.pages) == ("application/pdf", 1)


def test_a_pdf_that_is_also_something_else_is_only_a_pdf_afterwards(by: Actor, at: datetime) -> None:
    kept = keep(papers.pdf() + b"<html><script>CANARIO</script>PK\x03\x04CANARIO", by, at)

    assert b"CANARIO" not in papers.everything_in(files.read_file(kept))


def test_a_pdf_that_only_forbids_printing_is_read_and_kept_open(by: Actor, at: datetime) -> None:
    kept = keep(papers.locked_pdf(owner="dono"), by, at)

    assert b"/Encrypt" not in files.read_file(kept)
    assert b"Comprovante 1" in papers.everything_in(files.read_file(kept))


@pytest.mark.parametrize(
    ("content", "refusal", "data"),
    [
        (b"", files.FileEmpty, {}),
        (b"<html><body>oi</body></html>", files.FileKindRefused, {"kind": "web"}),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", files.FileKindRefused, {"kind": "web"}),
        (b"MZ\x90\0 programa", files.FileKindRefused, {"kind": "program"}),
        (b"PK\x03\x04 word/document.xml", files.FileKindRefused, {"kind": "office"}),
        (b"PK\x03\x04 fotos", files.FileKindRefused, {"kind": "archive"}),
        (b"\0\0\0\x18ftypheic\0\0\0\0", files.FileKindRefused, {"kind": "heic"}),
        (b"GIF89a", files.FileKindRefused, {"kind": "other"}),
        (b"\n\n%PDF-1.7 adiante", files.FileKindRefused, {"kind": "other"}),
        (b"%PDF-1.7\nnada", files.FileUnreadable, {"reason": "broken"}),
        (b"%PDF-1.7\n<script>alert(1)</script>", files.FileUnreadable, {"reason": "broken"}),
        (b"\xff\xd8\xff\xe0 nada", files.FileUnreadable, {"reason": "broken"}),
        (papers.jpeg()[:-900], files.FileUnreadable, {"reason": "broken"}),
        (papers.png()[:60], files.FileUnreadable, {"reason": "broken"}),
        (papers.locked_pdf(user="segredo"), files.FileUnreadable, {"reason": "password"}),
        (papers.pdf(31), files.FileTooLarge, {"pages": 31, "limit_pages": 30}),
        (papers.png_bomb(), files.FileTooLarge, {"limit_pixels": 50_000_000}),
        (papers.png_bomb(8_000), files.FileTooLarge, {"limit_pixels": 50_000_000}),
        (papers.EICAR, files.FileInfected, {}),
        (papers.jpeg() + papers.EICAR, files.FileInfected, {}),
    ],
    ids=lambda value: value[:12].hex() if isinstance(value, bytes) else None,
)
def test_what_cannot_be_kept_is_refused_with_what_to_do_and_nothing_stays(
    content: bytes, refusal: type[Any], data: dict[str, Any], by: Actor, at: datetime, media: Path
) -> None:
    with pytest.raises(refusal) as told:
        keep(content, by, at, "curriculo.pdf.exe")

    assert told.value.data == data
    assert text_of(told.value).count(". ") >= 1
    assert KeptFile.objects.count() == 0
    assert papers.on_disk(media) == []


def test_a_byte_more_than_the_limit_is_too_much(by: Actor, at: datetime, settings: Any) -> None:
    content = papers.jpeg()
    settings.KEPT_FILE_MAX_BYTES = len(content)
    assert keep(content, by, at).pages == 1

    settings.KEPT_FILE_MAX_BYTES = len(content) - 1
    with pytest.raises(files.FileTooLarge) as told:
        keep(content, by, at)

    assert told.value.data == {"limit_bytes": len(content) - 1}
    assert KeptFile.objects.count() == 1


def test_the_disk_and_the_table_say_nothing_about_whose_paper_it_is(by: Actor, at: datetime, media: Path) -> None:
    kept = keep(papers.pdf(text="MARIANA"), by, at, "rg mariana souza.pdf")

    [path] = papers.on_disk(media)
    assert path.relative_to(media).as_posix() == kept.path == f"kept/{kept.pk.hex[:2]}/{kept.pk.hex}"
    assert b"MARIANA" not in path.read_bytes()
    assert b"%PDF" not in path.read_bytes()
    stored = KeptFile.objects.extra(select={"sealed": "name"}).values_list("sealed", flat=True).get()
    assert "mariana" not in stored


def test_bytes_that_somebody_changed_on_the_disk_are_not_handed_out(by: Actor, at: datetime, media: Path) -> None:
    kept = keep(papers.jpeg(), by, at)
    [path] = papers.on_disk(media)
    sealed = bytearray(path.read_bytes())
    sealed[200] ^= 1
    path.write_bytes(bytes(sealed))

    with pytest.raises(InvalidToken):
        files.read_file(kept)


def test_a_full_disk_keeps_nothing_and_leaves_no_half_file(by: Actor, at: datetime, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(OSError, match="No space left"):
        keep(papers.jpeg(), by, at)

    assert KeptFile.objects.count() == 0
    assert papers.on_disk(media) == []


def test_a_purpose_nobody_answers_for_keeps_nothing(by: Actor, at: datetime, media: Path) -> None:
    with pytest.raises(ValueError, match="no area answers"):
        files.keep_file(content=papers.jpeg(), name="x", purpose="hr.unknown", by=by, at=at)

    assert papers.on_disk(media) == []
