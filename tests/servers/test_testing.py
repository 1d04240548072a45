"""What `manage.py test` does around pytest."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from backoffice.servers import testing
from backoffice.servers.bootstrap import ROOT
from backoffice.servers.state import State


@pytest.fixture
def killed_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    """What a test run leaves that was killed ten minutes ago."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    state = State(tmp_path / f"{testing.PREFIX}abc")
    state.create()
    (state.path / "ports.json").write_text("{}")
    (state.path / "valkey").mkdir()
    os.utime(state.path, (0, 0))
    return state


@pytest.fixture
def at_work(killed_run: State) -> Iterator[None]:
    """Something that still works on its data."""
    with subprocess.Popen(["sleep", "60"], cwd=killed_run.path / "valkey") as server:
        yield
        server.kill()


def test_the_folder_of_a_killed_run_is_removed(killed_run: State) -> None:
    testing._remove_abandoned()

    assert not killed_run.path.exists()


@pytest.mark.usefixtures("at_work")
def test_a_folder_that_servers_still_work_on_is_left(killed_run: State) -> None:
    testing._remove_abandoned()

    assert killed_run.path.exists()


def test_a_folder_whose_lock_is_held_is_left(killed_run: State) -> None:
    with killed_run.locked():
        os.utime(killed_run.path, (0, 0))
        testing._remove_abandoned()

    assert killed_run.path.exists()


def test_the_demo_of_a_browser_story_is_left_while_it_runs_and_removed_after(killed_run: State) -> None:
    demo = State(killed_run.path / "state")
    demo.create()
    with demo.locked():
        os.utime(killed_run.path, (0, 0))
        testing._remove_abandoned()
        assert demo.path.exists()
    os.utime(killed_run.path, (0, 0))

    testing._remove_abandoned()

    assert not killed_run.path.exists()


def test_a_young_folder_is_left_for_its_run_may_be_about_to_lock_it(killed_run: State) -> None:
    os.utime(killed_run.path)

    testing._remove_abandoned()

    assert killed_run.path.exists()


def test_only_the_whole_suite_is_dealt_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    assert testing._dealt_out(["--ignore=tests/e2e"]) == ["-n", "2", "--dist", "loadgroup", "--ignore=tests/e2e"]
    assert testing._dealt_out(["tests/e2e"]) == ["tests/e2e"]
    assert testing._dealt_out(["-n0"]) == ["-n0"]


@pytest.mark.slow
def test_pytest_gets_the_words_and_its_exit_code_comes_back(tmp_path: Path) -> None:
    (tmp_path / "test_two.py").write_text("def test_a(): pass\ndef test_b(): assert False\n")
    command = [
        sys.executable,
        "manage.py",
        "test",
        str(tmp_path),
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        "--rootdir",
        str(tmp_path),
    ]
    env = {**os.environ, "BACKOFFICE_NO_BOOTSTRAP": "1", "TMPDIR": str(tmp_path)}
    env = {key: value for key, value in env.items() if key not in ("DATABASE_URL", "REDIS_URL")}

    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)

    assert run.returncode == 1, run.stderr
    assert "1 failed, 1 passed" in run.stdout
    assert not list(tmp_path.glob(f"{testing.PREFIX}*"))
