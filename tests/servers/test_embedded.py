"""The real PostgreSQL and Valkey: started, killed, started again."""

import os
import signal
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg2
import pytest
import redis

from backoffice.servers import leftovers
from backoffice.servers.accounts import server_account
from backoffice.servers.embedded import Servers, start_servers
from backoffice.servers.errors import Refused
from backoffice.servers.leftovers import of_state
from backoffice.servers.state import State
from backoffice.servers.supervisor import Supervisor
from backoffice.servers.valkey import answers_ping
from tests.servers.conftest import wait_for


@pytest.fixture
def supervisor(state: State) -> Iterator[Supervisor]:
    # It must not adopt: pytest may have children of other tests.
    with Supervisor(state.logs, state.pids, adopts=False) as supervisor:
        yield supervisor


def ask(servers: Servers, question: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(servers.database_url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def test_the_application_owns_its_database_and_is_no_superuser(supervisor: Supervisor, state: State) -> None:
    servers = start_servers(supervisor, state, {}, throw_away=True)

    assert ask(servers, "SELECT current_user::text, rolsuper FROM pg_roles WHERE rolname = current_user") == [("backoffice", False)]
    ask(servers, "CREATE EXTENSION btree_gist; CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent")
    assert redis.Redis.from_url(servers.redis_url).ping()
    assert not answers_ping(urlsplit(servers.redis_url).port or 0, "a guess")


def test_what_was_committed_survives_the_kill_of_both_servers(supervisor: Supervisor, state: State) -> None:
    servers = start_servers(supervisor, state, {})
    ask(servers, "CREATE TABLE kept AS SELECT generate_series(1, 100) AS n")
    broker = redis.Redis.from_url(servers.redis_url)
    broker.set("kept", "yes")
    wait_for(lambda: broker.info("persistence")["aof_pending_bio_fsync"] == 0)

    for child in list(supervisor._children.values()):
        assert child.popen is not None
        os.kill(child.popen.pid, signal.SIGKILL)
        child.popen.wait()
    supervisor.wait_ready("postgres", "valkey", seconds=20)

    assert ask(servers, "SELECT count(*) FROM kept") == [(100,)]
    assert broker.get("kept") == b"yes"


def test_nothing_is_started_where_both_addresses_are_given(supervisor: Supervisor, state: State) -> None:
    servers = start_servers(supervisor, state, {"DATABASE_URL": "postgres://elsewhere", "REDIS_URL": "redis://elsewhere"})

    assert servers.ours == ()
    assert (servers.database_url, servers.redis_url) == ("postgres://elsewhere", "redis://elsewhere")


def test_data_of_another_postgres_are_not_passed_over(supervisor: Supervisor, state: State) -> None:
    """An empty database in place of theirs would look to people like the loss of everything."""
    old = state.servers_home(server_account()) / "pg14"
    old.mkdir()
    (old / "PG_VERSION").write_text("14")

    with pytest.raises(Refused, match="outra versão do PostgreSQL"):
        start_servers(supervisor, state, {})


def test_a_start_clears_away_what_a_killed_start_left(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers, "PATIENCE_SECONDS", 0.5)  # these were not told to stop
    with Supervisor(state.logs, adopts=False) as killed:
        first = start_servers(killed, state, {}, throw_away=True)
        homes = [path.resolve() for path in first.home.glob("pg*")]
        left = of_state(state.path, homes)
        assert left
        # As after a power cut in a container: the lock file names a process that now is another one.
        (homes[0] / "postmaster.pid").write_text(f"{os.getpid()}\n")
        with Supervisor(state.logs, adopts=False) as supervisor:
            second = start_servers(supervisor, state, {}, throw_away=True)
            assert ask(second, "SELECT 1") == [(1,)]
            assert not set(left) & set(of_state(state.path, homes))
