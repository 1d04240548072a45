"""
The data map: which table holds what of whom, what for, by which right, how long (LGPD arts. 37 and 38).

Each area declares its own (``<area>/personal_data``), ``backoffice/wiring.py`` gathers them.  Export, anonymisation and
the page of the map all read this one declaration; a test holds it against the columns of the database.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from backoffice.core.actors import Actor
from backoffice.core.models import KeptFile

Text = str | Promise

# What stands where something was taken out.  The database knows the same word (migrations/sql/forgetting.sql).
FORGOTTEN = "[anonimizado]"

# What forgetting does to a field: empty it, write FORGOTTEN (a name must stand there), write FORGOTTEN with the row's key (the
# name must be the only one), leave the year of a date that must stand there, or leave it all as the law orders.
CLEAR, NAME, ALIAS, YEAR, KEEP = "clear", "name", "alias", "year", "keep"
# What it does to a copy: take the person's marks out of the text, blank the whole text, or leave it.
MARKS, WHOLE = "marks", "whole"


@dataclass(frozen=True, kw_only=True)
class Use:
    """What for, by which right, how long: shared by the tables of one purpose."""

    purpose: Text
    legal_base: Text
    retention: Text


@dataclass(frozen=True, kw_only=True)
class Table:
    """
    A table whose rows are about somebody.  ``owner`` is the lookup from a row to the area's root ("pk" for the root), several
    with "|" between them where a row belongs to one or the other.

    ``personal``: field -> CLEAR, NAME, ALIAS, YEAR or KEEP.  ``told``: further fields that an export tells (dates, amounts, states).
    ``plain``: texts that say nothing about anybody (codes, states, references).  ``keeps`` says why a KEEP field stays.
    ``deletes``: forgetting takes the rows away.  ``words``: what the codes of a field mean, where it has no choices.
    ``written``: field -> how its value stands on paper, from the row, where another field decides about it.
    """

    model: str
    owner: str
    title: Text
    use: Use
    personal: Mapping[str, str]
    told: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    keeps: Text = ""
    deletes: bool = False
    words: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    written: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)

    def of(self, ids: Collection[int]) -> Q:
        """The rows of these roots."""
        wanted = Q()
        for lookup in self.owner.split("|"):
            wanted |= Q(**{f"{lookup}__in": ids})
        return wanted


@dataclass(frozen=True, kw_only=True)
class Copy:
    """
    A table where somebody's data may stand in passing (a message, a trace, an uploaded row): found by the person's marks.

    ``columns``: field -> MARKS, WHOLE or KEEP.  ``about`` finds the rows of given records ((kind, key) pairs -> a Q): their text
    is blanked wholly, or, with ``free_keys``, what people typed under these keys of the JSON.
    """

    model: str
    title: Text
    use: Use
    columns: Mapping[str, str]
    plain: tuple[str, ...] = ()
    keeps: Text = ""
    about: Callable[[Collection[tuple[str, str]]], Any] | None = None
    free_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """How somebody is sought: CPF or CNPJ without punctuation, e-mail in small letters; either may be empty."""

    document: str = ""
    email: str = ""

    def sought(self, *, document: str, email: str) -> Q:
        """Rows with this document or this e-mail in these fields; what is not known is not sought by."""
        wanted = Q()
        if self.document:
            wanted |= Q(**{document: self.document})
        if self.email:
            wanted |= Q(**{f"{email}__iexact": self.email})
        return wanted


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody found in an area: ``pk`` of the root's row, ``name`` and ``detail`` for people, the page and what opens it."""

    area: str
    pk: int
    name: str
    detail: str = ""
    url: str = ""
    permission: str = ""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a match may not be forgotten now: a code of the area, the words, and until which day if one is known."""

    code: str
    text: str
    until: date | None = None


def nobody(ids: Collection[int]) -> list[Any]:
    """The answer of an area that has nothing of the kind."""
    return []


def no_obstacle(ids: Collection[int], today: date) -> list[Obstacle]:
    """The answer of an area where nothing stands in the way."""
    return []


def no_more(ids: Collection[int], by: Actor, at: datetime) -> None:
    """Nothing is left to do."""


@dataclass(frozen=True, kw_only=True)
class Area:
    """
    What an area declares.  One with a register of people fills in ``find`` and what follows it.

    ``marks``: texts that tell the person apart wherever they stand (name, CPF, e-mail, phone).  ``subjects``: the records
    whose conversation is about the person.  ``files``: papers kept of them.  ``finish`` runs after the tables are cleared.
    ``not_personal``: model -> why it holds nothing about anybody.
    """

    code: str
    label: Text
    tables: tuple[Table, ...] = ()
    copies: tuple[Copy, ...] = ()
    not_personal: Mapping[str, str] = field(default_factory=dict)
    find: Callable[[Identity], Sequence[Match]] | None = None
    marks: Callable[[Collection[int]], Sequence[str]] = nobody
    subjects: Callable[[Collection[int]], Sequence[tuple[str, str]]] = nobody
    obstacles: Callable[[Collection[int], date], Sequence[Obstacle]] = no_obstacle
    files: Callable[[Collection[int]], Sequence[tuple[str, KeptFile]]] = nobody
    finish: Callable[[Collection[int], Actor, datetime], None] = no_more


_areas: dict[str, Area] = {}


def install(areas: Sequence[Area]) -> None:
    """Take over the table of wiring; called once at start."""
    _areas.clear()
    _areas.update({area.code: area for area in areas})


def areas() -> list[Area]:
    """Every area, in the order of the table."""
    return list(_areas.values())


def area_of(code: str) -> Area:
    """
    The area of that code.

    :raises KeyError: there is none
    """
    return _areas[code]
