"""The board by stage, and the same admissions as a list for phones and for many."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.lists import Column, DateFilter, DateRange, ListSpec, ListState, MultiChoiceFilter, Reader, View, WorkList
from backoffice.core.lists.views import show_list
from backoffice.core.templatetags import formats
from backoffice.core.templatetags.retaguarda import status
from backoffice.core.views import StaffRequest, staff_view
from hr.admission import stages
from hr.admission.words import TURNS
from hr.admission_timeline import stage_name
from hr.models import Admission
from hr.queries import admissions
from hr.queries.admissions import AdmissionRow
from hr.views.admission import parts

# Columns that are not of the work under way.
_OVER = (Admission.Stage.DONE, Admission.Stage.CANCELLED)


@staff_view(permission="hr.admit")
def board(request: StaffRequest) -> HttpResponse:
    """Columns by stage, in each the nearest first day on top."""
    today = clock.company_date(clock.now())
    rows = admissions.list_board(actor=request.actor, today=today)
    columns = [{"name": stage_name(stage), "stage": stage, "cards": [_card(row) for row in rows[stage]]} for stage in stages.STAGES]
    cards = [row for column in rows.values() for row in column]
    context = {
        "columns": columns,
        "count": len(cards),
        "with_hr": sum(row.turn == stages.HR for row in cards),
        "late": sum(bool(row.late) for row in cards),
        "tabs": view_tabs("board"),
    }
    return render(request, "hr/admission/board.html", context)


@staff_view(permission="hr.admit")
def admission_list(request: StaffRequest) -> HttpResponse:
    return show_list(request, ADMISSIONS.code, "hr/admission/list.html", extra={"shape_tabs": view_tabs("list")})


def view_tabs(current: str) -> list[dict[str, Any]]:
    """Board, list, texts."""
    places = (
        ("board", _("Board"), "admission_board"),
        ("list", _("List"), "admission_list"),
        ("texts", _("Contracts and policies"), "admission_texts"),
    )
    return [{"label": label, "url": reverse(url), "current": name == current} for name, label, url in places]


def _card(row: AdmissionRow) -> dict[str, Any]:
    return {
        "row": row,
        "url": reverse("admission_page", args=[row.number]),
        "days": parts.days_words(row.days_left),
        "late": parts.late_words(row),
        "turn": TURNS.get(row.turn, ""),
        "step": parts.turn_words(row),
    }


def _name(row: AdmissionRow) -> SafeString:
    return format_html('{} <span class="rg-mute">{}</span>', row.name, row.number)


def _start(row: AdmissionRow) -> SafeString:
    css, day = "rg-ink-bad" if row.late == "start" else "", formats.short_date(row.start_on)
    return format_html('<span class="{}">{}</span> <span class="rg-mute">{}</span>', css, day, parts.days_words(row.days_left))


def _turn(row: AdmissionRow) -> str:
    if row.stage in _OVER:
        return ""
    turn = TURNS.get(row.turn)
    return f"{turn}: {parts.turn_words(row)}" if turn else parts.turn_words(row)


SPEC = ListSpec(
    title=gettext_lazy("Admissions"),
    views=[
        View(name="open", label=pgettext_lazy("admissions", "Under way")),
        View(name="hr", label=pgettext_lazy("admissions", "With HR"), workers=frozenset({"hr.admit"})),
        View(name="week", label=gettext_lazy("Start within a week, incomplete"), bad=True, workers=frozenset({"hr.admit"})),
        View(name="done", label=pgettext_lazy("admissions", "Admitted")),
        View(name="cancelled", label=pgettext_lazy("admissions", "Cancelled")),
    ],
    filters=[
        MultiChoiceFilter(name="stage", label=gettext_lazy("Stage"), choices=Admission.Stage.choices),
        MultiChoiceFilter(name="department", label=gettext_lazy("Department"), choices=admissions.departments_offered),
        DateFilter(name="start", label=gettext_lazy("First day")),
    ],
    columns=[
        Column(
            name="name",
            label=gettext_lazy("Candidate"),
            cell=_name,
            value="name",
            css="rg-cut rg-w38",
            phone="lead",
            link=True,
            beside=(Column(name="number", label=gettext_lazy("Admission")),),
        ),
        Column(name="position", label=pgettext_lazy("employment", "Position"), css="rg-cut rg-w20", phone="bare"),
        Column(
            name="start", label=gettext_lazy("First day"), cell=_start, value="start_on", css="rg-num rg-nowrap", sort="start", phone="end"
        ),
        Column(
            name="stage",
            label=gettext_lazy("Stage"),
            cell=lambda row: status("admission", row.stage),
            value=lambda row: stage_name(row.stage),
            css="rg-nowrap",
            phone="left",
        ),
        Column(
            name="progress",
            label=gettext_lazy("Progress"),
            cell=lambda row: _("%(here)d of %(all)d") % {"here": row.done, "all": row.total},
            value=lambda row: f"{row.done}/{row.total}",
            css="rg-num rg-nowrap",
            phone="right",
        ),
        Column(name="turn", label=gettext_lazy("Next"), cell=_turn, value=_turn, css="rg-soft rg-cut rg-w38", phone="line"),
        Column(name="department", label=gettext_lazy("Department"), optional=True),
        Column(
            name="due",
            label=gettext_lazy("Papers until"),
            cell=lambda row: formats.short_date(row.papers_due_on),
            value="papers_due_on",
            css="rg-num",
            optional=True,
        ),
        Column(name="employee", label=gettext_lazy("Registration"), value="employee_number", cell="employee_number", optional=True),
    ],
    search_label=gettext_lazy("Name, number or registration"),
    sorts=admissions.SORTS,
)


def _read(state: ListState, actor: Actor) -> Reader[AdmissionRow]:
    start: DateRange = state.values.get("start", DateRange())
    return admissions.read_admissions(
        actor=actor,
        today=clock.company_date(clock.now()),
        search=state.search,
        view=state.view,
        stage=state.values.get("stage", ()),
        department=state.values.get("department", ()),
        start_from=start.start,
        start_to=start.end,
    )


ADMISSIONS = WorkList(
    code="admissoes",
    permission="hr.admit",
    url_name="admission_list",
    spec=lambda actor: SPEC,
    reader=_read,
    counts=lambda state, actor: admissions.count_tabs(actor=actor, today=clock.company_date(clock.now())),
    row_url=lambda row, state: reverse("admission_page", args=[row.number]),
    file_name="admissoes",
)
