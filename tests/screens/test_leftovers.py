"""No English is left on any screen: not in our own words, and not in those of the libraries."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from axes.models import AccessAttempt
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from backoffice import roles
from backoffice.core import clock
from backoffice.core.models import ApiClient, AuditEntry, Job, OutboxMessage, User
from tests.orders.builders import Shop

SignIn = Callable[..., Client]
# Words that English screens cannot do without and Portuguese ones never have.
_ENGLISH = """
    the and with from this that these your you are was were will not any been have has into
    search select change changed delete deleted add added save close view views show hide clear apply reset remove toggle sorting sort
    filter filters results result found yes true false unknown none empty unchanged required optional
    user users group groups permission permissions password log logout login last first name names date time today now yesterday
    attempt attempts failure failures address agent path data accept get post
    task tasks enabled disabled schedule schedules interval every arguments keyword queue routing priority expires description
    created updated started finished status error errors warning success message messages actions action items item page pages
    account accounts settings home back next previous choose file upload download history hold down control press
    please correct below must should could cannot
"""
ENGLISH = frozenset(_ENGLISH.split())
# Names that stay as they are in every language.
SAME_EVERYWHERE = {"status", "data", "item", "control", "login", "post"}
_TAGS = re.compile(r"<(script|style|template|svg)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_SPOKEN = re.compile(r'\b(?:title|placeholder|aria-label|alt|value-label|data-[a-z]+-text)="([^"]*)"')
_ICONS = re.compile(r"<span[^>]*material-symbols-outlined[^>]*>.*?</span>", re.DOTALL)
# A word of a sentence: no part of a path, an address, a code (order.placed) or a key.
_WORD = re.compile(r"(?<![\w./@:_\-{=])[A-Za-zÀ-ÿ]{2,}(?![\w@_=}\-/]|[.:]\w)")


def english(html: str) -> set[str]:
    """The English words that a person sees or hears on the page."""
    html = _ICONS.sub(" ", _TAGS.sub(" ", html))
    body = html[html.find("<title") :]
    said = " ".join(_SPOKEN.findall(body)) + " " + re.sub(r"<(code|pre|kbd|option lang)[^>]*>.*?</\1>", " ", body, flags=re.DOTALL)
    seen = unescape(re.sub(r"<[^>]+>", " ", said))
    return {word.lower() for word in _WORD.findall(seen)} & (ENGLISH - SAME_EVERYWHERE)


@pytest.fixture
def lived_in(shop: Shop) -> Shop:
    """A row in every register that fills itself."""
    now = clock.now()
    shop.pay(shop.place(("PAN-FE-24", 1)).number)
    Job.objects.create(kind="finance.trial_balance", title="Balancete", status="failed", error="Falta a biblioteca", created_at=now)
    ApiClient.objects.create(name="Loja", key_prefix="rtg_x", key_hash="0" * 64)
    every = IntervalSchedule.objects.create(every=5, period="seconds")
    PeriodicTask.objects.create(name="relay-outbox", task="backoffice.core.tasks.relay_outbox", interval=every)
    AccessAttempt.objects.create(username="ana", ip_address="10.0.0.1", failures_since_start=2, user_agent="", path_info="/entrar/")
    assert AuditEntry.objects.exists()
    assert OutboxMessage.objects.exists()
    return shop


def _pages_of_registers() -> Iterator[str]:
    for model in admin.site._registry:
        meta, row = model._meta, model._default_manager.order_by("pk").first()
        for act in ("changelist", "add", "change", "delete", "history"):
            if act in ("changelist", "add"):
                yield reverse(f"admin:{meta.app_label}_{meta.model_name}_{act}")
            elif row is not None:
                yield reverse(f"admin:{meta.app_label}_{meta.model_name}_{act}", args=[row.pk])
    yield reverse("admin:index")


@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_a_register_speaks_portuguese_to_every_role(lived_in: Shop, sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    User.objects.update(is_staff=True)

    left = {}
    for url in _pages_of_registers():
        answer = client.get(url, follow=False)
        if answer.status_code == 200 and (words := english(answer.content.decode())):
            left[url] = sorted(words)

    assert left == {}


def test_an_empty_register_and_a_refused_form_speak_portuguese(shop: Shop, sign_in: SignIn) -> None:
    client = sign_in(*roles.ROLES)
    User.objects.update(is_staff=True)

    empty = client.get(reverse("admin:orders_customer_changelist"), {"q": "ninguém"})
    refused = client.post(reverse("admin:orders_channel_add"), {})

    assert english(empty.content.decode()) == set()
    assert refused.status_code == 200
    assert english(refused.content.decode()) == set()


def test_a_work_screen_speaks_portuguese(lived_in: Shop, sign_in: SignIn) -> None:
    client = sign_in(*roles.ROLES)

    left = {}
    for name in ("today", "order_board", "stock", "stock_reconciliations", "journal", "report_centre", "account", "search", "my_jobs"):
        try:
            answer = client.get(reverse(name))
        except NoReverseMatch:
            continue
        if words := english(answer.content.decode()):
            left[name] = sorted(words)

    assert left == {}


def test_the_test_would_see_english() -> None:
    page = '<title>Canais</title><p>Type to search</p><input placeholder="Filter rows"><a title="Show all">x</a>'

    assert english(page) == {"search", "filter", "show"}
    assert english("<title>x</title><code>order.placed</code><p>backoffice.core.tasks.search, first_name, a/search/</p>") == set()
