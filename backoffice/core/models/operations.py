"""Signs of life."""

from django.db import models


class Heartbeat(models.Model):
    """When a part of the installation (worker, beat) last showed that it works; read by /readyz."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
