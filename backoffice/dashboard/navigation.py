"""Navigation: what a person sees in the side bar follows from what the person may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core import clock, policy, preferences
from backoffice.core.actors import Actor
from backoffice.core.company import get_company
from backoffice.core.jobs import queries as job_queries
from backoffice.dashboard import sources


@dataclass(frozen=True)
class Item:
    """
    One line of the side bar; ``key`` is the second letter of its G shortcut, ``finds`` a list that searches by ``q``.

    ``count`` names the queue whose number stands beside it.
    """

    label: str | Promise
    url_name: str
    icon: str
    permission: str
    key: str = ""
    finds: bool = False
    count: str = ""


WORK: list[tuple[str | Promise, list[Item]]] = [
    ("", [Item(_("Today"), "today", "today", "home.view", "h"), Item(_("My file"), "my_data", "badge", "hr.view_own")]),
    (
        _("Sales"),
        [
            Item(_("Orders"), "order_board", "orders", "orders.view", "p", finds=True, count="open"),
            Item(_("Customers"), "customer_list", "person", "customers.view", finds=True),
        ],
    ),
    (
        _("Warehouse"),
        [
            Item(pgettext_lazy("warehouse", "Picking"), "picking", "barcode_scanner", "orders.pick", "s", count="to_pick"),
            Item(pgettext_lazy("warehouse", "Shipping"), "shipping", "package_2", "orders.ship", count="packed"),
            Item(_("Products"), "product_list", "inventory_2", "catalog.view", finds=True),
            Item(_("Stock"), "stock", "shelves", "inventory.view", "e", finds=True),
            Item(_("Reconciliations"), "stock_reconciliations", "rule", "inventory.view", count="corrections"),
        ],
    ),
    (
        _("Finance"),
        [
            Item(_("Journal"), "journal", "menu_book", "finance.view_journal", "f", finds=True),
            Item(_("Periods"), "periods", "calendar_month", "finance.view_journal"),
            Item(_("Reports"), "report_centre", "bar_chart", "reports.view", "r"),
        ],
    ),
    (
        pgettext_lazy("menu", "People"),
        [
            Item(pgettext_lazy("people", "People"), "people", "groups", "hr.view_people", finds=True),
            Item(_("Admissions"), "admission_board", "person_add", "hr.admit", count="admissions"),
            Item(pgettext_lazy("menu", "Leave"), "leave_desk", "event_available", "hr.see_leave", count="leave"),
            Item(_("Documents"), "papers", "fact_check", "hr.view_documents", finds=True, count="papers"),
            Item(
                pgettext_lazy("menu", "CPF qualification"),
                "qualification_queue",
                "how_to_reg",
                "hr.qualify",
                finds=True,
                count="qualification",
            ),
            Item("eSocial", "esocial_due", "outgoing_mail", "hr.use_esocial", count="esocial"),
            Item(_("Privacy"), "privacy_requests", "policy", "hr.manage_privacy", count="privacy"),
            Item(_("Looks at data"), "privacy_reads", "visibility", "hr.view_reads"),
        ],
    ),
    (
        _("Company"),
        [
            Item(_("First steps"), "setup", "flag", "system.manage_settings"),
            Item(_("Company data"), "company", "domain", "system.manage_settings"),
            Item(_("Import"), "import_list", "upload_file", "imports.use"),
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
        ],
    ),
    (
        pgettext_lazy("menu", "People"),
        [
            Item(_("Kinds of documents"), "admin:hr_documentkind_changelist", "description", "hr.view_documents"),
        ],
    ),
    (
        pgettext_lazy("people", "People"),
        [
            Item(_("Holidays"), "admin:hr_holiday_changelist", "celebration", "hr.view_leave"),
            Item(_("Kinds of leave"), "admin:hr_leavekind_changelist", "event_note", "hr.view_leave"),
            Item(_("Establishments"), "admin:hr_establishment_changelist", "store", "hr.manage_structure"),
            Item(_("Departments"), "admin:hr_department_changelist", "lan", "hr.manage_structure"),
            Item(_("Cost centres"), "admin:hr_costcenter_changelist", "donut_small", "hr.manage_structure"),
            Item(_("Positions"), "admin:hr_position_changelist", "work", "hr.manage_structure"),
            Item(_("Work schedules"), "admin:hr_workschedule_changelist", "schedule", "hr.manage_structure"),
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
    """Context for the shell of every page.  What costs a query is asked only by pages that draw it."""
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return {"nav_sections": [], "company_name": get_company().name, "languages": settings.LANGUAGES}
    actor = Actor.of_user(user)
    return {
        "nav_sections": cache(lambda: sections(request, actor)),
        # The palette goes to every register.
        "palette_places": cache(lambda: [item for _title, items in _visible(REGISTERS, actor, request) for item in items]),
        "company_name": get_company().name,
        "languages": settings.LANGUAGES,
        # The page of all registers shows them by area.
        "register_groups": cache(lambda: [{"title": title, "items": items} for title, items in _visible(REGISTERS, actor, request)]),
        "running_jobs": cache(lambda: _running_jobs(actor)),
        "role_name": ", ".join(policy.role_label(role) for role in policy.known_roles() if role in user.roles),
        "prefs": preferences.of(user),
    }


def sections(request: HttpRequest, actor: Actor) -> list[dict[str, Any]]:
    """The side bar: the actor's work with its counts; on a page of the registers, the registers too."""
    counts = _counts(actor) if settings.FIGURES_SECONDS else {}
    shown = [{"title": title, "items": items} for title, items in _visible(WORK, actor, request, counts)]
    registers = _visible(REGISTERS, actor, request)
    if not registers:
        return shown
    is_register = request.path.startswith(reverse("admin:index"))
    door = {
        "label": _("Registers"),
        "url": reverse("admin:index"),
        "icon": "database",
        "key": "",
        "finds": False,
        "current": is_register and request.path == reverse("admin:index"),
        "open": [item for _area, items in registers for item in items] if is_register else [],
    }
    if shown[-1]["title"] == _("Company"):
        shown[-1]["items"].append(door)
        return shown
    return [*shown, {"title": _("Company"), "items": [door]}]


def places(request: HttpRequest, actor: Actor) -> list[dict[str, Any]]:
    """Every screen and register that the actor may go to."""
    return [item for table in (WORK, REGISTERS) for _title, items in _visible(table, actor, request) for item in items]


def _counts(actor: Actor) -> dict[str, int]:
    """The numbers beside the lines of the menu: the queues' own, never asked anew by each page."""
    now, counts = clock.now(), {}
    if actor.may("orders.view"):
        counts |= {code: figure.count for code, figure in sources.read("orders", actor=actor, at=now).value.items()}
    if actor.may("orders.pick"):
        floor = sources.read("warehouse", actor=actor, at=now).value
        counts |= {"to_pick": floor.to_pick, "packed": floor.to_ship}
    if actor.may("hr.manage_privacy"):
        counts["privacy"] = sources.read("privacy", actor=actor, at=now).value.open_count
    if actor.may("inventory.approve_correction"):
        counts["corrections"] = sum(count for _job, count in sources.read("corrections", actor=actor, at=now).value)
    if actor.may("hr.review_documents"):
        counts["papers"] = sources.read("papers", actor=actor, at=now).value.to_review
    if actor.may("hr.admit"):
        counts["admissions"] = sources.read("admissions", actor=actor, at=now).value.with_hr
    if actor.may("hr.see_leave"):
        counts["leave"] = sources.read("leave", actor=actor, at=now).value.to_decide
    if actor.may("hr.use_esocial"):
        figures = sources.read("esocial", actor=actor, at=now).value
        counts["esocial"] = figures.late + figures.soon
    if actor.may("hr.qualify"):
        counts["qualification"] = sources.read("qualification", actor=actor, at=now).value["to_check"]
    return counts


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


def _visible(
    table: list[tuple[str | Promise, list[Item]]], actor: Actor, request: HttpRequest, counts: Mapping[str, int] | None = None
) -> list[tuple[Any, list[dict[str, Any]]]]:
    found = []
    addresses = [reverse(item.url_name) for _title, items in table for item in items]
    # Of "/admissoes/" and "/admissoes/qualificacao/" the longer one is where the person is.
    here = max((url for url in addresses if request.path == url or (len(url) > 1 and request.path.startswith(url))), key=len, default="")
    for title, items in table:
        shown = []
        for item in items:
            if not actor.may(item.permission):
                continue
            url = reverse(item.url_name)
            shown.append(
                {
                    "label": item.label,
                    "url": url,
                    "icon": item.icon,
                    "key": item.key,
                    "finds": item.finds,
                    "count": (counts or {}).get(item.count, 0),
                    "current": url == here,
                }
            )
        if shown:
            found.append((title, shown))
    return found
