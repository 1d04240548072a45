"""A refused paper is told by mail at once: one mail for a round of verdicts, never more than one in an hour."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backoffice import roles
from backoffice.core import relay
from backoffice.core.actors import SYSTEM, Actor
from backoffice.core.models import AuditEntry, OutboxMessage
from hr import queries, services
from hr.models import Admission, Document, PortalLink
from tests.hr.admission_builders import invite
from tests.hr.builders import AT, make_employee, make_user
from tests.hr.papers_builders import hand_in, make_kind

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def refuse(admission: Admission, code: str, *, at: Any = AT, reason: str = "A foto ficou tremida.") -> Document:
    document = hand_in(admission.employee.person, code, at=at)
    return services.decide_document(document_id=document.pk, accept=False, reason=reason, by=SYSTEM, at=at)


def tell(at: Any) -> int:
    return services.tell_refusals(by=SYSTEM, at=at)


def test_a_round_of_verdicts_is_one_mail_a_quarter_of_an_hour_later() -> None:
    admission = invite(by=SYSTEM, at=AT)
    refuse(admission, "identidade")
    refuse(admission, "cpf", at=AT + 10 * MINUTE)

    assert [tell(AT + minutes * MINUTE) for minutes in (14, 15, 16, 60)] == [0, 1, 0, 0]

    OutboxMessage.objects.exclude(payload__mail="refused").delete()
    relay.deliver_pending(at=timezone.now() + MINUTE)
    assert [message.subject.split(" · ")[0] for message in mail.outbox] == ["Há algo para enviar de novo"]
    assert "2 documentos precisam ser enviados de novo" in mail.outbox[0].body
    assert "/portal/" in mail.outbox[0].body
    assert "tremida" not in mail.outbox[0].body
    assert "Identidade" not in mail.outbox[0].body
    assert AuditEntry.objects.filter(action="admission.refusals_told", subject_key=admission.number).count() == 1


def test_the_next_round_waits_until_an_hour_has_passed() -> None:
    admission = invite(by=SYSTEM, at=AT)
    refuse(admission, "identidade")
    assert tell(AT + 15 * MINUTE) == 1
    refuse(admission, "cpf", at=AT + 20 * MINUTE)

    assert [tell(AT + minutes * MINUTE) for minutes in (40, 74, 75, 76)] == [0, 0, 1, 0]


def test_a_verdict_that_was_taken_back_is_not_told() -> None:
    admission = invite(by=SYSTEM, at=AT)
    before, after = refuse(admission, "identidade"), refuse(admission, "cpf")
    services.withdraw_verdict(document_id=before.pk, by=SYSTEM, at=AT + 5 * MINUTE)
    assert tell(AT + 15 * MINUTE) == 1
    services.withdraw_verdict(document_id=after.pk, by=SYSTEM, at=AT + 16 * MINUTE)

    OutboxMessage.objects.exclude(payload__mail="refused").delete()
    relay.deliver_pending(at=timezone.now() + MINUTE)

    assert mail.outbox == []


def test_whoever_is_in_the_portal_hears_once_they_are_out() -> None:
    admission = invite(by=SYSTEM, at=AT)
    services.issue_portal_link(admission_number=admission.number, by=SYSTEM, at=AT)
    refuse(admission, "identidade")
    PortalLink.objects.update(last_used_at=AT + 10 * MINUTE)

    assert [tell(AT + minutes * MINUTE) for minutes in (15, 24, 26)] == [0, 0, 1]


def test_nobody_is_written_to_without_address_or_after_the_end_or_of_old_refusals() -> None:
    silent = invite(by=SYSTEM, at=AT, email="")
    refuse(silent, "identidade")
    gone = invite(by=SYSTEM, at=AT, name="Helena Duarte", email="helena@exemplo.com.br")
    refuse(gone, "identidade")
    services.cancel_admission(number=gone.number, reason="Desistiu", by=SYSTEM, at=AT + MINUTE)
    old = invite(by=SYSTEM, at=AT, name="Rita Alves", email="rita@exemplo.com.br")
    refuse(old, "identidade", at=AT - timedelta(days=3))

    assert tell(AT + 30 * MINUTE) == 0
    assert set(Admission.objects.values_list("refusals_told_at", flat=True)) == {None}


def test_any_number_of_candidates_costs_the_same_statements() -> None:
    counts = []
    for names in (["Ana Dias"], ["Bia Reis", "Caio Lima", "Davi Nunes"]):
        for place, name in enumerate(names):
            refuse(invite(by=SYSTEM, at=AT, name=name, email=f"{len(names)}{place}@exemplo.com.br"), "identidade")
        with CaptureQueriesContext(connection) as seen:
            assert tell(AT + 15 * MINUTE) == len(names)
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_the_story_of_the_file_names_papers_but_no_health_to_whom_it_is_none_of() -> None:
    employee = make_employee()
    make_kind("ctps", name="CTPS digital")
    make_kind("aso", name="ASO", is_health=True)
    hand_in(employee.person, "ctps")
    hand_in(employee.person, "aso", at=AT + MINUTE)

    def told(role: str) -> list[str]:
        reader = Actor.of_user(make_user(f"leitor-{role}", role))
        return [line.text for line in queries.story.list_employee_story(number=employee.number, actor=reader)][:2]

    assert told(roles.HR) == ["enviou ASO", "enviou CTPS digital"]
    assert told(roles.AUDITOR) == ["enviou um documento", "enviou CTPS digital"]
