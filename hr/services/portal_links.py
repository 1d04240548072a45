"""
The candidate's way in: a link that is a secret, a date of birth that proves whose it is, five mistakes and it is closed.

docs/mechanisms/portal.md says why the link is as it is.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import audit
from backoffice.core.actors import SYSTEM, Actor
from backoffice.intranet import kinds
from backoffice.intranet.services import NoticeDraft, notify
from hr import locks
from hr.errors import AdmissionOver, BirthDateMissing
from hr.models import Admission, PortalLink
from hr.services.admission.stage import refresh_stage, settle_stage

# Wrong dates of birth that one link survives.
MOST_WRONG_ANSWERS = 5


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What became of an answer.  ``tries_left`` counts after a wrong one; 0 means that the link is closed now."""

    is_right: bool
    tries_left: int


def candidate_actor(admission: Admission) -> Actor:
    """Who acts in the portal: no user, no permissions of staff, no name in the trail."""
    return Actor(kind="candidate", id=admission.pk, name=_("Candidate"))


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue_portal_link(*, admission_number: str, by: Actor, at: datetime) -> str:
    """
    Make a new link for the candidate and return its token, this once; former links stop working.

    It holds for settings.PORTAL_LINK_DAYS days.

    :raises UnknownAdmission: there is no such admission
    :raises AdmissionOver: it is done or cancelled
    :raises BirthDateMissing: there is nothing to confirm the link by
    """
    admission = locks.lock_admission(admission_number)
    if admission.done_at or admission.cancelled_at:
        raise AdmissionOver(number=admission.number, stage=admission.stage)
    if admission.employee.person.birth_date is None:
        raise BirthDateMissing(admission=admission.number)
    # A window that is open stays open: the new link takes its place (hr.portal.access), and what began has begun.
    was_confirmed = PortalLink.objects.filter(admission=admission).exclude(confirmed_at=None).order_by("-pk").first()
    _close(admission, at=at)
    token = secrets.token_urlsafe(32)
    link = PortalLink.objects.create(
        admission=admission,
        token_hash=hash_of(token),
        created_at=at,
        created_by=by.name,
        expires_at=at + timedelta(days=settings.PORTAL_LINK_DAYS),
        confirmed_at=was_confirmed.confirmed_at if was_confirmed else None,
    )
    after = {"link": link.pk, "expires_at": link.expires_at.isoformat()}
    audit.record([audit.Trace(action="admission.link_issued", subject=("admission", admission.number), at=at, after=after)], by=by)
    settle_stage(admission, by=by, at=at)
    return token


@transaction.atomic
def issue_mail_link(*, admission_number: str, asked_at: datetime, leaves_without: bool, at: datetime) -> str | None:
    """
    The token for a mail that leaves now; None if somebody of the house made a link by hand after the mail was asked for.

    That link may be in the candidate's hands already, and the one of the mail would close it.  A mail that has more to say
    ``leaves_without`` a link; one whose only news is the link stays here, and the story of the admission says so.  A mail that is
    delivered twice is no such case, its first link is our own.

    :raises UnknownAdmission, AdmissionOver, BirthDateMissing: see ``issue_portal_link``
    """
    admission = locks.lock_admission(admission_number)
    by_hand = PortalLink.objects.filter(admission=admission, revoked_at=None, created_at__gt=asked_at).exclude(created_by=SYSTEM.name)
    if by_hand.exists():
        if not leaves_without:
            audit.record([audit.Trace(action="admission.mail_withheld", subject=("admission", admission.number), at=at)], by=SYSTEM)
        return None
    return issue_portal_link(admission_number=admission_number, by=SYSTEM, at=at)


@transaction.atomic
def close_portal_links(*, admission_number: str, reason: str, by: Actor, at: datetime) -> int:
    """
    Close the open link, and with it every window that was opened by it; returns how many there were (0 or 1).

    ``reason`` is a code for the trail: cancelled, forwarded, lost ...

    :raises UnknownAdmission: there is no such admission
    """
    admission = locks.lock_admission(admission_number)
    closed = _close(admission, at=at)
    if closed:
        trace = audit.Trace(action="admission.link_closed", subject=("admission", admission.number), at=at, after={"reason": reason})
        audit.record([trace], by=by)
    return closed


@transaction.atomic
def confirm_birth_date(*, link_id: int, birth_date: date | None, at: datetime) -> Confirmation:
    """
    Compare the date of birth that a browser typed with the person's.  ``None`` stands for something that is no date.

    The fifth wrong answer closes the link and tells the contact of the admission.  The row of the link is the queue: guesses
    at the same moment are counted one after the other.
    """
    number = PortalLink.objects.values_list("admission__number", flat=True).get(pk=link_id)
    admission = locks.lock_admission(number)
    link = PortalLink.objects.select_for_update(of=("self",)).get(pk=link_id)
    if link.revoked_at or link.expires_at <= at:
        return Confirmation(is_right=False, tries_left=0)
    by = candidate_actor(admission)
    if birth_date is not None and birth_date == admission.employee.person.birth_date:
        return _let_in(link, admission, by=by, at=at)
    link.wrong_answers += 1
    link.save(update_fields=["wrong_answers"])
    left = max(MOST_WRONG_ANSWERS - link.wrong_answers, 0)
    if not left:
        _close(admission, at=at)
        trace = audit.Trace(
            action="admission.link_closed", subject=("admission", admission.number), at=at, after={"reason": "wrong_birth_dates"}
        )
        audit.record([trace], by=by)
        settle_stage(admission, by=by, at=at)
        _tell_contact(admission, link, at=at)
    return Confirmation(is_right=False, tries_left=left)


def _let_in(link: PortalLink, admission: Admission, *, by: Actor, at: datetime) -> Confirmation:
    is_first = link.confirmed_at is None
    link.confirmed_at, link.wrong_answers, link.last_used_at = at, 0, at
    link.save(update_fields=["confirmed_at", "wrong_answers", "last_used_at"])
    audit.record([audit.Trace(action="admission.portal_opened", subject=("admission", admission.number), at=at)], by=by)
    if is_first:
        refresh_stage(person_id=admission.employee.person_id, by=by, at=at)
    return Confirmation(is_right=True, tries_left=MOST_WRONG_ANSWERS)


def _close(admission: Admission, *, at: datetime) -> int:
    return PortalLink.objects.filter(admission=admission, revoked_at=None).update(revoked_at=at)


def _tell_contact(admission: Admission, link: PortalLink, *, at: datetime) -> None:
    draft = NoticeDraft(
        kinds.PORTAL_LINK_CLOSED,
        (admission.contact_id,),
        {"admission": admission.number},
        reverse("admission_page", args=[admission.number]),
        f"portal_link_closed:{link.pk}",
    )
    notify(drafts=[draft], at=at)
