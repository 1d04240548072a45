"""
Everything that reacts to anything: read this first (docs/mechanisms/events.md).

IN_TRANSACTION handlers commit or roll back together with the fact.  AFTER_COMMIT handlers run from the outbox, at
least once.  Every handler takes a list of events of its class and is idempotent by event id.
"""

from backoffice.core.bus import Handler
from backoffice.core.error_texts import Text
from backoffice.core.jobs import JobKind
from backoffice.events.base import Event
from backoffice.events.inventory import StockAdjusted, StockReceived
from backoffice.events.orders import OrderPlaced, OrderShipped, PaymentCaptured, PaymentChargedBack, PaymentRefunded
from finance import error_texts as finance_texts
from finance import handlers as finance
from finance import jobs as finance_jobs
from inventory import error_texts as inventory_texts
from inventory import jobs as inventory_jobs
from orders import error_texts as orders_texts
from orders import handlers as orders

IN_TRANSACTION: dict[type[Event], list[Handler]] = {
    PaymentCaptured: [finance.post_captures],
    PaymentRefunded: [finance.post_refunds],
    PaymentChargedBack: [finance.post_chargebacks],
    OrderShipped: [finance.post_shipments],
    StockReceived: [finance.post_receipts],
    StockAdjusted: [finance.post_adjustments],
}

AFTER_COMMIT: dict[type[Event], list[Handler]] = {
    OrderPlaced: [orders.email_order_confirmation],
}

JOBS: dict[str, JobKind] = {
    "finance.income_statement": JobKind(run=finance_jobs.render_income_statement, permission="finance.export_reports", queue="reports"),
    "finance.trial_balance": JobKind(run=finance_jobs.render_trial_balance, permission="finance.export_reports", queue="reports"),
    "inventory.reconcile_stock": JobKind(run=inventory_jobs.reconcile_stock, permission="inventory.reconcile", queue="reconciliation"),
}

# What a refusal says to a person, by error code.
ERROR_TEXTS: dict[str, Text] = {**finance_texts.ERROR_TEXTS, **inventory_texts.ERROR_TEXTS, **orders_texts.ERROR_TEXTS}
