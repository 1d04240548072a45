"""How the facts of the stock area are booked."""

from backoffice.events.inventory import OpeningStockReversed, StockAdjusted, StockReceived
from finance.posting import roles
from finance.posting.drafts import EntryDraft, credit, debit, entry_of, without_zeros

RECEIPT = "stock_received"
ADJUSTMENT = "stock_adjusted"
OPENING_REVERSED = "opening_stock_reversed"

# Where the value of goods that come in comes from.
_ORIGINS = {
    "purchase": (roles.GOODS_RECEIVED_NOT_INVOICED, "Entrada de mercadoria"),
    "opening": (roles.OPENING_BALANCES, "Estoque de abertura"),
    "customer_return": (roles.COST_OF_GOODS, "Devolução de cliente ao estoque"),
}


def receipt(event: StockReceived) -> EntryDraft | None:
    """
    Stock gains value: against the supplier's coming invoice, the opening balances, or the cost of a sale undone.

    :raises KeyError: an origin that nobody told us how to book
    """
    source, words = _ORIGINS[event.origin]
    lines = without_zeros(
        debit(roles.INVENTORY, event.value, currency=event.currency),
        credit(source, event.value, currency=event.currency, party=event.reference[:60]),
    )
    return entry_of(event, source=_source(event), rule=RECEIPT, description=f"{words} {event.reference}", lines=lines)


def opening_reversed(event: OpeningStockReversed) -> EntryDraft | None:
    """An opening receipt was taken back: the mirror of its entry."""
    lines = without_zeros(
        debit(roles.OPENING_BALANCES, event.value, currency=event.currency, party=event.reference[:60]),
        credit(roles.INVENTORY, event.value, currency=event.currency),
    )
    return entry_of(
        event,
        source=_source(event),
        rule=OPENING_REVERSED,
        description=f"Estorno do estoque de abertura {event.reference}",
        lines=lines,
    )


def adjustment(event: StockAdjusted) -> EntryDraft | None:
    """A count or a loss: less stock is a loss, more stock a gain."""
    amount, currency = abs(event.value), event.currency
    if event.value < 0:
        lines = without_zeros(debit(roles.STOCK_LOSSES, amount, currency=currency), credit(roles.INVENTORY, amount, currency=currency))
    else:
        lines = without_zeros(debit(roles.INVENTORY, amount, currency=currency), credit(roles.STOCK_GAINS, amount, currency=currency))
    return entry_of(
        event,
        source=_source(event),
        rule=ADJUSTMENT,
        description=f"Acerto de estoque {event.reference}: {event.reason}",
        lines=lines,
    )


def _source(event: StockReceived | StockAdjusted | OpeningStockReversed) -> tuple[str, str]:
    return "stock", event.reference[:60]
