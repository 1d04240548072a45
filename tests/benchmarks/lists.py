"""
Every work list with a million orders: server time of the first page, of a page deep inside, and of each filter and tab.

The time is that of the whole request inside the process (middleware, permission, queries, template), beside the bare
query for the same page.  Every list's filters come from its own declaration, so that a new one is measured unasked.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment
from django.urls import reverse

from backoffice import roles
from backoffice.core.models import User
from tests.benchmarks.million import a_million_orders
from tests.benchmarks.rows import BenchRow

LISTS = ("order_board", "customer_list", "product_list", "stock", "journal")
ROUNDS, WARM = 20, 2
FIRST_PAGE_MS, FILTER_MS = 150, 400
# Something rare, something common, with accent, a code, and nothing at all.
SEARCHES = ("camila", "goncalves", "SKU-00042", "10042", "BR-000000042", "zzzzzz")
_BARE = {
    "order_board": "SELECT * FROM orders_order ORDER BY placed_at DESC, id DESC LIMIT 51",
    "customer_list": "SELECT * FROM orders_customer ORDER BY id DESC LIMIT 51",
    "product_list": "SELECT * FROM inventory_variant ORDER BY sku LIMIT 51",
    "stock": "SELECT * FROM inventory_stocklevel ORDER BY variant_id LIMIT 51",
    "journal": "SELECT * FROM finance_journalentry ORDER BY posted_on DESC, id DESC LIMIT 51",
}
PLANS = Path(__file__).parents[2] / "docs" / "list-plans.md"
_HEAD = """# Plans of the lists

How PostgreSQL answers each work list with a million orders: the first page, and the slowest of its tabs, filters and searches.
Written by `python3 manage.py bench lists`, which also measures them ([benchmarks](benchmarks.md)).

"""


def run(*, scale: float = 1.0) -> list[BenchRow]:
    """Medians and p95 in milliseconds over some rounds after a warm-up."""
    plans: list[str] = []
    with a_million_orders(scale) as orders, transaction.atomic():
        client = _reader()
        rows = [row for name in LISTS for row in _list_rows(client, name, orders, plans)]
        transaction.set_rollback(True)
    if scale == 1:
        PLANS.write_text(_HEAD + "\n".join(plans))
    return rows


def _reader() -> Client:
    """Somebody who may see everything that lists show, and nothing of whom stays."""
    user = User.objects.create(username="bench-lists", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=[roles.SALES, roles.FINANCE_MANAGER, roles.ADMIN]))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return client


def _list_rows(client: Client, name: str, orders: int, plans: list[str]) -> Iterator[BenchRow]:
    url = reverse(name)
    bare = _median_ms(lambda: _execute(_BARE[name]))
    times = _times(client, url)
    yield _row(f"{name}: first page, {orders:,} orders", times, FIRST_PAGE_MS, raw=bare)
    context = _context(client, url)
    if next_url := context["next_url"]:
        yield _row(f"{name}: second page", _times(client, url + next_url), FIRST_PAGE_MS)
    slowest: list[tuple[float, str]] = []
    for query in _queries(context):
        slowest.append((_p95(_times(client, url + query, rounds=5)), query))
    plans += [_plan(client, name, ""), *(_plan(client, name, query) for _ms, query in sorted(slowest, reverse=True)[:1])]
    for milliseconds, query in sorted(slowest, reverse=True)[:3]:
        yield _row(f"{name}: among the slowest of {len(slowest)} filters: {query[:60]}", [milliseconds], FILTER_MS)


def _plan(client: Client, name: str, query: str) -> str:
    """How Postgres answers the query of this page's rows, as a section of the page of plans."""
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(name) + query)
    # A page of fifty, and one to know whether there is another.
    rows = [each["sql"] for each in asked if "LIMIT 51" in each["sql"]]
    assert rows, f"{name}: no query reads a page"
    steps = [step for sql in rows for (step,) in _execute(f"EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF) {sql}")]
    # Long lists of columns say nothing about the way.
    return "\n".join([f"## {name}{query or ', first page'}", "", "```", *(step[:160] for step in steps), "```", ""])


def _context(client: Client, url: str) -> Any:
    """What the template was given; only asked for here, because looking at templates slows them down."""
    setup_test_environment()
    try:
        return client.get(url).context
    finally:
        teardown_test_environment()


def _queries(context: Any) -> Iterator[str]:
    """Each tab, each value of each filter, each sort, some searches: as the list itself offers them."""
    for tab in [*context["views"], *context["more_views"]]:
        yield tab["url"]
    for control in context["filters"]:
        if control["kind"] == "dates":
            first, last = (end["name"] for end in control["ends"])
            yield f"?{first}=2026-01-01&{last}=2026-06-30"
            yield f"?{first}=hoje"
        for value, _label in control.get("options", ()):
            yield f"?{control['name']}={value}"
    for sort in context["list"].spec.sorts:
        yield f"?sort={sort.name}"
    if context["list"].spec.search_label:
        for text in SEARCHES:
            yield f"?q={text}"


def _times(client: Client, url: str, *, rounds: int = ROUNDS) -> list[float]:
    for _ in range(WARM):
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
    return [_ms(lambda: client.get(url)) for _ in range(rounds)]


def _row(name: str, times: list[float], target: float, *, raw: float | None = None) -> BenchRow:
    value = _p95(times)
    ratio = value / raw if raw else None
    return BenchRow(name=name, value=value, unit="ms p95", raw=raw, ratio=ratio, target=f"<= {target} ms", passed=value <= target)


def _p95(times: list[float]) -> float:
    return sorted(times)[max(round(len(times) * 0.95) - 1, 0)]


def _median_ms(act: Callable[[], Any]) -> float:
    return statistics.median(_ms(act) for _ in range(ROUNDS))


def _ms(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _execute(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
