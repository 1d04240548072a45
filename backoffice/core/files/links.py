"""
Links to a kept file: for one person, one file and five minutes.  The check of the area is asked again at each use, so that
a right that was taken away closes the link at once.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

from backoffice.core.actors import Actor
from backoffice.core.files import purposes
from backoffice.core.files.errors import FileLinkRefused
from backoffice.core.models import KeptFile

LIFE = timedelta(minutes=5)
_SALT = "core.files.link"


def file_link(kept: KeptFile, *, actor: Actor, at: datetime, inline: bool = False) -> str:
    """The address under which this person fetches this file until five minutes from now; ``inline``: to look at, not to save."""
    promise = {"f": kept.pk.hex, "p": kept.purpose, "u": f"{actor.kind}:{actor.id}", "e": int((at + LIFE).timestamp()), "i": inline}
    return f"{reverse('kept_file', args=[kept.pk])}?t={signing.dumps(promise, salt=_SALT)}"


def follow_link(*, file_id: UUID, token: str, actor: Actor, at: datetime) -> tuple[KeptFile, bool]:
    """
    The file behind a link and whether it is to be shown inline; the look is noted by the area that answers for it.

    :raises FileLinkRefused: forged, of another person or file, or older than five minutes
    :raises NotAllowed, NotFound: the area does not show it to this person (any more)
    """
    try:
        promise = signing.loads(token, salt=_SALT)
    except signing.BadSignature as forged:
        raise FileLinkRefused(reason="wrong") from forged
    if promise["f"] != file_id.hex or promise["u"] != f"{actor.kind}:{actor.id}":
        raise FileLinkRefused(reason="wrong")
    if promise["e"] < at.timestamp():
        raise FileLinkRefused(reason="expired")
    kept = KeptFile.objects.filter(pk=file_id, purpose=promise["p"]).first()
    if kept is None:
        raise FileLinkRefused(reason="wrong")
    purposes.purpose_of(kept.purpose).check(kept, actor, at)
    return kept, promise["i"]
