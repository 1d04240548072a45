"""F4, F5: the broker forgets everything, or is away.  Orders go on; jobs and announcements come late, once, and never not."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import redis

from tests.faults import gates, invariants
from tests.faults.installation import Installation
from tests.faults.processes import wait_until
from tests.faults.storefront import Storefront

QUEUES = ("default", "reports", "reconciliation", "outbox")


def payment(event_id: str) -> dict[str, Any]:
    event = {"event_id": event_id, "type": "captured", "amount": "31.90", "method": "pix", "provider": "psp"}
    return {**event, "occurred_at": "2026-01-05T10:00:00-03:00"}


def count_waiting(installation: Installation) -> int:
    """Messages in Celery's queues."""
    broker = installation.broker()
    return sum(broker.llen(queue) for queue in QUEUES)


def assert_each_job_ran_once(installation: Installation, job_ids: list[str]) -> None:
    runs = installation.sql(
        "SELECT job.id::text, count(effect.id), min(job.attempts) FROM core_job AS job"
        " LEFT JOIN fault_effect AS effect ON effect.name = 'job ' || job.id WHERE job.id = ANY(%s::uuid[]) GROUP BY 1",
        job_ids,
    )
    assert sorted(runs) == sorted((job_id, 1, 1) for job_id in job_ids)


def test_what_a_flushed_broker_forgot_is_done_all_the_same(installation: Installation, storefront: Storefront) -> None:
    with gates.shut(installation.database_url, "job at a step") as gate:
        job_ids = installation.enqueue("fault.count", count=40)
        gate.wait_for_someone()
        wait_until(lambda: len(installation.sql("SELECT 1 FROM core_job WHERE status = 'running'")) == 2, seconds=20, what="a busy pool")
        for number in range(10):
            assert storefront.post_order(f"flushed-{number}").status == 201
        pending = installation.value("SELECT count(*) FROM core_outboxmessage WHERE status = 'pending'")
        assert (pending, count_waiting(installation) >= 38) == (10, True), "there is something to forget"

        installation.broker().flushall()
        began = time.monotonic()

        # What beat and the shop have sent meanwhile came after.
        assert count_waiting(installation) < 38
    installation.wait_done(job_ids, seconds=120)
    print(f"40 jobs done {time.monotonic() - began:.1f} s after the flush")
    invariants.assert_outbox_is_delivered(installation)
    assert_each_job_ran_once(installation, job_ids)


class Shopping:
    """Orders and jobs asked for while something is wrong, and how long each took."""

    def __init__(self, installation: Installation, storefront: Storefront) -> None:
        self.installation = installation
        self.storefront = storefront
        self.numbers: list[str] = []
        self.job_ids: list[str] = []
        self.slowest_order = 0.0
        self.slowest_job = 0.0

    def go_on(self, trouble: str, *, seconds: float) -> None:
        """An order and a job every half second."""
        began, before = time.monotonic(), len(self.numbers)
        while time.monotonic() - began < seconds:
            sent = time.monotonic()
            order = self.storefront.post_order(f"{trouble}-{len(self.numbers)}")
            assert order.status == 201, (trouble, order)
            asked = time.monotonic()
            self.job_ids += self.installation.enqueue("fault.count")
            self.slowest_order = max(self.slowest_order, asked - sent)
            self.slowest_job = max(self.slowest_job, time.monotonic() - asked)
            self.numbers.append(order.body["number"])
            time.sleep(0.5)
        count = len(self.numbers) - before
        assert count >= 3, "the shop went on"
        print(f"{trouble}: {count} orders; slowest so far: order {self.slowest_order:.2f} s, job {self.slowest_job:.2f} s")


@contextmanager
def broker_full(installation: Installation) -> Iterator[None]:
    """It answers, and refuses every write."""
    installation.broker().config_set("maxmemory", "1mb")
    try:
        with pytest.raises(redis.ResponseError, match="maxmemory"):
            installation.broker().set("one", "more")
        yield
    finally:
        installation.broker().config_set("maxmemory", "0")


@contextmanager
def broker_frozen(installation: Installation) -> Iterator[None]:
    """It accepts connections, and never answers."""
    os.kill(installation.pid("valkey"), signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(installation.pid("valkey"), signal.SIGCONT)


@contextmanager
def broker_dead(installation: Installation) -> Iterator[None]:
    """There is none."""
    installation.kill("valkey")
    try:
        yield
    finally:
        installation.start("valkey")


# What ails it, for how many seconds, and what /readyz must call it.
TROUBLES = [(broker_dead, 20.0, "away"), (broker_full, 5.0, "refuses writes"), (broker_frozen, 8.0, "away")]


def test_whatever_ails_the_broker_orders_go_on_and_nothing_is_missing_afterwards(
    installation: Installation, storefront: Storefront
) -> None:
    shopping = Shopping(installation, storefront)

    for ails, seconds, called in TROUBLES:
        with ails(installation):
            shopping.go_on(ails.__name__, seconds=seconds)
            paid = storefront.send("POST", f"orders/{shopping.numbers[-1]}/payments/", payment(ails.__name__))
            healthy, (ready, _), checks = installation.get("/healthz")[0], installation.get("/readyz"), installation.checks()
        assert paid.status == 201
        assert (healthy, ready, checks["database"], checks["broker"]) == (200, 503, "ok", called), ails
    back = time.monotonic()

    assert shopping.slowest_order < 3.0, "nobody waits long for a broker that is away"
    assert shopping.slowest_job < 3.0
    installation.wait_ready(60)
    installation.wait_done(shopping.job_ids, seconds=120)
    print(f"all {len(shopping.job_ids)} jobs done {time.monotonic() - back:.1f} s after the broker was well again")
    invariants.assert_outbox_is_delivered(installation)
    assert_each_job_ran_once(installation, shopping.job_ids)
    # Sooner than the sweeper would find it: the broker wakes workers up again.
    installation.wait_done(installation.enqueue("fault.count"), seconds=18)
    assert all(popen.poll() is None for popen in installation.running.values()), "worker and beat live on"
