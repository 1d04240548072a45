"""Requests to open a closed month again: one person asks, another decides."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from finance.models.period import Period


class PeriodReopening(models.Model):
    """
    One request.  waiting -> approved (the month is open again) or refused by somebody else, or withdrawn by who asked.

    That who asked does not approve is a constraint, not only a rule of the service.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("reopening", "Waits for a second person")
        APPROVED = "approved", pgettext_lazy("reopening", "Approved")
        REFUSED = "refused", pgettext_lazy("reopening", "Refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("reopening", "Withdrawn")

    period = models.ForeignKey(Period, models.PROTECT, related_name="reopenings", verbose_name=_("period"))
    reason = models.CharField(_("reason"), max_length=200)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.WAITING)
    asked_by_id = models.BigIntegerField()
    asked_by = models.CharField(_("asked by"), max_length=150)
    asked_at = models.DateTimeField(_("asked at"))
    decided_by_id = models.BigIntegerField(null=True)
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("reopening of a period")
        verbose_name_plural = _("reopenings of periods")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "approved", "refused", "withdrawn"]), name="finance_reopening_status"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="finance_reopening_reason"),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at=None, decided_by_id=None)
                | Q(~Q(status="waiting"), decided_at__isnull=False, decided_by_id__isnull=False),
                name="finance_reopening_decided",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "withdrawn"]) | ~Q(decided_by_id=F("asked_by_id")), name="finance_reopening_two_people"
            ),
            models.UniqueConstraint(fields=["period"], condition=Q(status="waiting"), name="finance_reopening_waits_once"),
        ]

    def __str__(self) -> str:
        return f"{self.period} ({self.status})"
