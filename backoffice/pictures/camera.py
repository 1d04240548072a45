"""Takes the pictures of the album: each role signs in once, each picture is written small enough to live in the repository."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from backoffice.pictures import browser as browsers
from backoffice.pictures.album import Picture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LARGEST = 150 * 1024
# A screen has few colours; the shades of its letters fit in here.
PALETTES = (256, 128, 64, 32)
WAIT = 20_000
PAPER_DPI = 80


def take(pictures: Iterable[Picture], *, url: str, logins: dict[str, tuple[str, str]], browser: Browser) -> Iterator[tuple[Picture, str]]:
    """
    Take them one after the other; yields each with "" or with why it could not be taken.

    :param url: where the demo answers.
    :param logins: role -> (user name, password).
    """
    sessions: dict[str, Any] = {}
    for picture in pictures:
        look: dict[str, Any] = {"phone": picture.phone, "dark": picture.dark}
        if picture.role:
            if picture.role not in sessions:
                sessions[picture.role] = _session(browser, url, logins[picture.role])
            look["storage_state"] = sessions[picture.role]
        if picture.height and not picture.phone:
            look["viewport"] = browsers.WIDE | {"height": picture.height}
        context = browsers.new_context(browser, url, **look)
        try:
            page = context.new_page()
            page.set_default_timeout(WAIT)
            page.goto(picture.path)
            png = _photograph(page, picture)
        except Exception as error:
            # Whatever the browser says: the others are still taken, and the caller tells.
            yield picture, str(error).splitlines()[0]
        else:
            picture.file.parent.mkdir(parents=True, exist_ok=True)
            picture.file.write_bytes(shrink(png))
            yield picture, ""
        finally:
            context.close()


def _session(browser: Browser, url: str, login: tuple[str, str]) -> Any:
    context = browsers.new_context(browser, url)
    browsers.sign_in(context.new_page(), login)
    kept = context.storage_state()
    context.close()
    return kept


def _photograph(page: Page, picture: Picture) -> bytes:
    for act, what in picture.steps:
        if act == "paper":
            return _first_sheet(page, what)
        _do(page, act, what)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    if picture.part:
        return page.locator(picture.part).first.screenshot(animations="disabled")
    return page.screenshot(animations="disabled")


def _do(page: Page, act: str, what: str) -> None:
    """One step of a picture."""
    if act == "click":
        page.locator(what).first.click()
    elif act == "open":
        page.goto(page.locator(what).first.evaluate("link => link.href"))
    elif act == "press":
        page.keyboard.press(what)
    elif act == "type":
        page.keyboard.type(what)
    elif act == "wait":
        page.locator(what).first.wait_for()
    elif act == "see":
        page.locator(what).first.evaluate("part => part.scrollIntoView({block: 'start'})")
    else:
        raise ValueError(f"a picture's step is no {act!r}")


def _first_sheet(page: Page, link: str) -> bytes:
    """The first sheet of the PDF behind a link, as a picture."""
    if not (pdftoppm := shutil.which("pdftoppm")):
        raise RuntimeError("pdftoppm is missing: apt-get install poppler-utils")
    answer = page.request.get(page.locator(link).first.evaluate("link => link.href"))
    with tempfile.TemporaryDirectory() as folder:
        pdf, sheet = Path(folder) / "a.pdf", Path(folder) / "a"
        pdf.write_bytes(answer.body())
        subprocess.run([pdftoppm, "-png", "-singlefile", "-r", str(PAPER_DPI), str(pdf), str(sheet)], check=True)
        return sheet.with_suffix(".png").read_bytes()


def shrink(png: bytes) -> bytes:
    """The same picture with as few colours as it takes to stay under ``LARGEST`` bytes."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    small = png
    for colours in PALETTES:
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        small = out.getvalue()
        if len(small) <= LARGEST:
            break
    return small
