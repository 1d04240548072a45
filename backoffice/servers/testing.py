"""`manage.py test`: the test suite on servers of its own, which are thrown away."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
import time
from pathlib import Path

from backoffice.servers import pango_install
from backoffice.servers.embedded import start_servers
from backoffice.servers.errors import Refused, StopAsked
from backoffice.servers.leftovers import MARK, of_state
from backoffice.servers.process import Program
from backoffice.servers.state import State
from backoffice.servers.supervisor import Supervisor

TEST_SETTINGS = "backoffice.settings.test"
PREFIX = "backoffice-test-"
# More would starve the servers that all of them use.
MOST_PROCESSES = 4
# A folder younger than this may belong to a run that is about to lock it.
SETTLED_SECONDS = 60.0


def main(words: list[str]) -> int:
    """Run pytest with these words and return its exit code."""
    _remove_abandoned()
    state = State(Path(tempfile.mkdtemp(prefix=PREFIX)))
    try:
        if os.geteuid() == 0:
            state.path.chmod(0o711)
        state.create()
        with state.locked():
            return _run(state, words)
    except StopAsked as stop:
        return stop.exit_code
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    finally:
        state.forget()
        shutil.rmtree(state.path, ignore_errors=True)


def _run(state: State, words: list[str]) -> int:
    # pytest may start programs of its own and let them outlive a parent on purpose: they are not ours to kill.
    with Supervisor(state.logs, adopts=False) as supervisor:
        pango_install.finish(supervisor, pango_install.begin(supervisor))
        servers = start_servers(supervisor, state, os.environ, throw_away=True)
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": TEST_SETTINGS,
            "DATABASE_URL": servers.database_url,
            "REDIS_URL": servers.redis_url,
            "BACKOFFICE_STATE": str(state.path),
            "MEDIA_ROOT": str(state.media),
            MARK: str(state.path),
        }
        return supervisor.run(Program("pytest", (sys.executable, "-m", "pytest", *_dealt_out(words)), env), own_terminal=True)


def _dealt_out(words: list[str]) -> list[str]:
    """The whole suite goes to all cores, each process with a database of its own; who names tests or processes decides alone."""
    names_tests = any(not word.startswith("-") for word in words)
    names_processes = any(word.startswith(("-n", "--numprocesses", "--pdb")) for word in words)
    cores = min(os.cpu_count() or 1, MOST_PROCESSES)
    return words if names_tests or names_processes or cores == 1 else ["-n", str(cores), "--dist", "loadgroup", *words]


def _remove_abandoned() -> None:
    """Remove the folders of test runs that were killed: nobody holds their lock, and nothing works on them any more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            known = folder.lstat()
        except FileNotFoundError:
            continue  # another run that begins now was faster
        age = time.time() - known.st_mtime
        mine = stat.S_ISDIR(known.st_mode) and known.st_uid == os.geteuid()
        # The demo of the browser stories keeps its state one folder further down (backoffice/pictures/demo.py).
        states = [State(folder), State(folder / "state")]
        if mine and age > SETTLED_SECONDS and not any(_is_alive(state) for state in states):
            for state in states:
                state.forget()
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(state: State) -> bool:
    """Whether somebody holds its lock, or a process still works on it."""
    return state.is_in_use() or bool(of_state(state.path, _data_folders(state.path)))


def _data_folders(folder: Path) -> list[Path]:
    """Where servers of that run would work: in the folder, or in the home that it links to."""
    return [found.resolve() for home in (folder, folder / "servers") for name in ("pg*", "valkey") for found in home.glob(name)]
