"""Vacation control: whose vacation has to begin until when."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.bulk import SKIPPED, BulkAction, Preview, Verdict
from backoffice.core.bulk.actions import Params
from backoffice.core.forms import PlainTextField
from backoffice.core.lists import Column, DateFilter, DateRange, ListSpec, ListState, MultiChoiceFilter, Reader, View, WorkList
from backoffice.core.lists.views import show_list
from backoffice.core.templatetags import formats
from backoffice.core.templatetags.retaguarda import status
from backoffice.core.views import StaffRequest, staff_view
from hr import services
from hr.errors import BalanceNotCorrected
from hr.models import Department, VacationWindow
from hr.queries.vacation_list import SORTS, WindowFilter, WindowRow, count_window_views, read_windows
from hr.views.leave import parts
from hr.views.person_column import person_column


def _state(row: WindowRow) -> SafeString | str:
    return status("vacation", row.state, plain=True)


def _window(row: WindowRow) -> str:
    return formats.day_span(row.start, row.end)


def _balance(row: WindowRow) -> SafeString | str:
    return format_html('<span class="rg-strong">{}</span>', formats.qty(row.balance)) if row.balance else formats.qty(row.balance)


SPEC = ListSpec(
    title=_("Vacation"),
    views=[
        View(name="open", label=_("To enjoy")),
        View(name="near", label=_("Near the limit"), workers=frozenset({"hr.manage_leave"})),
        View(name="double", label=pgettext_lazy("vacation", "Double"), bad=True, workers=frozenset({"hr.manage_leave"})),
        View(name="all", label=pgettext_lazy("vacation", "All")),
    ],
    filters=[
        MultiChoiceFilter(
            name="department",
            label=_("Department"),
            choices=lambda: [(str(pk), name) for pk, name in Department.objects.values_list("pk", "name")],
        ),
        DateFilter(name="limit", label=_("Limit")),
    ],
    columns=[
        person_column(name="name", label=_("Person"), called="name", link=False),
        Column(name="window", label=_("Year of acquisition"), cell=_window, value=_window, css="rg-num"),
        Column(name="right", label=_("Right"), cell=lambda row: formats.qty(row.right), value="right", css="rg-r rg-num", phone="hide"),
        Column(
            name="taken", label=_("Planned or taken"), cell=lambda row: formats.qty(row.taken_days), value="taken_days", css="rg-r rg-num"
        ),
        Column(
            name="sold",
            label=pgettext_lazy("days", "Sold"),
            cell=lambda row: formats.qty(row.sold_days),
            value="sold_days",
            css="rg-r rg-num",
            phone="hide",
        ),
        Column(name="balance", label=_("Balance"), cell=_balance, value="balance", css="rg-r rg-num", phone="end", sort="balance"),
        Column(
            name="latest_start",
            label=_("Begin until"),
            cell=lambda row: formats.day_month_year(row.latest_start),
            value="latest_start",
            css="rg-num rg-nowrap",
        ),
        Column(
            name="double_from",
            label=_("Double from"),
            cell=lambda row: formats.day_month_year(row.double_from) if row.balance > 0 and row.latest_start else "",
            value="double_from",
            css="rg-num rg-nowrap",
            sort="limit",
        ),
        Column(name="state", label=_("Status"), cell=_state, value=_state, phone="right"),
        Column(name="department", label=_("Department"), optional=True),
        Column(
            name="absences",
            label=_("Unjustified absences"),
            cell=lambda row: formats.qty(row.absence_days),
            value="absence_days",
            css="rg-r rg-num",
            optional=True,
        ),
    ],
    search_label=_("Name or registration number"),
    sorts=SORTS,
)


class SettleForm(forms.Form):
    """Why the balance goes to zero; it stays in the ledger."""

    reason = PlainTextField(
        label=_("Reason"),
        max_length=200,
        help_text=_("For example: enjoyed before the books began here."),
        error_messages={"required": _("Say why: it stays in the ledger.")},
    )


def _settle(keys: Sequence[str], params: Params, by: Actor, at: datetime) -> list[Verdict]:
    ids = [int(key) for key in keys]
    held = set(VacationWindow.objects.filter(pk__in=ids, balance__gt=0).values_list("pk", flat=True))
    try:
        services.settle_windows(window_ids=held, reason=str(params["reason"]), by=by, at=at)
    except BalanceNotCorrected as refusal:
        return [Verdict.refusal(key, refusal) for key in keys]
    left = set(VacationWindow.objects.filter(pk__in=held, balance__gt=0).values_list("pk", flat=True))
    own = BalanceNotCorrected(reason="no_days")
    return [_verdict(key, held, left, own) for key in keys]


def _verdict(key: str, held: set[int], left: set[int], own: BalanceNotCorrected) -> Verdict:
    if int(key) in left:
        return Verdict.refusal(key, own)
    return Verdict(key) if int(key) in held else Verdict(key, SKIPPED, "no_days", _now("has no days left"))


def _look(keys: Sequence[str], actor: Actor) -> Preview:
    rows = list(VacationWindow.objects.filter(pk__in=[int(key) for key in keys], balance__gt=0).values_list("balance", flat=True))
    days = formats.qty(sum(rows))
    effects = [
        {"icon": "edit_note", "text": _now("%(days)s days are written off by corrections in the ledger") % {"days": days}},
        {"icon": "event_available", "text": _now("These years ask for no vacation any more")},
    ]
    idle = len(keys) - len(rows)
    return Preview(len(rows), effects, [(_now("has no days left"), idle)] if idle else [])


SETTLE = BulkAction(
    name="settle",
    label=_("Settle the balance"),
    permission="hr.manage_leave",
    icon="event_available",
    title=lambda count: (
        ngettext("Settle the balance of %(n)s year?", "Settle the balance of %(n)s years?", count) % {"n": formats.qty(count)}
    ),
    act_label=lambda count: _now("Settle the balance"),
    run=_settle,
    preview=_look,
    form=SettleForm,
    note=_("For vacation enjoyed before the books began here. A correction is taken back by another one."),
    kind="bad",
    chunk=500,
)


@staff_view(permission="hr.see_leave")
def vacation_control(request: StaffRequest) -> HttpResponse:
    extra = {"tabs": parts.tabs(request.actor, "vacation"), "may_record": request.actor.may("hr.manage_leave")}
    return show_list(request, VACATION.code, "hr/leave/vacation.html", extra=extra)


def _read(state: ListState, actor: Actor) -> Reader[WindowRow]:
    limit: DateRange = state.values.get("limit", DateRange())
    departments = [each for each in state.values.get("department", ()) if str(each).isdigit()]
    filters = WindowFilter(view=state.view, search=state.search, departments=departments, limit_from=limit.start, limit_to=limit.end)
    return read_windows(filters=filters, actor=actor, today=clock.company_date(clock.now()))


def _counts(state: ListState, actor: Actor) -> Mapping[str, int]:
    return count_window_views(actor=actor, today=clock.company_date(clock.now()))


VACATION = WorkList(
    code="ferias",
    permission="hr.see_leave",
    url_name="vacation_control",
    spec=lambda actor: SPEC,
    reader=_read,
    counts=_counts,
    key_of=lambda row: str(row.id),
    actions=[SETTLE],
    file_name="ferias",
)
