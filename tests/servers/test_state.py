"""The state folder: where it is, who may use it, what is removed from it."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backoffice.servers import state as state_module
from backoffice.servers.accounts import Account
from backoffice.servers.bootstrap import ROOT
from backoffice.servers.errors import Refused
from backoffice.servers.state import ROOT_HOME, State, read_json, secret, state_path, write_private


class ShutOut(Account):
    """An account that may enter nowhere."""

    def can_enter(self, folder: Path) -> bool:
        return False


def test_a_named_state_folder_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BACKOFFICE_STATE", str(tmp_path / "mine"))

    assert state_path() == tmp_path / "mine"


def test_an_ordinary_user_keeps_the_state_in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BACKOFFICE_STATE", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert state_path() == ROOT / ".local"


def test_root_keeps_the_state_where_the_servers_account_can_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BACKOFFICE_STATE", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    assert state_path().parent == ROOT_HOME


def test_a_second_demo_on_the_same_state_is_refused_and_told_which_process_has_it(state: State) -> None:
    assert not state.is_in_use()
    with state.locked():
        assert state.is_in_use()
        with pytest.raises(Refused, match=f"processo {os.getpid()}"), State(state.path).locked():
            pytest.fail("two demos on one state")
    assert not state.is_in_use()


def test_forgetting_removes_our_files_and_nothing_else(state: State) -> None:
    (state.path / "pg18").mkdir()
    (state.path / "pg18" / "PG_VERSION").write_text("18")
    (state.path / "prepared.json").write_text("{}")
    (state.path / "holiday.jpg").write_text("not ours")

    state.forget()

    assert sorted(path.name for path in state.path.iterdir()) == ["holiday.jpg", "lock"]


def test_two_that_forget_the_same_folder_at_once_do_not_trip_over_each_other(state: State) -> None:
    (state.path / "prepared.json").write_text("{}")
    for number in range(2000):
        folder = state.path / "pg18" / str(number % 20)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / str(number)).touch()

    with ThreadPoolExecutor(4) as pool:
        ended = [pool.submit(state.forget) for _ in range(4)]

    assert [each.exception() for each in ended] == [None] * 4
    assert not (state.path / "pg18").exists()


def test_what_may_not_be_removed_is_told(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    (state.path / "prepared.json").write_text("{}")
    (state.path / "pg18").mkdir()

    with monkeypatch.context() as system:
        system.setattr(state_module.shutil, "rmtree", refuse)
        with pytest.raises(PermissionError):
            state.forget()


def test_a_folder_where_no_demo_ever_ran_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "holiday.jpg").write_text("not ours")

    State(tmp_path).forget()

    assert (tmp_path / "media" / "holiday.jpg").exists()


def test_servers_that_cannot_enter_the_state_get_a_home_outside_that_is_forgotten_with_it(
    state: State, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(state_module, "ROOT_HOME", tmp_path / "outside")

    home = state.servers_home(ShutOut())
    again = state.servers_home(ShutOut())
    (home / "pg18").mkdir()
    state.forget()

    assert home.parent == tmp_path / "outside"
    assert again == home
    assert not home.exists()
    assert not (state.path / "servers").is_symlink()


def test_private_files_are_replaced_whole_and_readable_by_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "pids.json"
    path.write_text("old")
    path.chmod(0o644)

    write_private(path, "new")

    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["pids.json"]


def test_a_secret_is_made_once_and_differs_from_the_others(tmp_path: Path) -> None:
    first = secret(tmp_path, "valkey")

    assert secret(tmp_path, "valkey") == first
    assert secret(tmp_path, "secret_key") != first
    assert json.loads((tmp_path / "secrets.json").read_text())["valkey"] == first
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "{half", "[1, 2]"])
def test_a_broken_json_file_reads_as_empty(tmp_path: Path, content: str) -> None:
    (tmp_path / "ports.json").write_text(content)

    assert read_json(tmp_path / "ports.json") == {}
    assert read_json(tmp_path / "absent.json") == {}
