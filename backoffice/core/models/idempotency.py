"""Answers kept so that a repeated request has one effect."""

from django.db import models


class IdempotencyKey(models.Model):
    """The answer given to one (client, key), written in the transaction of its effect (core.idempotency)."""

    client = models.ForeignKey("core.ApiClient", on_delete=models.PROTECT)
    key = models.CharField(max_length=255)
    operation = models.CharField(max_length=120)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    response = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="core_idempotency_once")]
        indexes = [models.Index(fields=["created_at"], name="core_idempotency_age")]
