"""One request: who asks, what was found, what was made, what may be done next."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import clock, policy
from backoffice.core.job_views import describe
from backoffice.core.models import Job
from backoffice.core.views import StaffRequest, staff_view
from backoffice.privacy import queries
from backoffice.privacy.datamap import Match, area_of
from backoffice.privacy.errors import UnknownRequest
from backoffice.privacy.finding import find_matches, identity_of
from backoffice.privacy.jobs import EXPORT, SURVEY
from backoffice.privacy.models import SubjectRequest, Survey
from backoffice.privacy.queries.requests import identity_words
from backoffice.privacy.views import words
from backoffice.privacy.views.board import DESK, clock_tone, clock_words

Kind = SubjectRequest.Kind
# The rights that end with something being forgotten.
FORGETS = frozenset({Kind.ANONYMISATION, Kind.REVOCATION})


@staff_view(permission=DESK)
def request_page(request: StaffRequest, number: str) -> HttpResponse:
    return show(request, queries.get_request(number=number, actor=request.actor))


@staff_view(permission=DESK)
def request_of_job(request: StaffRequest, job_id: UUID) -> HttpResponse:
    """Where a notice about the job leads."""
    job = policy.visible(request.actor, Job.objects.filter(pk=job_id, kind__in=[EXPORT, SURVEY])).first()
    if job is None:
        raise UnknownRequest(number="")
    return HttpResponseRedirect(reverse("privacy_request", args=[job.params["number"]]))


def show(request: StaffRequest, asked: SubjectRequest, *, dialog: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """Draw the page; ``dialog`` lies over it."""
    today = clock.company_date(clock.now())
    days_left = (asked.due_on - today).days if asked.state == SubjectRequest.State.OPEN else None
    matches = find_matches(identity_of(document=asked.document, email=asked.email))
    survey = asked.surveys.order_by("-made_at", "-id").first()
    erasure = asked.erasures.first()
    active = Job.objects.filter(
        kind__in=[EXPORT, SURVEY], unique_key=asked.number, status__in=[Job.Status.QUEUED, Job.Status.RUNNING]
    ).first()
    failed = Job.objects.filter(kind__in=[EXPORT, SURVEY], params__number=asked.number).order_by("-created_at").first()
    is_own = survey is not None and survey.made_by_id == request.actor.id
    context = {
        "asked": asked,
        "days": clock_words(days_left),
        "tone": clock_tone(days_left),
        "identity": identity_words(asked.identity_how),
        "matches": [_found(match, request) for match in matches],
        "exports": queries.list_exports(request_id=asked.pk),
        "now": clock.now(),
        "survey": survey,
        "effects": words.effects(survey.effects if survey and not erasure else erasure.effects if erasure else []),
        "erasure": erasure,
        "job": describe(active) | {"poll_url": reverse("job_status", args=[active.pk])} if active else None,
        "failed": failed.error if failed and failed.status == Job.Status.FAILED else "",
        "waits_for_other": is_own and erasure is None and asked.state == SubjectRequest.State.OPEN,
        "next": _next(asked, has_matches=bool(matches), survey=survey, is_own=is_own, is_forgotten=erasure is not None),
        "more": _more(asked, may_forget=survey is not None and not survey.obstacles and erasure is None and not is_own),
        "dialog": dialog,
    }
    return render(request, "privacy/request.html", context, status=status)


def _found(match: Match, request: StaffRequest) -> dict[str, Any]:
    """No link to a page that refuses who looks: the people area finds customers, but does not open them."""
    is_open = not match.permission or request.actor.may(match.permission)
    return {"match": match, "area": area_of(match.area).label, "url": match.url if is_open else ""}


def _next(asked: SubjectRequest, *, has_matches: bool, survey: Survey | None, is_own: bool, is_forgotten: bool) -> str:
    """The one filled button: identity, then what the right needs, then the answer; none while somebody else has to confirm."""
    if asked.state != SubjectRequest.State.OPEN:
        return ""
    if asked.identity_at is None:
        return "identity"
    if has_matches and asked.kind in FORGETS and not is_forgotten:
        if survey is None:
            return "survey"
        if survey.obstacles:
            # What the law orders to keep stays: the person hears so.  When the time has come, a new dry run says otherwise.
            return "refuse"
        return "" if is_own else "anonymise"
    if has_matches and asked.kind in (Kind.ACCESS, Kind.PORTABILITY) and not asked.exports.exists():
        return "export"
    return "answer"


def _more(asked: SubjectRequest, *, may_forget: bool) -> list[dict[str, Any]]:
    if asked.state != SubjectRequest.State.OPEN:
        return []

    def dialog(act: str, label: str, icon: str, *, bad: bool = False) -> dict[str, Any]:
        return {"label": label, "icon": icon, "dialog_url": reverse("privacy_act", args=[asked.number, act]), "bad": bad}

    items = [
        dialog("identidade", _("Note the check of identity"), "badge"),
        {"label": _("Make the export"), "icon": "download", "post_url": reverse("privacy_export", args=[asked.number]),
         "hint": _("PDF, JSON and papers, for seven days")},
        {"label": _("Dry run of the anonymisation"), "icon": "science", "post_url": reverse("privacy_survey", args=[asked.number]),
         "hint": _("Counts what would change, changes nothing")},
    ]  # fmt: skip
    if may_forget:
        label, url = _("Anonymise"), reverse("privacy_anonymise", args=[asked.number])
        items.append({"label": label, "icon": "person_off", "dialog_url": url, "bad": True})
    items += [
        dialog("responder", _("Answer"), "reply"),
        dialog("recusar", _("Refuse with reason"), "block", bad=True) | {"line": True},
        dialog("cancelar", _("Call off"), "cancel", bad=True),
    ]
    return items
