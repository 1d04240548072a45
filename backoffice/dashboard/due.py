"""What has a clock: promises of today and tomorrow, stock that is about to be given back."""

from datetime import datetime
from typing import Any

from backoffice.core.actors import Actor


def of(*, actor: Actor, at: datetime) -> list[dict[str, Any]]:
    return []
