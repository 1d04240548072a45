"""
Reports of other areas held against the ledger.

The areas do not know each other; here, where everything is known, their figures and the ledger's are read in one
snapshot of the database, so that a posting under way cannot make a difference.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from backoffice.core.actors import Actor
from backoffice.core.reports import Proof, ReportKind
from backoffice.core.templatetags.formats import day_month_year
from finance.queries.proving import get_last_position, get_stock_balance, sum_shipments
from inventory.reports.position import StockPosition
from orders.reports.margin import MarginReport


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Everything read inside sees the same moment of the database; inside another transaction it sees what that sees."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def proved(kind: ReportKind) -> ReportKind:
    """The report with the ledger's position on it and, where the ledger knows the same facts, its proofs."""

    def build(params: dict[str, Any], by: Actor) -> Any:
        with one_snapshot():
            content = kind.build(params | {"position": get_last_position()}, by)
            return replace(content, proofs=(*content.proofs, *_PROOFS.get(kind.content, _nothing)(content)))

    return replace(kind, build=build)


def _nothing(_content: Any) -> tuple[Proof, ...]:
    return ()


def _prove_margin(report: MarginReport) -> tuple[Proof, ...]:
    booked = sum_shipments(date_from=report.date_from, date_to=report.date_to, channel=report.channel)
    total, basis = report.total, _("entries of shipments")
    return (
        Proof(_("Items: shipments and product sales"), total.items, booked["items"], basis),
        Proof(_("Freight: shipments and freight charged"), total.freight, booked["freight"], basis),
        Proof(_("Discounts: shipments and discounts booked"), total.discount, booked["discount"], basis),
        Proof(_("Cost: shipments and cost of goods sold"), total.cost, booked["cost"], basis),
    )


def _prove_position(report: StockPosition) -> tuple[Proof, ...]:
    if report.warehouses:
        # The ledger has one stock account for all warehouses: a part of the stock cannot be held against it.
        return ()
    basis = _("stock account until %(day)s") % {"day": day_month_year(report.on)}
    return (Proof(_("Value: stock and the ledger's stock account"), report.value, get_stock_balance(until=report.on), basis),)


_PROOFS: dict[type, Any] = {MarginReport: _prove_margin, StockPosition: _prove_position}
