"""The months: close the next one, lock what is final, ask for one to be opened again and decide about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import clock, policy
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotFound
from backoffice.core.templatetags.formats import month_year
from backoffice.core.views import StaffRequest, staff_view
from finance import queries
from finance.errors import PeriodNotFound, ReopeningNotFound
from finance.models import Period, PeriodReopening
from finance.views.period_acts import ACTS, DECISIONS, Act, ReasonForm

CLOSER = "finance.close_period"
_DECIDED_SHOWN = 20
_MONTHS_SHOWN = 36


@staff_view(permission="finance.view_journal")
def period_list(request: StaffRequest) -> HttpResponse:
    return _show(request)


@staff_view(permission=CLOSER, methods=("GET", "POST"))
def period_act(request: StaffRequest, period_id: int, act: str) -> HttpResponse:
    """One act on a month: GET asks with its consequences, POST does it."""
    period = queries.get_period(period_id)
    if period is None:
        raise PeriodNotFound(period=period_id)
    if act not in ACTS:
        raise NotFound(kind="act", key=act)
    return _act(request, ACTS[act], period, reverse("period_act", args=[period_id, act]))


@staff_view(permission=CLOSER, methods=("GET", "POST"))
def reopening_decide(request: StaffRequest, reopening_id: int, act: str) -> HttpResponse:
    """The second person's answer, or the withdrawal of the first."""
    asked = queries.get_reopening(reopening_id)
    if asked is None or act not in DECISIONS:
        raise ReopeningNotFound(reopening=reopening_id)
    return _act(request, DECISIONS[act], asked, reverse("reopening_decide", args=[reopening_id, act]))


def _act(request: StaffRequest, act: Act, subject: Period | PeriodReopening, url: str) -> HttpResponse:
    form = ReasonForm(request.POST or None, label=act.reason) if act.reason else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        try:
            done = act.run(subject, reason, request.actor, clock.now())
        except BusinessError as refusal:
            # Somebody was faster, or this person may not decide alone: the page tells it over what is true now.
            return _show(request, refusal=text_of(refusal), status=refusal.status)
        messages.success(request, done)
        return HttpResponseRedirect(reverse("periods"))
    dialog = {"id": "period-act", "form": form, "action": url} | act.draw(subject, request.actor, clock.now())
    status = 422 if form is not None and form.is_bound else 200
    # The script fetches the dialog alone; an address typed by hand shows it over the months.
    if request.method == "GET" and request.headers.get("X-Requested-With") == "fetch":
        return render(request, "finance/period_dialog.html", {"dialog": dialog})
    return _show(request, dialog=dialog, status=status)


def _show(request: StaffRequest, *, dialog: dict[str, Any] | None = None, refusal: str = "", status: int = 200) -> HttpResponse:
    actor = request.actor
    may_act = actor.may(CLOSER)
    today = clock.company_date(clock.now())
    periods = queries.list_periods()
    closable = queries.list_closable_months(today=today)
    only_open = request.GET.get("show") == "closable"
    found = [period for period in periods if period.pk in closable] if only_open else periods
    shown = found if "all" in request.GET else found[:_MONTHS_SHOWN]
    waiting = queries.list_waiting_reopenings()
    asked_for = {asked.period_id for asked in waiting}
    unlocked = [period.pk for period in periods if period.status != Period.Status.LOCKED]
    context = {
        "rows": [_row(period, may_act=may_act, asked_for=asked_for, first_unlocked=min(unlocked, default=0)) for period in shown],
        "more": len(found) - len(shown),
        "next": {"url": reverse("period_act", args=[closable[0], "fechar"]), "month": month_year(closable[0])} if closable else None,
        "waiting": [{"asked": asked, "month": month_year(asked.period_id), "is_own": asked.asked_by_id == actor.id} for asked in waiting],
        "decided": [
            {"asked": asked, "month": month_year(asked.period_id)} for asked in queries.list_decided_reopenings(limit=_DECIDED_SHOWN)
        ],
        "may_act": may_act,
        "who_may": policy.role_names(policy.roles_holding(CLOSER)),
        "dialog": dialog,
        "refusal": refusal,
        "only_open": only_open,
    }
    return render(request, "finance/periods.html", context, status=status)


def _row(period: Period, *, may_act: bool, asked_for: set[int], first_unlocked: int) -> dict[str, Any]:
    """A month with what can be done with it now; closing is the page's one main button."""
    acts = []
    if may_act and period.status == Period.Status.CLOSED:
        if period.pk not in asked_for:
            acts.append({"label": _("Ask to reopen"), "url": reverse("period_act", args=[period.pk, "reabrir"])})
        if period.pk == first_unlocked:
            acts.append({"label": _("Lock for good"), "url": reverse("period_act", args=[period.pk, "travar"])})
    return {"period": period, "month": month_year(period.pk), "acts": acts}
