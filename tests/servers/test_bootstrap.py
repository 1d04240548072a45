"""What manage.py does before the packages are there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backoffice.servers import bootstrap as bootstrap_module
from backoffice.servers import install as install_module
from backoffice.servers.bootstrap import bootstrap, digest, is_installed, lock_for, stamp_of, venv_python


class StartedAgain(Exception):
    """Instead of replacing the test process."""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two empty locks, seen from a Python outside of any virtual environment."""
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text(f"# {name}\n")
    monkeypatch.delenv("BACKOFFICE_NO_BOOTSTRAP", raising=False)
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)

    def started_again(path: str, argv: list[str]) -> None:
        raise StartedAgain(argv)

    monkeypatch.setattr(os, "execv", started_again)
    return tmp_path


def installed(checkout: Path, lock: str) -> None:
    venv = checkout / ".venv"
    (venv / "bin").mkdir(parents=True, exist_ok=True)
    venv_python(venv).touch()
    stamp_of(venv, lock).write_text(digest(checkout / lock))


def test_only_the_tests_need_the_developers_packages(tmp_path: Path) -> None:
    assert lock_for(["manage.py", "test", "-k", "x"], tmp_path).name == "requirements-dev.lock"
    assert lock_for(["manage.py", "demo"], tmp_path).name == "requirements.lock"
    assert lock_for(["manage.py"], tmp_path).name == "requirements.lock"


def test_with_the_packages_there_the_command_starts_again_under_them(checkout: Path) -> None:
    installed(checkout, "requirements.lock")

    with pytest.raises(StartedAgain) as again:
        bootstrap(["manage.py", "demo", "--port", "1"], checkout)

    assert again.value.args[0] == [str(checkout / ".venv/bin/python"), "manage.py", "demo", "--port", "1"]


def test_without_the_packages_they_are_installed_first(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(install_module, "install", lambda venv, lock: asked.append(lock))

    with pytest.raises(StartedAgain):
        bootstrap(["manage.py", "demo"], checkout)

    assert asked == [checkout / "requirements.lock"]


def test_under_the_environment_itself_nothing_starts_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(checkout, "requirements.lock")
    monkeypatch.setattr(sys, "prefix", str(checkout / ".venv"))

    bootstrap(["manage.py", "demo"], checkout)


def test_somebody_elses_environment_is_left_alone(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", "/somewhere/venv")

    bootstrap(["manage.py", "demo"], checkout)

    assert not (checkout / ".venv").exists()


def test_the_bootstrap_can_be_turned_off(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKOFFICE_NO_BOOTSTRAP", "1")

    bootstrap(["manage.py", "demo"], checkout)

    assert not (checkout / ".venv").exists()


def test_an_old_python_is_refused_in_words(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap_module, "OLDEST_PYTHON", (99, 0))

    with pytest.raises(SystemExit, match="precisa de Python 3.11 ou mais novo"):
        bootstrap(["manage.py", "demo"], checkout)


def test_another_lock_counts_as_not_installed(checkout: Path) -> None:
    installed(checkout, "requirements.lock")
    lock = checkout / "requirements.lock"
    assert is_installed(checkout / ".venv", lock)

    lock.write_text("# other\n")

    assert not is_installed(checkout / ".venv", lock)


def test_an_environment_whose_python_is_gone_counts_as_not_installed(checkout: Path) -> None:
    installed(checkout, "requirements.lock")
    venv_python(checkout / ".venv").unlink()

    assert not is_installed(checkout / ".venv", checkout / "requirements.lock")


@pytest.mark.slow
def test_an_interrupted_install_is_made_anew_and_the_developers_lock_stamps_both(checkout: Path) -> None:
    venv = checkout / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / ".installing").touch()
    (venv / "half-a-package").touch()

    install_module.install(venv, checkout / "requirements-dev.lock")

    assert is_installed(venv, checkout / "requirements-dev.lock")
    assert is_installed(venv, checkout / "requirements.lock")
    assert not (venv / ".installing").exists()
    assert not (venv / "half-a-package").exists()
    subprocess.run([venv_python(venv), "-m", "pip", "--version"], check=True, capture_output=True)
