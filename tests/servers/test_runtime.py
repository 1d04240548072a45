"""runtime.env: written for people and for other commands, readable by its owner only."""

import json
from pathlib import Path

import pytest

from backoffice.servers.runtime import join_running_demo, read_runtime_env, runtime_values, write_runtime_env
from backoffice.servers.state import State


def test_runtime_env_reads_back_as_written_and_only_its_owner_may(tmp_path: Path) -> None:
    values = {"BASE_URL": "http://127.0.0.1:8000", "DATABASE_URL": "postgres://a:b=c@127.0.0.1:1/d", "DEMO_USER_SALES": "ana:a b=c"}

    write_runtime_env(tmp_path / "runtime.env", values)

    assert read_runtime_env(tmp_path / "runtime.env") == values
    assert (tmp_path / "runtime.env").stat().st_mode & 0o777 == 0o600


def test_a_value_with_a_line_break_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="DEMO_API_KEY"):
        write_runtime_env(tmp_path / "runtime.env", {"DEMO_API_KEY": "a\nDATABASE_URL=elsewhere"})

    assert not (tmp_path / "runtime.env").exists()


def test_an_absent_runtime_env_is_empty(tmp_path: Path) -> None:
    assert read_runtime_env(tmp_path / "runtime.env") == {}


def test_the_logins_that_seeding_made_are_among_the_values(tmp_path: Path) -> None:
    credentials = tmp_path / "credentials.json"
    credentials.write_text(json.dumps({"api_key": "k1", "users": {"SALES": "ana:segredo"}, "portal": {"ANA": "/p/#t 01/02/1990"}}))

    values = runtime_values("http://127.0.0.1:8000", "postgres://x", "redis://y", credentials)

    assert values == {
        "BASE_URL": "http://127.0.0.1:8000",
        "DATABASE_URL": "postgres://x",
        "REDIS_URL": "redis://y",
        "DEMO_API_KEY": "k1",
        "DEMO_PORTAL_ANA": "http://127.0.0.1:8000/p/#t 01/02/1990",
        "DEMO_USER_SALES": "ana:segredo",
    }


@pytest.fixture
def demo_state(state: State, monkeypatch: pytest.MonkeyPatch) -> State:
    monkeypatch.setenv("BACKOFFICE_STATE", str(state.path))
    write_runtime_env(state.runtime_env, {"DATABASE_URL": "postgres://demo", "REDIS_URL": "redis://demo"})
    return state


def test_a_command_joins_the_demo_that_runs(demo_state: State) -> None:
    environment: dict[str, str] = {"REDIS_URL": "redis://mine"}

    with demo_state.locked():
        join_running_demo(environment)

    assert environment["DATABASE_URL"] == "postgres://demo"
    assert environment["REDIS_URL"] == "redis://mine"
    assert environment["MEDIA_ROOT"] == str(demo_state.media)
    assert len(environment["SECRET_KEY"]) > 40


def test_a_command_leaves_a_demo_alone_that_no_longer_runs(demo_state: State) -> None:
    environment: dict[str, str] = {}

    join_running_demo(environment)

    assert environment == {}


def test_a_command_that_names_its_database_leaves_the_demo_alone(demo_state: State) -> None:
    environment = {"DATABASE_URL": "postgres://mine"}

    with demo_state.locked():
        join_running_demo(environment)

    assert environment == {"DATABASE_URL": "postgres://mine"}
