"""Screens that no line of the menu leads to: the palette and the search page find them by their name and by what is done there."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.dashboard.menu import Item

BEYOND: list[tuple[str | Promise, list[Item]]] = [
    (
        _("You"),
        [
            Item(_("My account"), "account", "manage_accounts", "home.view", words=_("name, language, dark, theme, keys, preferences")),
            Item(
                _("Security and devices"),
                "account_security",
                "shield",
                "home.view",
                words=_("second factor, two steps, 2FA, passkey, recovery codes, sessions, signed in"),
            ),
            Item(_("Change password"), "account_change_password", "password", "home.view", words=_("password, new password")),
            Item(_("What each role may do"), "role_matrix", "lock", "home.view", words=_("role, permission, access, who may")),
            Item(_("Notices"), "notices", "notifications", "home.view", words=_("messages, mentions, bell, unread")),
            Item(_("How to be told"), "notice_preferences", "tune", "home.view", words=_("notices, e-mail, preferences")),
            Item(_("My jobs"), "my_jobs", "task_alt", "jobs.view_own", words=_("exports, files, ready, progress")),
            Item(_("Guide"), "guide", "menu_book", "home.view", words=_("help, manual, how to")),
            Item(_("My leave"), "my_leave", "beach_access", "hr.request_leave", words=_("vacation, time off, day off, balance")),
            Item(_("Ask for vacation"), "ask_vacation", "beach_access", "hr.request_leave", words=_("vacation, time off, rest")),
            Item(
                _("Ask for leave"),
                "ask_leave",
                "event_note",
                "hr.request_leave",
                words=_("day off, sick note, medical certificate, absence"),
            ),
            Item(_("My papers"), "my_papers", "description", "hr.view_own", words=_("send, photo, certificate")),
            Item(_("My contract"), "my_contract", "contract", "hr.view_own", words=_("pay, position, work schedule, employment contract")),
            Item(_("My rights"), "my_requests", "policy", "hr.view_own", words=_("LGPD, GDPR, personal data, privacy")),
        ],
    ),
    (
        _("Sales"),
        [Item(_("New order"), "new_order", "add_shopping_cart", "orders.place", words=_("sell, sale, type an order, quote"))],
    ),
    (
        _("Warehouse"),
        [
            Item(_("New wave"), "new_wave", "barcode_scanner", "orders.pick", words=_("pick, picking list")),
            Item(_("Shelves found short"), "picking_shortages", "rule", "orders.pick", words=_("missing, short, shelf empty")),
            Item(
                _("Receive goods"),
                "stock_receive",
                "input",
                "inventory.receive",
                words=_("stock in, goods in, supplier, purchase, invoice, put away"),
            ),
            Item(_("Transfer goods"), "stock_transfer", "swap_horiz", "inventory.transfer", words=_("move, between warehouses")),
        ],
    ),
    (
        _("Finance"),
        [
            Item(_("Ledger"), "ledger", "list_alt", "finance.view_journal", words=_("general ledger, account, movements, balance")),
            Item(_("New entry"), "new_entry", "add", "finance.post_manual", words=_("manual entry, post, bookkeeping")),
            Item(
                _("Opening balances"), "opening_balances", "account_balance", "finance.open_books", words=_("opening, start, implantation")
            ),
            Item(
                _("Income statement (DRE)"),
                "income_statement",
                "bar_chart",
                "finance.view_reports",
                words=_("profit, loss, result, revenue, income, expenses"),
            ),
            Item(
                _("Trial balance"), "trial_balance", "balance", "finance.view_reports", words=_("balance sheet, balances, proof, accounts")
            ),
            Item(
                _("Sales by channel, product or day"),
                "report_screen",
                "trending_up",
                "orders.view_reports",
                words=_("revenue, turnover, best sellers, ranking"),
                args=("vendas",),
            ),
            Item(
                _("Margin of orders"),
                "report_screen",
                "percent",
                "catalog.view_cost",
                words=_("profit, contribution margin, cost of goods"),
                args=("margem",),
            ),
            Item(
                _("Stock position at cost"),
                "report_screen",
                "shelves",
                "catalog.view_cost",
                words=_("stock value, inventory, valuation, average cost"),
                args=("estoque",),
            ),
            Item(_("Schedules"), "schedules", "event_repeat", "reports.schedule", words=_("report by e-mail, every month, automatic")),
            Item(_("Check a report"), "verify_form", "verified", "reports.view", words=_("code, QR, authenticity, hash")),
        ],
    ),
    (
        pgettext_lazy("menu", "People"),
        [
            Item(_("Org chart"), "org_chart", "lan", "hr.open_files", words=_("hierarchy, managers, teams")),
            Item(_("Invite candidate"), "admission_new", "person_add", "hr.admit", words=_("hire, admission, link, new employee")),
            Item(_("Contracts and policies"), "admission_texts", "contract", "hr.admit", words=_("templates, term, acceptance, rules")),
            Item(_("Vacation"), "vacation_control", "beach_access", "hr.see_leave", words=_("vesting period, in double, limit")),
            Item(_("Vacation notices"), "vacation_notices", "description", "hr.manage_leave", words=_("notice, signature")),
            Item(
                _("Leave calendar"), "leave_calendar", "calendar_month", "hr.see_leave", words=_("vacation, time off, who is away, month")
            ),
            Item(
                _("Record leave"),
                "record_leave",
                "event_note",
                "hr.manage_leave",
                words=_("sick note, medical certificate, missed day, sick leave, maternity"),
            ),
            Item(_("Probation"), "probations", "hourglass_top", "hr.see_leave", words=_("trial period, 45 days, 90 days, extension")),
            Item(
                pgettext_lazy("title", "eSocial settings"),
                "esocial_settings",
                "tune",
                "hr.use_esocial",
                words=_("certificate, environment"),
            ),
            Item(
                _("Read a return of eSocial"), "esocial_return", "upload_file", "hr.use_esocial", words=_("receipt, XML, refusal, return")
            ),
            Item(_("End of keeping"), "retention", "auto_delete", "hr.manage_privacy", words=_("LGPD, retention, erase, anonymise")),
            Item(_("Data map"), "privacy_map", "map", "hr.manage_privacy", words=_("LGPD, records of processing, legal basis")),
        ],
    ),
]
