"""The real demo, whole: every process of it is killed in turn, and it must come back without a hand."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from backoffice.servers.bootstrap import ROOT
from backoffice.servers.ports import free_port
from backoffice.servers.runtime import read_runtime_env
from backoffice.servers.state import State
from tests.servers.conftest import is_alive, wait_for

PROCESSES = ("postgres", "valkey", "web", "worker", "beat")
NAMED_BY_THE_TEST_RUN = ("DATABASE_URL", "REDIS_URL", "BASE_URL", "MEDIA_ROOT", "DJANGO_SETTINGS_MODULE", "BACKOFFICE_SUPERVISED")

pytestmark = [
    pytest.mark.slow,
    # One demo for all of these, also where xdist deals the tests out.
    pytest.mark.xdist_group("demo"),
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="watches processes through /proc"),
]


class Demo:
    """One `manage.py demo` on a state of its own."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.port = free_port()
        self.said = state.path.parent / "demo.log"
        self.popen: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        env = {key: value for key, value in os.environ.items() if key not in NAMED_BY_THE_TEST_RUN}
        env |= {"BACKOFFICE_STATE": str(self.state.path), "BACKOFFICE_NO_BOOTSTRAP": "1"}
        command = [sys.executable, "manage.py", "demo", "--empty", "--port", str(self.port)]
        with self.said.open("ab") as said:
            self.popen = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        wait_for(self.is_ready, 120)

    def is_ready(self) -> bool:
        assert self.popen is not None
        assert self.popen.poll() is None, self.said.read_text()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def pids(self) -> dict[str, int]:
        return dict(json.loads(self.state.pids.read_text()))

    def stop(self) -> int:
        assert self.popen is not None
        self.popen.send_signal(signal.SIGINT)
        return self.popen.wait(30)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    demo = Demo(State(tmp_path_factory.mktemp("demo") / "state"))
    demo.start()
    yield demo
    demo.stop()
    demo.state.forget()


@pytest.mark.parametrize("name", PROCESSES)
def test_a_killed_process_is_replaced_and_the_demo_is_ready_again(demo: Demo, name: str) -> None:
    before = demo.pids()[name]

    os.kill(before, signal.SIGKILL)

    wait_for(lambda: demo.pids().get(name, before) != before, 20)
    wait_for(demo.is_ready, 60)
    assert is_alive(demo.pids()[name])


def test_runtime_env_names_the_servers_and_only_its_owner_may_read_it(demo: Demo) -> None:
    values = read_runtime_env(demo.state.runtime_env)

    assert values["BASE_URL"] == f"http://127.0.0.1:{demo.port}"
    assert {"DATABASE_URL", "REDIS_URL"} <= values.keys()
    assert any(key.startswith("DEMO_USER_") for key in values)
    assert demo.state.runtime_env.stat().st_mode & 0o777 == 0o600


def test_a_taken_port_is_refused_before_anything_starts(demo: Demo, tmp_path: Path) -> None:
    env = {**os.environ, "BACKOFFICE_STATE": str(tmp_path / "other"), "BACKOFFICE_NO_BOOTSTRAP": "1"}
    command = [sys.executable, "manage.py", "demo", "--port", str(demo.port)]

    refused = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)

    assert refused.returncode == 1
    assert f"A porta {demo.port} já está em uso" in refused.stderr
    assert not (tmp_path / "other").exists()


def test_the_kill_of_the_supervisor_leaves_nothing_and_the_next_start_is_clean(demo: Demo) -> None:
    assert demo.popen is not None
    pids = demo.pids()

    demo.popen.kill()
    demo.popen.wait()

    wait_for(lambda: not any(is_alive(pid) for pid in pids.values()), 60)
    demo.start()
    assert demo.pids().keys() == set(PROCESSES)
