"""
The menu as data: which screen stands under which title, who may open it, and what else people call what they look for there.

A new screen is one row: here, in registers.py, or in beyond.py where another screen leads to it.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Item:
    """
    One screen: ``key`` is the second letter of its G shortcut, ``finds`` a list that searches by ``q``.

    ``count`` names the queue whose number stands beside it.  ``words`` are further names of what is done there, parted by
    commas: the palette and the search page find the screen by them as well.
    """

    label: str | Promise
    url_name: str
    icon: str
    permission: str
    key: str = ""
    finds: bool = False
    count: str = ""
    words: str | Promise = ""
    args: tuple[str, ...] = ()
    # Beginnings of further addresses that belong to the same line of the menu.
    holds: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=self.args)


WORK: list[tuple[str | Promise, list[Item]]] = [
    (
        "",
        [
            Item(_("Today"), "today", "today", "home.view", "h", words=_("home, start, queues")),
            Item(_("My file"), "my_data", "badge", "hr.view_own", words=_("address, bank account, emergency contact, dependents, my data")),
        ],
    ),
    (
        _("Sales"),
        [
            Item(
                _("Orders"),
                "order_board",
                "orders",
                "orders.view",
                "p",
                finds=True,
                count="open",
                words=_("sales, approve, cancel, refund, payment, promise"),
            ),
            Item(_("Customers"), "customer_list", "person", "customers.view", finds=True, words=_("buyer, CPF, CNPJ, contact")),
        ],
    ),
    (
        _("Warehouse"),
        [
            Item(
                pgettext_lazy("warehouse", "Picking"),
                "picking",
                "barcode_scanner",
                "orders.pick",
                "s",
                count="to_pick",
                words=_("wave, pick, check, pack, box, packing slip, barcode, reader"),
            ),
            Item(
                pgettext_lazy("warehouse", "Shipping"),
                "shipping",
                "package_2",
                "orders.ship",
                count="packed",
                words=_("shipping label, label, manifest, carrier, tracking, parcel, pickup"),
            ),
            Item(
                _("Products"),
                "product_list",
                "inventory_2",
                "catalog.view",
                finds=True,
                words=_("catalogue, SKU, barcode, EAN, price, kit"),
            ),
            Item(
                _("Stock"),
                "stock",
                "shelves",
                "inventory.view",
                "e",
                finds=True,
                words=_("inventory, balance, available, reserved, adjustment, count, warehouse, replenishment"),
            ),
            Item(
                _("Reconciliations"),
                "stock_reconciliations",
                "rule",
                "inventory.view",
                count="corrections",
                words=_("stock check, difference, count, correction, inventory"),
            ),
        ],
    ),
    (
        _("Finance"),
        [
            Item(
                _("Journal"),
                "journal",
                "menu_book",
                "finance.view_journal",
                "f",
                finds=True,
                words=_("entry, entries, reversal, bookkeeping, posting"),
                holds=("/financeiro/lancamentos/", "/financeiro/razao/"),
            ),
            Item(
                _("Periods"),
                "periods",
                "calendar_month",
                "finance.view_journal",
                words=_("close month, reopen, lock, closing, accrual period"),
            ),
            Item(
                _("Reports"),
                "report_centre",
                "bar_chart",
                "reports.view",
                "r",
                words=_("issued reports, PDF, spreadsheet, print"),
            ),
        ],
    ),
    (
        pgettext_lazy("menu", "People"),
        [
            Item(
                pgettext_lazy("people", "People"),
                "people",
                "groups",
                "hr.view_people",
                finds=True,
                words=_("employee, staff, file, register sheet, pay, team"),
            ),
            Item(
                _("Admissions"),
                "admission_board",
                "person_add",
                "hr.admit",
                count="admissions",
                words=_("candidate, hire, hiring, medical exam, invitation"),
            ),
            Item(
                pgettext_lazy("menu", "Leave"),
                "leave_desk",
                "event_available",
                "hr.see_leave",
                count="leave",
                words=_("vacation, time off, day off, sick note, medical certificate, absence, request"),
            ),
            Item(
                _("Documents"),
                "papers",
                "fact_check",
                "hr.view_documents",
                finds=True,
                count="papers",
                words=_("papers, certificate, contract, photo, review"),
            ),
            Item(
                pgettext_lazy("menu", "CPF qualification"),
                "qualification_queue",
                "how_to_reg",
                "hr.qualify",
                finds=True,
                count="qualification",
                words=_("CPF, PIS, NIS, social register, divergence"),
            ),
            Item(
                "eSocial",
                "esocial_due",
                "outgoing_mail",
                "hr.use_esocial",
                count="esocial",
                words=_("S-2200, S-2190, S-2299, event, government, receipt, XML"),
            ),
            Item(
                _("Privacy"),
                "privacy_requests",
                "policy",
                "hr.manage_privacy",
                count="privacy",
                words=_("LGPD, GDPR, personal data, anonymise, erase, data subject"),
            ),
            Item(
                _("Looks at data"),
                "privacy_reads",
                "visibility",
                "hr.view_reads",
                words=_("LGPD, access trail, who looked, sensitive data"),
            ),
        ],
    ),
    (
        _("Company"),
        [
            Item(_("First steps"), "setup", "flag", "system.manage_settings", words=_("setup, checklist, begin, installation")),
            Item(_("Company data"), "company", "domain", "system.manage_settings", words=_("CNPJ, tax regime, legal name, address, logo")),
            Item(
                _("Import"),
                "import_list",
                "upload_file",
                "imports.use",
                words=_("import, spreadsheet, CSV, XLSX, Excel, upload, opening stock"),
            ),
        ],
    ),
]
