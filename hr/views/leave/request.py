"""One request: what it asks, what follows from it, and the decision."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backoffice.core import clock, policy, sensitive
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotFound
from backoffice.core.files import file_link
from backoffice.core.forms import PlainTextField
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from hr import services
from hr.errors import LeaveDecided, UnknownLeave
from hr.leave.vacation import notice_due_on, pay_due_on
from hr.models import LeaveRequest
from hr.queries.leave_calendar import colleagues_away
from hr.queries.leave_requests import shown_kind
from hr.services import LeaveDecision
from hr.services.leave.decisions import DecisionPreview
from hr.services.leave.notices import stretches_of
from hr.views.leave import parts


class ReasonForm(forms.Form):
    """Why not; the person reads it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = PlainTextField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Who asked reads it."),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why: who asked reads it.")},
    )


@staff_view(permission="hr.see_leave")
def leave_request(request: StaffRequest, request_id: int) -> HttpResponse:
    return _show(request, _get(request, request_id))


@staff_view(permission="hr.see_leave")
def leave_paper(request: StaffRequest, request_id: int) -> HttpResponse:
    """The paper behind a signed link; the file's purpose asks once more who may have it and notes the look."""
    asked = _get(request, request_id)
    if asked.paper is None or (asked.kind.is_health and not _sees_health(request, asked)):
        raise NotFound(kind="paper", key=str(request_id))
    return HttpResponseRedirect(file_link(asked.paper, actor=request.actor, at=clock.now()))


@staff_view(permission="hr.see_leave", methods=("GET", "POST"))
def decide_leave(request: StaffRequest, request_id: int, act: str) -> HttpResponse:
    """Approve at once (the page shows what follows); refuse and cancel ask for the reason in a dialog."""
    if act not in ("aprovar", "recusar", "cancelar"):
        raise NotFound(kind="act", key=act[:20])
    asked = _get(request, request_id)
    if request.method != "POST":
        return parts.show_dialog(request, _dialog(asked, act, ReasonForm(initial={"version": asked.version})))
    form = ReasonForm(request.POST)
    form.fields["reason"].required = act != "aprovar"
    if not form.is_valid():
        return parts.show_dialog(request, _dialog(asked, act, form), status=422)
    try:
        done = _act(request, asked, act, form.cleaned_data)
    except LeaveDecided as error:
        if error.data["state"] == _result(act) and asked.decided_by_id == request.actor.id:
            messages.info(request, _("Done already: the second click changed nothing."))
        else:
            messages.warning(request, text_of(error))
        return _back(request_id)
    except BusinessError as error:
        messages.error(request, text_of(error))
        return _back(request_id)
    messages.success(request, _told(done))
    return _back(request_id)


def _act(request: StaffRequest, asked: LeaveRequest, act: str, given: dict[str, Any]) -> LeaveRequest:
    at = clock.now()
    if act == "cancelar":
        return services.cancel_leave(request_id=asked.pk, reason=given["reason"], by=request.actor, at=at)
    decision = LeaveDecision(request_id=asked.pk, version=given["version"], approve=act == "aprovar", reason=given["reason"])
    return services.decide_leave(decision=decision, by=request.actor, at=at)


def _show(request: StaffRequest, asked: LeaveRequest) -> HttpResponse:
    at = clock.now()
    today = clock.company_date(at)
    stretches = stretches_of(asked)
    preview = services.preview_decision(request=asked, by=request.actor, at=at) if asked.state == LeaveRequest.State.ASKED else None
    sees_health = _sees_health(request, asked)
    is_own = asked.employee.user_id == request.actor.id
    if asked.kind.is_health and sees_health and not is_own:
        key = str(asked.employee.person.key)
        sensitive.note_reads(subject_kind="person", subject_keys=[key], group=sensitive.HEALTH, by=request.actor, at=at, item=_("Absence"))
    away = (
        colleagues_away(employee=asked.employee, first=stretches[0].first, last=stretches[-1].last, actor=request.actor, today=today)
        if stretches
        else []
    )
    context = {
        "asked": asked,
        "kind": asked.kind.name
        if sees_health
        else shown_kind(asked.kind.name, is_health=asked.kind.is_health, is_own=is_own, actor=request.actor),
        "is_vacation": asked.kind.nature == "vacation",
        "stretches": [_stretch(each.first, each.last, asked) for each in stretches],
        "note": asked.note if sees_health else "",
        "has_paper": asked.paper_id is not None and sees_health,
        "away": [
            {"name": name, "label": each.label, "days": parts.days_words(each.first, each.last, (each.last - each.first).days + 1)}
            for name, each in away
        ],
        "is_own": is_own,
        "can_cancel": asked.state == LeaveRequest.State.APPROVED and bool(stretches) and stretches[0].first > today,
        "standing": _standing(asked, preview),
    }
    return render(request, "hr/leave/request.html", context | _decision(preview))


def _decision(preview: DecisionPreview | None) -> dict[str, Any]:
    if preview is None:
        return {"findings": [], "may_decide": False, "refusal": ""}
    findings = parts.findings_of(preview.checked)
    return {
        "findings": findings,
        "may_decide": preview.refusal is None,
        "may_approve": preview.refusal is None and preview.checked.is_allowed,
        "refusal": text_of(preview.refusal) if preview.refusal else "",
    }


def _stretch(first: date, last: date, asked: LeaveRequest) -> dict[str, Any]:
    days = (last - first).days + 1
    told: dict[str, Any] = {"words": parts.days_words(first, last, days), "begins": first, "ends": last}
    if asked.kind.nature == "vacation":
        told |= {"notice": notice_due_on(first), "pay": pay_due_on(first)}
    return told


def _standing(asked: LeaveRequest, preview: DecisionPreview | None) -> dict[str, Any] | None:
    if preview is None or preview.checked.standing is None:
        return None
    standing = preview.checked.standing
    asked_days = sum(each.days for each in stretches_of(asked)) + asked.sold_days
    return {"window": standing.window, "before": standing.balance, "asked": asked_days, "after": standing.balance - asked_days}


def _dialog(asked: LeaveRequest, act: str, form: ReasonForm) -> dict[str, Any]:
    name = asked.employee.person.called
    days = sum(each.days for each in stretches_of(asked))
    action = reverse("leave_decide", args=[asked.pk, act])
    given = {"id": f"leave-{act}", "action": action, "form": form, "back_url": reverse("leave_request", args=[asked.pk]), "kind": "bad"}
    words = (
        _("%(name)s is told; the reason of a health leave is read here, never in an e-mail")
        if asked.kind.is_health
        else _("%(name)s is told, with the reason")
    )
    tell = {"icon": "mail", "text": words % {"name": name}}
    if act == "cancelar":
        back = ngettext("%(n)s day is given back", "%(n)s days are given back", days) % {"n": formats.qty(days)}
        return given | {
            "title": _("Cancel the approved leave of %(name)s?") % {"name": name},
            "effects": [{"icon": "undo", "text": back}, tell],
            "safe_label": _("Keep it"),
            "act_label": _("Cancel the leave"),
        }
    if act == "aprovar":
        return given | {
            "title": _("Approve the leave of %(name)s?") % {"name": name},
            "effects": [{"icon": "event_available", "text": _("The days stand in the ledger of leave")}, tell],
            "safe_label": _("Not yet"),
            "act_label": _("Approve"),
            "kind": "main",
        }
    return given | {
        "title": _("Refuse the leave of %(name)s?") % {"name": name},
        "effects": [{"icon": "event_busy", "text": _("The days stay working days")}, tell],
        "safe_label": _("Not yet"),
        "act_label": _("Refuse"),
    }


def _told(done: LeaveRequest) -> str:
    told = {
        "approved": _("Leave of %(name)s approved."),
        "refused": _("Leave of %(name)s refused."),
        "cancelled": _("Leave of %(name)s cancelled; the days are free again."),
    }
    return told[done.state] % {"name": done.employee.person.called}


def _result(act: str) -> str:
    return {"aprovar": "approved", "recusar": "refused"}.get(act, "cancelled")


def _get(request: StaffRequest, request_id: int) -> LeaveRequest:
    rows = policy.visible(request.actor, LeaveRequest.objects.filter(pk=request_id))
    found = rows.select_related("employee__person", "kind", "paper", "asked_by", "decided_by", "on_behalf_of__person").first()
    if found is None:
        raise UnknownLeave(request=request_id)
    return found


def _sees_health(request: StaffRequest, asked: LeaveRequest) -> bool:
    return not asked.kind.is_health or asked.employee.user_id == request.actor.id or policy.may_see(request.actor, "person.sensitive")


def _back(request_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("leave_request", args=[request_id]))
