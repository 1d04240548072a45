"""The stock area's reports as the report centre knows them; the composition root adds what the ledger proves."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.charts import Step
from backoffice.core.reports import Basis, Chart, Column, Figure, ReportKind, Row, Table
from backoffice.core.reports.forms import DayForm
from backoffice.core.reports.tables import CODE, COST, QUANTITY, RESULT, TEXT
from backoffice.core.templatetags.formats import brl, qty
from inventory.reports.position import StockPosition, build_position

_BARS = 8


def _build(params: dict[str, Any], by: Actor) -> StockPosition:
    on = str(params.get("on", ""))
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError as error:
        raise ValueError(_("The day is none of the calendar.")) from error
    return build_position(on=day, at=clock.now(), warehouses=by.warehouses, position=params.get("position", 0))


def _tables(report: StockPosition) -> Sequence[Table]:
    columns = (
        Column(_("SKU"), CODE),
        Column(_("Product"), TEXT),
        Column(pgettext("stock place", "Warehouse"), TEXT, soft=True),
        Column(_("Quantity"), QUANTITY),
        Column(_("Average cost (R$)"), COST, soft=True),
        Column(_("Value (R$)")),
    )
    rows = [_row(row) for row in report.rows]
    if rows:
        rows.append(Row((_("Total"), None, None, report.quantity, None, report.value), RESULT))
    note = _("Value at the moving average of the moment; a place's share is rounded to the cent, the sum is exact.")
    return (Table(_("Stock position"), columns, tuple(rows), note=note),)


def _row(row: Any) -> Row:
    url = reverse("stock_variant", args=[row.sku])
    return Row(
        (row.sku, row.name, row.warehouse, row.quantity, row.average, row.value), urls=((0, url), (3, f"{url}#moves"), (5, f"{url}#moves"))
    )


def _figures(report: StockPosition) -> Sequence[Figure]:
    return (
        Figure(_("Value at cost"), brl(report.value), f"{reverse('stock')}"),
        Figure(_("Pieces"), qty(report.quantity), f"{reverse('stock')}"),
        Figure(_("SKUs with stock"), qty(len({row.sku for row in report.rows})), f"{reverse('stock')}"),
    )


def _charts(report: StockPosition) -> Sequence[Chart]:
    if not report.categories:
        return ()
    first = report.categories[0]
    steps = tuple(Step(name if len(name) <= 18 else f"{name[:17]}…", value, total=True) for name, value in report.categories[:_BARS])
    message = _("%(category)s holds most of the value: %(amount)s") % {"category": first[0], "amount": brl(first[1])}
    return (Chart("categories", _("Value by category"), message, note=_("R$ thousand"), steps=steps),)


def _basis(report: StockPosition) -> Basis:
    where = ", ".join(report.warehouses) if report.warehouses else _("all warehouses")
    state = _("Stock of this minute") if report.is_now else _("Moves that are booked later with an earlier time change the figures")
    return Basis(_("Stock at moving average cost, %(where)s") % {"where": where}, state)


POSITION = ReportKind(
    name="inventory.position",
    slug="estoque",
    area=gettext_lazy("Warehouse"),
    title=gettext_lazy("Stock position at cost"),
    sentence=gettext_lazy("What lay where at a moment, and what it was worth, tied out with the ledger's stock account."),
    picture="stock",
    permission="catalog.view_cost",
    issue_permission="finance.export_reports",
    form=DayForm,
    content=StockPosition,
    build=_build,
    basis=_basis,
    tables=_tables,
    figures=_figures,
    charts=_charts,
    file_name=lambda report: f"estoque-{report.on}",
)
