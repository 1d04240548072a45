"""Events, stored in the transaction that made them true."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OutboxMessage(models.Model):
    """
    A published event.  ``done`` when every AFTER_COMMIT handler ran (or there is none), ``parked`` after too many
    failures: a person looks at the error and sends it again from the admin.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("Pending")
        DONE = "done", pgettext_lazy("event", "Done")
        PARKED = "parked", _("Parked")

    event_id = models.UUIDField(unique=True)
    event_type = models.CharField(_("event"), max_length=60)
    payload = models.JSONField(_("content"))
    occurred_at = models.DateTimeField(_("occurred at"))
    status = models.CharField(_("status"), max_length=10, choices=Status)
    handled = models.JSONField(_("handlers done"), default=list)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("outbox message")
        verbose_name_plural = _("outbox")
        ordering = ["-id"]
        indexes = [models.Index(fields=["next_attempt_at"], name="core_outbox_pending", condition=Q(status="pending"))]
        constraints = [models.CheckConstraint(condition=Q(status__in=["pending", "done", "parked"]), name="core_outbox_status")]

    def __str__(self) -> str:
        return f"{self.event_type} {self.event_id}"
