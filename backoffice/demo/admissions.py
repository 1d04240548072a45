"""Candidates of the demo shop: one in each stage, Mariana on her way through the portal."""

import io
from collections.abc import Callable, Sequence, Set
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw
from stdnum.br import cpf

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.files import keep_file
from backoffice.core.models import OutboxMessage, User
from backoffice.demo.admissions_cast import CANDIDATES, Candidate
from hr import services
from hr.models import Admission, AdmissionItem, Department, Establishment, PortalLink, Position, WorkSchedule
from hr.papers import FILE_PURPOSE
from hr.portal import steps
from hr.queries import required_texts
from hr.queries.portal_data import digest_of, read_step
from hr.queries.texts import render_text
from hr.services.acceptance import Place, content_digest

PHONE = "(41) 3333-0142"
CLINIC = {"clinic": "Clínica Vida Plena", "clinic_address": "R. XV de Novembro, 880"}


@transaction.atomic
def tell_admissions(*, now: datetime) -> None:
    """Once: everybody is invited, on the day of the story."""
    by = _silvia()
    services.install_standard_checklist(by=by, at=now)
    services.install_standard_texts(by=by, at=now)
    if Admission.objects.exists():
        return
    for index, candidate in enumerate(CANDIDATES):
        at = now - timedelta(days=candidate.invited)
        services.invite_candidate(draft=_draft(candidate, index, by, now), by=by, at=at)
    # Their mail is old news: sent now, each would make a new link and close the one that the demo tells.
    OutboxMessage.objects.filter(event_type="AdmissionMailAsked").update(status=OutboxMessage.Status.DONE)


def go_on(*, now: datetime) -> None:
    """What happened since: data, papers, exams, contracts, as far as each story goes.  After the papers of the others."""
    by = _silvia()
    tellers: dict[str, Callable[[Admission, Actor, datetime], None]] = {
        "papers": _mariana,
        "late": _begun,
        "review": _sent,
        "contract": _checked,
        "first_day": _ready,
        "cancelled": lambda admission, by, now: _cancel(admission, by, now),
    }
    fresh = Admission.objects.filter(done_at=None, cancelled_at=None, data_sent_at=None).select_related("employee__person")
    for admission in fresh.filter(links__isnull=True):
        candidate = next((row for row in CANDIDATES if row.name == admission.employee.person.name), None)
        if candidate is not None and candidate.until in tellers:
            with transaction.atomic():
                tellers[candidate.until](admission, by, now)


def _mariana(admission: Admission, by: Actor, now: datetime) -> None:
    _open_portal(admission, by, now - timedelta(days=2))
    _fill(admission, now - timedelta(days=2), besides={steps.PAY})
    _book(admission, by, now, days=4, hour=9)


def _begun(admission: Admission, by: Actor, now: datetime) -> None:
    _open_portal(admission, by, now - timedelta(days=5))
    _fill(admission, now - timedelta(days=5), besides={steps.PAY, steps.ADDRESS, steps.TRANSPORT})


def _sent(admission: Admission, by: Actor, now: datetime) -> None:
    at = now - timedelta(hours=20)
    _open_portal(admission, by, at)
    _fill(admission, at)
    _hand_in(admission, at)
    services.send_portal_data(admission_number=admission.number, by=services.candidate_actor(admission), at=at)


def _checked(admission: Admission, by: Actor, now: datetime) -> None:
    _sent(admission, by, now - timedelta(days=4))
    _accept_papers(admission, by, now - timedelta(days=3))
    person = admission.employee.person
    person.refresh_from_db()
    answer = services.ReceitaAnswer(
        name=person.name.upper(),
        birth_date=person.birth_date,
        situation="regular",
        consulted_on=clock.company_date(now) - timedelta(days=3),
        control_code="7F3A.92QD.10B4.C55E",
    )
    services.record_qualification(person_key=person.key, answer=answer, by=by, at=now - timedelta(days=3))
    done = clock.company_date(now) - timedelta(days=2)
    result = services.ExamResult(result="fit", done_on=done, physician="Helena Prado", crm="21345", crm_state="PR")
    services.record_exam(number=admission.number, result=result, by=by, at=now - timedelta(days=2))
    _hand_in(admission, now - timedelta(days=2), only=("aso",))
    _accept_papers(admission, by, now - timedelta(days=1))


def _ready(admission: Admission, by: Actor, now: datetime) -> None:
    _checked(admission, by, now - timedelta(days=1))
    at, link = now - timedelta(hours=26), admission.links.order_by("-pk").first()
    admission.refresh_from_db()
    place = Place(ip="177.92.14.201", user_agent="Mozilla/5.0 (Linux; Android 15) Mobile", link_id=link.pk if link else None)
    for text in required_texts(admission.employee):
        content = render_text(text, admission.employee)
        services.accept_text(
            admission_number=admission.number,
            text_id=text.pk,
            seen_sha256=content_digest(text.title, content),
            typed_name=admission.employee.person.name,
            place=place,
            by=services.candidate_actor(admission),
            at=at,
        )
    made = services.make_event(kind="S-2200", employee_number=admission.employee.number, by=by, at=at)
    if made.event is not None:
        services.export_events(event_ids=[made.event.event_id], by=by, at=at + timedelta(hours=1))
        services.record_receipt(event_id=made.event.event_id, receipt="1.1.0000000000031742285", by=by, at=at + timedelta(hours=5))


def _cancel(admission: Admission, by: Actor, now: datetime) -> None:
    services.cancel_admission(number=admission.number, reason="Aceitou outra proposta", by=by, at=now - timedelta(days=11))


def _draft(candidate: Candidate, index: int, by: Actor, now: datetime) -> services.Invitation:
    today = clock.company_date(now)
    handle = candidate.name.split()[0].lower().translate(str.maketrans("áãéíó", "aaeio"))
    terms = services.Terms(
        position_id=Position.objects.get(code=candidate.position).pk,
        department_id=Department.objects.get(code=candidate.department).pk,
        establishment_id=Establishment.objects.get(code=candidate.place).pk,
        schedule_id=WorkSchedule.objects.get(code=candidate.schedule).pk,
        pay=Decimal(candidate.pay),
        contract_kind=candidate.contract_kind,
        probation=candidate.probation,
        start_on=today + timedelta(days=candidate.starts),
    )
    base = f"{511903400 + index * 6151:09d}"
    return services.Invitation(
        token=uuid5(NAMESPACE_URL, f"demo:{candidate.name}:{today}"),
        name=candidate.name,
        birth_date=date(*candidate.born),
        cpf=next(number for ending in range(100) if cpf.is_valid(number := f"{base}{ending:02d}")),
        email=f"{handle}@exemplo.com.br",
        phone=f"419{91330000 + index * 731}",
        terms=terms,
        papers_due_on=today + timedelta(days=candidate.papers),
        contact_id=by.id,
        contact_phone=PHONE,
    )


def _open_portal(admission: Admission, by: Actor, at: datetime) -> None:
    services.issue_portal_link(admission_number=admission.number, by=by, at=at)
    link = PortalLink.objects.get(admission=admission, revoked_at=None)
    services.confirm_birth_date(link_id=link.pk, birth_date=admission.employee.person.birth_date, at=at)


def _fill(admission: Admission, at: datetime, *, besides: Set[str] = frozenset()) -> None:
    """What a candidate types, part by part."""
    person = admission.employee.person
    candidate = next(row for row in CANDIDATES if row.name == person.name)
    typed: dict[str, dict[str, Any]] = {
        steps.IDENTITY: {
            "mother_name": f"Sônia {person.name.split()[-1]}",
            "identity_number": "98124537",
            "identity_issuer": "SSP/PR",
            "identity_issued_on": date(2015, 3, 9),
        },
        steps.BIRTH: {"sex": candidate.sex, "marital_status": candidate.marital, "education": "07"},
        steps.ABOUT: {"race_colour": "3", "disabilities": []},
        steps.ADDRESS: {
            "postal_code": "80420090",
            "street": "Rua Brigadeiro Franco",
            "number": str(1200 + len(person.name)),
            "district": "Batel",
            "city": "Curitiba",
            "state": "PR",
        },
        steps.CONTACT: {},
        steps.DEPENDENTS: {},
        steps.PAY: {"pix_kind": "cpf", "pix_key": person.cpf},
        steps.EMERGENCY: {"name": f"Sônia {person.name.split()[-1]}", "relationship": "mãe", "phone": "41988110022"},
        steps.TRANSPORT: {"wants_voucher": True, "trips_a_day": 4, "lines": "Linha 203 e Inter 2"},
    }
    for code, values in typed.items():
        if code in besides:
            continue
        admission.employee.refresh_from_db()
        held = read_step(code, admission.employee)
        told = {"values": held | values, "seen": digest_of(held), "by": services.candidate_actor(admission), "at": at}
        services.save_portal_step(admission_number=admission.number, step=code, **told)


def _hand_in(admission: Admission, at: datetime, *, only: Sequence[str] = ()) -> None:
    """Every asked paper but the clinic's, or those named."""
    items = AdmissionItem.objects.filter(admission=admission, is_mandatory=True).select_related("kind")
    by = services.candidate_actor(admission)
    for code in only or [item.kind.code for item in items if item.kind.code != "aso"]:
        kept = keep_file(content=_sheet(), name=f"{code}.jpg", purpose=FILE_PURPOSE, by=by, at=at)
        services.submit_document(person_key=admission.employee.person.key, kind_code=code, file_ids=[kept.pk], by=by, at=at)


def _accept_papers(admission: Admission, by: Actor, at: datetime) -> None:
    issued = clock.company_date(at) - timedelta(days=1)
    for document in admission.employee.person.documents.filter(state="sent"):
        expires = issued + timedelta(days=900) if document.kind.asks_expiry else None
        services.decide_document(document_id=document.pk, accept=True, issued_on=issued, expires_on=expires, by=by, at=at)


def _book(admission: Admission, by: Actor, now: datetime, *, days: int, hour: int) -> None:
    day = clock.company_date(now) + timedelta(days=days)
    when = timezone.make_aware(datetime.combine(day, time(hour)))
    services.schedule_exam(number=admission.number, scheduled_for=when, by=by, at=now - timedelta(days=1), **CLINIC)


@cache
def _sheet() -> bytes:
    """A small paper that says what it is."""
    sheet = Image.new("RGB", (640, 440), "#f4f1e6")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((24, 24, 616, 416), outline="#7d8a84", width=3)
    pen.text((60, 190), "EXEMPLO SEM VALOR", fill="#9b2318", font_size=44)
    made = io.BytesIO()
    sheet.save(made, "JPEG", quality=70)
    return made.getvalue()


def _silvia() -> Actor:
    user = User.objects.filter(username="silvia").first() or User.objects.filter(groups__name="hr").order_by("pk").first()
    return Actor.of_user(user) if user else Actor(kind="system", id=0, name="Retaguarda")
