"""
How the facts of the sales area are booked.  Each rule: one event in, one entry out, or None if nothing was worth money.

The splits between advance and receivable come computed in the event; nothing is looked up or priced here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backoffice.core.clock import company_date
from backoffice.core.money import quantize_half_up
from backoffice.events.orders import OrderShipped, PaymentCaptured, PaymentChargedBack, PaymentRefunded
from finance.posting import roles
from finance.posting.drafts import EntryDraft, LineDraft, credit, debit, entry_of, without_zeros

CAPTURE = "payment_captured"
SHIPMENT = "order_shipped"
REFUND = "payment_refunded"
CHARGEBACK = "payment_charged_back"


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A tax on sales as the rules need it; ``rate`` in percent."""

    name: str
    rate: Decimal
    valid_from: date
    valid_to: date | None

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def capture(event: PaymentCaptured) -> EntryDraft | None:
    """The provider owes us the payment less its fee; the customer settles a debt or pays in advance."""
    same = {"currency": event.currency, "channel": event.channel}
    return entry_of(
        event,
        source=("order", event.order_number),
        rule=CAPTURE,
        description=f"Pagamento {event.payment} do pedido {event.order_number}",
        lines=without_zeros(
            debit(roles.PROVIDER_RECEIVABLE, event.amount - event.fee, party=event.provider, **same),
            debit(roles.PAYMENT_FEES, event.fee, party=event.provider, **same),
            credit(roles.CUSTOMER_RECEIVABLE, event.to_receivable, party=event.order_number, **same),
            credit(roles.CUSTOMER_ADVANCE, event.to_advance, party=event.order_number, **same),
        ),
    )


def shipment(event: OrderShipped, tax_rates: Sequence[TaxRate] = ()) -> EntryDraft | None:
    """Revenue, its discount and taxes, and the cost of what left, in the moment it left."""
    same = {"currency": event.currency, "channel": event.channel}
    day = company_date(event.occurred_at)
    taxable = event.items_total + event.freight_total - event.discount_total
    lines: list[LineDraft] = [
        debit(roles.CUSTOMER_ADVANCE, event.from_advance, party=event.order_number, **same),
        debit(roles.CUSTOMER_RECEIVABLE, event.to_receivable, party=event.order_number, **same),
        debit(roles.DISCOUNTS, event.discount_total, **same),
        credit(roles.PRODUCT_SALES, event.items_total, **same),
        credit(roles.FREIGHT_CHARGED, event.freight_total, **same),
        debit(roles.COST_OF_GOODS, event.cost_total, **same),
        credit(roles.INVENTORY, event.cost_total, **same),
    ]
    for tax in tax_rates:
        if tax.is_valid_on(day):
            amount = quantize_half_up(taxable * tax.rate / 100)
            lines += [
                debit(roles.SALES_TAXES, amount, party=tax.name, **same),
                credit(roles.SALES_TAX_PAYABLE, amount, party=tax.name, **same),
            ]
    return entry_of(
        event,
        source=("order", event.order_number),
        rule=SHIPMENT,
        description=f"Expedição {event.shipment} do pedido {event.order_number}",
        lines=without_zeros(*lines),
    )


def refund(event: PaymentRefunded) -> EntryDraft | None:
    """Money goes back through the provider: first the unused advance, then revenue is taken back."""
    same = {"currency": event.currency, "channel": event.channel}
    return entry_of(
        event,
        source=("order", event.order_number),
        rule=REFUND,
        description=f"Reembolso {event.payment} do pedido {event.order_number}",
        lines=without_zeros(
            debit(roles.CUSTOMER_ADVANCE, event.from_advance, party=event.order_number, **same),
            debit(roles.RETURNS, event.from_revenue, **same),
            credit(roles.PROVIDER_RECEIVABLE, event.amount, party=event.provider, **same),
        ),
    )


def chargeback(event: PaymentChargedBack) -> EntryDraft | None:
    """The buyer's bank took the money back: an unused advance ends, the rest is our loss, with the provider's penalty."""
    same = {"currency": event.currency, "channel": event.channel}
    return entry_of(
        event,
        source=("order", event.order_number),
        rule=CHARGEBACK,
        description=f"Contestação {event.payment} do pedido {event.order_number}",
        lines=without_zeros(
            debit(roles.CUSTOMER_ADVANCE, event.from_advance, party=event.order_number, **same),
            debit(roles.CHARGEBACK_LOSS, event.loss, party=event.provider, **same),
            debit(roles.CHARGEBACK_FEES, event.fee, party=event.provider, **same),
            credit(roles.PROVIDER_RECEIVABLE, event.amount + event.fee, party=event.provider, **same),
        ),
    )
