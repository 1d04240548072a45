"""A candidate on the way, and the window of a phone that is inside the portal."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.test import Client

from backoffice.core.actors import SYSTEM
from hr import models
from hr.services import issue_portal_link
from tests.hr.builders import make_employee, make_user

NOW = datetime(2026, 11, 24, 13, 42, tzinfo=UTC)
START = date(2026, 12, 1)
BORN = "14/05/1996"


def make_admission(name: str = "Mariana Souza Lima", *, stage: str = "papers", **fields: Any) -> models.Admission:
    """In preparation, with everything agreed; HR's contact is Sílvia."""
    contact = models.Admission._meta.get_field("contact").related_model.objects.filter(username="silvia").first()
    employee = make_employee(name, state="preparing", since=START)
    return models.Admission.objects.create(
        number=f"AD-{int(employee.number):06d}",
        employee=employee,
        stage=stage,
        papers_due_on=date(2026, 11, 27),
        contact=contact or make_user("silvia", "hr"),
        contact_phone="4133330142",
        created_at=NOW - timedelta(days=3),
        **fields,
    )


def enter(admission: models.Admission, *, at: datetime = NOW, client: Client | None = None, birth_date: str = BORN) -> Client:
    """A browser that opened a new link of this admission and typed the date of birth."""
    token = issue_portal_link(admission_number=admission.number, by=SYSTEM, at=at)
    browser = client or Client()
    browser.post("/portal/entrar/", {"code": token})
    browser.post("/portal/confirmar/", {"birth_date": birth_date})
    return browser
