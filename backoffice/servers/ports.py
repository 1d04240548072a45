"""Which loopback ports the demo uses, the same from one start to the next where they are free."""

from __future__ import annotations

import json
import secrets
import socket
from collections.abc import Sequence
from pathlib import Path

from backoffice.servers.state import read_json, write_private

LOOPBACK = "127.0.0.1"
SERVER_PORTS = range(20_000, 32_000)


def is_free(port: int) -> bool:
    """Whether a server could listen on this port now."""
    with socket.socket() as probe:
        # As the servers do: a port that only has closed connections fading away counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def free_port() -> int:
    """A port that is free now, below those that systems lend to outgoing connections.

    Those could be lent while a server is being restarted, even to a client that just tries to reach it: it would meet itself.
    """
    while not is_free(port := secrets.choice(SERVER_PORTS)):
        pass
    return port


def answers(port: int) -> bool:
    """Whether something accepts connections there."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=1):
            return True
    except OSError:
        return False


def kept_ports(path: Path, names: Sequence[str]) -> dict[str, int]:
    """A port for each name: the one of the last start where it is free, and written down for the next."""
    last = read_json(path)
    ports = {name: last[name] if isinstance(last.get(name), int) and is_free(last[name]) else free_port() for name in names}
    if ports != last:
        write_private(path, json.dumps(ports))
    return ports
