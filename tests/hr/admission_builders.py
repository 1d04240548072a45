"""Admissions to tell stories about; what other desks write stands straight in the tables."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.models import User
from hr import models, services
from hr.queries import required_texts
from hr.services import Invitation, Terms
from tests.hr.builders import make_department, make_establishment, make_position, make_schedule, make_user, new_cpf

TODAY = date(2026, 11, 24)
START = date(2026, 12, 1)
DUE = date(2026, 11, 27)


def make_contact() -> User:
    return User.objects.filter(username="silvia").first() or make_user("silvia", "hr")


def terms(**fields: Any) -> Terms:
    """Auxiliar de expedição, R$ 2.350,00 a month, probation 45+45, from 1 December on."""
    given = {
        "position_id": make_position().pk,
        "department_id": make_department().pk,
        "establishment_id": make_establishment().pk,
        "schedule_id": make_schedule().pk,
        "pay": Decimal("2350.00"),
        "contract_kind": "probation",
        "probation": "45+45",
        "start_on": START,
    }
    return Terms(**(given | fields))


def invitation(**fields: Any) -> Invitation:
    given = {
        "token": uuid4(),
        "name": "Mariana Souza Lima",
        "birth_date": date(1996, 5, 14),
        "cpf": new_cpf(),
        "email": "mariana@exemplo.com.br",
        "phone": "41999990000",
        "papers_due_on": DUE,
        "contact_id": make_contact().pk,
        "contact_phone": "(41) 3333-0142",
    }
    agreed = fields.pop("terms", None) or terms()
    return Invitation(terms=agreed, **(given | fields))


def make_kinds(*codes: str) -> None:
    """Kinds of papers that everybody is asked for."""
    for place, code in enumerate(codes):
        kind = models.DocumentKind.objects.create(code=code, name=code.upper(), sequence=place)
        models.ChecklistRule.objects.create(kind=kind)


def invite(*, by: Actor, at: datetime, **fields: Any) -> models.Admission:
    return services.invite_candidate(draft=invitation(**fields), by=by, at=at)


def hand_in(admission: models.Admission, *, state: str, at: datetime, codes: tuple[str, ...] = (), **fields: Any) -> None:
    """Papers of the asked kinds (all, or those named) in this state."""
    items = models.AdmissionItem.objects.filter(admission=admission, **({"kind__code__in": codes} if codes else {}))
    told = {} if state == "sent" else {"decided_at": at, "decided_by": "Sílvia"}
    told |= {"reason": "A foto cortou o número."} if state == "refused" else {}
    for item in items:
        whose = {"person": admission.employee.person, "kind": item.kind}
        former = models.Document.objects.filter(**whose)
        former.update(state="replaced")
        version = former.count() + 1
        models.Document.objects.create(version=version, state=state, uploaded_at=at, uploaded_by="x", **(whose | told | fields))


def send_data(admission: models.Admission, *, at: datetime) -> None:
    models.Admission.objects.filter(pk=admission.pk).update(data_sent_at=at)
    models.AddressTerm.objects.filter(person=admission.employee.person).delete()
    models.AddressTerm.objects.create(
        person=admission.employee.person,
        valid=(TODAY - timedelta(days=1), None),
        postal_code="80420090",
        street="Rua Brigadeiro Franco",
        number="1200",
        city="Curitiba",
        city_code="4106902",
        state="PR",
        recorded_at=at,
        recorded_by="x",
    )


def qualify(admission: models.Admission, *, at: datetime) -> None:
    person = admission.employee.person
    person.refresh_from_db()
    models.Qualification.objects.create(
        person=person,
        result="qualified",
        checked_name=person.name,
        checked_cpf=person.cpf,
        checked_birth_date=person.birth_date,
        receita_name=person.name.upper(),
        receita_birth_date=person.birth_date,
        situation="regular",
        consulted_on=TODAY,
        control_code="AB12",
        recorded_at=at,
        recorded_by="Sílvia",
    )


def pass_exam(admission: models.Admission, *, by: Actor, at: datetime, result: str = "fit") -> models.MedicalExam:
    told = services.ExamResult(result=result, done_on=clock.company_date(at), physician="Dra. Helena Prado", crm="21345", crm_state="PR")
    return services.record_exam(number=admission.number, result=told, by=by, at=at)


def accept_texts(admission: models.Admission, *, at: datetime, number: int = 0) -> None:
    for place, text in enumerate(required_texts(admission.employee)):
        models.Acceptance.objects.create(
            employee=admission.employee,
            text=text,
            content="lido",
            content_sha256="0" * 64,
            typed_name="Mariana Souza Lima",
            accepted_at=at,
            code=f"AC-{admission.pk}-{number}-{place}",
        )


def make_event(admission: models.Admission, kind: str = "S-2200", *, state: str = "made", at: datetime) -> models.EsocialEvent:
    place = models.EsocialEvent.objects.count() + 1
    return models.EsocialEvent.objects.create(
        event_id=f"ID112ABC34501DE20261124104200{place:05d}".ljust(36, "0"),
        kind=kind,
        employee=admission.employee,
        reference="admission",
        occurred_on=admission.employee.admitted_on,
        due_on=admission.employee.admitted_on - timedelta(days=1),
        state=state,
        payload="<eSocial/>",
        environment="1",
        made_at=at,
        made_by="Sílvia",
        **({"receipt": f"1.2.{place:019d}", "answered_at": at} if state == "receipted" else {}),
    )


def make_ready(admission: models.Admission, *, by: Actor, at: datetime) -> models.Admission:
    """Everything is there; only the first day is waited for."""
    services.install_standard_texts(by=by, at=at)
    send_data(admission, at=at)
    hand_in(admission, state="accepted", at=at)
    qualify(admission, at=at)
    pass_exam(admission, by=by, at=at)
    accept_texts(admission, at=at)
    make_event(admission, state="receipted", at=at)
    services.refresh_stage(person_id=admission.employee.person_id, by=by, at=at)
    admission.refresh_from_db()
    return admission
