"""The registers: plain lists that change seldom, on pages of the admin."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.dashboard.menu import Item

REGISTERS: list[tuple[str | Promise, list[Item]]] = [
    (
        _("Sales"),
        [
            Item(_("Customers"), "admin:orders_customer_changelist", "person", "customers.view"),
            Item(
                _("Channels"),
                "admin:orders_channel_changelist",
                "storefront",
                "system.view_settings",
                words=_("marketplace, shop, storefront"),
            ),
        ],
    ),
    (
        _("Warehouse"),
        [
            Item(_("Products"), "admin:inventory_product_changelist", "inventory_2", "catalog.view"),
            Item(_("Price lists"), "admin:inventory_pricelist_changelist", "sell", "catalog.view", words=_("prices, discount")),
            Item(
                _("Locations"),
                "admin:inventory_location_changelist",
                "warehouse",
                "inventory.view",
                words=_("warehouse, shelf, position, address"),
            ),
        ],
    ),
    (
        _("Finance"),
        [
            Item(
                _("Chart of accounts"),
                "admin:finance_account_changelist",
                "account_tree",
                "finance.view_journal",
                words=_("accounts, account, bookkeeping"),
            ),
        ],
    ),
    (
        pgettext_lazy("menu", "People"),
        [
            Item(
                _("Kinds of documents"),
                "admin:hr_documentkind_changelist",
                "description",
                "hr.view_documents",
                words=_("papers, checklist"),
            ),
        ],
    ),
    (
        pgettext_lazy("people", "People"),
        [
            Item(_("Holidays"), "admin:hr_holiday_changelist", "celebration", "hr.view_leave", words=_("calendar, day off, bridge day")),
            Item(_("Kinds of leave"), "admin:hr_leavekind_changelist", "event_note", "hr.view_leave", words=_("leave, licence, absence")),
            Item(
                _("Establishments"),
                "admin:hr_establishment_changelist",
                "store",
                "hr.manage_structure",
                words=_("branch, headquarters, CNPJ"),
            ),
            Item(_("Departments"), "admin:hr_department_changelist", "lan", "hr.manage_structure", words=_("team, area, sector")),
            Item(_("Cost centres"), "admin:hr_costcenter_changelist", "donut_small", "hr.manage_structure"),
            Item(_("Positions"), "admin:hr_position_changelist", "work", "hr.manage_structure", words=_("job, CBO, function")),
            Item(
                _("Work schedules"), "admin:hr_workschedule_changelist", "schedule", "hr.manage_structure", words=_("shift, hours, journey")
            ),
        ],
    ),
    (
        _("System"),
        [
            Item(
                _("Users and roles"),
                "admin:core_user_changelist",
                "group",
                "system.manage_users",
                words=_("access, login, invite, permission, password, block"),
            ),
            Item(
                pgettext_lazy("menu", "API clients"),
                "admin:core_apiclient_changelist",
                "key",
                "system.view_settings",
                words=_("API key, key, token, integration, scope"),
            ),
            Item(
                pgettext_lazy("menu", "Jobs"),
                "admin:core_job_changelist",
                "sync",
                "system.view_jobs",
                words=_("queue, failure, background"),
            ),
            Item(
                pgettext_lazy("menu", "Outbox"),
                "admin:core_outboxmessage_changelist",
                "outbox",
                "system.view_jobs",
                words=_("events, webhook, integration, messages"),
            ),
            Item(
                pgettext_lazy("menu", "Audit trail"),
                "admin:core_auditentry_changelist",
                "history",
                "system.view_audit",
                words=_("audit, history, who changed, log"),
            ),
        ],
    ),
]
