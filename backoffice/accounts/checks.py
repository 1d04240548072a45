"""`check --deploy`: roles that touch money, people or settings must not be one password away."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning


def second_factor_is_required(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A warning where a password alone opens everything (SECOND_FACTOR_REQUIRED)."""
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    hint = "Set SECOND_FACTOR_REQUIRED=true in the environment."
    return [Warning("Finance, people and settings are open with a password alone.", hint=hint, id="accounts.W001")]
