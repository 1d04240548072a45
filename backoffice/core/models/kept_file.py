"""Papers that people hand in: private, sealed, checked before anybody opens them."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backoffice.core.sealing import SealedTextField


class KeptFile(models.Model):
    """
    A file that came from outside; its sealed bytes lie under ``path`` below MEDIA_ROOT, the row never changes but for
    the scanner's verdict and the disposal.

    ``sha256`` is of the content we serve (re-encoded), ``source_sha256`` of what was handed in.  ``name`` is the name it
    came with, which may say who it is about: sealed, and never part of a path.  ``purpose`` says which area answers for it.
    """

    class Verdict(models.TextChoices):
        PENDING = "pending", _("Being checked")
        CLEAN = "clean", _("Clean")
        QUARANTINED = "quarantined", _("Quarantined")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    purpose = models.CharField(max_length=20)
    content_type = models.CharField(max_length=40)
    size_bytes = models.PositiveBigIntegerField()
    pages = models.PositiveSmallIntegerField(default=1)
    sha256 = models.CharField(max_length=64)
    source_sha256 = models.CharField(max_length=64)
    name = SealedTextField(blank=True)
    path = models.CharField(max_length=200, unique=True)
    verdict = models.CharField(max_length=11, choices=Verdict, default=Verdict.PENDING)
    uploaded_by = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    disposed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("kept file")
        verbose_name_plural = _("kept files")
        constraints = [models.CheckConstraint(condition=Q(verdict__in=["pending", "clean", "quarantined"]), name="core_keptfile_verdict")]
        indexes = [models.Index(fields=["created_at"], name="core_keptfile_to_scan", condition=Q(verdict="pending"))]
