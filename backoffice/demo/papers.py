"""Papers of the demo's people: most accepted, some waiting for review, one refused, some running out."""

import io
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PIL import Image, ImageDraw, ImageFont

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.files import keep_file
from backoffice.core.models import User
from backoffice.core.templatetags import formats
from hr import services
from hr.models import Admission, Document, DocumentKind, Employee, Person
from hr.papers import FILE_PURPOSE
from hr.queries import paper_states
from hr.services.portal_links import candidate_actor

SIZE = (1240, 860)
# (place among the active people, kind, pages, hours ago, accepted?, days since the issue, days until it expires)
HANDED_IN = [
    (0, "identidade", 2, 3000, True, None, None),
    (0, "comprovante-endereco", 1, 2990, True, 130, None),
    (1, "cnh", 1, 2000, True, None, 12),
    (2, "identidade", 1, 1900, True, None, None),
    (2, "aso", 1, 1890, True, 80, None),
    (3, "cnh", 1, 1500, True, None, 400),
    (4, "comprovante-endereco", 1, 30, None, 20, None),
    (5, "identidade", 2, 22, None, None, None),
    (6, "escolaridade", 1, 5, None, None, None),
    (7, "titulo-eleitor", 1, 700, False, None, None),
]
# What the candidate has sent so far; None waits for review, False was refused.
OF_CANDIDATES = [("identidade", 2, True), ("cpf", 1, True), ("comprovante-endereco", 1, False), ("certidao", 1, None)]
REFUSAL = "A foto cortou o número da casa. Tire outra com as quatro bordas da conta aparecendo."
UNREADABLE = "A foto ficou tremida ou escura e não dá para ler. Tire outra com boa luz, sem flash."


def tell_papers(*, now: datetime) -> None:
    """Once; after the people and the candidates are there."""
    services.install_standard_checklist(by=_reviewer(), at=now)
    if Document.objects.exists():
        return
    reviewer, today = _reviewer(), clock.company_date(now)
    people = [row.person for row in Employee.objects.filter(state="active").select_related("person").order_by("number")]
    for place, code, pages, hours, verdict, issued, expires in HANDED_IN[: len(people) + 2]:
        if place < len(people):
            sent = now - timedelta(hours=hours)
            document = _hand_in(people[place], code, pages, at=sent)
            _judge(document, verdict, UNREADABLE, issued, expires, by=reviewer, at=sent + timedelta(hours=2), today=today)
    _school_of_students(reviewer, now)
    for admission in Admission.objects.filter(stage__in=["papers", "invitation"]).select_related("employee__person")[:1]:
        _candidate(admission.employee.person, reviewer, now)


def _candidate(person: Person, reviewer: Actor, now: datetime) -> None:
    """The picture of the portal: accepted, refused, waiting, and still missing."""
    asked = paper_states(person_id=person.pk, on=clock.company_date(now))
    for place, (code, pages, verdict) in enumerate(OF_CANDIDATES):
        if code in asked:
            sent = now - timedelta(hours=30 - place * 4)
            document = _hand_in(person, code, pages, at=sent)
            _judge(document, verdict, REFUSAL, 40, None, by=reviewer, at=sent + timedelta(hours=1), today=clock.company_date(now))


def _school_of_students(reviewer: Actor, now: datetime) -> None:
    """A declaration that held for six months and has run out meanwhile."""
    student = Employee.objects.filter(state="active", contract_kind__in=["apprentice", "intern"]).select_related("person").first()
    if student is None:
        return
    sent = now - timedelta(days=200)
    document = _hand_in(student.person, "matricula-escolar", 1, at=sent)
    _judge(document, True, "", 5, None, by=reviewer, at=sent, today=clock.company_date(sent))


def _hand_in(person: Person, code: str, pages: int, *, at: datetime) -> Document:
    kind = DocumentKind.objects.get(code=code)
    by = _who_hands_in(person)
    files = [
        keep_file(content=_draw(kind.name, person, number, pages), name=f"{code}-{number}.jpg", purpose=FILE_PURPOSE, by=by, at=at).pk
        for number in range(1, pages + 1)
    ]
    return services.submit_document(person_key=person.key, kind_code=code, file_ids=files, by=by, at=at)


def _who_hands_in(person: Person) -> Actor:
    """The portal's candidate, who has no name in the trail; an employee's account; HR for whoever has none."""
    admission = Admission.objects.filter(employee__person=person, done_at=None, cancelled_at=None).first()
    if admission is not None:
        return candidate_actor(admission)
    user = User.objects.filter(employment__person=person).first()
    return Actor.of_user(user) if user else _reviewer()


def _judge(
    document: Document,
    verdict: bool | None,
    reason: str,
    issued: int | None,
    expires: int | None,
    *,
    by: Actor,
    at: datetime,
    today: date,
) -> None:
    if verdict is None:
        return
    services.decide_document(
        document_id=document.pk,
        accept=verdict,
        reason=reason,
        issued_on=today - timedelta(days=issued) if issued is not None else None,
        expires_on=today + timedelta(days=expires) if expires is not None else None,
        by=by,
        at=max(at, document.uploaded_at),
    )


def _draw(title: str, person: Person, number: int, pages: int) -> bytes:
    """A sheet that looks like a paper from far away and like an example from near."""
    sheet = Image.new("RGB", SIZE, "#c9d2cf")
    pen = ImageDraw.Draw(sheet)
    pen.rounded_rectangle((70, 60, SIZE[0] - 70, SIZE[1] - 60), radius=28, fill="#f4f1e6", outline="#7d8a84", width=3)
    pen.rectangle((120, 200, 400, 560), fill="#d8d2c0", outline="#a59f8c", width=2)
    pen.ellipse((190, 250, 330, 390), fill="#a59f8c")
    pen.chord((150, 400, 370, 700), 180, 360, fill="#a59f8c")
    pen.text((120, 100), _plain(title).upper(), fill="#2f4a45", font=_font(44))
    for line, text in enumerate(_lines(person, number, pages)):
        pen.text((450, 210 + line * 70), _plain(text), fill="#2b2b2b", font=_font(32))
    pen.text((120, 720), "EXEMPLO SEM VALOR", fill="#9b2318", font=_font(36))
    made = io.BytesIO()
    sheet.save(made, "JPEG", quality=80)
    return made.getvalue()


def _lines(person: Person, number: int, pages: int) -> Sequence[str]:
    if number > 1:
        return ["Verso", f"Filiação: {person.mother_name}", f"Folha {number} de {pages}"]
    return [person.name, f"CPF {formats.cpf_cnpj(person.cpf)}", f"Nascimento {formats.day_month_year(person.birth_date)}", "Curitiba/PR"]


def _plain(text: str) -> str:
    """The font that comes with Pillow has few accents."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _reviewer() -> Actor:
    user = User.objects.filter(groups__name="hr").order_by("pk").first()
    return Actor.of_user(user) if user else Actor(kind="system", id=0, name="Retaguarda")
