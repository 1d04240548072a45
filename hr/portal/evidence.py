"""How an acceptance proves what was accepted.  Pure."""

import hashlib

# Codes of acceptances on the public page; reports have RG.
CODE_PREFIX = "AC"


def content_digest(title: str, content: str) -> str:
    """The SHA-256 of a text as it was filled in and shown: title, blank line, content, in UTF-8."""
    return hashlib.sha256(f"{title}\n\n{content}".encode()).hexdigest()
