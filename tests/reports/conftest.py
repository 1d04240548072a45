"""A small book whose every figure is known: two months of sales, costs and expenses."""

from datetime import date

import pytest

from finance import handlers
from tests.finance.builders import BANK, captured, draft, post, received, refunded, shipped


@pytest.fixture
def book() -> None:
    """
    October 2026: goods 1,000.00 + freight 50.00, discount 30.00, cost 400.00, fee 12.34, refund 100.00, rent 250.00.
    September: goods 800.00 + freight 40.00, cost 300.00, rent 250.00.  Opening stock 5,000.00 in January.
    """
    handlers.post_receipts([received("5000.00", origin="opening", on=date(2026, 1, 2))])
    handlers.post_shipments(
        [
            shipped(items="600.00", freight="30.00", discount="30.00", cost="240.00", on=date(2026, 10, 3), channel="loja"),
            shipped(items="400.00", freight="20.00", cost="160.00", on=date(2026, 10, 20), channel="shopee"),
            shipped(items="800.00", freight="40.00", cost="300.00", on=date(2026, 9, 10), channel="loja"),
        ]
    )
    handlers.post_captures([captured("600.00", fee="12.34", to_receivable="600.00", on=date(2026, 10, 4))])
    handlers.post_refunds([refunded("100.00", on=date(2026, 10, 25))])
    rent = "4.3.02.001"
    post(draft((rent, "250.00"), (BANK, "-250.00"), on=date(2026, 9, 5)), draft((rent, "250.00"), (BANK, "-250.00"), on=date(2026, 10, 5)))
