"""The one status of an order that a list shows first."""

from datetime import date
from decimal import Decimal


def is_late(*, status: str, fulfilment_status: str, is_ready: bool, promised_ship_date: date | None, today: date) -> bool:
    """Goods that could leave have not, and the promise was for yesterday or before."""
    waits = status == "open" and is_ready and fulfilment_status in ("unfulfilled", "partially_shipped")
    return waits and promised_ship_date is not None and promised_ship_date < today


def is_ready(*, total: Decimal, captured: Decimal, returned: Decimal, ships_unpaid: bool, units: int, approval: str = "none") -> bool:
    """Paid for, or sold on account, and nobody's approval is missing; the same rule as filters.ready_to_ship."""
    return units > 0 and approval != "waiting" and (ships_unpaid or captured - returned >= total)


def headline(*, status: str, fulfilment_status: str, has_problem: bool, late: bool, ready: bool, approval: str = "none") -> str:
    """A word of the status table's kind "order": what is wrong comes before what is normal."""
    if status != "open":
        return status
    if has_problem:
        return "payment_stuck"
    if approval == "waiting":
        return "to_approve"
    if late:
        return "late"
    return "awaiting_payment" if fulfilment_status == "unfulfilled" and not ready else "open"
