"""The kinds of report there are; the table is collected in ``backoffice/wiring.py`` and learnt at start."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from backoffice.core.actors import Actor
from backoffice.core.reports.forms import ReportForm
from backoffice.core.reports.tables import Chart, Figure, Table


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report covers (basis, channels) and whether its figures can still change, in words."""

    covers: str
    state: str


def _nothing(_content: Any) -> Sequence[Any]:
    return ()


def _no_more(_content: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class ReportKind:
    """
    One report: how it is asked for, built, proved and drawn.  A new one is a builder and a row of this.

    ``build`` takes the parameters that ``form`` made and whoever asks, and returns ``content``: a frozen dataclass with
    ``title``, ``position`` and ``proofs``, which is kept and hashed; everything that people see is drawn from it.
    ``permission`` is for reading on screen, ``issue_permission`` for paper, spreadsheet and schedule.
    """

    name: str
    slug: str
    area: str | Promise
    title: str | Promise
    sentence: str | Promise
    picture: str
    permission: str
    issue_permission: str
    form: type[ReportForm]
    content: type
    build: Callable[[dict[str, Any], Actor], Any]
    basis: Callable[[Any], Basis]
    tables: Callable[[Any], Sequence[Table]]
    file_name: Callable[[Any], str]
    figures: Callable[[Any], Sequence[Figure]] = _nothing
    charts: Callable[[Any], Sequence[Chart]] = _nothing
    # How people call it, where the title is long.
    short: str | Promise = ""
    # The url name of a page of its own; without one the common page draws the tables.
    screen: str = ""
    paper: str = "report_centre/paper.html"
    paper_more: Callable[[Any], dict[str, Any]] = _no_more
    preview: str = "report_centre/tables.html"
    preview_more: Callable[[Any], dict[str, Any]] = _no_more

    def may_read(self, actor: Actor) -> bool:
        return actor.may(self.permission)

    def may_issue(self, actor: Actor) -> bool:
        """Reading is asked too: nobody issues what he may not read."""
        return actor.may(self.permission) and actor.may(self.issue_permission)


_kinds: dict[str, ReportKind] = {}


def install(kinds: Iterable[ReportKind]) -> None:
    """Take over the table of reports; called once at start."""
    _kinds.clear()
    _kinds.update((kind.name, kind) for kind in kinds)


def known_kinds() -> list[ReportKind]:
    """Every report, in the table's order."""
    return list(_kinds.values())


def kind_of(name: str) -> ReportKind:
    """
    The report of that name.

    :raises KeyError: there is none
    """
    return _kinds[name]


def kind_of_slug(slug: str) -> ReportKind:
    """
    The report of that address.

    :raises KeyError: there is none
    """
    return {kind.slug: kind for kind in _kinds.values()}[slug]
