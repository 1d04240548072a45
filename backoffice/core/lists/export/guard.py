"""
Texts that a spreadsheet would run as a formula get an apostrophe before them (OWASP, CSV injection; ASVS 5.0, 1.2.10).

Numbers are written as numbers and need no guard: -5,00 stays -5,00.
"""

import re

_LIVE = re.compile("'*[=+\\-@\t\r\n\x00]")
_DEFUSED = re.compile("''*[=+\\-@\t\r\n\x00]")


def defuse(text: str) -> str:
    """The text as it may stand in a cell; what begins with apostrophes and then a live sign gets one more, so that it can be undone."""
    return f"'{text}" if _LIVE.match(text) else text


def restore(text: str) -> str:
    """The text that ``defuse`` was given."""
    return text[1:] if _DEFUSED.match(text) else text
