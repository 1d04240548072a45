"""What is not kept any longer: the list is the dry run, the marked rows go after a confirmation."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.fresh import fresh_sign_in
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from backoffice.privacy.queries import get_rules
from hr import queries, services
from hr.queries.retention import CANDIDATE, PAPER, DueRow


@staff_view(permission="hr.manage_privacy", methods=("GET", "POST"))
@fresh_sign_in
def retention(request: StaffRequest) -> HttpResponse:
    """GET is the list; POST with ``sure`` disposes of the marked rows, without it asks what was marked."""
    now = clock.now()
    rows = queries.list_due(today=clock.company_date(now))
    if request.method != "POST":
        return _show(request, rows)
    marked = [row for row in rows if row.key in set(request.POST.getlist("key"))]
    if "sure" not in request.POST:
        if not marked:
            messages.error(request, _("Nothing is marked. Mark what is to go."))
            return HttpResponseRedirect(reverse("retention"))
        return _show(request, rows, marked=marked)
    try:
        gone = services.dispose_due(keys=request.POST.getlist("key"), by=request.actor, at=now)
    except BusinessError as refusal:
        messages.error(request, text_of(refusal))
    else:
        told = _("Disposed of: %(people)s people anonymised, %(papers)s kinds of papers, %(files)s files destroyed.")
        counts = {"people": gone.people, "papers": gone.papers, "files": gone.files}
        messages.success(request, told % {name: formats.qty(count) for name, count in counts.items()})
    return HttpResponseRedirect(reverse("retention"))


def _show(request: StaffRequest, rows: list[DueRow], *, marked: list[DueRow] | None = None) -> HttpResponse:
    keys = {row.key for row in marked} if marked is not None else {row.key for row in rows}
    context = {
        "rows": [{"row": row, "what": _what(row), "marked": row.key in keys} for row in rows],
        "months": get_rules().candidate_months,
        "dialog": _dialog(marked) if marked else None,
    }
    return render(request, "hr/retention.html", context)


def _what(row: DueRow) -> str:
    if row.code == CANDIDATE:
        return _("Candidate, everything")
    return _("Paper") if row.code == PAPER else _("Former employee, everything")


def _dialog(marked: list[DueRow]) -> dict[str, object]:
    people = [row for row in marked if row.code != PAPER]
    papers = [row for row in marked if row.code == PAPER]
    files = sum(row.files for row in marked)
    effects = []
    if people:
        text = ngettext("%(n)s person is anonymised for good", "%(n)s people are anonymised for good", len(people))
        effects.append({"icon": "person_off", "text": text % {"n": formats.qty(len(people))}})
    if papers:
        text = ngettext("%(n)s kind of paper goes", "%(n)s kinds of papers go", len(papers))
        effects.append({"icon": "description", "text": text % {"n": formats.qty(len(papers))}})
    if files:
        text = ngettext("%(n)s file is destroyed; its hash stays", "%(n)s files are destroyed; their hashes stay", files)
        effects.append({"icon": "delete_forever", "text": text % {"n": formats.qty(files)}})
    effects.append({"icon": "history", "text": _("What went stands in the trail, with the law and your name")})
    return {
        "id": "dispose",
        "title": ngettext("Dispose of %(n)s line?", "Dispose of %(n)s lines?", len(marked)) % {"n": formats.qty(len(marked))},
        "effects": effects,
        "form_action": reverse("retention"),
        "hidden": [{"name": "sure", "value": "1"}, *({"name": "key", "value": row.key} for row in marked)],
        "note": _("This cannot be undone."),
        "safe_label": _("Keep everything"),
        "act_label": _("Dispose of it"),
        "kind": "bad",
    }


urlpatterns = [path("privacidade/retencao/", retention, name="retention")]
