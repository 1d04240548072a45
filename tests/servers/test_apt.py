"""Debian packages: only as root, with the lists refreshed at most once."""

import os
from pathlib import Path

import pytest

from backoffice.servers import apt

FAKE = """#!/bin/sh
echo "$1" >> {notes}
[ "$1" = update ] && touch {lists}
[ "$1" = update ] || [ -e {lists} ]
"""


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An apt-get that installs only with fresh lists, and notes what it was asked."""
    notes, program = tmp_path / "notes", tmp_path / "apt-get"
    program.write_text(FAKE.format(notes=notes, lists=tmp_path / "lists"))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return notes


def test_the_lists_are_refreshed_where_a_package_is_not_found(notes: Path) -> None:
    assert apt.install(["libpango-1.0-0"])
    assert notes.read_text().split() == ["install", "update", "install"]


def test_with_good_lists_they_are_left_alone(notes: Path) -> None:
    (notes.parent / "lists").touch()

    assert apt.install(["libpango-1.0-0"])
    assert notes.read_text().split() == ["install"]


def test_an_ordinary_user_installs_nothing(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert not apt.install(["libpango-1.0-0"])
    assert not notes.exists()


def test_a_hanging_package_manager_is_given_up(notes: Path) -> None:
    (notes.parent / "apt-get").write_text("#!/bin/sh\nexec sleep 30\n")

    assert not apt.install(["libpango-1.0-0"], seconds=0.2)
