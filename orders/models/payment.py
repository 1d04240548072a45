"""What payment providers told us, in the order they told it."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.models.checks import not_negative, one_of


class PaymentEvent(models.Model):
    """
    One message of a payment provider.  Append-only: a trigger refuses DELETE and any UPDATE but the one that fills
    ``applied_at``.

    An event that arrives before the one it needs (a refund before its capture) is parked: ``applied_at`` stays empty
    until the other arrives.
    """

    class Kind(models.TextChoices):
        AUTHORIZED = "authorized", pgettext_lazy("payment event", "Authorized")
        CAPTURED = "captured", pgettext_lazy("payment event", "Captured")
        REFUNDED = "refunded", pgettext_lazy("payment event", "Refunded")
        VOIDED = "voided", pgettext_lazy("payment event", "Authorization voided")
        CHARGEBACK = "chargeback", _("Chargeback")

    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="payment_events", verbose_name=_("order"))
    provider = models.CharField(_("provider"), max_length=40)
    event_id = models.CharField(_("event"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    fee = models.DecimalField(_("fee"), max_digits=14, decimal_places=2, default=Decimal("0.00"))
    method = models.CharField(_("method"), max_length=40, blank=True)
    installments = models.PositiveSmallIntegerField(_("installments"), default=1)
    occurred_at = models.DateTimeField(_("occurred"))
    received_at = models.DateTimeField(_("received"))
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)

    class Meta:
        verbose_name = _("payment event")
        verbose_name_plural = _("payment events")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="orders_payment_once"),
            one_of("kind", ["authorized", "captured", "refunded", "voided", "chargeback"], name="orders_payment_kind"),
            not_negative("amount", "fee", name="orders_payment_amounts"),
        ]
        indexes = [models.Index(fields=["order"], condition=Q(applied_at=None), name="orders_payment_parked")]
