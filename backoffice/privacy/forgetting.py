"""
Forget somebody.  Dry run and run are one code path: the same lookups are counted first and changed then, and the change
is refused if it would differ from what was counted.

What stays, stays under a law that the data map names.  Books are untouched: amounts, dates and numbers are in no map.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Value
from django.db.models.functions import Cast, Concat, TruncYear

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.files import dispose_files
from backoffice.privacy.copying import Cleaner, Row, rows_of_keys, rows_with_marks, write_rows
from backoffice.privacy.datamap import ALIAS, FORGOTTEN, KEEP, NAME, YEAR, Area, Copy, Obstacle, Table, areas
from backoffice.privacy.errors import MayNotBeForgotten, SurveyOutdated
from backoffice.privacy.finding import subjects_of
from backoffice.privacy.models import Erasure, SubjectRequest

CHANGE, STAY, REMOVE, DISPOSE = "change", "stay", "remove", "dispose"
FILES = "core.KeptFile"


@dataclass(frozen=True, slots=True)
class Effect:
    """``act`` on ``rows`` rows of ``model``: change (the fields), stay (under law), remove (rows), dispose (content of files)."""

    area: str
    model: str
    act: str
    fields: tuple[str, ...]
    rows: int

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"fields": list(self.fields)}


@dataclass(frozen=True, slots=True)
class Target:
    """Whom to forget: roots by area, and the texts that tell them apart."""

    found: Mapping[str, list[int]]
    marks: list[str]


def obstacles_of(target: Target, *, today: date) -> list[Obstacle]:
    """Everything that forbids forgetting now."""
    return [problem for area in areas() if area.code in target.found for problem in area.obstacles(target.found[area.code], today)]


def survey(target: Target) -> list[Effect]:
    """What forgetting would do, to the row; nothing changes."""
    return _walk(target, write=False)


@transaction.atomic
def forget(
    target: Target, *, expected: Sequence[Mapping[str, Any]] | None, request: SubjectRequest | None, by: Actor, at: datetime, today: date
) -> Erasure:
    """
    Forget them, and keep the trace of it.

    ``expected`` is what the person who decided was shown; None where the decision is a rule's (retention).

    :raises MayNotBeForgotten: the law orders keeping, or something is still open
    :raises SurveyOutdated: what would happen is not what was shown any more
    """
    _lock(target)
    problems = obstacles_of(target, today=today)
    if problems:
        raise MayNotBeForgotten(code=problems[0].code, text=problems[0].text, until=problems[0].until)
    planned = [effect.to_json() for effect in survey(target)]
    if expected is not None and planned != list(expected):
        raise SurveyOutdated()
    subjects = [list(subject) for subject in subjects_of(dict(target.found))]
    cause = Erasure.Cause.REQUEST if request else Erasure.Cause.RETENTION
    erasure = Erasure.objects.create(cause=cause, request=request, subjects=subjects, effects=planned, done_at=at, done_by=by.name)
    for area in areas():
        if area.code in target.found:
            dispose_files(file_ids=[kept.pk for _words, kept in area.files(target.found[area.code])], by=by, at=at)
    written = [effect.to_json() for effect in _walk(target, write=True) if effect.act != DISPOSE]
    assert written == [effect for effect in planned if effect["act"] != DISPOSE], "the dry run and the run differ"
    for area in areas():
        if area.code in target.found:
            area.finish(target.found[area.code], by, at)
    facts = {"cause": cause.value, "rows": sum(effect["rows"] for effect in planned if effect["act"] != STAY)}
    audit.record([audit.Trace(action="person.forgotten", subject=(kind, key), at=at, after=facts) for kind, key in subjects], by=by)
    return erasure


def _lock(target: Target) -> None:
    """The roots, area by area in the order of the table, so that two forgettings of one person wait for each other."""
    for area in areas():
        if area.code in target.found and area.tables:
            model = apps.get_model(area.tables[0].model)
            list(model._default_manager.select_for_update().filter(pk__in=target.found[area.code]).order_by("pk").values("pk"))


def _walk(target: Target, *, write: bool) -> list[Effect]:
    effects: list[Effect] = []
    # Copies first: some of them are found through what the tables still say.
    subjects = subjects_of(dict(target.found))
    for area in areas():
        for copy in area.copies:
            effects += _take_out(area, copy, target.marks, subjects, write=write)
    for area in areas():
        if area.code not in target.found:
            continue
        ids = target.found[area.code]
        if not write:
            files = area.files(ids)
            effects += [Effect(area.code, FILES, DISPOSE, (), len(files))] if files else []
        # The root last: the other tables are found through it.
        for table in reversed(area.tables):
            effects += _clear(area, table, ids, write=write)
    return effects


def _clear(area: Area, table: Table, ids: list[int], *, write: bool) -> list[Effect]:
    model = apps.get_model(table.model)
    rows = model._default_manager.filter(table.of(ids))
    if table.deletes:
        count = rows.delete()[1].get(model._meta.label, 0) if write else rows.count()
        return [Effect(area.code, table.model, REMOVE, (), count)] if count else []
    changed = tuple(name for name, act in table.personal.items() if act != KEEP)
    stays = tuple(name for name, act in table.personal.items() if act == KEEP)
    effects = []
    if changed:
        values = {name: _empty(model, name, table.personal[name]) for name in changed}
        count = _update(model, rows, values) if write else rows.count()
        effects += [Effect(area.code, table.model, CHANGE, changed, count)] if count else []
    if stays and (kept := rows.count()):
        effects.append(Effect(area.code, table.model, STAY, stays, kept))
    return effects


def _update(model: type[models.Model], rows: Any, values: dict[str, Any]) -> int:
    """By key: the lookup may go through other tables, which an UPDATE cannot join."""
    count: int = model._default_manager.filter(pk__in=rows.values("pk")).update(**values)
    return count


def _empty(model: type[models.Model], name: str, act: str) -> Any:
    column: Any = model._meta.get_field(name)
    if act == NAME:
        return FORGOTTEN[: column.max_length or len(FORGOTTEN)]
    if act == ALIAS:
        return Concat(Value(f"{FORGOTTEN}-"), Cast("pk", models.CharField()))
    if act == YEAR:
        return TruncYear(name)
    if column.null:
        return None
    if isinstance(column, models.JSONField):
        return column.get_default() if column.has_default() else {}
    if isinstance(column, models.CharField | models.TextField):
        return ""
    raise TypeError(f"{model._meta.label}.{name} can be neither empty nor NULL: declare it YEAR or KEEP, or give its rows up")


def _take_out(area: Area, copy: Copy, marks: list[str], subjects: Collection[tuple[str, str]], *, write: bool) -> list[Effect]:
    model = apps.get_model(copy.model)
    columns = list(copy.columns)
    before = {row[0]: row for row in rows_with_marks(model, columns, marks)}
    if all(policy == KEEP for policy in copy.columns.values()):
        return [Effect(area.code, copy.model, STAY, tuple(columns), len(before))] if before else []
    about = _keys_about(model, copy, subjects)
    before |= {row[0]: row for row in rows_of_keys(model, columns, sorted(about - before.keys()))}
    is_json = [isinstance(model._meta.get_field(name), models.JSONField) for name in columns]
    cleaner = Cleaner(copy.columns.values(), is_json, marks, copy.free_keys)
    cleaned = [_fitting(model, columns, cleaner.clean(row, is_about=key in about)) for key, row in before.items()]
    rows = sorted((row for row in cleaned if row != before[row[0]]), key=lambda row: str(row[0]))
    if write:
        write_rows(model, columns, rows)
    return [Effect(area.code, copy.model, CHANGE, tuple(columns), len(rows))] if rows else []


def _keys_about(model: type[models.Model], copy: Copy, subjects: Collection[tuple[str, str]]) -> set[Any]:
    if copy.about is None or not subjects:
        return set()
    wanted = copy.about(subjects)
    return set(model._default_manager.filter(wanted).values_list("pk", flat=True)) if wanted else set()


def _fitting(model: type[models.Model], columns: list[str], row: Row) -> Row:
    """The mark in place of a short text may be longer than the column."""
    limits = [getattr(model._meta.get_field(name), "max_length", None) for name in columns]
    return (row[0], *(text[:limit] if text and limit else text for text, limit in zip(row[1:], limits, strict=True)))
