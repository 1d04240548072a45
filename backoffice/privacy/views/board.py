"""The queue of requests: what ends first stands first."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.lists import Column, ListSpec, ListState, Reader, View, WorkList
from backoffice.core.lists.views import show_list
from backoffice.core.templatetags import formats
from backoffice.core.templatetags.retaguarda import status
from backoffice.core.views import StaffRequest, staff_view
from backoffice.privacy import queries
from backoffice.privacy.queries import SORTS, RequestRow

DESK = "hr.manage_privacy"


def clock_words(days_left: int | None) -> str:
    """ "faltam 3 dias", "vence hoje", "atrasado há 2 dias"; nothing for a closed request."""
    if days_left is None:
        return ""
    if days_left < 0:
        return ngettext("%(n)s day late", "%(n)s days late", -days_left) % {"n": formats.qty(-days_left)}
    if days_left == 0:
        return _("ends today")
    return ngettext("%(n)s day left", "%(n)s days left", days_left) % {"n": formats.qty(days_left)}


def clock_tone(days_left: int | None) -> str:
    """The status under which the table of statuses keeps the clock."""
    if days_left is None:
        return ""
    return "late" if days_left < 0 else "soon" if days_left <= 5 else "in_time"


def _clock(row: RequestRow) -> SafeString | str:
    if row.days_left is None:
        return ""
    return status("privacy_clock", clock_tone(row.days_left), label=clock_words(row.days_left), plain=True)


def _due(row: RequestRow) -> SafeString | str:
    return format_html('<span class="rg-num">{}</span>', formats.day_month_year(row.due_on))


def _state(row: RequestRow) -> SafeString | str:
    return status("privacy_request", row.state, plain=True)


SPEC = ListSpec(
    title=gettext_lazy("Privacy requests"),
    views=[
        View(name="open", label=pgettext_lazy("privacy requests", "Open")),
        View(name="soon", label=gettext_lazy("Ends within 5 days"), bad=True),
        View(name="closed", label=pgettext_lazy("privacy requests", "Closed")),
        View(name="all", label=pgettext_lazy("privacy requests", "All")),
    ],
    filters=[],
    columns=[
        Column(name="number", label=gettext_lazy("Protocol"), css="rg-id rg-nowrap", phone="lead", link=True),
        Column(name="kind", label=gettext_lazy("Right")),
        Column(name="name", label=gettext_lazy("Who asks"), phone="left"),
        Column(name="channel", label=gettext_lazy("Came by"), css="rg-soft", phone="hide"),
        Column(
            name="received", label=gettext_lazy("Received"), cell=lambda row: formats.day_month_year(row.received_on), value="received_on",
            css="rg-num rg-nowrap", phone="hide",
        ),
        Column(name="due", label=gettext_lazy("Answer until"), cell=_due, value="due_on", css="rg-nowrap", phone="line"),
        Column(
            name="clock", label=pgettext_lazy("privacy request", "Time"), cell=_clock, value=lambda row: clock_words(row.days_left),
            phone="right",
        ),
        Column(
            name="state", label=gettext_lazy("Status"), cell=_state, value=lambda row: strip_tags(_state(row)), phone="line",
        ),
    ],
    sorts=SORTS,
)  # fmt: skip


@staff_view(permission=DESK)
def request_list(request: StaffRequest) -> HttpResponse:
    return show_list(request, REQUESTS.code, "privacy/requests.html")


def _read(state: ListState, actor: Actor) -> Reader[RequestRow]:
    return queries.read_requests(actor=actor, tab=state.view, today=clock.company_date(clock.now()))


def _counts(state: ListState, actor: Actor) -> dict[str, int]:
    return queries.count_tabs(actor=actor, today=clock.company_date(clock.now()))


REQUESTS = WorkList(
    code="privacidade",
    permission=DESK,
    url_name="privacy_requests",
    spec=lambda actor: SPEC,
    reader=_read,
    counts=_counts,
    row_url=lambda row, state: reverse("privacy_request", args=[row.number]),
    file_name="pedidos-de-privacidade",
)
