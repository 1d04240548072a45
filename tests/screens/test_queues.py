"""The queues of the home page: each count is its list's, each person's own order, kept for seconds only."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from backoffice import roles
from backoffice.core import clock
from backoffice.core.models import Job, User
from backoffice.core.statuses import STATUSES
from backoffice.dashboard import kept, queues
from finance.models import Period
from inventory.models import StockDifference, StockReconciliation
from orders.models import Channel
from orders.services import WaveDraft, create_wave
from tests.orders.builders import Shop
from tests.screens.test_home import busy, busy_people, cards, home

SignIn = Callable[..., Client]
__all__ = ["busy", "busy_people"]


@pytest.fixture
def full(busy: Shop) -> Shop:
    """Something in every queue, also in those of stock, finance and jobs."""
    for _time in range(3):
        busy.pay(busy.place(("PRATO-AL", 1)).number)
    number = busy.place(("PRATO-AL", 1)).number
    busy.pay(number)
    create_wave(draft=WaveDraft(uuid4(), (number,)), by=busy.by, at=busy.at)
    Channel.objects.filter(code="loja").update(approval_above=1)
    busy.pay(busy.place(("TAB-TE-40", 1)).number)
    found = StockReconciliation.objects.create(
        job_id=uuid4(), status="done", requested_by_kind="user", requested_by_id=10**9, requested_by_name="Ana", started_at=clock.now()
    )
    for kind in ("on_hand", "reserved"):
        StockDifference.objects.create(
            reconciliation=found, kind=kind, variant=busy.variants["PAN-FE-24"], location=busy.warehouse, expected=1, found=2
        )
    past = timezone.localdate().replace(day=1) - timedelta(days=40)
    Period.objects.get_or_create(id=past.year * 100 + past.month, year=past.year, month=past.month)
    return busy


def _rows(client: Client, url: str) -> int:
    """How many rows stand behind a card."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    html = answer.content.decode()
    if url.startswith("/admin/"):
        return int(answer.context["cl"].result_count)
    if url.startswith("/trabalhos/"):
        return (
            len(re.findall(r"<li[ >]", html[html.index('<ul class="rg-jobs">') :].split("</ul>")[0]))
            if '<ul class="rg-jobs">' in html
            else 0
        )
    if url in ("/separacao/", "/separacao/faltas/", "/expedicao/"):
        return len(re.findall(r'<li><(?:a|div) class="rg-card', html))
    if url.startswith("/reconciliacoes/"):
        return html.count(f">{STATUSES['stock_difference']['proposed'].label}<")
    body = re.search(r"<tbody[^>]* data-rows[^>]*>(.*?)</tbody>", html, re.DOTALL)
    return len(re.findall(r"<tr[ >]", body[1])) if body else 0


@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_every_count_is_the_length_of_its_list(full: Shop, sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    User.objects.update(is_staff=True)
    me, now = User.objects.get(username="diego"), clock.now()
    Job.objects.create(kind="x", title="DRE", status="failed", error="no Pango", created_at=now, requested_by=me)
    Job.objects.create(kind="x", title="DRE", status="done", created_at=now, finished_at=now, requested_by=me)
    Job.objects.create(kind="x", title="DRE", status="done", created_at=now, finished_at=now - timedelta(days=2), requested_by=me)

    shown = cards(home(client))

    for label, (count, url) in shown.items():
        assert count == _rows(client, url), (role, label, url)
    if role == roles.AUDITOR:
        assert {label for label, (count, _url) in shown.items() if not count} <= {"Esperam estoque", "Sem estoque"}


def test_every_count_of_the_people_area_is_the_length_of_its_list(busy_people: None, sign_in: SignIn) -> None:
    client = sign_in(roles.HR)

    shown = cards(home(client))

    counted = {label: count for label, (count, _url) in shown.items() if count}
    assert {"Admissões com o RH", "Documentos a conferir", "CPF a conferir", "eSocial atrasado"} <= set(counted)
    assert counted == {label: _rows(client, shown[label][1]) for label in counted}


def test_a_fact_stands_under_the_count(full: Shop, sign_in: SignIn) -> None:
    html = home(sign_in(roles.FINANCE_MANAGER))

    facts = dict(re.findall(r'<span class="rg-q-l">([^<]+)</span>.*?<span class="rg-q-s">([^<]+)</span>', html))
    assert facts["A reembolsar"] == "R$\u00a074,10 que não são nossos"
    assert facts["Correções a aprovar"] == "em 1 reconciliação"
    assert re.fullmatch(r"o mais antigo há \d+ min", facts["A aprovar"])


def test_ones_own_reconciliation_does_not_wait_for_oneself(full: Shop, sign_in: SignIn) -> None:
    client = sign_in(roles.FINANCE_MANAGER)
    StockReconciliation.objects.update(requested_by_id=User.objects.get(username="diego").pk)

    assert cards(home(client))["Correções a aprovar"][0] == 0


def test_a_person_puts_queues_away_and_sees_what_waits_there(busy: Shop, sign_in: SignIn) -> None:
    client = sign_in(roles.WAREHOUSE)
    before = list(cards(home(client)))
    page = client.get(reverse("queues_arrange")).content.decode()
    order = re.findall(r'name="order" value="([^"]+)"', page)

    client.post(reverse("queues_arrange"), {"order": order, "shown": [code for code in order if code != "late"], "done": "1"})

    html = home(client)
    assert list(cards(html)) == [label for label in before if label != "Atrasados"]
    assert "1 fila está guardada." in html
    assert "1 item espera nela." in html


def test_a_person_puts_a_queue_first_but_the_empty_ones_stay_last(busy: Shop, sign_in: SignIn) -> None:
    client = sign_in(roles.WAREHOUSE)
    order = re.findall(r'name="order" value="([^"]+)"', client.get(reverse("queues_arrange")).content.decode())
    at = order.index("to_ship")

    for _step in range(at):
        client.post(reverse("queues_arrange"), {"order": order, "shown": order, "move": "to_ship:up"})
        order = list(User.objects.get(username="diego").preferences["queues"])

    shown = cards(home(client))
    assert order[0] == "to_ship"
    assert next(iter(shown)) == "A expedir"
    assert [count > 0 for count, _url in shown.values()] == sorted((count > 0 for count, _url in shown.values()), reverse=True)


def test_the_usual_order_comes_back(busy: Shop, sign_in: SignIn) -> None:
    client = sign_in(roles.WAREHOUSE)
    before = home(client)
    client.post(reverse("queues_arrange"), {"order": ["to_ship", "late"], "shown": ["to_ship"], "done": "1"})

    client.post(reverse("queues_arrange"), {"usual": "1"})

    assert cards(home(client)) == cards(before)


def test_a_queue_of_somebody_else_cannot_be_wished_for(busy: Shop, sign_in: SignIn) -> None:
    client = sign_in(roles.HR)

    client.post(reverse("queues_arrange"), {"order": ["late", "nonsense"], "shown": ["late"], "done": "1"})

    assert cards(home(client)) == {}
    kept = User.objects.get(username="diego").preferences
    assert "late" not in kept["queues"]
    assert kept["queues"] == kept["hidden"]
    assert {"my_failed", "reports_ready", "admissions_with_hr"} <= set(kept["queues"])


@pytest.fixture
def keeping(settings: pytest.FixtureRequest) -> None:
    """Figures are kept, as in production."""
    settings.FIGURES_SECONDS = 20  # type: ignore[attr-defined]
    for name in ("default", "process"):
        caches[name].clear()


def test_kept_figures_cost_nothing_and_are_shared_by_equals(
    keeping: None, busy: Shop, sign_in: SignIn, django_assert_max_num_queries: Callable
) -> None:
    first = cards(home(sign_in(roles.WAREHOUSE)))
    busy.pay(busy.place(("PRATO-AL", 1)).number)
    equal = sign_in(roles.WAREHOUSE, name="Outra Pessoa")

    with django_assert_max_num_queries(10):
        second = cards(home(equal))

    assert second == first


def test_other_rights_never_share_figures(keeping: None, busy: Shop, sign_in: SignIn) -> None:
    home(sign_in(roles.WAREHOUSE))
    busy.pay(busy.place(("PRATO-AL", 1)).number)

    other = cards(home(sign_in(roles.AUDITOR, name="Outra Pessoa")))

    assert other["A expedir"][0] == 5


def test_another_release_never_reads_the_figures_of_this_one(
    keeping: None, busy: Shop, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(roles.WAREHOUSE)
    assert cards(home(client))["A expedir"][0] == 4
    busy.pay(busy.place(("PRATO-AL", 1)).number)

    monkeypatch.setattr(kept, "source_mark", lambda: "another")

    assert cards(home(client))["A expedir"][0] == 5


def test_each_change_of_the_source_makes_another_release(tmp_path: Path) -> None:
    module = tmp_path / "area" / "queries.py"
    module.parent.mkdir()
    module.write_text("count = 1")
    before = kept.mark_of([module.parent])

    again = kept.mark_of([module.parent, tmp_path / "not there"])
    module.write_text("count = 2")
    changed = kept.mark_of([module.parent])
    module.rename(module.with_name("figures.py"))
    renamed = kept.mark_of([module.parent])

    assert again == before
    assert len({before, changed, renamed}) == 3
    assert kept.source_mark() != kept.mark_of([])


def test_the_menu_shows_the_queues_counts(keeping: None, busy: Shop, sign_in: SignIn) -> None:
    html = sign_in(roles.SALES).get(reverse("account")).content.decode()

    assert re.search(r'href="/pedidos/"[^>]*>.*?Pedidos<span class="rg-num">5</span>', html)


def test_without_redis_the_process_keeps_the_figures(
    keeping: None, busy: Shop, sign_in: SignIn, settings: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {**settings.CACHES, "default": nowhere}  # type: ignore[attr-defined]
    monkeypatch.setitem(kept._state, "paused_until", 0.0)
    client = sign_in(roles.WAREHOUSE)

    first = cards(home(client))
    busy.pay(busy.place(("PRATO-AL", 1)).number)

    assert cards(home(client)) == first
    assert first["A expedir"][0] == 4


def test_figures_older_than_a_minute_say_their_time(keeping: None, busy: Shop, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in(roles.WAREHOUSE)
    assert "Filas contadas às" not in home(client)

    later = clock.now() + timedelta(seconds=75)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert "Filas contadas às" in home(client)


def test_every_queue_names_a_source_and_a_list() -> None:
    for queue in queues.QUEUES:
        assert reverse(queue.url_name)
        assert queue.source in queues.sources.SOURCES
