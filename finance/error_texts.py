"""Words for the ledger's refusals: fact, reason, way out."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from backoffice.core.templatetags.formats import brl, day_month_year, month_year
from finance.posting import roles

Data = dict[str, Any]


def _period_closed(data: Data) -> str:
    day = date.fromisoformat(data["posted_on"]) if data.get("posted_on") else None
    month = month_year(day.year * 100 + day.month) if day else _("This period")
    since = datetime.fromisoformat(data["closed_at"]) if data.get("closed_at") else None
    if since is not None:
        fact = _("%(month)s has been closed since %(date)s.") % {"month": month.capitalize(), "date": day_month_year(since)}
    else:
        fact = _("%(month)s is closed.") % {"month": month.capitalize()}
    if data.get("proposed_date"):
        proposed = day_month_year(date.fromisoformat(data["proposed_date"]))
        return f"{fact} " + _("The entry can be dated %(date)s and name that month in its description.") % {"date": proposed}
    return f"{fact} " + _("Date the entry in an open month, or ask for the period to be reopened.")


def _state(data: Data) -> str:
    words = {"open": _("open"), "closed": _("closed"), "locked": _("locked for good")}
    if not data.get("period"):
        return _("The period is locked for good. Post the correction in an open month.")
    return _("%(month)s is %(status)s, so this cannot be done with it.") % {
        "month": month_year(data["period"]).capitalize(),
        "status": words.get(str(data.get("status")), str(data.get("status"))),
    }


def _reopening_waits(data: Data) -> str:
    if data.get("is_own"):
        return _("You have asked for %(month)s to be reopened already. It waits for a second person.") % {
            "month": month_year(data["period"])
        }
    return _("%(who)s has asked for %(month)s to be reopened already. Decide about that request.") % {
        "who": data.get("who", ""),
        "month": month_year(data["period"]),
    }


def _reopening_decided(data: Data) -> str:
    words = {"approved": _("approved"), "refused": _("refused"), "withdrawn": _("withdrawn")}
    return _("The request for %(month)s was %(status)s by %(who)s already. Nothing was changed.") % {
        "month": month_year(data["period"]),
        "status": words.get(str(data.get("status")), str(data.get("status"))),
        "who": data.get("who", ""),
    }


def _not_balanced(data: Data) -> str:
    return _("Debits and credits differ by %(difference)s. Correct one of the lines.") % {"difference": brl(data.get("difference", ""))}


LINE_TEXTS: dict[str, Callable[[Data], str]] = {
    "description_missing": lambda data: _("Say what the entry is about."),
    "line_count": lambda data: _("An entry has from 2 to %(limit)s lines.") % {"limit": data.get("limit", "")},
    "account_unknown": lambda data: _("There is no account %(account)s.") % {"account": data.get("account", "")},
    "account_not_postable": lambda data: (
        _("The account %(account)s sums up others. Choose one below it.") % {"account": data.get("account", "")}
    ),
    "account_inactive": lambda data: _("The account %(account)s is switched off. Choose another.") % {"account": data.get("account", "")},
    "currency_unknown": lambda data: _("This currency is not in use here."),
    "amount_impossible": lambda data: _("This is not an amount of money."),
    "amount_missing": lambda data: _("Say the debit or the credit."),
    "amount_too_fine": lambda data: _("The amount has more than two decimals."),
    "not_balanced": _not_balanced,
    "nothing_to_post": lambda data: _("The ledger shows these balances already. Nothing is left to post."),
    "account_ends_at_zero": lambda data: (
        _("The account %(account)s only holds the other side of opening stock. Use capital or retained earnings instead.")
        % {"account": data.get("account", "")}
    ),
    "future": lambda data: (
        _("%(date)s is in the future. Type today's date or an earlier one.") % {"date": day_month_year(date.fromisoformat(data["day"]))}
    ),
}


def _entry_invalid(data: Data) -> str:
    sentences = []
    for mistake in data.get("errors", []):
        text = LINE_TEXTS.get(mistake["code"], lambda data: str(data["code"]))(mistake)
        sentences.append(_("Line %(line)s: %(text)s") % {"line": mistake["line"], "text": text} if mistake["line"] else text)
    return " ".join(sentences)


def _opening_differs(data: Data) -> str:
    return " ".join(
        _("%(account)s %(name)s: you typed %(typed)s, the house keeps %(kept)s. %(way_out)s")
        % {
            "account": row["account"],
            "name": row["name"],
            "typed": brl(abs(Decimal(row["typed"]))),
            "kept": brl(abs(Decimal(row["kept"]))),
            "way_out": _("Type what the stock is worth here, or correct the opening stock first.")
            if row["account"] == roles.INVENTORY
            else _("Only paid orders that wait for shipment belong here. Register those orders, or use credits of customers."),
        }
        for row in data.get("accounts", [])
    )


def _account_in_use(data: Data) -> str:
    if data.get("rule"):
        return _("The account %(account)s is used by automatic postings and stays on. Rename it if you like.") % {
            "account": data["account"]
        }
    return _("The account %(account)s has entries: its code, kind and level stay. Make a new account instead.") % {
        "account": data.get("account", "")
    }


ERROR_TEXTS: dict[str, Callable[[Data], str]] = {
    "entry_not_balanced": _not_balanced,
    "entry_invalid": _entry_invalid,
    "account_not_postable": LINE_TEXTS["account_not_postable"],
    "entry_incomplete": lambda data: _("The entry is not complete and nothing was posted. An account may be missing from the chart."),
    "period_closed": _period_closed,
    "period_state_conflict": _state,
    "period_not_over": lambda data: (
        _("%(month)s has not ended yet. Close it from the first day of the next month on.")
        % {"month": month_year(data["period"]).capitalize()}
    ),
    "earlier_period_open": lambda data: (
        _("%(earlier)s comes before %(month)s and is not closed yet. Begin with it.")
        % {"earlier": month_year(data["earlier"]).capitalize(), "month": month_year(data["period"])}
    ),
    "reopening_waits": _reopening_waits,
    "own_reopening": lambda data: (
        _("You asked for %(month)s to be reopened yourself. Somebody else with the right to close months decides.")
        % {"month": month_year(data["period"])}
    ),
    "reopening_decided": _reopening_decided,
    "reopening_not_found": lambda data: _("There is no such request."),
    "period_not_found": lambda data: _("Nothing was ever posted in %(month)s.") % {"month": month_year(data["period"])},
    "ledger_busy": lambda data: _("Somebody is posting many entries at this moment and nothing was changed. Try again in a minute."),
    "entry_not_found": lambda data: _("There is no entry %(number)s.") % {"number": data.get("number", "")},
    "already_reversed": lambda data: (
        _("The entry %(number)s was reversed already, by %(reversal)s.") % {"number": data["number"], "reversal": data["reversal"]}
    ),
    "reversal_of_reversal": lambda data: (
        _("The entry %(number)s is itself a reversal. Post the entry again instead.") % {"number": data["number"]}
    ),
    "account_not_found": lambda data: _("There is no account %(account)s.") % {"account": data.get("code", "")},
    "account_in_use": _account_in_use,
    "opening_posted": lambda data: (
        _("The opening balances are posted, as %(number)s. Reverse that entry before you post others.") % {"number": data["number"]}
    ),
    "opening_locked": lambda data: (
        _("%(month)s is closed, so the opening balances stay as they are. Correct them with an entry in an open month.")
        % {"month": month_year(data["period"]).capitalize()}
    ),
    "opening_differs": _opening_differs,
    "report_not_found": lambda data: _("No report carries this code. Check the characters."),
    "posted_rows_stay": lambda data: _("What is posted does not change. Correct it with a reversal."),
}
