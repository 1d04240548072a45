"""
Where somebody's name or number stands in passing: find it, take it out.

Both work on the text of the column, also of JSON: a mark is replaced inside of its string, so that numbers, order and
structure stay to the byte.  One statement finds, one changes, whatever the number of rows.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.utils.functional import cached_property

from backoffice.core.sealing import SealedTextField
from backoffice.privacy.datamap import FORGOTTEN, KEEP, WHOLE

Row = tuple[Any, ...]

_STRING_IN_JSON = re.compile(r'"(?:[^"\\]|\\.)*"(\s*:)?')


class Marks:
    """The texts that tell a person apart, as patterns."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = list(texts)

    @cached_property
    def likes(self) -> list[str]:
        """For ILIKE; inside JSON a text may be written with escapes."""
        return [f"%{_escaped(text)}%" for text in {*self.texts, *map(_in_json, self.texts)}]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        known = sorted({*self.texts, *map(_in_json, self.texts)}, key=len, reverse=True)
        return re.compile("|".join(r"(?<!\w)" + re.escape(text) + r"(?!\w)" for text in known), re.IGNORECASE)

    def taken_out(self, text: str) -> str:
        return self._pattern.sub(FORGOTTEN, text)

    def are_in(self, text: str) -> bool:
        return self._pattern.search(text) is not None


def rows_with_marks(model: type[models.Model], columns: Sequence[str], texts: Sequence[str]) -> list[Row]:
    """(pk, column, ...) of the rows in which a mark stands, every column as text; none without marks."""
    if not texts:
        return []
    marks = Marks(texts)
    shown = _as_text(model, columns)
    where = " OR ".join(f"{column} ILIKE ANY(%s)" for column in shown)
    rows = _select(model, shown, where, [marks.likes] * len(shown))
    return [row for row in rows if any(marks.are_in(text) for text in row[1:] if text)]


def rows_of_keys(model: type[models.Model], columns: Sequence[str], keys: Sequence[Any]) -> list[Row]:
    """The same for these rows."""
    return _select(model, _as_text(model, columns), "TRUE", [], keys=keys) if keys else []


def _as_text(model: type[models.Model], columns: Sequence[str]) -> list[str]:
    fields: list[Any] = [model._meta.get_field(name) for name in columns]
    assert not any(isinstance(field, SealedTextField) for field in fields), "what is sealed cannot be searched"
    return [f"{connection.ops.quote_name(field.column)}::text" for field in fields]


def _select(
    model: type[models.Model], shown: Sequence[str], where: str, values: list[Any], *, keys: Sequence[Any] | None = None
) -> list[Row]:
    quote = connection.ops.quote_name
    pk = quote(_key(model).column)
    if keys is not None:
        where, values = f"{pk} = ANY(%s)", [list(keys)]
    sql = f"SELECT {pk}, {', '.join(shown)} FROM {quote(model._meta.db_table)} WHERE {where} ORDER BY 1"  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _key(model: type[models.Model]) -> Any:
    return model._meta.pk


class Cleaner:
    """How the texts of one table are cleaned: its columns' policies, which are JSON, the marks, the keys of free text."""

    def __init__(self, policies: Iterable[str], is_json: Sequence[bool], texts: Sequence[str], free_keys: Sequence[str]) -> None:
        self._columns = list(zip(policies, is_json, strict=True))
        self._marks = Marks(texts) if texts else None
        self._free = re.compile(rf'("(?:{"|".join(map(re.escape, free_keys))})"\s*:\s*)"(?:[^"\\]|\\.)+"') if free_keys else None

    def clean(self, row: Row, *, is_about: bool) -> Row:
        """The row without what tells the person apart; of rows about the person nothing that somebody typed."""
        return (row[0], *(self._text(text, *column, is_about) for text, column in zip(row[1:], self._columns, strict=True)))

    def _text(self, text: str | None, policy: str, is_json: bool, is_about: bool) -> str | None:
        if not text or policy == KEEP:
            return text
        if policy == WHOLE or (is_about and self._free is None):
            return _blanked(text, is_json)
        left = self._marks.taken_out(text) if self._marks else text
        return self._free.sub(rf'\1"{FORGOTTEN}"', left) if is_about and self._free else left


def write_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> int:
    """Put the cleaned texts back, in one statement; returns how many rows there were."""
    if not rows:
        return 0
    quote = connection.ops.quote_name
    fields: list[Any] = [model._meta.get_field(name) for name in columns]
    kinds = [field.db_type(connection) for field in fields]
    sets = ", ".join(f"{quote(field.column)} = told.c{i}::{kind}" for i, (field, kind) in enumerate(zip(fields, kinds, strict=True)))
    shape = ", ".join(["pk text", *(f"c{i} text" for i in range(len(fields)))])
    pk = quote(_key(model).column)
    sql = (
        f"UPDATE {quote(model._meta.db_table)} AS target SET {sets} "  # noqa: S608 - names of our own models and columns
        f"FROM jsonb_to_recordset(%s::jsonb) AS told({shape}) WHERE target.{pk}::text = told.pk"
    )
    payload = [{"pk": str(row[0])} | {f"c{i}": text for i, text in enumerate(row[1:])} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(payload)])
        return int(cursor.rowcount)


def _blanked(text: str, is_json: bool) -> str:
    """Everything gone; of JSON every string value, so that its shape stays."""
    if not is_json:
        return FORGOTTEN
    return _STRING_IN_JSON.sub(lambda found: found[0] if found[1] else f'"{FORGOTTEN}"', text)


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
