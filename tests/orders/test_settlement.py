"""Who owes whom: whatever the order of arrival, the same sums; nothing is lost on the way."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from orders import settlement
from orders.settlement import Account

Step = tuple[str, Decimal]
cents = st.integers(min_value=0, max_value=50_000).map(lambda value: Decimal(value) / 100)
payments = st.lists(st.tuples(st.sampled_from(["capture", "refund", "charge_back"]), cents), max_size=8)
sales = st.lists(cents, max_size=3)


def _run(account: Account, steps: list[Step]) -> tuple[Account, dict[str, Decimal]]:
    """The account after the steps, and what was posted to advance, receivable, revenue and loss on the way."""
    posted = dict.fromkeys(("advance", "receivable", "revenue", "loss"), Decimal("0.00"))
    for name, amount in steps:
        account, split = getattr(settlement, name)(account, amount)
        assert split.settled + split.beyond == amount
        assert split.settled >= 0
        assert split.beyond >= 0
        if name == "capture":
            posted["receivable"] -= split.settled
            posted["advance"] += split.beyond
        elif name == "ship":
            posted["advance"] -= split.settled
            posted["receivable"] += split.beyond
        else:
            posted["advance"] -= split.settled
            posted["revenue" if name == "refund" else "loss"] += split.beyond
        posted["advance"] -= split.refund_correction + split.loss_correction
        posted["revenue"] -= split.refund_correction
        posted["loss"] -= split.loss_correction
    return account, posted


@given(before=sales, events=payments, data=st.data())
def test_any_order_of_payment_events_ends_in_the_same_account_and_the_same_postings(
    before: list[Decimal], events: list[Step], data: st.DataObject
) -> None:
    shipped, _ = _run(Account(), [("ship", amount) for amount in before])
    shuffled = data.draw(st.permutations(events))

    assert _run(shipped, list(events)) == _run(shipped, shuffled)


@given(steps=st.lists(st.tuples(st.sampled_from(["capture", "ship", "refund", "charge_back"]), cents), max_size=12))
def test_the_account_is_what_was_posted_and_never_negative(steps: list[Step]) -> None:
    account, posted = _run(Account(), steps)

    assert (account.advance, account.receivable) == (posted["advance"], posted["receivable"])
    assert (account.returned_revenue, account.loss) == (posted["revenue"], posted["loss"])
    assert min(account.advance, account.receivable, account.returned_revenue, account.loss) >= 0
    assert min(account.advance, account.receivable) == 0
    assert min(account.advance, account.returned_revenue + account.loss) == 0


@given(steps=st.lists(st.tuples(st.sampled_from(["capture", "ship", "refund", "charge_back"]), cents), max_size=12))
def test_what_came_in_and_went_out_is_all_accounted_for(steps: list[Step]) -> None:
    account, _ = _run(Account(), steps)

    def total(name: str) -> Decimal:
        return sum((amount for step, amount in steps if step == name), Decimal("0.00"))

    held = total("capture") - total("refund") - total("charge_back")
    assert account.advance - account.receivable - account.returned_revenue - account.loss == held - total("ship")


def test_a_prepaid_order_is_an_advance_until_it_ships() -> None:
    account, captured = settlement.capture(Account(), Decimal("100.00"))
    assert (captured.settled, captured.beyond) == (Decimal("0.00"), Decimal("100.00"))

    account, shipped = settlement.ship(account, Decimal("80.00"))
    assert (shipped.settled, shipped.beyond) == (Decimal("80.00"), Decimal("0.00"))
    assert account == Account(advance=Decimal("20.00"))


def test_a_refund_takes_the_advance_first_and_revenue_for_the_rest() -> None:
    account, refunded = settlement.refund(Account(advance=Decimal("20.00")), Decimal("30.00"))

    assert (refunded.settled, refunded.beyond) == (Decimal("20.00"), Decimal("10.00"))
    assert account == Account(returned_revenue=Decimal("10.00"))


def test_a_refund_after_a_chargeback_takes_back_the_advance_that_the_chargeback_used() -> None:
    account, _ = settlement.charge_back(Account(advance=Decimal("20.00")), Decimal("50.00"))
    assert account.loss == Decimal("30.00")

    account, refunded = settlement.refund(account, Decimal("30.00"))

    # As if the refund had come first: 20 from the advance, 10 from revenue, and the chargeback is all loss.
    assert (refunded.settled, refunded.beyond, refunded.loss_correction) == (Decimal("20.00"), Decimal("10.00"), Decimal("-20.00"))
    assert (account.returned_revenue, account.loss) == (Decimal("10.00"), Decimal("50.00"))


def test_a_capture_that_comes_after_its_refund_undoes_what_was_taken_from_revenue() -> None:
    account, _ = settlement.refund(Account(), Decimal("30.00"))

    account, captured = settlement.capture(account, Decimal("100.00"))

    assert (captured.beyond, captured.refund_correction) == (Decimal("100.00"), Decimal("30.00"))
    assert account == Account(advance=Decimal("70.00"))
