"""Migrations and demo data run when something changed, and only then."""

from pathlib import Path

import pytest

from backoffice.servers.errors import Refused
from backoffice.servers.prepare import migrations_digest, prepare
from backoffice.servers.process import Program
from backoffice.servers.state import State


class Commands:
    """Notes the commands that a supervisor is asked to run instead of running them."""

    def __init__(self, state: State, code: int = 0) -> None:
        self.log_folder = state.logs
        self.asked: list[str] = []
        self._state, self._code = state, code

    def run(self, program: Program) -> int:
        self.asked.append(" ".join(program.argv[2:]).replace(str(self._state.credentials), "PATH"))
        if "seed_demo" in program.argv:
            self._state.credentials.write_text("{}")
        return self._code


def prepared(state: State, *, database: str = "embedded", empty: bool = False) -> list[str]:
    commands = Commands(state)
    prepare(commands, state, {}, database=database, empty=empty)  # type: ignore[arg-type]
    return commands.asked


MIGRATE, SEED, SEED_USERS = "migrate --verbosity 1", "seed_demo --credentials PATH", "seed_demo --credentials PATH --users-only"


def test_the_first_start_migrates_and_seeds_and_the_second_does_neither(state: State) -> None:
    assert prepared(state) == [MIGRATE, SEED]
    assert prepared(state) == []


def test_an_empty_start_makes_the_users_only_and_a_full_one_adds_the_rest(state: State) -> None:
    assert prepared(state, empty=True) == [MIGRATE, SEED_USERS]
    assert prepared(state, empty=True) == []
    assert prepared(state) == [SEED]
    assert prepared(state, empty=True) == []


def test_another_database_is_migrated_and_seeded(state: State) -> None:
    prepared(state)

    assert prepared(state, database="another") == [MIGRATE, SEED]


def test_lost_credentials_are_made_again(state: State) -> None:
    prepared(state)
    state.credentials.unlink()

    assert prepared(state) == [SEED]


def test_a_failure_names_the_command_and_its_log_and_is_tried_again(state: State) -> None:
    (state.logs / "migrate.log").write_text("column does not exist\n")
    with pytest.raises(Refused, match=r"'manage.py migrate' falhou \(código 1\)(?s:.*)column does not exist"):
        prepare(Commands(state, code=1), state, {}, database="embedded", empty=False)  # type: ignore[arg-type]

    assert prepared(state) == [MIGRATE, SEED]


def test_the_digest_changes_with_any_migration_and_with_the_lock(tmp_path: Path) -> None:
    (tmp_path / "requirements.lock").write_text("a")
    migrations = tmp_path / "backoffice" / "core" / "migrations"
    (migrations / "sql").mkdir(parents=True)
    digests = [migrations_digest(tmp_path)]
    (migrations / "0001_first.py").write_text("x")
    digests.append(migrations_digest(tmp_path))
    (migrations / "sql" / "balance.sql").write_text("x")
    digests.append(migrations_digest(tmp_path))
    (tmp_path / "requirements.lock").write_text("b")
    digests.append(migrations_digest(tmp_path))

    assert len(set(digests)) == 4
    assert migrations_digest(tmp_path) == digests[-1]
