"""Folded balances: what the journal's lines sum to, per month, so that a report reads thousands of rows, not millions."""

from django.db import models
from django.db.models import Q

# Refuses NaN, which Postgres sorts above every number.
BEYOND_ALL_SUMS = 10**18


# The channel of the rows that sum all channels: most reports read only these.
ALL_CHANNELS = "*"


class PeriodBalance(models.Model):
    """
    Sums of the lines up to ``FoldState.last_entry_id``: a row per channel, and one of channel "*" for all together.

    Derived: it may be emptied and folded again at any time.
    """

    period = models.ForeignKey("finance.Period", on_delete=models.PROTECT)
    account = models.ForeignKey("finance.Account", on_delete=models.PROTECT)
    currency = models.CharField(max_length=3)
    channel = models.CharField(max_length=20, blank=True)
    debit = models.DecimalField(max_digits=20, decimal_places=2)
    credit = models.DecimalField(max_digits=20, decimal_places=2)
    line_count = models.BigIntegerField()

    class Meta:
        constraints = [
            # In the order in which reports read: one currency, one channel (or "*"), some months.
            models.UniqueConstraint(fields=["currency", "channel", "period", "account"], name="finance_balance_once"),
            models.CheckConstraint(
                condition=Q(debit__gte=0, credit__gte=0, debit__lt=BEYOND_ALL_SUMS, credit__lt=BEYOND_ALL_SUMS),
                name="finance_balance_amounts",
            ),
        ]


class FoldState(models.Model):
    """How far the balances are folded: one row."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    last_entry_id = models.BigIntegerField(default=0)
    folded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="finance_foldstate_one_row")]
