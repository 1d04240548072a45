"""The command that takes the pictures: what it says where it cannot, and how small a picture becomes."""

import io
import random
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from backoffice.pictures import browser as browsers
from backoffice.pictures import camera
from backoffice.pictures.album import ALBUM


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_without_a_chromium_it_says_how_to_get_one_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("BACKOFFICE_CHROMIUM", raising=False)
    # The packages of the browser may be absent as well; then the sentence names them.
    remedy = "apt-get install chromium" if browsers.sync_playwright else "requirements-e2e.lock"
    before = [(picture.file, picture.file.stat().st_mtime_ns) for picture in ALBUM]

    call_command("screenshots")

    assert remedy in capsys.readouterr().err
    assert [(picture.file, picture.file.stat().st_mtime_ns) for picture in ALBUM] == before


def test_a_name_that_no_picture_has_is_answered_with_those_there_are() -> None:
    with pytest.raises(CommandError, match=r"No picture is called like 'nada'\. There are: hoje, pedidos, "):
        call_command("screenshots", only="nada")


def test_a_screen_keeps_its_colours() -> None:
    screen = Image.new("RGB", (400, 300), "#f5f7f7")
    screen.paste("#16606e", (20, 20, 120, 60))

    small = Image.open(io.BytesIO(camera.shrink(_png(screen)))).convert("RGB")

    assert small.size == (400, 300)
    assert small.getpixel((5, 5)) == (0xF5, 0xF7, 0xF7)
    assert small.getpixel((30, 30)) == (0x16, 0x60, 0x6E)


def test_a_busy_picture_gets_fewer_colours_until_it_is_small_enough() -> None:
    dice = random.Random(1)
    busy = Image.frombytes("RGB", (420, 420), bytes(dice.randrange(256) for _ in range(420 * 420 * 3)))
    many = io.BytesIO()
    busy.quantize(camera.PALETTES[0], dither=Image.Dither.NONE).save(many, "PNG", optimize=True)
    assert len(many.getvalue()) > camera.LARGEST

    assert len(camera.shrink(_png(busy))) <= camera.LARGEST


def test_no_step_of_a_picture_presses_what_writes() -> None:
    acts = {act for picture in ALBUM for act, _what in picture.steps}

    assert acts <= {"click", "open", "press", "type", "wait", "see", "paper"}
    assert [picture.name for picture in ALBUM for act, what in picture.steps if act == "click" and "submit" in what] == []
    assert [picture.name for picture in ALBUM for act, what in picture.steps if act == "press" and what == "Enter"] == []
