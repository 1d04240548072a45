"""What happened to one SKU's figures and to one reconciliation, told in words."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry
from backoffice.core.templatetags import formats
from backoffice.intranet.story import StoryLine
from inventory.models import StockDifference, StockReconciliation, Variant


def find_sku(*, sku: str, actor: Actor) -> str | None:
    """The SKU if it exists and the actor may know of it."""
    return policy.visible(actor, Variant.objects.filter(sku=sku)).values_list("sku", flat=True).first()


def list_variant_story(*, sku: str, limit: int) -> list[StoryLine]:
    """What was decided about the SKU's figures, newest first; its moves are a list of their own."""
    actions = ("stock.corrected", "stock.difference_dismissed")
    entries = AuditEntry.objects.filter(subject_kind="variant", subject_key=sku, action__in=actions).order_by("-id")[:limit]
    return [_decision(entry) for entry in entries]


def list_reconciliation_story(*, job_id: UUID) -> list[StoryLine]:
    """When it began, when it ended with what."""
    found = StockReconciliation.objects.filter(job_id=job_id).first()
    if found is None:
        return []
    begun = StoryLine(
        at=found.started_at,
        actor_kind=found.requested_by_kind,
        actor_name=found.requested_by_name,
        icon="play_arrow",
        text=_("asked for the reconciliation"),
    )
    if found.finished_at is None:
        return [begun]
    count = ngettext("%(count)s difference", "%(count)s differences", found.difference_count)
    ended = StoryLine(
        at=found.finished_at,
        actor_kind="system",
        actor_name="Retaguarda",
        icon="rule",
        text=_("compared everything"),
        detail=count % {"count": formats.qty(found.difference_count)},
    )
    return [ended, begun]


def _decision(entry: AuditEntry) -> StoryLine:
    before: dict[str, Any] = entry.before or {}
    after: dict[str, Any] = entry.after or {}
    kind = after.get("kind", "")
    told = {"figure": StockDifference.Kind(kind).label if kind in StockDifference.Kind.values else kind}
    if entry.action == "stock.corrected":
        icon, text = "sync", _("rebuilt a figure from its rows: %(figure)s") % told
        detail = _("from %(before)s to %(after)s") % {
            "before": formats.qty(before.get("figure")),
            "after": formats.qty(after.get("figure")),
        }
        detail = " ".join(filter(None, [after.get("location"), detail]))
    else:
        icon, text, detail = "do_not_disturb_on", _("set a difference aside: %(figure)s") % told, str(after.get("reason", ""))
    return StoryLine(at=entry.at, actor_kind=entry.actor_kind, actor_name=entry.actor_name, icon=icon, text=text, detail=detail)
