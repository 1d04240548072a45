"""Papers to hand in, with their kinds and rules."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from backoffice.core import files
from backoffice.core.actors import Actor
from hr import models, services
from hr.papers import FILE_PURPOSE
from tests.files import papers
from tests.hr.builders import AT

MARIANA = Actor(kind="system", id=0, name="Mariana")


def make_kind(code: str = "identidade", **fields: Any) -> models.DocumentKind:
    given = {"name": code.replace("-", " ").title(), "most_pages": 2} | fields
    return models.DocumentKind.objects.get_or_create(code=code, defaults=given)[0]


def kept(content: bytes = b"", *, at: datetime = AT) -> UUID:
    """A picture that belongs to nothing yet."""
    return files.keep_file(content=content or papers.jpeg((80, 60)), name="foto.jpg", purpose=FILE_PURPOSE, by=MARIANA, at=at).pk


def hand_in(person: models.Person, code: str = "identidade", *, pages: int = 1, at: datetime = AT, **fields: Any) -> models.Document:
    """A new version of a paper, from the person."""
    make_kind(code)
    file_ids = [kept(at=at) for _ in range(pages)]
    return services.submit_document(person_key=person.key, kind_code=code, file_ids=file_ids, by=MARIANA, at=at, **fields)
