"""The dry run of an anonymisation, and the anonymisation that a person decided after it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.privacy import forgetting, locks
from backoffice.privacy.errors import IdentityNotChecked, NobodyFound, OwnSurvey, RequestClosed, SurveyOutdated, WrongConfirmation
from backoffice.privacy.finding import find_matches, identity_of, ids_by_area, marks_of
from backoffice.privacy.models import Erasure, SubjectRequest, Survey


def target_of(request: SubjectRequest) -> forgetting.Target:
    """
    Whom the request is about.

    :raises NobodyFound: no register has anybody with this document or address
    """
    identity = identity_of(document=request.document, email=request.email)
    found = ids_by_area(find_matches(identity))
    if not found:
        raise NobodyFound(number=request.number)
    return forgetting.Target(found=found, marks=marks_of(found, identity))


@transaction.atomic
def record_survey(*, number: str, job_id: UUID, by: Actor, at: datetime, today: date) -> Survey:
    """
    Count what forgetting would change and keep, and note it for who decides.  The same job counts once.

    :raises NobodyFound: no register has anybody with this document or address
    :raises RequestClosed: it is not open any more
    """
    earlier = Survey.objects.filter(job_id=job_id).first()
    if earlier is not None:
        return earlier
    request = locks.lock_request(number, by=by)
    if request.state != SubjectRequest.State.OPEN:
        raise RequestClosed(number=number, state=request.state)
    target = target_of(request)
    problems = forgetting.obstacles_of(target, today=today)
    told = [{"code": each.code, "text": each.text, "until": each.until.isoformat() if each.until else ""} for each in problems]
    effects = [effect.to_json() for effect in forgetting.survey(target)]
    survey = Survey.objects.create(
        request=request, job_id=job_id, effects=effects, obstacles=told, made_at=at, made_by=by.name, made_by_id=by.id
    )
    audit.record([audit.Trace(action="privacy.surveyed", subject=("subject_request", number), at=at)], by=by)
    return survey


@transaction.atomic
def anonymise(*, number: str, survey_id: int, typed: str, by: Actor, at: datetime, today: date) -> Erasure:
    """
    Forget the person, exactly as the dry run said, with four eyes: who made the dry run asks, somebody else decides and types
    the protocol (``typed``).  Done twice it is once.

    :raises RequestClosed: it is not open any more
    :raises WrongConfirmation: the protocol was not typed
    :raises IdentityNotChecked: nobody checked who asks
    :raises SurveyOutdated: the dry run is not the newest, or what it said is not so any more
    :raises OwnSurvey: the actor made the dry run
    :raises MayNotBeForgotten: the law orders keeping, or something is still open
    """
    request = locks.lock_request(number, by=by)
    earlier = request.erasures.first()
    if earlier is not None:
        return earlier
    if request.state != SubjectRequest.State.OPEN:
        raise RequestClosed(number=number, state=request.state)
    if typed.strip().upper() != number:
        raise WrongConfirmation(number=number)
    if request.identity_at is None:
        raise IdentityNotChecked(number=number)
    newest = request.surveys.order_by("-made_at", "-id").first()
    if newest is None or newest.pk != survey_id or newest.made_by_id is None:
        raise SurveyOutdated()
    if newest.made_by_id == by.id:
        raise OwnSurvey(number=number)
    erasure = forgetting.forget(target_of(request), expected=newest.effects, request=request, by=by, at=at, today=today)
    audit.record([audit.Trace(action="privacy.anonymised", subject=("subject_request", number), at=at)], by=by)
    return erasure
