"""One's own leave: what is left, what was asked, what comes."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.views import StaffRequest, staff_view
from hr import queries, services
from hr.models import LeaveRequest
from hr.queries.vacation_list import WindowRow, windows_of
from hr.services.leave.deciders import team_ids
from hr.services.leave.notices import stretches_of
from hr.views.leave import parts

_SHOWN = 40


@staff_view(permission="hr.request_leave")
def my_leave(request: StaffRequest) -> HttpResponse:
    me = queries.employee_of(request.actor)
    if me is None:
        return render(request, "hr/leave/not_employed.html")
    today = clock.company_date(clock.now())
    windows = windows_of(me.pk, today=today)
    if not windows and me.state == "active":
        # Somebody who began today: the hourly run has not come by yet.
        services.refresh_vacation_windows(employee_ids=[me.pk], today=today)
        windows = windows_of(me.pk, today=today)
    requests = list(LeaveRequest.objects.filter(employee=me).select_related("kind", "decided_by").prefetch_related("periods")[:_SHOWN])
    right = sum(window.balance for window in windows if window.state not in ("acquiring", "lost"))
    context = {
        "me": me,
        "windows": [window for window in windows if window.balance or window.state == "acquiring"],
        "available": max(0, right - _waiting_days(requests, windows)),
        "requests": [_request(each) for each in requests],
        "leads": bool(team_ids(me, today=today)),
        "is_active": me.state == "active",
    }
    return render(request, "hr/leave/mine.html", context)


def _waiting_days(requests: Sequence[LeaveRequest], windows: Sequence[WindowRow]) -> int:
    """Days of the rights held by now that nobody has decided on yet: asking for them once more would be refused."""
    held = {window.start for window in windows if window.state not in ("acquiring", "lost")}
    asked = [each for each in requests if each.state == LeaveRequest.State.ASKED and each.window_start in held]
    wished = sum((row.last_day - row.first_day).days + 1 for each in asked for row in each.periods.all())
    return wished + sum(each.sold_days for each in asked)


@staff_view(permission="hr.request_leave", methods=("POST",))
def withdraw_leave(request: StaffRequest, request_id: int) -> HttpResponse:
    try:
        services.withdraw_leave(request_id=request_id, by=request.actor, at=clock.now())
    except BusinessError as error:
        if error.status == 404:
            raise
        messages.error(request, text_of(error))
    else:
        messages.success(request, _("Request withdrawn."))
    return HttpResponseRedirect(reverse("my_leave"))


def _request(asked: LeaveRequest) -> dict[str, Any]:
    stretches = stretches_of(asked)
    return {
        "asked": asked,
        "days": [parts.days_words(each.first, each.last, each.days) for each in stretches],
        "is_open": asked.state == LeaveRequest.State.ASKED,
    }
