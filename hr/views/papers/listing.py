"""The list of papers: to review, refused, running out."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.lists import Column, DateFilter, DateRange, ListSpec, ListState, MultiChoiceFilter, Reader, View, WorkList
from backoffice.core.lists.views import show_list
from backoffice.core.templatetags import formats
from backoffice.core.templatetags.retaguarda import status
from backoffice.core.views import StaffRequest, staff_view
from hr.queries import paper_list
from hr.queries.paper_list import PaperRow
from hr.views.papers.screen import just_done

REVIEWERS = frozenset({"hr.review_documents"})


def _person(row: PaperRow) -> SafeString:
    if row.of_whom:
        return format_html('{} <span class="rg-mute">{}</span>', row.person, row.of_whom)
    return format_html("{}", row.person)


def _kind(row: PaperRow) -> SafeString:
    if row.version > 1:
        return format_html('{} <span class="rg-mute">{}</span>', row.kind, _("version %(n)s") % {"n": row.version})
    return format_html("{}", row.kind)


def _state(row: PaperRow) -> SafeString | str:
    return status("paper", row.state, plain=True)


SPEC = ListSpec(
    title=_("Documents to review"),
    views=[
        View(name="to_review", label=_("To review"), workers=REVIEWERS),
        View(name="expired", label=pgettext_lazy("papers", "Expired"), bad=True, workers=REVIEWERS),
        View(name="expiring", label=_("Expire within 30 days"), workers=REVIEWERS),
        View(name="refused", label=pgettext_lazy("papers", "Refused"), workers=REVIEWERS),
        View(name="all", label=pgettext_lazy("papers", "All")),
    ],
    filters=[
        MultiChoiceFilter(name="kind", label=_("Kind of document"), choices=paper_list.list_kind_names),
        DateFilter(name="sent", label=_("Handed in on")),
    ],
    columns=[
        Column(
            name="person",
            label=pgettext_lazy("paper", "Person"),
            cell=_person,
            value="person",
            css="rg-cut rg-w28",
            phone="lead",
            link=True,
            beside=(Column(name="of_whom", label=_("Dependent")),),
        ),
        Column(name="kind", label=_("Document"), cell=_kind, value="kind", css="rg-cut rg-w28", phone="bare"),
        Column(
            name="sent",
            label=_("Handed in"),
            cell=lambda row: formats.recent_when(row.uploaded_at),
            value="uploaded_at",
            css="rg-num rg-nowrap",
            phone="left",
            sort="sent",
        ),
        Column(
            name="starts",
            label=_("First day"),
            cell=lambda row: formats.short_date(row.starts_on),
            value="starts_on",
            css="rg-num rg-nowrap",
        ),
        Column(
            name="expires",
            label=_("Expires on"),
            cell=lambda row: formats.day_month_year(row.expires_on),
            value="expires_on",
            css="rg-num rg-nowrap",
        ),
        Column(name="state", label=pgettext_lazy("paper", "State"), cell=_state, value=_state, phone="end"),
        Column(name="decided_by", label=_("Reviewed by"), css="rg-soft", optional=True),
    ],
    search_label=_("Name of the person"),
    sorts=paper_list.SORTS,
)


@staff_view(permission="hr.view_documents")
def papers(request: StaffRequest) -> HttpResponse:
    today = clock.company_date(clock.now())
    first = paper_list.first_to_review(actor=request.actor, today=today) if request.actor.may("hr.review_documents") else None
    extra = {"first_url": reverse("paper", args=[first]) if first else "", "done": just_done(request)}
    return show_list(request, PAPERS.code, "hr/papers/list.html", extra=extra)


def _read(state: ListState, actor: Actor) -> Reader[PaperRow]:
    sent: DateRange = state.values.get("sent", DateRange())
    return paper_list.read_papers(
        actor=actor,
        today=clock.company_date(clock.now()),
        tab=state.view,
        search=state.search,
        kinds=state.values.get("kind", ()),
        sent_from=sent.start,
        sent_to=sent.end,
    )


def _counts(state: ListState, actor: Actor) -> dict[str, int]:
    figures = paper_list.count_papers(actor=actor, today=clock.company_date(clock.now()))
    return {name: getattr(figures, name) for name in ("to_review", "expired", "expiring", "refused")}


PAPERS = WorkList(
    code="documentos",
    permission="hr.view_documents",
    url_name="papers",
    spec=lambda actor: SPEC,
    reader=_read,
    counts=_counts,
    row_url=lambda row, state: reverse("paper", args=[row.id]),
    file_name="documentos",
    export_permission="hr.export_people",
)
