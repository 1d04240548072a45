"""Logs stay small, keep the last start, and give their last lines."""

from pathlib import Path

from backoffice.servers import logs


def test_an_overgrown_log_is_emptied_under_its_writer(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    with log.open("ab", buffering=0) as writer:
        writer.write(b"x" * 2000)
        logs.keep_small(tmp_path, largest=1000)
        writer.write(b"after")

    assert log.read_bytes() == b"after"
    assert len((tmp_path / "web.log.1").read_bytes()) == 2000


def test_a_small_log_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_text("short")

    logs.keep_small(tmp_path, largest=1000)

    assert (tmp_path / "web.log").read_text() == "short"
    assert not (tmp_path / "web.log.1").exists()


def test_a_start_keeps_the_logs_of_the_last_one(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_text("yesterday")

    logs.start_afresh(tmp_path)

    assert not (tmp_path / "web.log").exists()
    assert (tmp_path / "web.log.1").read_text() == "yesterday"


def test_the_tail_is_the_last_lines_indented(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_bytes(b"".join(b"line %d\n" % number for number in range(5000)) + b"caf\xe9\n")

    assert logs.tail(log, lines=2) == "    line 4999\n    caf\N{REPLACEMENT CHARACTER}"
    assert logs.tail(tmp_path / "absent.log") == "    (vazio)"
