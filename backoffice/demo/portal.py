"""Ready links into the candidate's portal, so that it can be tried without a mailbox."""

import json
import os
from datetime import datetime
from pathlib import Path

from backoffice.core.actors import Actor
from backoffice.core.templatetags import formats
from hr.models import Admission, PortalLink
from hr.portal.links import entry_path
from hr.services import issue_portal_link
from hr.services.portal_links import hash_of


def ensure_links(credentials: Path, *, by: Actor, at: datetime) -> dict[str, str]:
    """
    Write a link for each open admission whose candidate has something to do into the credentials file:
    ``{"portal": {"MARIANA": "/portal/entrar/#token 14/05/1996", ...}}``, first name and date of birth of invented people.
    """
    known = json.loads(credentials.read_text())
    links: dict[str, str] = known.get("portal", {})
    waiting = Admission.objects.filter(stage__in=["invitation", "papers", "contract"]).select_related("employee__person")
    for admission in waiting.order_by("number"):
        person = admission.employee.person
        name = person.called.split()[0].upper()
        token = links.get(name, "").partition("#")[2].partition(" ")[0]
        if not token or not PortalLink.objects.filter(admission=admission, token_hash=hash_of(token), revoked_at=None).exists():
            token = issue_portal_link(admission_number=admission.number, by=by, at=at)
        links[name] = f"{entry_path(token)} {formats.day_month_year(person.birth_date)}"
        # A reminder, or word of a refused paper, would bring another link and close this one.
        Admission.objects.filter(pk=admission.pk).update(reminded_at=at, refusals_told_at=at)
    descriptor = os.open(credentials, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        json.dump(known | {"portal": links}, stream, ensure_ascii=False, indent=1)
    return links
