"""The kinds of job there are; the table is ``backoffice/wiring.py``, learnt at start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from backoffice.core.jobs.run import JobRun


@dataclass(frozen=True, kw_only=True)
class JobKind:
    """
    ``run`` does the work and returns the result (a JSON object); it must be harmless when run twice.

    ``permission`` is asked when the job is requested and again when it runs.  ``page`` names the address, with the job's
    id, where people find what came of it; without one they are led to the list of their jobs.  ``files_days``: how long the
    files that it made are kept.
    """

    run: Callable[[JobRun], dict[str, Any]]
    permission: str
    queue: str = "default"
    max_attempts: int = 3
    page: str = ""
    files_days: int = 30


_kinds: dict[str, JobKind] = {}


def install(kinds: Mapping[str, JobKind]) -> None:
    """Take over the table of kinds; called once at start."""
    _kinds.clear()
    _kinds.update(kinds)


def known_kinds() -> Mapping[str, JobKind]:
    """Every kind by its name."""
    return _kinds


def kind_of(name: str) -> JobKind:
    """
    The kind of that name.

    :raises KeyError: no such kind
    """
    return _kinds[name]


def page_of(name: str) -> str:
    """The name of the address of such a job's result, "" if there is none (or no such kind any more)."""
    kind = _kinds.get(name)
    return kind.page if kind else ""
