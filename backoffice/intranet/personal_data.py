"""What people said about people: comments and notices."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backoffice.privacy.datamap import MARKS, Area, Copy, Use

TALK = Use(
    purpose=_("Working together on a record"),
    legal_base=_("Legitimate interest (LGPD art. 7 IX)"),
    retention=_("With the record; words about a person are blanked when the person is forgotten"),
)


def _comments_about(subjects: Collection[tuple[str, str]]) -> Q:
    wanted = Q()
    for kind in {kind for kind, _key in subjects}:
        wanted |= Q(comment__subject_kind=kind, comment__subject_key__in=[key for each, key in subjects if each == kind])
    return wanted


def _notices_about(subjects: Collection[tuple[str, str]]) -> Q:
    wanted = Q()
    for kind in {kind for kind, _key in subjects}:
        wanted |= Q(data__kind=kind, data__key__in=[key for each, key in subjects if each == kind])
    return wanted


PERSONAL_DATA = Area(
    code="intranet",
    label=_("Comments and notices"),
    copies=(
        Copy(model="intranet.CommentVersion", title=_("Comments"), use=TALK, columns={"text": MARKS}, about=_comments_about),
        Copy(
            model="intranet.Notice",
            title=_("Notices"),
            use=TALK,
            columns={"data": MARKS, "url": MARKS},
            plain=("kind", "effect_key"),
            about=_notices_about,
            free_keys=("excerpt", "reason"),
        ),
    ),
    not_personal={
        "intranet.Comment": "which record somebody spoke about",
        "intranet.NoticePreference": "how a colleague wants to be told",
    },
)
