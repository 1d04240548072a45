"""A report on the screen: figures on top, charts with their tables, rows that open, the proof, and the way to paper."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import clock
from backoffice.core.reports import all_hold
from backoffice.core.reports.drawing import on_screen
from backoffice.core.reports.forms import ReportForm
from backoffice.core.views import StaffRequest, staff_view
from backoffice.report_centre.views.catalogue import find_kind


@staff_view(permission="reports.view")
def report_screen(request: StaffRequest, slug: str) -> HttpResponse:
    """The figures as they are now; the choices are the address."""
    kind = find_kind(slug, request.actor)
    form = _form(kind.form, request)
    context: dict[str, Any] = {
        "kind": kind,
        "form": form,
        "may_issue": kind.may_issue(request.actor),
        "may_schedule": request.actor.may("reports.schedule"),
        "crumbs": [{"label": _("Reports"), "url": reverse("report_centre")}, {"label": kind.title}],
    }
    if not form.is_valid():
        return render(request, "report_centre/screen.html", context, status=422)
    today = clock.company_date(clock.now())
    content = kind.build(form.parameters(today=today), request.actor)
    context |= {
        "content": content,
        "basis": kind.basis(content),
        "figures": kind.figures(content),
        "tables": kind.tables(content),
        "charts": [on_screen(chart) for chart in kind.charts(content)],
        "proofs": content.proofs,
        "proofs_hold": all_hold(content.proofs),
        "choices": form.choices().items(),
        "schedule_url": f"{reverse('schedule_new')}?{urlencode({'report': slug, **_filled(form)})}" if context["may_schedule"] else "",
    }
    return render(request, "report_centre/screen.html", context)


def _form(form: type[ReportForm], request: StaffRequest) -> ReportForm:
    """The choices of the address; what it leaves out is as a fresh form has it."""
    fresh = form()
    data = {name: fresh.get_initial_for_field(field, name) for name, field in fresh.fields.items()}
    data |= {name: value for name, value in request.GET.items() if name in fresh.fields}
    return form({name: value for name, value in data.items() if value is not None})


def _filled(form: ReportForm) -> dict[str, Any]:
    return {name: value for name, value in form.choices().items() if value not in (None, "")}
