"""Ask for vacation or other days of one's own, with the rules read while the dates are typed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import clock, parked
from backoffice.core.errors import BusinessError
from backoffice.core.files import keep_file
from backoffice.core.files.receiving import received_files, takes_files
from backoffice.core.views import StaffRequest, staff_view
from hr import queries, services
from hr.leave.vacation import notice_due_on, pay_due_on
from hr.models import LeaveRequest
from hr.queries.vacation_list import WindowRow, windows_of
from hr.services import Checked, LeaveDraft
from hr.services.leave.papers import PURPOSE
from hr.views.leave import parts
from hr.views.leave.forms import AskLeaveForm, AskVacationForm, Tokened

CHECK = "check"


@staff_view(permission="hr.request_leave", methods=("GET", "POST"), resumes=True)
def ask_vacation(request: StaffRequest) -> HttpResponse:
    me = queries.employee_of(request.actor)
    if me is None or me.state != "active":
        return render(request, "hr/leave/not_employed.html")
    today = clock.company_date(clock.now())
    windows = sorted((each for each in windows_of(me.pk, today=today) if _is_offered(each)), key=lambda each: each.start)
    typed = request.POST if request.method == "POST" else parked.take(request)
    form = AskVacationForm(typed, windows=windows)
    return _answer(request, form, {"windows": windows, "is_vacation": True, "min_year": today.year})


@takes_files
@staff_view(permission="hr.request_leave", methods=("GET", "POST"))
def ask_leave(request: StaffRequest) -> HttpResponse:
    me = queries.employee_of(request.actor)
    if me is None or me.state != "active":
        return render(request, "hr/leave/not_employed.html")
    return _answer(request, AskLeaveForm(request.POST if request.method == "POST" else None), {"is_vacation": False})


def _answer(request: StaffRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    wanted = request.POST.get("do", "") if request.method == "POST" else ""
    if request.method != "POST":
        return _show(request, form, context)
    if wanted == CHECK:
        checked = _preview(request, form) if form.is_valid() else None
        if checked is None:
            # Half a form is no mistake yet.
            form.errors.clear()
        return _show(request, form, context, checked=checked)
    if not form.is_valid():
        return _show(request, form, context, status=422)
    try:
        draft = _draft(request, form)
        services.ask_leave(draft=draft, by=request.actor, at=clock.now())
    except BusinessError as error:
        if error.status in (403, 404):
            raise
        for text in parts.refusals_of(error):
            form.add_error(_field_of(form, error), text)
        return _show(request, form, context, status=error.status)
    messages.success(request, _("Asked. You are told as soon as it is decided."))
    return HttpResponseRedirect(reverse("my_leave"))


def _draft(request: StaffRequest, form: Any) -> LeaveDraft:
    """With the paper kept; a form that comes back after a refusal still knows it, so nobody sends it twice."""
    if isinstance(form, AskVacationForm):
        return form.draft()
    again = (
        LeaveRequest.objects.filter(token=form.cleaned_data["token"], asked_by_id=request.actor.id)
        .values_list("paper_id", flat=True)
        .first()
    )
    files = received_files(request, "paper")
    if again or not files:
        return form.draft(again)  # type: ignore[no-any-return]
    [(name, content)] = files[:1]
    kept = keep_file(content=content, name=name, purpose=PURPOSE, by=request.actor, at=clock.now())
    form.data = form.data.copy()
    form.data["paper_id"] = str(kept.pk)
    return form.draft(kept.pk)  # type: ignore[no-any-return]


def _preview(request: StaffRequest, form: Any) -> Checked | None:
    try:
        return services.preview_leave(draft=form.draft(), by=request.actor, at=clock.now())
    except BusinessError:
        # Choices that do not exist are said when the form is sent.
        return None


def _field_of(form: Tokened, error: BusinessError) -> str | None:
    """A refusal that speaks of one field stands beside it."""
    return "paper" if error.code.startswith("file_") and "paper" in form.fields else None


def _show(request: StaffRequest, form: Any, context: dict[str, Any], *, checked: Checked | None = None, status: int = 200) -> HttpResponse:
    told: dict[str, Any] = {"form": form, "checked": checked is not None, "findings": [], "plan": []}
    if checked is not None:
        findings = parts.findings_of(checked)
        if request.POST.get("has_paper"):
            # The file itself travels only when the form is sent.
            findings = [each for each in findings if each["code"] != "leave_needs_paper"]
        told |= {"findings": findings, "plan": _plan(form, context), "left": _left(form, checked)}
        told["is_fine"] = not any(each["blocks"] for each in findings)
    return render(request, "hr/leave/ask.html", context | told, status=status)


def _plan(form: Any, context: dict[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for each in form.cleaned_data["stretches"]:
        row: dict[str, Any] = {"words": parts.days_words(each.first, each.last, each.days)}
        rows.append(row | ({"notice": notice_due_on(each.first), "pay": pay_due_on(each.first)} if context["is_vacation"] else {}))
    return rows


def _left(form: Any, checked: Checked) -> int | None:
    if checked.standing is None:
        return None
    asked = sum(each.days for each in form.cleaned_data["stretches"]) + (form.cleaned_data.get("sold_days") or 0)
    return checked.standing.balance - asked


def _is_offered(window: WindowRow) -> bool:
    return window.state == "acquiring" or window.balance > 0
