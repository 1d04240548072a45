"""Facts of the report centre."""

from dataclasses import dataclass

from backoffice.events.base import Event


@dataclass(frozen=True, kw_only=True)
class ScheduledReportReady(Event):
    """A report made by schedule is ready for one recipient, who may still read it."""

    delivery_id: int


@dataclass(frozen=True, kw_only=True)
class ReportScheduleTroubled(Event):
    """
    A schedule did not do all it should: ``problem`` is owner_gone or not_allowed (it is paused now) or left_out (``names``
    got nothing).
    """

    schedule_id: int
    kind: str
    problem: str
    names: str
