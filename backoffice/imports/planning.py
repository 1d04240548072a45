"""
What the rows of a file would do: the one code path of preview and run.

``plan`` parses the cells and asks the importer.  The preview stores its answer; the run asks again, under lock, and
carries out a row only if the answer is still the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backoffice.core.actors import Actor
from backoffice.imports.importer import CellProblem, Change, Context, Finding, Importer, ParsedRow, Problem
from backoffice.imports.models import ImportBatch
from backoffice.imports.parsers import EXCEL_ERRORS

_VALUE_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer for one row; ``row`` is None where its cells could not be read."""

    line: int
    key: str
    row: ParsedRow | None
    finding: Finding

    def as_json(self) -> dict[str, Any]:
        return {
            "verdict": self.finding.verdict,
            "title": self.finding.title[:200],
            "changes": changes_json(self.finding.changes),
            "problems": [problem_json(problem) for problem in self.finding.problems],
        }


def context_of(batch: ImportBatch, *, by: Actor, at: datetime, is_run: bool = False) -> Context:
    """What all rows of the batch share."""
    return Context(options=batch.options, reference=batch.number, by=by, at=at, is_run=is_run)


def plan(rows: Sequence[tuple[int, Sequence[str], str]], *, importer: Importer, mapping: Mapping[str, int], context: Context) -> list[Plan]:
    """The plans of (line, cells, problem of the whole row), in the same order."""
    read = [_read(line, cells, problem, importer, mapping) for line, cells, problem in rows]
    good = [row for row in read if isinstance(row, ParsedRow)]
    findings = iter(importer.analyse(good, context) if good else [])
    plans = []
    for (line, _cells, _problem), row in zip(rows, read, strict=True):
        if isinstance(row, ParsedRow):
            plans.append(Plan(line, importer.identify(row, context)[:300], row, next(findings)))
        else:
            plans.append(Plan(line, "", None, Finding.refused(*row)))
    return plans


def _read(line: int, cells: Sequence[str], problem: str, importer: Importer, mapping: Mapping[str, int]) -> ParsedRow | tuple[Problem, ...]:
    if problem:
        return (Problem(problem, value=" ".join(filter(None, cells))[:_VALUE_SHOWN]),)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in importer.columns:
        index = mapping.get(column.name)
        cell = cells[index].strip() if index is not None and index < len(cells) else ""
        if not cell:
            if column.required:
                problems.append(Problem("required", column=column.name))
            continue
        try:
            if cell.upper() in EXCEL_ERRORS:
                raise CellProblem("formula_error")
            values[column.name] = column.parse(cell)
        except CellProblem as trouble:
            problems.append(Problem(trouble.code, column=column.name, value=cell[:_VALUE_SHOWN], data=trouble.data))
    return tuple(problems) or ParsedRow(line, values)


def changes_json(changes: Sequence[Change]) -> list[list[str | None]]:
    return [[change.column, change.before, change.after] for change in changes]


def changes_of(stored: Sequence[Sequence[Any]]) -> tuple[Change, ...]:
    return tuple(Change(column, before, after) for column, before, after in stored)


def problem_json(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "column": problem.column, "value": problem.value, "data": dict(problem.data)}


def problem_of(stored: Mapping[str, Any]) -> Problem:
    return Problem(stored["code"], column=stored["column"], value=stored["value"], data=stored["data"])
