"""Find issued reports by code or title, in one query."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Lower

from backoffice.core.actors import Actor
from backoffice.core.reports import known_kinds
from backoffice.report_centre.models import ReportSnapshot

_CODE = re.compile(r"[0-9A-Za-z-]{4,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReportHit:
    """One issued report; ``is_exact``: the text is its verification code."""

    code: str
    title: str
    created_at: datetime
    created_by: str
    is_exact: bool


def search_reports(*, actor: Actor, text: str, limit: int) -> list[ReportHit]:
    """Issued reports that the actor may read, by the beginning of their code or by words of their title, the newest first."""
    words = Q()
    for word in text.split()[:6]:
        words &= Q(plain_title__contains=_plain(Value(word)))
    wanted = words | Q(code__startswith=text.upper()) if _CODE.fullmatch(text) else words
    kinds = [kind.name for kind in known_kinds() if kind.may_read(actor)]
    reports = ReportSnapshot.objects.filter(kind__in=kinds).annotate(plain_title=_plain(F("title")))
    rows = reports.filter(wanted).order_by("-pk").values_list("code", "title", "created_at", "created_by_name")[:limit]
    return [ReportHit(*row, is_exact=row[0] == text.upper()) for row in rows]


def _plain(text: F | Value) -> Func:
    return Func(Lower(text), function="bo_unaccent", output_field=TextField())
