"""
E-mails to candidates: a greeting by first name, how many things are open, the link.  Nothing else of the person.

The outbox delivers at least once; the Message-ID, made from the event, lets mail programs show a repeated one once.  The
link is made when the mail leaves, in the transaction of the delivery: a mail that was sent twice has two links, of which
the later one works.  A mail that was still waiting when somebody of the house made a link to hand over brings none, because
its own would close that one: what was refused and what is still to come is told all the same, an invitation stays here.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from backoffice.core import clock
from backoffice.core.company import get_company
from backoffice.core.errors import BusinessError
from backoffice.events.hr import AdmissionMailAsked
from hr.admission import stages
from hr.models import Admission, Document
from hr.portal.links import entry_path
from hr.queries.admission_facts import gather_facts
from hr.services.portal_links import issue_mail_link

SUBJECTS: dict[str, str | Promise] = {
    "invitation": _("Your admission begins here"),
    "link": _("Your new link to the admission"),
    "reminder": _("Your admission waits for you"),
    "refused": _("Something has to be sent again"),
}

# They have more to say than the link.
_LEAVE_WITHOUT_LINK = ("reminder", "refused")


def send_admission_mails(events: Sequence[AdmissionMailAsked]) -> int:
    """Send to those whose admission is still open and who have an address; returns how many left."""
    rows = Admission.objects.select_related("employee__person", "contact")
    open_ones = rows.filter(number__in=[event.admission_number for event in events], done_at=None, cancelled_at=None)
    admissions = {row.number: row for row in open_ones}
    sent = 0
    for event in events:
        admission = admissions.get(event.admission_number)
        if admission is None or not admission.employee.person.email:
            continue
        message = _message(admission, event, at=clock.now())
        if message is not None:
            message.send()
            sent += 1
    return sent


def entry_url(token: str) -> str:
    """The address that lets a candidate in.  The token stands behind the #: it is never sent to a server's log."""
    return f"{settings.BASE_URL}{entry_path(token)}"


def _message(admission: Admission, event: AdmissionMailAsked, *, at: datetime) -> EmailMessage | None:
    """None if the admission ended while the mail was waiting, or what it was to say does not hold or was handed over by hand."""
    refused = admission.employee.person.documents.filter(state=Document.State.REFUSED).count()
    if event.mail == "refused" and not refused:
        return None
    leaves_without = event.mail in _LEAVE_WITHOUT_LINK
    try:
        token = issue_mail_link(admission_number=admission.number, asked_at=event.occurred_at, leaves_without=leaves_without, at=at)
    except BusinessError:
        return None
    if token is None and not leaves_without:
        return None
    facts = gather_facts([admission], today=clock.company_date(at))[admission.pk]
    context = {
        "name": admission.employee.person.called.split()[0],
        "company": get_company().name,
        "due": admission.papers_due_on,
        "is_late": facts.today > admission.papers_due_on,
        "count": len(stages.to_hand_in(facts)),
        "refused": refused,
        "contact": admission.contact.first_name or admission.contact.get_full_name(),
        "phone": admission.contact_phone,
        "link": entry_url(token) if token else "",
        "days": settings.PORTAL_LINK_DAYS,
    }
    with override(settings.LANGUAGE_CODE):
        body = render_to_string(f"hr/admission/mail/{event.mail}.txt", context)
        subject = f"{SUBJECTS[event.mail]} · {context['company']}"
    # The event of an invitation is the form's own key; the reminder of another day is another mail.
    headers = {"Message-ID": f"<{event.event_id}@retaguarda>"}
    return EmailMessage(subject=" ".join(subject.split()), body=body, to=[admission.employee.person.email], headers=headers)
