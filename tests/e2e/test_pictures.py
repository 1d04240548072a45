"""The camera of README and the guide against the real demo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from backoffice.pictures import camera
from backoffice.pictures.album import ALBUM, Picture
from backoffice.pictures.demo import Demo

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def _of(name: str, folder: Path) -> Picture:
    return replace(next(picture for picture in ALBUM if picture.name == name), folder=folder)


def test_a_phone_a_dialog_and_a_paper_are_taken(demo: Demo, browser: Browser, tmp_path: Path) -> None:
    wanted = [_of(name, tmp_path) for name in ("separacao", "cancelar", "dre-pdf")]

    taken = list(camera.take(wanted, url=demo.url, logins=demo.logins, browser=browser))

    assert [(picture.name, trouble) for picture, trouble in taken] == [("separacao", ""), ("cancelar", ""), ("dre-pdf", "")]
    assert [Image.open(picture.file).size for picture, _trouble in taken][:2] == [(780, 1688), (1280, 860)]
    assert all(picture.file.stat().st_size <= camera.LARGEST for picture, _trouble in taken)


def test_a_picture_that_cannot_be_taken_stops_no_other(
    demo: Demo, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "WAIT", 2_000)
    absent = Picture("absent", "", "/entrar/", (("open", "a[href*=nowhere]"),), folder=tmp_path)

    taken = dict(camera.take([absent, _of("entrar", tmp_path)], url=demo.url, logins=demo.logins, browser=browser))

    assert "Timeout" in taken[absent]
    assert not absent.file.exists()
    assert [trouble for picture, trouble in taken.items() if picture.name == "entrar"] == [""]
