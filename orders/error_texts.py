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
from backoffice.core.statuses import STATUSES
from backoffice.core.templatetags import formats
from orders.picking_texts import PICKING_TEXTS
from orders.words import APPROVALS, method_name, provider_name

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
    "needs_approval": lambda d: (
        _("The order waits for approval, because %(why)s. Ask somebody with the role %(roles)s.")
        % {"why": APPROVALS.get(d["why"], ""), "roles": policy.role_names(d["roles"])}
    ),
    "needs_no_approval": lambda d: _("The order needs no approval."),
    "approval_decided": lambda d: _("The approval has been decided already."),
    "own_order": lambda d: _("You typed this order in yourself. Somebody else has to approve it."),
    "above_limit": lambda d: (
        _("The total is above the approval limit of %(limit)s. Ask somebody with the role %(roles)s.")
        % {"limit": formats.brl(d["limit"]), "roles": policy.role_names(d["roles"])}
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
    "address_sent": lambda d: _("%(units)s have left for this address already. Tell the carrier.") % {"units": _units(d["units"])},
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
        _("Leaves %(amount)s to refund (%(way)s): ask the payment provider for it, the refund is booked when they confirm")
        % {"amount": formats.brl(d["amount"]), "way": f"{method_name(d['method'])}, {provider_name(d['provider'])}"}
        if d.get("method") and d.get("provider") not in ("", "manual")
        else _("Leaves %(amount)s to refund: ask the payment provider for it, the refund is booked when they confirm")
        % {"amount": formats.brl(d["amount"])}
    ),
    "void_authorization": lambda d: (
        _("Leaves an authorization of %(amount)s to void at the payment provider") % {"amount": formats.brl(d["amount"])}
    ),
    "advance_stays": lambda d: (
        _("Keeps %(amount)s as the customer's advance in the books until the refund; no entry changes now")
        % {"amount": formats.brl(d["amount"])}
    ),
    "lower_total": lambda d: (
        _("Takes %(amount)s off the order: the total becomes %(total)s")
        % {"amount": formats.brl(d["amount"]), "total": formats.brl(d["total"])}
    ),
    "nothing_left_to_ship": lambda d: _("Leaves nothing of the order to ship"),
    "issue_units": lambda d: _issued(d),
    "recognise_revenue": lambda d: (
        _("Books %(amount)s of revenue, %(freight)s of it freight")
        % {"amount": formats.brl(d["amount"]), "freight": formats.brl(d["freight"])}
        if d["freight"]
        else _("Books %(amount)s of revenue") % {"amount": formats.brl(d["amount"])}
    ),
    "use_advance": lambda d: _("Uses %(amount)s that the customer paid in advance") % {"amount": formats.brl(d["amount"])},
    "become_receivable": lambda d: (
        _("Leaves %(amount)s to receive from the customer until %(day)s")
        % {"amount": formats.brl(d["amount"]), "day": formats.day_month_year(d["due_on"])}
        if d.get("due_on")
        else _("Leaves %(amount)s to receive from the customer") % {"amount": formats.brl(d["amount"])}
    ),
    "rest_stays": lambda d: (
        ngettext("Keeps %(count)d unit reserved for another parcel", "Keeps %(count)d units reserved for another parcel", d["units"])
        % {"count": d["units"]}
    ),
    "parcels_arrive": lambda d: (
        ngettext("Marks the parcel %(numbers)s as delivered", "Marks the parcels %(numbers)s as delivered", len(d["parcels"]))
        % {"numbers": ", ".join(d["parcels"])}
    ),
    "order_completes": lambda d: _("Completes the order: it is paid and all of it has arrived"),
    "still_to_pay": lambda d: _("Leaves %(amount)s to pay") % {"amount": formats.brl(d["amount"])},
    "waits_for_payment": lambda d: (
        _("Keeps %(amount)s apart until the payment it belongs to is recorded; nothing is booked now")
        % {"amount": formats.brl(d["amount"])}
    ),
    "settle_receivable": lambda d: _("Settles %(amount)s that the customer owes") % {"amount": formats.brl(d["amount"])},
    "become_advance": lambda d: (
        _("Books %(amount)s as the customer's advance, until the goods leave") % {"amount": formats.brl(d["amount"])}
    ),
    "take_advance": lambda d: _("Takes %(amount)s out of the customer's advance") % {"amount": formats.brl(d["amount"])},
    "take_back_revenue": lambda d: (
        _("Takes %(amount)s back out of revenue, as cancellations and returns") % {"amount": formats.brl(d["amount"])}
    ),
    "become_loss": lambda d: _("Books %(amount)s as a loss by chargeback") % {"amount": formats.brl(d["amount"])},
    "fee_charged": lambda d: _("Books a fee of %(amount)s") % {"amount": formats.brl(d["amount"])},
    "payment_becomes": lambda d: _("The payment becomes: %(status)s") % {"status": str(STATUSES["payment"][d["status"]].label).lower()},
    "left_to_refund": lambda d: _("Leaves %(amount)s to refund") % {"amount": formats.brl(d["amount"])},
    "frees_for_shipping": lambda d: (
        ngettext(
            "Frees the order for shipping: %(count)d unit in the warehouse %(warehouse)s",
            "Frees the order for shipping: %(count)d units in the warehouse %(warehouse)s",
            d["units"],
        )
        % {"count": d["units"], "warehouse": d["warehouse"]}
    ),
    "sold_on_terms": lambda d: (
        _("Lets %(amount)s leave unpaid, due on %(day)s") % {"amount": formats.brl(d["amount"]), "day": formats.day_month_year(d["due_on"])}
    ),
    "still_waits_for_payment": lambda d: (
        _("Goods leave only once the %(amount)s that are missing have been paid") % {"amount": formats.brl(d["amount"])}
    ),
    "cannot_be_undone": lambda d: _("Cannot be undone. To sell again, a new order is needed"),
}


def _issued(data: Data) -> str:
    told = ngettext(
        "Takes %(count)d unit from the warehouse %(warehouse)s", "Takes %(count)d units from the warehouse %(warehouse)s", data["units"]
    )
    text = told % {"count": data["units"], "warehouse": data["warehouse"]}
    return text if data.get("cost") is None else _("%(what)s, worth %(cost)s") % {"what": text, "cost": formats.brl(data["cost"])}


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
    "over_cancellation": lambda d: (
        _("Only %(open)s of %(sku)s have not left yet, and %(requested)s are to be cancelled.")
        % {"open": _first(d).get("open", 0), "sku": _first(d).get("sku", ""), "requested": _first(d).get("requested", 0)}
    ),
    "cancels_everything": lambda d: _("Nothing would be left of the order. To call off all of it, cancel the order."),
    "unknown_shipment": lambda d: (
        _("The order %(order)s has no parcel %(shipment)s on the way.") % {"order": d.get("order", ""), "shipment": d.get("shipment", "")}
    ),
    "unknown_customer": lambda d: _("There is no such customer."),
    "customer_unrecognisable": lambda d: _(
        "This customer has neither CPF nor e-mail yet. Ask for one of them, so that the next order finds the same person."
    ),
    "customer_taken": lambda d: (
        _("Another customer has this CPF or CNPJ already. Look for them before you go on.")
        if d.get("field") == "document"
        else _("Another customer without a document has this e-mail address already. Look for them before you go on.")
    ),
    "edit_conflict": lambda d: _("Somebody changed the same field while you were typing. Choose which value stays."),
    "stale_order": lambda d: (
        _("Somebody changed the order %(order)s while you were working. Look at it again.") % {"order": d.get("order", "")}
    ),
}
