"""What an act on many rows did to each of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BulkRun(models.Model):
    """
    One act on a selection of rows of a list; the work itself is its job.

    ``selection`` is a list of keys, or a filter with the newest row that existed when it was chosen, or another run whose
    refused rows are tried again (core.bulk.selection).  ``token`` comes from the form: a second click finds the first run.
    """

    job = models.OneToOneField("core.Job", models.CASCADE, primary_key=True, related_name="bulk", verbose_name=_("job"))
    token = models.UUIDField(unique=True, editable=False)
    list_code = models.CharField(_("list"), max_length=40)
    action = models.CharField(_("act"), max_length=40)
    selection = models.JSONField()
    params = models.JSONField(default=dict)
    done_count = models.PositiveIntegerField(pgettext_lazy("rows", "done"), default=0)
    refused_count = models.PositiveIntegerField(pgettext_lazy("rows", "refused"), default=0)
    skipped_count = models.PositiveIntegerField(_("already so"), default=0)

    class Meta:
        verbose_name = _("act on many rows")
        verbose_name_plural = _("acts on many rows")


class BulkRow(models.Model):
    """The verdict on one row, written in the transaction of its effect: a row is never acted on twice by one run."""

    class Verdict(models.TextChoices):
        DONE = "done", pgettext_lazy("verdict", "Done")
        REFUSED = "refused", pgettext_lazy("verdict", "Refused")
        SKIPPED = "skipped", pgettext_lazy("verdict", "Already so")

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="rows", db_index=False)
    key = models.CharField(_("row"), max_length=80)
    verdict = models.CharField(_("result"), max_length=8, choices=Verdict)
    code = models.CharField(_("code"), max_length=60, blank=True)
    detail = models.TextField(_("detail"), blank=True)

    class Meta:
        verbose_name = _("result of a row")
        verbose_name_plural = _("results of rows")
        constraints = [
            models.UniqueConstraint(fields=["run", "key"], name="core_bulkrow_once"),
            models.CheckConstraint(condition=Q(verdict__in=["done", "refused", "skipped"]), name="core_bulkrow_verdict"),
        ]
        indexes = [models.Index(fields=["run", "verdict", "id"], name="core_bulkrow_by_verdict")]
