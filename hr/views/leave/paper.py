"""Vacation notices: which are due, and the PDF of those that are marked."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock, jobs
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from hr.queries.notices import list_notices
from hr.views.leave import parts

KIND = "hr.vacation_notices"
_MOST = 200


@staff_view(permission="hr.manage_leave", methods=("GET", "POST"))
def vacation_notices(request: StaffRequest) -> HttpResponse:
    today = clock.company_date(clock.now())
    if request.method == "POST":
        return _ask(request)
    rows = list_notices(today=today, limit=_MOST)
    context = {"tabs": parts.tabs(request.actor, "notices"), "rows": [_row(each, today) for each in rows]}
    return render(request, "hr/leave/notices.html", context)


def _ask(request: StaffRequest) -> HttpResponse:
    ids = sorted({int(each) for each in request.POST.getlist("entry") if each.isascii() and each.isdigit() and len(each) < 18})[:_MOST]
    if not ids:
        messages.warning(request, _("No vacation is marked. Mark at least one."))
        return HttpResponseRedirect(reverse("vacation_notices"))
    title = ngettext("%(n)s vacation notice", "%(n)s vacation notices", len(ids)) % {"n": formats.qty(len(ids))}
    unique = f"{request.actor.id}:{','.join(map(str, ids))}"[:160]
    jobs.enqueue(kind=KIND, title=title, params={"entries": ids}, by=request.actor, at=clock.now(), unique_key=unique)
    messages.info(request, _("The notices are being drawn. They wait for you under “Ready for you”."))
    return HttpResponseRedirect(reverse("my_jobs"))


def _row(each: Any, today: Any) -> dict[str, Any]:
    return {"each": each, "days": parts.days_words(each.first, each.last, each.days), "is_late": each.notice_on < today}
