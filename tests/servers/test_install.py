"""How the environment is made where Debian's Python comes without what it needs."""

import sys
from pathlib import Path

import pytest

from backoffice.servers import apt, install


class Machine:
    """Says which commands work, and remembers what was asked of it."""

    def __init__(self, *, has_ensurepip: bool, apt_works: bool, has_pip: bool) -> None:
        self.has_ensurepip, self.apt_works, self.has_pip = has_ensurepip, apt_works, has_pip
        self.installed: list[str] = []

    def works(self, command: list[str]) -> bool:
        if "--without-pip" in command or command[1] == "-c":
            return True
        return self.has_pip if "pip" in command else self.has_ensurepip

    def apt_install(self, packages: list[str]) -> bool:
        self.installed += packages
        self.has_ensurepip = self.has_ensurepip or self.apt_works
        return self.apt_works


def create_on(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "_works", machine.works)
    monkeypatch.setattr(apt, "install", machine.apt_install)
    install._create(Path("/nowhere/.venv"))


def test_nothing_is_installed_where_the_venv_module_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(has_ensurepip=True, apt_works=False, has_pip=False)

    create_on(machine, monkeypatch)

    assert machine.installed == []


def test_root_gets_the_missing_module_from_debian(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(has_ensurepip=False, apt_works=True, has_pip=False)

    create_on(machine, monkeypatch)

    assert machine.installed == ["python3-venv"]


def test_the_outer_pip_does_where_debian_cannot_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    create_on(Machine(has_ensurepip=False, apt_works=False, has_pip=True), monkeypatch)


def test_without_any_of_them_the_exact_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match="sudo apt-get install -y python3-venv"):
        create_on(Machine(has_ensurepip=False, apt_works=False, has_pip=False), monkeypatch)


def test_a_failed_pip_is_told_and_leaves_no_stamp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text("")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(install, "_pip", lambda venv: [sys.executable, "-c", "raise SystemExit(1)"])

    with pytest.raises(SystemExit, match="A instalação dos pacotes falhou"):
        install.install(tmp_path / ".venv", tmp_path / "requirements.lock")

    assert not list((tmp_path / ".venv").glob("*.sha256"))
