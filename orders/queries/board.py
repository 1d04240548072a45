"""The order board: tabs by what needs doing, search, pages."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core.actors import Actor
from orders.queries.rows import BoardPage, BoardRow


@dataclass(frozen=True, slots=True)
class Tab:
    """``is_counted`` tabs are work and small; the others are history, whose size nobody needs to the unit."""

    code: str
    label: str | Promise
    is_counted: bool = True


TABS: tuple[Tab, ...] = (
    Tab("all", pgettext_lazy("orders", "All"), is_counted=False),
    Tab("open", pgettext_lazy("orders", "In progress")),
    Tab("to_pay", _("Awaiting payment")),
    Tab("to_ship", _("To ship")),
    Tab("late", pgettext_lazy("orders", "Late")),
    Tab("payment_problem", _("Payment problem")),
    Tab("shipped", pgettext_lazy("orders", "On the way")),
    Tab("completed", pgettext_lazy("orders", "Completed"), is_counted=False),
    Tab("cancelled", pgettext_lazy("orders", "Cancelled and expired"), is_counted=False),
)


def count_tabs(*, actor: Actor, today: date) -> dict[str, int]:
    """How many orders each counted tab holds, in one query."""
    raise NotImplementedError


def list_board(
    *,
    actor: Actor,
    today: date,
    tab: str = "all",
    search: str = "",
    channel: str = "",
    placed_from: date | None = None,
    placed_to: date | None = None,
    after: tuple[datetime, int] | None = None,
    before: tuple[datetime, int] | None = None,
    limit: int = 50,
    with_sum: bool = False,
) -> BoardPage:
    """One page of a tab, newest first; ``search`` matches number, channel's number, customer, document, SKU."""
    raise NotImplementedError


def search_orders(*, actor: Actor, text: str, today: date, limit: int = 8) -> list[BoardRow]:
    """The best matches for the palette."""
    raise NotImplementedError
