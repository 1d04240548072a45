"""What a person asked for last time."""

from django.conf import settings
from django.db import models


class LastChoice(models.Model):
    """The last choices of one person for one report: the form opens with them, the catalogue offers them again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    choices = models.JSONField()
    formats = models.CharField(max_length=20)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="report_centre_choice_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"
