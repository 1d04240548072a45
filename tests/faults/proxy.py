"""A proxy between storefront and web that loses the answer: the request goes through, the answer does not come back."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from backoffice.servers.ports import LOOPBACK


@dataclass
class Cutting:
    """One connection through the proxy, and the answer it kept for itself."""

    port: int
    withheld: bytes = b""


@contextmanager
def answer_cut_off(to_port: int) -> Iterator[Cutting]:
    """Take one connection, pass on what the client sends, and cut the client off once the whole answer is in."""
    listening = socket.create_server((LOOPBACK, 0))
    listening.settimeout(20)
    cutting = Cutting(port=listening.getsockname()[1])
    thread = threading.Thread(target=_serve, args=(listening, to_port, cutting), daemon=True)
    thread.start()
    try:
        yield cutting
    finally:
        listening.close()
        thread.join(20)


def _serve(listening: socket.socket, to_port: int, cutting: Cutting) -> None:
    with contextlib.suppress(OSError):
        client, _ = listening.accept()
        with client, socket.create_connection((LOOPBACK, to_port), timeout=20) as web:
            forward = threading.Thread(target=_forward, args=(client, web), daemon=True)
            forward.start()
            web.settimeout(20)
            while more := web.recv(65536):
                cutting.withheld += more
                if _is_whole(cutting.withheld):
                    # A close alone would wait for the other thread's recv.
                    client.shutdown(socket.SHUT_RDWR)
                    return


def _forward(client: socket.socket, web: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while more := client.recv(65536):
            web.sendall(more)


def _is_whole(answer: bytes) -> bool:
    head, found, body = answer.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if found and line.startswith(b"content-length:"):
            return len(body) >= int(line.split(b":")[1])
    return False
