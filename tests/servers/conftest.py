"""Throw-away state folders, and a supervisor in a process of its own to be hurt."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backoffice.servers.bootstrap import ROOT
from backoffice.servers.state import State


def wait_for(condition: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait until it holds, or fail; long, because a busy machine is no fault of the program."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Whether the process is there and is more than an entry that nobody has collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class SupervisedRun:
    """tests/servers/driver.py at work: a supervisor with small programs as its children."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.popen: subprocess.Popen[str] | None = None

    def start(self, programs: list[dict[str, object]], *, before: str = ":", **limits: object) -> None:
        """Start it from a shell that runs `before` and then becomes the supervisor."""
        shell = ["sh", "-c", f'{before}; exec "$@"', "sh"]
        driver = [
            *shell,
            sys.executable,
            str(Path(__file__).with_name("driver.py")),
            str(self.folder),
            json.dumps(programs),
            json.dumps(limits),
        ]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.popen = subprocess.Popen(driver, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env, start_new_session=True)
        wait_for((self.folder / "pids.json").exists)

    def pids(self) -> dict[str, int]:
        return dict(json.loads((self.folder / "pids.json").read_text()))

    def ask_to_stop(self, with_signal: signal.Signals = signal.SIGTERM) -> None:
        assert self.popen is not None
        self.popen.send_signal(with_signal)

    def ended(self) -> tuple[int, str]:
        """Its exit code and what it said."""
        assert self.popen is not None
        said, _ = self.popen.communicate(timeout=30)
        return self.popen.returncode, said


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[SupervisedRun]:
    run = SupervisedRun(tmp_path)
    yield run
    if run.popen is not None and run.popen.poll() is None:
        run.popen.kill()
        run.popen.communicate()


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = State(tmp_path / "state")
    state.create()
    yield state
    state.forget()  # as root it may have a home outside of the folder
