"""
Words of the sales area for people: refusals, reasons why an act is not possible now, consequences of an act.

Fact, reason, way out.  Numbers and dates are written as the screens write them.
"""

from collections.abc import Callable
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import policy
from backoffice.core.templatetags import formats
from orders.picking_texts import PICKING_TEXTS

Data = dict[str, Any]
Text = Callable[[Data], str]


def _when(data: Data) -> str:
    return date_format(localtime(data["at"]), "SHORT_DATE_FORMAT") if data.get("at") else ""


def _first(data: Data) -> Data:
    """The first of several culprits; the others are in the data."""
    culprits: list[Data] = data.get("lines") or [{}]
    return culprits[0]


def _units(count: int) -> str:
    return ngettext("%(count)d unit", "%(count)d units", count) % {"count": count}


# Why an act is refused in the present state (orders.states).
REASON_TEXTS: dict[str, Text] = {
    "is_cancelled": lambda d: _("The order was cancelled on %(when)s. To sell again, place a new order.") % {"when": _when(d)},
    "is_expired": lambda d: (
        _("The order expired unpaid on %(when)s and its stock was released. To sell again, place a new order.") % {"when": _when(d)}
    ),
    "has_no_lines": lambda d: _("The order has no items."),
    "all_shipped": lambda d: _("Everything has been shipped already."),
    "is_unpaid": lambda d: (
        _("%(missing)s are still unpaid, and the channel %(channel)s ships only after payment.")
        % {"missing": formats.brl(d["missing"]), "channel": d["channel"]}
    ),
    "money_given_back": lambda d: (
        _("%(returned)s were given back to the customer. Ship only what is paid for.") % {"returned": formats.brl(d["returned"])}
    ),
    "nothing_shipped": lambda d: _("Nothing has been shipped yet."),
    "all_delivered": lambda d: _("Everything that was shipped has arrived."),
    "already_shipped": lambda d: (
        _("%(units)s have left already. What was shipped is returned, not cancelled.") % {"units": _units(d["units"])}
    ),
    "no_permission": lambda d: _("Ask somebody with the role %(roles)s.") % {"roles": policy.role_names(d["roles"])},
}

# What an act will do (the dialog before it).
EFFECT_TEXTS: dict[str, Text] = {
    "release_units": lambda d: (
        ngettext(
            "Gives %(count)d reserved unit back to the warehouse %(warehouse)s",
            "Gives %(count)d reserved units back to the warehouse %(warehouse)s",
            d["units"],
        )
        % {"count": d["units"], "warehouse": d["warehouse"]}
    ),
    "refund_due": lambda d: (
        _("Leaves %(amount)s to refund: ask the payment provider for it, the refund is booked when they confirm")
        % {"amount": formats.brl(d["amount"])}
    ),
    "void_authorization": lambda d: (
        _("Leaves an authorization of %(amount)s to void at the payment provider") % {"amount": formats.brl(d["amount"])}
    ),
    "cannot_be_undone": lambda d: _("Cannot be undone. To sell again, a new order is needed"),
}


def _refused(data: Data) -> str:
    text = REASON_TEXTS.get(data.get("reason", ""))
    return text(data) if text else _("The order's state does not allow this.")


ERROR_TEXTS: dict[str, Text] = {
    **PICKING_TEXTS,
    "unknown_channel": lambda d: _("The sales channel %(channel)s does not exist or is switched off.") % {"channel": d.get("channel", "")},
    "unknown_sku": lambda d: (
        _("The catalogue does not sell the SKU %(sku)s. Check the code, or activate the product.") % {"sku": _first(d).get("sku", "")}
    ),
    "unknown_order": lambda d: _("There is no order %(number)s.") % {"number": (d.get("orders") or [""])[0]},
    "empty_order": lambda d: _("There is nothing in it. Add at least one item."),
    "wrong_quantity": lambda d: _("The quantity of %(sku)s must be a whole number from 1 to 999,999.") % {"sku": d.get("sku", "")},
    "wrong_amount": lambda d: (
        _("%(amount)s is no valid amount: it must be zero or more, with cents at most.") % {"amount": d.get("amount", "")}
    ),
    "price_missing": lambda d: (
        _("%(sku)s has no price. Set one in the channel's price list, or have the channel send it.") % {"sku": _first(d).get("sku", "")}
    ),
    "price_mismatch": lambda d: (
        _("%(sku)s costs %(price)s and the channel sent %(sent)s. Prices of this channel are set here: send none.")
        % {"sku": _first(d).get("sku", ""), "price": formats.brl(_first(d).get("price")), "sent": formats.brl(_first(d).get("sent"))}
    ),
    "currency_mismatch": lambda d: (
        _("The order is in %(currency)s, but the channel sells in %(expected)s.")
        % {"currency": d.get("currency", ""), "expected": d.get("expected", "")}
    ),
    "discount_too_large": lambda d: (
        _("The discount (%(discount)s) is larger than the items (%(items)s).")
        % {"discount": formats.brl(d.get("discount_total")), "items": formats.brl(d.get("items_total"))}
    ),
    "document_invalid": lambda d: _("%(document)s is no valid CPF or CNPJ. Check the digits.") % {"document": d.get("document", "")},
    "duplicate_external_id": lambda d: (
        _("The channel already sent %(external_id)s: it is the order %(number)s.")
        % {"external_id": d.get("external_id", ""), "number": d.get("number", "")}
    ),
    "payment_event_reused": lambda d: (
        _("The provider already sent the event %(event_id)s with other content. One of the two is wrong; nothing was changed.")
        % {"event_id": d.get("event_id", "")}
    ),
    "unknown_payment_kind": lambda d: _("%(kind)s is no kind of payment event.") % {"kind": d.get("kind", "")},
    "transition_refused": _refused,
    "over_shipment": lambda d: (
        _("Only %(open)s of %(sku)s are still to ship, and the parcel has %(requested)s.")
        % {"open": _first(d).get("open", 0), "sku": _first(d).get("sku", ""), "requested": _first(d).get("requested", 0)}
    ),
    "unknown_shipment": lambda d: (
        _("The order %(order)s has no parcel %(shipment)s on the way.") % {"order": d.get("order", ""), "shipment": d.get("shipment", "")}
    ),
    "stale_order": lambda d: (
        _("Somebody changed the order %(order)s while you were working. Look at it again.") % {"order": d.get("order", "")}
    ),
}
