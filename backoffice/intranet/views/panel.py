"""The timeline of a record as its template needs it; for the page's own tag and for the fragments that replace it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import uuid4

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core.actors import Actor
from backoffice.intranet import queries
from backoffice.intranet.models.comment import MAX_LENGTH

FILTERS = {
    "all": pgettext_lazy("timeline", "All"),
    "comments": gettext_lazy("Comments"),
    "people": pgettext_lazy("timeline", "People"),
    "system": pgettext_lazy("timeline", "System"),
}
# The name of the filter in the address of the page.
PARAMETER = "timeline"
ANCHOR = "timeline"


def context_of(
    request: HttpRequest,
    *,
    actor: Actor,
    kind: str,
    key: str,
    only: str = "all",
    limit: int = queries.timeline.SHOWN,
    form: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """
    ``form``: what was typed and refused: text, error, and a token, new where the old one is used up.

    :raises NotAllowed: the actor may not see the record
    :raises UnknownSubject: no such record
    """
    talk = queries.get_conversation(kind=kind, key=key, actor=actor, only=only, limit=limit)
    fragment = reverse("conversation", args=[talk.kind, talk.key])
    return {
        "talk": talk,
        "filters": [
            {
                "label": label,
                "url": _page_url(request, name),
                "fragment_url": f"{fragment}?{urlencode({PARAMETER: name})}",
                "is_current": name == talk.only,
            }
            for name, label in FILTERS.items()
        ],
        "whole_url": fragment,
        "may_comment": actor.kind == "user" and actor.may("comments.write"),
        "comment_url": reverse("comment", args=[talk.kind, talk.key]),
        "people_url": reverse("comment_people", args=[talk.kind, talk.key]),
        "comment_limit": MAX_LENGTH,
        "said": {"text": "", "error": "", "token": str(uuid4())} | dict(form or {}),
    }


def _page_url(request: HttpRequest, name: str) -> str:
    """The page that holds the timeline, with this filter: a fragment asks in the name of the page that it belongs to."""
    page = urlsplit(request.headers.get("HX-Current-URL", "") or request.get_full_path())
    query = [(key, value) for key, value in parse_qsl(page.query) if key != PARAMETER]
    if name != "all":
        query.append((PARAMETER, name))
    # Only the query: the path is that of the page where the link stands.
    return f"?{urlencode(query)}#{ANCHOR}"
