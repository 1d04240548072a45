"""Tell whoever looks after eSocial what falls due."""

from collections import Counter
from datetime import datetime

from django.urls import reverse

from backoffice.core import clock
from backoffice.intranet import kinds, people
from backoffice.intranet.services import NoticeDraft, notify
from hr.esocial.deadlines import WARNING_DAYS
from hr.queries.esocial_due import esocial_due

LATE = -1


def warn_esocial(*, at: datetime) -> int:
    """
    One notice for each day of warning (3, 1, 0 days before) and one for what is late, with how many events; each once a
    day, by the notice's own key.  Returns how many notices were asked for.
    """
    today = clock.company_date(at)
    counts = Counter(max(each.days_left(today), LATE) for each in esocial_due(today=today))
    recipients = tuple(people.ids_with("hr.use_esocial"))
    page = reverse("esocial_due")
    drafts = [
        NoticeDraft(
            kinds.ESOCIAL_DUE,
            recipients,
            {"days": days, "count": counts[days]},
            f"{page}?view={'late' if days == LATE else 'soon'}",
            f"esocial:{today}:{days}",
        )
        for days in (LATE, *WARNING_DAYS)
        if counts[days]
    ]
    notify(drafts=drafts, at=at)
    return len(drafts)
