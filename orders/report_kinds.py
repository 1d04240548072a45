"""The sales area's reports as the report centre knows them; the composition root adds what the ledger proves."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.reports import Basis, ReportKind
from backoffice.core.reports.periods import read_days
from orders.queries.channels import list_channel_names
from orders.reports.forms import MarginForm, SalesForm
from orders.reports.margin import MarginReport, build_margin
from orders.reports.sales import SalesReport, build_sales
from orders.reports.tables import margin_charts, margin_figures, margin_tables, sales_charts, sales_figures, sales_tables


def _build_sales(params: dict[str, Any], by: Actor) -> SalesReport:
    first, last = read_days(params)
    today = clock.company_date(clock.now())
    group, channel = str(params.get("group", "")), str(params.get("channel", ""))
    return build_sales(group=group, date_from=first, date_to=last, today=today, channel=channel, position=params.get("position", 0))


def _build_margin(params: dict[str, Any], by: Actor) -> MarginReport:
    first, last = read_days(params)
    return build_margin(date_from=first, date_to=last, channel=str(params.get("channel", "")), position=params.get("position", 0))


def _covers(channel: str) -> str:
    if not channel:
        return _("all channels")
    return _("channel %(channel)s") % {"channel": dict(list_channel_names()).get(channel, channel)}


SALES = ReportKind(
    name="orders.sales",
    slug="vendas",
    area=gettext_lazy("Sales"),
    title=gettext_lazy("Sales by channel, product or day"),
    short=gettext_lazy("Sales"),
    sentence=gettext_lazy("What was ordered, where and when, with the orders behind each number."),
    picture="trend",
    permission="orders.view_reports",
    issue_permission="orders.view_reports",
    form=SalesForm,
    content=SalesReport,
    build=_build_sales,
    basis=lambda report: Basis(
        _("Sales by the day of the order, %(channels)s") % {"channels": _covers(report.channel)},
        _("Orders can still change: what is called off later leaves the figures"),
    ),
    tables=sales_tables,
    figures=sales_figures,
    charts=sales_charts,
    file_name=lambda report: f"vendas-{report.date_from}-{report.date_to}",
)
MARGIN = ReportKind(
    name="orders.margin",
    slug="margem",
    area=gettext_lazy("Sales"),
    title=gettext_lazy("Margin of orders"),
    sentence=gettext_lazy("Revenue less cost of what was shipped, order by order, the smallest margin first."),
    picture="margin",
    permission="catalog.view_cost",
    issue_permission="finance.export_reports",
    form=MarginForm,
    content=MarginReport,
    build=_build_margin,
    basis=lambda report: Basis(
        _("Margin by the day of shipping, accrual basis, %(channels)s") % {"channels": _covers(report.channel)},
        _("Returns that come later leave the figures"),
    ),
    tables=margin_tables,
    figures=margin_figures,
    charts=margin_charts,
    file_name=lambda report: f"margem-{report.date_from}-{report.date_to}",
)
