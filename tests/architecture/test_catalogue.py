"""Portuguese is complete: every string of the product for people has its translation, compiled."""

from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUES = sorted(ROOT.glob("*/locale/pt_BR/LC_MESSAGES/django.po")) + sorted(ROOT.glob("*/*/locale/pt_BR/LC_MESSAGES/django.po"))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_entry_is_empty_or_doubtful(path: Path) -> None:
    catalogue = polib.pofile(str(path))

    unfinished = [entry.msgid for entry in catalogue if entry.fuzzy or not (entry.msgstr or all(entry.msgstr_plural.values() or [""]))]

    assert unfinished == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_compiled_catalogue_is_up_to_date(path: Path) -> None:
    def content(catalogue: polib.POFile | polib.MOFile) -> dict[tuple[str | None, str], object]:
        return {(entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr for entry in catalogue if not entry.obsolete}

    assert content(polib.mofile(str(path.with_suffix(".mo")))) == content(polib.pofile(str(path)))
