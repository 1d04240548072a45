"""The confirmation e-mail: once, to whom it may concern, in Portuguese, with nothing smuggled into its headers."""

from dataclasses import replace
from decimal import Decimal

from django.core import mail

from backoffice.core import relay
from backoffice.core.models import AuditEntry, OutboxMessage
from backoffice.events.orders import OrderPlaced
from orders import handlers, services
from orders.services import CancellationDraft, CustomerDraft
from tests.orders.builders import ANA, Shop


def _event(shop: Shop, number: str, email: str = "ana@example.com") -> OrderPlaced:
    stored = OutboxMessage.objects.get(event_type="OrderPlaced", payload__order_number=number)
    return OrderPlaced(
        event_id=stored.event_id,
        occurred_at=shop.at,
        order_number=number,
        channel="loja",
        currency="BRL",
        total=Decimal(stored.payload["total"]),
        customer_name="Ana",
        customer_email=email,
    )


def test_the_buyer_hears_that_the_order_arrived(shop: Shop) -> None:
    number = shop.place(("KIT-COZINHA", 1), ("PRATO-AL", 3), external_id="BR-58231").number

    handlers.email_order_confirmation([_event(shop, number)])

    [message] = mail.outbox
    assert (message.to, message.subject) == (["ana@example.com"], "Recebemos seu pedido BR-58231")
    assert "Olá, Ana Beatriz Nogueira." in message.body
    assert "3 x Produto PRATO-AL: R$\u00a074,70" in message.body
    assert "Total: R$\u00a0404,70" in message.body
    assert "até 24/11 11:42" in message.body
    trace = AuditEntry.objects.get(action="order.confirmation_sent")
    assert (trace.subject_key, trace.after) == (number, None), "no address in a trail that cannot be erased"


def test_a_second_delivery_of_the_same_event_sends_nothing(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1)).number

    handlers.email_order_confirmation([_event(shop, number)])
    handlers.email_order_confirmation([_event(shop, number), _event(shop, number)])

    assert len(mail.outbox) == 1


def test_no_e_mail_where_the_channel_sends_its_own_or_the_order_is_off(shop: Shop) -> None:
    marketplace = shop.place(("PRATO-AL", 1), channel="mercado").number
    cancelled = shop.place(("PRATO-AL", 1)).number
    nameless = shop.place(("PRATO-AL", 1), customer=CustomerDraft(name="Balcão")).number
    services.cancel_order(draft=CancellationDraft(cancelled, "x"), by=shop.by, at=shop.at)

    handlers.email_order_confirmation([_event(shop, marketplace), _event(shop, cancelled), _event(shop, nameless, email="")])

    assert mail.outbox == []


def test_what_a_channel_sends_does_not_reach_the_headers(shop: Shop) -> None:
    name = "<script>{{7*7}}</script>"
    number = shop.place(("PRATO-AL", 1), customer=replace(ANA, name=name), external_id="X\r\nBcc: all@example.com").number

    handlers.email_order_confirmation([_event(shop, number)])

    [message] = mail.outbox
    assert message.subject == "Recebemos seu pedido X Bcc: all@example.com"
    assert message.recipients() == ["ana@example.com"]
    assert f"Olá, {name}." in message.body, "plain text needs no escaping, and nothing is computed"


def test_the_outbox_delivers_the_confirmation(shop: Shop) -> None:
    shop.place(("PRATO-AL", 1))
    OutboxMessage.objects.update(next_attempt_at=shop.at)

    relay.deliver_pending(at=shop.at)

    assert [message.to for message in mail.outbox] == [["ana@example.com"]]
    assert OutboxMessage.objects.get(event_type="OrderPlaced").status == "done"
