"""Words for leave, vacation and probation: fact, reason, way out."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.error_texts import Text
from backoffice.core.templatetags import formats
from backoffice.core.templatetags.formats import weekday_date
from hr.leave.vacation import MOST_PARTS

Data = dict[str, Any]


def finding_text(code: str, data: Data) -> str:
    """The sentence of one finding of the rules (hr.leave)."""
    return _FINDINGS[code](data)


def _balance(data: Data) -> str:
    told = {"asked": data["asked"], "balance": max(data["balance"], 0), "waiting": data["waiting"]}
    if data["waiting"]:
        return (
            _("You ask for %(asked)d days; %(balance)d are left, and %(waiting)d wait in a request. Withdraw it or ask for fewer.") % told
        )
    return _("You ask for %(asked)d days and %(balance)d are left. Ask for fewer.") % told


def _start(data: Data) -> str:
    day, other, free = (weekday_date(data[name]) for name in ("day", "other", "free"))
    told = {"day": day, "other": other, "free": free, "holiday": data["holiday"]}
    if data["reason"] == "holiday" and not data["ahead"]:
        return _("Vacation cannot begin on %(day)s: it is %(holiday)s. The next day on which it can is %(free)s.") % told
    if data["reason"] == "holiday":
        return (
            _(
                "Vacation cannot begin on %(day)s: it is less than three days before %(holiday)s (%(other)s). The next day on which it can is %(free)s."  # noqa: E501
            )
            % told
        )
    if not data["ahead"]:
        return _("Vacation cannot begin on %(day)s: it is the weekly rest. The next day on which it can is %(free)s.") % told
    return (
        _(
            "Vacation cannot begin on %(day)s: it falls in the two days before the weekly rest (%(other)s). The next day on which it can is %(free)s."  # noqa: E501
        )
        % told
    )


def _split(data: Data) -> str:
    sentences = {
        "too_many": _("This would be part %(parts)d of the vacation, and there are three at most. Put days together."),
        "short": _("No part of the vacation may have less than 5 days. Lengthen it or put two parts together."),
        "no_long": _("One part of the vacation has to have 14 days or more. Lengthen one of them."),
        "leftover": _leftover(data),
        "one_part": _("A right of %(total)d days is taken in one part. Ask for all of it."),
    }
    return sentences[data["reason"]] % {"parts": len(data["parts"]), "rest": data["rest"], "total": data["total"]}


def _leftover(data: Data) -> str:
    if len(data["parts"]) == MOST_PARTS:
        return ngettext(
            "These are all three parts and %(rest)d day would be left. Take it too.",
            "These are all three parts and %(rest)d days would be left. Take them too.",
            data["rest"],
        )
    return ngettext(
        "%(rest)d day would be left that fits into no lawful part. Take it too, or leave 5 or more.",
        "%(rest)d days would be left that fit into no lawful part. Take them too, or leave 5 or more.",
        data["rest"],
    )


def _sale(data: Data) -> str:
    if data["reason"] == "intern":
        return _("The rest of an internship is not sold. Take the days off.")
    if data["reason"] == "too_much":
        return _("At most %(days)d days can be sold, a third of the right. Sell fewer.") % {"days": data["most"]}
    return _(
        "Selling had to be asked for until %(day)s, 15 days before the year of acquisition ends. Talk to the people area: the company may still agree."  # noqa: E501
    ) % {"day": formats.day_month_year(data["last"])}


def _too_long(data: Data) -> str:
    told = {"kind": data["kind"], "most": data["most"], "days": data["days"], "law": data["law"]}
    if data["per"] == "year":
        return (
            _("%(kind)s grants %(most)d days in 12 months (%(law)s), and this would be %(days)d. Ask for fewer or use another kind.") % told
        )
    return _("%(kind)s grants %(most)d days in a row (%(law)s), and these are %(days)d. Ask for fewer or use another kind.") % told


def _outside(data: Data) -> str:
    if data.get("end"):
        return _("The contract goes from %(first)s to %(last)s, and these days lie outside. Choose days inside it.") % {
            "first": formats.day_month_year(data["admitted"]),
            "last": formats.day_month_year(data["end"]),
        }
    return _("The contract begins on %(first)s, and these days lie before. Choose later ones.") % {
        "first": formats.day_month_year(data["admitted"])
    }


_FINDINGS: dict[str, Callable[[Data], str]] = {
    "vacation_start": _start,
    "vacation_split": _split,
    "vacation_sale": _sale,
    "vacation_not_acquired": lambda data: (
        _("On %(day)s the right to this vacation is not complete yet. It can begin from %(from)s on.")
        % {"day": formats.day_month_year(data["day"]), "from": formats.day_month_year(data["from"])}
    ),
    "vacation_lost": lambda data: _("The right of this year was lost by a long leave (CLT 133). Choose another year."),
    "vacation_no_window": lambda data: _("There is no such year of acquisition. Choose one of the list."),
    "vacation_balance": _balance,
    "vacation_notice": lambda data: (
        _("Vacation from %(day)s is less than 30 days away, and the notice is given 30 days before. Begin on %(from)s or later.")
        % {"day": formats.day_month_year(data["day"]), "from": formats.day_month_year(data["from"])}
    ),
    "vacation_double": lambda data: (
        ngettext(
            "%(days)d day lies after the limit of %(limit)s and is paid double.",
            "%(days)d days lie after the limit of %(limit)s and are paid double.",
            data["days"],
        )
        % {"days": data["days"], "limit": formats.day_month_year(data["limit"])}
    ),
    "vacation_school": lambda data: _("Under 18, a student may have the vacation together with the school holidays: compare the dates."),
    "leave_too_long": _too_long,
    "leave_outside": _outside,
    "leave_no_days": lambda data: _("No days are chosen. Say the first and the last day."),
    "leave_order": lambda data: _("The last day lies before the first, or two stretches overlap. Correct the dates."),
    "leave_needs_paper": lambda data: _("%(kind)s needs a paper. Attach a picture or PDF of it.") % data,
}


def _probation(data: Data) -> str:
    sentences = {
        "none": _("There is no probation under way here. Look at the contract in the file."),
        "decided": _("It was decided before: the contract goes on without a term."),
        "extended": _(
            "The probation was extended once until %(until)s, and a second extension makes the contract indefinite (CLT 451). Confirm or end it."  # noqa: E501
        ),
        "over": _("The first part ended on %(until)s, and the contract is indefinite since then (CLT 451)."),
        "backwards": _("The new end has to lie after %(until)s. Choose a later day."),
        "too_long": _("Probation has 90 days at most (CLT 445). Choose %(latest)s or an earlier day."),
    }
    told = {name: formats.day_month_year(data.get(name)) for name in ("until", "latest")}
    return sentences[data["reason"]] % told


def _delegation(data: Data) -> str:
    return {
        "no_team": _("You lead nobody today, so there is nothing to hand over."),
        "oneself": _("Nobody stands in for oneself. Choose a colleague."),
        "not_active": _("Nobody active has this registration number. Choose a colleague of the list."),
        "past": _("The last day lies before the first, or in the past. Correct the dates."),
        "too_long": _("A stand-in is for 180 days at most. Choose an earlier last day."),
        "taken": _("Somebody stands in for you on some of these days. End that first."),
    }[data["reason"]]


def _overlaps(data: Data) -> str:
    told = {"first": formats.day_month_year(data["first"]), "last": formats.day_month_year(data["last"])}
    if data["first"] == data["last"]:
        if data["is_asked"]:
            return _("%(first)s is asked for already. Withdraw that request or choose another day.") % told
        return _("There is a leave on %(first)s already. Choose another day.") % told
    if data["is_asked"]:
        return _("Days from %(first)s to %(last)s are asked for already. Withdraw that request or choose other days.") % told
    return _("There is a leave from %(first)s to %(last)s already. Choose other days.") % told


def _decided(data: Data) -> str:
    states = {
        "approved": _("%(who)s approved it before you. Nothing was changed."),
        "refused": _("%(who)s refused it before you. Nothing was changed."),
        "withdrawn": _("It was withdrawn meanwhile. Nothing was changed."),
        "cancelled": _("It was cancelled meanwhile. Nothing was changed."),
        "asked": _("It changed meanwhile. Look at it again."),
    }
    return states[data["state"]] % {"who": data.get("by") or _("Somebody")}


TEXTS: dict[str, Text] = {
    "leave_refused": lambda data: " ".join(finding_text(each["code"], each) for each in data["findings"]),
    "leave_overlaps": _overlaps,
    "own_leave": lambda data: _("This is your own leave. Another person decides it, also where you stand in for somebody."),
    "leave_not_yours": lambda data: (
        _("Leave for reasons of health is decided by the people area alone.")
        if data.get("is_health")
        else _("The manager, the stand-in or the people area decides on this leave.")
    ),
    "leave_decided": _decided,
    "leave_begun": lambda data: (
        _("It began on %(day)s. The people area corrects the entry in the ledger.") % {"day": formats.day_month_year(data["first"])}
    ),
    "unknown_leave": lambda data: _("This request does not exist, or you may not see it."),
    "leave_reversed": lambda data: _("This entry was taken back before. Nothing was changed."),
    "unknown_leave_kind": lambda data: _("There is no such kind of leave. Choose one of the list."),
    "delegation_refused": _delegation,
    "probation_refused": _probation,
    "balance_not_corrected": lambda data: (
        _("Say why the balance is corrected: it stays in the ledger.")
        if data["reason"] == "no_reason"
        else _("None of the marked years has days to settle, or they are your own.")
    ),
}
