"""The list of stock reconciliations."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.job_views import describe
from backoffice.core.jobs import queries as job_queries
from backoffice.core.lists import Column, DateFilter, DateRange, ListSpec, ListState, Reader, View, WorkList
from backoffice.core.lists.views import show_list
from backoffice.core.models import Job
from backoffice.core.templatetags import formats
from backoffice.core.templatetags.retaguarda import status
from backoffice.core.views import StaffRequest, staff_view
from inventory import queries
from inventory.queries import ReconciliationRow
from inventory.queries.reconciliations import SORTS

KIND = "inventory.reconcile_stock"


def _state(row: ReconciliationRow) -> SafeString | str:
    return status("stock_check", row.status, plain=True)


def _differences(row: ReconciliationRow) -> SafeString | str:
    figure = formats.qty(row.difference_count)
    return format_html('<span class="rg-strong">{}</span>', figure) if row.difference_count else figure


def _open(row: ReconciliationRow) -> SafeString | str:
    figure = formats.qty(row.open_count)
    return format_html('<span class="rg-ink-bad rg-strong">{}</span>', figure) if row.open_count else figure


SPEC = ListSpec(
    title=_("Stock reconciliations"),
    views=[
        View(name="all", label=pgettext_lazy("reconciliations", "All")),
        View(name="different", label=_("With differences")),
        View(name="to_decide", label=_("To decide"), bad=True),
    ],
    filters=[DateFilter(name="started", label=pgettext_lazy("reconciliation", "Started on"))],
    columns=[
        Column(
            name="started",
            label=_("When"),
            cell=lambda row: formats.short_datetime(row.started_at),
            value="started_at",
            css="rg-nowrap rg-num",
            phone="lead",
            link=True,
            sort="started",
        ),
        Column(name="status", label=_("Status"), cell=_state, value=lambda row: strip_tags(_state(row)), phone="left"),
        Column(name="requested_by", label=_("Asked by"), css="rg-soft", phone="right"),
        Column(
            name="variants",
            label=_("SKUs"),
            cell=lambda row: formats.qty(row.variant_count),
            value="variant_count",
            css="rg-r rg-num",
            phone="hide",
        ),
        Column(
            name="levels",
            label=pgettext_lazy("stock", "Balances"),
            cell=lambda row: formats.qty(row.level_count),
            value="level_count",
            css="rg-r rg-num",
            phone="hide",
        ),
        Column(
            name="moves",
            label=_("Moves read"),
            cell=lambda row: formats.qty(row.move_count),
            value="move_count",
            css="rg-r rg-num",
            phone="hide",
        ),
        Column(name="differences", label=_("Differences"), cell=_differences, value="difference_count", css="rg-r rg-num"),
        Column(name="open", label=_("To decide"), cell=_open, value="open_count", css="rg-r rg-num"),
    ],
    sorts=SORTS,
)


@staff_view(permission="inventory.view")
def reconciliation_list(request: StaffRequest) -> HttpResponse:
    active = job_queries.list_recent_jobs(actor=request.actor, limit=1, kind=KIND, status__in=[Job.Status.QUEUED, Job.Status.RUNNING])
    job = describe(active[0]) | {"poll_url": reverse("job_status", args=[active[0].pk])} if active else None
    extra = {
        "job": job,
        "may_reconcile": request.actor.may("inventory.reconcile"),
        "who_may": policy.role_names(policy.roles_holding("inventory.reconcile")),
    }
    return show_list(request, RECONCILIATIONS.code, "inventory/reconciliations.html", extra=extra)


def _read(state: ListState, actor: Actor) -> Reader[ReconciliationRow]:
    started: DateRange = state.values.get("started", DateRange())
    return queries.read_reconciliations(actor=actor, tab=state.view, started_from=started.start, started_to=started.end)


RECONCILIATIONS = WorkList(
    code="reconciliacoes",
    permission="inventory.view",
    url_name="stock_reconciliations",
    spec=lambda actor: SPEC,
    reader=_read,
    row_url=lambda row, state: reverse("stock_reconciliation", args=[row.job_id]),
    file_name="reconciliacoes",
)
