"""What sign-in counts itself; second factors and sessions are rows of django-allauth, failed passwords of django-axes."""

from django.conf import settings
from django.db import models


class Attempt(models.Model):
    """A wrong code of a second factor, or a request for a new password: counted for a while, then deleted."""

    class Kind(models.TextChoices):
        CODE = "code", "wrong code"
        RESET = "reset", "password reset asked"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    address = models.GenericIPAddressField(help_text="As counted: of IPv6 the /64.")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "address", "at"], name="accounts_attempt_address"),
            models.Index(fields=["kind", "user", "at"], name="accounts_attempt_user"),
        ]
