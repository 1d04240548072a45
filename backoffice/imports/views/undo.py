"""Undo a batch: what goes, what stays and why, before it happens."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from backoffice.imports import queries, services
from backoffice.imports.models import ImportBatch
from backoffice.imports.registry import importer_of
from backoffice.imports.views import pages

# Beyond this many rows the dialog does not count what would stay: it is decided row by row anyway.
_CHECKED = 2000


@staff_view(permission="imports.use", methods=("GET", "POST"))
def import_undo(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    batch = queries.get_batch(batch_id=batch_id, actor=request.actor)
    if request.method != "POST":
        can = batch.status == ImportBatch.Status.APPLIED and not batch.swept_at and batch.applied_count
        return pages.show(request, batch, dialog=_dialog(batch, request.actor) if can else None)
    try:
        services.start_undoing(batch_id=batch.pk, by=request.actor, at=clock.now())
    except BusinessError as refusal:
        messages.error(request, text_of(refusal))
    return HttpResponseRedirect(reverse("import_batch", args=[batch.pk]))


def _dialog(batch: ImportBatch, by: Actor) -> dict[str, Any]:
    """The same checks as the run, over the first rows."""
    new = queries.count_rows(batch_id=batch.pk, outcome="applied", verdict="new")
    changed = batch.applied_count - new
    effects = [{"icon": "undo", "text": text} for text in importer_of(batch.importer).undo_effects(new=new, changed=changed)]
    if batch.applied_count <= _CHECKED:
        kept = services.count_blocked(batch=batch, by=by, at=clock.now(), limit=_CHECKED)
        if kept:
            text = ngettext("Except %(count)s row, on which something depends: it stays", "Except %(count)s rows, on which something depends: they stay", kept)  # fmt: skip  # noqa: E501
            effects.append({"icon": "block", "text": text % {"count": formats.qty(kept)}})
    else:
        effects.append({"icon": "block", "text": _("Except rows on which something depends by now: they stay, with the reason")})
    return {
        "id": "undo",
        "title": _("Undo batch %(number)s?") % {"number": batch.number},
        "effects": effects,
        "action": reverse("import_undo", args=[batch.pk]),
        "hidden": [],
        "note": _("This cannot be taken back; the same file can be imported again."),
        "safe_label": _("Keep the batch"),
        "act_label": ngettext("Undo %(count)s row", "Undo %(count)s rows", batch.applied_count)
        % {"count": formats.qty(batch.applied_count)},
        "kind": "bad",
    }
