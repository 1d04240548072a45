"""The application's own processes: web, worker and beat."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from backoffice.servers.ports import LOOPBACK
from backoffice.servers.process import Program

QUEUES = "default,reports,reconciliation,outbox"
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  gunicorn makes its own private files there


def web(env: Mapping[str, str], needs: tuple[str, ...], *, port: int, workers: int) -> Program:
    """gunicorn with threads. As a module, because a copied virtual environment has scripts that point elsewhere."""
    options = ["--bind", f"{LOOPBACK}:{port}", "--worker-class", "gthread", "--workers", str(workers), "--threads", "4"]
    # One import for all workers; each is replaced now and then, so that a leak stays small.
    options += ["--preload", "--max-requests", "5000", "--max-requests-jitter", "500"]
    # The state of a list is its URL, with every filter in it.
    options += ["--limit-request-line", "8190"]
    options += ["--timeout", "60", "--graceful-timeout", "5", "--no-control-socket", "--log-level", "warning"]
    if os.access(SHARED_MEMORY, os.W_OK):
        options += ["--worker-tmp-dir", str(SHARED_MEMORY)]
    return Program("web", _python("gunicorn", "backoffice.wsgi:application", *options), env, needs=needs, insist_with=signal.SIGQUIT)


def worker(env: Mapping[str, str], needs: tuple[str, ...]) -> Program:
    """One Celery worker for all queues. Told to insist, or orphaned, it drops its tasks: each is safe to run again."""
    options = ["--queues", QUEUES, "--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "INFO"]
    argv = _python("celery", "-A", "backoffice", "worker", *options)
    return Program("worker", argv, env, needs=needs, insist_with=signal.SIGQUIT, orphaned_with=signal.SIGQUIT)


def beat(env: Mapping[str, str], needs: tuple[str, ...], *, schedule: Path) -> Program:
    """Celery's clock. Its schedule file is used only where the settings do not keep the schedule in the database."""
    argv = _python("celery", "-A", "backoffice", "beat", "--pidfile=", "--schedule", str(schedule), "--loglevel", "INFO")
    return Program("beat", argv, env, needs=needs)


def manage(name: str, env: Mapping[str, str], *words: str) -> Program:
    """One `manage.py` command, run to its end; `name` is that of its log."""
    return Program(name, (sys.executable, "manage.py", *words), env)


def _python(module: str, *words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", module, *words)
