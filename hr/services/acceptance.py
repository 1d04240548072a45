"""
Accepting a contract or a policy: evidence of what was accepted, when, from where, under which name.

A simple electronic signature (MP 2.200-2/2001 art. 10 par. 2, Lei 14.063/2020 art. 4 I): it stands on the secret link, the
date of birth, the name typed, the hash of the text and the records of access that are kept with it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.people import unaccented
from hr import locks
from hr.errors import AdmissionOver, TextReplaced, TextsNotReady, TypedNameDiffers, UnknownText
from hr.models import Acceptance, Admission, Person, TextVersion
from hr.portal.evidence import CODE_PREFIX, content_digest
from hr.queries.texts import render_text, required_texts
from hr.services.admission.stage import refresh_stage

# Everything else is checked by then; before, data that the contract quotes may still change.
SIGNING_STAGES = frozenset({Admission.Stage.CONTRACT, Admission.Stage.ESOCIAL, Admission.Stage.FIRST_DAY})
# Without letters and digits that are taken for each other; as the codes of reports.
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """From where somebody accepts: address and browser as the server saw them, and the link that let the browser in."""

    ip: str | None
    user_agent: str
    link_id: int | None


@transaction.atomic
def accept_text(
    *, admission_number: str, text_id: int, seen_sha256: str, typed_name: str, place: Place, by: Actor, at: datetime
) -> Acceptance:
    """
    Keep that the candidate accepted this text as it was shown (``seen_sha256``).  The same text accepted again answers with
    the first acceptance: a double click has one effect.

    :raises AdmissionOver: the admission is done or cancelled
    :raises UnknownText: the text is not asked of this person
    :raises TextsNotReady: HR is not that far yet
    :raises TextReplaced: there is a newer wording, or what it fills in has changed: the new text has to be read first
    :raises TextIncomplete: HR has not filled in everything that the text names
    :raises TypedNameDiffers: the name typed is neither the civil nor the social name
    """
    admission = locks.lock_admission(admission_number)
    employee = admission.employee
    text = TextVersion.objects.filter(pk=text_id).first()
    if text is None:
        raise UnknownText(text=text_id)
    earlier: Acceptance | None = Acceptance.objects.filter(employee=employee, text=text).first()
    if earlier is not None:
        return earlier
    if admission.done_at or admission.cancelled_at:
        raise AdmissionOver(number=admission.number, stage=admission.stage)
    content = _present_content(admission, text, seen_sha256)
    if not is_name_of(employee.person, typed_name):
        raise TypedNameDiffers()
    acceptance = Acceptance.objects.create(
        employee=employee,
        text=text,
        content=content,
        content_sha256=seen_sha256,
        typed_name=" ".join(typed_name.split())[:70],
        accepted_at=at,
        ip=place.ip,
        user_agent=place.user_agent[:300],
        link_id=place.link_id,
        code=_new_code(),
    )
    after = {"text": text.code, "version": text.version, "sha256": seen_sha256, "code": acceptance.code}
    trace = audit.Trace(action="admission.text_accepted", subject=("admission", admission.number), at=at, after=after)
    audit.record([trace], by=by)
    refresh_stage(person_id=employee.person_id, by=by, at=at)
    return acceptance


def _present_content(admission: Admission, text: TextVersion, seen_sha256: str) -> str:
    """The text as it reads now, if that is what was read."""
    employee = admission.employee
    required = required_texts(employee)
    if text.pk not in {each.pk for each in required}:
        if text.code in {each.code for each in required}:
            raise TextReplaced(title=text.title)
        raise UnknownText(text=text.pk)
    if admission.stage not in SIGNING_STAGES:
        raise TextsNotReady(stage=admission.stage)
    content = render_text(text, employee)
    if not secrets.compare_digest(content_digest(text.title, content), seen_sha256):
        raise TextReplaced(title=text.title)
    return content


def is_name_of(person: Person, typed: str) -> bool:
    """Whether this is the person's civil or social name; accents, capitals, spaces, hyphens and apostrophes do not matter."""
    plain = _plain(typed)
    return bool(plain) and plain in {_plain(person.name), _plain(person.social_name)}


def _plain(name: str) -> str:
    # A phone turns the apostrophe into another sign by itself.
    return "".join(char for char in unaccented(name) if char.isalpha())


def _new_code() -> str:
    """AC-7F3K-92QD-XM4T: 60 bits nobody can guess."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    return f"{CODE_PREFIX}-{letters[:4]}-{letters[4:8]}-{letters[8:]}"
