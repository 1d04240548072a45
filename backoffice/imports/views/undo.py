"""Undo a batch: what goes, what stays and why, before it happens."""

from collections import Counter
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
from backoffice.imports.importer import Problem
from backoffice.imports.models import ImportBatch
from backoffice.imports.problems import sentence
from backoffice.imports.registry import importer_of
from backoffice.imports.views import pages

# Beyond this many rows the dialog does not count what would stay: it is decided row by row anyway.
_CHECKED = 2000


@staff_view(permission="imports.use", methods=("GET", "POST"))
def import_undo(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    batch = queries.get_batch(batch_id=batch_id, actor=request.actor)
    can = batch.status == ImportBatch.Status.APPLIED and not batch.swept_at and batch.applied_count
    blocked = _blocked(batch, request.actor) if can else []
    if can and len(blocked) == batch.applied_count:
        # Undone once, a batch is not undone again: what can be taken back later has to wait until then.
        reason = sentence(importer_of(batch.importer), blocked[0][1])
        messages.error(request, _("Nothing of this batch can be undone now. %(reason)s") % {"reason": reason})
        return HttpResponseRedirect(reverse("import_batch", args=[batch.pk]))
    if request.method != "POST":
        return pages.show(request, batch, dialog=_dialog(batch, Counter(verdict for verdict, _why in blocked)) if can else None)
    try:
        services.start_undoing(batch_id=batch.pk, by=request.actor, at=clock.now())
    except BusinessError as refusal:
        messages.error(request, text_of(refusal))
    return HttpResponseRedirect(reverse("import_batch", args=[batch.pk]))


def _blocked(batch: ImportBatch, by: Actor) -> list[tuple[str, Problem]]:
    """The same checks as the run; none for a large batch."""
    if batch.applied_count > _CHECKED:
        return []
    return services.list_blocked(batch=batch, by=by, at=clock.now(), limit=_CHECKED)


def _dialog(batch: ImportBatch, blocked: Counter[str]) -> dict[str, Any]:
    """What goes and what stays; ``blocked`` counts by verdict the rows that stay, as far as it was looked at."""
    all_new, kept = queries.count_rows(batch_id=batch.pk, outcome="applied", verdict="new"), blocked.total()
    new, changed = all_new - blocked["new"], batch.applied_count - all_new - blocked["changed"]
    effects = [{"icon": "undo", "text": text} for text in importer_of(batch.importer).undo_effects(new=new, changed=changed)]
    if batch.applied_count <= _CHECKED:
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
        "act_label": ngettext("Undo %(count)s row", "Undo %(count)s rows", new + changed) % {"count": formats.qty(new + changed)},
        "kind": "bad",
    }
