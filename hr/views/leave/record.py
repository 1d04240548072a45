"""The people area writes leave down, and takes a mistake back."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.files import keep_file
from backoffice.core.files.receiving import received_files, takes_files
from backoffice.core.forms import PlainTextField
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from hr import queries, services
from hr.errors import UnknownEmployee, UnknownLeave
from hr.leave.standard import VACATION_CODE
from hr.models import Employee, LeaveEntry
from hr.queries.standing import stretch_of
from hr.queries.vacation_list import windows_of
from hr.services import CertificateDraft
from hr.services.leave.papers import PURPOSE
from hr.views.leave import parts
from hr.views.leave.forms import RecordLeaveForm


class ReverseForm(forms.Form):
    """Why it is taken back; it stays in the ledger."""

    reason = PlainTextField(
        label=gettext_lazy("Reason"), max_length=200, error_messages={"required": gettext_lazy("Say why: it stays in the ledger.")}
    )


@takes_files
@staff_view(permission="hr.manage_leave", methods=("GET", "POST"))
def record_leave(request: StaffRequest) -> HttpResponse:
    if request.method != "POST":
        return _show(
            request, RecordLeaveForm(initial={"employee": request.GET.get("matricula", "")[:30], "kind": request.GET.get("tipo", "")[:30]})
        )
    form = RecordLeaveForm(request.POST)
    is_check = request.POST.get("do") == "check"
    if not form.is_valid():
        if is_check:
            form.errors.clear()
        return _show(request, form, status=200 if is_check else 422)
    try:
        employee = queries.get_employee(number=form.cleaned_data["employee"], actor=request.actor)
        window = _window(employee, form.cleaned_data["kind"])
        if is_check:
            checked = services.preview_record(employee_id=employee.pk, draft=form.draft(window), at=clock.now())
            return _show(request, form, employee=employee, findings=parts.findings_of(checked), is_checked=True)
        draft = form.draft(window, _paper(request, form))
        written = services.record_leave(
            employee_id=employee.pk, draft=draft, certificate=_certificate(form), by=request.actor, at=clock.now()
        )
    except UnknownEmployee as error:
        form.add_error("employee", text_of(error))
        return _show(request, form, status=422)
    except BusinessError as error:
        for text in parts.refusals_of(error):
            form.add_error(None, text)
        return _show(request, form, status=error.status)
    days = sum(entry.days for entry in written if entry.away)
    told = ngettext("%(n)s day of %(name)s recorded.", "%(n)s days of %(name)s recorded.", days)
    messages.success(request, told % {"n": formats.qty(days), "name": employee.person.called})
    return HttpResponseRedirect(
        f"{reverse('leave_calendar')}?mes={draft.stretches[0].first:%Y-%m}" if draft.stretches else reverse("vacation_control")
    )


@staff_view(permission="hr.manage_leave", methods=("GET", "POST"))
def reverse_leave(request: StaffRequest, entry_id: int) -> HttpResponse:
    entry = LeaveEntry.objects.select_related("employee__person", "kind").filter(pk=entry_id).first()
    if entry is None:
        raise UnknownLeave(entry=entry_id)
    if request.method != "POST":
        return parts.show_dialog(request, _dialog(entry, ReverseForm()))
    form = ReverseForm(request.POST)
    if not form.is_valid():
        return parts.show_dialog(request, _dialog(entry, form), status=422)
    try:
        services.reverse_leave(entry_id=entry_id, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now())
    except BusinessError as error:
        messages.error(request, text_of(error))
    else:
        messages.success(request, _("Taken back; the days are free again."))
    return HttpResponseRedirect(_back(entry))


def _dialog(entry: LeaveEntry, form: ReverseForm) -> dict[str, Any]:
    stretch = stretch_of(entry) if entry.away else None
    words = parts.days_words(stretch.first, stretch.last, stretch.days) if stretch else formats.qty(abs(entry.days))
    return {
        "id": "reverse-leave",
        "title": _("Take back this entry of %(name)s?") % {"name": entry.employee.person.called},
        "effects": [
            {"icon": "undo", "text": _("A reversal of %(days)s is written; both rows stay in the ledger") % {"days": words}},
            {"icon": "event_available", "text": _("Balance and calendar are computed anew")},
        ],
        "action": reverse("reverse_leave", args=[entry.pk]),
        "form": form,
        "safe_label": _("Keep it"),
        "act_label": _("Take back"),
        "kind": "bad",
        "back_url": _back(entry),
    }


def _back(entry: LeaveEntry) -> str:
    return f"{reverse('employee', args=[entry.employee.number])}?tab=leave"


def _window(employee: Employee, kind: str) -> date | None:
    """A vacation that the company sets comes from the oldest year with a balance."""
    if kind != VACATION_CODE:
        return None
    today = clock.company_date(clock.now())
    services.refresh_vacation_windows(employee_ids=[employee.pk], today=today)
    rows = sorted(windows_of(employee.pk, today=today), key=lambda each: each.start)
    held = [each for each in rows if each.balance > 0 and each.state not in ("acquiring", "lost")]
    return (held or rows)[0].start if rows else None


def _paper(request: StaffRequest, form: RecordLeaveForm) -> Any:
    files = received_files(request, "paper")
    if not files:
        return None
    [(name, content)] = files[:1]
    kept = keep_file(content=content, name=name, purpose=PURPOSE, by=request.actor, at=clock.now())
    form.data = form.data.copy()
    form.data["paper_id"] = str(kept.pk)
    return kept.pk


def _certificate(form: RecordLeaveForm) -> CertificateDraft | None:
    told = {name: form.cleaned_data.get(name, "").strip() for name in ("cid", "physician", "crm", "crm_state")}
    return (
        CertificateDraft(cid=told["cid"].upper(), physician=told["physician"], crm=told["crm"], crm_state=told["crm_state"].upper())
        if any(told.values())
        else None
    )


def _show(request: StaffRequest, form: RecordLeaveForm, *, status: int = 200, **context: Any) -> HttpResponse:
    people = Employee.objects.filter(state=Employee.State.ACTIVE).select_related("person").order_by("number")[:500]
    given = {"form": form, "people": [(each.number, each.person.called) for each in people], "findings": [], "is_checked": False}
    return render(request, "hr/leave/record.html", given | context, status=status)
