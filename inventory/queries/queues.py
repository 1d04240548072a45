"""What waits for a person in the stock area."""

from django.db.models import Count

from backoffice.core.actors import Actor
from inventory.models import StockDifference


def list_open_corrections(*, actor: Actor) -> list[tuple[str, int]]:
    """
    (job, proposed corrections) of each reconciliation that the actor may decide, the newest first.

    Whoever asked for a reconciliation may not decide it, so an own one does not wait for oneself.
    """
    waiting = StockDifference.objects.filter(status=StockDifference.Status.PROPOSED).exclude(
        reconciliation__requested_by_kind=actor.kind, reconciliation__requested_by_id=actor.id
    )
    grouped = waiting.order_by("-reconciliation_id").values_list("reconciliation_id", "reconciliation__job_id").annotate(count=Count("pk"))
    return [(str(job_id), count) for _key, job_id, count in grouped]
