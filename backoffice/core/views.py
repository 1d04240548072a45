"""The one way into a staff page: signed in, permitted, and a refusal that says who can."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import parked, policy
from backoffice.core.actors import Actor
from backoffice.core.errors import NotAllowed, NotFound

# Declared by pages that need no login (sign-in, verification of a printed code, health).
PUBLIC = "public"

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request that came through ``staff_view``: it knows who acts."""

    actor: Actor


def staff_view(*, permission: str, methods: tuple[str, ...] = ("GET",), resumes: bool = False) -> Callable[[View], View]:
    """
    Guard a view: sends strangers to the login, answers 403 with the roles that hold the permission, 405 for other methods.

    The view gets ``request.actor`` and may let NotAllowed and NotFound pass: they become the 403 and 404 pages.
    ``resumes``: asked by GET, it shows again what was typed before the session ended (``parked.take``).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                # A form sent after the session ended waits until its sender is back (core.parked).
                waits = request.method == "POST" and parked.park(request)
                answer = redirect_to_login(reverse("account_resume") if waits and not resumes else request.get_full_path())
                if request.method == "POST" and request.headers.get("HX-Request"):
                    # A part of a page cannot hold the sign-in page: htmx leaves with the whole window.
                    return HttpResponse(status=204, headers={"HX-Redirect": answer["Location"]})
                return answer
            if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
                # Somebody reloads, or types by hand, the address of a button.
                page = render(request, "405.html", status=405)
                page.headers["Allow"] = ", ".join(methods)
                return page
            request.actor = Actor.of_user(request.user)
            try:
                policy.require(request.actor, permission)
                response = view(request, *args, **kwargs)
            except NotAllowed as refusal:
                return refused(request, refusal)
            except NotFound as missing:
                raise Http404(str(missing)) from missing
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def public_view(view: View) -> View:
    """Mark a view as open to everybody, on purpose."""
    view.required_permission = PUBLIC  # type: ignore[attr-defined]
    return view


@public_view
def favicon(request: HttpRequest) -> HttpResponse:
    """What a browser asks for by itself beside a PDF or a page of another program: the house's mark."""
    answer = HttpResponseRedirect(static("backoffice/icons/mark.svg"))
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer


def refused(request: HttpRequest, refusal: NotAllowed) -> HttpResponse:
    """The 403 page: what is missing and whom to ask."""
    roles = policy.role_names(refusal.data.get("roles", []))
    who = _("somebody with the role %(roles)s") % {"roles": roles} if roles else ""
    return render(request, "403.html", {"refusal": {"text": "", "who": who}}, status=403)
