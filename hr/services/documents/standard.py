"""A beginning for the registers of papers."""

from datetime import datetime

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from hr.models import ChecklistRule, DocumentKind
from hr.papers.standard import STANDARD, Paper


@transaction.atomic
def install_standard_checklist(*, by: Actor, at: datetime) -> int:
    """
    Add the usual papers that the register does not know yet, with their rules; returns how many.  What the company has
    changed or switched off stays as it is.
    """
    known = set(DocumentKind.objects.values_list("code", flat=True))
    missing = [(place, paper) for place, paper in enumerate(STANDARD, 1) if paper.code not in known]
    kinds = DocumentKind.objects.bulk_create(_kind(paper, place * 10) for place, paper in missing)
    ChecklistRule.objects.bulk_create(
        ChecklistRule(kind=kind, contract_kind=contract, only_if=asked.only_if, is_mandatory=asked.is_mandatory)
        for kind, (_place, paper) in zip(kinds, missing, strict=True)
        for asked in paper.asked
        for contract in asked.contracts
    )
    audit.record(
        [audit.Trace("documentkind.added", ("documentkind", str(kind.pk)), at, after={"code": kind.code}) for kind in kinds], by=by
    )
    return len(kinds)


def _kind(paper: Paper, sequence: int) -> DocumentKind:
    return DocumentKind(
        code=paper.code,
        name=paper.name,
        advice=paper.advice,
        most_pages=paper.pages,
        asks_issue_date=paper.issue_date,
        asks_expiry=paper.expiry,
        valid_months=paper.valid_months,
        of_dependents=paper.of_dependents,
        is_health=paper.is_health,
        retention_years=paper.years,
        sequence=sequence,
    )
