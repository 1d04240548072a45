"""What things cost the buyer."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# Postgres holds NaN above every number, so an upper bound also refuses it.
MAX_PRICE = Decimal("999999999999.99")


class PriceList(models.Model):
    """Prices of one currency, used by one or more sales channels."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=80)
    currency = models.CharField(_("currency"), max_length=3, default="BRL", db_default="BRL")

    class Meta:
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=Q(currency__in=["BRL", "USD", "EUR", "JPY"]), name="inventory_pricelist_currency")]

    def __str__(self) -> str:
        return self.name


class Price(models.Model):
    """The unit price of one variant in one list."""

    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="prices", verbose_name=_("price list"))
    variant = models.ForeignKey("inventory.Variant", on_delete=models.CASCADE, related_name="prices", verbose_name=_("variant"))
    amount = models.DecimalField(_("price"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        ordering = ["price_list", "variant"]
        constraints = [
            models.UniqueConstraint(fields=["price_list", "variant"], name="inventory_price_once"),
            models.CheckConstraint(condition=Q(amount__gte=0, amount__lte=MAX_PRICE), name="inventory_price_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id}: {self.amount}"
