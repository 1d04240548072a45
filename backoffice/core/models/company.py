"""The company whose back office this is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Company(models.Model):
    """
    One row: who stands on papers, reports and mails, and under which tax regime.

    ``cnpj`` is normalised, 14 characters, letters allowed since July 2026 (Instrução Normativa RFB 2.229/2024).
    ``version`` counts the changes, so that a stale edit is noticed.
    """

    class TaxRegime(models.TextChoices):
        MEI = "mei", _("MEI (micro-entrepreneur)")
        SIMPLES = "simples", _("Simples Nacional")
        PRESUMED = "presumed", _("Presumed profit")
        REAL = "real", _("Actual profit")

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("trade name"), max_length=80)
    legal_name = models.CharField(_("legal name"), max_length=150)
    cnpj = models.CharField("CNPJ", max_length=14)
    state_registration = models.CharField(_("state registration"), max_length=20, blank=True)
    tax_regime = models.CharField(_("tax regime"), max_length=10, choices=TaxRegime)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    postal_code = models.CharField(_("CEP"), max_length=8, blank=True)
    line1 = models.CharField(_("street and number"), max_length=120, blank=True)
    line2 = models.CharField(_("complement"), max_length=80, blank=True)
    district = models.CharField(_("district"), max_length=80, blank=True)
    city = models.CharField(_("city"), max_length=80)
    state = models.CharField(pgettext_lazy("address", "state"), max_length=2)
    updated_at = models.DateTimeField(_("changed"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("company")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="core_company_one"),
            models.CheckConstraint(condition=Q(cnpj__regex=r"^[0-9A-Z]{12}[0-9]{2}$"), name="core_company_cnpj"),
            models.CheckConstraint(condition=Q(tax_regime__in=["mei", "simples", "presumed", "real"]), name="core_company_tax_regime"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(legal_name=""), name="core_company_named"),
        ]

    def __str__(self) -> str:
        return self.name
