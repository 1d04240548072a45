"""What the bell of every page shows."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from backoffice.core.actors import Actor
from backoffice.intranet import queries


def bell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: where the notices are, and how many are unread, asked only by pages that draw the bell."""
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return {}
    return {"notices_url": reverse("notices"), "notices_count": cache(lambda: queries.count_unread(actor=Actor.of_user(user)))}
