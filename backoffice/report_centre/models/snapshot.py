"""Issued reports: what was handed out, provable later."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportSnapshot(models.Model):
    """
    The figures of one issued report, the position of the ledger they were read at, and the hash of it all.

    Insert-only (a trigger refuses changes).  The verification code is printed on the paper; its public page shows
    date, title, position and hash, no figures.
    """

    code = models.CharField(_("verification code"), max_length=17, unique=True)
    kind = models.CharField(_("report"), max_length=40)
    title = models.CharField(_("title"), max_length=160)
    params = models.JSONField(_("parameters"))
    as_of_seq = models.BigIntegerField(_("ledger position"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("hash of the content"), max_length=64)
    # No foreign key: jobs are tidied away one day, an issued report stays.
    job_id = models.UUIDField(null=True, unique=True, editable=False)
    created_by_name = models.CharField(_("issued by"), max_length=150)
    created_at = models.DateTimeField(_("issued at"))

    class Meta:
        verbose_name = _("issued report")
        verbose_name_plural = _("issued reports")
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "-created_at"], name="report_centre_snapshot_recent")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
