"""The supervisor, with small programs as children and real signals."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.servers.conftest import SupervisedRun, is_alive, wait_for

SLEEP = "import time; time.sleep(60)"
WITH_CHILD = "import subprocess, time; open('grandchild', 'w').write(str(subprocess.Popen(['sleep', '60']).pid)); time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open('deaf', 'w').write('yes'); time.sleep(60)"
SAYS_WHEN_STOPPED = (
    "import signal, sys, time\n"
    "def stop(*_):\n"
    "    time.sleep({pause}); open('stopped', 'a').write('{name} '); sys.exit()\n"
    "signal.signal(signal.SIGTERM, stop); open('{name}.ready', 'w').close(); time.sleep(60)"
)

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="watches processes through /proc")


def a_program(name: str, code: str = SLEEP, needs: tuple[str, ...] = ()) -> dict[str, object]:
    return {"name": name, "code": code, "needs": list(needs)}


def test_a_killed_child_is_restarted_and_its_pid_rewritten(supervised: SupervisedRun) -> None:
    supervised.start([a_program("web"), a_program("worker")])
    before = supervised.pids()

    os.kill(before["web"], signal.SIGKILL)

    wait_for(lambda: supervised.pids().get("web", before["web"]) != before["web"])
    after = supervised.pids()
    assert is_alive(after["web"])
    assert after["worker"] == before["worker"]
    assert (supervised.folder / "pids.json").stat().st_mode & 0o777 == 0o600


def test_what_a_killed_child_leaves_behind_is_killed(supervised: SupervisedRun) -> None:
    supervised.start([a_program("worker", WITH_CHILD)])
    note = supervised.folder / "grandchild"
    wait_for(lambda: note.exists() and note.read_text())
    grandchild = int(note.read_text())
    assert is_alive(grandchild)

    os.kill(supervised.pids()["worker"], signal.SIGKILL)

    wait_for(lambda: not is_alive(grandchild))


def test_a_child_that_keeps_dying_stops_everything_and_its_log_is_named(supervised: SupervisedRun) -> None:
    supervised.start(
        [a_program("web"), a_program("beat", "print('no schedule here', flush=True); raise SystemExit(3)")], BACKOFF_SECONDS=[0.05]
    )
    web = supervised.pids()["web"]

    code, said = supervised.ended()

    assert code == 1
    assert "beat morreu 5 vezes" in said
    assert str(supervised.folder / "beat.log") in said
    assert said.rstrip().endswith("no schedule here")
    assert not is_alive(web)
    assert not (supervised.folder / "pids.json").exists()


def test_each_restart_of_a_dying_child_waits_longer(supervised: SupervisedRun) -> None:
    stamp = "import time; print(time.time(), flush=True); raise SystemExit(1)"
    supervised.start([a_program("beat", stamp)], BACKOFF_SECONDS=[0.05, 0.2, 0.4, 0.8])

    supervised.ended()

    at = [float(line) for line in (supervised.folder / "beat.log").read_text().splitlines()]
    waits = [later - earlier for earlier, later in zip(at, at[1:], strict=False)]
    assert len(at) == 5
    assert waits == sorted(waits)


def test_the_kill_of_the_supervisor_leaves_no_process(supervised: SupervisedRun) -> None:
    supervised.start([a_program("postgres"), a_program("web", needs=("postgres",))])
    pids = supervised.pids()

    supervised.ask_to_stop(signal.SIGKILL)

    wait_for(lambda: not any(is_alive(pid) for pid in pids.values()))


def test_those_that_need_others_are_stopped_first(supervised: SupervisedRun) -> None:
    database = a_program("postgres", SAYS_WHEN_STOPPED.format(name="postgres", pause=0))
    web = a_program("web", SAYS_WHEN_STOPPED.format(name="web", pause=0.3), needs=("postgres",))
    supervised.start([database, web])
    wait_for(lambda: all((supervised.folder / f"{name}.ready").exists() for name in ("postgres", "web")))

    supervised.ask_to_stop()

    assert supervised.ended()[0] == 0
    assert (supervised.folder / "stopped").read_text().split() == ["web", "postgres"]


def test_a_child_deaf_to_the_signal_is_killed_after_the_limit(supervised: SupervisedRun) -> None:
    supervised.start([a_program("worker", DEAF)], INSIST_AFTER_SECONDS=0.2, KILL_AFTER_SECONDS=0.5)
    wait_for((supervised.folder / "deaf").exists)
    worker = supervised.pids()["worker"]

    began = time.monotonic()
    supervised.ask_to_stop()

    assert supervised.ended()[0] == 0
    assert not is_alive(worker)
    assert time.monotonic() - began < 5


def test_a_dead_child_waits_for_what_it_needs(supervised: SupervisedRun) -> None:
    supervised.start([a_program("postgres"), a_program("web", needs=("postgres",))])
    os.kill(supervised.pids()["web"], signal.SIGKILL)
    time.sleep(0.5)
    assert not is_alive(supervised.pids()["web"])  # postgres is not ready yet

    (supervised.folder / "postgres.ready").touch()

    wait_for(lambda: is_alive(supervised.pids()["web"]))


def test_children_that_a_shell_left_us_are_not_ours_to_kill(supervised: SupervisedRun) -> None:
    note = supervised.folder / "stranger"
    supervised.start([a_program("web")], before=f"sleep 60 & echo $! > {note}")
    stranger = int(note.read_text())

    os.kill(supervised.pids()["web"], signal.SIGKILL)
    wait_for(lambda: is_alive(supervised.pids().get("web", 0)))

    assert is_alive(stranger)
    os.kill(stranger, signal.SIGKILL)
