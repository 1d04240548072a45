"""
E-mails to buyers.

The outbox delivers at least once.  Each e-mail leaves a trace on the order, in the transaction of the delivery; an
order that has the trace gets no second e-mail.  A crash between sending and committing may still send twice: the
Message-ID, made from the event id, lets mail programs show one.
"""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from backoffice.core import audit
from backoffice.core.actors import SYSTEM
from backoffice.core.company import get_company
from backoffice.core.models import AuditEntry
from backoffice.events.orders import OrderPlaced
from orders.models import Order

CONFIRMED = "order.confirmation_sent"


def send_confirmations(events: Sequence[OrderPlaced]) -> int:
    """Send what is still to send; return how many e-mails left.  Five statements and one connection to the mail server."""
    wanted = {event.order_number: event for event in events if event.customer_email and not event.is_history}
    orders = list(
        Order.objects.filter(number__in=wanted, status="open", channel__sends_emails=True)
        .select_related("channel")
        .prefetch_related("lines")
        .order_by("pk")
    )
    sent = set(
        AuditEntry.objects.filter(action=CONFIRMED, subject_kind="order", subject_key__in=[order.number for order in orders]).values_list(
            "subject_key", flat=True
        )
    )
    waiting = [order for order in orders if order.number not in sent]
    for order in waiting:
        _confirmation(order, wanted[order.number]).send()
    # The trail is kept for ever and must not hold addresses: the customer's row has it, until somebody asks to be forgotten.
    traces = [audit.Trace(action=CONFIRMED, subject=("order", order.number), at=order.placed_at) for order in waiting]
    audit.record(traces, by=SYSTEM)
    return len(waiting)


def _confirmation(order: Order, event: OrderPlaced) -> EmailMessage:
    with override(settings.LANGUAGE_CODE):
        body = render_to_string("orders/mail/confirmation.txt", {"order": order, "lines": order.lines.all(), "company": get_company()})
        subject = _("We received your order %(number)s") % {"number": order.external_id or order.number}
    # A subject is one line whatever a channel sends as its own number.
    subject = " ".join(subject.split())
    headers = {"Message-ID": f"<{event.event_id}@retaguarda>"}
    return EmailMessage(subject=subject, body=body, to=[event.customer_email], headers=headers)
