"""
POST orders/ over HTTP beside a bare DRF endpoint, placement in process beside raw statements, and the oversell race.

Everything runs in a scratch database on the same server, which is dropped at the end.  Both web servers are gunicorn
with 2 workers of 4 threads; rounds alternate, so that a noisy neighbour hits both.
"""

import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from tests.benchmarks.driver import Plan, drive
from tests.benchmarks.rows import BenchRow
from tests.benchmarks.shop import SCARCE

SCRATCH = "backoffice_bench_orders"
ROUNDS = 4
WARM_UP_ORDERS = 200
OURS, BARE = "backoffice.wsgi:application", "tests.benchmarks.bare_api:make_application()"
HTTP_TARGET, PROCESS_TARGET = 0.6, 0.5
_TICKS = os.sysconf("SC_CLK_TCK")


def run(*, seconds: int = 10, clients: int = 4) -> list[BenchRow]:
    """Measure for ``seconds`` on each side; medians of the rounds."""
    with _scratch_database() as env:
        shop = _python(env, "seed")
        figures: dict[str, list[tuple[float, float]]] = {OURS: [], BARE: []}
        with _server(OURS, env) as ours, _server(BARE, env) as bare:
            servers = {OURS: ours, BARE: bare}
            for name, server in servers.items():
                _measure(server, shop, clients, label=f"warm{name[:1]}", orders=WARM_UP_ORDERS)
            for number in range(ROUNDS):
                for name, server in servers.items():
                    figures[name].append(_measure(server, shop, clients, label=f"{number}{name[:1]}", seconds=seconds / ROUNDS))
            race = _race(ours, shop)
        rates = _python(env, "in-process", str(seconds / 2))
    return [*_http_rows(figures, clients), _process_row(rates), _race_row(race)]


def _http_rows(figures: dict[str, list[tuple[float, float]]], clients: int) -> list[BenchRow]:
    rate, bare_rate = (statistics.median(figure[0] for figure in figures[name]) for name in (OURS, BARE))
    cpu, bare_cpu = (statistics.median(figure[1] for figure in figures[name]) for name in (OURS, BARE))
    target = f">= {HTTP_TARGET} of the bare endpoint"
    return [
        BenchRow(
            name=f"POST orders/, 3 lines, {clients} clients",
            value=rate,
            unit="orders/s",
            raw=bare_rate,
            ratio=rate / bare_rate,
            target=target,
            passed=rate / bare_rate >= HTTP_TARGET,
        ),
        BenchRow(name="CPU of web and database per order", value=cpu, unit="ms", raw=bare_cpu, ratio=cpu / bare_cpu),
    ]


def _process_row(rates: dict[str, list[float]]) -> BenchRow:
    ours, raw = statistics.median(rates["ours"]), statistics.median(rates["raw"])
    return BenchRow(
        name="Placement in process, 3 lines, 1 thread",
        value=ours,
        unit="orders/s",
        raw=raw,
        ratio=ours / raw,
        target=f">= {PROCESS_TARGET} of raw psycopg2",
        passed=ours / raw >= PROCESS_TARGET,
    )


def _race_row(statuses: Counter[int]) -> BenchRow:
    others = sum(statuses.values()) - statuses[201] - statuses[409]
    exact = statuses == Counter({201: 100, 409: 400})
    target = "100 sold, 400 refused, 0 errors"
    if not exact:
        target += f" (got {statuses[201]}, {statuses[409]}, {others})"
    return BenchRow(name="500 buyers for 100 units, 16 clients", value=statuses[201], unit="sold", target=target, passed=exact)


def _measure(
    server: "_Server", shop: dict[str, Any], clients: int, *, label: str, seconds: float = 0, orders: int = 0
) -> tuple[float, float]:
    """(orders a second, CPU milliseconds an order) of one round; anything but 201 ends the benchmark."""
    plan = Plan(
        port=server.port,
        key=shop["key"],
        skus=tuple(shop["skus"]),
        documents=tuple(shop["documents"]),
        clients=clients,
        seconds=seconds,
        orders=orders,
        label=label,
    )
    before = server.cpu_seconds()
    statuses, elapsed = drive(plan)
    spent = server.cpu_seconds() - before
    if set(statuses) != {201}:
        raise RuntimeError(f"{server.application} answered {dict(statuses)}")
    return statuses[201] / elapsed, spent * 1000 / statuses[201]


def _race(server: "_Server", shop: dict[str, Any]) -> Counter[int]:
    plan = Plan(
        port=server.port, key=shop["key"], skus=(SCARCE,), documents=tuple(shop["documents"]), clients=16, lines=1, orders=500, label="race"
    )
    return drive(plan)[0]


class _Server:
    """A gunicorn that runs, and what it costs."""

    def __init__(self, application: str, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.application, self.process, self.port = application, process, port

    def cpu_seconds(self) -> float:
        """Of its processes and of the database's connections to the scratch database; the others are idle meanwhile."""
        pids = [self.process.pid, *_children(self.process.pid), *_backends()]
        return sum(map(_cpu_of, pids))


@contextlib.contextmanager
def _server(application: str, env: dict[str, str]) -> Iterator[_Server]:
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    command += ["--workers", "2", "--threads", "4", "--timeout", "60", "--no-control-socket", "--log-level", "warning"]
    process = subprocess.Popen(command, env=env, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield _Server(application, process, port)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the web server ended with {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("the web server did not open its port within 30 s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _scratch_database() -> Iterator[dict[str, str]]:
    """The environment of a new, empty database beside the present one."""
    database = settings.DATABASES["default"]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {SCRATCH} TEMPLATE template0")
    login = quote(database["USER"] or "postgres", safe="")
    if database["PASSWORD"]:
        login += ":" + quote(database["PASSWORD"], safe="")
    url = f"postgres://{login}@{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}/{SCRATCH}"
    try:
        yield {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "backoffice.settings.dev", "LOG_LEVEL": "ERROR"}
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)")


def _python(env: dict[str, str], *words: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.shop", *words]
    done = subprocess.run(command, env=env, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _children(pid: int) -> list[int]:
    return [int(child) for tasks in Path(f"/proc/{pid}/task").glob("*/children") for child in tasks.read_text().split()]


def _backends() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", [SCRATCH])
        return [row[0] for row in cursor.fetchall()]


def _cpu_of(pid: int) -> float:
    """User and system seconds; nothing for a process that is gone, or on another machine."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / _TICKS
