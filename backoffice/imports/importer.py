"""
What an importer declares, and what passes between it and the wizard.

An area writes one ``Importer`` per kind of file; the wizard does the rest.  ``analyse`` decides what every row would do,
without writing.  The run calls the very same ``analyse`` again, under lock, and carries out only what it finds
unchanged: so the preview and the run cannot disagree.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from backoffice.core.actors import Actor

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

    Text = str | StrPromise
else:
    Text = object

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"


class CellProblem(Exception):
    """A cell cannot be read: ``code`` names a sentence of imports.problems or of the importer, ``data`` fills it."""

    def __init__(self, code: str, **data: Any) -> None:
        self.code = code
        self.data = data
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is refused.  ``column`` is a column's name or empty (the whole row), ``value`` what stood there."""

    code: str
    column: str = ""
    value: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One value: ``before`` None where there was none.  Both in plain text (Decimal as "219.90")."""

    column: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """A row whose cells could all be read; empty cells are missing from ``values``, which means "leave as it is"."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a row would do.  ``title`` names its subject for people."""

    verdict: str
    title: str = ""
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def refused(cls, *problems: Problem, title: str = "") -> "Finding":
        return cls(REFUSED, title=title, problems=problems)


@dataclass(frozen=True, slots=True)
class Context:
    """
    What all rows of a batch share: the choices made for it, its number, who acts and when.

    ``is_run`` tells ``analyse`` to lock what it reads, because the same transaction will write it.
    """

    options: Mapping[str, str]
    reference: str
    by: Actor
    at: datetime
    is_run: bool = False


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row that is to be carried out."""

    row: ParsedRow
    finding: Finding


@dataclass(frozen=True, slots=True)
class Outcome:
    """``target`` is what undoing needs to know (ids); or the row was refused after all."""

    target: Mapping[str, Any] = field(default_factory=dict)
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class DoneRow:
    """A row that was carried out, for undoing it."""

    line: int
    verdict: str
    target: Mapping[str, Any]
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """
    One thing that a row may tell.  ``parse`` takes the text of a cell that is not empty, raises CellProblem.

    ``synonyms`` are header texts of other systems, best first, in any case and with or without accents.  ``show``
    writes a plain value for people.  ``is_code`` columns are text in the model file, so that Excel leaves their zeros
    alone.  ``mask`` names the field mask (core.policy) that hides the value.
    """

    name: str
    label: Text
    parse: Callable[[str], Any]
    required: bool = False
    synonyms: tuple[str, ...] = ()
    help: Text = ""
    show: Callable[[str], str] = str
    is_code: bool = False
    is_number: bool = False
    in_model: bool = True
    mask: str = ""


@dataclass(frozen=True, kw_only=True)
class Option:
    """A choice for the whole batch: (value, label) pairs, asked for when the page is drawn."""

    name: str
    label: Text
    choices: Callable[[], Sequence[tuple[str, Text]]]
    help: Text = ""


@dataclass(frozen=True, kw_only=True)
class Importer:
    """
    One kind of file.

    ``identify`` names what a row is about: two rows of a file with the same name refuse each other.  ``analyse``,
    ``apply`` and ``blocked`` answer row by row, in order, with a fixed number of statements.  ``blocked`` says what stands
    in the way of undoing a row (None: nothing); it is asked again under lock, and ``undo`` gets the rows that are free.
    It returns by line what it had to keep after all.  ``undo_new`` and ``undo_changed`` are plural words with
    ``%(count)d`` that say what undoing does, ``undo_also`` what it does besides.
    """

    key: str
    title: Text
    intro: Text
    permission: str
    icon: str
    columns: tuple[Column, ...]
    key_columns: tuple[str, ...]
    samples: tuple[Mapping[str, str], ...]
    identify: Callable[[ParsedRow, Context], str]
    analyse: Callable[[Sequence[ParsedRow], Context], list[Finding]]
    apply: Callable[[Sequence[PlannedRow], Context], list[Outcome]]
    blocked: Callable[[Sequence[DoneRow], Context], list[Problem | None]]
    undo: Callable[[Sequence[DoneRow], Context], Mapping[int, Problem]]
    problems: Mapping[str, Callable[[Mapping[str, Any]], str]]
    undo_new: Text
    undo_changed: Text = ""
    undo_also: Text = ""
    options: tuple[Option, ...] = ()
    done_url_name: str = ""

    def undo_effects(self, *, new: int, changed: int) -> list[str]:
        """What undoing so many rows does, for the dialog."""
        counted = [words % {"count": count} for words, count in ((self.undo_new, new), (self.undo_changed, changed)) if count]
        return counted + ([str(self.undo_also)] if self.undo_also else [])

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)
