"""Taxes on sales as data: a rate is valid between dates and names its source."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SalesTaxRate(models.Model):
    """
    A percentage of what was sold (goods + freight - discount), posted with each shipment inside its dates.

    None exists by default: which tax a company pays, and at which rate, is for its accountant to say.
    """

    name = models.CharField(_("name"), max_length=60, help_text=_("As in: Simples Nacional, Anexo I"))
    rate = models.DecimalField(_("rate (%)"), max_digits=7, decimal_places=4)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("Last day; empty: until further notice."))
    source = models.CharField(_("source"), max_length=200, help_text=_("Law, table or assessment that the rate comes from."))

    class Meta:
        verbose_name = _("tax on sales")
        verbose_name_plural = _("taxes on sales")
        ordering = ["name", "-valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(rate__gt=0, rate__lt=100), name="finance_taxrate_rate"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="finance_taxrate_dates"),
            models.CheckConstraint(condition=~Q(source=""), name="finance_taxrate_source"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.rate.normalize():f}%"
