"""
A whole installation of its own: PostgreSQL, Valkey, web, worker and beat as real processes on free ports.

Nothing restarts what a test kills, but gunicorn its workers and Celery its pool: as under a supervisor that has not
come round yet.  Servers and programs are those of `manage.py demo` (docs/mechanisms/servers.md).
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg2
import redis

from backoffice.servers import leftovers, programs
from backoffice.servers.accounts import server_account
from backoffice.servers.bootstrap import ROOT
from backoffice.servers.ports import LOOPBACK, free_port
from backoffice.servers.postgres import find_postgres
from backoffice.servers.process import Program, spawn
from backoffice.servers.runtime import demo_environment
from backoffice.servers.state import State
from backoffice.servers.testing import PREFIX
from backoffice.servers.valkey import find_valkey
from tests.faults import gates
from tests.faults.processes import children_of, is_alive, wait_until

SETTINGS = "tests.faults.settings"
NAMED_BY_THE_TEST_RUN = ("DATABASE_URL", "REDIS_URL", "BASE_URL", "MEDIA_ROOT", "DJANGO_SETTINGS_MODULE", "BACKOFFICE_SUPERVISED")
WEB_WORKERS = 2


class Installation:
    """Start it once, hurt it, look at it."""

    def __init__(self) -> None:
        # The name of a test run's folder: if we are killed, the next `manage.py test` removes it.
        self.state = State(Path(tempfile.mkdtemp(prefix=PREFIX)))
        if os.geteuid() == 0:
            self.state.path.chmod(0o711)
        self.state.create()
        self._kept = contextlib.ExitStack()
        # So that another test run, which removes abandoned folders, can tell that this one is not.
        self._kept.enter_context(self.state.locked())
        account = server_account()
        self.home = self.state.servers_home(account)
        self.postgres = find_postgres(self.home, account, free_port())
        self.valkey = find_valkey(self.home, account, free_port())
        self.port = free_port()
        self.database_url, self.redis_url = self.postgres.url, self.valkey.url
        self.env = self._environment()
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.driver: subprocess.Popen[str] | None = None
        self.api_key = ""

    def _environment(self) -> dict[str, str]:
        inherited = {key: value for key, value in os.environ.items() if key not in NAMED_BY_THE_TEST_RUN}
        addresses = {
            "BASE_URL": f"http://{LOOPBACK}:{self.port}",
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "PYTHONUNBUFFERED": "1",
            leftovers.MARK: str(self.state.path),
        }
        return {**inherited, **demo_environment(self.state, self.home), **addresses}

    # -- from nothing to ready, and back

    def begin(self) -> None:
        """Make the data, migrate, lay the gates, seed a small shop, start everything."""
        # Without waiting for the disk while the folder is made; the server itself then runs with its real settings.
        replace(self.postgres, throw_away=True).make_data_folder()
        self.start("postgres", "valkey")
        self.postgres.create_database()
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=self.env, check=True, stdin=subprocess.DEVNULL
        )
        with self.connect() as connection:
            gates.lay(connection)
        self.api_key = self.tell("seed")["api_key"]
        self.start("web", "worker", "beat")
        self.wait_ready()

    def end(self) -> None:
        """Stop everything and remove it."""
        if self.driver is not None:
            self.driver.kill()
            self.driver.communicate()
        for name in reversed(list(self.running)):
            with contextlib.suppress(ProcessLookupError):
                self.kill(name)
        self._kept.close()
        self.state.forget()
        shutil.rmtree(self.state.path, ignore_errors=True)

    # -- programs

    def start(self, *names: str) -> None:
        """Start these at once and wait until servers answer."""
        started = [self._program(name) for name in names]
        for program in started:
            self.running[program.name] = spawn(program, self.log(program.name))
        for program in started:
            wait_until(program.is_ready, seconds=60, what=f"{program.name} being ready")

    def kill(self, name: str) -> None:
        """SIGKILL to the program and all that it started, as when a machine or a container dies."""
        popen = self.running.pop(name)
        below = self._below(popen.pid)
        os.kill(popen.pid, signal.SIGKILL)
        popen.wait()
        for pid in below:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not any(is_alive(pid) for pid in below), seconds=10, what=f"the death of all of {name}")
        if name == "postgres":
            # As the supervisor does: the number in it may meanwhile belong to a stranger.
            (self.postgres.data / "postmaster.pid").unlink(missing_ok=True)

    def stop_postgres_at_once(self) -> None:
        """What `pg_ctl stop -m immediate` sends: every session is cut off, nothing is written down."""
        popen = self.running.pop("postgres")
        popen.send_signal(signal.SIGQUIT)
        popen.wait(20)

    def pid(self, name: str) -> int:
        return self.running[name].pid

    def web_workers(self) -> list[int]:
        """gunicorn's working processes."""
        return children_of(self.pid("web"))

    def pool(self) -> list[int]:
        """Celery's working processes."""
        return children_of(self.pid("worker"))

    def log(self, name: str) -> Path:
        return self.state.logs / f"{name}.log"

    def _program(self, name: str) -> Program:
        if name == "postgres":
            return self.postgres.program()
        if name == "valkey":
            return self.valkey.program()
        if name == "web":
            return replace(programs.web(self.env, (), port=self.port, workers=WEB_WORKERS), is_ready=self._is_healthy)
        if name == "worker":
            return programs.worker(self.env, ())
        return programs.beat(self.env, (), schedule=self.state.path / "beat-schedule")

    def _below(self, pid: int) -> list[int]:
        found = children_of(pid)
        return found + [below for child in found for below in self._below(child)]

    # -- looking at it

    def connect(self) -> Any:
        """A connection of the test's own, in autocommit; use as ``with``."""
        connection = psycopg2.connect(self.database_url, connect_timeout=5)
        connection.autocommit = True
        return contextlib.closing(connection)

    def sql(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Rows of one statement."""
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(statement, list(parameters) or None)
            return list(cursor.fetchall()) if cursor.description else []

    def value(self, statement: str, *parameters: Any) -> Any:
        """The one value of one statement."""
        [(value,)] = self.sql(statement, *parameters)
        return value

    def get(self, path: str, *, cookie: str = "", seconds: float = 10.0) -> tuple[int, str]:
        """Status and body of a GET; status 0 if nobody answers."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=seconds)
        try:
            connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()

    def checks(self) -> dict[str, str]:
        """What /readyz finds."""
        return dict(json.loads(self.get("/readyz")[1] or "{}").get("checks", {}))

    def wait_ready(self, seconds: float = 60.0) -> float:
        """Wait until /readyz says 200; return after how many seconds."""
        return wait_until(lambda: self.get("/readyz")[0] == 200, seconds=seconds, what=lambda: f"/readyz (now {self.get('/readyz')})")

    def broker(self) -> redis.Redis:
        return redis.Redis.from_url(self.redis_url, socket_timeout=5)

    def _is_healthy(self) -> bool:
        return self.get("/healthz", seconds=2)[0] == 200

    # -- acting on it

    def tell(self, command: str, **words: Any) -> Any:
        """Have the driver do something inside the application (tests/faults/driver.py) and return its answer."""
        if self.driver is None:
            arguments = [sys.executable, "-m", "tests.faults.driver"]
            with self.log("driver").open("ab") as said:
                self.driver = subprocess.Popen(
                    arguments, cwd=ROOT, env=self.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True
                )
        assert self.driver.stdin is not None
        assert self.driver.stdout is not None
        self.driver.stdin.write(json.dumps({"command": command, **words}) + "\n")
        self.driver.stdin.flush()
        answer = self.driver.stdout.readline()
        assert answer, self.log("driver").read_text()
        return json.loads(answer)

    def enqueue(self, kind: str, count: int = 1, **params: Any) -> list[str]:
        """Ask for jobs; returns their ids.  Each is promised once this returns."""
        return list(self.tell("enqueue", kind=kind, count=count, params=params))

    def job(self, job_id: str) -> dict[str, Any]:
        """The row of a job."""
        names = ("status", "attempts", "result", "error", "lease_until", "checkpoint")
        [row] = self.sql(f"SELECT {', '.join(names)} FROM core_job WHERE id = %s", job_id)
        return dict(zip(names, row, strict=True))

    def wait_done(self, job_ids: list[str], *, seconds: float = 120.0) -> float:
        """Wait until all of these jobs are done; return after how many seconds."""
        count = "SELECT count(*) FROM core_job WHERE id = ANY(%s::uuid[]) AND status = 'done'"
        return wait_until(lambda: self.value(count, job_ids) == len(job_ids), seconds=seconds, what=f"{len(job_ids)} jobs", every=0.25)
