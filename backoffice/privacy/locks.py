"""The only row locks of the privacy desk."""

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.privacy.errors import UnknownRequest
from backoffice.privacy.models import SubjectRequest


def lock_request(number: str, *, by: Actor) -> SubjectRequest:
    """
    The request, for who is about to change it.

    :raises UnknownRequest: there is none, or the actor may not know of it
    """
    rows = SubjectRequest.objects.select_for_update(of=("self",)).filter(number=number[:20])
    found: SubjectRequest | None = (rows if by.kind == "system" else policy.visible(by, rows)).first()
    if found is None:
        raise UnknownRequest(number=number[:20])
    return found
