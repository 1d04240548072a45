"""
A lean HTTP client for benchmarks: keep-alive, prepared bytes, one process per client.

The measuring side shares the machine with what it measures, so it must cost next to nothing.
"""

import json
import multiprocessing
import random
import socket
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

_BODY = json.dumps(
    {
        "external_id": "@id@",
        "customer": {
            "name": "Ana Beatriz Nogueira",
            "email": "ana@buyer@@example.com",
            "phone": "+55 41 99999-0000",
            "document": "@document@",
            "address": {
                "line1": "Rua Padre Anchieta, 1846",
                "line2": "ap. 32",
                "district": "Bigorrilho",
                "city": "Curitiba",
                "state": "PR",
                "postal_code": "80730-000",
                "country": "BR",
            },
        },
        "lines": "@lines@",
        "shipping_total": "19.90",
        "discount_total": "0.00",
        "currency": "BRL",
    }
)


@dataclass(frozen=True)
class Plan:
    """What the clients do: until ``seconds`` are over or ``orders`` are sent, each order of ``lines`` random SKUs."""

    port: int
    key: str
    skus: tuple[str, ...]
    documents: tuple[str, ...]
    clients: int = 4
    lines: int = 3
    seconds: float = 0
    orders: int = 0
    label: str = ""


def drive(plan: Plan) -> tuple[Counter[int], float]:
    """(answers by HTTP status, seconds from the first request to the last answer)."""
    context = multiprocessing.get_context("fork")
    results: Any = context.SimpleQueue()
    barrier = context.Barrier(plan.clients + 1)
    clients = [context.Process(target=_client, args=(plan, number, barrier, results)) for number in range(plan.clients)]
    for client in clients:
        client.start()
    barrier.wait(timeout=30)
    start = time.perf_counter()
    statuses: Counter[int] = Counter()
    for _ in clients:
        statuses.update(results.get())
    elapsed = time.perf_counter() - start
    for client in clients:
        client.join()
    return statuses, elapsed


def _client(plan: Plan, number: int, barrier: Any, results: Any) -> None:
    statuses: Counter[int] = Counter()
    try:
        rng = random.Random(f"{plan.label}{number}")
        connection = _connect(plan.port)
        barrier.wait(timeout=30)
        until = time.perf_counter() + plan.seconds if plan.seconds else float("inf")
        share = plan.orders // plan.clients + (number < plan.orders % plan.clients) if plan.orders else -1
        sent = 0
        while sent != share and time.perf_counter() < until:
            connection, status = _send(connection, plan, _request(plan, rng, f"{plan.label}-{number}-{sent}"))
            statuses[status] += 1
            sent += 1
    finally:
        results.put(dict(statuses))


def _request(plan: Plan, rng: random.Random, name: str) -> bytes:
    buyer = rng.randrange(len(plan.documents))
    lines = json.dumps([{"sku": sku, "quantity": 1} for sku in rng.sample(plan.skus, plan.lines)])
    body = (
        _BODY.replace("@id@", name).replace("@buyer@", str(buyer)).replace("@document@", plan.documents[buyer]).replace('"@lines@"', lines)
    )
    head = (
        f"POST /api/v1/orders/ HTTP/1.1\r\nHost: 127.0.0.1:{plan.port}\r\nAuthorization: Bearer {plan.key}\r\n"
        f"Content-Type: application/json\r\nIdempotency-Key: {name}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def _connect(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _send(connection: socket.socket, plan: Plan, request: bytes) -> tuple[socket.socket, int]:
    """Send one request and read the whole answer; a connection that the server closed is opened again."""
    for attempt in range(3):
        try:
            connection.sendall(request)
            return connection, _read(connection)
        except (ConnectionError, EOFError):
            connection.close()
            connection = _connect(plan.port)
            if attempt == 2:
                break
    return connection, 0


def _read(connection: socket.socket) -> int:
    received = b""
    while b"\r\n\r\n" not in received:
        received += _some(connection)
    head, _, rest = received.partition(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    missing = length - len(rest)
    while missing > 0:
        missing -= len(_some(connection))
    return int(head[9:12])


def _some(connection: socket.socket) -> bytes:
    received = connection.recv(65536)
    if not received:
        raise EOFError
    return received
