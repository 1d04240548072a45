"""The audit trail speaks the reader's language: no code of the source is left without words."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from backoffice import roles
from backoffice.core import audit
from backoffice.core.actors import SYSTEM
from backoffice.core.admin.traces import codes_named
from backoffice.core.audit_changes import list_changes
from backoffice.core.audit_words import KINDS, VERBS, action_words, kind_words
from backoffice.core.models import AuditEntry, User

SignIn = Callable[..., Client]
ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for area in ("backoffice", "finance", "inventory", "orders", "hr") for path in (ROOT / area).rglob("*.py")]
# Codes as the services write them down, and those that are put together from a state.
WRITTEN = re.compile(r'(?:action=|Trace\(\s*|_trace\(\s*)"([a-z_]+\.[a-z_]+)"')
TOGETHER = ["payment.captured", "payment.chargeback", "stock.expired", "stock.released", "wave.done", "wave.cancelled", "user.factor_added"]


def test_every_code_of_the_trail_has_words() -> None:
    codes = {code for path in SOURCES for code in WRITTEN.findall(path.read_text())} | set(TOGETHER)

    assert len(codes) > 40
    with translation.override("pt-br"):
        assert [code for code in sorted(codes) if action_words(code) == code] == []


def test_every_kind_of_record_has_words() -> None:
    kinds = {kind for path in SOURCES for kind in re.findall(r'subject=\("([a-z_]+)"', path.read_text())}

    assert len(kinds) > 10
    assert kinds - set(KINDS) == set()


@pytest.mark.parametrize(
    ("code", "text"),
    [("entry.posted", "Lançamento feito"), ("channel.changed", "Canal de venda: alteração"), ("future.thing", "future.thing")],
)
def test_a_code_is_told_in_portuguese_or_shown_as_it_is(code: str, text: str) -> None:
    with translation.override("pt-br"):
        assert action_words(code) == text
        assert (kind_words("entry"), kind_words("nova")) == ("Lançamento", "nova")
    assert set(VERBS) == {"added", "changed", "deleted"}


def test_the_auditor_reads_and_searches_the_trail_in_words(sign_in: SignIn, db: None) -> None:
    auditor = sign_in(roles.AUDITOR)
    User.objects.update(is_staff=True)
    now = timezone.now()
    traces = [
        audit.Trace(action=code, subject=(kind, "7"), at=now) for code, kind in (("price.set", "variant"), ("report.issued", "report"))
    ]
    audit.record(traces, by=SYSTEM)

    everything = auditor.get(reverse("admin:core_auditentry_changelist")).content.decode()
    found = auditor.get(reverse("admin:core_auditentry_changelist"), {"q": "PRECO definido"}).content.decode()
    chosen = auditor.get(reverse("admin:core_auditentry_changelist"), {"subject_kind": "report"}).content.decode()

    assert all(word in everything for word in ("Preço definido", "Variação de produto", "Relatório emitido"))
    assert "price.set" not in everything
    assert ("Preço definido" in found, "Relatório emitido" in found) == (True, False)
    assert ("Preço definido" in chosen, "Relatório emitido" in chosen) == (False, True)
    assert codes_named("") == []


def test_the_entry_is_named_in_words_and_keeps_its_code(sign_in: SignIn, db: None) -> None:
    auditor = sign_in(roles.AUDITOR)
    User.objects.update(is_staff=True)
    audit.record([audit.Trace(action="price.set", subject=("variant", "7"), at=timezone.now(), after={"price": "9.90"})], by=SYSTEM)

    page = auditor.get(reverse("admin:core_auditentry_change", args=[AuditEntry.objects.get().pk])).content.decode()

    assert "Preço definido: Variação de produto 7" in page
    assert "price.set" in page
    assert re.search(r'<th scope="row">Preço</th>\s*<td>R\$\xa09,90</td>', page)
    assert "Antes" not in page


@pytest.mark.parametrize(
    ("kind", "before", "after", "told"),
    [
        ("period", {"status": "open"}, {"status": "closed"}, [("Situação", "Aberto", "Fechado")]),
        ("order", {"total": "519.40"}, {"total": "449.50"}, [("Total", "R$\xa0519,40", "R$\xa0449,50")]),
        ("order", None, {"why": "amount", "units": 1200}, [
            ("Por que precisou de aprovação", "", "valor acima do limite"), ("Unidades", "", "1.200"),
        ]),
        ("order", None, {"lines": [["VEL-CE-01", 2]], "order_is_off": False}, [
            ("Linhas", "", "2 × VEL-CE-01"), ("Pedido já encerrado", "", "não"),
        ]),
        ("order", None, {"delivered_at": "2026-10-15T23:00:00+00:00"}, [("Entregue", "", "15/10/2026 às 20h00")]),
        ("salestaxrate", None, {"rate": "8.825", "valid_from": "2018-01-01"}, [
            ("alíquota (%)", "", "8,825"), ("vale a partir de", "", "01/01/2018"),
        ]),
        ("company", {"line2": ""}, {"line2": "Sala 3"}, [("complemento", "vazio", "Sala 3")]),
        ("nova", None, {"unheard_of": {"x": None}, "total": "x"}, [("unheard_of", "", "x: vazio"), ("Total", "", "x")]),
    ],
)  # fmt: skip
def test_facts_are_told_as_labels_and_values(kind: str, before: Any, after: Any, told: list[tuple[str, str, str]]) -> None:
    entry = AuditEntry(subject_kind=kind, subject_key="7", before=before, after=after)

    with translation.override("pt-br"):
        changes = [(change.label, change.before, change.after) for change in list_changes(entry)]

    assert [(label.lower(), *values) for label, *values in changes] == [(label.lower(), *values) for label, *values in told]
