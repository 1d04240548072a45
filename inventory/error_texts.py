"""The sentences of the stock area's refusals: fact, reason, way out."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Data = dict[str, Any]


def _each(rows: list[Data], sentence: Callable[[Data], str], *, at_most: int = 5) -> str:
    """The first few rows in words, and how many more there are."""
    words = " ".join(sentence(row) for row in rows[:at_most])
    more = len(rows) - at_most
    return words if more <= 0 else f"{words} " + ngettext("One more is short.", "%(count)d more are short.", more) % {"count": more}


def _short(row: Data) -> str:
    return ngettext(
        "Only %(available)d piece of %(sku)s is available and %(requested)d are wanted.",
        "Only %(available)d pieces of %(sku)s are available and %(requested)d are wanted.",
        row["available"],
    ) % {"available": row["available"], "sku": row["sku"] or row.get("variant_id", ""), "requested": row["requested"]}


def _unreserved(row: Data) -> str:
    if row["requested"] is None:
        return _("Nothing is reserved for %(reference)s.") % row
    return _("%(requested)d pieces of %(sku)s should leave for %(reference)s, but only %(reserved)d are reserved.") % row


def _promised(row: Data) -> str:
    return _("%(location)s holds %(on_hand)d pieces of %(sku)s, of which %(reserved)d are reserved.") % row


def _changed(row: Data) -> str:
    return _("%(location)s held %(seen)d pieces of %(sku)s when you counted and holds %(on_hand)d now.") % row


def _correction(data: Data) -> str:
    reasons = {
        "negative": _("The moves behind %(sku)s add up to less than zero. Count the place and record the missing receipt first."),
        "oversold": _("More of %(sku)s is reserved than the moves leave there. Release reservations first."),
        "decided": _("This difference has been decided already. Reload the page."),
    }
    return reasons[data["reason"]] % {"sku": data.get("sku", "")}


_LINE_REASONS: dict[str, Callable[[], str]] = {
    "no_lines": lambda: _("The document has no lines. Add at least one."),
    "one_of_two": lambda: _("Give either the count or the difference, not both."),
    "repeated": lambda: _("The same SKU and place appear twice. Put them into one line."),
    "same_place": lambda: _("A transfer needs two different places."),
}

ERROR_TEXTS: dict[str, Callable[[Data], str]] = {
    "insufficient_stock": lambda data: _each(data["shortages"], _short) + " " + _("Reduce the quantity or wait for the next receipt."),
    "reservation_missing": lambda data: _each(data["missing"], _unreserved) + " " + _("Reserve again or ship less."),
    "stock_promised": lambda data: _each(data["levels"], _promised) + " " + _("Release reservations or change less."),
    "stock_changed": lambda data: _each(data["levels"], _changed) + " " + _("Count again."),
    "stock_out_of_balance": lambda data: (
        _("The quantity and the value of %(sku)s disagree. Reconcile the stock before goods leave.") % data
    ),
    "unknown_variant": lambda data: (
        _("There is no stock item %(names)s. Check the SKU; kits hold no stock of their own.")
        % {"names": ", ".join(map(str, (data.get("skus") or data.get("variant_ids") or [])[:10]))}
    ),
    "register_conflict": lambda data: (
        _("%(sku)s shares its product with another row that says something else about it. Make the rows agree.") % data
    ),
    "unknown_location": lambda data: _("This place cannot hold stock. Choose a warehouse or a bin in use."),
    "bad_quantity": lambda data: _("The quantity must be a whole number from 1 to 999,999."),
    "bad_cost": lambda data: _("The unit cost must be zero or more, with at most six decimals."),
    "bad_stock_line": lambda data: _LINE_REASONS[data["reason"]](),
    "correction_needs_second_person": lambda data: (
        _("%(requested_by)s asked for this reconciliation. Another person approves its corrections.") % data
    ),
    "correction_impossible": _correction,
    "unknown_difference": lambda data: _("This difference does not exist any more. Reload the page."),
    "stock_document_received": lambda data: (
        _("%(document)s of %(supplier)s came in as %(reference)s already. If this is the rest of it, write %(document)s/2.") % data
    ),
    "unknown_stock_document": lambda data: _("No goods are on the way under %(reference)s. Reload the page.") % data,
}
