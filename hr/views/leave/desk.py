"""Requests for leave: those to decide first."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.lists import Column, DateFilter, DateRange, ListSpec, ListState, MultiChoiceFilter, Reader, View, WorkList
from backoffice.core.lists.views import show_list
from backoffice.core.templatetags import formats
from backoffice.core.templatetags.retaguarda import status
from backoffice.core.views import StaffRequest, staff_view
from hr import queries
from hr.models import LeaveKind, LeaveRequest
from hr.queries.leave_requests import SORTS, RequestFilter, RequestRow, count_request_views, read_requests
from hr.services.leave.deciders import team_ids
from hr.views.leave import parts
from hr.views.person_column import person_column


def _days(row: RequestRow) -> str:
    told = parts.days_words(row.first, row.last, row.days)
    if not row.sold_days:
        return told
    sold = ngettext("sells %(n)s day", "sells %(n)s days", row.sold_days) % {"n": formats.qty(row.sold_days)}
    return f"{told}, {sold}" if told else sold


def _state(row: RequestRow) -> SafeString | str:
    return status("leave_request", row.state, plain=True)


SPEC = ListSpec(
    title=_("Leave"),
    views=[
        View(name="to_decide", label=pgettext_lazy("leave", "To decide"), workers=frozenset({"hr.decide_team_leave"})),
        View(name="coming", label=_("Approved and coming")),
        View(name="all", label=pgettext_lazy("leave", "All")),
    ],
    filters=[
        MultiChoiceFilter(
            name="kind", label=_("Kind"), choices=lambda: list(LeaveKind.objects.filter(is_active=True).values_list("code", "name"))
        ),
        MultiChoiceFilter(name="state", label=_("Status"), choices=LeaveRequest.State.choices),
        DateFilter(name="day", label=_("Days")),
    ],
    columns=[
        person_column(name="name", label=_("Person"), called="name"),
        Column(name="kind", label=_("Kind"), css="rg-cut rg-w20", phone="left"),
        Column(name="days", label=_("Days"), cell=_days, value=_days, css="rg-num rg-nowrap", phone="bare"),
        Column(
            name="asked",
            label=_("Asked"),
            cell=lambda row: formats.short_datetime(row.asked_at),
            value="asked_at",
            css="rg-num rg-nowrap rg-soft",
            sort="asked",
        ),
        Column(name="state", label=_("Status"), cell=_state, value=_state, phone="right"),
    ],
    search_label=_("Name or registration number"),
    sorts=SORTS,
)


@staff_view(permission="hr.see_leave")
def leave_desk(request: StaffRequest) -> HttpResponse:
    if not request.actor.may("hr.view_leave") and not _leads(request.actor):
        return HttpResponseRedirect(reverse("my_leave"))
    extra = {"tabs": parts.tabs(request.actor, "desk"), "may_record": request.actor.may("hr.manage_leave")}
    return show_list(request, LEAVE_REQUESTS.code, "hr/leave/desk.html", extra=extra)


def _leads(actor: Actor) -> bool:
    """Whoever leads nobody has only the own leave to see."""
    me = queries.employee_of(actor)
    return me is not None and bool(team_ids(me, today=clock.company_date(clock.now())))


def _read(state: ListState, actor: Actor) -> Reader[RequestRow]:
    days: DateRange = state.values.get("day", DateRange())
    filters = RequestFilter(
        view=state.view,
        search=state.search,
        state=state.values.get("state", ()),
        kind=state.values.get("kind", ()),
        day_from=days.start,
        day_to=days.end,
    )
    return read_requests(filters=filters, actor=actor, today=clock.company_date(clock.now()))


def _counts(state: ListState, actor: Actor) -> Mapping[str, int]:
    return count_request_views(actor=actor, today=clock.company_date(clock.now()))


def _open(row: Any, state: ListState) -> str:
    return reverse("leave_request", args=[row.id])


LEAVE_REQUESTS = WorkList(
    code="ausencias",
    permission="hr.see_leave",
    url_name="leave_desk",
    spec=lambda actor: SPEC,
    reader=_read,
    counts=_counts,
    row_url=_open,
    file_name="ausencias",
)
