"""The export as the person gets it: a PDF to read, a JSON for another system, the papers themselves, in one ZIP."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import orjson
from django.utils import timezone

from backoffice.core.company import get_company
from backoffice.core.files import FileWithheld, read_file
from backoffice.core.models import KeptFile
from backoffice.core.pdf import render_pdf
from backoffice.core.templatetags import formats
from backoffice.privacy.datamap import area_of
from backoffice.privacy.models import SubjectRequest
from backoffice.privacy.queries.rules import get_rules
from backoffice.privacy.telling import Section

_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}

Papers = Sequence[tuple[str, KeptFile]]


def papers_of(found: dict[str, list[int]]) -> list[tuple[str, KeptFile]]:
    """The papers that were handed in, with the words that name them."""
    return [paper for code, ids in found.items() for paper in area_of(code).files(ids)]


def pack(*, request: SubjectRequest, sections: Sequence[Section], papers: Papers, at: datetime) -> bytes:
    """The ZIP.  Names inside carry the protocol and kinds of papers, never a name."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{request.number}.pdf", _paper(request, sections, papers, at))
        archive.writestr(f"{request.number}.json", as_json(request, sections, papers, at))
        for index, (words, kept) in enumerate(papers, 1):
            try:
                content = read_file(kept)
            except FileWithheld:
                continue
            archive.writestr(f"documentos/{index:02d}-{words}.{_ENDINGS.get(kept.content_type, 'bin')}", content)
    return stream.getvalue()


def as_json(request: SubjectRequest, sections: Sequence[Section], papers: Papers, at: datetime) -> bytes:
    """Everything for programs: ISO dates, amounts as texts, fields by their names in the tables."""
    told: dict[str, Any] = {
        "protocol": request.number,
        "made_at": at.isoformat(),
        "controller": {"name": get_company().legal_name, "cnpj": get_company().cnpj, "contact": get_rules().contact},
        "sections": [
            {
                "area": section.area,
                "source": section.code,
                "title": section.title,
                "purpose": section.purpose,
                "legal_base": section.legal_base,
                "retention": section.retention,
                "records": [{fact.name: fact.value for fact in record} for record in section.records],
            }
            for section in sections
        ],
        "files": [{"name": words, "sha256": kept.sha256, "content_type": kept.content_type} for words, kept in papers],
    }
    # What a column keeps as Decimal or date inside of JSON is text already (telling).
    return orjson.dumps(told, option=orjson.OPT_INDENT_2, default=str)


def _paper(request: SubjectRequest, sections: Sequence[Section], papers: Papers, at: datetime) -> bytes:
    company = get_company()
    context = {
        "request": request,
        "sections": sections,
        "papers": papers,
        "company": company,
        "contact": get_rules().contact,
        "made": formats.short_datetime(timezone.localtime(at)),
        "records": sum(len(section.records) for section in sections),
    }
    return render_pdf("privacy/paper.html", context)
