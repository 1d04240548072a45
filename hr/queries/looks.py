"""Who looked at somebody's sensitive data: for the file of the person, and for the person (LGPD arts. 18 and 37)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backoffice.core.models import SensitiveRead
from backoffice.privacy.read_words import GROUP_WORDS


@dataclass(frozen=True, slots=True)
class Look:
    """One look: who, when, at which kind of data."""

    read_at: datetime
    reader_name: str
    group: str
    item: str


def list_looks(*, person_key: UUID | str, limit: int = 200) -> list[Look]:
    """The latest looks at this person's sensitive data, newest first; the caller has seen to it that the actor may open the file."""
    rows = SensitiveRead.objects.filter(subject_kind="person", subject_key=str(person_key)).order_by("-read_at", "-id")[:limit]
    return [
        Look(read_at=row.read_at, reader_name=row.reader_name, group=str(GROUP_WORDS.get(row.group, row.group)), item=row.item)
        for row in rows
    ]
