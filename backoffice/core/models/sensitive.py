"""Who read what is nobody's business but the person's: the trace of looks at sensitive data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SensitiveRead(models.Model):
    """
    One look at somebody's sensitive data; insert-only, shown to the person it is about (LGPD arts. 11, 18, 37).

    ``subject`` is "person" and its public key, as in the audit trail; ``group`` one of core.sensitive.GROUPS; ``item`` what
    of it ("document 3f2a…", "salary list").  Values are never written here.
    """

    subject_kind = models.CharField(max_length=20)
    subject_key = models.CharField(max_length=40)
    group = models.CharField(_("kind of data"), max_length=12)
    item = models.CharField(_("what"), max_length=80, blank=True)
    reader_kind = models.CharField(max_length=8)
    reader_id = models.PositiveBigIntegerField()
    reader_name = models.CharField(_("read by"), max_length=150)
    read_at = models.DateTimeField(_("when"))
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("sensitive read")
        verbose_name_plural = _("sensitive reads")
        indexes = [models.Index(fields=["subject_kind", "subject_key", "-read_at"], name="core_sensitive_of_subject")]
