"""Facts of the ledger that other areas hear of."""

from dataclasses import dataclass

from backoffice.events.base import Event


@dataclass(frozen=True, kw_only=True)
class PeriodReopeningAsked(Event):
    """Somebody wants a closed month (``period`` as in 202610) opened again: a second person has to decide."""

    reopening_id: int
    period: int
    asked_by_id: int
    asked_by: str


@dataclass(frozen=True, kw_only=True)
class PeriodReopeningDecided(Event):
    """A second person decided: ``status`` is approved or refused."""

    reopening_id: int
    period: int
    status: str
    asked_by_id: int
    decided_by: str
