"""A place of their own for the kept files, and a purpose that any test may use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from backoffice import wiring
from backoffice.core import files
from backoffice.core.actors import Actor
from backoffice.core.errors import NotAllowed
from backoffice.core.models import KeptFile

PURPOSE = "test.paper"


class Area:
    """An area that answers for the files of the tests: who may look, which files it refers to, who looked."""

    def __init__(self) -> None:
        self.is_open = True
        self.used: set[UUID] = set()
        self.looks: list[tuple[UUID, str]] = []

    def check(self, kept: KeptFile, actor: Actor, at: datetime) -> None:
        if not self.is_open:
            raise NotAllowed(permission="hr.view_documents", roles=["hr"])
        self.looks.append((kept.pk, actor.name))

    def in_use(self, file_ids: Any) -> set[UUID]:
        return self.used & set(file_ids)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def area() -> Iterator[Area]:
    area = Area()
    files.install(wiring.FILE_PURPOSES | {PURPOSE: files.FilePurpose(check=area.check, in_use=area.in_use)})
    yield area
    files.install(wiring.FILE_PURPOSES)
