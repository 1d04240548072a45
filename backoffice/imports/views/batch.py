"""Steps 2 to 5 of one batch.  Its status decides what its page shows; every act comes back to the page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock, policy
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from backoffice.imports import queries, services
from backoffice.imports.errors import UnknownImport
from backoffice.imports.models import ImportBatch
from backoffice.imports.registry import importer_of
from backoffice.imports.views import pages
from backoffice.imports.views.columns_form import ColumnsForm

Status = ImportBatch.Status


@staff_view(permission="imports.use")
def import_page(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    return pages.show(request, queries.get_batch(batch_id=batch_id, actor=request.actor))


@staff_view(permission="imports.use")
def import_of_job(request: StaffRequest, job_id: UUID) -> HttpResponse:
    """Where a notice about the job leads."""
    batch: ImportBatch | None = policy.visible(request.actor, ImportBatch.objects.filter(job_id=job_id)).first()
    if batch is None:
        raise UnknownImport(key=str(job_id))
    return HttpResponseRedirect(reverse("import_batch", args=[batch.pk]))


@staff_view(permission="imports.use", methods=("GET", "POST"))
def import_columns(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    """Step 2; also the way back to it from the preview."""
    batch = queries.get_batch(batch_id=batch_id, actor=request.actor)
    if batch.status not in (Status.UPLOADED, Status.PREVIEWED):
        return _back(batch)
    if request.method != "POST":
        return pages.show_columns(request, batch)
    form = ColumnsForm(request.POST, batch=batch, importer=importer_of(batch.importer))
    if not form.is_valid():
        return pages.show_columns(request, batch, form=form, status=422)
    try:
        services.choose_columns(batch_id=batch.pk, mapping=form.mapping(), options=form.options(), by=request.actor, at=clock.now())
    except BusinessError as refusal:
        messages.error(request, text_of(refusal))
    return _back(batch)


@staff_view(permission="imports.use", methods=("POST",))
def import_sheet(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    batch = queries.get_batch(batch_id=batch_id, actor=request.actor)
    try:
        services.choose_sheet(batch_id=batch.pk, sheet=request.POST.get("sheet", "")[:120], by=request.actor)
    except BusinessError as refusal:
        messages.error(request, text_of(refusal))
    return _back(batch)


@staff_view(permission="imports.use", methods=("GET", "POST"))
def import_confirm(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    """Step 4: what goes in and what stays out, then the run."""
    batch = queries.get_batch(batch_id=batch_id, actor=request.actor)
    if request.method != "POST":
        return pages.show(request, batch, dialog=_confirm_dialog(batch)) if batch.status == Status.PREVIEWED else _back(batch)
    seen = request.POST.get("analysis", "")
    try:
        analysis = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1
        services.start_application(batch_id=batch.pk, analysis=analysis, by=request.actor, at=clock.now())
    except BusinessError as refusal:
        messages.error(request, text_of(refusal))
    return _back(batch)


@staff_view(permission="imports.use", methods=("POST",))
def import_discard(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    batch = queries.get_batch(batch_id=batch_id, actor=request.actor)
    try:
        services.discard(batch_id=batch.pk, by=request.actor, at=clock.now())
    except BusinessError as refusal:
        messages.error(request, text_of(refusal))
        return _back(batch)
    messages.success(request, _("%(file)s was discarded. Nothing had been brought in.") % {"file": batch.file_name})
    return HttpResponseRedirect(reverse("import_list"))


def _confirm_dialog(batch: ImportBatch) -> dict[str, Any]:
    """The consequences in figures; nothing has happened yet."""
    effects = [
        (batch.new_count, "add_circle", ngettext("%(count)s new row is added", "%(count)s new rows are added", batch.new_count)),
        (
            batch.changed_count,
            "edit",
            ngettext("%(count)s row changes what is there", "%(count)s rows change what is there", batch.changed_count),
        ),
        (
            batch.same_count,
            "task_alt",
            ngettext("%(count)s row is the same and stays", "%(count)s rows are the same and stay", batch.same_count),
        ),
        (
            batch.refused_count,
            "block",
            ngettext(
                "%(count)s row stays out; you can download it with the reason",
                "%(count)s rows stay out; you can download them with the reasons",
                batch.refused_count,
            ),
        ),
    ]
    count = batch.to_apply_count
    return {
        "id": "confirm",
        "title": ngettext("Bring %(count)s row in?", "Bring %(count)s rows in?", count) % {"count": formats.qty(count)},
        "effects": [{"icon": icon, "text": text % {"count": formats.qty(number)}} for number, icon, text in effects if number],
        "action": reverse("import_confirm", args=[batch.pk]),
        "hidden": [{"name": "analysis", "value": str(batch.analysis)}],
        "note": _("The whole batch can be undone for 30 days, as far as nothing depends on it."),
        "safe_label": _("Keep checking"),
        "act_label": ngettext("Import %(count)s row", "Import %(count)s rows", count) % {"count": formats.qty(count)},
        "kind": "main",
    }


def _back(batch: ImportBatch) -> HttpResponse:
    return HttpResponseRedirect(reverse("import_batch", args=[batch.pk]))
