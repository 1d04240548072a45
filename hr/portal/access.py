"""
Who is in the portal: a browser with our cookie, which a link and a date of birth gave it.  No user of the house, no session.

The cookie names a link and carries a print of its token; whatever closes the link closes every window at once.  A second
cookie remembers that the date of birth was right in this browser, so that the same person is not asked again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotFound
from hr.models import Admission, PortalLink
from hr.services.portal_links import candidate_actor

# The declared permission of every page here: held by nobody of the house (tests/architecture/test_permissions.py).
PORTAL = "portal"
COOKIE, KNOWN_BROWSER = "rg_portal", "rg_portal_browser"
PATH = "/portal/"
# Without a request for so long, the date of birth is asked again.
IDLE = timedelta(hours=12)
_SALT, _KNOWN_SALT = "hr.portal.visit", "hr.portal.browser"
# Noted at most so often: not every page writes.
_USED_EVERY = timedelta(minutes=10)
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose portal this is; ``is_confirmed``: this browser has typed the date of birth."""

    link: PortalLink
    is_confirmed: bool

    @property
    def admission(self) -> Admission:
        return self.link.admission

    @property
    def actor(self) -> Actor:
        return candidate_actor(self.link.admission)


class PortalRequest(HttpRequest):
    """A request that came through ``portal_view``."""

    visit: Visit
    at: datetime


def portal_view(*, methods: tuple[str, ...] = ("GET",), confirmed: bool = True) -> Callable[[View], View]:
    """
    Guard a page of the portal: without an open link a page that says whom to call, without the date of birth the question.

    ``confirmed=False`` is for the question itself.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
                return _sealed(_wrong_method(request, methods))
            request.at = clock.now()
            visit = read_visit(request)
            if visit is None or (reason := why_closed(visit.link, at=request.at)):
                return _sealed(closed(request, visit.link if visit else None, reason if visit else "none"))
            if is_staff_of_others(request, visit.link):
                return _sealed(render(request, "hr/portal/staff.html", status=403))
            if confirmed and not visit.is_confirmed:
                return _sealed(HttpResponseRedirect(reverse("portal_confirm")))
            request.visit = visit
            _note_use(visit.link, at=request.at)
            try:
                answer = view(request, *args, **kwargs)
            except NotFound as missing:
                answer = render(request, "hr/portal/missing.html", {"text": text_of(missing)}, status=404)
            except BusinessError as refusal:
                answer = render(request, "hr/portal/refused.html", {"text": text_of(refusal)}, status=refusal.status)
            if COOKIE not in answer.cookies:
                remember(answer, visit.link, is_confirmed=visit.is_confirmed)
            return _sealed(answer)

        guarded.required_permission = PORTAL  # type: ignore[attr-defined]
        return guarded

    return decorate


def read_visit(request: HttpRequest) -> Visit | None:
    """What our cookie says, if it is ours and young enough; the link may be closed by now."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=IDLE)
    except signing.BadSignature:
        return None
    rows = PortalLink.objects.select_related("admission__employee__person", "admission__contact")
    link = rows.filter(pk=kept["link"]).first()
    if link is None or not link.token_hash.startswith(kept["print"]):
        return None
    is_confirmed = bool(kept["confirmed"])
    return Visit(_successor(link, rows) if is_confirmed else link, is_confirmed)


def _successor(link: PortalLink, rows: QuerySet[PortalLink]) -> PortalLink:
    """
    The link that took this one's place: a reminder by mail does not throw out whoever is typing.  A link that was closed (by HR,
    by wrong answers, with the admission) has none.
    """
    if link.revoked_at is None:
        return link
    following = rows.filter(admission=link.admission_id, pk__gt=link.pk).order_by("pk")
    for newer in following:
        if newer.created_at != link.revoked_at:
            break
        link = newer
    return link


def why_closed(link: PortalLink, *, at: datetime) -> str:
    """ "" while the link is open, else done, cancelled, revoked or expired."""
    if link.admission.done_at:
        return "done"
    if link.admission.cancelled_at:
        return "cancelled"
    if link.revoked_at:
        return "revoked"
    return "expired" if link.expires_at <= at else ""


def closed(request: HttpRequest, link: PortalLink | None, reason: str, *, status: int = 403) -> HttpResponse:
    """The page of a link that does not open: why, whom to call, how to get another.  Whoever has no cookie of ours learns no name."""
    context = {"reason": reason, "admission": link.admission if link else None, "hide_visit": True}
    return render(request, "hr/portal/closed.html", context, status=status)


def is_staff_of_others(request: HttpRequest, link: PortalLink) -> bool:
    """Whether somebody of the house is signed in in this browser who is not the candidate."""
    user = request.user
    return bool(user.is_authenticated and user.pk != link.admission.employee.user_id)


def remember(answer: HttpResponseBase, link: PortalLink, *, is_confirmed: bool) -> None:
    """Give the browser its cookie, or make it young again."""
    kept = {"link": link.pk, "print": link.token_hash[:16], "confirmed": is_confirmed}
    _set(answer, COOKIE, signing.dumps(kept, salt=_SALT), max_age=int(IDLE.total_seconds()))


def know_browser(answer: HttpResponseBase, link: PortalLink, *, at: datetime) -> None:
    """The date of birth was right here: other links of the same admission do not ask this browser again."""
    left = max(int((link.expires_at - at).total_seconds()), 0)
    _set(answer, KNOWN_BROWSER, signing.dumps({"admission": link.admission_id}, salt=_KNOWN_SALT), max_age=left)


def is_known_browser(request: HttpRequest, link: PortalLink) -> bool:
    """Whether the date of birth was right in this browser before."""
    try:
        kept = signing.loads(request.COOKIES.get(KNOWN_BROWSER, ""), salt=_KNOWN_SALT, max_age=timedelta(days=settings.PORTAL_LINK_DAYS))
    except signing.BadSignature:
        return False
    return bool(kept["admission"] == link.admission_id)


def forget(answer: HttpResponseBase) -> None:
    """Leave nothing of the visit in this browser."""
    for name in (COOKIE, KNOWN_BROWSER):
        answer.delete_cookie(name, path=PATH, samesite="Lax")


def _set(answer: HttpResponseBase, name: str, value: str, *, max_age: int) -> None:
    answer.set_cookie(name, value, max_age=max_age, path=PATH, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")


def _note_use(link: PortalLink, *, at: datetime) -> None:
    if link.last_used_at is None or at - link.last_used_at > _USED_EVERY:
        PortalLink.objects.filter(pk=link.pk).update(last_used_at=at)


def _wrong_method(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    page = render(request, "hr/portal/missing.html", {"text": ""}, status=405)
    page.headers["Allow"] = ", ".join(methods)
    return page


def _sealed(answer: HttpResponseBase) -> HttpResponseBase:
    """Pages with personal data lie in no cache and in no search engine."""
    answer.headers.setdefault("Cache-Control", "no-store")
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
