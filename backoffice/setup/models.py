"""What somebody decided about the first steps.  What is done is never stored: it is read from the data."""

from django.db import models


class StepDecision(models.Model):
    """A step that the company does not need; step "all": the whole list is put off and greets nobody."""

    step = models.CharField(max_length=20, unique=True)
    decided_by = models.CharField(max_length=150)
    decided_at = models.DateTimeField()
