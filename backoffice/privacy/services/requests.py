"""Requests of data subjects: taken in, checked, answered in time (LGPD arts. 18 and 19)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from stdnum.br import cnpj, cpf

from backoffice.core import audit, clock, numbering
from backoffice.core.actors import Actor
from backoffice.core.bus import publish
from backoffice.events.privacy import PrivacyRequestDue
from backoffice.privacy import locks
from backoffice.privacy.datamap import FORGOTTEN
from backoffice.privacy.errors import IdentityNotChecked, InvalidDocument, ReasonMissing, RequestClosed, WhoMissing
from backoffice.privacy.finding import identity_of
from backoffice.privacy.models import PrivacyRules, SubjectRequest

# LGPD art. 19 II: the complete answer within 15 days; twice that for small agents (Res. CD/ANPD 2/2022, art. 14).
ANSWER_DAYS, SMALL_AGENT_DAYS = 15, 30
# So many days before the end somebody is told; 0 is the last day.
ALERTS = (5, 1, 0)
SERIES = "privacy_request"

State = SubjectRequest.State


@dataclass(frozen=True, kw_only=True)
class NewRequest:
    """What the form says.  ``user_id``: the colleague who asks in the own file, whose identity the sign-in has checked."""

    kind: str
    channel: str
    name: str
    document: str = ""
    email: str = ""
    details: str = ""
    received_on: date
    token: UUID
    user_id: int | None = None


@transaction.atomic
def open_request(*, new: NewRequest, by: Actor, at: datetime) -> SubjectRequest:
    """
    Take a request in: it gets its number and the day until which it has to be answered.

    The same form sent twice is one request.

    :raises WhoMissing: neither document nor e-mail
    :raises InvalidDocument: neither a CPF nor a CNPJ
    """
    identity = identity_of(document=new.document, email=new.email)
    if not identity.document and not identity.email:
        raise WhoMissing()
    # The check digits of 111.111.111-11 match, and nobody has it.
    is_one_digit = len(set(identity.document)) == 1
    if identity.document and (is_one_digit or not (cpf.is_valid(identity.document) or cnpj.is_valid(identity.document))):
        raise InvalidDocument(value=new.document[:20])
    earlier = SubjectRequest.objects.filter(token=new.token).first()
    if earlier is not None:
        return earlier
    rules = PrivacyRules.objects.filter(pk=1).first()
    days = SMALL_AGENT_DAYS if rules and rules.is_small_agent else ANSWER_DAYS
    is_own = new.user_id is not None
    request = SubjectRequest.objects.create(
        number=f"LGPD-{numbering.take_gapless(SERIES):04d}",
        kind=new.kind,
        channel=new.channel,
        name=new.name[:120],
        document=identity.document,
        email=identity.email,
        details=new.details[:4000],
        user_id=new.user_id,
        received_on=new.received_on,
        due_on=new.received_on + timedelta(days=days),
        received_at=at,
        received_by=by.name,
        token=new.token,
        identity_how="signed_in" if is_own else "",
        identity_at=at if is_own else None,
        identity_by=by.name if is_own else "",
    )
    _trace(request, "opened", by=by, at=at, after={"kind": request.kind, "channel": request.channel, "due_on": request.due_on.isoformat()})
    return request


@transaction.atomic
def check_identity(*, number: str, how: str, by: Actor, at: datetime) -> SubjectRequest:
    """
    Note how it was made sure that who asks is who it is about, or stands for them.

    :raises RequestClosed: it is not open any more
    :raises ReasonMissing: ``how`` is empty
    """
    request = _open(number, by=by)
    _require_words("how", how)
    request.identity_how, request.identity_at, request.identity_by = how.strip()[:120], at, by.name
    request.save(update_fields=["identity_how", "identity_at", "identity_by"])
    _trace(request, "identity_checked", by=by, at=at)
    return request


@transaction.atomic
def answer_request(*, number: str, answer: str, by: Actor, at: datetime) -> SubjectRequest:
    """
    Close the request as answered, with the words that the person got.

    :raises RequestClosed: it is not open any more
    :raises IdentityNotChecked: nobody checked who asks
    :raises ReasonMissing: the answer is empty
    """
    request = _open(number, by=by)
    if request.identity_at is None:
        raise IdentityNotChecked(number=number)
    _require_words("answer", answer)
    return _close(request, State.ANSWERED, answer, by=by, at=at)


@transaction.atomic
def refuse_request(*, number: str, reason: str, by: Actor, at: datetime) -> SubjectRequest:
    """
    Close the request as refused; the person is told the reason (LGPD art. 18 par. 4).

    :raises RequestClosed: it is not open any more
    :raises ReasonMissing: the reason is empty
    """
    request = _open(number, by=by)
    _require_words("reason", reason)
    return _close(request, State.REFUSED, reason, by=by, at=at)


@transaction.atomic
def cancel_request(*, number: str, reason: str, by: Actor, at: datetime) -> SubjectRequest:
    """
    Call the request off: the person took it back, or it was entered twice.

    :raises RequestClosed: it is not open any more
    :raises ReasonMissing: the reason is empty
    """
    request = _open(number, by=by)
    _require_words("reason", reason)
    return _close(request, State.CANCELLED, reason, by=by, at=at)


@transaction.atomic
def alert_due_requests(*, at: datetime) -> int:
    """Tell who looks after privacy what ends in five days, tomorrow, today; each alert once.  Returns how many were given."""
    today = clock.company_date(at)
    rows = SubjectRequest.objects.select_for_update().filter(state=State.OPEN, due_on__lte=today + timedelta(days=ALERTS[0])).order_by("pk")
    told = []
    for request in rows:
        step = min(alert for alert in ALERTS if (request.due_on - today).days <= alert)
        if request.alerted is None or step < request.alerted:
            request.alerted = step
            told.append(request)
    SubjectRequest.objects.bulk_update(told, ["alerted"])
    publish([PrivacyRequestDue(occurred_at=at, number=request.number, due_on=request.due_on) for request in told])
    return len(told)


def _open(number: str, *, by: Actor) -> SubjectRequest:
    request = locks.lock_request(number, by=by)
    if request.state != State.OPEN:
        raise RequestClosed(number=number, state=request.state)
    return request


def _close(request: SubjectRequest, state: State, words: str, *, by: Actor, at: datetime) -> SubjectRequest:
    request.state, request.answer, request.closed_at, request.closed_by = state, words.strip()[:4000], at, by.name
    request.version += 1
    if request.erasures.exists():
        # Until the answer it has to be known whom to answer; from now on the protocol is all that is left.
        request.name, request.document, request.email, request.details = FORGOTTEN, "", "", ""
    request.save(update_fields=["state", "answer", "closed_at", "closed_by", "version", "name", "document", "email", "details"])
    _trace(request, state.value, by=by, at=at)
    return request


def _require_words(field: str, text: str) -> None:
    if not text.strip():
        raise ReasonMissing(field=field)


def _trace(request: SubjectRequest, what: str, *, by: Actor, at: datetime, after: dict[str, str] | None = None) -> None:
    """The trail names the request, never who asked."""
    subject = ("subject_request", request.number)
    audit.record([audit.Trace(action=f"privacy.{what}", subject=subject, at=at, after=after)], by=by)
