"""Coming in: the link, the date of birth, a new link, going out."""

from datetime import datetime

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.http.request import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backoffice.core import clock
from hr.models import PortalAttempt, PortalLink
from hr.portal import access, throttle
from hr.portal.access import PORTAL, PortalRequest, portal_view
from hr.portal.fields import Day, Line
from hr.services.portal_links import MOST_WRONG_ANSWERS, confirm_birth_date, hash_of
from hr.services.portal_renewal import ask_for_link

# A token of ours has 43 characters; people paste the whole address.
_LONGEST_CODE = 300


class BirthDateForm(forms.Form):
    birth_date = Day(
        label=gettext_lazy("Date of birth"), help_text=gettext_lazy("day, month and year, as in 24/11/1996"), autocomplete="bday"
    )


class RenewalForm(forms.Form):
    email = Line(label=gettext_lazy("E-mail"), help_text=gettext_lazy("the one we wrote to"), autocomplete="email", inputmode="email")


def enter(request: HttpRequest) -> HttpResponse:
    """
    The page that the link opens.  What stands behind the # never reaches a server on its own: a script puts it into the
    form and sends it; without script it is pasted.
    """
    if request.method != "POST":
        return _calm(render(request, "hr/portal/enter.html"))
    at = clock.now()
    if retry_at := throttle.must_wait(request, PortalAttempt.Kind.WRONG_LINK, at=at):
        return _wait(request, retry_at)
    token = request.POST.get("code", "")[:_LONGEST_CODE].strip().rpartition("#")[2]
    rows = PortalLink.objects.select_related("admission__employee__person", "admission__contact")
    link = rows.filter(token_hash=hash_of(token)).first()
    if link is None or access.why_closed(link, at=at):
        # Guessed, mistyped, expired and closed look the same: a link tells nothing but to whom it lets in.
        throttle.count(request, PortalAttempt.Kind.WRONG_LINK, at=at)
        return _calm(access.closed(request, None, "unknown", status=404))
    if access.is_staff_of_others(request, link):
        return _calm(render(request, "hr/portal/staff.html", status=403))
    is_known = link.confirmed_at is not None and access.is_known_browser(request, link)
    answer = HttpResponseRedirect(reverse("portal_home" if is_known else "portal_confirm"))
    access.remember(answer, link, is_confirmed=is_known)
    return _calm(answer)


enter.required_permission = PORTAL  # type: ignore[attr-defined]


@portal_view(methods=("GET", "POST"), confirmed=False)
def confirm(request: PortalRequest) -> HttpResponse:
    """The question that a forwarded link does not answer."""
    visit, at = request.visit, request.at
    if visit.is_confirmed:
        return HttpResponseRedirect(reverse("portal_home"))
    if request.method != "POST":
        return render(request, "hr/portal/confirm.html", {"form": _birth_date_form()})
    if retry_at := throttle.must_wait(request, PortalAttempt.Kind.WRONG_BIRTH_DATE, at=at):
        return _wait(request, retry_at)
    form = _birth_date_form(request.POST)
    if not form.is_valid():
        # Nothing was answered: this is no guess.
        return render(request, "hr/portal/confirm.html", {"form": form}, status=422)
    verdict = confirm_birth_date(link_id=visit.link.pk, birth_date=form.cleaned_data["birth_date"], at=at)
    if verdict.is_right:
        answer = HttpResponseRedirect(reverse("portal_home"))
        access.remember(answer, visit.link, is_confirmed=True)
        access.know_browser(answer, visit.link, at=at)
        return answer
    throttle.count(request, PortalAttempt.Kind.WRONG_BIRTH_DATE, at=at)
    if not verdict.tries_left:
        return access.closed(request, visit.link, "revoked")
    left = ngettext("%(count)d try is left, then the link closes.", "%(count)d tries are left, then the link closes.", verdict.tries_left)
    wrong = _("This is not the date of birth that we know.")
    form.add_error("birth_date", f"{wrong} {left % {'count': verdict.tries_left}}")
    return render(request, "hr/portal/confirm.html", {"form": form, "most": MOST_WRONG_ANSWERS}, status=422)


def renew(request: HttpRequest) -> HttpResponse:
    """A new link by mail.  The answer is the same whether we know the address or not."""
    if request.method != "POST":
        return _calm(render(request, "hr/portal/renew.html", {"form": RenewalForm()}))
    at = clock.now()
    if retry_at := throttle.must_wait(request, PortalAttempt.Kind.RENEWAL, at=at):
        return _wait(request, retry_at)
    form = RenewalForm(request.POST)
    if not form.is_valid():
        return _calm(render(request, "hr/portal/renew.html", {"form": form}, status=422))
    throttle.count(request, PortalAttempt.Kind.RENEWAL, at=at)
    ask_for_link(email=form.cleaned_data["email"], at=at)
    return _calm(render(request, "hr/portal/renewed.html"))


renew.required_permission = PORTAL  # type: ignore[attr-defined]


@portal_view(methods=("POST",), confirmed=False)
def leave(request: PortalRequest) -> HttpResponse:
    """Nothing of the visit stays in this browser; the link still works."""
    answer = render(request, "hr/portal/left.html", {"hide_visit": True})
    access.forget(answer)
    return answer


def _birth_date_form(data: object = None) -> BirthDateForm:
    form = BirthDateForm(data)  # type: ignore[arg-type]
    form.use_required_attribute = False
    form.fields["birth_date"].today = lambda: clock.company_date(clock.now())  # type: ignore[attr-defined]
    return form


def _wait(request: HttpRequest, retry_at: datetime) -> HttpResponse:
    return _calm(render(request, "hr/portal/wait.html", {"retry_at": retry_at}, status=429))


def _calm(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
