"""Who is meant: the rows of every register that belong to a document or an e-mail address."""

from collections.abc import Collection, Iterable, Sequence

from backoffice.privacy.datamap import Identity, Match, areas

_PUNCTUATION = str.maketrans("", "", " .-/()")
# Shorter texts would be found in what is not about the person.
SHORTEST_MARK = 7

Matches = Sequence[Match]


def identity_of(*, document: str = "", email: str = "") -> Identity:
    """What was typed, in the form in which the registers keep it."""
    return Identity(document=document.translate(_PUNCTUATION).upper()[:14], email=email.strip().lower()[:254])


def find_matches(identity: Identity) -> list[Match]:
    """Everybody with this document or address, area by area; a fixed number of statements."""
    if not identity.document and not identity.email:
        return []
    return [match for area in areas() if area.find for match in area.find(identity)]


def ids_by_area(matches: Iterable[Match]) -> dict[str, list[int]]:
    """The keys of the roots, by area."""
    found: dict[str, list[int]] = {}
    for match in matches:
        found.setdefault(match.area, []).append(match.pk)
    return found


def marks_of(found: dict[str, list[int]], identity: Identity) -> list[str]:
    """The texts that tell these people apart, the longest first, so that a part never hides its whole."""
    texts = {identity.email, identity.document, _written(identity.document)}
    for area in areas():
        if area.code in found:
            for text in area.marks(found[area.code]):
                texts |= {text.strip(), _written(text)}
    return sorted((text for text in texts if _is_telling(text)), key=lambda text: (-len(text), text))


def subjects_of(found: dict[str, list[int]]) -> Collection[tuple[str, str]]:
    """The records whose conversation is about these people."""
    return sorted({subject for area in areas() if area.code in found for subject in area.subjects(found[area.code])})


def _written(document: str) -> str:
    """A CPF or CNPJ as people write it; anything else is not one."""
    if len(document) == 11 and document.isdigit():
        return f"{document[:3]}.{document[3:6]}.{document[6:9]}-{document[9:]}"
    if len(document) == 14 and document.isalnum() and document[12:].isdigit():
        return f"{document[:2]}.{document[2:5]}.{document[5:8]}/{document[8:12]}-{document[12:]}"
    return ""


def _is_telling(text: str) -> bool:
    """A single given name is in half of all texts: only whole names, numbers and addresses count."""
    return len(text) >= SHORTEST_MARK and (" " in text or "@" in text or any(char.isdigit() for char in text))
