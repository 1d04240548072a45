"""The rules that hold."""

from backoffice.privacy.models import PrivacyRules
from backoffice.privacy.services.rules import Rules


def get_rules() -> Rules:
    """What was written down, or what holds until somebody does (version 0)."""
    row = PrivacyRules.objects.filter(pk=1).first()
    if row is None:
        return Rules()
    return Rules(is_small_agent=row.is_small_agent, candidate_months=row.candidate_months, contact=row.contact, version=row.version)
