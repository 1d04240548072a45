"""
Everything that reacts to anything: read this first (docs/mechanisms/events.md).

IN_TRANSACTION handlers commit or roll back together with the fact.  AFTER_COMMIT handlers run from the outbox, at
least once.  Every handler takes a list of events of its class and is idempotent by event id.
"""

from backoffice.accounts import error_texts as accounts_texts
from backoffice.accounts import handlers as accounts
from backoffice.accounts import personal_data as accounts_data
from backoffice.core.bulk.runs import run_bulk
from backoffice.core.bus import Handler
from backoffice.core.error_texts import Text
from backoffice.core.files import FilePurpose
from backoffice.core.files import error_texts as file_texts
from backoffice.core.jobs import JobKind
from backoffice.core.lists import WorkList
from backoffice.core.lists.export.run import export_list
from backoffice.core.reports import ReportKind
from backoffice.core.verification import Verifier
from backoffice.events.accounts import AccountMailAsked
from backoffice.events.base import Event
from backoffice.events.finance import PeriodReopeningAsked, PeriodReopeningDecided
from backoffice.events.hr import AdmissionMailAsked
from backoffice.events.intranet import NoticeMailRequested
from backoffice.events.inventory import OpeningStockReversed, StockAdjusted, StockDifferencesFound, StockReceived
from backoffice.events.jobs import JobFinished
from backoffice.events.orders import OrderPlaced, OrderShipped, PaymentCaptured, PaymentChargedBack, PaymentRefunded
from backoffice.events.payments import MoneyToRefund
from backoffice.events.privacy import PrivacyRequestDue
from backoffice.events.reports import ReportScheduleTroubled, ScheduledReportReady
from backoffice.imports import error_texts as import_texts
from backoffice.imports import jobs as import_jobs
from backoffice.imports import personal_data as imports_data
from backoffice.imports.importer import Importer
from backoffice.intranet import error_texts as intranet_texts
from backoffice.intranet import handlers as intranet
from backoffice.intranet import personal_data as intranet_data
from backoffice.privacy import error_texts as privacy_texts
from backoffice.privacy import jobs as privacy_jobs
from backoffice.privacy import own_data as privacy_data
from backoffice.privacy.datamap import Area
from backoffice.privacy.views.board import REQUESTS as PRIVACY_REQUESTS
from backoffice.report_centre import error_texts as report_texts
from backoffice.report_centre import handlers as reports
from backoffice.report_centre import jobs as report_jobs
from backoffice.report_centre import personal_data as reports_data
from backoffice.report_centre.tie_out import proved
from backoffice.setup import error_texts as setup_texts
from finance import error_texts as finance_texts
from finance import handlers as finance
from finance import personal_data as finance_data
from finance import report_kinds as finance_reports
from finance.views.journal import ENTRIES
from finance.views.ledger import ACCOUNT_LINES, STATEMENT_LINES
from hr import error_texts as hr_texts
from hr import handlers as hr
from hr import kept_files as hr_files
from hr import personal_data as hr_data
from hr.importing import EMPLOYEES
from hr.leave_papers import draw_notices
from hr.portal.evidence import CODE_PREFIX
from hr.portal.verifying import verify_acceptance
from hr.views.admission.board import ADMISSIONS
from hr.views.esocial.listing import ESOCIAL_FILES
from hr.views.leave.desk import LEAVE_REQUESTS
from hr.views.leave.vacation import VACATION
from hr.views.papers.listing import PAPERS
from hr.views.people.listing import PEOPLE
from hr.views.qualification.listing import QUALIFICATIONS
from inventory import error_texts as inventory_texts
from inventory import jobs as inventory_jobs
from inventory import personal_data as inventory_data
from inventory import report_kinds as inventory_reports
from inventory.importing import OPENING_STOCK, PRICES, PRODUCTS
from inventory.views.products import PRODUCT_LIST
from inventory.views.reconciliations import RECONCILIATIONS
from inventory.views.stock import STOCK
from orders import error_texts as orders_texts
from orders import handlers as orders
from orders import personal_data as orders_data
from orders import queries as orders_queries
from orders import report_kinds as orders_reports
from orders.importing import CUSTOMERS
from orders.papers import jobs as warehouse_papers
from orders.views.board import ORDERS
from orders.views.customers import CUSTOMER_LIST

IN_TRANSACTION: dict[type[Event], list[Handler]] = {
    PaymentCaptured: [finance.post_captures],
    PaymentRefunded: [finance.post_refunds],
    PaymentChargedBack: [finance.post_chargebacks],
    OrderShipped: [finance.post_shipments],
    StockReceived: [finance.post_receipts],
    StockAdjusted: [finance.post_adjustments],
    OpeningStockReversed: [finance.post_opening_reversals],
}

AFTER_COMMIT: dict[type[Event], list[Handler]] = {
    AccountMailAsked: [accounts.send_account_mails],
    AdmissionMailAsked: [hr.send_admission_mails],
    OrderPlaced: [orders.email_order_confirmation, intranet.tell_order_to_approve],
    PaymentChargedBack: [intranet.tell_payment_problem],
    MoneyToRefund: [intranet.tell_payment_problem],
    StockDifferencesFound: [intranet.tell_corrections_to_approve],
    PeriodReopeningAsked: [intranet.tell_reopening_asked],
    PeriodReopeningDecided: [intranet.tell_reopening_decided],
    JobFinished: [intranet.tell_job_ended],
    NoticeMailRequested: [intranet.email_notices],
    ScheduledReportReady: [reports.send_scheduled_reports],
    ReportScheduleTroubled: [reports.tell_schedule_trouble],
    PrivacyRequestDue: [intranet.tell_privacy_due],
}

# The catalogue of the report centre, in its order.
REPORTS: list[ReportKind] = [
    finance_reports.INCOME_STATEMENT,
    finance_reports.TRIAL_BALANCE,
    proved(orders_reports.SALES),
    proved(orders_reports.MARGIN),
    proved(inventory_reports.POSITION),
]

# Every list that people work in: its saved views, columns, export and bulk acts go by this table.
LISTS: list[WorkList] = [
    *(ORDERS, CUSTOMER_LIST, PRODUCT_LIST, STOCK, RECONCILIATIONS),
    *(ENTRIES, ACCOUNT_LINES, STATEMENT_LINES),
    *(PEOPLE, ADMISSIONS, PRIVACY_REQUESTS, PAPERS, LEAVE_REQUESTS, VACATION),
    *(QUALIFICATIONS, ESOCIAL_FILES),
]

# What can be brought in from a table, in the order of the import page.
IMPORTERS: list[Importer] = [PRODUCTS, OPENING_STOCK, PRICES, CUSTOMERS, EMPLOYEES]

# What each area holds of people, what for, how long (docs/mechanisms/privacy.md); people are sought in this order.
PERSONAL_DATA: list[Area] = [
    hr_data.PERSONAL_DATA,
    orders_data.PERSONAL_DATA,
    accounts_data.PERSONAL_DATA,
    privacy_data.REQUESTS,
    intranet_data.PERSONAL_DATA,
    imports_data.PERSONAL_DATA,
    inventory_data.PERSONAL_DATA,
    finance_data.PERSONAL_DATA,
    reports_data.PERSONAL_DATA,
    privacy_data.SHARED,
]

JOBS: dict[str, JobKind] = {
    "hr.vacation_notices": JobKind(run=draw_notices, permission="hr.manage_leave", queue="reports"),
    warehouse_papers.PRINT: JobKind(run=warehouse_papers.print_papers, permission="orders.pick", queue="reports"),
    "imports.analyse": JobKind(run=import_jobs.analyse_batch, permission="imports.use", page="import_job"),
    "imports.apply": JobKind(run=import_jobs.apply_batch, permission="imports.use", page="import_job"),
    "imports.undo": JobKind(run=import_jobs.undo_batch, permission="imports.use", page="import_job"),
    "lists.export": JobKind(run=export_list, permission="home.view"),
    "lists.bulk": JobKind(run=run_bulk, permission="home.view", page="bulk_result"),
    **report_jobs.job_kinds(REPORTS),
    privacy_jobs.EXPORT: JobKind(run=privacy_jobs.export_data, permission="hr.manage_privacy", queue="reports", page="privacy_job"),
    privacy_jobs.SURVEY: JobKind(run=privacy_jobs.survey_erasure, permission="hr.manage_privacy", queue="reports", page="privacy_job"),
    "inventory.reconcile_stock": JobKind(
        run=inventory_jobs.reconcile_stock, permission="inventory.reconcile", queue="reconciliation", page="stock_reconciliation"
    ),
}

# Who knows what the channels in the ledger are called.
CHANNEL_NAMES = orders_queries.list_channel_names

# Which area answers for the files that people hand in, by their purpose.
FILE_PURPOSES: dict[str, FilePurpose] = {**hr_files.FILE_PURPOSES}

# What the public page of codes proves besides reports, by the first letters of the code.
VERIFIERS: dict[str, Verifier] = {CODE_PREFIX: verify_acceptance}

# What a refusal says to a person, by error code.
ERROR_TEXTS: dict[str, Text] = {
    **accounts_texts.ERROR_TEXTS,
    **file_texts.ERROR_TEXTS,
    **intranet_texts.ERROR_TEXTS,
    **finance_texts.ERROR_TEXTS,
    **hr_texts.ERROR_TEXTS,
    **import_texts.ERROR_TEXTS,
    **inventory_texts.ERROR_TEXTS,
    **orders_texts.ERROR_TEXTS,
    **privacy_texts.ERROR_TEXTS,
    **report_texts.ERROR_TEXTS,
    **setup_texts.ERROR_TEXTS,
}
