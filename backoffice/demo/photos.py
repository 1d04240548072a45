"""Faces of some of the demo's people: drawn, so that nobody's picture is used."""

import io
from datetime import datetime, timedelta

from PIL import Image, ImageDraw

from backoffice.core.actors import SYSTEM
from backoffice.core.files import keep_file
from hr import services
from hr.models import Document, Employee
from hr.papers import FILE_PURPOSE, PHOTO

SIDE = 480
# behind, skin, hair, shirt
LOOKS = [
    ("#cfe0e3", "#c58f6b", "#2b2320", "#16606e"),
    ("#e6dcc8", "#8a5a3c", "#1d1714", "#7a4a00"),
    ("#d9dfe8", "#e3b48f", "#6b4423", "#1d4f91"),
    ("#dbe7dc", "#6f4a34", "#171210", "#17603a"),
    ("#e8dada", "#dca27c", "#3a2a1c", "#8c2f24"),
    ("#dedbe8", "#a87350", "#241a16", "#4a565c"),
]


def tell_photos(*, now: datetime) -> None:
    """Once; after the papers.  Every second of the active people has one, the others show their initials."""
    if Document.objects.filter(kind__code=PHOTO).exists():
        return
    sent = now - timedelta(days=20)
    people = [row.person for row in Employee.objects.filter(state="active").select_related("person").order_by("number")]
    for person, look in zip(people[::2], LOOKS, strict=False):
        kept = keep_file(content=_draw(*look), name="foto.jpg", purpose=FILE_PURPOSE, by=SYSTEM, at=sent)
        document = services.submit_document(person_key=person.key, kind_code=PHOTO, file_ids=[kept.pk], by=SYSTEM, at=sent)
        services.decide_document(document_id=document.pk, accept=True, by=SYSTEM, at=sent + timedelta(hours=1))


def _draw(behind: str, skin: str, hair: str, shirt: str) -> bytes:
    """Head and shoulders."""
    sheet = Image.new("RGB", (SIDE, SIDE * 4 // 3), behind)
    pen = ImageDraw.Draw(sheet)
    pen.ellipse((60, 430, 420, 900), fill=shirt)
    pen.rounded_rectangle((205, 330, 275, 460), radius=30, fill=skin)
    pen.ellipse((130, 90, 350, 350), fill=hair)
    pen.ellipse((150, 130, 330, 380), fill=skin)
    for eye in (198, 264):
        pen.ellipse((eye, 238, eye + 18, 256), fill="#241a16")
    pen.arc((205, 270, 275, 325), 20, 160, fill="#5a2d22", width=6)
    made = io.BytesIO()
    sheet.save(made, "JPEG", quality=82)
    return made.getvalue()
