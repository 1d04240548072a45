"""How this company keeps its promises."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.privacy.errors import RulesChanged
from backoffice.privacy.models import PrivacyRules


@dataclass(frozen=True, kw_only=True)
class Rules:
    """``version`` is the one that was looked at, 0 while nobody has written the rules down."""

    is_small_agent: bool = False
    candidate_months: int = 6
    contact: str = ""
    version: int = 0


@transaction.atomic
def save_rules(*, rules: Rules, by: Actor, at: datetime) -> Rules:
    """
    Write the rules down; requests that are under way keep their day.

    :raises RulesChanged: somebody else did meanwhile
    """
    present = PrivacyRules.objects.select_for_update().filter(pk=1).first()
    if (present.version if present else 0) != rules.version:
        raise RulesChanged()
    values = asdict(rules) | {"version": rules.version + 1}
    PrivacyRules.objects.update_or_create(pk=1, defaults=values)
    changed = sorted(name for name, value in values.items() if name != "version" and (present is None or getattr(present, name) != value))
    audit.record([audit.Trace(action="privacy.rules_changed", subject=("privacy_rules", "1"), at=at, after={"fields": changed})], by=by)
    return Rules(**values)
