"""Brings the database up to date before the start: migrations and demo data, skipped where nothing can have changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from backoffice.servers import logs, programs
from backoffice.servers.bootstrap import LOCK, ROOT
from backoffice.servers.errors import Refused
from backoffice.servers.state import State, read_json, write_private
from backoffice.servers.supervisor import Supervisor

EVERYTHING, USERS_ONLY = "demo data", "users only"


def migrations_digest(root: Path = ROOT) -> str:
    """A digest of every migration of ours, and of the lock, which stands for everybody else's."""
    found = sorted(path for pattern in ("*/migrations/**/*", "*/*/migrations/**/*") for path in root.glob(pattern))
    content = hashlib.sha256((root / LOCK).read_bytes())
    for path in found:
        if path.suffix in (".py", ".sql"):
            content.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return content.hexdigest()


def prepare(supervisor: Supervisor, state: State, env: Mapping[str, str], *, database: str, empty: bool) -> None:
    """Migrate and seed where the last success was for other migrations, another database, or fewer data.

    :raises Refused: where one of them fails.
    """
    wanted = {"migrations": migrations_digest(), "database": database}
    last = read_json(state.prepared)
    seeded = last.pop("seeded", None)
    if last != wanted:
        seeded = None
        print("Preparando o banco de dados...", flush=True)
        _run(supervisor, "migrate", env, "migrate", "--verbosity", "1")
    wanted_seed = USERS_ONLY if empty else EVERYTHING
    if seeded not in (wanted_seed, EVERYTHING) or not state.credentials.exists():
        if not empty:
            print("Criando os dados de demonstração...", flush=True)
        _run(supervisor, "seed", env, "seed_demo", "--credentials", str(state.credentials), *(["--users-only"] if empty else []))
        seeded = wanted_seed
    write_private(state.prepared, json.dumps({**wanted, "seeded": seeded}))


def _run(supervisor: Supervisor, name: str, env: Mapping[str, str], *words: str) -> None:
    if code := supervisor.run(programs.manage(name, env, *words)):
        log = supervisor.log_folder / f"{name}.log"
        raise Refused(f"'manage.py {words[0]}' falhou (código {code}). O motivo deve estar em {log}:\n{logs.tail(log)}")
