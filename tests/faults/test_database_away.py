"""F7, P13: PostgreSQL dies in mid-load.  Nobody sees more than "try again", and what was acknowledged is there."""

import threading
import time

import pytest

from tests.faults import invariants
from tests.faults.goods import SKUS
from tests.faults.installation import Installation
from tests.faults.storefront import NOBODY, Load, Storefront

PAGES = ["/entrar/", "/", "/readyz", "/healthz", "/api/v1/orders/?status=open"]
# Looked up in the database like any other.
SOME_SESSION = "sessionid=0123456789abcdefghijklmnopqrstuv"


class Visitor(threading.Thread):
    """Looks at pages all the time and keeps what it saw."""

    def __init__(self, installation: Installation) -> None:
        super().__init__(daemon=True)
        self.installation = installation
        self.stop = threading.Event()
        self.seen: list[tuple[str, int, str]] = []

    def run(self) -> None:
        while not self.stop.is_set():
            for path in PAGES:
                status, body = self.installation.get(path, cookie=SOME_SESSION)
                self.seen.append((path, status, body))
            self.stop.wait(0.1)


@pytest.mark.parametrize("how", ["kill -9", "immediate"])
def test_a_dead_database_costs_a_retry_and_nothing_else(installation: Installation, storefront: Storefront, seed: int, how: str) -> None:
    name = f"pg-{how[:4]}".replace(" ", "")
    workers = installation.web_workers()
    visitor = Visitor(installation)
    visitor.start()

    with Load(storefront, name, seed, SKUS, threads=8) as load:
        time.sleep(2)
        if how == "immediate":
            installation.stop_postgres_at_once()
        else:
            installation.kill("postgres")
        time.sleep(2)
        acknowledged_while_away = len(load.acknowledged)
        installation.start("postgres")
        back = time.monotonic()
        time.sleep(4)
    visitor.stop.set()
    visitor.join(30)

    first = load.first_answer_after(back)
    print(f"{how}: answers {dict(load.answers)}, first order {first:.2f} s after the database was back")
    assert load.answers[503] > 0, "the fault was felt"
    assert load.without_retry_after == 0
    assert load.strange == []
    assert load.given_up == []
    assert first is not None
    assert first < 10
    assert len(load.acknowledged) > acknowledged_while_away
    assert not [seen for seen in visitor.seen if seen[1] not in (NOBODY, 200, 302, 401, 503) or "Traceback" in seen[2]]
    assert {status for path, status, _ in visitor.seen if path == "/healthz"} == {200}
    assert any(path == "/readyz" and status == 503 and '"database": "away"' in body for path, status, body in visitor.seen)
    assert installation.web_workers() == workers, "no process had to be replaced"
    placed = dict(installation.sql("SELECT external_id, number FROM orders_order WHERE external_id LIKE %s", f"{name}-{seed}-%"))
    assert placed == load.acknowledged
    [job_id] = installation.enqueue("fault.count")
    installation.wait_done([job_id], seconds=60)
    invariants.assert_outbox_is_delivered(installation)
    assert all(popen.poll() is None for popen in installation.running.values()), "worker and beat live on"
