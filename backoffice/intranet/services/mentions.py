"""Who is called in a comment, and whether they may be."""

from dataclasses import dataclass

from django.db.models.functions import Lower

from backoffice.core.models import User
from backoffice.intranet import people, words
from backoffice.intranet.errors import MentionRefused, TooManyMentions
from backoffice.intranet.subjects import Subject

MAX_MENTIONS = 10


@dataclass(frozen=True, slots=True)
class Mentions:
    """``user_ids`` are called; ``unknown`` is what was written behind an @ that is nobody's user name."""

    user_ids: tuple[int, ...]
    unknown: tuple[str, ...]


def read_mentions(*, text: str, subject: Subject, key: str) -> Mentions:
    """
    The people whom the text calls.

    :raises MentionRefused: one of them may not see the record
    :raises TooManyMentions: more than ten
    """
    written = words.calls_in(text)
    if not written:
        return Mentions((), ())
    users = {
        user.get_username().lower(): user
        for user in User.objects.annotate(lower=Lower("username"))
        .filter(lower__in=[name.lower() for name in written])
        .prefetch_related("groups")
        .order_by("-pk")
    }
    called = {users[name.lower()].pk: users[name.lower()] for name in written if name.lower() in users}
    if len(called) > MAX_MENTIONS:
        raise TooManyMentions(count=len(called), limit=MAX_MENTIONS)
    refused = [user for user in called.values() if not _may_see(user, subject, key)]
    if refused:
        raise MentionRefused(names=[people.name_of(user) for user in refused])
    return Mentions(tuple(called), tuple(name for name in written if name.lower() not in users))


def _may_see(user: User, subject: Subject, key: str) -> bool:
    actor = people.actor_of(user)
    return actor.may(subject.permission) and subject.find(key, actor) is not None
