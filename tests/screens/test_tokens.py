"""The contrast of every pair of colours that meet on a screen, computed again from the style sheet (WCAG 2.2)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parent.parent.parent / "static" / "backoffice" / "retaguarda.css"

TEXT = [
    *[("ink", surface) for surface in ("surface", "page", "surface-2", "select", "go-bg", "note-bg", "bad-bg", "done-bg")],
    *[("ink-2", surface) for surface in ("surface", "page", "surface-2", "select")],
    *[("ink-3", surface) for surface in ("surface", "page")],
    *[("link", surface) for surface in ("surface", "page", "select")],
    *[("action-ink", "action"), ("action-ink", "action-hover"), ("bad-ink", "bad"), ("avatar", "avatar-bg")],
    *[(name, f"{name}-bg") for name in ("wait", "go", "done", "note", "bad")],
    *[(name, surface) for name in ("go", "done", "note", "bad") for surface in ("surface", "page")],
]
LINES = [
    ("line-strong", "surface"),
    ("focus", "surface"),
    ("focus", "page"),
    *[(f"c{index}", "surface") for index in range(1, 6)],
    ("c-less", "surface"),
]


def _tokens(selector: str) -> dict[str, str]:
    block = re.search(rf"^{re.escape(selector)} {{\n(.*?)^}}", CSS.read_text(), re.S | re.M)
    assert block, f"{selector} has no block of tokens"
    return dict(re.findall(r"--rg-([\w-]+): (?:var\(--[\w-]+, )?(#[0-9a-f]{3,6})", block[1]))


LIGHT = _tokens(":root")
DARK = LIGHT | _tokens(".dark")


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula_is_the_known_one() -> None:
    assert _contrast("#fff", "#000000") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(theme: dict[str, str], ink: str, ground: str) -> None:
    assert _contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), LINES)
def test_lines_and_marks_can_be_seen(theme: dict[str, str], line: str, ground: str) -> None:
    assert _contrast(theme[line], theme[ground]) >= 3


def test_every_token_in_use_is_defined() -> None:
    css = CSS.read_text()
    defined = set(re.findall(r"(--rg-[\w-]+):", css))

    assert set(re.findall(r"var\((--rg-[\w-]+)", css)) <= defined


def test_colours_are_written_only_as_tokens() -> None:
    rules = CSS.read_text().split("/* ---------- B.", 1)[1].split("@media print", 1)[0]

    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", rules)) <= {"#000"}
