"""`manage.py demo`: everything, on this machine, with one command."""

from __future__ import annotations

import argparse
import hashlib
import http.client
import os
import sys
from dataclasses import dataclass
from functools import partial

from backoffice.servers import logs, pango_install, programs
from backoffice.servers.embedded import Servers, start_servers
from backoffice.servers.errors import Refused, StopAsked
from backoffice.servers.leftovers import MARK
from backoffice.servers.ports import LOOPBACK, is_free
from backoffice.servers.prepare import prepare
from backoffice.servers.runtime import DEV_SETTINGS, demo_environment, runtime_values, write_runtime_env
from backoffice.servers.state import State, state_path
from backoffice.servers.supervisor import Supervisor

READY_SECONDS = 120.0


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line."""

    port: int
    fresh: bool
    empty: bool
    workers: int

    @property
    def base_url(self) -> str:
        """Where the browser finds the demo."""
        return f"http://{LOOPBACK}:{self.port}"


def main(words: list[str]) -> int:
    """Run the demo until it is told to stop; the exit code is 0 for a stop by Ctrl-C or `kill`."""
    options, state = _options(words), State(state_path())
    try:
        _refuse_taken_port(options.port)
        state.create()
        with state.locked():
            if options.fresh:
                state.forget()
                state.create()
            _run(options, state)
    except Refused as refusal:
        print(f"\n{refusal}", file=sys.stderr)
        return 1
    return 0


def _options(words: list[str]) -> Options:
    parser = argparse.ArgumentParser(prog="manage.py demo", description="Sobe a Retaguarda inteira nesta máquina, com dados de teste.")
    parser.add_argument("--port", type=int, default=8000, help="porta da web, só no endereço 127.0.0.1 (padrão: 8000)")
    parser.add_argument("--fresh", action="store_true", help="apaga o estado anterior e começa do zero")
    parser.add_argument("--empty", action="store_true", help="sem dados de demonstração: só os usuários")
    parser.add_argument("--workers", type=int, default=2, help="processos da web (padrão: 2)")
    return Options(**vars(parser.parse_args(words)))


def _refuse_taken_port(port: int) -> None:
    if not 0 < port < 65536:
        raise Refused(f"{port} não é um número de porta; escolha um entre 1024 e 65535.")
    if not is_free(port):
        raise Refused(f"A porta {port} já está em uso (ou é reservada). Pare o programa que a usa, ou escolha outra com --port.")


def _run(options: Options, state: State) -> None:
    logs.start_afresh(state.logs)
    with Supervisor(state.logs, state.pids) as supervisor:
        try:
            print("Subindo PostgreSQL e Valkey...", flush=True)
            servers = start_servers(supervisor, state, os.environ)
            env = _environment(options, state, servers)
            pango = pango_install.begin(supervisor, once=state.path / "pango-tried")
            prepare(supervisor, state, env, database=_database_identity(), empty=options.empty)
            pango_install.finish(supervisor, pango)
            values = runtime_values(options.base_url, servers.database_url, servers.redis_url, state.credentials)
            write_runtime_env(state.runtime_env, values)
            _start_application(supervisor, options, state, servers, env)
            print(_welcome(options, state, values), flush=True)
            supervisor.watch()
        except StopAsked:
            print("\nParando...", flush=True)
        finally:
            state.runtime_env.unlink(missing_ok=True)
    print("Tudo parado. Os dados ficam para a próxima vez.", flush=True)


def _environment(options: Options, state: State, servers: Servers) -> dict[str, str]:
    addresses = {"BASE_URL": options.base_url, "DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}
    defaults = {"DJANGO_SETTINGS_MODULE": DEV_SETTINGS, "PYTHONUNBUFFERED": "1"}
    return {**defaults, **os.environ, **demo_environment(state, servers.home), **addresses, MARK: str(state.path)}


def _database_identity() -> str:
    """What tells one database from another; the embedded one moves from port to port and stays the same."""
    named = os.environ.get("DATABASE_URL")
    return hashlib.sha256(named.encode()).hexdigest() if named else "embedded"


def _start_application(supervisor: Supervisor, options: Options, state: State, servers: Servers, env: dict[str, str]) -> None:
    print("Subindo web, worker e beat...", flush=True)
    supervisor.start(
        programs.web(env, servers.ours, port=options.port, workers=options.workers),
        programs.worker(env, servers.ours),
        programs.beat(env, servers.ours, schedule=state.path / "beat-schedule"),
    )
    ready = partial(_answers_ready, options.port)
    supervisor.wait_until(ready, seconds=READY_SECONDS, what=f"A web ({options.base_url}/readyz)", every=0.15)


def _answers_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _welcome(options: Options, state: State, values: dict[str, str]) -> str:
    logins = [(key.removeprefix("DEMO_USER_"), *value.split(":", 1)) for key, value in values.items() if key.startswith("DEMO_USER_")]
    lines = ["", f"  Retaguarda pronta: {options.base_url}/", ""]
    if logins:
        lines += ["  Entre com um destes usuários (senhas só para experimentar; nada disto é acessível de fora desta máquina):"]
        lines += [f"    {name:<24} {password:<28} {role}" for role, name, password in logins]
        lines += [""]
    links = [value.rsplit(" ", 1) for key, value in values.items() if key.startswith("DEMO_PORTAL_")]
    if links:
        lines += ["  Portal de quem está em admissão, em janela anônima (o link e a data de nascimento que ele pede):"]
        lines += [f"    {link}  {born}" for link, born in links]
        lines += [""]
    lines += [
        f"  Endereços e a chave da API: {state.runtime_env}",
        f"  Registros (logs):           {state.logs}",
        "  Para parar: Ctrl-C. Para recomeçar do zero: python3 manage.py demo --fresh",
        "",
    ]
    return "\n".join(lines)
