"""F4, F5: the broker forgets everything, or is away.  Orders go on; jobs and announcements come late, once, and never not."""

import time

from tests.faults import gates, invariants
from tests.faults.installation import Installation
from tests.faults.processes import wait_until
from tests.faults.storefront import Storefront

AWAY_SECONDS = 20.0
QUEUES = ("default", "reports", "reconciliation", "outbox")


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


def test_while_the_broker_is_away_orders_go_on_and_afterwards_nothing_is_missing(
    installation: Installation, storefront: Storefront
) -> None:
    job_ids: list[str] = []
    order_seconds: list[float] = []
    ask_seconds: list[float] = []

    installation.kill("valkey")
    began = time.monotonic()
    while time.monotonic() - began < AWAY_SECONDS and len(order_seconds) < 40:
        sent = time.monotonic()
        order = storefront.post_order(f"brokerless-{len(order_seconds)}")
        order_seconds.append(time.monotonic() - sent)
        assert order.status == 201, order
        asked = time.monotonic()
        job_ids += installation.enqueue("fault.count")
        ask_seconds.append(time.monotonic() - asked)
        time.sleep(0.5)
    event = {"event_id": "b-1", "type": "captured", "amount": "31.90", "method": "pix", "provider": "psp"}
    paid = storefront.send("POST", f"orders/{order.body['number']}/payments/", {**event, "occurred_at": "2026-01-05T10:00:00-03:00"})
    checks = installation.checks()
    healthy, ready = installation.get("/healthz")[0], installation.get("/readyz")[0]
    time.sleep(max(0.0, AWAY_SECONDS - (time.monotonic() - began)))
    installation.start("valkey")
    back = time.monotonic()

    print(f"{len(order_seconds)} orders, slowest {max(order_seconds):.2f} s; {len(job_ids)} jobs asked, slowest {max(ask_seconds):.2f} s")
    assert len(order_seconds) >= 20, "the shop went on"
    assert paid.status == 201
    assert (healthy, ready, checks["broker"], checks["database"]) == (200, 503, "away", "ok")
    assert max(order_seconds) < 2.0, "nobody waits long for a broker that is away"
    assert max(ask_seconds) < 2.0
    ready_seconds = installation.wait_ready(60)
    installation.wait_done(job_ids, seconds=120)
    print(f"ready {ready_seconds:.1f} s, all {len(job_ids)} jobs done {time.monotonic() - back:.1f} s after the broker was back")
    invariants.assert_outbox_is_delivered(installation)
    assert_each_job_ran_once(installation, job_ids)
