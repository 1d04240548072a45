"""The sales area's reports as tables, figures and charts; every number opens the orders behind it."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core.charts import Step
from backoffice.core.money import quantize_half_up
from backoffice.core.reports import Chart, Column, Figure, Row, Table
from backoffice.core.reports.tables import CODE, DATE, PERCENT, QUANTITY, RESULT, TEXT
from backoffice.core.templatetags.formats import brl, day_month_year, percent, qty
from orders.reports.margin import MarginReport, MarginRow
from orders.reports.sales import CHANNEL, DAY, PRODUCT, SalesReport, SalesRow

# Bars beside each other that an eye still tells apart.
_BARS = 8
# Where the orders of a margin stand on its page, the smallest margin first.
_BY_ORDER = "orders"


def sales_tables(report: SalesReport) -> Sequence[Table]:
    """One row for each channel, product or day."""
    heads = {CHANNEL: _("Channel"), PRODUCT: _("Product"), DAY: _("Day")}
    product = report.group == PRODUCT
    columns = (
        Column(heads[report.group], TEXT),
        *((Column(_("SKU"), CODE, soft=True),) if product else ()),
        Column(_("Orders"), QUANTITY),
        Column(_("Units"), QUANTITY),
        Column(_("Items (R$)")),
        Column(_("Discounts (R$)")),
        *(() if product else (Column(_("Freight (R$)")),)),
        Column(_("Total (R$)")),
        Column(_("Share (%)"), PERCENT, soft=True),
    )
    rows = [_sales_row(report, row) for row in report.rows] + [_sales_row(report, report.total, look=RESULT)]
    note = _("Freight belongs to the order and is not in this table.") if product else ""
    told = _("By the day of the order; what was called off, cancelled or expired does not count.")
    return (Table(_("Sales"), columns, tuple(rows) if report.rows else (), note=" ".join(filter(None, [told, note]))),)


def sales_figures(report: SalesReport) -> Sequence[Figure]:
    """Sold, orders, average order, discounts."""
    total = report.total
    average = total.total / total.orders if total.orders else None
    return (
        Figure(_("Sold"), brl(total.total), _orders_url(report)),
        Figure(_("Orders"), qty(total.orders), _orders_url(report)),
        Figure(_("Average per order"), brl(average) if average is not None else "", _orders_url(report) if total.orders else ""),
        Figure(_("Discounts"), brl(total.discount), _orders_url(report), against=_of_items(total)),
    )


def sales_charts(report: SalesReport) -> Sequence[Chart]:
    """The trend by day, and the largest channels or products."""
    if not report.rows:
        return ()
    peak = max(report.days, key=lambda day: day[1])
    message = _("Sales by day; the highest is %(day)s with %(amount)s") % {"day": day_month_year(peak[0]), "amount": brl(peak[1])}
    trend = Chart("trend", _("Sales by day"), message, note="R$", points=report.days)
    if report.group == DAY:
        return (trend,)
    largest = sorted((row for row in report.rows if row.key), key=lambda row: -row.total)[:_BARS]
    if not largest:
        return (trend,)
    steps = tuple(Step(row.label if len(row.label) <= 18 else f"{row.label[:17]}…", row.total, total=True) for row in largest)
    told = _("%(first)s sold most: %(amount)s") % {"first": largest[0].label, "amount": brl(largest[0].total)}
    title = _("Largest products") if report.group == PRODUCT else _("Channels")
    return (trend, Chart("ranking", title, told, note=_("R$ thousand"), steps=steps))


def margin_tables(report: MarginReport) -> Sequence[Table]:
    """By channel, then by order, the smallest margin first."""
    if not report.rows:
        return (Table(_("Margin by channel"), _margin_columns(_("Channel")), ()),)
    channels = [Row(_margin_values(row, row.label), urls=_opens(1, _channel_url(report, row))) for row in report.channels]
    channels.append(Row(_margin_values(report.total, report.total.label), RESULT))
    orders = [_order_row(row) for row in report.rows]
    total = report.total
    orders.append(Row((total.label, None, None, None, total.revenue, total.cost, total.margin, total.share), RESULT))
    short = ""
    if report.left_out:
        short = _("The %(shown)s orders with the smallest margin are listed, the others are one row.") % {
            "shown": qty(len(report.rows) - 1)
        }
    columns = (
        Column(_("Order"), CODE),
        Column(_("Customer"), TEXT),
        Column(_("Channel"), TEXT, soft=True),
        Column(_("Shipped"), DATE, soft=True),
        Column(_("Revenue (R$)")),
        Column(_("Cost (R$)")),
        Column(_("Margin (R$)")),
        Column(_("Margin (%)"), PERCENT),
    )
    note = _("Revenue: items and freight less discounts and what was given back. Taxes, fees and freight paid are not in it.")
    return (
        Table(_("Margin by channel"), _margin_columns(_("Channel")), tuple(channels), note=note),
        Table(_("Margin by order"), columns, tuple(orders), short=short, anchor=_BY_ORDER),
    )


def margin_figures(report: MarginReport) -> Sequence[Figure]:
    """Revenue, cost, margin, orders that lose money; each opens the orders of the table that sum to it."""
    total = report.total
    rows = f"#{_BY_ORDER}" if report.rows else ""
    below = rows if report.losing else ""
    return (
        Figure(_("Revenue"), brl(total.revenue), rows),
        Figure(_("Cost of goods sold"), brl(total.cost), rows),
        Figure(_("Margin"), brl(total.margin), rows, against=percent(total.share)),
        Figure(_("Orders below cost"), qty(report.losing), below, against=_("of %(orders)s") % {"orders": qty(total.orders)}),
    )


def margin_charts(report: MarginReport) -> Sequence[Chart]:
    """From items to margin."""
    total = report.total
    if not report.rows:
        return ()
    steps = [Step(_("Items"), total.items, total=True)]
    parts = ((_("Discounts"), -total.discount), (_("Freight"), total.freight), (_("Given back"), -total.returned))
    steps += [Step(label, amount) for label, amount in parts if amount]
    if len(steps) > 1:
        steps.append(Step(_("Revenue"), total.revenue, total=True))
    steps += [Step(_("Cost"), -total.cost), Step(_("Margin"), total.margin, total=True)]
    message = _("Of %(revenue)s revenue %(margin)s are left after the cost") % {"revenue": brl(total.revenue), "margin": brl(total.margin)}
    return (Chart("margin", _("From items to margin"), message, note=_("R$ thousand"), steps=tuple(steps)),)


def _sales_row(report: SalesReport, row: SalesRow, look: str = "plain") -> Row:
    whole = report.total.total
    share = quantize_half_up(row.total / whole * 100, 1) + 0 if whole else None
    code = (row.key,) if report.group == PRODUCT else ()
    freight = () if report.group == PRODUCT else (row.freight,)
    values = (row.label, *code, row.orders, row.units, row.items, row.discount, *freight, row.total, share)
    url = _orders_url(report, row)
    orders_at, total_at = (2, 6) if report.group == PRODUCT else (1, 6)
    return Row(values, look, urls=((orders_at, url), (total_at, url)) if url else ())


def _orders_url(report: SalesReport, row: SalesRow | None = None) -> str:
    """The orders behind a row: same days, same channel, what was called off left out."""
    query = {"placed_from": day_month_year(report.date_from), "placed_to": day_month_year(report.date_to), "channel": report.channel}
    if row is not None and row is not report.total:
        if not row.key:
            return ""
        if report.group == CHANNEL:
            query["channel"] = row.key
        elif report.group == PRODUCT:
            query["q"] = row.key
        else:
            query["placed_from"] = query["placed_to"] = row.label
    query["valid"] = "yes"
    return f"{reverse('order_board')}?{urlencode({name: value for name, value in query.items() if value})}"


def _of_items(total: SalesRow) -> str:
    return _("%(share)s of the items") % {"share": percent(total.discount / total.items * 100)} if total.items else ""


def _margin_columns(first: str) -> tuple[Column, ...]:
    return (
        Column(first, TEXT),
        Column(_("Orders"), QUANTITY),
        Column(_("Items (R$)")),
        Column(_("Discounts (R$)")),
        Column(_("Freight (R$)")),
        Column(_("Given back (R$)")),
        Column(_("Cost (R$)")),
        Column(_("Margin (R$)")),
        Column(_("Margin (%)"), PERCENT),
    )


def _margin_values(row: MarginRow, label: str) -> tuple:
    return (label, row.orders, row.items, row.discount, row.freight, row.returned, row.cost, row.margin, row.share)


def _order_row(row: MarginRow) -> Row:
    values = (row.number or row.label, row.label if row.number else None, row.channel_name or row.channel or None, row.shipped_on)
    url = reverse("order_page", args=[row.number]) if row.number else ""
    return Row((*values, row.revenue, row.cost, row.margin, row.share), urls=((0, url), (6, url)) if url else ())


def _opens(index: int, url: str) -> tuple[tuple[int, str], ...]:
    return ((index, url),) if url else ()


def _channel_url(report: MarginReport, row: MarginRow) -> str:
    """The same report of one channel: there its orders are listed."""
    query = {
        "span": "between",
        "date_from": day_month_year(report.date_from),
        "date_to": day_month_year(report.date_to),
        "channel": row.channel,
    }
    return f"{reverse('report_screen', args=['margem'])}?{urlencode(query)}"
