"""What the company sells."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SKU_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$"
EAN_PATTERN = r"^([0-9]{8}|[0-9]{12,14})?$"
NCM_PATTERN = r"^([0-9]{8})?$"


class Product(models.Model):
    """What a customer would call one thing; its variants are what is counted and sold."""

    name = models.CharField(_("name"), max_length=200)
    brand = models.CharField(_("brand"), max_length=80, blank=True)
    category = models.CharField(_("category"), max_length=120, blank=True)
    ncm = models.CharField(_("NCM"), max_length=8, blank=True, help_text=_("Eight digits of the Mercosur nomenclature."))
    updated_at = models.DateTimeField(_("changed at"), auto_now=True, db_default=Now())

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["name", "id"]
        constraints = [models.CheckConstraint(condition=Q(ncm__regex=NCM_PATTERN), name="inventory_product_ncm")]

    def __str__(self) -> str:
        return self.name


class Variant(models.Model):
    """
    What has a SKU.  A simple variant has stock; a kit has none of its own and stands for its components.

    ``search_text`` is kept by a trigger (lower case, no accents): SKU, EAN, product name, brand, option.
    """

    class Kind(models.TextChoices):
        SIMPLE = "simple", _("Simple")
        KIT = "kit", _("Kit")

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="variants", verbose_name=_("product"))
    sku = models.CharField(_("SKU"), max_length=64, unique=True)
    ean = models.CharField(_("barcode (EAN)"), max_length=14, blank=True)
    name = models.CharField(_("option"), max_length=120, blank=True, help_text=_("What tells it from its sisters: colour, size."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SIMPLE, db_default=Kind.SIMPLE)
    weight_grams = models.PositiveIntegerField(_("weight (g)"), default=0, db_default=0)
    is_active = models.BooleanField(pgettext_lazy("feminine", "active"), default=True, db_default=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True, db_default=Now())
    search_text = models.TextField(editable=False, default="", db_default="")

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        ordering = ["sku"]
        constraints = [
            models.CheckConstraint(condition=Q(sku__regex=SKU_PATTERN), name="inventory_variant_sku"),
            models.CheckConstraint(condition=Q(ean__regex=EAN_PATTERN), name="inventory_variant_ean"),
            models.CheckConstraint(condition=Q(kind__in=["simple", "kit"]), name="inventory_variant_kind"),
        ]
        indexes = [GinIndex(fields=["search_text"], name="inventory_variant_search", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.sku

    @property
    def is_kit(self) -> bool:
        return self.kind == self.Kind.KIT


class KitComponent(models.Model):
    """``quantity`` pieces of ``component`` are in one ``kit``.  A trigger refuses kits inside kits."""

    kit = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="components", verbose_name=_("kit"))
    component = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="in_kits", verbose_name=_("component"))
    quantity = models.PositiveIntegerField(_("quantity"))

    class Meta:
        verbose_name = _("kit component")
        verbose_name_plural = _("kit components")
        ordering = ["kit", "component"]
        constraints = [
            models.UniqueConstraint(fields=["kit", "component"], name="inventory_kitcomponent_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="inventory_kitcomponent_quantity"),
            models.CheckConstraint(condition=~Q(kit=F("component")), name="inventory_kitcomponent_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.kit_id}: {self.quantity} x {self.component_id}"
