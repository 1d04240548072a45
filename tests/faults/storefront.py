"""A storefront as it should be: keeps every answer it got, and sends the same request again until it knows."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from backoffice.servers.ports import LOOPBACK

NOBODY = 0
ADDRESS = {
    "line1": "Rua das Flores, 10",
    "line2": "",
    "district": "Centro",
    "city": "Curitiba",
    "state": "PR",
    "postal_code": "80010-000",
    "country": "BR",
}


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 if the connection broke before there was an answer."""

    status: int
    body: dict[str, Any]
    text: str = ""
    retry_after: str | None = None


@dataclass
class Storefront:
    """Sends orders; safe to use from many threads."""

    port: int
    api_key: str
    timeout: float = 15.0

    def send(self, method: str, path: str, body: dict[str, Any] | None = None, *, key: str = "", port: int | None = None) -> Answer:
        """One request on a connection of its own."""
        headers = {"Authorization": f"Bearer {self.api_key}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        connection = http.client.HTTPConnection(LOOPBACK, port or self.port, timeout=self.timeout)
        try:
            connection.request(method, f"/api/v1/{path}", body=json.dumps(body) if body is not None else None, headers=headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            is_json = "json" in response.headers.get("Content-Type", "")
            return Answer(response.status, json.loads(text) if is_json else {}, text, response.headers.get("Retry-After"))
        except (OSError, http.client.HTTPException):
            return Answer(NOBODY, {})
        finally:
            connection.close()

    def post_order(self, key: str, sku: str = "COPO-00", quantity: int = 1, *, port: int | None = None) -> Answer:
        """Place an order whose number in the channel is its key."""
        return self.post_basket(key, [(sku, quantity)], port=port)

    def post_basket(self, key: str, lines: list[tuple[str, int]], *, port: int | None = None) -> Answer:
        """Place an order of several lines."""
        body = {
            "external_id": key,
            "customer": {"name": "Ana Prado", "email": f"{key}@example.com", "address": ADDRESS},
            "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in lines],
            "shipping_total": "12.00",
            "currency": "BRL",
        }
        return self.send("POST", "orders/", body, key=key, port=port)

    def insist(self, key: str, sku: str = "COPO-00", quantity: int = 1, *, seconds: float = 30.0) -> Answer:
        """Send the same order until it is answered with 201."""
        deadline = time.monotonic() + seconds
        while (answer := self.post_order(key, sku, quantity)).status != 201:
            assert answer.status in (NOBODY, 409, 503), answer
            assert time.monotonic() < deadline, f"{key} had no 201 within {seconds:.0f} s: {answer}"
            time.sleep(0.1)
        return answer


@dataclass
class Load:
    """Many buyers at once; every one insists on each of its orders.  Use as ``with``: at the end all have their answer."""

    storefront: Storefront
    name: str
    seed: int
    skus: list[str]
    threads: int = 8
    # Seconds for which a single order may be insisted upon.
    patience: float = 40.0

    # key -> the order's number: what the shop said yes to.
    acknowledged: dict[str, str] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)
    without_retry_after: int = 0
    strange: list[Answer] = field(default_factory=list)
    acknowledged_at: list[float] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._workers = [threading.Thread(target=self._buy, args=(number,), daemon=True) for number in range(self.threads)]

    def __enter__(self) -> Load:
        for worker in self._workers:
            worker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for worker in self._workers:
            worker.join(self.patience + 30)
        assert not any(worker.is_alive() for worker in self._workers), "a buyer hangs"

    def first_answer_after(self, moment: float) -> float | None:
        """Seconds from a moment of ``time.monotonic()`` to the first order acknowledged after it."""
        with self._lock:
            later = [at for at in self.acknowledged_at if at > moment]
        return min(later) - moment if later else None

    def _buy(self, number: int) -> None:
        chance = random.Random(self.seed * 1000 + number)
        count = 0
        while not self._stop.is_set():
            count += 1
            self._insist(f"{self.name}-{self.seed}-{number}-{count}", chance)

    def _insist(self, key: str, chance: random.Random) -> None:
        lines = [(sku, chance.randint(1, 3)) for sku in chance.sample(self.skus, 3)]
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline:
            answer = self.storefront.post_basket(key, lines)
            self._note(key, answer)
            if answer.status == 201:
                return
            time.sleep(chance.uniform(0.02, 0.1))
        self.given_up.append(key)

    def _note(self, key: str, answer: Answer) -> None:
        with self._lock:
            self.answers[answer.status] += 1
            if answer.status == 201:
                self.acknowledged[key] = answer.body["number"]
                self.acknowledged_at.append(time.monotonic())
            elif answer.status == 503:
                self.without_retry_after += answer.retry_after is None
            elif answer.status not in (NOBODY, 409) or answer.body.get("code") not in (None, "idempotency_key_in_use"):
                self.strange.append(answer)
            if "Traceback" in answer.text:
                self.strange.append(answer)
