"""
The customer's side of one order: who owes whom, and what each fact moves.  Pure functions, no ORM.

Captures first settle what was shipped unpaid (receivable), the rest is the customer's advance.  Shipments first use
the advance, the rest becomes receivable.  Money out (refund, chargeback) first takes the advance; beyond it, a refund
takes back revenue and a chargeback is a loss.

Providers report in any order, so the sums after a set of payment events must not depend on it.  They do not, because
one signed number carries the state: advance minus what went out beyond it.  Of what went out beyond the advance, as
much as there are chargebacks is loss and the rest is revenue given back.  Where a late event changes how an earlier one
was split, a ``Correction`` with amount zero moves the difference (docs/mechanisms/orders.md works an example).
"""

from dataclasses import dataclass, replace
from decimal import Decimal

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Account:
    """
    Where one order stands with its customer.  All amounts are >= 0, two places.

    At most one of ``advance`` and ``receivable`` is above zero, and nothing went out of revenue or into loss while
    there is an advance.
    """

    advance: Decimal = ZERO
    receivable: Decimal = ZERO
    returned_revenue: Decimal = ZERO
    loss: Decimal = ZERO
    charged_back: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Split:
    """
    How one amount divides: ``settled`` + ``beyond`` = the amount.

    Capture: settled is to_receivable, beyond is to_advance.  Shipment: settled is from_advance, beyond is
    to_receivable.  Refund and chargeback: settled is from_advance, beyond is from_revenue or loss.

    ``refund_correction`` and ``loss_correction`` move so much from revenue and from loss to the advance (negative: the
    other way round), for events that were split before this one was known.
    """

    settled: Decimal
    beyond: Decimal
    refund_correction: Decimal = ZERO
    loss_correction: Decimal = ZERO


def capture(account: Account, amount: Decimal) -> tuple[Account, Split]:
    """Money came in."""
    settled = min(amount, account.receivable)
    beyond = amount - settled
    outside = account.returned_revenue + account.loss
    undone = min(beyond, outside)
    loss = min(outside - undone, account.charged_back)
    revenue = outside - undone - loss
    after = replace(
        account,
        receivable=account.receivable - settled,
        advance=account.advance + beyond - undone,
        returned_revenue=revenue,
        loss=loss,
    )
    return after, Split(settled, beyond, account.returned_revenue - revenue, account.loss - loss)


def ship(account: Account, amount: Decimal) -> tuple[Account, Split]:
    """Goods worth ``amount`` left."""
    settled = min(amount, account.advance)
    beyond = amount - settled
    return replace(account, advance=account.advance - settled, receivable=account.receivable + beyond), Split(settled, beyond)


def refund(account: Account, amount: Decimal) -> tuple[Account, Split]:
    """Money was given back."""
    outside = account.returned_revenue + account.loss + max(amount - account.advance, ZERO)
    loss = min(outside, account.charged_back)
    revenue = outside - loss
    beyond = revenue - account.returned_revenue
    after = replace(account, advance=max(account.advance - amount, ZERO), returned_revenue=revenue, loss=loss)
    return after, Split(amount - beyond, beyond, ZERO, account.loss - loss)


def charge_back(account: Account, amount: Decimal) -> tuple[Account, Split]:
    """The buyer's bank took money back.  What a chargeback takes never was given back by us: no correction is needed."""
    beyond = max(amount - account.advance, ZERO)
    after = replace(
        account,
        advance=max(account.advance - amount, ZERO),
        loss=account.loss + beyond,
        charged_back=account.charged_back + amount,
    )
    return after, Split(amount - beyond, beyond)
