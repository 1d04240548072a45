"""The report centre: what there is to ask for, what was issued, and the page of one report from request to preview."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock, jobs
from backoffice.core.forms import LocalizedDateField
from backoffice.core.job_views import describe
from backoffice.core.jobs import queries as job_queries
from backoffice.core.models import Job
from backoffice.core.templatetags.formats import short_datetime
from backoffice.core.views import StaffRequest, staff_view
from finance import queries
from finance.errors import ReportNotFound
from finance.jobs import INCOME_STATEMENT, PDF, TRIAL_BALANCE, XLSX
from finance.queries.movements import month_end, month_start
from finance.reports.income_statement import NONE, PREVIOUS, PREVIOUS_YEAR, StatementPeriod
from finance.reports.issue import IssuedBalance, IssuedStatement
from finance.reports.presentation import all_hold
from finance.reports.restore import restore
from finance.reports.workbook import CONTENT_TYPE
from finance.views.balance import balance_context
from finance.views.statement import period_options, table_context

FORMATS = ((f"{PDF},{XLSX}", gettext_lazy("PDF and spreadsheet")), (PDF, "PDF"), (XLSX, gettext_lazy("Spreadsheet (XLSX)")))
HISTORY = 20


class StatementForm(forms.Form):
    """What the income statement needs to be issued."""

    kind = forms.CharField(widget=forms.HiddenInput, initial=INCOME_STATEMENT)
    period = forms.ChoiceField(label=gettext_lazy("Period"), choices=period_options)
    compare = forms.ChoiceField(
        label=gettext_lazy("Compare with"),
        help_text=gettext_lazy("Counts for one month only."),
        choices=[
            (PREVIOUS, gettext_lazy("previous month")),
            (PREVIOUS_YEAR, gettext_lazy("same month last year")),
            (NONE, gettext_lazy("nothing")),
        ],
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"), required=False, choices=lambda: [("", _("all")), *((code, code) for code in queries.list_channels())]
    )
    formats = forms.ChoiceField(label=gettext_lazy("Format"), choices=FORMATS)
    columns = forms.CharField(widget=forms.HiddenInput, required=False)

    def job(self) -> tuple[str, dict[str, Any]]:
        """Title and parameters of the job."""
        chosen = self.cleaned_data
        period = StatementPeriod.parse(chosen["period"])
        params = {
            "period": str(period),
            "compare": chosen["compare"],
            "channel": chosen["channel"],
            "formats": chosen["formats"].split(","),
        }
        return _("Income statement of %(period)s") % {"period": period.title}, params | {"by_month": chosen["columns"] != "total"}


class BalanceForm(forms.Form):
    """What the trial balance needs to be issued."""

    kind = forms.CharField(widget=forms.HiddenInput, initial=TRIAL_BALANCE)
    date_from = LocalizedDateField(label=gettext_lazy("From"))
    date_to = LocalizedDateField(label=gettext_lazy("To"))
    formats = forms.ChoiceField(label=gettext_lazy("Format"), choices=FORMATS)

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, Any] = super().clean() or {}
        first, last = chosen.get("date_from"), chosen.get("date_to")
        if first and last and first > last:
            self.add_error("date_to", _("The end is before the beginning. Correct one of the dates."))
        return chosen

    def job(self) -> tuple[str, dict[str, Any]]:
        """Title and parameters of the job."""
        first, last = self.cleaned_data["date_from"], self.cleaned_data["date_to"]
        title = _("Trial balance from %(from)s to %(to)s") % {"from": f"{first:%d/%m/%Y}", "to": f"{last:%d/%m/%Y}"}
        return title, {"date_from": first.isoformat(), "date_to": last.isoformat(), "formats": self.cleaned_data["formats"].split(",")}


FORMS: dict[str, type[StatementForm] | type[BalanceForm]] = {INCOME_STATEMENT: StatementForm, TRIAL_BALANCE: BalanceForm}


@staff_view(permission="finance.view_reports")
def report_centre(request: StaffRequest) -> HttpResponse:
    return _show_centre(request)


@staff_view(permission="finance.export_reports", methods=("POST",))
def report_request(request: StaffRequest) -> HttpResponse:
    kind = request.POST.get("kind", "")
    if kind not in FORMS:
        return _show_centre(request, status=422)
    form = FORMS[kind](request.POST)
    if not form.is_valid():
        return _show_centre(request, refused={kind: form}, status=422)
    title, params = form.job()
    # The same report asked twice by a hurried hand is one job while it runs.
    unique = f"{request.actor.kind}:{request.actor.id}:{title}:{','.join(params['formats'])}"[:160]
    job = jobs.enqueue(kind=kind, title=title, params=params, by=request.actor, at=clock.now(), unique_key=unique)
    return HttpResponseRedirect(reverse("report_job", args=[job.pk]))


@staff_view(permission="finance.view_reports")
def report_job(request: StaffRequest, job_id: UUID) -> HttpResponse:
    """A report on its way: progress, then its files and a preview of exactly what was issued."""
    job = job_queries.get_job(job_id=str(job_id), actor=request.actor)
    context: dict[str, Any] = {
        "job": describe(job) | {"poll_url": reverse("job_status", args=[job.pk])},
        "asked": {"by": job.requested_by.get_full_name() if job.requested_by else "Retaguarda", "at": job.created_at},
        "is_active": job.is_active,
        "may_retry": job.status in (Job.Status.FAILED, Job.Status.CANCELLED),
        "crumbs": [{"label": _("Reports"), "url": reverse("report_centre")}, {"label": job.title}],
        "title": job.title,
    }
    if job.status == Job.Status.DONE:
        context |= _preview(job) | {"downloads": _downloads(job)}
    return render(request, "finance/report_job.html", context)


def _downloads(job: Job) -> list[dict[str, str]]:
    words = {"application/pdf": _("Download PDF"), CONTENT_TYPE: _("Download spreadsheet")}
    return [
        {"label": words.get(file.content_type, file.name), "name": file.name, "url": reverse("job_file", args=[file.pk])}
        for file in job.files.all()
    ]


def _preview(job: Job) -> dict[str, Any]:
    try:
        snapshot = queries.find_snapshot(job_id=job.pk)
    except ReportNotFound:
        return {}
    issued: IssuedStatement | IssuedBalance
    if snapshot.kind == INCOME_STATEMENT:
        issued = restore(IssuedStatement, snapshot.content)
        table = table_context(issued.statement)
    else:
        issued = restore(IssuedBalance, snapshot.content)
        table = balance_context(issued.balance)
    return table | {"snapshot": snapshot, "proofs": issued.proofs, "proofs_hold": all_hold(issued.proofs)}


def _show_centre(request: StaffRequest, *, refused: dict[str, forms.Form] | None = None, status: int = 200) -> HttpResponse:
    month = queries.get_last_month_with_entries(today=clock.company_date(clock.now()))
    statement = StatementForm(initial={"kind": INCOME_STATEMENT, "period": f"{month // 100}-{month % 100:02d}"}, auto_id="dre_%s")
    balance = BalanceForm(initial={"kind": TRIAL_BALANCE, "date_from": month_start(month), "date_to": month_end(month)}, auto_id="tb_%s")
    wrong = refused or {}
    cards = [
        {
            "form": wrong.get(INCOME_STATEMENT, statement),
            "title": _("Income statement (DRE)"),
            "icon": "bar_chart",
            "text": _("What was earned and what is left, by month or by year, tied out with the ledger."),
            "url": reverse("income_statement"),
        },
        {
            "form": wrong.get(TRIAL_BALANCE, balance),
            "title": _("Trial balance"),
            "icon": "balance",
            "text": _("Opening balance, debits, credits and closing balance of every account."),
            "url": reverse("trial_balance"),
        },
    ]
    recent = job_queries.list_recent_jobs(actor=request.actor, limit=HISTORY, kind__in=list(FORMS))
    context = {
        "cards": cards,
        "history": [_history_row(job) for job in recent],
        "may_export": request.actor.may("finance.export_reports"),
        "crumbs": [{"label": _("Reports")}],
    }
    return render(request, "finance/report_centre.html", context, status=status)


def _history_row(job: Job) -> dict[str, Any]:
    who = job.requested_by.get_full_name() if job.requested_by else "Retaguarda"
    row: dict[str, Any] = {"title": job.title, "status": job.status, "done": job.done, "total": job.total}
    row["detail"] = _("asked by %(who)s, %(when)s") % {"who": who, "when": short_datetime(job.created_at)}
    row |= {"url": reverse("report_job", args=[job.pk]), "url_label": _("Open")}
    if job.is_active:
        row["poll_url"] = reverse("job_status", args=[job.pk])
    return row
