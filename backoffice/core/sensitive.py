"""Note who looks at sensitive data: one statement for any number of people, in the request that shows it (LGPD art. 37)."""

from collections.abc import Iterable
from datetime import datetime

from backoffice.core.actors import Actor
from backoffice.core.context import current
from backoffice.core.models.sensitive import SensitiveRead

HEALTH, ORIGIN, PAY, BANK, DOCUMENT, EXPORT = "health", "origin", "pay", "bank", "document", "export"
# Race and ethnicity, union membership: "origin".  A person's whole data taken out at once: "export".
GROUPS = (HEALTH, ORIGIN, PAY, BANK, DOCUMENT, EXPORT)


def note_reads(*, subject_kind: str, subject_keys: Iterable[str], group: str, by: Actor, at: datetime, item: str = "") -> None:
    """
    Record that ``by`` saw this group of data of these subjects.  Looking at one's own data is no matter for the trace:
    callers leave it out.

    :raises ValueError: an unknown group
    """
    if group not in GROUPS:
        raise ValueError(group)
    request_id = current.get().request_id
    SensitiveRead.objects.bulk_create(
        SensitiveRead(
            subject_kind=subject_kind,
            subject_key=key,
            group=group,
            item=item[:80],
            reader_kind=by.kind,
            reader_id=by.id,
            reader_name=by.name,
            read_at=at,
            request_id=request_id,
        )
        for key in subject_keys
    )
