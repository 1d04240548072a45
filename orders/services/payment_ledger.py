"""Apply payment events to one locked order: sums, parking, the events to announce.  No statement is run here."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from backoffice.core.audit import Trace
from backoffice.events.orders import PaymentCaptured, PaymentChargedBack, PaymentRefunded
from orders import settlement
from orders.models import Order
from orders.services import facts
from orders.services.drafts import PaymentEventDraft
from orders.settlement import Account


@dataclass(slots=True)
class Message:
    """A payment event, new (``id`` 0) or as stored."""

    id: int
    order_number: str
    provider: str
    event_id: str
    kind: str
    amount: Decimal
    fee: Decimal
    method: str
    installments: int
    occurred_at: datetime
    applied_at: datetime | None = None

    @classmethod
    def of(cls, draft: PaymentEventDraft) -> "Message":
        return cls(0, *_content(draft))

    def says_the_same(self, draft: PaymentEventDraft) -> bool:
        return _content(self) == _content(draft)

    def row(self, ordinal: int, order_id: int) -> dict[str, Any]:
        return {
            "ordinal": ordinal,
            "order_id": order_id,
            "provider": self.provider,
            "event_id": self.event_id,
            "kind": self.kind,
            "amount": self.amount,
            "fee": self.fee,
            "method": self.method,
            "installments": self.installments,
            "occurred_at": self.occurred_at,
            "applied_at": self.applied_at,
        }


def _content(event: "Message | PaymentEventDraft") -> tuple[Any, ...]:
    return (
        event.order_number, event.provider, event.event_id, event.kind, event.amount, event.fee, event.method, event.installments,
        event.occurred_at,
    )  # fmt: skip


class PaymentLedger:
    """
    One order while events are applied to it.

    ``woken`` are parked events, stored before, that took effect now.  What money moved is in the three lists of events.
    """

    def __init__(self, order: Order) -> None:
        self.order = order
        self.parked: list[Message] = []
        self.woken: list[Message] = []
        self.traces: list[Trace] = []
        self.captured: list[PaymentCaptured] = []
        self.refunded: list[PaymentRefunded] = []
        self.charged_back: list[PaymentChargedBack] = []

    def park(self, message: Message) -> None:
        self.parked.append(message)

    def take(self, message: Message, *, at: datetime) -> None:
        """Apply the event, or park it; then apply what was waiting for it, the oldest first."""
        if self._fits(message):
            self._apply(message, at=at)
            self.traces.append(self._trace(message, at))
            self._wake(at=at)
        else:
            self.park(message)
            self.traces.append(self._trace(message, at))
        self.order.parked_count = len(self.parked)

    def _wake(self, *, at: datetime) -> None:
        self.parked.sort(key=lambda message: (message.occurred_at, message.provider, message.event_id))
        waiting, self.parked = self.parked, []
        for message in waiting:
            if not self._fits(message):
                self.parked.append(message)
                continue
            self._apply(message, at=at)
            if message.id:
                self.woken.append(message)
                self.traces.append(self._trace(message, at))

    def _fits(self, message: Message) -> bool:
        """Nothing can be voided, refunded or taken back that has not come: never more than the sum it takes from."""
        order, amount = self.order, message.amount
        if message.kind == "voided":
            return order.voided_total + amount <= order.authorized_total
        if message.kind == "refunded":
            return order.refunded_total + amount <= order.captured_total
        if message.kind == "chargeback":
            return order.charged_back_total + amount <= order.captured_total
        return True

    def _apply(self, message: Message, *, at: datetime) -> None:
        message.applied_at = at
        getattr(self, f"_apply_{message.kind}")(message)

    def _apply_authorized(self, message: Message) -> None:
        self.order.authorized_total += message.amount

    def _apply_voided(self, message: Message) -> None:
        self.order.voided_total += message.amount

    def _apply_captured(self, message: Message) -> None:
        order = self.order
        account, split = settlement.capture(self._account(), message.amount)
        order.captured_total += message.amount
        if message.amount:
            # Paid for, or being paid for: the order waits for a person now, not for the clock.
            order.reserved_until = None
        self._keep(account)
        self.captured.append(facts.payment_captured(order, message, split))
        self._correct(message, split)

    def _apply_refunded(self, message: Message) -> None:
        account, split = settlement.refund(self._account(), message.amount)
        self.order.refunded_total += message.amount
        self._keep(account)
        self.refunded.append(facts.payment_refunded(self.order, message, split))
        self._correct(message, split)

    def _apply_chargeback(self, message: Message) -> None:
        account, split = settlement.charge_back(self._account(), message.amount)
        self.order.charged_back_total += message.amount
        self._keep(account)
        self.charged_back.append(facts.payment_charged_back(self.order, message, split))

    def _correct(self, message: Message, split: settlement.Split) -> None:
        """Earlier events were split before this one was known: move the difference."""
        if split.refund_correction:
            self.refunded.append(facts.refund_correction(self.order, message, split.refund_correction))
        if split.loss_correction:
            self.charged_back.append(facts.loss_correction(self.order, message, split.loss_correction))

    def _account(self) -> Account:
        return account_of(self.order)

    def _keep(self, account: Account) -> None:
        keep_account(self.order, account)

    def _trace(self, message: Message, at: datetime) -> Trace:
        after = {
            "provider": message.provider,
            "event_id": message.event_id,
            "amount": message.amount,
            "method": message.method,
            "installments": message.installments,
            "occurred_at": message.occurred_at,
            "is_parked": message.applied_at is None,
            "order_is_off": self.order.cancelled_at is not None or self.order.expired_at is not None,
        }
        return Trace(action=f"payment.{message.kind}", subject=("order", self.order.number), at=at, after=after)


def account_of(order: Order) -> Account:
    """Where the order stands with its customer (orders.settlement)."""
    return Account(
        advance=order.advance_total,
        receivable=order.receivable_total,
        returned_revenue=order.returned_revenue_total,
        loss=order.lost_total,
        charged_back=order.charged_back_total,
    )


def keep_account(order: Order, account: Account) -> None:
    """Note on the order where it stands now; the sums of payment events are kept beside it."""
    order.advance_total = account.advance
    order.receivable_total = account.receivable
    order.returned_revenue_total = account.returned_revenue
    order.lost_total = account.loss
