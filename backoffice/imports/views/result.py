"""Step 5: what became of the batch."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core.views import StaffRequest
from backoffice.imports.limits import RETENTION
from backoffice.imports.models import ImportBatch
from backoffice.imports.views.frame import frame, page_of_rows
from backoffice.imports.views.parts import row_line


def show(request: StaffRequest, batch: ImportBatch, *, dialog: dict[str, Any] | None = None) -> HttpResponse:
    """Figures, rows by what became of them, the file of the refused ones, the way back."""
    shared = frame(batch, "result")
    tabs = _tabs(batch)
    names = [tab["name"] for tab in tabs if tab["count"]]
    wanted = request.GET.get("show", "")
    current = wanted if wanted in {tab["name"] for tab in tabs} else next(iter(names), "applied")
    for tab in tabs:
        tab |= {
            "url": f"?show={tab['name']}",
            "current": tab["name"] == current,
            "bad": tab["name"] in ("refused", "kept") and tab["count"] > 0,
        }
    outcome = current if current in ("applied", "undone", "kept") else ""
    verdict = "" if outcome else current
    rows, links = page_of_rows(request, batch, verdict=verdict, outcome=outcome, kept=f"show={current}&")
    context = shared | {
        "views": [tab for tab in tabs if tab["count"] or tab["current"]],
        "rows": [row_line(row, batch=batch, importer=shared["importer"], actor=request.actor) for row in rows],
        "total": next(tab["count"] for tab in tabs if tab["current"]),
        "dialog": dialog,
        "done_url": reverse(shared["importer"].done_url_name) if shared["importer"].done_url_name else "",
        "undo_refusal": _undo_refusal(batch),
        "days": RETENTION.days,
        **links,
    }
    return render(request, "imports/result.html", context)


def _tabs(batch: ImportBatch) -> list[dict[str, Any]]:
    """What is left to look at first: refused or kept rows."""
    if batch.status == ImportBatch.Status.UNDONE:
        tabs = [("kept", _("Kept"), batch.kept_count), ("undone", _("Undone"), batch.undone_count)]
    else:
        tabs = [("applied", _("Imported"), batch.applied_count)]
    rest = [("refused", _("Refused ones"), batch.refused_count), ("same", _("Same ones"), batch.same_count)]
    ordered = [rest[0], *tabs, rest[1]] if batch.status == ImportBatch.Status.APPLIED else [*tabs, *rest]
    return [{"name": name, "label": label, "count": count} for name, label, count in ordered]


def _undo_refusal(batch: ImportBatch) -> str:
    """Why the batch cannot be undone; empty if it can."""
    if batch.status == ImportBatch.Status.UNDONE:
        return _("It was undone already.")
    if batch.swept_at:
        return _("File and rows were deleted after %(days)d days.") % {"days": RETENTION.days}
    if not batch.applied_count:
        return _("Nothing of it went in.")
    return ""
