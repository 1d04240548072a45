"""The audit trail, which is also every record's timeline."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from backoffice.core.audit_words import action_words, kind_words


class AuditEntry(models.Model):
    """
    One thing that somebody did to one record.  Insert-only: a trigger refuses UPDATE, DELETE and TRUNCATE.

    ``action`` is a stable code such as ``order.placed``; its words are built at the edge (core.timeline).
    """

    at = models.DateTimeField(_("when"))
    actor_kind = models.CharField(_("kind of actor"), max_length=10)
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(_("who"), max_length=150)
    action = models.CharField(_("what"), max_length=60)
    subject_kind = models.CharField(_("kind of record"), max_length=40)
    subject_key = models.CharField(_("record"), max_length=80)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    ip = models.GenericIPAddressField(_("address"), null=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_key", "id"], name="core_audit_subject")]

    def __str__(self) -> str:
        return f"{action_words(self.action)}: {kind_words(self.subject_kind)} {self.subject_key}"
