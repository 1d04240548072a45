"""The page of a batch: its status decides what it shows."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from backoffice.core import jobs
from backoffice.core.error_texts import text_of
from backoffice.core.errors import Invalid
from backoffice.core.job_views import describe
from backoffice.core.models import Job
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest
from backoffice.imports import matching, queries
from backoffice.imports.models import ImportBatch
from backoffice.imports.registry import importer_of
from backoffice.imports.views import result
from backoffice.imports.views.columns_form import ColumnsForm
from backoffice.imports.views.frame import frame, page_of_rows
from backoffice.imports.views.parts import row_line, warning_text

Status = ImportBatch.Status
_VERDICTS = ("", "new", "changed", "same", "refused")


def show(request: StaffRequest, batch: ImportBatch, *, dialog: dict[str, Any] | None = None) -> HttpResponse:
    """The page of the batch as it stands."""
    if batch.status == Status.UPLOADED:
        return show_columns(request, batch)
    if batch.status in (Status.ANALYSING, Status.APPLYING, Status.UNDOING):
        return _show_progress(request, batch)
    if batch.status == Status.PREVIEWED:
        return _show_preview(request, batch, dialog=dialog)
    if batch.status in (Status.APPLIED, Status.UNDONE):
        return result.show(request, batch, dialog=dialog)
    refusal = Invalid(**(batch.refusal or {}).get("data", {}))
    refusal.code = (batch.refusal or {}).get("code", "")  # type: ignore[misc]
    context = frame(batch, "columns") | {"refusal": text_of(refusal) if batch.refusal else ""}
    return render(request, "imports/ended.html", context)


def show_columns(request: StaffRequest, batch: ImportBatch, *, form: ColumnsForm | None = None, status: int = 200) -> HttpResponse:
    importer = importer_of(batch.importer)
    form = form or ColumnsForm(batch=batch, importer=importer)
    same = queries.find_same_file(batch=batch, actor=request.actor)
    twice = matching.headers_twice(batch.header)
    warnings = [warning_text(warning) for warning in batch.warnings]
    if twice:
        words = _("These titles stand more than once: %(titles)s. Choose by the letter of the column.")
        warnings.append(words % {"titles": ", ".join(twice)})
    if same:
        words = _("This very file went in on %(when)s (%(number)s). Rows that are there already will be “same”.")
        warnings.append(words % {"when": formats.long_when(same.applied_at), "number": same.number})
    used = {str(form[f"column_{column.name}"].value() or "") for column in importer.columns}
    context = frame(batch, "columns") | {
        "form": form,
        "options": [form[f"option_{option.name}"] for option in importer.options],
        "columns": [
            {"field": form[f"column_{column.name}"], "samples": _samples(batch, form[f"column_{column.name}"].value())}
            for column in importer.columns
        ],
        "samples": [_samples(batch, str(index)) for index in range(len(batch.header))],
        "unused": [text for index, text in enumerate(batch.header) if text and str(index) not in used],
        "warnings": warnings,
    }
    return render(request, "imports/columns.html", context, status=status)


def _samples(batch: ImportBatch, index: Any) -> list[str]:
    """The values of that column in the first rows; an empty cell is no example."""
    if not str(index or "").isdigit() or int(index) >= len(batch.header):
        return []
    return [row[int(index)][:60] for row in batch.samples if row[int(index)]]


def _show_progress(request: StaffRequest, batch: ImportBatch) -> HttpResponse:
    job = Job.objects.prefetch_related("files").filter(pk=batch.job_id).first() if batch.job_id else None
    own = job is not None and jobs.may_steer(job, request.actor)
    steps = {Status.ANALYSING: "preview", Status.APPLYING: "result", Status.UNDOING: "result"}
    context = frame(batch, steps[Status(batch.status)]) | {
        "job": describe(job) | {"poll_url": reverse("job_status", args=[job.pk])} if job and job.is_active else None,
        "is_own": own,
        "stopped": bool(job and not job.is_active),
        "job_error": job.error if job and job.status == Job.Status.FAILED else "",
        "retry_url": reverse("job_retry", args=[job.pk]) if job and own else "",
    }
    return render(request, "imports/progress.html", context)


def _show_preview(request: StaffRequest, batch: ImportBatch, *, dialog: dict[str, Any] | None) -> HttpResponse:
    importer = importer_of(batch.importer)
    verdict = request.GET.get("verdict", "")
    verdict = verdict if verdict in _VERDICTS else ""
    rows, links = page_of_rows(request, batch, verdict=verdict, kept=f"verdict={verdict}&" if verdict else "")
    counts = {
        "": batch.row_count,
        "new": batch.new_count,
        "changed": batch.changed_count,
        "same": batch.same_count,
        "refused": batch.refused_count,
    }
    labels = {
        "": pgettext("import rows", "All"),
        "new": _("New ones"),
        "changed": _("Changed ones"),
        "same": _("Same ones"),
        "refused": _("Refused ones"),
    }
    views = [
        {
            "label": labels[name],
            "url": f"?verdict={name}" if name else "?",
            "count": counts[name],
            "current": name == verdict,
            "bad": name == "refused" and counts[name] > 0,
        }
        for name in _VERDICTS
    ]
    context = frame(batch, "preview") | {
        "views": views,
        "rows": [row_line(row, batch=batch, importer=importer, actor=request.actor) for row in rows],
        "total": counts[verdict],
        "summary": summary_of(batch),
        "dialog": dialog,
        **links,
    }
    return render(request, "imports/preview.html", context)


def summary_of(batch: ImportBatch) -> str:
    """237 rows go in, 3 stay out."""
    going, staying, same = batch.to_apply_count, batch.left_out_count, batch.same_count
    parts = [ngettext("%(count)s row goes in", "%(count)s rows go in", going) % {"count": formats.qty(going)}]
    out = ngettext("%(count)s stays out", "%(count)s stay out", staying) % {"count": formats.qty(staying)}
    parts.append(out if staying else _("none stays out"))
    if same:
        parts.append(ngettext("%(count)s is the same already", "%(count)s are the same already", same) % {"count": formats.qty(same)})
    return ", ".join(parts)
