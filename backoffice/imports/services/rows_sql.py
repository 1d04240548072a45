"""The statements over many rows of a batch: one each, however many rows."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from backoffice.core.codec import to_json

_INSERT = """
INSERT INTO imports_importrow (batch_id, line, cells, key, title, verdict, changes, problems, outcome, target)
SELECT %s, row.line, row.cells, row.key, row.title, row.verdict, row.changes, row.problems, 'none', '{}'::jsonb
FROM jsonb_to_recordset(%s::jsonb)
    AS row(line int, cells jsonb, key text, title text, verdict text, changes jsonb, problems jsonb)
ON CONFLICT (batch_id, line) DO NOTHING
"""
_UPDATE = """
UPDATE imports_importrow AS row SET outcome = new.outcome, verdict = new.verdict, problems = new.problems, target = new.target
FROM jsonb_to_recordset(%s::jsonb) AS new(id bigint, outcome text, verdict text, problems jsonb, target jsonb)
WHERE row.id = new.id
"""
# Rows about the same thing refuse each other, all of them: nobody can say which one is meant.
_REFUSE_TWINS = """
WITH keyed AS MATERIALIZED (
    SELECT id, key, line, count(*) OVER (PARTITION BY key) AS times FROM imports_importrow WHERE batch_id = %(batch)s AND key <> ''
), twin AS MATERIALIZED (
    SELECT key, jsonb_agg(line ORDER BY line) AS lines FROM keyed WHERE times > 1 GROUP BY key
)
UPDATE imports_importrow AS row SET verdict = 'refused', changes = '[]'::jsonb,
    problems = row.problems || jsonb_build_array(jsonb_build_object(
        'code', 'duplicate_in_file', 'column', %(column)s::text, 'value', left(row.key, 100),
        'data', jsonb_build_object('lines', jsonb_path_query_array(twin.lines, '$[0 to 9]'))))
FROM keyed JOIN twin USING (key) WHERE row.id = keyed.id AND keyed.times > 1
"""
_PROMISE = "UPDATE imports_importrow SET outcome = 'pending' WHERE batch_id = %s AND verdict IN ('new', 'changed')"
_COUNT = """
SELECT count(*), count(*) FILTER (WHERE verdict = 'new'), count(*) FILTER (WHERE verdict = 'changed'),
    count(*) FILTER (WHERE verdict = 'same'), count(*) FILTER (WHERE verdict = 'refused'),
    count(*) FILTER (WHERE outcome IN ('applied', 'undone', 'kept')), count(*) FILTER (WHERE outcome = 'undone'),
    count(*) FILTER (WHERE outcome = 'kept')
FROM imports_importrow WHERE batch_id = %s
"""


def insert(batch_id: UUID, rows: Sequence[dict[str, Any]]) -> None:
    """Add the rows; a line that is there already (an analysis that goes on after a kill) stays."""
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [batch_id, to_json(rows).decode()])


def update(rows: Sequence[dict[str, Any]]) -> None:
    """Write what became of the rows: {"id", "outcome", "verdict", "problems", "target"}."""
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [to_json(rows).decode()])


def refuse_twins(batch_id: UUID, *, column: str) -> None:
    """Refuse every row whose key stands more than once in the batch."""
    with connection.cursor() as cursor:
        # The rows have just been written and no statistics know of them: a nested loop would compare each with each.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(_REFUSE_TWINS, {"batch": batch_id, "column": column})


def promise(batch_id: UUID) -> None:
    """Mark what is to go in."""
    with connection.cursor() as cursor:
        cursor.execute(_PROMISE, [batch_id])


def count(batch_id: UUID) -> dict[str, int]:
    """The figures of the batch from its rows, by the names of its fields."""
    names = (
        "row_count", "new_count", "changed_count", "same_count", "refused_count", "applied_count", "undone_count", "kept_count",
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [batch_id])
        return dict(zip(names, cursor.fetchone(), strict=True))
