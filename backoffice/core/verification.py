"""
What the public page of codes (report_centre) knows besides reports: each area proves its own kind of paper.

``backoffice/wiring.py`` has the table by the two letters that a code begins with; RG are reports.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """
    What anybody who holds the code may know: no names, no contents.

    ``says`` is the sentence about it, ``genuine`` and ``broken`` the words of the alert when the kept contents have the hash,
    and when not; ``hashed`` names what the hash is of.
    """

    code: str
    title: str
    says: str
    genuine: str | Promise
    broken: str | Promise
    hashed: str | Promise
    sha256: str
    is_intact: bool
    files: tuple[tuple[str, str], ...] = ()

    def name_of(self, digest: str) -> str:
        """ "=" if this is the hash itself, "" otherwise."""
        return "=" if "".join(digest.split()).lower() == "".join(self.sha256.split()) else ""


Verifier = Callable[[str], Verified | None]
_verifiers: dict[str, Verifier] = {}


def install(verifiers: Mapping[str, Verifier]) -> None:
    """Take over the table; called once at start."""
    _verifiers.clear()
    _verifiers.update(verifiers)


def find(code: str) -> Verified | None:
    """What the area behind these two letters proves of the code; None if there is no such area or code."""
    verifier = _verifiers.get(code[:2])
    return verifier(code) if verifier else None
