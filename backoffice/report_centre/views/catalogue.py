"""The report centre: what there is to ask for, what was issued, and the form of one report."""

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock, policy
from backoffice.core.actors import Actor
from backoffice.core.errors import NotAllowed
from backoffice.core.models import Job
from backoffice.core.reports import ReportKind, kind_of, kind_of_slug, known_kinds
from backoffice.core.reports.forms import ReportForm
from backoffice.core.templatetags.formats import short_datetime
from backoffice.core.views import StaffRequest, staff_view
from backoffice.report_centre import queries, services
from backoffice.report_centre.errors import ReportNotFound
from backoffice.report_centre.jobs import CSV, FORMATS, PDF, XLSX
from backoffice.report_centre.models import LastChoice

FORMAT_LABELS = {PDF: "PDF", XLSX: gettext_lazy("Spreadsheet (XLSX)"), CSV: "CSV"}
HISTORY = 20


@staff_view(permission="reports.view")
def report_centre(request: StaffRequest) -> HttpResponse:
    kinds = [kind for kind in known_kinds() if kind.may_read(request.actor)]
    last = queries.get_last_choices(actor=request.actor)
    areas: dict[str, list[dict[str, Any]]] = {}
    for kind in kinds:
        areas.setdefault(str(kind.area), []).append(_card(kind, request.actor, last.get(kind.name)))
    context = {
        "areas": list(areas.items()),
        "history": [_history_row(job) for job in queries.list_history(actor=request.actor, limit=HISTORY)],
        "may_schedule": request.actor.may("reports.schedule"),
        "crumbs": [{"label": _("Reports")}],
    }
    return render(request, "report_centre/catalogue.html", context)


@staff_view(permission="reports.view")
def report_ask(request: StaffRequest, slug: str) -> HttpResponse:
    """The form of one report, with what was asked last time; ``?job=`` with what that report was asked with."""
    kind = find_kind(slug, request.actor)
    if not kind.may_issue(request.actor):
        raise NotAllowed(permission=kind.issue_permission, roles=_roles(kind))
    choices, formats = _asked_before(kind, request)
    form = kind.form(choices) if choices and kind.form(choices).is_valid() else kind.form()
    # A bound form would say what is missing before anything was typed.
    form = kind.form(initial=choices) if form.is_bound else form
    return show_form(request, kind, form, formats)


@staff_view(permission="reports.view", methods=("POST",))
def report_request(request: StaffRequest) -> HttpResponse:
    """Have the report made.  A page of figures sends its own choices; a form sends what was typed."""
    try:
        kind = kind_of(request.POST.get("kind", ""))
    except KeyError as missing:
        raise Http404(str(missing)) from missing
    if not kind.may_issue(request.actor):
        raise NotAllowed(permission=kind.issue_permission, roles=_roles(kind))
    form, formats = kind.form(request.POST), read_formats(request)
    if not form.is_valid() or not formats:
        return show_form(request, kind, form, formats, status=422)
    job = services.request_report(kind=kind, form=form, formats=formats, by=request.actor, at=clock.now())
    return HttpResponseRedirect(reverse("report_job", args=[job.pk]))


def show_form(request: StaffRequest, kind: ReportKind, form: ReportForm, formats: list[str], *, status: int = 200) -> HttpResponse:
    """The form of one report."""
    context = {
        "kind": kind,
        "form": form,
        "formats": [(name, FORMAT_LABELS[name], name in formats) for name in FORMATS],
        "no_format": form.is_bound and not formats,
        "may_schedule": request.actor.may("reports.schedule"),
        "history": [_history_row(job) for job in queries.list_history(actor=request.actor, kind=kind.name, limit=8)],
        "screen_url": screen_url(kind),
        "crumbs": [{"label": _("Reports"), "url": reverse("report_centre")}, {"label": kind.title}],
    }
    return render(request, "report_centre/ask.html", context, status=status)


def find_kind(slug: str, actor: Actor) -> ReportKind:
    """
    The report of this address.

    :raises ReportNotFound: there is none
    :raises NotAllowed: the actor may not read it
    """
    try:
        kind = kind_of_slug(slug)
    except KeyError as missing:
        raise ReportNotFound(slug=slug) from missing
    if not kind.may_read(actor):
        raise NotAllowed(permission=kind.permission, roles=_roles(kind))
    return kind


def screen_url(kind: ReportKind) -> str:
    """Where the figures are seen without issuing anything."""
    return reverse(kind.screen) if kind.screen else reverse("report_screen", args=[kind.slug])


def read_formats(request: StaffRequest) -> list[str]:
    """The formats that were ticked (or sent as one list by a button)."""
    wanted = {part for value in request.POST.getlist("formats") for part in value.split(",")}
    return [name for name in FORMATS if name in wanted]


def _roles(kind: ReportKind) -> list[str]:
    return [role for role in policy.roles_holding(kind.issue_permission) if role in policy.roles_holding(kind.permission)]


def _asked_before(kind: ReportKind, request: StaffRequest) -> tuple[dict[str, Any], list[str]]:
    job_id = request.GET.get("job", "")
    if job_id:
        # An address somebody kept, of a job that is gone or is no job: the form opens as it does without one.
        with suppress(ReportNotFound, ValueError):
            params = queries.get_report_job(job_id=job_id, actor=request.actor).params
            return params.get("choices", {}), params.get("formats", [PDF, XLSX])
    last = queries.get_last_choices(actor=request.actor).get(kind.name)
    return (last.choices, last.formats.split(",")) if last else ({}, [PDF, XLSX])


def _card(kind: ReportKind, actor: Actor, last: LastChoice | None) -> dict[str, Any]:
    form = kind.form(last.choices) if last else None
    return {
        "kind": kind,
        "picture": f"report_centre/pictures/{kind.picture}.svg",
        "url": screen_url(kind),
        "ask_url": reverse("report_ask", args=[kind.slug]) if kind.may_issue(actor) else "",
        # What was asked last time may not exist any more (a channel that was renamed): then it is not offered.
        "last": form.words() if form and form.is_valid() else "",
        "formats": last.formats if last else "",
        "choices": last.choices.items() if last else (),
    }


def _history_row(job: Job) -> dict[str, Any]:
    who = job.requested_by.get_full_name() if job.requested_by else "Retaguarda"
    row: dict[str, Any] = {
        "title": (job.result or {}).get("title") or job.title,
        "status": job.status,
        "done": job.done,
        "total": job.total,
    }
    told = [_("asked by %(who)s, %(when)s") % {"who": who, "when": short_datetime(job.created_at)}, _size(getattr(job, "size_bytes", 0))]
    row["detail"] = " · ".join(filter(None, told))
    row |= {"url": reverse("report_job", args=[job.pk]), "url_label": _("Open")}
    if job.is_active:
        row["poll_url"] = reverse("job_status", args=[job.pk])
    return row


def _size(size: int | None) -> str:
    """184320 bytes -> "180 KB"."""
    return _("%(size)s KB") % {"size": max(1, round(size / 1024))} if size else ""
