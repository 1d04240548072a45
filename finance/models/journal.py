"""The journal: insert-only, balanced, dated in an open period.  Triggers hold all of it (docs/mechanisms/posting.md)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# Postgres sorts NaN above every number: an upper bound refuses it, and says so in the column's own words.
BEYOND_ALL_AMOUNTS = 10**16


def entry_number(entry_id: int, posted_on: date) -> str:
    """The number people say: year and posting sequence, as in 2026/000123."""
    return f"{posted_on.year}/{entry_id:06d}"


class JournalEntry(models.Model):
    """
    One posted entry.  The key is the posting sequence: the position of the ledger that every report states.

    ``event_id`` and ``rule`` make posting idempotent.  ``competence_date`` is set when the fact belongs to a period
    that was closed already: the entry is dated in the first open one and keeps the fact's own date here.
    """

    posted_on = models.DateField(_("date"))
    period = models.ForeignKey("finance.Period", on_delete=models.PROTECT, verbose_name=_("period"), db_index=False)
    competence_date = models.DateField(_("belongs to"), null=True, blank=True)
    description = models.CharField(_("description"), max_length=200)
    source_kind = models.CharField(_("kind of source"), max_length=30, blank=True)
    source_number = models.CharField(_("source"), max_length=60, blank=True)
    event_id = models.UUIDField(editable=False)
    rule = models.CharField(_("rule"), max_length=40)
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by", verbose_name=_("reverses")
    )
    total = models.DecimalField(_("amount"), max_digits=18, decimal_places=2)
    line_count = models.PositiveSmallIntegerField(_("lines"))
    posted_by_kind = models.CharField(max_length=10)
    posted_by_id = models.BigIntegerField()
    posted_by_name = models.CharField(_("posted by"), max_length=150)
    posted_at = models.DateTimeField(_("posted at"))

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["event_id", "rule"], name="finance_entry_once"),
            models.CheckConstraint(condition=Q(line_count__gte=2), name="finance_entry_two_lines"),
            models.CheckConstraint(condition=Q(total__gt=0, total__lt=BEYOND_ALL_AMOUNTS), name="finance_entry_total"),
        ]
        indexes = [
            models.Index(fields=["posted_on", "id"], name="finance_entry_by_date"),
            models.Index(fields=["source_number"], name="finance_entry_by_source"),
            models.Index(fields=["rule", "id"], name="finance_entry_by_rule"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return entry_number(self.pk, self.posted_on)


class JournalLine(models.Model):
    """
    One side of an entry.  ``amount`` is signed: debit positive, credit negative.

    ``posted_on`` repeats the entry's date (a trigger compares), so that balances need no join.
    """

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="lines", db_index=False)
    position = models.PositiveSmallIntegerField(_("line"))
    account = models.ForeignKey("finance.Account", on_delete=models.PROTECT, verbose_name=_("account"), db_index=False)
    posted_on = models.DateField(_("date"))
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="BRL")
    channel = models.CharField(_("channel"), max_length=20, blank=True)
    cost_centre = models.CharField(_("cost centre"), max_length=20, blank=True)
    party = models.CharField(_("party"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("journal line")
        verbose_name_plural = _("journal lines")
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="finance_line_once"),
            models.CheckConstraint(condition=~Q(amount=0) & Q(amount__lt=BEYOND_ALL_AMOUNTS), name="finance_line_amount"),
        ]
        indexes = [models.Index(fields=["account", "posted_on", "entry"], name="finance_line_by_account")]
