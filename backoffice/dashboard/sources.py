"""Where the figures of the queues and of the menu come from: one query set each, read once for everybody who sees the same rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.dashboard import my_jobs
from backoffice.dashboard.kept import Kept, remember, scope_of
from backoffice.privacy.queries import get_due_figures
from finance.queries.queues import get_periods_due
from hr.queries import admissions
from hr.queries.esocial_due import get_esocial_figures
from hr.queries.leave_due import get_leave_due, list_ending_probations
from hr.queries.paper_list import count_papers
from hr.queries.qualification_list import count_qualifications
from inventory import queries as stock
from inventory.queries.queues import list_open_corrections
from orders import queries as orders
from orders.queries.due import get_due
from orders.queries.queues import get_queue_figures

Load = Callable[[Actor, datetime], Any]


@dataclass(frozen=True, slots=True)
class Source:
    """``load`` reads the figures; ``personal`` ones differ between two people with the same rights."""

    load: Load
    personal: bool = False


def _orders(actor: Actor, at: datetime) -> Any:
    return get_queue_figures(actor=actor, today=clock.company_date(at))


def _due(actor: Actor, at: datetime) -> Any:
    return get_due(actor=actor, at=at, today=clock.company_date(at))


def _stock(actor: Actor, at: datetime) -> Any:
    return stock.count_tabs(actor=actor)


def _warehouse(actor: Actor, at: datetime) -> Any:
    return orders.count_warehouse(actor=actor)


def _corrections(actor: Actor, at: datetime) -> Any:
    return list_open_corrections(actor=actor)


def _periods(actor: Actor, at: datetime) -> Any:
    return get_periods_due(user_id=actor.id, today=clock.company_date(at))


def _admissions(actor: Actor, at: datetime) -> Any:
    return admissions.get_queue_figures(actor=actor, today=clock.company_date(at))


def _papers(actor: Actor, at: datetime) -> Any:
    return count_papers(actor=actor, today=clock.company_date(at))


def _jobs(actor: Actor, at: datetime) -> Any:
    return my_jobs.count(actor=actor, at=at)


def _privacy(actor: Actor, at: datetime) -> Any:
    return get_due_figures(actor=actor, today=clock.company_date(at))


def _leave(actor: Actor, at: datetime) -> Any:
    return get_leave_due(actor=actor, today=clock.company_date(at))


def _probations(actor: Actor, at: datetime) -> Any:
    return list_ending_probations(actor=actor, today=clock.company_date(at))


def _esocial(actor: Actor, at: datetime) -> Any:
    return get_esocial_figures(today=clock.company_date(at))


def _qualification(actor: Actor, at: datetime) -> Any:
    return count_qualifications(actor=actor)


SOURCES: dict[str, Source] = {
    "orders": Source(_orders),
    "due": Source(_due),
    "warehouse": Source(_warehouse),
    "stock": Source(_stock),
    "corrections": Source(_corrections, personal=True),
    "periods": Source(_periods, personal=True),
    "admissions": Source(_admissions),
    "papers": Source(_papers),
    "esocial": Source(_esocial),
    "qualification": Source(_qualification),
    "privacy": Source(_privacy),
    "jobs": Source(_jobs, personal=True),
    "leave": Source(_leave, personal=True),
    "probations": Source(_probations, personal=True),
}


def read(name: str, *, actor: Actor, at: datetime) -> Kept:
    """The figures of a source and the moment at which they were read."""
    source = SOURCES[name]
    key = f"figures:{name}:{scope_of(actor, personal=source.personal)}"
    return remember(key, seconds=settings.FIGURES_SECONDS, at=at, load=lambda: source.load(actor, at))
