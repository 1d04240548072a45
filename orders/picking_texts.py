"""Words of the warehouse: refusals, why an order is not picked, what a read at the shelf means."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

Data = dict[str, Any]
Text = Callable[[Data], str]


def _pieces(count: int) -> str:
    return ngettext("%(n)d piece", "%(n)d pieces", count) % {"n": count}


# Why an order left a wave or never came into it.  What it leads to is said beside it: the goods go back to their shelves.
OUT_TEXTS: Mapping[str, str | Promise] = {
    "is_cancelled": gettext_lazy("The order was cancelled."),
    "is_expired": gettext_lazy("The order expired unpaid."),
    "has_no_lines": gettext_lazy("The order has no items."),
    "all_shipped": gettext_lazy("The order was shipped by somebody else."),
    "is_unpaid": gettext_lazy("The order is not paid."),
    "money_given_back": gettext_lazy("The money was given back to the customer."),
    "needs_approval": gettext_lazy("The order waits for approval."),
    "in_wave": gettext_lazy("The order is in another wave already."),
    "nothing_reserved": gettext_lazy("No stock is reserved for the order."),
    "other_warehouse": gettext_lazy("The order is picked in another warehouse."),
    "put_back": gettext_lazy("Taken out of the wave by hand."),
    "wave_cancelled": gettext_lazy("The wave was cancelled."),
}


def why_out(reason: str) -> str:
    """The sentence for a drop reason; a guard without words of its own is told in general."""
    return str(OUT_TEXTS.get(reason, _("The order may not leave now.")))


def _empty(data: Data) -> str:
    orders = data.get("orders") or []
    first = why_out(orders[0]["reason"]) if orders else ""
    return _("None of the marked orders can be picked. %(order)s: %(why)s") % {
        "order": orders[0]["order"] if orders else "",
        "why": first,
    }


PICKING_TEXTS: dict[str, Text] = {
    "unknown_wave": lambda d: _("There is no wave %(wave)s in your warehouses.") % {"wave": d.get("wave", "")},
    "unknown_shortage": lambda d: _("Somebody has settled this shortage already."),
    "too_many_orders": lambda d: (
        _("%(orders)s orders do not fit on one walk. Mark up to %(limit)s.") % {"orders": d.get("orders", ""), "limit": d.get("limit", "")}
    ),
    "wave_empty": _empty,
    "wave_over": lambda d: _("The wave %(wave)s is over. Choose another one.") % {"wave": d.get("wave", "")},
    "box_not_in_wave": lambda d: (
        _("The box %(box)s is not in the wave %(wave)s any more.") % {"box": d.get("box", ""), "wave": d.get("wave", "")}
    ),
    "picking_incomplete": lambda d: (
        _("%(pieces)s of the order %(order)s are still on the shelves. Pick them first, or record what is missing.")
        % {"pieces": _pieces(d.get("units", 0)), "order": d.get("order", "")}
    ),
    "check_incomplete": lambda d: (
        _("%(left)s of %(all)s still to check. Read the code of each one.")
        % {"left": _pieces(d.get("units", 0) - d.get("checked", 0)), "all": d.get("units", 0)}
    ),
    "nothing_to_pack": lambda d: (
        _("Nothing of the order %(order)s is complete. Take it out of the wave; its missing items wait in the shortages.")
        % {"order": d.get("order", "")}
    ),
    "wrong_measure": lambda d: (
        _("The value must be from %(low)s to %(high)s. Check weight, sizes and parcels.")
        % {"low": d.get("low", ""), "high": d.get("high", "")}
    ),
    "box_not_packed": lambda d: (
        _("The order %(order)s was not checked and closed. Do it at the bench first.") % {"order": d.get("order", "")}
    ),
    "tracking_reused": lambda d: (
        _("The tracking %(code)s is already on the order %(order)s. Read the label of this box.")
        % {"code": d.get("tracking_code", ""), "order": d.get("order", "")}
    ),
}
