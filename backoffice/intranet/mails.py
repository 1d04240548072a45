"""
Notices by e-mail.

The outbox delivers at least once.  A notice remembers that its e-mail left, in the transaction of the delivery, and gets
no second one.  A crash between sending and committing may still send twice: the Message-ID, made from the event id, lets
mail programs show one.  What was read here meanwhile needs no e-mail any more.
"""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from backoffice.core import preferences
from backoffice.core.company import get_company
from backoffice.events.intranet import NoticeMailRequested
from backoffice.intranet import people
from backoffice.intranet.kinds import KINDS
from backoffice.intranet.models import Notice


def send_notices(events: Sequence[NoticeMailRequested]) -> int:
    """Send what is still to send, each in its reader's language; return how many e-mails left."""
    wanted = {event.notice_id: event for event in events}
    unsent = Notice.objects.filter(pk__in=wanted, wants_mail=True, mailed_at=None, read_at=None)
    notices = list(
        unsent.filter(recipient__is_active=True)
        .exclude(recipient__email="")
        .select_related("recipient")
        # Two relays must not both find it unsent.
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    for notice in notices:
        event = wanted[notice.pk]
        _message(notice, event).send()
        notice.mailed_at = event.occurred_at
    Notice.objects.bulk_update(notices, ["mailed_at"])
    return len(notices)


def _message(notice: Notice, event: NoticeMailRequested) -> EmailMessage:
    reader, kind = notice.recipient, KINDS[notice.kind]
    with override(preferences.of(reader).language or settings.LANGUAGE_CODE):
        title = kind.title(notice.data)
        context = {
            "name": people.name_of(reader),
            "title": title,
            "detail": kind.detail(notice.data),
            "url": settings.BASE_URL + reverse("notice_open", args=[notice.pk]),
            "preferences_url": settings.BASE_URL + reverse("notice_preferences"),
            "company": get_company().name,
        }
        body = render_to_string("intranet/mail/notice.txt", context)
    # A subject is one line whatever a record's name holds.
    subject = " ".join(f"{title} · Retaguarda".split())
    headers = {"Message-ID": f"<{event.event_id}@retaguarda>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject=subject, body=body, to=[reader.email], headers=headers)
