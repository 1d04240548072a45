"""Header texts as they are compared: lower case, no accents, no punctuation."""

import re
import unicodedata

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_OTHER = re.compile(r"[^a-z0-9$%]+")


def normalise_header(text: str) -> tuple[str, ...]:
    """The forms under which a header is looked up: whole ("preco r$"), then without brackets ("preco")."""
    whole, bare = _plain(text), _plain(_BRACKETS.sub(" ", text))
    return (whole,) if whole == bare else tuple(form for form in (whole, bare) if form)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub(" ", letters).strip()


def column_letter(index: int) -> str:
    """0 -> A, 26 -> AA: what the spreadsheet calls the column."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
