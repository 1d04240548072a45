"""Acts on many rows: the dialog with its consequences, the answer to it, the result row by row."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import orjson
from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from backoffice.core import clock, jobs
from backoffice.core.actors import Actor
from backoffice.core.bulk import runs
from backoffice.core.bulk.actions import REFUSED, BulkAction, Preview
from backoffice.core.bulk.selection import NothingMarked, Selection, TooManyMarked
from backoffice.core.codec import to_json
from backoffice.core.error_texts import text_of
from backoffice.core.job_views import describe
from backoffice.core.lists.export import CSV, write_file
from backoffice.core.lists.worklist import WorkList, list_of
from backoffice.core.models import BulkRow, BulkRun
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view

# The dialog computes the consequences of so many rows; of more it says that these are the first.
PREVIEWED = 1_000
_ROWS_SHOWN = 100
_REASONS_SHOWN = 4


@staff_view(permission="home.view", methods=("POST",))
def act(request: StaffRequest, code: str, name: str) -> HttpResponse:
    """The first POST brings the marked rows and gets the dialog; the second, confirmed, starts the work."""
    worklist = list_of(code, request.actor)
    action = worklist.action(name, request.actor)
    try:
        selection = Selection.read(request.POST)
    except (NothingMarked, TooManyMarked) as refusal:
        messages.error(request, text_of(refusal))
        return HttpResponseRedirect(_list_url(worklist, request.POST.get("query", "")))
    is_confirmed = "confirmed" in request.POST
    form = _form(action, request.POST if is_confirmed else None)
    if not is_confirmed:
        return _dialog(request, worklist, action, selection, form)
    if form is not None and not form.is_valid():
        return _dialog(request, worklist, action, selection, form, status=422)
    run = runs.start(
        worklist=worklist,
        action=action,
        selection=selection,
        params=_as_json(form.cleaned_data) if form is not None else {},
        token=_token(request.POST.get("token", "")),
        by=request.actor,
        at=clock.now(),
    )
    return _answer(request, run)


@staff_view(permission="home.view")
def result(request: StaffRequest, job_id: UUID) -> HttpResponse:
    """What became of each row, the refused ones first."""
    run = runs.get_run(job_id=job_id, actor=request.actor)
    worklist = list_of(run.list_code, request.actor)
    counts = {"refused": run.refused_count, "done": run.done_count, "skipped": run.skipped_count}
    wanted = request.GET.get("verdict", "")
    verdict = wanted if wanted in counts else next((each for each, count in counts.items() if count), "done")
    after = request.GET.get("after", "")
    rows = BulkRow.objects.filter(
        run=run, verdict=verdict, pk__gt=int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    )
    found = list(rows.order_by("pk")[: _ROWS_SHOWN + 1])
    names = worklist.names_of([row.key for row in found], request.actor) if worklist.names_of else {}
    words = {
        "refused": pgettext("verdicts", "Refused"),
        "done": pgettext("verdicts", "Done"),
        "skipped": pgettext("verdicts", "Already so"),
    }
    job = run.job
    context = {
        "run": run,
        "job": describe(job) | {"poll_url": reverse("job_status", args=[job.pk])},
        "is_active": job.is_active,
        "may_stop": jobs.may_steer(job, request.actor),
        "status": job.status,
        "asked": {"by": job.requested_by.get_full_name() if job.requested_by else "Retaguarda", "at": job.created_at},
        "title": job.title,
        "list_title": worklist.spec(request.actor).title,
        "list_url": worklist.url,
        "tabs": [
            {
                "label": words[each],
                "url": f"?verdict={each}",
                "count": count,
                "current": each == verdict,
                "bad": each == REFUSED and bool(count),
            }
            for each, count in counts.items()
        ],
        "rows": [
            {"row": row, "name": names.get(row.key, ""), "url": worklist.key_url(row.key) if worklist.key_url else ""}
            for row in found[:_ROWS_SHOWN]
        ],
        "next_url": f"?verdict={verdict}&after={found[_ROWS_SHOWN - 1].pk}" if len(found) > _ROWS_SHOWN else "",
        "verdict": verdict,
        "may_repeat": bool(run.refused_count) and not job.is_active and _may_act(worklist, run.action, request.actor),
        "token": uuid4(),
        "files": [{"name": file.name, "url": reverse("job_file", args=[file.pk])} for file in job.files.all()],
    }
    return render(request, "backoffice/lists/bulk_result.html", context)


@staff_view(permission="home.view")
def refused_file(request: StaffRequest, job_id: UUID) -> HttpResponse:
    """The refused rows with their reasons, as CSV."""
    run = runs.get_run(job_id=job_id, actor=request.actor)
    list_of(run.list_code, request.actor)
    rows = BulkRow.objects.filter(run=run, verdict=REFUSED).order_by("pk").values_list("key", "detail").iterator(chunk_size=1000)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        write_file(path, CSV, title="", heads=[_("Row"), _("Reason")], rows=rows)
        response = HttpResponse(path.read_bytes(), content_type=CSV.content_type)
    response["Content-Disposition"] = f'attachment; filename="recusadas-{clock.company_date(run.job.created_at):%Y-%m-%d}.csv"'
    return response


@staff_view(permission="home.view", methods=("POST",))
def again(request: StaffRequest, job_id: UUID) -> HttpResponse:
    """Try the refused rows once more, with the same reason and the rest."""
    old = runs.get_run(job_id=job_id, actor=request.actor)
    worklist = list_of(old.list_code, request.actor)
    run = runs.start(
        worklist=worklist,
        action=worklist.action(old.action, request.actor),
        selection=Selection(refused_of=str(old.pk)),
        params=old.params,
        token=_token(request.POST.get("token", "")),
        by=request.actor,
        at=clock.now(),
    )
    return _answer(request, run)


def _answer(request: StaffRequest, run: BulkRun) -> HttpResponse:
    url = reverse("bulk_result", args=[run.pk])
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"url": url})
    return HttpResponseRedirect(url)


def _dialog(
    request: StaffRequest, worklist: WorkList, action: BulkAction, selection: Selection, form: forms.Form | None, *, status: int = 200
) -> HttpResponse:
    total = selection.count(worklist, request.actor)
    keys, _end = selection.chunk(worklist, request.actor, after=0, limit=PREVIEWED)
    preview = action.preview(keys, request.actor) if keys else Preview(0, [])
    is_part = total > len(keys)
    goes = total - sum(count for _reason, count in preview.stays) if not is_part else total
    context = {
        "action": action,
        "title": action.title(goes),
        "act_label": action.act_label(goes),
        "goes": goes,
        "intro": _intro(total, len(keys)) if is_part else "",
        "effects": preview.effects,
        "stays": _stays(preview, is_part=is_part),
        "form": form,
        "form_action": reverse("list_bulk", args=[worklist.code, action.name]),
        "hidden": [
            *selection.fields(),
            {"name": "confirmed", "value": "1"},
            {"name": "token", "value": request.POST.get("token") or str(uuid4())},
        ],
        "list_url": _list_url(worklist, request.POST.get("query", "")),
        "list_title": worklist.spec(request.actor).title,
    }
    return render(request, "backoffice/lists/bulk_dialog.html", context, status=status)


def _intro(total: int, computed: int) -> str:
    words = {"total": formats.qty(total), "first": formats.qty(computed)}
    return (
        _("%(total)s rows are meant. What follows was computed for the first %(first)s; each row is checked when its turn comes.") % words
    )


def _stays(preview: Preview, *, is_part: bool) -> list[dict[str, str]]:
    """What stays as it is, by reason: the refusal comes before the act, not after it."""
    lines = [
        {
            "icon": "block",
            "text": ngettext("%(n)s stays out: %(reason)s", "%(n)s stay out: %(reason)s", count)
            % {"n": formats.qty(count), "reason": reason},
        }
        for reason, count in preview.stays[:_REASONS_SHOWN]
    ]
    rest = sum(count for _reason, count in preview.stays[_REASONS_SHOWN:])
    if rest:
        lines.append({"icon": "block", "text": ngettext("%(n)s more stays out", "%(n)s more stay out", rest) % {"n": formats.qty(rest)}})
    return lines


def _form(action: BulkAction, data: QueryDict | None) -> forms.Form | None:
    return action.form(data, auto_id="bulk_%s") if action.form else None


def _as_json(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Dates and amounts as text, for the row that keeps them."""
    stored: dict[str, Any] = orjson.loads(to_json(cleaned))
    return stored


def _token(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _may_act(worklist: WorkList, name: str, actor: Actor) -> bool:
    return any(action.name == name for action in worklist.actions_of(actor))


def _list_url(worklist: WorkList, query: str) -> str:
    clean = QueryDict(query[:2000]).urlencode()
    return f"{worklist.url}?{clean}" if clean else worklist.url
