"""F11: a payment provider says the same thing twenty times, eight at once."""

from concurrent.futures import ThreadPoolExecutor

from tests.faults.installation import Installation
from tests.faults.storefront import Storefront


def test_one_payment_told_twenty_times_is_one_payment(installation: Installation, storefront: Storefront) -> None:
    order = storefront.insist("told-often", "COPO-02", 3).body
    event = {
        "event_id": "told-often-1",
        "type": "captured",
        "amount": order["total"],
        "method": "pix",
        "occurred_at": "2026-01-05T10:00:00-03:00",
        "provider": "psp",
        "fee": "0.99",
    }

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: storefront.send("POST", f"orders/{order['number']}/payments/", event), range(20)))

    assert sorted(answer.status for answer in answers) == [200] * 19 + [201]
    states = {(answer.body["payment_status"], answer.body["captured_total"]) for answer in answers}
    assert states == {("paid", order["total"])}
    rows = installation.sql("SELECT count(*), sum(amount)::text FROM orders_paymentevent WHERE event_id = 'told-often-1'")
    assert rows == [(1, order["total"])]
    entries = "SELECT count(*) FROM finance_journalentry WHERE source_number = %s"
    assert installation.value(entries, order["number"]) == 1
    announced = "SELECT count(*) FROM core_outboxmessage WHERE event_type = 'PaymentCaptured' AND payload ->> 'order_number' = %s"
    assert installation.value(announced, order["number"]) == 1
