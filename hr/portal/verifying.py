"""What the public page of codes says of an acceptance: that it is ours and intact, not whose it is."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.reports.canonical import in_groups
from backoffice.core.templatetags.formats import long_when
from backoffice.core.verification import Verified
from hr.errors import UnknownAcceptance
from hr.queries.acceptances import find_acceptance, is_intact


def verify_acceptance(code: str) -> Verified | None:
    """The acceptance with this code, without name and text; None if there is none."""
    try:
        found = find_acceptance(code=code)
    except UnknownAcceptance:
        return None
    said = {"code": found.code, "when": long_when(found.accepted_at), "version": found.text.version}
    return Verified(
        code=found.code,
        title=found.text.title,
        says=_("Acceptance %(code)s of version %(version)s of this text, on %(when)s.") % said,
        genuine=gettext_lazy("The company keeps this accepted text, and it is intact."),
        broken=gettext_lazy("The kept text does not have the printed hash."),
        hashed=gettext_lazy("Hash of the accepted text (SHA-256)"),
        sha256=in_groups(found.content_sha256),
        is_intact=is_intact(found),
    )
