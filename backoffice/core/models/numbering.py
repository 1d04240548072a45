"""Counters of documents whose numbers must have no gaps."""

from django.db import models


class NumberSequence(models.Model):
    """The last number taken of a gapless series, for example ``invoice/1`` (core.numbering)."""

    name = models.CharField(max_length=60, primary_key=True)
    last_number = models.BigIntegerField(default=0)
