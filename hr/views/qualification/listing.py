"""The queue of the qualification."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.lists import Column, ListSpec, ListState, Reader, View, WorkList
from backoffice.core.lists.views import show_list
from backoffice.core.templatetags import formats
from backoffice.core.templatetags.retaguarda import status
from backoffice.core.views import StaffRequest, staff_view
from hr.queries import qualification_list
from hr.queries.qualification_list import QualificationRow
from hr.views.person_column import person_column

CHECKERS = frozenset({"hr.qualify"})


def _state(row: QualificationRow) -> SafeString | str:
    return status("qualification", row.state)


def _employment(row: QualificationRow) -> str:
    if row.employment == "preparing":
        return str(_("starts on %(day)s") % {"day": formats.short_date(row.admitted_on)})
    return str(_("since %(day)s") % {"day": formats.short_date(row.admitted_on)})


def _dependents(row: QualificationRow) -> SafeString | str:
    if not row.dependents:
        return ""
    if row.dependents_divergent:
        words = ngettext("%(n)s differs", "%(n)s differ", row.dependents_divergent) % {"n": row.dependents_divergent}
        return format_html('<span class="rg-ink-bad rg-strong">{}</span>', words)
    if row.dependents_left:
        return str(_("%(left)s of %(all)s to check") % {"left": row.dependents_left, "all": row.dependents})
    return str(_("all checked"))


SPEC = ListSpec(
    title=_("CPF qualification"),
    views=[
        View(name="to_check", label=pgettext_lazy("qualification", "To check"), workers=CHECKERS),
        View(name="divergent", label=pgettext_lazy("qualification", "Divergent"), bad=True, workers=CHECKERS),
        View(name="never", label=_("Active, not checked"), workers=CHECKERS),
        View(name="qualified", label=pgettext_lazy("qualification", "Qualified")),
        View(name="all", label=pgettext_lazy("qualification", "All")),
    ],
    columns=[
        person_column(name="person", label=pgettext_lazy("eSocial", "Person"), called="called"),
        Column(name="employment", label=_("Employment"), cell=_employment, value=_employment, css="rg-nowrap", sort="start", phone="bare"),
        Column(
            name="state",
            label=pgettext_lazy("qualification", "CPF"),
            cell=_state,
            value=_state,
            phone="end",
        ),
        Column(name="dependents", label=_("Dependents"), cell=_dependents, value=_dependents),
        Column(
            name="checked_at",
            label=_("Last check"),
            cell=lambda row: formats.short_datetime(row.checked_at),
            value="checked_at",
            css="rg-num",
        ),
    ],
    search_label=_("Name or registration number"),
    sorts=qualification_list.SORTS,
)


@staff_view(permission="hr.qualify")
def qualification_queue(request: StaffRequest) -> HttpResponse:
    return show_list(request, QUALIFICATIONS.code, "hr/qualification/queue.html")


def _read(state: ListState, actor: Actor) -> Reader[QualificationRow]:
    return qualification_list.read_qualifications(actor=actor, tab=state.view, search=state.search)


QUALIFICATIONS = WorkList(
    code="qualificacao",
    permission="hr.qualify",
    url_name="qualification_queue",
    spec=lambda actor: SPEC,
    reader=_read,
    counts=lambda state, actor: qualification_list.count_qualifications(actor=actor),
    row_url=lambda row, state: reverse("qualification", args=[row.number]),
    file_name="qualificacao",
    export_permission="hr.export_people",
)
