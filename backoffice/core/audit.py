"""Write the audit trail: one statement for any number of entries, in the transaction of what they tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backoffice.core.actors import Actor
from backoffice.core.codec import to_json
from backoffice.core.context import current
from backoffice.core.prepared import Statement

_INSERT = Statement(
    "core_audit_insert",
    """
INSERT INTO core_auditentry
    (at, actor_kind, actor_id, actor_name, action, subject_kind, subject_key, before, after, request_id, ip)
SELECT row.at, %s::text, %s::bigint, %s::text, row.action, row.subject_kind, row.subject_key, row.before, row.after, %s::text, %s::inet
FROM jsonb_to_recordset(%s::jsonb) AS row(at timestamptz, action text, subject_kind text, subject_key text, before jsonb, after jsonb)
""",
)


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of the trail.  ``subject`` is (kind, key), as in ("order", "10482"); ``after`` may hold plain facts too."""

    action: str
    subject: tuple[str, str]
    at: datetime
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


def record(traces: Sequence[Trace], *, by: Actor) -> None:
    """Append the traces, all by the same actor, with the request's id and address."""
    if not traces:
        return
    rows = [
        {"at": t.at, "action": t.action, "subject_kind": t.subject[0], "subject_key": t.subject[1], "before": t.before, "after": t.after}
        for t in traces
    ]
    context = current.get()
    _INSERT.run_later([by.kind, by.id, by.name, context.request_id, context.ip, to_json(rows).decode()])
