"""The sentences of the conversation's refusals: fact, reason, way out."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.templatetags import formats

Data = dict[str, Any]


def _unfit(data: Data) -> str:
    if not data["length"]:
        return _("The comment is empty. Write something.")
    return _("The comment has %(length)s characters and %(limit)s fit. Shorten it or make two.") % {
        "length": formats.qty(data["length"]),
        "limit": formats.qty(data["limit"]),
    }


def _mention(data: Data) -> str:
    names = data["names"]
    told = ngettext(
        "%(names)s may not see this record and would not be told.", "%(names)s may not see this record and would not be told.", len(names)
    )
    return " ".join([told % {"names": ", ".join(names)}, _("Write the name without @ or call somebody else.")])


ERROR_TEXTS: dict[str, Callable[[Data], str]] = {
    "unknown_subject": lambda data: _("This record does not exist, or you may not see it."),
    "unknown_comment": lambda data: _("This comment does not exist, or you may not see it."),
    "unfit_comment": _unfit,
    "comment_token_reused": lambda data: _("This form was sent before with other words. Send again to make another comment."),
    "mention_refused": _mention,
    "too_many_mentions": lambda data: (
        _("The comment calls %(count)s people and %(limit)s can be called at once. Call fewer.")
        % {"count": formats.qty(data["count"]), "limit": formats.qty(data["limit"])}
    ),
    "not_the_author": lambda data: _("Only %(author)s may correct this comment. Answer with another one.") % {"author": data["author"]},
    "comment_changed": lambda data: _("The comment was corrected in another window meanwhile. Look at it and correct again."),
}
