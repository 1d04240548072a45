"""The ledger's tables."""

from finance.models.account import Account
from finance.models.balance import FoldState, PeriodBalance
from finance.models.journal import JournalEntry, JournalLine
from finance.models.period import Period
from finance.models.reopening import PeriodReopening
from finance.models.tax import SalesTaxRate

__all__ = ["Account", "FoldState", "JournalEntry", "JournalLine", "Period", "PeriodBalance", "PeriodReopening", "SalesTaxRate"]
