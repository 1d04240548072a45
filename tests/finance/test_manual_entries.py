"""What people write: every mistake is named, a good entry is posted once, a wrong one is reversed."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry
from finance import services
from finance.errors import AlreadyReversed, EntryInvalid, EntryNotFound, PeriodClosed, ReversalOfReversal
from finance.models import Account, JournalEntry
from finance.posting.drafts import LineDraft
from finance.services import ManualEntry
from tests.finance.builders import BANK, NOW, RENT, post, sale

pytestmark = pytest.mark.django_db
LIVIA = Actor(kind="user", id=3, name="Lívia Vasques")


def _entry(*lines: tuple[str, str], on: date = date(2026, 11, 20), description: str = "Aluguel de novembro") -> ManualEntry:
    return ManualEntry(uuid4(), on, description, tuple(LineDraft(account, Decimal(amount)) for account, amount in lines))


def _post(entry: ManualEntry) -> services.PostedEntry:
    return services.post_manual_entry(entry=entry, by=LIVIA, at=NOW)


def _close_october() -> None:
    services.close_period(period_id=202610, by=LIVIA, at=NOW)


def test_a_good_entry_is_posted_with_its_author_and_a_trace() -> None:
    posted = _post(_entry((RENT, "7900.00"), (BANK, "-7900.00")))

    entry = JournalEntry.objects.get()
    assert (entry.posted_by_name, entry.rule, entry.total) == ("Lívia Vasques", "manual", Decimal("7900.00"))
    trace = AuditEntry.objects.get(action="entry.posted")
    assert trace.after == {"number": posted.number, "amount": "7900.00", "description": "Aluguel de novembro"}


def test_sending_the_form_twice_posts_once() -> None:
    entry = _entry((RENT, "7900.00"), (BANK, "-7900.00"))

    first, second = _post(entry), _post(entry)

    assert (first.id, second.id, second.is_new) == (first.id, first.id, False)
    assert JournalEntry.objects.count() == 1
    assert AuditEntry.objects.filter(action="entry.posted").count() == 1


def test_every_mistake_is_named_with_its_line() -> None:
    Account.objects.filter(code="4.3.03.001").update(is_active=False)

    with pytest.raises(EntryInvalid) as refusal:
        _post(_entry(("9.9", "1"), ("4.3", "1"), ("4.3.03.001", "1"), (RENT, "0"), (RENT, "0.001"), (RENT, "NaN"), description=" "))

    assert [(mistake["line"], mistake["code"]) for mistake in refusal.value.data["errors"]] == [
        (0, "description_missing"),
        (1, "account_unknown"),
        (2, "account_not_postable"),
        (3, "account_inactive"),
        (4, "amount_missing"),
        (5, "amount_too_fine"),
        (6, "amount_impossible"),
    ]
    assert JournalEntry.objects.count() == 0


def test_one_line_is_no_entry() -> None:
    with pytest.raises(EntryInvalid) as refusal:
        _post(_entry((RENT, "1")))

    assert refusal.value.data["errors"][0]["code"] == "line_count"


def test_a_cent_too_much_is_refused_with_the_difference() -> None:
    with pytest.raises(EntryInvalid) as refusal:
        _post(_entry((RENT, "10.01"), (BANK, "-10.00")))

    assert refusal.value.data["errors"] == [{"line": 0, "code": "not_balanced", "currency": "BRL", "difference": "0.01"}]
    assert JournalEntry.objects.count() == 0


def test_a_closed_month_is_refused_with_a_date_that_would_do() -> None:
    _close_october()

    with pytest.raises(PeriodClosed) as refusal:
        _post(_entry((RENT, "1"), (BANK, "-1"), on=date(2026, 10, 20)))

    assert (refusal.value.data["status"], refusal.value.data["proposed_date"]) == ("closed", "2026-11-24")
    assert JournalEntry.objects.count() == 0


def test_a_reversal_is_the_mirror_image_linked_both_ways() -> None:
    [wrong] = post(sale("100.00", on=date(2026, 10, 5), channel="loja"))

    reversal = services.reverse_entry(entry_id=wrong.id, posted_on=date(2026, 11, 24), reason="valor errado", by=LIVIA, at=NOW)

    entry = JournalEntry.objects.get(pk=reversal.id)
    assert (entry.reverses_id, entry.reverses.reversed_by.pk, entry.posted_on) == (wrong.id, reversal.id, date(2026, 11, 24))
    assert entry.description == f"Estorno de {wrong.number}: valor errado"
    lines = {code: (amount, channel) for code, amount, channel in entry.lines.values_list("account__code", "amount", "channel")}
    assert lines == {BANK: (Decimal("-100.00"), "loja"), "3.1.01.001": (Decimal("100.00"), "loja")}
    assert JournalEntry.objects.get(pk=wrong.id).total == Decimal("100.00"), "the original stays as it is"


def test_an_entry_is_reversed_once_and_a_reversal_never() -> None:
    [wrong] = post(sale("100.00"))
    reversal = services.reverse_entry(entry_id=wrong.id, posted_on=date(2026, 11, 24), reason="x", by=LIVIA, at=NOW)

    with pytest.raises(AlreadyReversed) as refusal:
        services.reverse_entry(entry_id=wrong.id, posted_on=date(2026, 11, 24), reason="x", by=LIVIA, at=NOW)
    with pytest.raises(ReversalOfReversal):
        services.reverse_entry(entry_id=reversal.id, posted_on=date(2026, 11, 24), reason="x", by=LIVIA, at=NOW)

    assert refusal.value.data == {"number": wrong.number, "reversal": reversal.number}
    assert JournalEntry.objects.count() == 2


def test_a_reversal_into_a_closed_month_is_refused() -> None:
    [wrong] = post(sale("100.00", on=date(2026, 10, 5)))
    _close_october()

    with pytest.raises(PeriodClosed):
        services.reverse_entry(entry_id=wrong.id, posted_on=date(2026, 10, 31), reason="x", by=LIVIA, at=NOW)

    assert JournalEntry.objects.count() == 1


def test_what_does_not_exist_cannot_be_reversed() -> None:
    with pytest.raises(EntryNotFound):
        services.reverse_entry(entry_id=99, posted_on=date(2026, 11, 24), reason="x", by=LIVIA, at=NOW)
