"""The door to an importer on other pages: {% load imports %}{% import_door "produtos" %}."""

from collections.abc import Mapping
from typing import Any

from django import template

from backoffice.core.actors import Actor
from backoffice.imports.registry import importer_of

register = template.Library()


@register.inclusion_tag("imports/door.html", takes_context=True)
def import_door(context: Mapping[str, Any], key: str) -> dict[str, Any]:
    """A button to the importer, for those who may use it; for others nothing."""
    request = context["request"]
    actor = getattr(request, "actor", None) or Actor.of_user(request.user)
    importer = importer_of(key)
    return {"importer": importer if actor.may(importer.permission) else None}
