"""runtime.env: how other commands, and people, find the servers of the demo that runs now."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import Path

from backoffice.servers.state import State, read_json, secret, state_path, write_private

DEV_SETTINGS = "backoffice.settings.dev"


def write_runtime_env(path: Path, values: Mapping[str, str]) -> None:
    """Write `KEY=value` lines that only their owner may read."""
    for key, value in values.items():
        if "\n" in value or "\n" in key:
            raise ValueError(f"{key} has a line break in it")
    write_private(path, "".join(f"{key}={value}\n" for key, value in values.items()))


def read_runtime_env(path: Path) -> dict[str, str]:
    """Read it back; empty where there is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def runtime_values(base_url: str, database_url: str, redis_url: str, credentials: Path) -> dict[str, str]:
    """What runtime.env says: the addresses, and the logins that seeding left in the credentials file."""
    made = read_json(credentials)
    values = {"BASE_URL": base_url, "DATABASE_URL": database_url, "REDIS_URL": redis_url}
    if key := made.get("api_key"):
        values["DEMO_API_KEY"] = str(key)
    users: dict[str, str] = made.get("users", {})
    links: dict[str, str] = made.get("portal", {})
    values |= {f"DEMO_PORTAL_{name}": f"{base_url}{link}" for name, link in links.items()}
    return values | {f"DEMO_USER_{role}": login for role, login in users.items()}


def demo_environment(state: State, home: Path) -> dict[str, str]:
    """The variables, besides the addresses, that every process of the demo shares."""
    return {
        "BACKOFFICE_DEMO": "1",
        "BACKOFFICE_STATE": str(state.path),
        "MEDIA_ROOT": str(state.media),
        "SECRET_KEY": secret(home, "secret_key"),
    }


def join_running_demo(environment: MutableMapping[str, str]) -> None:
    """Point a command at the demo that runs now, unless the caller named a database."""
    if environment.get("DATABASE_URL"):
        return
    state = State(state_path())
    found = read_runtime_env(state.runtime_env)
    if not found or not state.is_in_use():
        return
    link = state.path / "servers"
    for key, value in (found | demo_environment(state, link.resolve() if link.is_symlink() else state.path)).items():
        environment.setdefault(key, value)
