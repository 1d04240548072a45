"""Whether the home page of this installation greets with the first steps."""

from datetime import datetime
from typing import Any

from backoffice.core.actors import Actor
from backoffice.setup.models import StepDecision
from backoffice.setup.services import ALL
from backoffice.setup.steps import read_steps
from orders import queries as orders


def greeting(*, actor: Actor, at: datetime) -> dict[str, Any] | None:
    """The first steps for who may take them, until the first order came in or they are put off.  One query in daily use."""
    if not actor.may("system.manage_settings") or orders.has_orders() or StepDecision.objects.filter(step=ALL).exists():
        return None
    return read_steps(actor=actor, at=at)
