"""What can be done with a month, each with its consequences: the dialogs of the page of the months."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.forms import PlainTextField
from backoffice.core.models import User
from backoffice.core.templatetags.formats import brl, month_year, qty
from backoffice.intranet import people
from finance import queries, services
from finance.models import Period, PeriodReopening

Effects = list[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class Act:
    """
    ``run`` does it and returns the sentence that tells it; ``draw`` makes title, effects and buttons of its dialog.

    ``reason``: the label of the reason that it needs, empty where it needs none.
    """

    run: Callable[[Any, str, Actor, datetime], str]
    draw: Callable[[Any, Actor, datetime], dict[str, Any]]
    reason: str | Promise = ""


class ReasonForm(forms.Form):
    """Why; it stays in the audit trail."""

    reason = PlainTextField(max_length=200)

    def __init__(self, *args: Any, label: str | Promise, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].error_messages["required"] = _("Say why; it stays in the audit trail.")


def _close(period: Period, reason: str, by: Actor, at: datetime) -> str:
    services.close_period(period_id=period.pk, by=by, at=at)
    return _("%(month)s is closed.") % {"month": month_year(period.pk).capitalize()}


def _lock(period: Period, reason: str, by: Actor, at: datetime) -> str:
    services.lock_period(period_id=period.pk, by=by, at=at)
    return _("%(month)s is locked for good.") % {"month": month_year(period.pk).capitalize()}


def _ask(period: Period, reason: str, by: Actor, at: datetime) -> str:
    services.ask_reopening(period_id=period.pk, reason=reason, by=by, at=at)
    return _("The request is made. %(month)s stays closed until a second person approves it.") % {
        "month": month_year(period.pk).capitalize()
    }


def _approve(asked: PeriodReopening, reason: str, by: Actor, at: datetime) -> str:
    services.approve_reopening(reopening_id=asked.pk, by=by, at=at)
    return _("%(month)s is open again. Close it when the correction is posted.") % {"month": month_year(asked.period_id).capitalize()}


def _refuse(asked: PeriodReopening, reason: str, by: Actor, at: datetime) -> str:
    services.refuse_reopening(reopening_id=asked.pk, note=reason, by=by, at=at)
    return _("%(month)s stays closed.") % {"month": month_year(asked.period_id).capitalize()}


def _draw_close(period: Period, by: Actor, at: datetime) -> dict[str, Any]:
    month, sums = month_year(period.pk), queries.sum_month(period)
    words = ngettext(
        "Closes it with %(entries)s entry and a result of %(result)s",
        "Closes it with %(entries)s entries and a result of %(result)s",
        sums.entries,
    )
    return {
        "title": _("Close %(month)s?") % {"month": month},
        "effects": [
            {"icon": "lock", "text": _("Nothing is dated in %(month)s any more") % {"month": month}},
            {"icon": "receipt_long", "text": words % {"entries": qty(sums.entries), "result": brl(sums.result)}},
            {"icon": "undo", "text": _("Corrections are posted as reversals in the open month")},
        ],
        "note": _("To open it again, two people are needed."),
        "safe_label": _("Keep it open"),
        "act_label": _("Close month"),
        "kind": "main",
    }


def _draw_lock(period: Period, by: Actor, at: datetime) -> dict[str, Any]:
    month = month_year(period.pk)
    return {
        "title": _("Lock %(month)s for good?") % {"month": month},
        "effects": [
            {"icon": "lock", "text": _("Nobody opens %(month)s again, not even two people together") % {"month": month}},
            {"icon": "undo", "text": _("Corrections are posted as reversals in the open month")},
        ],
        "note": _("It cannot be undone."),
        "safe_label": _("Keep it closed"),
        "act_label": _("Lock for good"),
        "kind": "bad",
    }


def _draw_ask(period: Period, by: Actor, at: datetime) -> dict[str, Any]:
    month = month_year(period.pk)
    return {
        "title": _("Ask for %(month)s to be reopened?") % {"month": month},
        "effects": [
            {"icon": "group", "text": _second_person(by)},
            {"icon": "lock", "text": _("%(month)s stays closed until then") % {"month": month.capitalize()}},
            {"icon": "history", "text": _("Request, reason and decision stay in the audit trail")},
        ],
        "note": _("You can withdraw the request as long as nobody has decided."),
        "safe_label": _("Keep it closed"),
        "act_label": _("Ask to reopen"),
        "kind": "main",
    }


def _second_person(by: Actor) -> str:
    """Who can decide; where there is nobody, how there can be."""
    others = User.objects.filter(pk__in=people.ids_with("finance.close_period", besides=[by.id])).order_by("first_name", "pk")[:4]
    names = [people.name_of(user) for user in others]
    if names:
        return _("Waits for the decision of a second person: %(names)s") % {"names": ", ".join(names)}
    return _("Nobody else can decide yet: somebody with the role %(role)s has to be invited first") % {
        "role": policy.role_names(policy.roles_holding("finance.close_period"))
    }


def _draw_approve(asked: PeriodReopening, by: Actor, at: datetime) -> dict[str, Any]:
    month = month_year(asked.period_id)
    return {
        "title": _("Reopen %(month)s?") % {"month": month},
        "effects": [
            {"icon": "lock_open", "text": _("Entries can be dated in %(month)s again") % {"month": month}},
            {"icon": "bar_chart", "text": _("Figures that were reported can change; issued reports keep theirs")},
            {"icon": "history", "text": _("The trail keeps who asked, why, and that you approved")},
        ],
        "note": _("%(who)s asked: %(reason)s") % {"who": asked.asked_by, "reason": asked.reason},
        "safe_label": _("Decide later"),
        "act_label": _("Reopen month"),
        "kind": "main",
    }


def _draw_refuse(asked: PeriodReopening, by: Actor, at: datetime) -> dict[str, Any]:
    month, is_own = month_year(asked.period_id), asked.asked_by_id == by.id
    if is_own:
        title, act = _("Withdraw the request for %(month)s?"), _("Withdraw request")
    else:
        title, act = _("Refuse the request for %(month)s?"), _("Refuse request")
    effects: Effects = [{"icon": "lock", "text": _("%(month)s stays closed") % {"month": month.capitalize()}}]
    if not is_own:
        effects.append({"icon": "notifications", "text": _("%(who)s is told, with your reason") % {"who": asked.asked_by}})
    return {
        "title": title % {"month": month},
        "effects": effects,
        "note": _("It can be asked for again."),
        "safe_label": _("Decide later"),
        "act_label": act,
        "kind": "bad",
    }


# Act in the address -> what it is.
ACTS: dict[str, Act] = {
    "fechar": Act(run=_close, draw=_draw_close),
    "travar": Act(run=_lock, draw=_draw_lock),
    "reabrir": Act(run=_ask, draw=_draw_ask, reason=gettext_lazy("Why it has to be reopened")),
}
DECISIONS: dict[str, Act] = {
    "aprovar": Act(run=_approve, draw=_draw_approve),
    "recusar": Act(run=_refuse, draw=_draw_refuse, reason=gettext_lazy("Why it stays closed")),
}
