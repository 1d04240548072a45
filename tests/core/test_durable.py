"""A file is there whole or not at all."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from backoffice.core import durable


def test_what_is_written_lies_there_with_its_digest_and_size(tmp_path: Path) -> None:
    target = tmp_path / "jobs" / "1" / "margem.pdf"

    written = durable.write(target, [b"one ", b"two"])

    assert target.read_bytes() == b"one two"
    assert (written.sha256, written.size_bytes) == (hashlib.sha256(b"one two").hexdigest(), 7)
    assert [path.name for path in target.parent.iterdir()] == ["margem.pdf"]


def test_a_source_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def upload() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError("the sender is gone")

    with pytest.raises(ConnectionResetError):
        durable.write(tmp_path / "a.csv", upload())

    assert list(tmp_path.iterdir()) == []
