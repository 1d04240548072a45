"""Where two names differ, letter by letter, for the eye of who compares them."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from backoffice.core.people import unaccented


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``differs`` from the other text."""

    text: str
    differs: bool


def mark_differences(ours: str, theirs: str) -> tuple[list[Piece], list[Piece]]:
    """
    Both texts in pieces.  Accents and capitals do not count as a difference, because they do not count for eSocial.
    """
    left, right = " ".join(ours.split()), " ".join(theirs.split())
    matcher = SequenceMatcher(None, _folded(left), _folded(right), autojunk=False)
    ours_pieces, theirs_pieces = [], []
    for kind, first, end, other_first, other_end in matcher.get_opcodes():
        ours_pieces.append(Piece(left[first:end], kind != "equal"))
        theirs_pieces.append(Piece(right[other_first:other_end], kind != "equal"))
    return [piece for piece in ours_pieces if piece.text], [piece for piece in theirs_pieces if piece.text]


def _folded(text: str) -> list[str]:
    # One element per character, so that the places stay those of the text.
    return [unaccented(char) for char in text]
