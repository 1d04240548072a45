"""Ask for a list as a file: small ones come with the answer, large ones are a job."""

import secrets

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from backoffice.core import audit, clock, jobs
from backoffice.core.lists.export import FORMATS
from backoffice.core.lists.export.run import DIRECT_ROWS, Export, content_of
from backoffice.core.models import Job
from backoffice.core.views import StaffRequest, staff_view

KIND = "lists.export"


@staff_view(permission="home.view", methods=("GET", "POST"))
def export(request: StaffRequest, code: str) -> HttpResponse:
    """GET says what the file will hold; POST makes it."""
    given = request.POST if request.method == "POST" else request.GET
    columns = [name for name in given.get("columns", "").split(",") if name]
    asked = Export.of(code=code, query=given.get("query", ""), kind=given.get("format", ""), columns=columns, actor=request.actor)
    count = asked.count(limit=DIRECT_ROWS + 1)
    if request.method != "POST":
        return _dialog(request, asked, columns, count)
    at = clock.now()
    after = {
        "list": code,
        "query": asked.state.canonical(),
        "format": asked.kind.suffix,
        "columns": [each.name for each in asked.state.columns],
    }
    audit.record([audit.Trace(action="list.exported", subject=("list", code), at=at, after=after)], by=request.actor)
    if count <= DIRECT_ROWS:
        response = HttpResponse(content_of(asked), content_type=asked.kind.content_type)
        response["Content-Disposition"] = f'attachment; filename="{asked.file_name}"'
        return response
    params = {"list": code, "query": asked.state.canonical(), "format": asked.kind.suffix, "columns": columns}
    title = _("Export of %(list)s") % {"list": asked.state.spec.title}
    token = given.get("token", "")[:40]
    job = jobs.enqueue(
        kind=KIND, title=title, params=params | {"language": translation.get_language()}, by=request.actor, at=at, unique_key=token
    )
    return _promised(request, asked, job)


def _promised(request: StaffRequest, asked: Export, job: Job) -> HttpResponse:
    messages.success(request, _("The file is being written. It will be in the side bar, and on Today under “Ready for you”."))
    query = QueryDict(asked.state.canonical())
    return HttpResponseRedirect(f"{asked.worklist.url}?{query.urlencode()}" if query else asked.worklist.url)


def _dialog(request: StaffRequest, asked: Export, columns: list[str], count: int) -> HttpResponse:
    context = {
        "title": asked.state.spec.title,
        "sentence": asked.state.sentence(),
        "columns": asked.state.columns,
        "count": count if count <= DIRECT_ROWS else None,
        "about": asked.worklist.reader(asked.state, asked.actor).estimate() if count > DIRECT_ROWS else None,
        "formats": list(FORMATS.values()),
        "action": reverse("list_export", args=[asked.worklist.code]),
        "list_url": asked.worklist.url,
        "hidden": [
            {"name": "query", "value": asked.state.canonical()},
            {"name": "columns", "value": ",".join(columns)},
            {"name": "token", "value": secrets.token_hex(16)},
        ],
    }
    return render(request, "backoffice/lists/export_dialog.html", context)
