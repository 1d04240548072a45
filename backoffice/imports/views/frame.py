"""What the pages of a batch share: its head, and the paging of its rows."""

from typing import Any

from backoffice.core.views import StaffRequest
from backoffice.imports import queries
from backoffice.imports.models import ImportBatch, ImportRow
from backoffice.imports.registry import importer_of
from backoffice.imports.views.parts import file_facts, steps_of


def frame(batch: ImportBatch, step: str) -> dict[str, Any]:
    """What every page of a batch shows."""
    importer = importer_of(batch.importer)
    return {"batch": batch, "importer": importer, "steps": steps_of(step), "facts": file_facts(batch)}


def page_of_rows(
    request: StaffRequest, batch: ImportBatch, *, verdict: str = "", outcome: str = "", kept: str = ""
) -> tuple[list[ImportRow], dict[str, str]]:
    """The rows that the address asks for, and the addresses of the neighbouring pages; ``kept`` leads their query."""
    after, before = _line(request.GET.get("after", "")), _line(request.GET.get("before", ""))
    rows = queries.list_rows(batch=batch, verdict=verdict, outcome=outcome, after=after, before=before)
    has_more = len(rows) > queries.PAGE
    rows = (rows[1:] if before else rows[:-1]) if has_more else rows
    has_previous = bool(rows) and (has_more if before else after > 0)
    has_next = bool(rows) and (True if before else has_more)
    links = {
        "previous_url": f"?{kept}before={rows[0].line}" if has_previous else "",
        "next_url": f"?{kept}after={rows[-1].line}" if has_next else "",
    }
    return rows, links


def _line(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
