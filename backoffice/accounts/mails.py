"""
E-mails about people's own accounts.

The outbox delivers at least once; the Message-ID, made from the event, lets mail programs show a repeated one once.  A link
is made when the mail leaves, so no secret ever lies in the outbox.
"""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.functional import Promise
from django.utils.http import urlsafe_base64_encode
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from backoffice.accounts import tokens
from backoffice.core.company import get_company
from backoffice.core.models import User
from backoffice.events.accounts import AccountMailAsked

SUBJECTS: dict[str, str | Promise] = {
    "invitation": _("Your access to Retaguarda"),
    "password_reset": _("Set a new password"),
    "password_changed": _("Your password was changed"),
    "factor_added": _("A second factor was added to your account"),
    "factor_removed": _("A second factor was removed from your account"),
    "factor_reset": _("Your second factor was reset"),
    "codes_made": _("New recovery codes for your account"),
    "wrong_codes": _("Somebody knows your password"),
    "roles_changed": _("Your roles have changed"),
}
_LINKS: dict[str, tuple[str, PasswordResetTokenGenerator]] = {
    "invitation": ("invitation", tokens.INVITATION),
    "password_reset": ("password_reset", tokens.RESET),
}


def send_account_mails(events: Sequence[AccountMailAsked]) -> int:
    """Send what was asked for to those who have an address and are active; returns how many left."""
    people = User.objects.in_bulk([event.user_id for event in events])
    sent = 0
    for event in events:
        user = people.get(event.user_id)
        if user is not None and user.is_active and user.email:
            _message(user, event).send()
            sent += 1
    return sent


def _message(user: User, event: AccountMailAsked) -> EmailMessage:
    context = {
        "name": user.first_name or user.username,
        "username": user.username,
        "by_name": event.by_name,
        "at": localtime(event.occurred_at),
        "link": _link(user, event.mail),
        "security": settings.BASE_URL + reverse("account_security"),
        "company": get_company().name,
    }
    with override(settings.LANGUAGE_CODE):
        body = render_to_string(f"accounts/mail/{event.mail}.txt", context)
        subject = str(SUBJECTS[event.mail])
    return EmailMessage(subject=subject, body=body, to=[user.email], headers={"Message-ID": f"<{event.event_id}@retaguarda>"})


def _link(user: User, mail: str) -> str:
    if mail not in _LINKS:
        return ""
    url_name, generator = _LINKS[mail]
    return str(settings.BASE_URL) + reverse(url_name, args=[urlsafe_base64_encode(force_bytes(user.pk)), generator.make_token(user)])
