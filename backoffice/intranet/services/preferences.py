"""How a person wants to be told."""

from collections.abc import Mapping

from django.db import transaction

from backoffice.core.actors import Actor
from backoffice.intranet.kinds import KINDS
from backoffice.intranet.models import NoticePreference


@transaction.atomic
def set_preferences(*, channels: Mapping[str, str], by: Actor) -> int:
    """
    Keep the actor's choice for each kind; returns how many were kept.

    :raises KeyError: a kind that does not exist
    """
    rows = [NoticePreference(user_id=by.id, kind=kind, channel=channel) for kind, channel in channels.items() if KINDS[kind]]
    NoticePreference.objects.bulk_create(rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["channel"])
    return len(rows)
