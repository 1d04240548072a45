"""Words for codes that people see: rules, kinds of source, and where a source's own page is."""

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from finance.posting import inventory, opening, orders
from finance.services.manual import MANUAL, REVERSAL

RULES: dict[str, Promise] = {
    orders.CAPTURE: _("Payment received"),
    orders.SHIPMENT: _("Shipment"),
    orders.REFUND: _("Refund"),
    orders.CHARGEBACK: _("Chargeback"),
    inventory.RECEIPT: _("Stock receipt"),
    inventory.ADJUSTMENT: _("Stock adjustment"),
    inventory.OPENING_REVERSED: _("Opening stock reversed"),
    opening.OPENING: _("Opening balances"),
    MANUAL: _("Manual entry"),
}
SOURCES: dict[str, Promise] = {"order": _("Order"), "stock": _("Stock"), "opening": _("First run"), MANUAL: _("Manual")}
# The page of a source, by the name of its address: other areas' pages are known by name only.
_PAGES = {"order": "order_page", "stock": "stock_document"}


def rule_label(rule: str) -> str:
    """ "order_shipped" -> "Expedição"; a reversal says what it reverses."""
    if rule.startswith(f"{REVERSAL}:"):
        return str(_("Reversal: %(rule)s") % {"rule": rule_label(rule.partition(":")[2])})
    return str(RULES.get(rule, rule))


def source_label(kind: str, number: str) -> str:
    """("order", "10482") -> "Pedido 10482"."""
    return f"{SOURCES.get(kind, kind)} {number}".strip()


def source_url(kind: str, number: str) -> str:
    """The address of the source's page; "" if it has none here."""
    if kind not in _PAGES or not number:
        return ""
    try:
        return reverse(_PAGES[kind], args=[number])
    except NoReverseMatch:
        return ""
