"""What can be brought in, what was, and step 1: the file."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from backoffice.core import clock, policy
from backoffice.core.error_texts import text_of
from backoffice.core.views import StaffRequest, staff_view
from backoffice.imports import limits, queries, receiving, services
from backoffice.imports.errors import UnreadableFile
from backoffice.imports.importer import Importer
from backoffice.imports.registry import all_importers, importer_of
from backoffice.imports.views.parts import batch_line, steps_of


@staff_view(permission="imports.use")
def import_list(request: StaffRequest) -> HttpResponse:
    """Doors to the importers that the person may use, and the history."""
    before = request.GET.get("before", "").replace("\0", "")[:20]
    batches = queries.list_batches(actor=request.actor, before=before, limit=queries.PAGE + 1)
    importers = [importer for importer in all_importers() if request.actor.may(importer.permission)]
    context = {
        "importers": [{"importer": importer, "url": reverse("import_start", args=[importer.key])} for importer in importers],
        "rows": [batch_line(batch) for batch in batches[: queries.PAGE]],
        "next_url": f"?before={batches[queries.PAGE - 1].number}" if len(batches) > queries.PAGE else "",
        "first_url": reverse("import_list") if before else "",
    }
    return render(request, "imports/list.html", context)


@csrf_exempt  # the guard of the body has to stand before anything reads the form; _receive checks the secret
@staff_view(permission="imports.use", methods=("GET", "POST"))
def import_start(request: StaffRequest, importer: str) -> HttpResponseBase:
    """Step 1.  A file beyond the limit or of another kind is refused before it is read to its end."""
    chosen = importer_of(importer)
    policy.require(request.actor, chosen.permission)
    if request.method != "POST":
        return _show(request, chosen)
    try:
        guard = receiving.prepare(request)
    except UnreadableFile as refusal:
        return _show(request, chosen, error=text_of(refusal), status=413)
    return _receive(request, chosen, guard)


@csrf_protect
def _receive(request: HttpRequest, importer: Importer, guard: receiving.BoundedUpload) -> HttpResponse:
    assert isinstance(request, HttpRequest)
    staff: Any = request
    try:
        file = receiving.received_file(request, guard)
        if file is None:
            return _show(staff, importer, error=_("Choose the file with the rows."), status=422)
        batch = services.take_upload(
            importer_key=importer.key, file_name=file.name or "", chunks=file.chunks(), by=staff.actor, at=clock.now()
        )
    except UnreadableFile as refusal:
        return _show(staff, importer, error=text_of(refusal), status=413 if refusal.data["reason"] == "too_large" else 415)
    except RequestDataTooBig:
        return _show(staff, importer, error=text_of(UnreadableFile(reason="too_large")), status=413)
    return HttpResponseRedirect(reverse("import_batch", args=[batch.pk]))


def _show(request: StaffRequest, importer: Importer, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "importer": importer,
        "error": error,
        "steps": steps_of("file"),
        "max_bytes": limits.MAX_FILE_BYTES,
        "too_large": text_of(UnreadableFile(reason="too_large")),
        "columns": [column for column in importer.columns if column.in_model],
        "recent": [batch_line(batch) for batch in queries.list_batches(actor=request.actor, importer=importer.key, limit=5)],
    }
    return render(request, "imports/start.html", context, status=status)
