"""The schedules: the list, the form of one with what it did, pause, resume, end."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import clock, policy
from backoffice.core.error_texts import text_of
from backoffice.core.errors import NotAllowed
from backoffice.core.reports import ReportKind, known_kinds
from backoffice.core.reports.forms import ReportForm
from backoffice.core.views import StaffRequest, staff_view
from backoffice.report_centre import schedule_queries, services
from backoffice.report_centre.errors import ScheduleChanged
from backoffice.report_centre.forms import ScheduleForm
from backoffice.report_centre.models import Schedule
from backoffice.report_centre.views.catalogue import find_kind
from backoffice.report_centre.words import when


@staff_view(permission="reports.schedule")
def schedules(request: StaffRequest) -> HttpResponse:
    rows = schedule_queries.list_schedules(actor=request.actor)
    context = {
        "rows": rows,
        "reports": [kind for kind in known_kinds() if kind.may_issue(request.actor)],
        "sees_others": request.actor.may(services.MANAGE),
        "crumbs": [{"label": _("Reports"), "url": reverse("report_centre")}, {"label": _("Schedules")}],
    }
    return render(request, "report_centre/schedules.html", context)


@staff_view(permission="reports.schedule", methods=("GET", "POST"))
def schedule_new(request: StaffRequest) -> HttpResponse:
    """``?report=`` names the report; the rest of the address may carry its choices."""
    data = request.POST if request.method == "POST" else request.GET
    kind = find_kind(data.get("report", ""), request.actor)
    if not kind.may_issue(request.actor):
        raise NotAllowed(permission=kind.issue_permission, roles=policy.roles_holding(kind.issue_permission))
    if request.method == "POST":
        report_form, form = kind.form(request.POST, prefix="report"), ScheduleForm(request.POST, kind=kind)
        if report_form.is_valid() & form.is_valid():
            draft = form.draft(report_form.choices())
            token = form.cleaned_data["token"] or form.fields["token"].initial()
            schedule = services.create_schedule(draft=draft, token=token, by=request.actor, at=clock.now())
            messages.success(request, _("Scheduled: %(when)s.") % {"when": when(schedule)})
            return HttpResponseRedirect(reverse("schedule_page", args=[schedule.pk]))
        return _show(request, kind, report_form, form, status=422)
    fresh = kind.form()
    chosen = {name: value for name, value in request.GET.items() if name in fresh.fields}
    own = {"recipients": [request.actor.id], "formats": request.GET.getlist("formats") or ["pdf", "xlsx"]}
    return _show(request, kind, kind.form(initial=chosen, prefix="report"), ScheduleForm(kind=kind, initial=own))


@staff_view(permission="reports.schedule", methods=("GET", "POST"))
def schedule_page(request: StaffRequest, schedule_id: int) -> HttpResponse:
    """One schedule: its form and what it did."""
    schedule = schedule_queries.get_schedule(schedule_id=schedule_id, actor=request.actor)
    kind = find_kind_of(schedule, request)
    if request.method != "POST":
        return _show(request, kind, kind.form(initial=schedule.choices, prefix="report"), _form_of(schedule, kind), schedule=schedule)
    report_form, form = kind.form(request.POST, prefix="report"), ScheduleForm(request.POST, kind=kind)
    if not (report_form.is_valid() & form.is_valid()):
        return _show(request, kind, report_form, form, schedule=schedule, status=422)
    try:
        services.change_schedule(
            schedule_id=schedule.pk,
            version=form.cleaned_data["version"] or 0,
            draft=form.draft(report_form.choices()),
            by=request.actor,
            at=clock.now(),
        )
    except ScheduleChanged as refusal:
        return _show(request, kind, report_form, form, schedule=schedule, refusal=text_of(refusal), status=409)
    messages.success(request, _("The schedule was saved."))
    return HttpResponseRedirect(reverse("schedule_page", args=[schedule.pk]))


@staff_view(permission="reports.schedule", methods=("POST",))
def schedule_act(request: StaffRequest, schedule_id: int) -> HttpResponse:
    """``act``: pause, resume or delete."""
    act, by, at = request.POST.get("act", ""), request.actor, clock.now()
    if act == "delete":
        services.delete_schedule(schedule_id=schedule_id, by=by, at=at)
        messages.success(request, _("The schedule ended. The reports it made stay."))
        return HttpResponseRedirect(reverse("schedules"))
    if act == "resume":
        services.resume_schedule(schedule_id=schedule_id, by=by, at=at)
    elif act == "pause":
        services.pause_schedule(schedule_id=schedule_id, by=by, at=at)
    return HttpResponseRedirect(reverse("schedule_page", args=[schedule_id]))


def find_kind_of(schedule: Schedule, request: StaffRequest) -> ReportKind:
    """The schedule's report; somebody who manages schedules needs to read it as well to see its choices."""
    slug = next((kind.slug for kind in known_kinds() if kind.name == schedule.kind), "")
    return find_kind(slug, request.actor)


def _form_of(schedule: Schedule, kind: ReportKind) -> ScheduleForm:
    initial: dict[str, Any] = {
        "frequency": schedule.frequency,
        "weekdays": schedule.weekdays,
        "day_rule": schedule.day_rule,
        "month_day": schedule.month_day,
        "at_time": schedule.at_time,
        "recipients": [user.pk for user in schedule.recipients.all()],
        "addresses": ", ".join(schedule.addresses),
        "attach_pdf": schedule.attach_pdf,
        "formats": schedule.formats.split(","),
        "version": schedule.version,
    }
    return ScheduleForm(kind=kind, initial=initial)


def _show(
    request: StaffRequest,
    kind: ReportKind,
    report_form: ReportForm,
    form: ScheduleForm,
    *,
    schedule: Schedule | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "kind": kind,
        "report_form": report_form,
        "form": form,
        "schedule": schedule,
        "when": when(schedule) if schedule else "",
        "runs": schedule_queries.list_runs(schedule=schedule) if schedule else [],
        "is_own": schedule is None or schedule.owner_id == request.actor.id,
        "refusal": refusal,
        "crumbs": [
            {"label": _("Reports"), "url": reverse("report_centre")},
            {"label": _("Schedules"), "url": reverse("schedules")},
            {"label": kind.title},
        ],
    }
    return render(request, "report_centre/schedule.html", context, status=status)
