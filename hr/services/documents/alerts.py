"""Papers that run out: HR hears of each a month before, two weeks before and on the day."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from backoffice.core import clock
from backoffice.intranet import kinds, people
from backoffice.intranet.services import NoticeDraft, notify
from hr.models import Document, Employee

# Days before the last day on which a paper holds.
STEPS = (0, 15, 30)
# Whoever stood still on the last day still hears of it; what expired longer ago stands in the list of papers.
_MISSED = timedelta(days=7)
_AT_ONCE = 500


def warn_of_expiry(*, at: datetime) -> int:
    """
    Tell those who review papers; each step once a paper, also when days were missed.  Returns how many notices were new.

    The notice names the kind and the matrícula, never the person.
    """
    today = clock.company_date(at)
    recipients = tuple(people.ids_with("hr.review_documents"))
    employment = Employee.objects.filter(person=OuterRef("person_id")).exclude(state=Employee.State.ENDED)
    rows = Document.objects.filter(state=Document.State.ACCEPTED, expires_on__range=(today - _MISSED, today + timedelta(days=STEPS[-1])))
    found = rows.filter(Exists(employment)).annotate(number=employment.values("number")[:1]).select_related("kind")
    drafts = []
    for document in found.order_by("expires_on", "pk")[:_AT_ONCE]:
        assert document.expires_on is not None
        left = (document.expires_on - today).days
        step = next(days for days in STEPS if left <= days)
        data = {"document": document.kind.name, "number": document.number, "day": document.expires_on.isoformat(), "left": left}
        drafts.append(
            NoticeDraft(kinds.PAPER_EXPIRING, recipients, data, reverse("paper", args=[document.pk]), f"paper-expires:{document.pk}:{step}")
        )
    return notify(drafts=drafts, at=at) if drafts else 0
