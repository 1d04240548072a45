"""Navigation: what a person sees in the side bar follows from what the person may do."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.jobs import queries as job_queries


@dataclass(frozen=True)
class Item:
    """One line of the side bar; ``key`` is the second letter of its G shortcut, ``finds`` a list that searches by ``q``."""

    label: str | Promise
    url_name: str
    icon: str
    permission: str
    key: str = ""
    finds: bool = False


WORK: list[tuple[str | Promise, list[Item]]] = [
    ("", [Item(_("Today"), "today", "today", "home.view", "h")]),
    (_("Sales"), [Item(_("Orders"), "order_board", "orders", "orders.view", "p", finds=True)]),
    (
        _("Warehouse"),
        [
            Item(_("Stock"), "stock", "shelves", "inventory.view", "e", finds=True),
            Item(_("Reconciliations"), "stock_reconciliations", "rule", "inventory.view"),
        ],
    ),
    (
        _("Finance"),
        [
            Item(_("Journal"), "journal", "menu_book", "finance.view_journal", "f", finds=True),
            Item(_("Reports"), "report_centre", "bar_chart", "reports.view", "r"),
        ],
    ),
]

REGISTERS: list[tuple[str | Promise, list[Item]]] = [
    (
        _("Sales"),
        [
            Item(_("Customers"), "admin:orders_customer_changelist", "person", "customers.view"),
            Item(_("Channels"), "admin:orders_channel_changelist", "storefront", "system.view_settings"),
        ],
    ),
    (
        _("Warehouse"),
        [
            Item(_("Products"), "admin:inventory_product_changelist", "inventory_2", "catalog.view"),
            Item(_("Price lists"), "admin:inventory_pricelist_changelist", "sell", "catalog.view"),
            Item(_("Locations"), "admin:inventory_location_changelist", "warehouse", "inventory.view"),
        ],
    ),
    (
        _("Finance"),
        [
            Item(_("Chart of accounts"), "admin:finance_account_changelist", "account_tree", "finance.view_journal"),
            Item(_("Periods"), "admin:finance_period_changelist", "event_available", "finance.view_journal"),
        ],
    ),
    (
        _("System"),
        [
            Item(_("Users and roles"), "admin:core_user_changelist", "group", "system.manage_users"),
            Item(pgettext_lazy("menu", "API clients"), "admin:core_apiclient_changelist", "key", "system.view_settings"),
            Item(pgettext_lazy("menu", "Jobs"), "admin:core_job_changelist", "sync", "system.view_jobs"),
            Item(pgettext_lazy("menu", "Outbox"), "admin:core_outboxmessage_changelist", "outbox", "system.view_jobs"),
            Item(pgettext_lazy("menu", "Audit trail"), "admin:core_auditentry_changelist", "history", "system.view_audit"),
        ],
    ),
]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context for the shell of every page."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"nav_sections": [], "company_name": settings.COMPANY["name"]}
    actor = Actor.of_user(request.user)
    registers = [item for _title, items in _visible(REGISTERS, actor, request) for item in items]
    sections = [{"title": title, "items": items} for title, items in _visible(WORK, actor, request)]
    if registers:
        door = {"label": _("Registers"), "url": registers[0]["url"], "icon": "database", "key": "", "current": False}
        sections.append({"title": _("Company"), "items": [door]})
    return {
        "nav_sections": sections,
        # The palette goes to every register, not only to the first.
        "palette_places": registers,
        "company_name": settings.COMPANY["name"],
        # Asked only by pages that draw the side bar.
        "running_jobs": lambda: _running_jobs(actor),
        "role_name": ", ".join(policy.role_label(role) for role in sorted(request.user.roles)),
    }


def _running_jobs(actor: Actor) -> list[dict[str, Any]]:
    """What the person asked for and is not ready yet: it stays in sight while the work goes on."""
    running = job_queries.list_recent_jobs(actor=actor, limit=2, requested_by_id=actor.id, status__in=["queued", "running"])
    return [
        {
            "title": job.title,
            "poll_url": reverse("job_status", args=[job.pk]),
            "status": job.status,
            "done": job.done,
            "total": job.total,
            "message": job.message,
        }
        for job in running
    ]


def admin_navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The register admin's side bar."""
    if not request.user.is_authenticated:
        return []
    back = {"title": "", "items": [{"title": _("Back to Today"), "icon": "arrow_back", "link": reverse("today"), "active": False}]}
    sections = _visible(REGISTERS, Actor.of_user(request.user), request)
    return [back] + [
        {"title": title, "items": [{"title": item["label"], "icon": item["icon"], "link": item["url"]} for item in items]}
        for title, items in sections
    ]


def _visible(table: list[tuple[str | Promise, list[Item]]], actor: Actor, request: HttpRequest) -> list[tuple[Any, list[dict[str, Any]]]]:
    sections = []
    for title, items in table:
        shown = []
        for item in items:
            if not actor.may(item.permission):
                continue
            url = reverse(item.url_name)
            current = request.path == url or (len(url) > 1 and request.path.startswith(url))
            shown.append({"label": item.label, "url": url, "icon": item.icon, "key": item.key, "finds": item.finds, "current": current})
        if shown:
            sections.append((title, shown))
    return sections
