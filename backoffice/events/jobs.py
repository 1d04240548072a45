"""Facts of the background jobs."""

from dataclasses import dataclass

from backoffice.events.base import Event


@dataclass(frozen=True, kw_only=True)
class JobFinished(Event):
    """
    A job came to its end: ``status`` is done, failed or cancelled.

    ``requested_by_id`` is the user who asked, 0 for the system; ``refused`` counts the rows that the job left out.
    """

    job_id: str
    kind: str
    title: str
    status: str
    requested_by_id: int
    requested_by_name: str
    refused: int
