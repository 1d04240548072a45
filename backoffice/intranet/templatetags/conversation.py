"""{% load conversation %}: the timeline of a record, with what was said about it."""

from collections.abc import Mapping
from typing import Any

from django import template

from backoffice.core.actors import Actor
from backoffice.intranet.views import panel

register = template.Library()


@register.inclusion_tag("backoffice/components/timeline.html", takes_context=True)
def conversation(context: Mapping[str, Any], kind: str, key: object) -> dict[str, Any]:
    """
    {% conversation "order" order.number %}: story, comments, the field to comment in (key C).

    The kind is one of backoffice/subjects.py.  Three statements and those of the record's own story.
    """
    request = context["request"]
    actor = getattr(request, "actor", None) or Actor.of_user(request.user)
    only = request.GET.get(panel.PARAMETER, "all")
    shown = panel.context_of(request, actor=actor, kind=kind, key=str(key), only=only)
    return shown | {"request": request, "csrf_token": context.get("csrf_token"), "user": context.get("user")}
