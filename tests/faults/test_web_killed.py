"""F1: the web is killed in the middle of an order.  The order is there whole or not at all, and asking again tells which."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from tests.faults import gates
from tests.faults.goods import SKUS
from tests.faults.installation import Installation
from tests.faults.processes import kill, wait_until
from tests.faults.proxy import answer_cut_off
from tests.faults.storefront import NOBODY, Load, Storefront

BEFORE_THE_COMMIT = ["before the order is written", "stock reserved, nothing announced", "all written, not committed"]


def count_orders(installation: Installation, key: str) -> int:
    return int(installation.value("SELECT count(*) FROM orders_order WHERE external_id = %s", key))


def reserved(installation: Installation) -> int:
    return int(installation.value("SELECT coalesce(sum(reserved), 0) FROM inventory_stocklevel"))


def kill_the_web_at(installation: Installation, storefront: Storefront, gate_name: str, key: str) -> None:
    """Send an order, kill the gunicorn worker that serves it while it stands at the gate, and see the connection break."""
    with gates.shut(installation.database_url, gate_name) as gate, ThreadPoolExecutor(1) as pool:
        sent = pool.submit(storefront.post_order, key, "COPO-01", 2)
        held = gate.wait_for_someone()
        assert held.process in installation.web_workers()
        kill(held.process)
        assert sent.result(timeout=10).status == NOBODY, "the fault struck: there was no answer"
        gate.open()
        gone = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s"
        wait_until(lambda: installation.value(gone, held.backend) == 0, seconds=10, what="the end of the orphaned session")


@pytest.mark.parametrize("gate_name", BEFORE_THE_COMMIT)
def test_an_order_killed_before_its_commit_never_was_and_can_be_sent_again(
    installation: Installation, storefront: Storefront, gate_name: str
) -> None:
    key, before = f"killed-{gates.numbers[gate_name]}", reserved(installation)

    kill_the_web_at(installation, storefront, gate_name, key)

    assert count_orders(installation, key) == 0
    assert reserved(installation) == before
    assert storefront.insist(key, "COPO-01", 2).status == 201
    assert count_orders(installation, key) == 1
    assert reserved(installation) == before + 2


def test_an_order_killed_in_its_commit_is_there_and_asking_again_brings_the_stored_answer(
    installation: Installation, storefront: Storefront
) -> None:
    before = reserved(installation)

    kill_the_web_at(installation, storefront, "in the commit", "killed-in-commit")

    assert count_orders(installation, "killed-in-commit") == 1
    answer = storefront.insist("killed-in-commit", "COPO-01", 2)
    number = installation.value("SELECT number FROM orders_order WHERE external_id = 'killed-in-commit'")
    assert answer.body["number"] == number
    assert count_orders(installation, "killed-in-commit") == 1
    assert reserved(installation) == before + 2


def test_an_answer_lost_on_the_way_is_had_by_asking_again(installation: Installation, storefront: Storefront) -> None:
    with answer_cut_off(installation.port) as cutting:
        lost = storefront.post_order("lost-answer", port=cutting.port)

        assert lost.status == NOBODY
        assert b"201 Created" in cutting.withheld, "the answer was on its way"
    assert count_orders(installation, "lost-answer") == 1
    answer = storefront.post_order("lost-answer")
    assert answer.status == 201
    assert f'"number":"{answer.body["number"]}"'.encode() in cutting.withheld.replace(b" ", b"")
    assert count_orders(installation, "lost-answer") == 1


def test_random_kills_under_load_lose_nothing_and_double_nothing(installation: Installation, storefront: Storefront, seed: int) -> None:
    chance, killed = Random(seed), []
    began = time.monotonic()

    with Load(storefront, "random", seed, SKUS, threads=8) as load:
        while time.monotonic() - began < 15 and len(killed) < 12:
            threading.Event().wait(chance.uniform(0.9, 1.7))
            workers = installation.web_workers()
            if workers:
                victim = chance.choice(workers)
                kill(victim)
                killed.append(victim)

    assert len(killed) >= 6, "the fault must really strike"
    assert load.answers[NOBODY] >= len(killed) / 2, "requests were cut off"
    assert load.strange == []
    assert load.given_up == []
    placed = dict(installation.sql("SELECT external_id, number FROM orders_order WHERE external_id LIKE %s", f"random-{seed}-%"))
    assert placed == load.acknowledged
    print(f"{len(killed)} kills, answers {dict(load.answers)}, {len(placed)} orders")
