"""The words of a comment: who is called in them, and how they stand on a page.  Pure functions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

# Not inside a word, so that an e-mail address calls nobody.
_CALL = re.compile(r"(?<![\w.@+-])@([\w.@+-]{1,150})")
_LINK = re.compile(r"""https?://[^\s<>"'`]{1,500}""")
_PIECE = re.compile(f"(?P<link>{_LINK.pattern})|{_CALL.pattern}")
# A full stop behind a name or an address ends the sentence; it is not part of it.
_END = ".,;:!?-+@"


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody whom a comment calls, as the page names the person."""

    user_id: int
    username: str
    name: str


def calls_in(text: str) -> list[str]:
    """What is written behind each @, without the punctuation that ends it, in order and once."""
    # An address on the web may hold an @ of its own.
    found = (match.group(1).rstrip(_END) for match in _CALL.finditer(_LINK.sub(" ", text)))
    return list(dict.fromkeys(name for name in found if name))


def to_html(text: str, called: Mapping[str, Called]) -> SafeString:
    """
    The text as HTML: everything escaped, addresses as links, the called people by name, lines kept.

    ``called`` is by user name in lower case; another @word stays as it was typed.
    """
    pieces: list[str] = []
    at = 0
    for match in _PIECE.finditer(text):
        pieces.append(_plain(text[at : match.start()]))
        written = match.group(0)
        kept = _without_end(written)
        if match["link"]:
            pieces.append(format_html('<a class="rg-link" href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>', kept, kept))
        else:
            person = called.get(kept[1:].lower())
            pieces.append(format_html('<span class="rg-at">@{}</span>', person.name) if person else _plain(kept))
        pieces.append(_plain(written[len(kept) :]))
        at = match.end()
    pieces.append(_plain(text[at:]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece was escaped above


def _without_end(written: str) -> str:
    """Without the punctuation behind it; a bracket belongs to an address that opened it."""
    kept = written.rstrip(_END)
    return kept if "(" in kept else kept.rstrip(_END + ")")


def _plain(text: str) -> str:
    return conditional_escape(text).replace("\n", "<br>")
