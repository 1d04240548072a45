"""Starts the servers that the environment does not name: PostgreSQL and Valkey, both at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from backoffice.servers.accounts import server_account
from backoffice.servers.leftovers import PROC, end_leftovers
from backoffice.servers.ports import kept_ports
from backoffice.servers.postgres import Postgres, find_postgres
from backoffice.servers.process import Program
from backoffice.servers.state import State
from backoffice.servers.supervisor import Supervisor
from backoffice.servers.valkey import Valkey, find_valkey

# A database that was killed under load first replays what it had not written.
READY_SECONDS = 120.0


@dataclass(frozen=True)
class Servers:
    """Where the application finds its servers, and which of them are ours."""

    home: Path
    database_url: str
    redis_url: str
    ours: tuple[str, ...]


def start_servers(supervisor: Supervisor, state: State, environment: Mapping[str, str], *, throw_away: bool = False) -> Servers:
    """Start what is not named by DATABASE_URL and REDIS_URL and wait until it answers.

    :raises Refused: where a program is missing or does not come up.
    """
    named_database, named_redis = environment.get("DATABASE_URL"), environment.get("REDIS_URL")
    account = server_account()
    home = state.servers_home(account)
    ports = kept_ports(state.ports, [name for name, named in (("postgres", named_database), ("valkey", named_redis)) if not named])
    postgres = None if named_database else find_postgres(home, account, ports["postgres"], throw_away=throw_away)
    valkey = None if named_redis else find_valkey(home, account, ports["valkey"], throw_away=throw_away)
    _clear_away_earlier_run(state, home, postgres)
    starting = _programs(postgres, valkey)
    supervisor.start(*starting)
    supervisor.wait_ready(*(program.name for program in starting), seconds=READY_SECONDS)
    if postgres:
        postgres.create_database()
    return Servers(
        home,
        postgres.url if postgres else str(named_database),
        valkey.url if valkey else str(named_redis),
        tuple(program.name for program in starting),
    )


def _programs(postgres: Postgres | None, valkey: Valkey | None) -> list[Program]:
    if postgres:
        postgres.make_data_folder()
    return [server.program() for server in (postgres, valkey) if server]


def _clear_away_earlier_run(state: State, home: Path, postgres: Postgres | None) -> None:
    """The lock on the state is ours, so whatever still works on it was left by a start that was killed."""
    folders = [home / "valkey", *([postgres.data] if postgres else [])]
    end_leftovers(state.path, [folder.resolve() for folder in folders])
    if postgres and PROC.is_dir():
        # Nothing works in the folder now. Its number may meanwhile belong to a stranger, and PostgreSQL would refuse to start.
        (postgres.data / "postmaster.pid").unlink(missing_ok=True)
