"""What has a clock, for the people whose work it is."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.templatetags import formats
from backoffice.dashboard import sources
from backoffice.dashboard.queues import WATCHER
from orders.queries.due import DueFigures

PACKS = "orders.ship"
CHASES_PAYMENT = frozenset({"orders.place", "orders.record_payment"})


def of(*, actor: Actor, at: datetime) -> list[dict[str, Any]]:
    """The actor's appointments; each links to the list that holds them."""
    figures: DueFigures = sources.read("due", actor=actor, at=at).value
    items = []
    if actor.grants & CHASES_PAYMENT or actor.may(WATCHER):
        items += _expiring(figures)
    if actor.may(PACKS) or actor.may(WATCHER):
        items += _promises(figures, at)
    return items


def _promises(figures: DueFigures, at: datetime) -> list[dict[str, Any]]:
    today = clock.company_date(at)
    days = [(today, _("today"), figures.ship_today, "note"), (today + timedelta(days=1), _("tomorrow"), figures.ship_tomorrow, "")]
    return [
        {
            "when": word,
            "label": ngettext("Ship %(n)s order", "Ship %(n)s orders", count) % {"n": formats.qty(count)},
            "detail": _("promised for %(day)s") % {"day": formats.short_date(day)},
            "url": f"{reverse('order_board')}?view=to_ship&promised_from={day:%d/%m/%Y}&promised_to={day:%d/%m/%Y}",
            "tone": tone,
        }
        for day, word, count, tone in days
        if count
    ]


def _expiring(figures: DueFigures) -> list[dict[str, Any]]:
    if not figures.expiring:
        return []
    count = formats.qty(figures.expiring)
    return [
        {
            "when": formats.recent_when(figures.first_expiry),
            "label": ngettext("%(n)s unpaid order expires", "%(n)s unpaid orders expire", figures.expiring) % {"n": count},
            "detail": _("within 2 hours; their stock goes back on sale"),
            "url": f"{reverse('order_board')}?view=to_pay",
            "tone": "",
        }
    ]
