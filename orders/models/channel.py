"""Where orders come from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.models.checks import limit_amount, one_of


class Channel(models.Model):
    """
    A place of sale with its own rules: who sets the price, from which warehouse it sells, how long it holds stock.

    ``reservation_minutes`` 0 means that an unpaid order of this channel never expires.  The three ``approval_*`` rules say
    which orders wait for a person's approval, ``approval_limit`` up to which total the sales people may give it.
    """

    class Kind(models.TextChoices):
        OWN_STORE = "own_store", _("Own store")
        MARKETPLACE = "marketplace", _("Marketplace")
        PHONE = "phone", _("Phone")

    class PriceAuthority(models.TextChoices):
        BACKOFFICE = "backoffice", _("The price list decides")
        CHANNEL = "channel", _("The channel sends the price")

    code = models.SlugField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    price_authority = models.CharField(_("price authority"), max_length=10, choices=PriceAuthority, default=PriceAuthority.BACKOFFICE)
    price_list = models.ForeignKey(
        "inventory.PriceList", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("price list")
    )
    warehouse = models.ForeignKey("inventory.Location", models.PROTECT, related_name="+", verbose_name=_("warehouse"))
    currency = models.CharField(_("currency"), max_length=3, default="BRL")
    reservation_minutes = models.PositiveIntegerField(
        _("reservation in minutes"), default=60, help_text=_("How long an unpaid order holds its stock; 0 holds it until someone cancels.")
    )
    handling_days = models.PositiveSmallIntegerField(
        _("days to ship"), default=2, help_text=_("Promised ship date, in days after the order.")
    )
    ships_unpaid = models.BooleanField(
        _("ships before payment"), default=False, help_text=_("For marketplaces and customers on account: payment comes after shipping.")
    )
    approval_above = limit_amount(
        _("approve orders above (R$)"), help_text=_("An order with a larger total waits for somebody's approval; empty: never.")
    )
    approval_discount_percent = models.DecimalField(
        _("approve discounts above (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Of the items; empty: never."),
    )
    approval_first_above = limit_amount(
        _("approve a customer's first order above (R$)"), help_text=_("For customers without an earlier order; empty: never.")
    )
    approval_limit = limit_amount(
        _("approval limit (R$)"), help_text=_("Larger totals are approved by the finance manager only; empty: no limit.")
    )
    sends_emails = models.BooleanField(_("sends e-mail to customers"), default=False)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("sales channel")
        verbose_name_plural = _("sales channels")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="orders_channel_code"),
            one_of("kind", ["own_store", "marketplace", "phone"], name="orders_channel_kind"),
            models.CheckConstraint(
                condition=Q(approval_discount_percent=None) | Q(approval_discount_percent__gte=0, approval_discount_percent__lte=100),
                name="orders_channel_approval_percent",
            ),
            one_of("price_authority", ["backoffice", "channel"], name="orders_channel_price_authority"),
        ]

    def __str__(self) -> str:
        return self.name
