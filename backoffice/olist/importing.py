"""The whole import: shop, batches, proof."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from backoffice.core.actors import Actor
from backoffice.olist import control, statement, tally
from backoffice.olist.batches import Catalogue, import_batch
from backoffice.olist.odd_rows import OddOrder, list_odd_orders
from backoffice.olist.people import invent_documents
from backoffice.olist.shop import OPENED_AT, open_shop
from backoffice.olist.source import Source
from backoffice.olist.tie_out import TieOutLine, tie_out

BATCH_SIZE = 500
IMPORTER = Actor(kind="system", id=0, name="Importação Olist")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run did, and how long the shop and the orders took."""

    imported: int
    known: int
    opened_shop: bool
    shop_seconds: float
    orders_seconds: float


@dataclass(frozen=True, slots=True)
class Proof:
    lines: list[TieOutLine]
    odd_orders: list[OddOrder]


def import_orders(
    *,
    source: Source,
    limit: int | None,
    by: Actor,
    at: datetime,
    batch_size: int = BATCH_SIZE,
    on_progress: Callable[[int], None] = lambda steps: None,
) -> Outcome:
    """
    Import the first ``limit`` orders by purchase (None: all), a batch per transaction.

    By purchase, so that what a killed run leaves is a beginning of the history, not a sample of it.
    """
    began = monotonic()
    shop = open_shop(products=source.products, by=by, at=at)
    opened = monotonic()
    catalogue = Catalogue(skus=shop.skus, documents=invent_documents(order.person.unique_id for order in source.orders))
    orders = source.orders[:limit]
    imported = 0
    for start in range(0, len(orders), batch_size):
        batch = orders[start : start + batch_size]
        imported += import_batch(batch=batch, catalogue=catalogue, by=by, at=at)
        on_progress(len(batch))
    return Outcome(imported, len(orders) - imported, shop.is_new, opened - began, monotonic() - opened)


def prove(folder: Path, *, limit: int | None) -> Proof:
    """
    Tie the database out against the file.

    If an earlier run imported more than ``limit``, the proof covers all that is here: a beginning of the file, always.
    """
    if limit is not None:
        limit = max(limit, tally.count_imported())
    expected = control.compute(folder, limit=limit)
    # The opening stock is posted in the year before which nothing was sold.
    years = range(OPENED_AT.year, max((int(month[:4]) for month in expected.revenue), default=OPENED_AT.year) + 1)
    lines = tie_out(
        expected,
        stock_differences=tally.count_stock_differences(),
        statement_revenue=statement.gross_revenue(years),
        trial_balance=statement.trial_balance_difference(years),
    )
    wanted = sorted(set().union(*expected.odd.values()))
    return Proof(lines=lines, odd_orders=list_odd_orders(expected, tally.order_numbers(wanted)))
