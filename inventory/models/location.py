"""Where goods lie, and where they come from and go to."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Location(models.Model):
    """
    A node of the location tree.  Stock is double-entry: every move leaves one location and enters another.

    Warehouses, their bins and transit are inside the company and hold stock.  Supplier, customer, loss and opening are
    virtual ends outside it: one row each.  ``warehouse`` is kept by a trigger: a warehouse is its own, a bin has its
    parent's, the others have none.  A lower ``priority`` is picked first.
    """

    class Kind(models.TextChoices):
        WAREHOUSE = "warehouse", pgettext_lazy("stock place", "Warehouse")
        BIN = "bin", _("Bin")
        TRANSIT = "transit", _("In transit")
        SUPPLIER = "supplier", _("Supplier")
        CUSTOMER = "customer", _("Customer")
        LOSS = "loss", _("Losses and surpluses")
        OPENING = "opening", pgettext_lazy("stock", "Opening balance")

    INSIDE = (Kind.WAREHOUSE, Kind.BIN, Kind.TRANSIT)
    VIRTUAL_ENDS = (Kind.SUPPLIER, Kind.CUSTOMER, Kind.LOSS, Kind.OPENING, Kind.TRANSIT)

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("inside of")
    )
    warehouse = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="+", verbose_name=_("warehouse")
    )
    priority = models.PositiveSmallIntegerField(_("picking order"), default=100, db_default=100)
    is_pickable = models.BooleanField(
        _("sold from here"),
        default=True,
        db_default=True,
        help_text=_("Turn off for quarantine and damaged goods: orders never reserve from there."),
    )
    is_active = models.BooleanField(pgettext_lazy("feminine", "active"), default=True, db_default=True)

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["warehouse", "bin", "transit", "supplier", "customer", "loss", "opening"]),
                name="inventory_location_kind",
            ),
            models.CheckConstraint(condition=Q(kind="bin") ^ Q(parent__isnull=True), name="inventory_location_parent"),
            models.CheckConstraint(
                condition=Q(kind__in=["warehouse", "bin"]) ^ Q(warehouse__isnull=True), name="inventory_location_warehouse"
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind__in=["transit", "supplier", "customer", "loss", "opening"]),
                name="inventory_location_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        # The trigger has just decided the warehouse.
        self.refresh_from_db(fields=["warehouse"])
