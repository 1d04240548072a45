"""Figures for the home page and for the tie-out of an import."""

from datetime import datetime

from backoffice.core.actors import Actor
from orders.queries.rows import SalesTotals, TodayFigures


def get_today(*, actor: Actor, at: datetime) -> TodayFigures:
    """Today's orders and sales until ``at``, the same weekday before, and 14 days, in one query."""
    raise NotImplementedError


def get_sales_totals(*, actor: Actor, channel_code: str = "") -> SalesTotals:
    """Every sum of the area (of one channel, if named)."""
    raise NotImplementedError
