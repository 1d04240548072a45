"""Files on their way in, piece by piece: a phone that loses the network goes on where it stopped."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from backoffice.core.models.kept_file import KeptFile
from backoffice.core.sealing import SealedTextField


class Upload(models.Model):
    """
    One file on its way.  ``owner`` is who may go on with it: "user:7", or whatever the area calls its candidate.

    Finished, it has its ``file`` and no parts; given up, it is swept after a day.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.CharField(max_length=60)
    purpose = models.CharField(max_length=20)
    name = SealedTextField(blank=True)
    size_bytes = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    file = models.OneToOneField(KeptFile, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(received__lte=F("size_bytes")), name="core_upload_received")]
        indexes = [
            models.Index(fields=["owner"], name="core_upload_open", condition=Q(file=None)),
            models.Index(fields=["created_at"], name="core_upload_age"),
        ]


class UploadPart(models.Model):
    """A piece, sealed; ``start`` is the place of its first byte in the file, ``size`` its plain length in bytes."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    start = models.PositiveBigIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["start"]
        constraints = [models.UniqueConstraint(fields=["upload", "start"], name="core_uploadpart_once")]
