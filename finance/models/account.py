"""The chart of accounts: a tree by code, each leaf with its nature and its line of the income statement."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Account(models.Model):
    """
    One account.  The tree is the code: ``1.1.02`` is the parent of ``1.1.02.001``.

    Only postable (analytic) accounts take journal lines; the others sum up their children.  An account with lines keeps
    its code, kind and postability for good (a trigger refuses the change).
    """

    class Nature(models.TextChoices):
        DEBIT = "debit", _("Debit")
        CREDIT = "credit", _("Credit")

    class Kind(models.TextChoices):
        ASSET = "asset", _("Asset")
        LIABILITY = "liability", _("Liability")
        EQUITY = "equity", _("Equity")
        REVENUE = "revenue", _("Revenue")
        EXPENSE = "expense", _("Expense")

    code = models.CharField(_("code"), max_length=20, unique=True, help_text=_("Groups of digits with dots, as in 1.1.02.001."))
    name = models.CharField(_("name"), max_length=120)
    nature = models.CharField(_("nature"), max_length=6, choices=Nature)
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    statement_line = models.CharField(
        _("line of the income statement"),
        max_length=30,
        blank=True,
        help_text=_("Every postable revenue or expense account belongs to one."),
    )
    is_postable = models.BooleanField(_("takes entries"), default=True)
    is_active = models.BooleanField(pgettext_lazy("feminine", "active"), default=True)
    referential_code = models.CharField(
        _("referential code"), max_length=30, blank=True, help_text=_("Code in the tax authority's chart (ECD, ECF).")
    )

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("chart of accounts")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]+(\.[0-9]+)*$"), name="finance_account_code"),
            models.CheckConstraint(condition=Q(nature__in=["debit", "credit"]), name="finance_account_nature"),
            models.CheckConstraint(
                condition=Q(kind__in=["asset", "liability", "equity", "revenue", "expense"]), name="finance_account_kind"
            ),
            # A result account without its line would be missing from the income statement and break its proof.
            models.CheckConstraint(
                condition=Q(is_postable=False)
                | Q(kind__in=["asset", "liability", "equity"], statement_line="")
                | (Q(kind__in=["revenue", "expense"]) & ~Q(statement_line="")),
                name="finance_account_has_its_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def level(self) -> int:
        """1 for the roots."""
        return self.code.count(".") + 1

    @property
    def parent_code(self) -> str:
        return self.code.rpartition(".")[0]
