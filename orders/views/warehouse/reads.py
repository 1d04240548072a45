"""The door for reads: a JSON batch from a device in, one verdict each and the wave's new state out."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from backoffice.core import clock
from backoffice.core.views import StaffRequest, staff_view
from orders import queries, services
from orders.errors import UnknownWave
from orders.services import ScanDraft
from orders.services.picking.scans import MAX_SCANS
from orders.views.warehouse.words import verdict_json, wave_state

_MAX_ID = 2**63 - 1


@staff_view(permission="orders.pick", methods=("POST",))
def wave_scans(request: StaffRequest, number: int) -> HttpResponse:
    """
    Record a batch of reads.  ``{"scans": [{"id", "act", "code", "line", ...}], "box": 3}``.

    What is no read at all is answered "invalid", so that a device never keeps it for ever.
    """
    now = clock.now()
    try:
        asked = json.loads(request.body)
        rows = asked["scans"]
        box = asked.get("box")
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"code": "invalid"}, status=400)
    if not isinstance(rows, list) or len(rows) > MAX_SCANS:
        return JsonResponse({"code": "invalid"}, status=400)
    drafts: list[ScanDraft] = []
    refused: list[dict[str, Any]] = []
    for row in rows:
        draft = _draft(row, now)
        if draft is not None:
            drafts.append(draft)
        else:
            name = row.get("id") if isinstance(row, dict) else None
            refused.append({"id": str(name)[:64], "code": "invalid", "line": None, "data": {}})
    try:
        verdicts = services.record_scans(wave=number, scans=drafts, by=request.actor, at=now)
        wave = queries.get_wave(number=number, actor=request.actor)
    except UnknownWave:
        return JsonResponse({"code": "unknown_wave"}, status=404)
    state = wave_state(wave, at=clock.now().isoformat(), box=_whole(box))
    return JsonResponse({"verdicts": [*map(verdict_json, verdicts), *refused], "state": state})


def _draft(row: Any, now: datetime) -> ScanDraft | None:
    """One read as the device wrote it, None if it makes no sense."""
    if not isinstance(row, dict) or not isinstance(row.get("id"), str):
        return None
    try:
        name = UUID(row["id"])
        undoes = UUID(str(row["undoes"])) if row.get("undoes") else None
    except ValueError:
        return None
    words = {field: row.get(field) or "" for field in ("act", "code", "stage", "reason")}
    if not all(isinstance(word, str) and _is_text(word) for word in words.values()):
        return None
    return ScanDraft(
        id=name,
        act=words["act"][:5],
        read_at=_moment(row.get("read_at"), now),
        code=words["code"].strip()[:80],
        line_id=_whole(row.get("line")),
        stage="check" if words["stage"] == "check" else "pick",
        box=_whole(row.get("box")),
        quantity=min(_whole(row.get("quantity")) or 1, 999_999),
        reason=words["reason"][:10],
        undoes=undoes,
    )


def _is_text(word: str) -> bool:
    """Postgres keeps neither NUL nor half a surrogate pair."""
    return "\x00" not in word and not any("\ud800" <= char <= "\udfff" for char in word)


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _MAX_ID else None


def _moment(value: Any, now: datetime) -> datetime:
    """The device's clock, as far as it can be believed: never later than ours."""
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    return min(moment, now) if moment is not None and is_aware(moment) else now
