"""
The work queues of the home page: each is one link to exactly the list that it counts.

A queue is shown to those whose work it is (any of ``workers``), and to whoever reads the audit trail: they watch over
everybody's work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.preferences import Preferences
from backoffice.dashboard import facts, sources
from backoffice.dashboard.facts import Fact

WATCHER = "system.view_audit"
# From worst to calm.
TONES = ("bad", "note", "")


@dataclass(frozen=True, kw_only=True)
class Queue:
    """
    ``fact`` turns what its source read into count and deciding sentence, None where there is no such queue.

    ``tone`` is bad, note or empty; a ``quiet`` queue is there only while it counts; a ``personal`` one has no watchers.
    """

    code: str
    label: str | Promise
    needs: str
    workers: frozenset[str]
    source: str
    fact: Callable[[Any, datetime], Fact | None]
    url_name: str
    query: str = ""
    tone: str = ""
    quiet: bool = False
    personal: bool = False


def _tab(code: str, label: str | Promise, *, workers: set[str], tone: str = "") -> Queue:
    """A tab of the order board."""
    return Queue(
        code=code,
        label=label,
        needs="orders.view",
        workers=frozenset(workers),
        source="orders",
        fact=facts.ORDERS[code],
        url_name="order_board",
        query=f"?view={code}",
        tone=tone,
    )


def _floor(code: str, label: str | Promise, *, fact: Callable[[Any, datetime], Fact], needs: str, url_name: str, tone: str = "") -> Queue:
    """Work on the warehouse floor."""
    return Queue(
        code=code,
        label=label,
        needs=needs,
        workers=frozenset({needs}),
        source="warehouse",
        fact=fact,
        url_name=url_name,
        tone=tone,
    )


def _papers(
    code: str, label: str | Promise, *, fact: Callable[[Any, datetime], Fact], view: str, tone: str = "", quiet: bool = False
) -> Queue:
    """A tab of the papers of people."""
    return Queue(
        code=code,
        label=label,
        needs="hr.view_documents",
        workers=frozenset({"hr.review_documents"}),
        source="papers",
        fact=fact,
        url_name="papers",
        query=f"?view={view}",
        tone=tone,
        quiet=quiet,
    )


def _people(
    code: str,
    label: str | Promise,
    *,
    fact: Callable[[Any, datetime], Fact],
    needs: str,
    source: str,
    url_name: str,
    view: str = "",
    tone: str = "note",
    quiet: bool = False,
) -> Queue:
    """Work on qualification and eSocial."""
    return Queue(
        code=code,
        label=label,
        needs=needs,
        workers=frozenset({needs}),
        source=source,
        fact=fact,
        url_name=url_name,
        query=f"?view={view}" if view else "",
        tone=tone,
        quiet=quiet,
    )


QUEUES: list[Queue] = [
    _tab("late", pgettext_lazy("queue", "Late"), workers={"orders.ship", "orders.place"}, tone="bad"),
    _tab("payment_problem", pgettext_lazy("queue", "Payment problem"), workers={"orders.record_payment", "orders.place"}, tone="bad"),
    Queue(
        code="jobs_failed",
        label=_("Failed jobs"),
        needs="system.view_jobs",
        workers=frozenset({"system.view_jobs"}),
        source="jobs",
        fact=facts.failed_jobs,
        url_name="admin:core_job_changelist",
        query="?status__exact=failed",
        tone="bad",
    ),
    Queue(
        code="my_failed",
        label=_("My failed jobs"),
        needs="jobs.view_own",
        workers=frozenset({"jobs.view_own"}),
        source="jobs",
        fact=facts.my_failed,
        url_name="my_jobs",
        query="?show=failed",
        tone="bad",
        quiet=True,
        personal=True,
    ),
    Queue(
        code="admissions_at_risk",
        label=_("Start this week, incomplete"),
        needs="hr.admit",
        workers=frozenset({"hr.admit"}),
        source="admissions",
        fact=facts.admissions_at_risk,
        url_name="admission_list",
        query="?view=week",
        tone="bad",
        quiet=True,
    ),
    Queue(
        code="admissions_with_hr",
        label=_("Admissions with HR"),
        needs="hr.admit",
        workers=frozenset({"hr.admit"}),
        source="admissions",
        fact=facts.admissions_with_hr,
        url_name="admission_list",
        query="?view=hr",
        tone="note",
    ),
    Queue(
        code="vacation_double",
        label=_("Vacation past the limit"),
        needs="hr.see_leave",
        workers=frozenset({"hr.manage_leave", "hr.decide_team_leave"}),
        source="leave",
        fact=facts.vacation_double,
        url_name="vacation_control",
        query="?view=double",
        tone="bad",
        quiet=True,
    ),
    Queue(
        code="leave_to_decide",
        label=_("Leave to decide"),
        needs="hr.see_leave",
        workers=frozenset({"hr.decide_team_leave"}),
        source="leave",
        fact=facts.leave_to_decide,
        url_name="leave_desk",
        query="?view=to_decide",
        tone="note",
        quiet=True,
        personal=True,
    ),
    Queue(
        code="vacation_near",
        label=_("Vacation near the limit"),
        needs="hr.see_leave",
        workers=frozenset({"hr.manage_leave", "hr.decide_team_leave"}),
        source="leave",
        fact=facts.vacation_near,
        url_name="vacation_control",
        query="?view=near",
        tone="note",
        quiet=True,
    ),
    Queue(
        code="probations",
        label=_("Probations that end"),
        needs="hr.see_leave",
        workers=frozenset({"hr.manage_leave", "hr.decide_team_leave"}),
        source="probations",
        fact=facts.probations,
        url_name="probations",
        tone="note",
        quiet=True,
    ),
    _tab("to_approve", pgettext_lazy("queue", "To approve"), workers={"orders.approve"}, tone="note"),
    _tab("to_refund", _("To refund"), workers={"orders.record_payment"}, tone="note"),
    _tab("partially_shipped", pgettext_lazy("queue", "Partially shipped"), workers={"orders.ship"}, tone="note"),
    Queue(
        code="stock_short",
        label=pgettext_lazy("queue", "Out of stock"),
        needs="inventory.view",
        workers=frozenset({"inventory.receive", "inventory.adjust", "catalog.change"}),
        source="stock",
        fact=facts.stock_short,
        url_name="stock",
        query="?view=short",
        tone="note",
    ),
    Queue(
        code="backorder",
        label=pgettext_lazy("queue", "Waiting for stock"),
        needs="inventory.view",
        workers=frozenset({"inventory.receive", "inventory.adjust"}),
        source="stock",
        fact=facts.backorder,
        url_name="stock",
        query="?view=backorder",
        tone="note",
    ),
    Queue(
        code="corrections",
        label=_("Corrections to approve"),
        needs="inventory.view",
        workers=frozenset({"inventory.approve_correction"}),
        source="corrections",
        fact=facts.corrections,
        url_name="stock_reconciliations",
        tone="note",
    ),
    Queue(
        code="months",
        label=_("Periods to close"),
        needs="finance.view_journal",
        workers=frozenset({"finance.close_period"}),
        source="periods",
        fact=facts.months,
        url_name="periods",
        query="?show=closable",
        tone="note",
    ),
    Queue(
        code="reopenings",
        label=_("Months to reopen"),
        needs="finance.close_period",
        workers=frozenset({"finance.close_period"}),
        source="periods",
        fact=facts.reopenings,
        url_name="periods",
        tone="note",
        quiet=True,
        personal=True,
    ),
    _people(
        "esocial_late",
        _("eSocial late"),
        fact=facts.esocial_late,
        needs="hr.use_esocial",
        source="esocial",
        url_name="esocial_due",
        view="late",
        tone="bad",
        quiet=True,
    ),
    _people(
        "esocial_soon",
        _("eSocial due"),
        fact=facts.esocial_soon,
        needs="hr.use_esocial",
        source="esocial",
        url_name="esocial_due",
        view="soon",
    ),
    _people(
        "qualification",
        _("CPF to check"),
        fact=facts.qualification_to_check,
        needs="hr.qualify",
        source="qualification",
        url_name="qualification_queue",
    ),
    _papers("papers", _("Documents to review"), fact=facts.papers_to_review, view="to_review", tone="note"),
    _papers("papers_expired", _("Documents expired"), fact=facts.papers_expired, view="expired", tone="bad", quiet=True),
    _papers("papers_expiring", _("Documents that expire soon"), fact=facts.papers_expiring, view="expiring", tone="note", quiet=True),
    Queue(
        code="privacy",
        label=_("Privacy requests"),
        needs="hr.manage_privacy",
        workers=frozenset({"hr.manage_privacy"}),
        source="privacy",
        fact=facts.privacy_open,
        url_name="privacy_requests",
        tone="note",
    ),
    _floor("shortages", _("Shelves found short"), fact=facts.shortages, needs="orders.pick", url_name="picking_shortages", tone="note"),
    _floor("to_pick", pgettext_lazy("queue", "To pick"), fact=facts.to_pick, needs="orders.pick", url_name="new_wave"),
    _floor("waves", _("Waves under way"), fact=facts.waves, needs="orders.pick", url_name="picking"),
    _floor("packed", pgettext_lazy("queue", "Packed"), fact=facts.packed, needs="orders.ship", url_name="shipping"),
    _tab("to_ship", _("To ship"), workers={"orders.ship"}),
    _tab("to_pay", pgettext_lazy("queue", "Awaiting payment"), workers={"orders.place", "orders.record_payment"}),
    Queue(
        code="reports_ready",
        label=_("Ready for you"),
        needs="jobs.view_own",
        workers=frozenset({"jobs.view_own"}),
        source="jobs",
        fact=facts.reports_ready,
        url_name="my_jobs",
        query="?show=ready",
        quiet=True,
        personal=True,
    ),
]


def of(actor: Actor, *, at: datetime) -> list[dict[str, Any]]:
    """Every queue of the actor as the page draws it: worst first, the empty ones at the end."""
    mine = [queue for queue in QUEUES if is_mine(queue, actor)]
    figures = {source: sources.read(source, actor=actor, at=at) for source in dict.fromkeys(queue.source for queue in mine)}
    cards = []
    for queue in mine:
        read = figures[queue.source]
        fact = queue.fact(read.value, at)
        if fact is None or (queue.quiet and not fact.count):
            continue
        cards.append(
            {
                "code": queue.code,
                "label": queue.label,
                "count": fact.count,
                "note": fact.note,
                "url": fact.url or reverse(queue.url_name) + queue.query,
                "tone": queue.tone,
                "read_at": read.at,
            }
        )
    return sorted(cards, key=lambda card: (not card["count"], TONES.index(card["tone"])))


def arranged(cards: list[dict[str, Any]], wishes: Preferences) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The cards in the person's own order, those up to date still at the end; and the cards that the person put away."""
    place = {code: index for index, code in enumerate(wishes.queues)}
    ordered = sorted(cards, key=lambda card: (not card["count"], place.get(card["code"], len(place)))) if place else cards
    return [card for card in ordered if card["code"] not in wishes.hidden], [card for card in ordered if card["code"] in wishes.hidden]


def is_mine(queue: Queue, actor: Actor) -> bool:
    """Whether it is the actor's work, or the actor watches over it, and may open its list."""
    return actor.may(queue.needs) and (bool(queue.workers & actor.grants) or (actor.may(WATCHER) and not queue.personal))
